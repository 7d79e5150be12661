"""Tell a row of which the picture does not show enough: in a shadow, or without its own print."""

from __future__ import annotations

from collections.abc import Sequence

from .doubts import DARK_PRINT, PRINT, SHADOW
from .limits import Limits
from .printed import is_printed
from .spots import InkedSpot, Mark


def doubt_of_picture(row: Sequence[InkedSpot], marks: Sequence[Mark], limits: Limits) -> str:
    """Why the picture of a row is not enough to read it; "" if it is.

    Args:
        row: The spots of the row.
        marks: What stands in each.
        limits: The thresholds.
    """
    if any(_is_in_shadow(spot, mark, limits) for spot, mark in zip(row, marks, strict=True)):
        return SHADOW
    if any(_lacks_print(spot, limits) for spot in row):
        return PRINT
    return DARK_PRINT if any(spot.at.seen < limits.seen for spot in row) else ""


def _is_in_shadow(spot: InkedSpot, mark: Mark, limits: Limits) -> bool:
    """Whether what looks like a mark may be a shadow."""
    cell = spot.at
    is_soft = cell.steep < limits.shadow_steep and not is_printed(cell)
    may_be = cell.dim > limits.dim and cell.dark < limits.shadow_dark
    return mark is not Mark.EMPTY and may_be and is_soft


def _lacks_print(spot: InkedSpot, limits: Limits) -> bool:
    """Whether a spot's own print is not where it should be: the paper is another, or lies askew."""
    cell = spot.at
    may_be_hidden = spot.amount > limits.print_inked or cell.ring > limits.circle
    is_lost = cell.printed < limits.print and not may_be_hidden
    return is_lost or (cell.printed < limits.print_gone and not is_printed(cell))
