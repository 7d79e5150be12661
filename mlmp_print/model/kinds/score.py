"""How much help is needed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar

from ..cells import CellWords, fold, seen
from ..errors import InvalidValue
from ..names import StateNames
from ..phrases import Phrase
from .kind import Kind, Say, json_type

SCORES = tuple(half / 2 for half in range(9))

# No comma or point of a decimal stands beside the commas between the numbers.
_WRITE_SCORE = Phrase("Write one of 0, ½, 1, 1½, 2, 2½, 3, 3½, 4")

_IS_DATE = Phrase("is a date, not a score")
_WRITE_AGAIN = Phrase(
    "The spreadsheet has changed it: format the column as text and write the score again"
)

# A score as people write it: 2, 1,5, 1½, 1 1/2, ½, or with its words: “2 - Moderat nedsat”.
_WRITTEN = re.compile(
    r"(?P<whole>[0-9]{1,4})?"
    r"(?:[.,](?P<part>[0-9]{1,4})|\s?(?P<half>½|(?<=[0-9]\s)1/2(?![0-9])))?"
    r"(?:\s*[-–—:]\s*(?P<words>[^\W\d_][^0-9½]*))?\Z"
)


@dataclass(frozen=True)
class Score(Kind):
    """How much help is needed, 0 to 4 in halves; 0 is “manages alone”, so low is good."""

    name: ClassVar[str] = "score"
    of_goals: ClassVar[bool] = True
    is_score: ClassVar[bool] = True

    @property
    def states(self) -> tuple[str, ...]:
        """`0`, `0.5` … `4`: names that every viewer in the tests keeps."""
        return tuple(f"{score:g}" for score in SCORES)

    def schema(self) -> dict[str, Any]:
        """Describe a number on the scale."""
        scale = {"minimum": 0, "maximum": 4, "multipleOf": 0.5}
        return {"type": "number", **scale, "x-kind": self.name}

    def check(self, value: Any) -> float | int | None:
        """Return a number on the scale; never round, and never guess at a text."""
        if value == "":
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise InvalidValue(
                Phrase("must be a number, not {type}", type=json_type(value)),
                Phrase("Write it without quotation marks: one of 0, 0.5, 1 … 4"),
            )
        if value not in SCORES:  # nor are NaN and infinity
            remedy = Phrase("Write one of 0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4")
            raise InvalidValue(Phrase("is not on the scale"), remedy)
        return int(value) if value == int(value) else float(value)

    def from_cell(self, cell: Any, names: StateNames, words: CellWords) -> float | int | str:
        """Return a number on the scale, or "" for “not assessed” in any of our languages."""
        if isinstance(cell, date):
            raise InvalidValue(_IS_DATE, _WRITE_AGAIN)
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            return _on_scale(cell)
        if isinstance(cell, str) and _is_day(cell, words):
            raise InvalidValue(_IS_DATE, _WRITE_AGAIN)
        return _read(cell if isinstance(cell, str) else "", words.not_scored)

    def store(self, value: float) -> str:
        """Return the state's name."""
        return f"{value:g}"

    def load(self, stored: str) -> float | int | None:
        """Return the score of a state's name."""
        if stored not in self.states:
            raise InvalidValue(Phrase("is not on the scale"), Phrase("Left out"))
        return self.check(float(stored))

    def impersonal(self, value: Any) -> Any:
        """Return the value itself: the form names all that there are."""
        return self.check(value)

    def state_words(self, state: str, say: Say) -> str:
        """Return 1½ for `1.5`."""
        whole, _, half = state.partition(".")
        number = "" if half and whole == "0" else whole
        return number + ("½" if half else "")


def _is_day(cell: str, words: CellWords) -> bool:
    """Whether a spreadsheet has made a day of a score: “02-jan” was 2.1 or 2-1."""
    name = cell.strip().rstrip(".").lstrip("0123456789 -–./").casefold()
    return name in words.months


@lru_cache(maxsize=64)  # a table has few ways to write one
def _read(cell: str, not_scored: frozenset[str]) -> float | str:
    """Return the score that is written in a cell, or "" for “not assessed”."""
    text = seen(cell)
    if fold(text) in not_scored:
        return ""
    written = _WRITTEN.match(text)
    if not written or not (written["whole"] or written["half"]):
        raise InvalidValue(Phrase("is not a score we can read"), _WRITE_SCORE)
    part = 0.5 if written["half"] else float(f"0.{written['part'] or 0}")
    return _on_scale(int(written["whole"] or 0) + part)


def _on_scale(number: float) -> float:
    if number not in SCORES:
        raise InvalidValue(Phrase("is not on the scale"), _WRITE_SCORE)
    return number
