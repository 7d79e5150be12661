"""Boxes that look alike share one type size, on files and in print."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cache
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
from sheets import fields, letters

import mlmp_print as mlmp

TOO_LONG = "Jeg øver mig i at tage bussen til klubben sammen med min ven. " * 30


def sizes(answers: Mapping[str, Any], form: str = "goal-staircase") -> dict[str, float]:
    """The type size of each text field that is filled in, by its name."""
    pdf = mlmp.fill(form, answers).pdf
    found = {}
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for name, field in fields(document).items():
            if field.FT == "/Tx" and str(field.get("/V", "")):
                operations = pikepdf.parse_content_stream(field.AP.N)
                found[name] = next(
                    float(operands[1]) for operands, operator in operations if str(operator) == "Tf"
                )
    return found


def steps(*texts: str) -> dict[str, Any]:
    return {"steps": [{"text": text} for text in texts]}


@cache
def snug() -> str:
    """A text that fits the first step when it is set smaller."""
    texts = (TOO_LONG[:length].strip() for length in range(40, len(TOO_LONG), 4))
    return next(text for text in texts if mlmp.fill("goal-staircase", steps(text)).notes)


def test_the_steps_of_a_staircase_have_the_size_of_the_smallest():
    found = sizes(steps(snug(), "ringe", "Vi øver", "Jeg kan"))
    assert len({*found.values()}) == 1
    assert 10 <= found["steps.1.text"] < 12


def test_boxes_with_room_enough_stay_at_full_size():
    assert {*sizes(steps("ringe", "gå", "cykle", "tage bussen")).values()} == {12.0}


def test_a_text_that_goes_on_elsewhere_does_not_make_the_others_small():
    found = sizes(steps(TOO_LONG, "ringe", "gå", "cykle"))
    assert {*found.values()} == {12.0}


def test_texts_that_all_go_on_elsewhere_have_the_smallest_size():
    assert {*sizes(steps(TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG)).values()} == {10.0}


def test_a_name_and_a_date_have_sizes_of_their_own():
    name = "Peter Ludvig Nikolaj Højgaard-Søndergaard"
    found = sizes({"name": name, "date": "2026-11-22", **steps("ringe")})
    assert found["name"] < 12
    assert found["date"] == found["steps.1.text"] == 12


def test_only_texts_that_were_too_long_by_themselves_are_named():
    notes = mlmp.fill("goal-staircase", steps(snug(), "ringe")).notes
    assert [note.where.path for note in notes] == ["steps.1.text"]


def test_a_word_broken_in_its_box_reads_back_and_is_copied_whole():
    word = "beskæftigelsesforanstaltningskoordinator"
    filled = mlmp.fill("goal-staircase", steps(word), lang="da")
    back = mlmp.read(filled.pdf, check=True)
    assert back.answers["steps"][0]["text"] == word
    assert back.differences == ()
    with pdfium.PdfDocument(filled.pdf) as document:
        document.init_forms()
        document[0].flatten()
        shown = [run.text for run in letters(document[0])]
    begun = next(text for text in shown if text.startswith("beskæf"))
    assert begun != word
    assert "-" not in begun


@pytest.mark.parametrize("lock", [False, True])
def test_a_name_on_two_lines_costs_no_page(lock: bool):
    name = "Peter Ludvig Nikolaj Højgaard-Søndergaard von Rosenørn-Lehn til Gul"
    filled = mlmp.template("goal-staircase").fill({"name": name}, lock=lock)
    with pikepdf.open(io.BytesIO(filled.pdf)) as document:
        assert len(document.pages) == 1
        assert str(fields(document)["name"].V) == name
    assert mlmp.read(filled.pdf, check=True).differences == ()
