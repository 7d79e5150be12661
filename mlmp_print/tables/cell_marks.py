"""How cells of a spreadsheet show something else than they hold, and where such cells stand.

The sandbox says it of columns and stretches of rows; the parent asks for one row after another.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, NamedTuple

AS_IT_IS = ""  # for the others
OTHERWISE = "otherwise"
UNSEEN = "unseen"
STRUCK_OUT = "struck out"
BY_RULE = "by rule"  # perhaps


class ShownCell(NamedTuple):
    """A cell that shows something else than it holds.

    Attributes:
        row, column: From 1; 0 where it is not told.
        how: One of the words above.
        last: The last row of several cells below each other; 0 for one.
    """

    row: int
    column: int
    how: str
    last: int = 0


def checked_how(how: Any) -> str:
    """Return what the sandbox says of a cell. Raises ValueError where it is none of these."""
    if how not in (OTHERWISE, UNSEEN, STRUCK_OUT, BY_RULE):
        raise ValueError("how")
    return str(how)


def is_within(row: int, stretches: Sequence[tuple[int, int]]) -> bool:
    """Return whether a row is in one of the stretches, which are in order.

    >>> is_within(3, [(1, 1), (3, 5)]), is_within(2, [(1, 1), (3, 5)])
    (True, False)
    """
    at = bisect_right(stretches, (row + 1,)) - 1
    return at >= 0 and stretches[at][0] <= row <= stretches[at][1]
