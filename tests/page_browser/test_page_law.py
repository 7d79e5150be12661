"""The law in the page: its files are those of the command line, and a hostile one harms nothing."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import hostile
import pytest
from opened_page import Opened, opened_at
from repository import ROOT

import mlmp_print as mlmp

FORMS = [form.name for form in mlmp.forms()]
LOOK = ROOT / "assets" / "looks" / "strandby"
LIVES = {"name": "Åse"}


def files(answer: Any) -> dict[str, bytes]:
    assert "error" not in answer, answer
    return {name: bytes(data) for name, data in answer["files"].items()}


@pytest.mark.parametrize("language", ["da", "de", "en"])
def test_every_empty_form_has_the_bytes_of_the_command_line(opened: Opened, language: str):
    opened.anew()
    opened.ready()
    made = files(opened.call("blank", forms=FORMS, lang=language, to_fill=True))
    assert set(made) == {f"{form}.pdf" for form in FORMS}
    for form in FORMS:
        assert made[f"{form}.pdf"] == mlmp.blank(form, lang=language), form


@pytest.mark.parametrize(
    "how", [{"large": True}, {"size": "a3"}, {"ink": "gray"}, {"settings": {"goals": 6}}], ids=str
)
def test_what_is_not_prepared_has_the_same_bytes_too(opened: Opened, how: dict[str, Any]):
    opened.anew()
    opened.ready()
    made = files(opened.call("blank", forms=["visual-plan"], to_fill=True, **how))
    assert made["visual-plan.pdf"] == mlmp.blank("visual-plan", **how)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_filled_with_its_example_reads_back_in_the_page(opened: Opened, form: str):
    opened.anew()
    opened.ready()
    answers = {name: "Åse" for name in ("name",) if name in mlmp.schema(form)["properties"]}
    made = files(opened.call("fill", form=form, answers=answers))[f"{form}.pdf"]
    assert made == mlmp.fill(form, answers).pdf
    read = opened.call("read", {"a.pdf": made}, file="a.pdf")["value"]
    assert (read["form"], read["answers"]) == (form, answers)


@pytest.mark.parametrize(
    "made",
    [hostile.shared_annotations, hostile.bomb_of_objects, hostile.shared_value],
    ids=lambda made: made.__name__,
)
def test_a_hostile_file_is_ended_and_the_page_lives_on(opened: Opened, made: Any):
    opened.anew()
    opened.ready()
    ended = opened.call("read", {"b.pdf": made()}, file="b.pdf")
    assert ended["error"]["kind"] == "PdfError", ended
    sound = mlmp.fill("wishing-well", LIVES).pdf
    assert opened.call("read", {"a.pdf": sound}, file="a.pdf")["value"]["answers"] == LIVES


def test_a_look_is_built_in_with_its_logo(browser: Any, built: Path, tmp_path: Path):  # noqa: ARG001
    folder = tmp_path / "look"
    shutil.copytree(LOOK, folder)
    command = [sys.executable, str(ROOT / "tools" / "make_page.py")]
    arguments = ["--look", str(folder / "look.toml"), "--out", str(tmp_path)]
    subprocess.run([*command, *arguments], check=True, capture_output=True)
    found = opened_at(browser, (tmp_path / "mit-liv-min-plan.html").as_uri())
    found.ready()
    given = found.page.evaluate("""async () => {
        const python = await page.python;
        const args = { forms: ["visual-plan"], to_fill: true, look: page.look.name };
        const { files } = await python.call("blank", args, page.look.files);
        return [...files["visual-plan.pdf"]];
    }""")
    assert bytes(given) == mlmp.blank("visual-plan", look=str(folder / "look.toml"))
    assert found.complaints == []
    found.page.context.close()
