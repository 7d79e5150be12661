"""What can be known without making a sheet: forms, examples, columns, faults, and pictures."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image
from repository import ROOT

import mlmp_print as mlmp
from mlmp_print.cli.commands import main
from mlmp_print.definitions.load import names

STRANDBY = ROOT / "assets" / "looks" / "strandby" / "look.toml"
FORMS = names()


def printed(*arguments: object) -> str:
    result = CliRunner().invoke(main, list(map(str, arguments)))
    assert result.exit_code == 0
    return result.stdout


def test_the_forms_are_those_of_the_command():
    said = json.loads(printed("forms", "--json"))
    assert [
        {
            "name": form.name,
            "version": form.version,
            "pages": form.pages,
            "languages": {
                lang: {"title": title.title, "sheet": title.sheet}
                for lang, title in form.languages.items()
            },
        }
        for form in mlmp.forms()
    ] == said
    assert {*said[0]["languages"]} == {"da", "de", "en"}


@pytest.mark.parametrize("form", FORMS)
def test_an_example_has_no_faults_and_comes_back(form):
    for lang in ("da", "en"):
        answers = mlmp.example(form, lang=lang)
        assert answers == json.loads(printed("schema", form, "--example", "--lang", lang))
        assert mlmp.check(form, answers, lang=lang) == mlmp.Checked()


def test_an_example_is_one_of_its_look_and_settings():
    options = {"look": STRANDBY, "settings": {"goals": 6}}
    assert len(mlmp.columns("visual-plan", **options)) > len(mlmp.columns("visual-plan"))
    assert mlmp.check("visual-plan", mlmp.example("visual-plan", **options), **options).faults == ()
    assert mlmp.schema("visual-plan", look=STRANDBY) != mlmp.schema("visual-plan")


@pytest.mark.parametrize("lang", ["da", "en", "de"])
def test_a_table_with_the_columns_is_understood(lang):
    headings = mlmp.columns("visual-plan", lang=lang)
    row = dict.fromkeys(headings.values())
    row[headings["name"]], row[headings["goals.1.score_now"]] = "Åse", 1.5
    row[headings["goals.1.text"]] = "bage"
    taken: dict[str, bytes] = {}
    mlmp.batch("visual-plan", [row], taken.__setitem__)
    (pdf,) = taken.values()
    assert mlmp.read(pdf).answers == {
        "name": "Åse",
        "goals": [{"text": "bage", "score_now": 1.5}],
    }


def test_check_finds_what_fill_refuses_and_notes_what_fill_notes():
    wrong = {"date": "in May", "nam": 1, "goals": [{"score_now": 5}, {}, 7]}
    with pytest.raises(mlmp.AnswersError) as caught:
        mlmp.fill("visual-plan", wrong)
    assert mlmp.check("visual-plan", wrong).faults == caught.value.messages
    assert len(caught.value.messages) == 4
    many = {"name": "A\u030ase", "goals": [{"text": "x"}] * 6}
    checked = mlmp.check("visual-plan", many)
    assert checked.notes and set(checked.notes) <= set(mlmp.fill("visual-plan", many).notes)
    too_many = mlmp.check("visual-plan", {"goals": [{}] * 1000, "date": "x"})
    assert [fault.path for fault in too_many.faults] == ["date", "goals"]


@pytest.mark.parametrize("answers", [5, "x", [], [{}], {"goals": 5}, {5: 6}])
def test_check_never_raises_for_answers(answers):
    assert mlmp.check("visual-plan", answers).faults


def test_preview_draws_what_the_command_draws(tmp_path):
    pdf = mlmp.fill("visual-plan", {"name": "Åse"}).pdf
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf)
    with path.open("rb") as file:
        drawn = {mlmp.preview(source, page=2, dpi=40) for source in (path, str(path), pdf, file)}
    printed("preview", path, "--page", 2, "--dpi", 40, "-o", tmp_path / "a.png")
    assert drawn == {(tmp_path / "a.png").read_bytes()}
    assert Image.open(io.BytesIO(drawn.pop())).format == "PNG"


def test_preview_refuses_what_it_cannot_draw():
    pdf = mlmp.blank("wishing-well")
    with pytest.raises(mlmp.UsageError, match="there is no page 9"):
        mlmp.preview(pdf, page=9)
    with pytest.raises(mlmp.PdfError, match="not a PDF"):
        mlmp.preview(b"no PDF")
    with pytest.raises(mlmp.PdfError, match="cannot be read"):
        mlmp.preview(Path("gone.pdf"))
    closed = mlmp.encrypt(pdf, "mange æbler")
    with pytest.raises(mlmp.EncryptedError, match="needs a password"):
        mlmp.preview(closed)
    assert mlmp.preview(closed, dpi=18, password="mange æbler") == mlmp.preview(pdf, dpi=18)
