"""Rows and columns as people call them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_SHOWN = 20  # stretches of rows; more would fill the screen


def row_numbers(numbers: Iterable[int]) -> str:
    """Return row numbers in order, with a dash between the ends of each stretch of them.

    >>> row_numbers([7, 1, 2, 3, 9, 10])
    '1–3, 7, 9–10'
    """
    stretches = [
        f"{first}–{last}" if first < last else str(first) for first, last in _stretches(numbers)
    ]
    more = " …" if len(stretches) > _SHOWN else ""
    return ", ".join(stretches[:_SHOWN]) + more


def column_letters(column: int) -> str:
    """Return a column, counted from 0, as spreadsheets call it.

    >>> column_letters(2), column_letters(26)
    ('C', 'AA')
    """
    before = column_letters(column // 26 - 1) if column >= 26 else ""
    return before + chr(ord("A") + column % 26)


def _stretches(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    first = last = 0
    for number in sorted(numbers):
        if last and number > last + 1:
            yield first, last
            first = number
        first, last = first or number, number
    if last:
        yield first, last
