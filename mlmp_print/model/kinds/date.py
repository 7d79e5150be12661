"""A day."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from ...model.phrases import Phrase
from ..cells import CellWords, seen
from ..errors import InvalidValue
from ..names import StateNames
from .kind import Kind

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")
_DAY_FIRST = re.compile(
    r"([0-9]{1,2})[-/. ]{1,2}([0-9]{1,2})[-/. ]{1,2}([0-9]{4}|[0-9]{2})\Z",
)
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})\Z")  # in a table
# The time of the day behind a date: “T10:30” or “, 10.30:00.000”.
_TIME = re.compile(r"(T|,?\s)[0-9]{1,2}[:.][0-9]{2}([:.][0-9]{2}(\.[0-9]+)?)?\Z")
# The number by which a spreadsheet knows a day from 1954 on, in a column without a date's format.
_SERIAL = re.compile(r"[2-9][0-9]{4}(?:[.,][0-9]+)?\Z")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100  # of a date in a table
_LAST_SHORT_YEAR = 49  # of two digits
_FORMAT_AS_DATE = Phrase("Format the column as a date in the spreadsheet")
_WORD = re.compile(r"[^\W\d_]+\.?")
_SPELLED_LETTERS = 60  # no spelled date is longer


@dataclass(frozen=True)
class Date(Kind):
    """A day: ISO in JSON, dd-mm-yyyy on the sheet.

    The day comes before the month in every language. A table may hold cells of several languages,
    and 3/4 must not mean one day in some rows and another in the others.
    """

    name: ClassVar[str] = "date"
    is_day: ClassVar[bool] = True

    @property
    def one_line(self) -> bool:
        """Always."""
        return True

    def schema(self) -> dict[str, Any]:
        """Describe a string, `YYYY-MM-DD`."""
        return {"type": "string", "format": "date", "x-kind": self.name}

    def check(self, value: Any) -> str | None:
        """Return an ISO date of a day that exists."""
        if value == "":
            return None
        iso = _ISO.match(value) if isinstance(value, str) else None
        if not iso:
            raise InvalidValue(
                Phrase("is not a date"), Phrase("Write year-month-day, as 2026-11-22")
            )
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))

    def from_cell(self, cell: Any, names: StateNames, words: CellWords) -> str | None:
        """Return a spreadsheet's own date, or one as people type it.

        The time of the day is left out. Months may be spelled in any of our languages.
        """
        return _of_our_time(self._day_of_cell(cell, words))

    def _day_of_cell(self, cell: Any, words: CellWords) -> str | None:
        if isinstance(cell, datetime.datetime):
            return cell.date().isoformat()
        if isinstance(cell, datetime.date):
            return cell.isoformat()
        if not isinstance(cell, str):
            raise InvalidValue(Phrase("is not a date"), _FORMAT_AS_DATE)
        if _SERIAL.match(seen(cell).strip()):
            raise InvalidValue(Phrase("is not a date"), _FORMAT_AS_DATE)
        day = _without_fillers(seen(cell), words)
        try:
            return _spelled(day, words) or _year_first(day) or self.load(day)
        except InvalidValue as reject:
            raise InvalidValue(reject.what, Phrase("Write day-month-year, as 22-11-2026")) from None

    def to_cell(self, value: Any, names: StateNames) -> Any:
        """Return a date; what is none stays as it is, since `read` keeps what somebody typed."""
        try:
            day = self.check(value)
        except InvalidValue:
            return value
        return datetime.date.fromisoformat(day) if day else value

    def impersonal(self, value: Any) -> int | None:
        """Return the year."""
        day = self.check(value)
        return datetime.date.fromisoformat(day).year if day else None

    def store(self, value: str) -> str:
        """Return dd-mm-yyyy."""
        return "-".join(reversed(value.split("-")))

    def load(self, stored: str) -> str | None:
        """Return a date as people type it: 01-05-2019, 1/5-19, 1.5.2019, or ISO.

        Years of two digits are 20yy up to 2049; others may be of either century.

        >>> Date().load("1/5-19")
        '2019-05-01'
        """
        text = stored.strip()
        if not text:
            return None
        if iso := _ISO.match(text):
            return _day(int(iso[1]), int(iso[2]), int(iso[3]))
        if typed := _DAY_FIRST.match(text):
            return _day(_year(typed[3]), int(typed[2]), int(typed[1]))
        raise InvalidValue(Phrase("is not a date we can read"), Phrase("Kept as it was typed"))

    def load_typed(self, stored: str, words: Callable[[], CellWords]) -> str | None:
        """Return a date as `load` does, or as a table may have it: “1. maj 2026”."""
        try:
            return self.load(stored)
        except InvalidValue:
            day = _without_fillers(stored, words())
            return _spelled(day, words()) or _year_first(day) or self.load(day)


def _without_fillers(text: str, words: CellWords) -> str:
    """A date without words that add nothing, and without the time of the day."""
    bare = _WORD.sub(lambda word: _unless_filler(word[0], words), text)
    return _TIME.sub("", " ".join(bare.split()))


def _unless_filler(word: str, words: CellWords) -> str:
    return "" if word.rstrip(".").casefold() in words.fillers else word


def _spelled(text: str, words: CellWords) -> str | None:
    """Return the date with a month's name in it, or None if `text` is none.

    Day, month and year may come in any order: only one of them is a name, and only the year has
    four digits.
    """
    if len(text) > _SPELLED_LETTERS or re.search(r"[^\w\s.,]|_", text):
        return None
    parts = re.findall(r"[0-9]+|[^\W\d_]+", text)
    if len(parts) != 3:
        return None
    months = [words.months[part.casefold()] for part in parts if part.casefold() in words.months]
    days = [int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 3]
    years = [int(part) for part in parts if part.isascii() and part.isdigit() and len(part) == 4]
    if not (months and days and years):
        return None
    return _day(years[0], months[0], days[0])


def _year_first(text: str) -> str | None:
    found = _YEAR_FIRST.match(text)
    return _day(*map(int, found.groups())) if found else None


def _of_our_time(day: str | None) -> str | None:
    """Refuse a day of a year that nobody means: “0026” is a slip, “9999” a program's never."""
    if day and not _FIRST_YEAR <= int(day[:4]) <= _LAST_YEAR:
        what = Phrase("is a date in the year {year}", year=day[:4])
        remedy = Phrase(
            "Write a year from {first} to {last}", first=str(_FIRST_YEAR), last=str(_LAST_YEAR)
        )
        raise InvalidValue(what, remedy)
    return day


def _year(digits: str) -> int:
    """Return the year of two digits or four; no plan is for 2050, and a birthday may be of 1950."""
    year = int(digits)
    if len(digits) > 2:
        return year
    if year > _LAST_SHORT_YEAR:
        what = Phrase("has a year of two digits that may be of this century or the last")
        raise InvalidValue(what, Phrase("Kept as it was typed"))
    return 2000 + year


def _day(year: int, month: int, day: int) -> str:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        what = Phrase("is a date that does not exist")
        raise InvalidValue(what, Phrase("Look at the day and the month")) from None
