"""Answers that were printed come back from paper as they were, and everybody is found."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from click.testing import CliRunner
from filled_paper import DPI, back_of, scan_pdf, upside_down
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from PIL import Image
from strategies import runs

import mlmp_print as mlmp
from mlmp_print.cli.commands import main
from mlmp_print.model.kinds import Kind
from mlmp_print.model.paths import flatten, unflatten

QUICK, ALL = ("score-card",), ("evaluation", "status-sheet", "goal-staircase", "visual-plan")


def laws(examples: int) -> settings:
    """The settings of a law over paper: what fails is not made smaller, which takes long."""
    return settings(runs(examples), phases=(Phase.explicit, Phase.generate))


def marked_kinds(form: str) -> dict[str, Kind]:
    """The questions of a form that are answered with a mark."""
    every = mlmp.template(form).form.places()
    return {place.path: place.kind for place in every if place.kind.states}


def people(form: str) -> st.SearchStrategy[list[dict[str, Any]]]:
    """The answers of some people, flat; None for no answer."""
    questions = {
        path: st.none() | st.sampled_from([kind.load(state) for state in kind.states])
        for path, kind in marked_kinds(form).items()
    }
    return st.lists(st.fixed_dictionaries(questions), min_size=1, max_size=3)


def rendered(pdf: Path) -> list[Image.Image]:
    """The pages of a print job, as a scanner sees them."""
    with pdfium.PdfDocument(pdf) as document:
        document.init_forms()
        return [page.render(scale=DPI / 72).to_pil().convert("L") for page in document]


def comes_back(form: str, answers: list[dict[str, Any]], seed: int, folder: Path) -> None:
    """Print what people answered, scan it in any order and either way up, and compare."""
    rows = [{"id": f"p{at}", **unflatten(one)} for at, one in enumerate(answers)]
    job, listed = folder / f"{seed}.pdf", folder / f"{seed}.csv"
    mlmp.batch(form, rows, print_job=job, sheet_ids=listed, force=True)
    rng = random.Random(seed)
    pages = [upside_down(page) if rng.random() < 0.3 else page for page in rendered(job)]
    rng.shuffle(pages)
    sides = [side for page in pages for side in (page, back_of(page))]
    back, output = scan_pdf(folder / f"back-{seed}.pdf", sides), folder / f"{seed}.jsonl"
    command = ["scan", back, "--register", listed, "-o", output, "--force"]
    result = CliRunner().invoke(main, list(map(str, command)))
    assert result.exit_code in (0, 3), result.stderr
    found = {one["id"]: one for one in map(json.loads, output.read_text("utf-8").splitlines())}
    assert {*found} == {row["id"] for row in rows}
    doubts = 0
    for at, truth in enumerate(answers):
        record = found[f"p{at}"]
        assert "missing" not in record
        doubtful = {doubt["path"] for doubt in record.get("doubts", ())}
        doubts += len(doubtful)
        sure = {path: value for path, value in truth.items() if path not in doubtful}
        assert flatten(record["answers"]) == {
            path: value for path, value in sure.items() if value is not None
        }
    assert (doubts > 0) == (result.exit_code == 3)


@pytest.mark.slow
@laws(2)
@given(data=st.data(), seed=st.integers(0, 999))
def test_what_was_printed_comes_back(tmp_path_factory, data, seed):
    form = data.draw(st.sampled_from(QUICK))
    comes_back(form, data.draw(people(form)), seed, tmp_path_factory.mktemp("job"))


@pytest.mark.slow
@laws(12)
@given(data=st.data(), seed=st.integers(0, 999))
def test_what_was_printed_on_any_sheet_comes_back(tmp_path_factory, data, seed):
    form = data.draw(st.sampled_from(ALL))
    comes_back(form, data.draw(people(form)), seed, tmp_path_factory.mktemp("job"))
