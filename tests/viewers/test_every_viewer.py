"""Every form filled, emptied and changed in every viewer that we can run, and read back equal.

The law holds in other people's programs too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest
from marking import slow_unless
from repository import EXAMPLES
from viewers import VIEWERS, Visit

import mlmp_print as mlmp
from mlmp_print.definitions import load as forms
from mlmp_print.look.assets import languages
from mlmp_print.model.form import Place
from mlmp_print.model.kinds import Date, Picture, Text
from mlmp_print.model.paths import flatten, unflatten

# Texts of one line and of several, some with letters that the fields' own font does not have. The
# last one empties a field.
LINES = ("Peter Åse Ærø-Øst", "Łukasz Şahin “citat” €", "½ (én) \\ to – “tre”", "")
PARAGRAPHS = (
    "første linje\nanden linje\n\nfjerde: æøå",
    "Łukasz Şahin “citat” €\nÅ",
    "  to blanke før og efter  ",
    "A\u030ase\u00a0og Cafe\u0301",
    "Привет Ελλάδα Đặng",
    "",
)
DAYS = (("1/5-19", "2019-05-01"), ("22-11-2026", "2026-11-22"), ("", None))

# Chrome never turns a radio button off, whatever the field's flags allow (measured). Neither does
# Firefox, whose page has HTML's radio buttons.
STUBBORN = ("pdfium", "pdf.js")


class Changes:
    """A person's changes to a filled sheet: every text, date, tick and choice, some to nothing."""

    def __init__(
        self, places: tuple[Place, ...], before: dict[str, Any], *, take_back: bool
    ) -> None:
        self.typed: dict[str, str] = {}
        self.chosen: dict[str, str] = {}
        self.after = dict(before)
        lines, paragraphs, days = cycle(LINES), cycle(PARAGRAPHS), cycle(DAYS)
        for number, place in enumerate(places):
            kind, path = place.kind, place.path
            match kind:
                case Text():
                    text = next(lines if kind.line else paragraphs)
                    self.typed[path], self.after[path] = text, text or None
                case Date():
                    self.typed[path], self.after[path] = next(days)
                case Picture():
                    pass
                case _:
                    state = (*kind.states, "")[number % (len(kind.states) + 1)]
                    if state or take_back or len(kind.states) == 1:
                        self.chosen[path], self.after[path] = (
                            state,
                            kind.load(state) if state else None,
                        )

    @property
    def answers(self) -> dict[str, Any]:
        """The answers that must be read afterwards."""
        return unflatten({path: value for path, value in self.after.items() if value is not None})


def sheets_to_change() -> Iterator[tuple[mlmp.Template, bytes]]:
    """Every form, filled with its example and pictures. Language and size change with each form."""
    for number, name in enumerate(forms.names()):
        made = mlmp.template(name, lang=languages()[number % 3], size=("a4", "a3")[number % 2])
        example = EXAMPLES / f"{'peter' if name == 'visual-plan' else name}.json"
        yield made, made.fill(json.loads(example.read_text("utf-8")), EXAMPLES).pdf


@pytest.mark.parametrize(
    "viewer", [slow_unless(name in ("pdfium", "pikepdf"), name) for name in VIEWERS]
)
def test_every_form_changed_in_a_viewer_is_read_as_changed(viewer: str) -> None:
    expected, visits = {}, []
    for made, pdf in sheets_to_change():
        before = mlmp.read(pdf)
        places = [place for place in made.form.places() if not place.kind.describes]
        changes = Changes(places, flatten(before.answers), take_back=viewer not in STUBBORN)
        visits.append(Visit(pdf, changes.typed, changes.chosen))
        expected[before.form] = (
            before.version,
            before.language,
            changes.answers,
            before.pictures,
            (),
        )
    assert expected.keys() == set(forms.names())
    found = map(mlmp.read, VIEWERS[viewer](visits))
    assert {
        read.form: (read.version, read.language, read.answers, read.pictures, read.notes)
        for read in found
    } == expected
