"""Recognise CPR numbers, the Danish numbers of persons: a column of them, or one beside a name.

They are confidential, so no file is named after them. One number may look like a CPR number by
chance: about 4 of 100 numbers of ten digits do. So the column is judged, not the cell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

SHARE = 0.9  # of the ids in a column: some people have a replacement number with letters

# Ten digits, as they stand in the wild; a spreadsheet drops the first if it is 0.
_WRITTEN = re.compile(r"([0-9]{5,6})(?:\s?[-‐‑‒–—−./]\s?|\s)?([0-9]{4})")
# With the century, or with marks in the date.
_MARKED = re.compile(
    r"([0-9]{2})[-./ ]([0-9]{2})[-./ ](?:19|20)?[0-9]{2}\s?[-‐‑‒–—−./]?\s?[0-9]{4}"
)
_WHOLE_YEAR = re.compile(r"([0-9]{2})([0-9]{2})(?:19|20)[0-9]{2}\s?[-‐‑‒–—−./]?\s?[0-9]{4}")
# Of a case: its number is that of the person with something before or behind it.
_WITHIN = re.compile(
    r"[A-Za-z]{0,4}[-_/ ]?([0-9]{6}[-‐‑‒–—−./ ]?[0-9]{4})(?:[-_/ .][0-9A-Za-z]{1,4})?"
)
_CENTURY_FIRST = re.compile(r"(?:19|20)[0-9]{2}([0-9]{2})([0-9]{2})\s?[-‐‑‒–—−./]\s?[0-9]{4}")
# Beside a name: “Peter Hansen 010203-1234”, “010203 1234, Peter Hansen”.
_BESIDE = re.compile(r"(?<![\w.,-])[0-9]{5,6}(?:\s?[-‐‑‒–—−./]\s?|\s)?[0-9]{4}(?![\w-])")
_LABEL = re.compile(r"\A(?:DK|CPR)[-:.\s]*", re.IGNORECASE)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_REPLACED = 60  # a replacement number has this added to its day
# A case number of nine digits that begins with its year could be the number of somebody who was
# born on the second of January, February or March. In a whole column nobody else would be there.
_YEAR = re.compile(r"20[0-3][0-9]{6}")


@dataclass
class CprColumn:
    """Counts the ids of a column. Call `add` once per id.

    >>> column = CprColumn()
    >>> for id_ in ("010190-1234", "0201901234", "301851234"):
    ...     column.add(id_)
    >>> column.likely
    True
    """

    ids: int = 0
    dated: int = 0
    like_years: int = 0

    def add(self, id_: str) -> None:
        """Count an id."""
        self.ids += 1
        if is_cpr(id_) or holds_cpr(id_):
            self.dated += 1
            self.like_years += bool(_YEAR.fullmatch(id_))

    @property
    def likely(self) -> bool:
        """Whether the ids are CPR numbers."""
        years = self.dated > 0 and self.like_years == self.dated
        return self.dated > 0 and self.dated >= SHARE * self.ids and not years


def is_cpr(text: str) -> bool:
    """Return whether a text could be a CPR number: a date, and four digits.

    >>> is_cpr("010190 1234"), is_cpr("101901234"), is_cpr("610190-1234"), is_cpr("320190-1234")
    (True, True, True, False)
    >>> is_cpr("01.01.90-1234"), is_cpr("19900131-1234"), is_cpr("DK010190-1234")
    (True, True, True)
    """
    day, month = _date(_LABEL.sub("", text))
    if day > _REPLACED:
        day -= _REPLACED
    return 1 <= month <= len(_DAYS) and 1 <= day <= _DAYS[month - 1]


def holds_cpr(text: str) -> bool:
    """Return whether a CPR number stands beside words.

    A number of ten digits in a case number may be one by chance, but hardly one beside a name.

    >>> holds_cpr("Åse 010190-1234"), holds_cpr("(0101901234) Åse"), holds_cpr("Åse 320190-1234")
    (True, True, False)
    >>> holds_cpr("010190-1234"), holds_cpr("Åse, tlf. 12 34 56 78")
    (False, False)
    """
    has_words = any(letter.isalpha() for letter in text)
    return has_words and any(is_cpr(found[0]) for found in _BESIDE.finditer(text))


def cpr_digits(text: str) -> str:
    """Return the ten digits of a CPR number, however it is written; "" for anything else.

    >>> cpr_digits("010190-1234") == cpr_digits("0101901234") == cpr_digits("101901234")
    True
    """
    digits = re.sub("[^0-9]", "", _LABEL.sub("", text))
    return digits.zfill(10) if len(digits) in (9, 10) and is_cpr(text) else ""


def _date(text: str) -> tuple[int, int]:
    """Day and month of what is written as a CPR number; zeros for anything else."""
    if written := _WRITTEN.fullmatch(text):
        date = written[1].zfill(6)
        return int(date[:2]), int(date[2:4])
    if written := _MARKED.fullmatch(text):
        return int(written[1]), int(written[2])
    if written := _WHOLE_YEAR.fullmatch(text):
        return int(written[1]), int(written[2])
    if written := _CENTURY_FIRST.fullmatch(text):
        return int(written[2]), int(written[1])
    if written := _WITHIN.fullmatch(text):
        return int(written[1][:2]), int(written[1][2:4])
    return 0, 0
