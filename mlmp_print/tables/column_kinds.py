"""The kind of what stands in a column, which tells somebody what it is without showing a value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any

from ..look.language import cell_words
from ..model.cells import empty, seen, shown
from ..model.errors import AnswersError, InvalidValue
from ..model.kinds import Date, Kind, Score, Tick, is_given_picture
from ..model.names import StateNames
from ..model.phrases import Phrase
from .row import Row

FIRST_ROWS = 200  # a kind is judged by these
_LONG = 60  # letters; a longer text does not stand on one line of a sheet
_FEW_WORDS = 12  # different ones in a column to choose from
_FEW_CELLS = 6  # fewer cells do not show that words come again
_WHOLE = re.compile(r"[+-]?[0-9]{1,40}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,40}([.,][0-9]{1,40})?")
_PICTURE = re.compile(r".+\.(jpe?g|jfif|png|webp|gif|hei[cf]|tiff?|bmp)", re.IGNORECASE)
_NO_NAMES = StateNames()

EMPTY = Phrase("empty")
_SEVERAL_VALUES = Phrase("several values in a cell")


class ColumnKinds:
    """Tells the kinds of the first values of a table's columns. Call `add` once per row."""

    def __init__(self, headers: Sequence[str]) -> None:
        self._headers = headers
        self._columns: list[list[Any]] = [[] for _ in headers]
        self._rows = 0

    def add(self, row: Row) -> None:
        """Look at a row; those after the first ones tell nothing new."""
        if self._rows >= FIRST_ROWS or row.faults:
            return
        self._rows += 1
        for column, cell in zip(self._columns, row.cells, strict=False):
            if not empty(cell):
                column.append(cell)

    @property
    def kinds(self) -> Sequence[Phrase]:
        """The kind of each column."""
        return [values_kind(cells) for cells in self._columns]


def first_kinds(headers: Sequence[str], rows: Iterable[Row]) -> Sequence[Phrase]:
    """Return the kinds of a table's columns by its first rows, as far as they can be read."""
    kinds = ColumnKinds(headers)
    with suppress(AnswersError):  # whoever reads all rows tells it
        for row in islice(rows, FIRST_ROWS):
            kinds.add(row)
    return kinds.kinds


def values_kind(cells: Sequence[Any]) -> Phrase:
    """Return the kind that all cells of a column have. None of them is empty.

    >>> values_kind(["2", 1.5, "2 - Moderat"]), values_kind(["ja", "nej"]), values_kind(["1/5-26"])
    ('number 0–4', 'yes/no', 'date')
    """
    if not cells:
        return EMPTY
    for kind, fits in _KINDS:
        if all(map(fits, cells)):
            return kind
    return _text_kind([seen(shown(cell)) for cell in cells])


def _text_kind(texts: Sequence[str]) -> Phrase:
    if max(map(len, texts)) > _LONG:
        return Phrase("long text")
    different = len({text.casefold() for text in texts})
    repeats = len(texts) >= max(_FEW_CELLS, 2 * different)
    if repeats and different <= _FEW_WORDS:
        return Phrase("one of a few words")
    return Phrase("short text")


def _of_kind(kind: Kind) -> Callable[[Any], bool]:
    def fits(cell: Any) -> bool:
        with suppress(InvalidValue):
            kind.check(kind.from_cell(cell, _NO_NAMES, cell_words()))
            return True
        return False

    return fits


def _matching(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    def fits(cell: Any) -> bool:
        return not isinstance(cell, bool) and bool(pattern.fullmatch(seen(shown(cell))))

    return fits


def _is_picture(cell: Any) -> bool:
    return is_given_picture(cell) or (isinstance(cell, str) and bool(_PICTURE.fullmatch(cell)))


# The first that fits is it: 1 is a score, a whole number and a yes.
_KINDS: tuple[tuple[Phrase, Callable[[Any], bool]], ...] = (
    (_SEVERAL_VALUES, lambda cell: isinstance(cell, list | dict)),
    (Phrase("picture file"), _is_picture),
    (Phrase("date"), _of_kind(Date())),
    (Phrase("number 0–4"), _of_kind(Score())),
    (Phrase("whole numbers"), _matching(_WHOLE)),
    (Phrase("numbers"), _matching(_NUMBER)),
    (Phrase("yes/no"), _of_kind(Tick())),
)
