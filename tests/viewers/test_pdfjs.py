"""The law with Firefox in the middle, and what pdf.js leaves behind in a file.

Random answers, typed over others in pdf.js, are read back equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import strategies as st
from sheets import ANSWERS, Sheet, pdf
from strategies import answers as some_answers
from strategies import some
from viewers import Places, Visit, in_pdfjs

import mlmp_print as mlmp
from mlmp_print.definitions import load as forms
from mlmp_print.model import answers
from mlmp_print.model.kinds import Picture
from mlmp_print.model.paths import pattern, unflatten

PETER = ANSWERS["peter"]


def visit(sheet: bytes, wanted: Mapping[str, Any]) -> Visit:
    """Type and click so that a sheet holds these values (path → value) and no others."""
    kinds = mlmp.read(sheet).kinds
    stored = {
        path: kinds[pattern(path)[0]].store(wanted[path]) if path in wanted else ""
        for path in Places(sheet).now
    }
    buttons = {path for path in stored if kinds[pattern(path)[0]].states}
    typed = {
        path: text
        for path, text in stored.items()
        if path not in buttons and not isinstance(kinds[pattern(path)[0]], Picture)
    }
    return Visit(sheet, typed, {path: stored[path] for path in buttons})


@pytest.mark.slow
def test_random_answers_typed_over_others_are_read_back_equal() -> None:
    visits: list[Visit] = []
    expected: list[dict[str, Any]] = []
    for name in forms.names():
        made = mlmp.template(name)
        given = some_answers(made.form)
        for older, newer in some(st.tuples(given, given), 5):
            sheet = made.fill(older).pdf
            room, kinds = Places(sheet).now, mlmp.read(sheet).kinds
            wanted = {
                path: value
                for path, value in answers.check(made.form, newer).items()
                if path in room
            }
            visits.append(visit(sheet, wanted))
            # A radio button cannot be taken back there: Firefox shows HTML's.
            kept = {
                path: value
                for path, value in answers.check(made.form, older).items()
                if len(kinds[pattern(path)[0]].states) > 1
            }
            expected.append(unflatten({**kept, **wanted}))
    found = [mlmp.read(saved) for saved in in_pdfjs(visits)]
    assert [read.answers for read in found] == expected
    assert {read.form for read in found} == set(forms.names())


def test_what_firefox_saved_can_be_filled_there_again_and_still_holds_the_old_answers() -> None:
    """Its saving only adds to a file; filling with us writes a new one."""
    [once] = in_pdfjs(
        [
            Visit(
                pdf(Sheet("blank")),
                {"name": "Peter", "notes": "en\n\nto"},
                {"goals.1.score_now": "2.5", "goals.1.disagrees": "Yes"},
            )
        ]
    )
    [twice] = in_pdfjs(
        [Visit(once, {"name": "Åse"}, {"goals.1.score_now": "3", "goals.1.disagrees": ""})]
    )
    assert twice.startswith(once)
    assert mlmp.read(twice).answers == {
        "name": "Åse",
        "notes": "en\n\nto",
        "goals": [{"score_now": 3}],
    }


@pytest.mark.parametrize("newline", ["\n", "\r", "\r\n"])
def test_every_line_end_is_one_line_break(newline: str) -> None:
    [saved] = in_pdfjs(
        [Visit(pdf(Sheet("peter")), {"notes": f"en{newline}to{newline}{newline}fire"})]
    )
    assert mlmp.read(saved).answers == {**PETER, "notes": "en\nto\n\nfire"}


def test_a_choice_of_which_only_the_buttons_were_cleared_is_kept_and_noted() -> None:
    """A form reset in Firefox does that. No click does, and our sheets have no button to reset."""
    [saved] = in_pdfjs([Visit(pdf(Sheet("peter")), {}, {"goals.1.score_now": ""})])
    found = mlmp.read(saved)
    assert found.answers == PETER
    assert [note.path for note in found.notes] == ["goals.1.score_now"]
