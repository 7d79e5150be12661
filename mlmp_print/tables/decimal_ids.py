"""Ids that a program read as numbers with a fraction: 1001 became “1001.0”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..model.messages import Message, Where
from ..model.phrases import Phrase
from .doubts import DECIMAL_IDS, doubt

# 1001.0, 1001,00, and with marks between the thousands. “1.000” is a thousand.
_WHOLE = re.compile(
    r"[0-9]+[.,]0{1,2}|[0-9]{1,3}(?:,[0-9]{3})+\.0{1,2}|[0-9]{1,3}(?:\.[0-9]{3})+,0{1,2}"
)
_FRACTION = re.compile(r"[0-9]+[.,][0-9]*[1-9]")


@dataclass
class DecimalIds:
    """Looks whether ids end in “.0”, as no register has them. Call `add` once per id.

    Beside numbers such as 1.1 they are no mistake.

    Attributes:
        row: The first row with such an id; 0 for none.
    """

    row: int = 0
    _has_fractions: bool = False

    def add(self, id_: str, row: int) -> None:
        """Look at the id in a row."""
        if not self.row and _WHOLE.fullmatch(id_):
            self.row = row
        elif _FRACTION.fullmatch(id_):
            self._has_fractions = True

    def doubts(self, id_header: str) -> Iterator[Message]:
        """Yield the doubt that the ids are right; `id_header` is the heading of their column."""
        if not self.row or self._has_fractions:
            return
        what = Phrase("is a whole number that ends in .0, as when a program read it as a number")
        remedy = Phrase(
            "Export the column as text, so that files are named after the ids that registers "
            "have. If the ids are right, accept it by this code"
        )
        yield doubt(DECIMAL_IDS, Where(row=self.row, column=id_header), what, remedy)
