"""What the cells of a table tell of its columns, where the headings do not.

A column of scores or of life themes that no question matches may be a goal's. A column of small
numbers may say which goal is which. A name that is the heading of a question is no name.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from ..look.language import below_person_group, cell_words, person_headings
from ..look.sheet_names import state_names
from ..model.cells import empty, fold
from ..model.errors import InvalidValue
from ..model.kinds import Kind, Score
from ..model.names import StateNames
from .column_texts import ColumnTexts
from .form_match import FormMatch
from .heading_number import NumberedHeading
from .heading_stems import parts_of, stem
from .name_columns import NAME
from .place_columns import PlaceColumn, is_about_person, is_counted
from .row import Row
from .shown_doubts import ShownDoubts
from .table_match import TableMatch

_MOST_QUESTIONS = 100  # rows; a table whose questions stand below each other has no more
_NO_NAMES = StateNames()


class TellingCells:
    """Looks at the cells of each person. Call `add` once per person."""

    def __init__(self, match: TableMatch) -> None:
        unknown = [header for header in match.unmatched.nearest if header.strip()]
        self._match = match
        self._values = _ValueColumns.of(match, unknown)
        self._places = list(PlaceColumn.all_of(match, unknown))
        self._parts = list(_NamePart.all_of(match))
        self.texts = ColumnTexts(match)
        self.shown = ShownDoubts(match.used)
        self._rows = 0
        self._questions = 0  # rows whose name is the heading of a question
        self.first_question = 0  # the first of these rows

    def add(self, rows: Sequence[Row]) -> None:
        """Look at the rows of a person."""
        sound = [row for row in rows if not row.faults]
        for row in sound:
            self._values.add(row)
            for part in self._parts:
                part.add(row)
            if self._rows < _MOST_QUESTIONS:
                self._rows += 1
                self._look_for_question(row)
        for column in self._places:
            column.add(sound)
        self.texts.add(sound)
        self.shown.add(sound)

    def _look_for_question(self, row: Row) -> None:
        for headers in self._match.name_columns[:1]:
            name = self._match.text(row, headers[0])
            if name and len(headers) == 1 and self._is_question(name):
                self._questions += 1
                self.first_question = self.first_question or row.number

    def _is_question(self, name: str) -> bool:
        headings = [match.headings for match in self._match.matches]
        paths = {(one.path(name) or one.entry_question(name)) for one in headings} - {"", None}
        is_known = bool(paths) and paths != {NAME}
        return is_known or any(fold(name) in one.words("about_person") for one in headings)

    @property
    def is_turned(self) -> bool:
        """Whether the table has its questions below each other, in the column of names."""
        return 2 * self._questions > self._rows

    @property
    def answers(self) -> list[str]:
        """The headings of columns that are left out, though their cells are scores or themes."""
        return self._values.found()

    @property
    def places(self) -> list[tuple[str, str]]:
        """Heading and list of each column that is left out, though it says where entries stand."""
        return [(one.header, one.list_key) for one in self._places if one.tells_otherwise]

    @property
    def half_names(self) -> list[tuple[str, str]]:
        """Column of a name, and one that is left out though it seems to be its other half."""
        return [(one.name, one.header) for one in self._parts if one.is_other_half]


@dataclass
class _ValueColumns:
    """The columns that are left out, as long as each cell in them is a score or a theme."""

    match: TableMatch
    fits: dict[str, Callable[[Any], bool]]
    filled: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, match: TableMatch, unknown: Sequence[str]) -> _ValueColumns:
        fits: dict[str, Callable[[Any], bool]] = {}
        for form_match in match.matches:
            theme = _theme_of(form_match)
            for header in unknown:
                if theme and _may_be_theme(form_match, header):
                    fits[header] = theme
                if _may_be_score(form_match, header):
                    fits[header] = _either(_is_score, theme)
        return cls(match, fits)

    def add(self, row: Row) -> None:
        for header, fits in list(self.fits.items()):
            cell = self.match.cell(row, header)
            if empty(cell):
                continue
            self.filled.add(header)
            if not fits(cell):
                del self.fits[header]

    def found(self) -> list[str]:
        return [header for header in self.fits if header in self.filled]


def _may_be_score(match: FormMatch, header: str) -> bool:
    """Whether a column of scores with a heading would be that of a goal."""
    if not match.has_scores or is_about_person(match, header):
        return False
    numbered = NumberedHeading.of(header, match.headings.words("number"))
    if match.headings.is_elsewhere(numbered.words):
        return False
    words = {stem(part) for part in parts_of(header)}
    levels = set(map(stem, match.headings.words("of_level")))
    if words & levels:
        return True
    return numbered.number in _positions(match) and not is_counted(match, header)


def _may_be_theme(match: FormMatch, header: str) -> bool:
    if is_about_person(match, header):
        return False
    has_theme = any(_is_theme(match.places[path].kind) for _, path in match.questions)
    number = NumberedHeading.of(header, match.headings.words("number")).number
    return not has_theme or number in _positions(match)


def _positions(match: FormMatch) -> Collection[int]:
    """Return the places in the form's lists of which the table has answers."""
    lists = match.columns.form.lists
    return range(1, max((lists[key].most for key in match.matched_lists), default=0) + 1)


def _theme_of(match: FormMatch) -> Callable[[Any], bool] | None:
    """Return whether a cell is a theme, for a form whose goals have one."""
    for place in match.columns.places.values():
        is_goals = place.pattern.partition(".")[0] in match.matched_lists
        if _is_theme(place.kind) and is_goals:
            return _fits(place.kind, state_names(place, match.headings.wordings))
    return None


def _is_theme(kind: Kind) -> bool:
    """Whether answers are what the list of a form must have to be one of goals, but no scores."""
    return kind.of_goals and not kind.is_score


def _fits(kind: Kind, names: StateNames) -> Callable[[Any], bool]:
    def fits(cell: Any) -> bool:
        with suppress(InvalidValue):
            return kind.check(kind.from_cell(cell, names, cell_words())) is not None
        return False

    return fits


_is_score = _fits(Score(), _NO_NAMES)


def _either(
    first: Callable[[Any], bool], second: Callable[[Any], bool] | None
) -> Callable[[Any], bool]:
    return lambda cell: first(cell) or (second is not None and second(cell))


@dataclass
class _NamePart:
    """A first name or a last name that is left out beside a name.

    Attributes:
        match: The table, matched with the forms.
        name: The heading of the column of names.
        header: That of the part.
    """

    match: TableMatch
    name: str
    header: str
    _compared: bool = False
    _within: bool = False

    @classmethod
    def all_of(cls, match: TableMatch) -> Iterator[_NamePart]:
        first, _, last = person_headings().name_parts
        claimed = {*match.column_map.columns, *match.column_map.person_columns}
        left = [header for header in match.unmatched.nearest if header not in claimed]
        found = [
            [header for header in left if below_person_group(header) in known]
            for known in (first, last)
        ]
        for headers in match.name_columns[:1]:
            is_put_together = bool(match.column_map.name)
            if len(headers) == 1 and not is_put_together and sum(map(len, found)) == 1:
                yield cls(match, headers[0], next(header for part in found for header in part))

    def add(self, row: Row) -> None:
        part = self.match.text(row, self.header).casefold()
        name = self.match.text(row, self.name).casefold()
        if part and name:
            self._compared = True
            self._within |= part in name

    @property
    def is_other_half(self) -> bool:
        """Whether both columns have something in them, and never the same."""
        return self._compared and not self._within
