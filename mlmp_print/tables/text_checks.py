"""What may have happened to a cell before we got it: its letters, its digits, its format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ..model.messages import Message, Where
from ..model.phrases import Phrase
from .damaged_text import damage, is_suspicious
from .doubts import DAMAGED_TEXT, MARKUP, doubt
from .markup import is_markup

# A spreadsheet keeps 15 digits of a number, and writes longer ones into a CSV as 1,23E+17.
_EXACT = 10.0**15
_EXACT_FLOAT = 2.0**53  # beyond, not every whole number is one that a computer has
_SHORTENED = re.compile(r"[+-]?[0-9](?:[.,][0-9]+)?[Ee]\+[0-9]{1,3}\Z")

_EXPORT = Phrase(
    "Export the table again as XLSX or as CSV in UTF-8; if it is right, accept it by this code"
)
_PLAIN_TEXT = Phrase("Export the table again as plain text; if it is right, accept it by this code")
_AS_TEXT = Phrase("Format the column as text, and enter the number again")


def cell_faults(
    headers: Sequence[str], cells: Sequence[Any], columns: Iterable[int], accepted: frozenset[str]
) -> Iterator[Message]:
    """Yield what is plainly wrong with cells before they are understood.

    Args:
        headers: The headings of all columns.
        cells: The cells of a row.
        columns: The columns that are looked at: those that are used.
        accepted: The codes of the doubts that the user accepts.
    """
    if not _worth_a_look(cells):
        return
    for column in columns:
        cell = cells[column] if column < len(cells) else None
        if isinstance(cell, str):
            if _is_text_worth_a_look(cell):
                yield from _text_faults(cell, Where(column=headers[column]), accepted)
        elif isinstance(cell, float) and abs(cell) >= _EXACT and _may_be_rounded(cell):
            what = Phrase("is a number of more than 15 digits, of which a spreadsheet keeps 15")
            yield Message(Where(column=headers[column]), what, _AS_TEXT)


def _worth_a_look(cells: Sequence[Any]) -> bool:
    """Whether something may be wrong with cells; this is quick, and for most rows it is enough."""
    try:
        text = "\n".join(cells)
    except TypeError:  # not only texts
        text = "\n".join([cell for cell in cells if isinstance(cell, str)])
        if any(type(cell) is float and abs(cell) >= _EXACT for cell in cells):
            return True
    return _is_text_worth_a_look(text)


def _is_text_worth_a_look(text: str) -> bool:
    return (
        "&" in text
        or "<" in text
        or "[" in text
        or "{" in text
        or "E+" in text
        or "e+" in text
        or is_suspicious(text)
    )


def _text_faults(text: str, where: Where, accepted: frozenset[str]) -> Iterator[Message]:
    damaged = damage(text)
    if damaged and DAMAGED_TEXT not in accepted:
        yield doubt(DAMAGED_TEXT, where, damaged, _EXPORT)
    if MARKUP not in accepted and is_markup(text):
        what = Phrase("holds the code of a web page or a text program, which would be printed")
        yield doubt(MARKUP, where, what, _PLAIN_TEXT)
    if "+" in text and _SHORTENED.match(text.strip()):
        what = Phrase("is a number that a spreadsheet has shortened, so that its digits are lost")
        yield Message(where, what, _AS_TEXT)


def _may_be_rounded(number: float) -> bool:
    """Whether digits of a number may be lost.

    >>> _may_be_rounded(1234567890123456.0), _may_be_rounded(1234567890123450.0)
    (False, True)
    """
    return abs(number) >= _EXACT_FLOAT or not number.is_integer() or int(number) % 10 == 0
