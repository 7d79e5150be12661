"""Cells of a spreadsheet that show something else than they hold.

Whoever looks at the table sees “50 %”, and the sheet would say ½. The doubt names columns and rows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from ..model.messages import NOWHERE, Message, Severity, Where, quoted
from ..model.phrases import Phrase, PhraseTemplate
from . import doubts
from .cell_marks import BY_RULE, OTHERWISE, STRUCK_OUT, UNSEEN
from .row import Row
from .row_numbers import row_numbers

_REMEDY = Phrase(
    "Let the spreadsheet show what is meant, or write it anew. "
    "If the values are right, accept it by this code"
)
_STRUCK_REMEDY = Phrase(
    "Delete what no longer holds, and take away the line through what does. "
    "If all of it is right, accept it by this code"
)
# How → code, what is said of it, and the remedy.
_SAID = {
    OTHERWISE: (
        doubts.SHOWN_OTHERWISE,
        PhraseTemplate("shows something else than its value, which would be filled: rows {rows}"),
        _REMEDY,
    ),
    UNSEEN: (
        doubts.SHOWN_OTHERWISE,
        PhraseTemplate("shows nothing, though it has a value, which would be filled: rows {rows}"),
        _REMEDY,
    ),
    STRUCK_OUT: (
        doubts.STRUCK_OUT,
        PhraseTemplate("is struck out, and would be filled all the same: rows {rows}"),
        _STRUCK_REMEDY,
    ),
}


class ShownDoubts:
    """Looks for such cells in the columns that are used. Call `add` once per person."""

    def __init__(self, headers: Collection[str]) -> None:
        self._headers = frozenset(headers)
        self._rows: dict[tuple[str, str], list[int]] = {}  # heading and how → rows

    def add(self, rows: Sequence[Row]) -> None:
        """Look at the rows of a person."""
        for row in rows:
            for header, how in row.shown:
                if header in self._headers:
                    self._rows.setdefault((header, how), []).append(row.number)

    def doubts(self) -> Iterator[Message]:
        """Yield a doubt for each column with such cells."""
        for (header, how), rows in self._rows.items():
            if how != BY_RULE:
                code, template, remedy = _SAID[how]
                what = template.phrase(rows=row_numbers(rows))
                yield doubts.doubt(code, Where(column=header), what, remedy)

    def notes(self) -> Iterator[Message]:
        """Yield a note on the columns that a rule of the spreadsheet may show otherwise."""
        names = [quoted(header) for header, how in self._rows if how == BY_RULE]
        if names:
            template = PhraseTemplate(
                "rules of the spreadsheet may strike out or hide cells, which are filled all the "
                "same: {names}"
            )
            yield Message(NOWHERE, template.phrase(names=names), severity=Severity.NOTE)
