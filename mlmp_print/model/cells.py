"""Cells of a table as Danish systems and people write them. What cannot be understood is refused, never guessed, and the
refusal does not show the cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from math import isfinite
from typing import Any

from ..text.unicode import normalized
from .errors import InvalidValue
from .messages import did_you_mean

TICKED = frozenset({"ja", "j", "x", "1", "true", "sand", "wahr", "yes", "y", "✓", "✔", "☒", "☑"})
UNTICKED = frozenset({"nej", "nein", "n", "0", "false", "falsk", "falsch", "no", "☐"})
NOT_SCORED = frozenset({"ikkevurderet", "ejvurderet", "notassessed", "nichtbewertet"})  # folded

_SCORE = re.compile(
    r"(?P<whole>[0-9]{1,4})?(?:[.,](?P<part>[0-9]{1,4})|\s?(?P<half>½))?(?:\s*[-–—:]\s*(?P<words>[^\W\d_][^0-9½]*))?\Z"
)
_CLOCK = re.compile(
    r"(T|,?\s{1,2}((kl\.?|um)\s{0,2})?)[0-9]{1,2}[:.][0-9]{2}([:.][0-9]{2}(\.[0-9]+)?)?(\sUhr)?\Z"
)
_SPELT = re.compile(
    r"(?:den\s)?(?P<day>[0-9]{1,2})\.?\s{0,2}(?P<month>[^\W\d_]{3,9})\.?,?\s{0,2}(?P<year>[0-9]{4})\Z",
    re.IGNORECASE,
)
_NAMES = "januar january|februar february|marts march märz|april|maj may mai|juni june|juli july|august|september|oktober october|november|december dezember"
_MONTHS = {
    name[:letters]: month
    for month, names in enumerate(_NAMES.split("|"), 1)
    for name in names.split()
    for letters in (3, 9)
}


def fold(text: str) -> str:
    """A text without case, spaces and punctuation, to compare headings and names by."""
    return "".join(letter for letter in normalized("NFKC", text).casefold() if letter.isalnum())


def shown(cell: Any) -> str:
    """A cell as a text, as a Danish spreadsheet shows it."""
    if cell is None or isinstance(cell, dict | list):
        return ""
    if isinstance(cell, bool):
        return "ja" if cell else "nej"
    if isinstance(cell, float):
        return (
            str(int(cell))
            if cell.is_integer() and abs(cell) < 1e15
            else str(cell).replace(".", ",")
        )
    if isinstance(cell, datetime):
        return cell.strftime("%d-%m-%Y" if cell.time() == time() else "%d-%m-%Y %H:%M")
    return cell.strftime("%d-%m-%Y") if isinstance(cell, date) else str(cell)


def empty(cell: Any) -> bool:
    """Whether nothing stands in a cell."""
    return cell is None or cell in ({}, []) or (isinstance(cell, str) and not cell.strip())


def as_text(cell: Any) -> str:
    """Words. A number becomes its digits, a date dd-mm-yyyy."""
    if isinstance(cell, bool):
        raise InvalidValue("must be a text, not true or false", "Format the column as text")
    if isinstance(cell, float) and not isfinite(cell):
        raise InvalidValue("is no number", "Write it as a text")
    return shown(cell)


def as_date(cell: Any) -> str:
    """A date as a text that a date field reads; the time of the day, if there is one, is left out. Months may be spelt in our languages."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if not isinstance(cell, str):
        raise InvalidValue("is not a date", "Format the column as a date in the spreadsheet")
    day = _CLOCK.sub("", cell.strip())
    spelt = _SPELT.match(day)
    month = _MONTHS.get(spelt["month"].casefold()) if spelt else None
    return f"{spelt['year']}-{month:02}-{int(spelt['day']):02}" if spelt and month else day


def as_score(cell: Any) -> float | int | None:
    """A number: `2`, `1,5`, `1.5`, `1½`, `½`, `2 - Moderat nedsat funktionsevne`; None for “ikke vurderet”. It may be off the scale."""
    if isinstance(cell, date):
        raise InvalidValue(
            "is a date, not a score",
            "The spreadsheet has changed it: format the column as text and write the score again",
        )
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return cell
    found = _SCORE.match(cell.strip()) if isinstance(cell, str) else None
    if isinstance(cell, str) and fold(cell) in NOT_SCORED:
        return None
    if not found or not (found["whole"] or found["half"]):
        raise InvalidValue(
            "is not a score we can read", "Write one of 0, 0,5, 1, 1,5, 2, 2,5, 3, 3,5, 4"
        )
    return int(found["whole"] or 0) + (0.5 if found["half"] else float(f"0.{found['part'] or 0}"))


def as_tick(cell: Any) -> bool:
    """ja, yes, x, 1, true … or nej, nein, no, 0, false …"""
    if isinstance(cell, bool):
        return cell
    word = shown(cell).strip().casefold()
    if word not in TICKED | UNTICKED:
        raise InvalidValue("is neither yes nor no", "Write ja or nej (yes or no)")
    return word in TICKED


def as_one_of(cell: Any, keys: Sequence[str], names: Mapping[str, str], what: str) -> str:
    """A key, given as itself or by one of its names (folded name → key)."""
    word = shown(cell).strip()
    if word in keys:
        return word
    found = names.get(fold(word))
    if found is None:
        raise InvalidValue(f"is not one of the {what}", did_you_mean(word.casefold(), keys))
    return found
