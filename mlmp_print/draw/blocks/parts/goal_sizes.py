"""How large things on a goal's card are: close where cards share a page, wide where one has it."""

from __future__ import annotations

from dataclasses import dataclass

from ...sheet import Sheet
from . import score_rows, themes
from .score_rows import ScoreSizes
from .themes import ThemeSizes


@dataclass(frozen=True)
class GoalSizes:
    """The sizes of a card.

    Attributes:
        tick: The side of a tick box, mm.
        ends_above: Whether the ends of the scale stand above its rows, not beside them.
        headed: Whether the themes have a heading.
    """

    themes: ThemeSizes
    scores: ScoreSizes
    tick: float
    ends_above: bool
    headed: bool


_CLOSE = GoalSizes(themes.CLOSE, score_rows.CLOSE, 6.0, ends_above=False, headed=False)
_WIDE = GoalSizes(themes.WIDE, score_rows.WIDE, 7.0, ends_above=True, headed=True)
_LARGE_CLOSE = GoalSizes(
    themes.LARGE_CLOSE, score_rows.LARGE_CLOSE, 7.5, ends_above=True, headed=False
)
_LARGE_WIDE = GoalSizes(themes.LARGE_WIDE, score_rows.LARGE_WIDE, 8.0, ends_above=True, headed=True)


def close(sheet: Sheet) -> GoalSizes:
    """Return the sizes for a card that shares its page."""
    return _LARGE_CLOSE if sheet.is_large else _CLOSE


def wide(sheet: Sheet) -> GoalSizes:
    """Return the sizes for a card that has a page."""
    return _LARGE_WIDE if sheet.is_large else _WIDE
