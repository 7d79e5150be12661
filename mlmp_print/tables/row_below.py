"""Tell whether a row below headings holds answers, or goes on with the headings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from .known_columns import KnownColumns

_NUMBER = re.compile("[0-9]")
_BARE_NUMBER = re.compile(r"\s*[0-9]{1,4}(?:[.,][0-9]+)?\s*")


def holds_answers(
    columns: Sequence[tuple[str, str]],
    joined: Sequence[str],
    implied: Mapping[str, str],
    known: KnownColumns,
) -> bool:
    """Whether a lower row is somebody's: “2” below “Score nu” is a score beside other words.

    Numbers name goals (“Mål” above 1, 2, 3) only where no cell below is a word that says nothing.

    Args:
        columns: The group and the heading below it of each column.
        joined: The two of each column, joined.
        implied: Joined heading → path of the question that it is.
        known: The headings that the forms know.
    """
    below = [(lower, heading) for (_, lower), heading in zip(columns, joined, strict=True) if lower]
    numbers = [lower for lower, _ in below if _BARE_NUMBER.fullmatch(lower)]
    idle = (
        lower
        for lower, heading in below
        if lower not in numbers and heading not in implied and not known.uses(heading)
    )
    return bool(numbers) and not all(map(known.uses, idle))


def seems_headings(cells: Sequence[str], known: KnownColumns) -> bool:
    """Whether a row has no number, but a known heading, or a word that it repeats."""
    filled = list(filter(None, cells))
    if any(map(_NUMBER.search, filled)):
        return False
    return len(set(filled)) < len(filled) or any(map(known.uses, filled))
