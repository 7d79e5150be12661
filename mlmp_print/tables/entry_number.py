"""The number that a row of a grouped table gives its entry: the place in the list."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from ..model.cells import empty
from ..model.errors import InvalidValue
from ..model.phrases import Phrase

_NUMBER = re.compile(r"[1-9][0-9]{0,8}\Z")


def entry_number(cell: Any, name: str) -> int:
    """Return the number in a cell.

    Args:
        cell: As the table holds it.
        name: What the sheet calls an entry of the list.

    Raises:
        InvalidValue: It is no whole number from 1 for certain.

    >>> entry_number(" 2 ", "Mål"), entry_number(3.0, "Mål")
    (2, 3)
    """
    if empty(cell):
        raise InvalidValue(
            Phrase("is empty, so it is not known which “{list}” this row is", list=name),
            Phrase("Write its number"),
        )
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    is_number = isinstance(cell, int | str) and not isinstance(cell, bool)
    text = str(cell).strip() if is_number else ""
    if not _NUMBER.match(text):
        raise InvalidValue(
            Phrase("is no place in a list"), Phrase("Write a whole number, such as 2")
        )
    return int(text)


@dataclass
class NumberedEntries:
    """The entries of one list that a person's rows have given a number.

    Attributes:
        rows: Number → the first row that has it.
        keys: Number → what tells its entry apart, where that is known.
    """

    rows: dict[int, int] = field(default_factory=dict)
    keys: dict[int, str] = field(default_factory=dict, repr=False)

    def add(self, number: int, row: int, key: str) -> None:
        """Add a row's entry; two providers of one goal have a row each, with the same text.

        Args:
            number: Of the entry.
            row: The number of the row.
            key: The entry's answer to the first question of the list, or "".

        Raises:
            InvalidValue: Another entry has the number.
        """
        first_row = self.rows.setdefault(number, row)
        if key and self.keys.setdefault(number, key) != key:
            what = Phrase("is the number of something else in row {row}", row=first_row)
            raise InvalidValue(what, Phrase("Give each its own number"))
