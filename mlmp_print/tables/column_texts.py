"""What only a whole column tells: how its dates are written, and that its texts are cut."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..model.messages import Message, Where
from ..model.phrases import Phrase
from .doubts import DAMAGED_TEXT, MONTH_FIRST, doubt
from .row import Row
from .table_match import TableMatch

_MONTHS = 12
_DATE = re.compile(r"\s*([0-9]{1,2})[-/.]([0-9]{1,2})[-/.][0-9]{2,4}\b")
# Letters at which programs and databases cut a text.
_LIMITS = frozenset({255, 256, 1000, 1024, 2000, 4000, 4096, 8000, 32767})
_ENDS = tuple('.!?…)"”“»')


@dataclass
class DateOrder:
    """How the dates of a column are written: “05/13/2026” has its month first.

    Attributes:
        header: The heading of the column.
        month_first: The first row whose date can only have its month first; 0 for none.
    """

    header: str
    month_first: int = 0
    _day_first: bool = False
    _either: bool = False

    def add(self, number: int, cell: object) -> None:
        """Look at the cell in a row."""
        found = _DATE.match(cell) if isinstance(cell, str) else None
        if not found:
            return
        first, second = int(found[1]), int(found[2])
        self._day_first |= first > _MONTHS
        self._either |= first <= _MONTHS and second <= _MONTHS and first != second
        if first <= _MONTHS < second and not self.month_first:
            self.month_first = number

    @property
    def is_misread(self) -> bool:
        """Whether other dates of the column would be read with day and month exchanged."""
        return bool(self.month_first) and self._either and not self._day_first


@dataclass
class LongestText:
    """The longest text of a column.

    Attributes:
        header: The heading of the column.
        row: The row in which it stands first.
        text: The text.
    """

    header: str
    row: int = 0
    text: str = field(default="", repr=False)

    def add(self, number: int, cell: object) -> None:
        """Look at the cell in a row."""
        if isinstance(cell, str) and len(cell) > len(self.text):
            self.row, self.text = number, cell

    @property
    def is_cut(self) -> bool:
        """Whether it ends where programs cut, and within a sentence."""
        return len(self.text) in _LIMITS and not self.text.rstrip().endswith(_ENDS)


class ColumnTexts:
    """Looks at the dates and texts of a table. Call `add` once per person."""

    def __init__(self, match: TableMatch) -> None:
        dates = {
            column.header
            for form_match in match.matches
            for column in form_match.asked_columns
            if column.kind.is_day
        }
        self._match = match
        self._dates = [DateOrder(header) for header in sorted(dates)]
        self._texts = [LongestText(header) for header in match.text_headers]

    def add(self, rows: Sequence[Row]) -> None:
        """Look at the rows of a person."""
        for row in rows:
            if row.faults:
                continue
            for dates in self._dates:
                dates.add(row.number, self._match.cell(row, dates.header))
            for texts in self._texts:
                texts.add(row.number, self._match.cell(row, texts.header))

    def doubts(self) -> Iterator[Message]:
        """Yield what may be wrong."""
        for dates in self._dates:
            if dates.is_misread:
                what = Phrase(
                    "is a date with the month first: others would be read with the day first"
                )
                remedy = Phrase(
                    "Write day-month-year in all rows. If only this one is wrong, accept it by "
                    "this code"
                )
                where = Where(row=dates.month_first, column=dates.header)
                yield doubt(MONTH_FIRST, where, what, remedy)
        for text in self._texts:
            if text.is_cut and not self._match.has_form_column:
                what = Phrase(
                    "is exactly {count:,} letters long, and none in the column is longer: "
                    "the rest may be cut off",
                    count=len(text.text),
                )
                remedy = Phrase("Export the whole texts. If it is whole, accept it by this code")
                yield doubt(DAMAGED_TEXT, Where(row=text.row, column=text.header), what, remedy)
