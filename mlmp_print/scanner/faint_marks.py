"""Doubt faint pencil that seems an answer: what takes it back is fainter still."""

from __future__ import annotations

from collections.abc import Sequence

from .cell_features import CellFeatures
from .doubts import CROSSED_OUT, PALE
from .limits import Limits
from .page_pen import PagePen
from .spots import InkedSpot, Mark

FEW = 3  # marks, to tell a faint pen from what an eraser leaves


def doubt_of_faint(
    row: Sequence[InkedSpot], marks: Sequence[Mark], pen: PagePen, limits: Limits, *, is_told: bool
) -> str:
    """Why a row of a page in faint pencil is not sure; "" if nothing speaks against it.

    Args:
        row: The spots of the row.
        marks: What stands in each.
        pen: How the marks of the page look.
        limits: The thresholds.
        is_told: The page shows that the pen is no faint pencil, so that its lines are seen.
    """
    if pen.dark >= limits.shown_pen:
        return ""
    sure = [spot.at for spot, mark in zip(row, marks, strict=True) if mark.is_sure]
    faint = [cell for cell in sure if (cell.dark or cell.ring_dark) < limits.faint_pen]
    if not is_told and any(_may_be_crossed_out(cell, limits) for cell in faint):
        return CROSSED_OUT
    is_alone = pen.large < FEW
    return PALE if is_alone and any(_may_be_rubbed_out(cell, limits) for cell in faint) else ""


def _may_be_crossed_out(cell: CellFeatures, limits: Limits) -> bool:
    """Whether lines may cross a mark out: most of them too pale to be ink, all over a spot, or far
    beyond it on both sides.
    """
    is_smudged = cell.trace > cell.inside + limits.faint_smudge
    is_full = cell.between < limits.faint_between and cell.inside > limits.faint_full
    is_box = cell.kind == "tick"
    return is_smudged or (not is_box and (is_full or cell.through > limits.faint_through))


def _may_be_rubbed_out(cell: CellFeatures, limits: Limits) -> bool:
    """Whether a mark is as pale as what an eraser leaves."""
    return 0 < cell.dark < limits.faint_alone
