"""How the marks of one page look: the pen they were made with, and whether answers are filled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from .cell_features import CellFeatures
from .limits import Limits
from .printed import is_printed, may_be_printed_tick
from .spots import InkedSpot, is_soft
from .stray_strokes import is_stray

ENOUGH = 3  # marked spots, to tell how a page is marked
FILLINGS = 2  # that stay within their outlines, to tell that answers are filled
MANY = 5  # compact marks, and hardly others, are fillings: what is crossed out is less compact
NEARLY_ALL = 0.9  # of a printed disc is ink, its number is not …
AS_DARK = 0.1  # … and all discs of a page are equally dark
USUAL_PEN = 0.27  # the pen of a page on which nothing is marked: a copy may have lost it


@dataclass(frozen=True)
class PagePen:
    """How the marks of one page look.

    Attributes:
        dark: How dark they are.
        large: How many large ones, circles too, tell that; a page that lost most of its marks has
            few.
        circles: There are circles round answers.
        fills: Most answers are filled, not crossed.
    """

    dark: float
    large: int
    circles: bool
    fills: bool


def pen_of(spots: Sequence[InkedSpot], limits: Limits) -> PagePen:
    """How a person's marks look on a page, from those that are large."""
    choices = [spot.at for spot in _strong(spots, limits) if spot.at.kind != "tick"]
    discs = [spot.at.dark for spot in spots if is_printed(spot.at) and spot.at.inside > NEARLY_ALL]
    spots = [spot for spot in spots if _tells_the_pen(spot.at, discs, limits)]
    strong = _strong(spots, limits)
    rings = [
        spot.at.ring_dark
        for spot in spots
        if spot.amount < limits.mark
        and spot.at.ring >= limits.circle
        and spot.at.outside >= limits.circle_outside
    ]
    circles = len(rings) > 1
    return PagePen(
        dark=_darkness(spots, strong, rings if circles else [], limits),
        large=len(strong) + (len(rings) if circles else 0),
        circles=circles,
        fills=_are_filled(_of_pen(choices), limits),
    )


def _of_pen(choices: Sequence[CellFeatures]) -> Sequence[CellFeatures]:
    """The marks of a page without printed answers, if its pen is not as dark as these: if it is,
    neat fillings look like them.
    """
    printed = [cell.dark for cell in choices if is_printed(cell)]
    others = [cell for cell in choices if not is_printed(cell)]
    is_unlike = all(abs(cell.dark - dark) > AS_DARK for cell in others for dark in printed)
    return others if others and is_unlike else choices


def _are_filled(choices: Sequence[CellFeatures], limits: Limits) -> bool:
    """Whether most answers of a page are filled, not crossed."""
    compact = [cell for cell in choices if min(cell.inside, cell.compact) > limits.wild_compact]
    if len(compact) >= max(MANY, NEARLY_ALL * len(choices)):
        return True
    within = [
        cell
        for cell in choices
        if cell.inside > limits.thin and cell.outside < limits.fills_outside
    ]
    is_told = len(choices) >= ENOUGH and len(within) >= FILLINGS
    return is_told and median(cell.inside for cell in choices) > limits.thin


def _tells_the_pen(cell: CellFeatures, discs: Sequence[float], limits: Limits) -> bool:
    """Whether a spot's ink is of a mark, and not of a word beside it, which may be of another pen,
    or of a printed disc on which a person has drawn.

    Args:
        discs: How dark the page's printed discs are.
    """
    is_full = cell.inside > NEARLY_ALL and cell.ring == 1
    is_as_print = any(abs(cell.dark - dark) < AS_DARK for dark in discs)
    may_be_print = is_as_print and (is_full or may_be_printed_tick(cell))
    is_aimed = cell.middle <= limits.by_middle and not is_stray(cell, limits)
    return is_aimed and cell.dim < limits.dim and not is_printed(cell) and not may_be_print


def _strong(spots: Sequence[InkedSpot], limits: Limits) -> list[InkedSpot]:
    return [spot for spot in spots if spot.amount > limits.strong]


def _darkness(
    spots: Sequence[InkedSpot], strong: Sequence[InkedSpot], rings: Sequence[float], limits: Limits
) -> float:
    """How dark the pen is: the median, without the palest quarter, which may be rubbed out."""
    darks = sorted(spot.at.dark for spot in strong if not is_soft(spot.at, limits))
    of_strong = median(darks[len(darks) // 4 :]) if darks else 0.0
    if rings and len(rings) >= len(strong):
        return max(median(rings), 0.0)
    if darks:
        return max(of_strong, median(rings) if rings else 0.0)
    weak = [
        spot.at.dark
        for spot in spots
        if spot.amount > limits.weak and spot.at.dark and not is_soft(spot.at, limits)
    ]
    weak += [spot.at.ring_dark for spot in spots if spot.at.ring > limits.weak_ring]
    return median(weak) if weak else USUAL_PEN
