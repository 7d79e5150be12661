"""Writing lines, and the fields on them."""

from __future__ import annotations

from collections.abc import Iterable

from ....text import typeset
from ...geometry import MM, Box
from ...ink import Ink

DASH = (0.9, 0.9)  # mm: dashes of a writing line, and the gaps between them
FLUSH = typeset.PAD / MM  # how far a field starts before its lines: typed text is flush with them
ROUNDING = 1e-6  # a line that fits exactly is not lost to rounding


def draw_rules(
    ink: Ink, rules: Iterable[float], left: float, right: float, color: str = "line"
) -> None:
    """Draw dashed writing lines at the heights `rules`."""
    for rule in rules:
        ink.line(left, rule, right, rule, color=color, dash=DASH)


def rules_upwards(last: float, count: int, pitch: float) -> tuple[float, ...]:
    """Return the heights of `count` lines of which the lowest is at `last`, from the top.

    >>> rules_upwards(100, 3, 10)
    (80, 90, 100)
    """
    return tuple(last - pitch * line for line in reversed(range(count)))


def whole_lines(height: float, pitch: float) -> int:
    """Return how many writing lines go into `height` mm.

    >>> whole_lines(29.9999999, 10)
    3
    """
    return int(height / pitch + ROUNDING)


def flush_box(left: float, top: float, right: float, bottom: float) -> Box:
    """Return the box of a field whose text begins at `left`, between two heights."""
    return Box(left - FLUSH, top, right - left + 2 * FLUSH, bottom - top)
