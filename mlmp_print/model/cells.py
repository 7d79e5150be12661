"""Cells of a table as people and systems write them, whatever kind of value they are.

What cannot be understood for certain is refused, never guessed. A refusal does not show the cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import isfinite
from pathlib import Path
from typing import Any

from ..text.unicode import normalized
from .errors import InvalidValue
from .phrases import Phrase

MONTHS = 12
_WHOLE = 2.0**53  # up to there every whole number is one that a computer has
SHORT = 3  # letters of a month's short name
# Letters without ink: soft hyphen, joiner of graphemes, zero-width space, word joiner, byte order
# mark, and marks and embeddings of the direction of writing, which Windows puts around a copy.
# Letters that turn a text around are not among them.
_NO_INK = "\u00ad\u034f\u061c\u200b\u200e\u200f\u202a\u202c\u2060\u2066\u2068\u2069\ufeff"
_INVISIBLE = re.compile(f"[{_NO_INK}]+")
# Two more letters join others or keep them apart, in scripts that do so; beside Latin ones they do
# nothing.
_IDLE_JOINERS = re.compile("(?<![^\\s!-\u024f])[\u200c\u200d]+|[\u200c\u200d]+(?![^\\s!-\u024f])")
_ENDS = f"{_NO_INK}\u200c\u200d{''.join(filter(str.isspace, map(chr, range(0x3001))))}"
_HAS_WORDS = str | int | float | date | time | timedelta | Path


@dataclass(frozen=True)
class CellWords:
    """The words that people write in cells, in all languages at once.

    A table may hold cells of several languages. So a word that means one thing in one language and
    another in the next means nothing here, and its cell is refused.

    Attributes:
        months: Name and short name → number of the month.
        yes, no: What stands for a tick, and for none.
        not_scored: What stands for a score that nobody gave, folded.
        fillers: Words around a date that add nothing, such as “den” and “kl”.
        sums: What stands in a row of sums or means; `…` stands for other words beside it.
        footers: What stands below a table; `#` stands for a number, `…` for what may follow.
        nothing: What a whole cell says if nobody wrote anything there.
        above: What it says instead of repeating the cell above.
    """

    months: Mapping[str, int]
    yes: frozenset[str]
    no: frozenset[str]
    not_scored: frozenset[str]
    fillers: frozenset[str]
    sums: frozenset[str]
    footers: frozenset[str]
    nothing: frozenset[str]
    above: frozenset[str]

    @classmethod
    def of(cls, tables: Iterable[Mapping[str, str]]) -> CellWords:
        """Collect the [cells] tables of the language files; `|` stands between the words of a key.

        Raises:
            KeyError: A table lacks a key.
            ValueError: A table does not have twelve months.

        >>> danish = {
        ...     "yes": "ja | sand", "no": "nej", "not_scored": "ikke vurderet", "fillers": "den",
        ...     "sums": "i alt…", "footers": "kilde:…", "nothing": "(tom)", "above": "ditto",
        ...     "months": "januar|februar|marts|april|maj|juni"
        ...               "|juli|august|september|oktober|november|december",
        ... }
        >>> words = CellWords.of([danish])
        >>> words.months["maj"], words.months["okt"], sorted(words.yes)
        (5, 10, ['ja', 'sand'])
        """
        meanings: dict[str, set[int]] = {}
        yes, no, not_scored, fillers = set[str](), set[str](), set[str](), set[str]()
        sums, footers, nothing, above = set[str](), set[str](), set[str](), set[str]()
        for table in tables:
            names = list(_words(table["months"]))
            if len(names) != MONTHS:
                raise ValueError(Phrase("months must be twelve names with | between them"))
            for month, name in enumerate(names, 1):
                for spelling in (name, name[:SHORT]):
                    meanings.setdefault(spelling, set()).add(month)
            yes.update(_words(table["yes"]))
            no.update(_words(table["no"]))
            not_scored.update(map(fold, _words(table["not_scored"])))
            fillers.update(_words(table["fillers"]))
            sums.update(_words(table["sums"]))
            footers.update(_words(table["footers"]))
            nothing.update(_words(table["nothing"]))
            above.update(_words(table["above"]))
        return cls(
            {name: months.pop() for name, months in meanings.items() if len(months) == 1},
            frozenset(yes - no),
            frozenset(no - yes),
            frozenset(not_scored),
            frozenset(fillers),
            frozenset(sums),
            frozenset(footers),
            frozenset(nothing),
            frozenset(above),
        )


def _words(text: str) -> Iterator[str]:
    return (word.strip().casefold() for word in text.split("|") if word.strip())


def fold(text: str) -> str:
    """Return a text without case, spaces and punctuation, to compare headings and names by.

    >>> fold("Mål 1: Score nu")
    'mål1scorenu'
    """
    return "".join(filter(str.isalnum, normalized("NFKC", text).casefold()))


def seen(text: str) -> str:
    """Return a text as a reader sees it: names, ids and headings are compared so.

    A space of any kind, or several, is one space; those at the ends and letters without ink are
    gone; a letter with a mark is one letter. Case stays.

    >>> seen(" Ida\\u00a0 Te\\u00adst\\ufeff "), seen("A\\u030ase") == seen("\\u00c5se")
    ('Ida Test', True)
    """
    if not text.isascii():
        text = normalized("NFC", _IDLE_JOINERS.sub("", _INVISIBLE.sub("", text)))
    return " ".join(text.split())


def trimmed(text: str) -> str:
    """Return a text without what nobody sees at its ends; inside, it stays as it was.

    >>> trimmed("\\ufeff one\\n two \\u200b")
    'one\\n two'
    """
    return text.strip(_ENDS)


def shown(cell: Any) -> str:
    """Return a cell as text, as a Danish spreadsheet shows it; "" for a picture in a cell.

    >>> shown(1.5), shown(date(2026, 5, 1))
    ('1,5', '01-05-2026')
    """
    if type(cell) is str:  # most are
        return cell
    if isinstance(cell, bool):
        return "ja" if cell else "nej"
    if isinstance(cell, float):
        is_whole = cell.is_integer() and abs(cell) < _WHOLE
        return str(int(cell)) if is_whole else str(cell).replace(".", ",")
    if isinstance(cell, datetime):
        return cell.strftime("%d-%m-%Y" if cell.time() == time() else "%d-%m-%Y %H:%M")
    if isinstance(cell, date):
        return cell.strftime("%d-%m-%Y")
    return str(cell) if isinstance(cell, _HAS_WORDS) else ""


def empty(cell: Any) -> bool:
    """Return whether nothing stands in a cell.

    >>> empty("  "), empty("\\u200b"), empty(0)
    (True, True, False)
    """
    if isinstance(cell, str):
        return not cell or not (cell[0].isalnum() or trimmed(cell))  # most cells begin with words
    return cell is None or cell in ({}, [])


def as_text(cell: Any) -> str:
    """Return a cell as words; a number becomes its digits, a date dd-mm-yyyy.

    Raises:
        InvalidValue: A truth value, a number that is none, or what has no words.
    """
    if isinstance(cell, bool):
        raise InvalidValue(
            Phrase("must be a text, not true or false"), Phrase("Format the column as text")
        )
    if isinstance(cell, float) and not isfinite(cell):
        raise InvalidValue(Phrase("is no number"), Phrase("Write it as a text"))
    if not isinstance(cell, _HAS_WORDS):
        raise InvalidValue(Phrase("is no text"), Phrase("Give words"))
    return shown(cell)
