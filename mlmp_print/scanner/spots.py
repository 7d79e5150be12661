"""What stands in one spot: nothing, a mark, or something that is not sure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from .cell_features import CellFeatures
from .circles import is_circled, is_ring_in_box
from .crossings import is_heavy
from .limits import Limits
from .printed import is_printed
from .stray_strokes import is_bent_mark, is_cross, is_stray, is_whole_mark

if TYPE_CHECKING:
    from .page_pen import PagePen

Rows = Mapping[str, Sequence[CellFeatures]]

AREA = 0.8  # how much ink anywhere within the outline counts against ink in the middle
USUAL_RADIUS = 4.0  # mm


class Mark(Enum):
    """What stands in a spot."""

    EMPTY = auto()
    NEAR = auto()  # ink about its outline only
    TOUCHED = auto()  # little ink
    PALE = auto()  # paler than the pen of the page
    STRAY = auto()  # a stroke that is not aimed at it
    MARKED = auto()
    CIRCLED = auto()
    HEAVY = auto()  # more ink than a mark needs: crossed out, or filled beyond the outline

    @property
    def is_sure(self) -> bool:
        """Whether it stands for an answer, or for a former one."""
        return self in (Mark.MARKED, Mark.CIRCLED, Mark.HEAVY)

    @property
    def is_doubtful(self) -> bool:
        """Whether it may stand for one."""
        return self in (Mark.NEAR, Mark.TOUCHED, Mark.PALE)


@dataclass(frozen=True)
class InkedSpot:
    """One spot: its features, and how much ink it has; 0.1 is a thin stroke across it."""

    at: CellFeatures
    amount: float

    @property
    def state(self) -> str:
        """The answer it stands for."""
        return self.at.state


def spots_of(rows: Rows) -> dict[str, list[InkedSpot]]:
    """The spots of each row, with how much ink they have."""
    return {path: [InkedSpot(cell, _amount(cell)) for cell in row] for path, row in rows.items()}


def _amount(cell: CellFeatures) -> float:
    """How much of a spot is ink; a stroke covers less of a larger spot, and counts as much."""
    return max(cell.core, AREA * cell.inside) * max(cell.radius / USUAL_RADIUS, 1.0)


def has_trace(row: Sequence[InkedSpot], limits: Limits) -> bool:
    """Whether any spot of a row has a trace, of a stroke that may be too pale to be ink."""
    return any(spot.at.trace > limits.trace for spot in row)


def is_rival(spot: InkedSpot, limits: Limits) -> bool:
    """Whether a spot on a pale page has so much as a mark that is nearly lost: ink, ink about its
    outline, or a trace all over.
    """
    is_inked = spot.amount > limits.faint_rival or spot.at.ring > limits.faint_rival_ring
    return is_inked or spot.at.trace > limits.faint_rival_trace


def mark_in(spot: InkedSpot, pen: PagePen, limits: Limits) -> Mark:
    """Say what stands in a spot.

    Args:
        spot: The spot.
        pen: How the marks of its page look.
        limits: The thresholds of its page, as `limits_of_page` gives them.
    """
    cell = spot.at
    if is_heavy(cell, limits):
        return Mark.HEAVY
    is_open = spot.amount < limits.mark or cell.core < limits.speck or is_ring_in_box(cell, limits)
    if is_open and is_circled(cell, limits):
        return Mark.PALE if cell.ring_dark < limits.circle_dark * pen.dark else Mark.CIRCLED
    is_others = is_stray(cell, limits) or _comes_by(spot, limits) or _is_of_a_word(cell, limits)
    if spot.amount >= limits.small and is_others and not _is_ghost(cell, pen, limits):
        return Mark.STRAY
    is_dot = spot.amount >= limits.small and cell.dark >= limits.small_dark
    is_little = limits.speck < spot.amount < limits.empty and not is_dot
    if is_little and cell.kind != "tick" and _is_aimed(cell, limits):  # no print is in a box
        return Mark.TOUCHED
    if not is_dot and (spot.amount < limits.empty or _is_ghost(cell, pen, limits)):
        if spot.amount > limits.speck and is_hidden_mark(spot, pen, limits):
            return Mark.TOUCHED
        return Mark.NEAR if _is_near(cell, pen, limits) else Mark.EMPTY
    if not is_dot and _is_pale(cell, pen, limits):
        return Mark.PALE
    if _may_be_crumb(spot, limits):
        return Mark.TOUCHED
    is_whole = is_whole_mark(cell, limits) or is_cross(cell, limits)
    if spot.amount >= limits.empty and is_whole:
        return Mark.MARKED
    if _is_on_the_rim(cell, limits):
        return Mark.TOUCHED
    is_large = spot.amount >= limits.mark
    is_enough = is_large or is_bent_mark(cell, limits) or _is_put(spot, limits)
    return Mark.MARKED if is_enough else Mark.TOUCHED


def _comes_by(spot: InkedSpot, limits: Limits) -> bool:
    """Whether little ink is of strokes that lie elsewhere as a whole, where they may be meant; or
    more of a word that has its middle beyond a theme, and ends in it.
    """
    cell = spot.at
    lies_elsewhere = cell.middle > limits.by_middle and cell.far > limits.by_far
    if cell.kind == "theme" and cell.middle > limits.word_middle:
        return cell.off > limits.word_off
    return spot.amount < limits.by and lies_elsewhere and cell.kind != "tick"


def is_dot(spot: InkedSpot, pen: PagePen, limits: Limits) -> bool:
    """Whether a small mark was made with a pen, in the middle: a crumb lies where it falls.

    Of a dot print may hide all but its edge, which is small and pale.
    """
    cell = spot.at
    is_dark = spot.amount >= limits.small and cell.dark >= limits.small_dark
    least = min(limits.dot_dark, limits.softest_dot * pen.dark)
    is_edge = spot.amount >= limits.dot_edge and cell.dark > least
    is_central = cell.off < limits.dot_off and is_edge
    return (is_dark or is_central) and _is_aimed(cell, limits)


def _is_put(spot: InkedSpot, limits: Limits) -> bool:
    """Whether a dot was put in the very middle of a spot, though it is smaller than a mark."""
    cell = spot.at
    is_central = cell.off < limits.dot_off and 0 < cell.far < limits.dot_far
    is_ink = spot.amount >= limits.dot and cell.dark > limits.dot_dark
    is_central = is_central and cell.slim >= limits.dot_slim
    return _is_aimed(cell, limits) and is_central and is_ink


def _may_be_crumb(spot: InkedSpot, limits: Limits) -> bool:
    """Whether a small mark may be where a pen has rested: it is short, and lies off the middle.

    Its stroke ends before the middle; a box has no print that could hide the rest of it.
    """
    cell = spot.at
    is_short = 0 < cell.far < cell.middle + limits.whole_size
    is_straight = cell.kind == "tick" and cell.bend < limits.crumb_bend
    is_aside = is_short or (is_straight and cell.through < 0)
    return is_aside and spot.amount < limits.crumb and cell.off > limits.aimed_off


def _is_aimed(cell: CellFeatures, limits: Limits) -> bool:
    """Whether a stroke lies in the middle of a spot, and nowhere else."""
    return min(cell.own, cell.held) > limits.aimed and cell.off < limits.aimed_off


def is_hidden_mark(spot: InkedSpot, pen: PagePen, limits: Limits) -> bool:
    """Whether little ink in a spot is what its print lets see of a mark."""
    cell = spot.at
    if spot.amount > limits.small and _is_hidden_cross(cell, pen, limits):
        return True
    is_here = min(cell.own, cell.held) > limits.aimed
    if is_here and pen.dark < limits.faint_pen and _is_faint_mark(cell, limits):
        return True
    least = limits.pale_clear if _is_clear(cell, limits) else limits.pale
    return is_here and cell.aside > limits.hidden and cell.dark > least * pen.dark


def _is_hidden_cross(cell: CellFeatures, pen: PagePen, limits: Limits) -> bool:
    """Whether a little ink is what a pictogram lets see of a cross: its ends, to all sides."""
    is_here = min(cell.own, cell.held) > limits.aimed and 0 < cell.middle < limits.ends_middle
    has_ends = min(cell.bend, cell.bend - cell.hook) > limits.ends_bend
    is_ink = cell.steep > limits.specks_steep and cell.dark > limits.pale * pen.dark
    return is_here and has_ends and is_ink and cell.far > limits.whole_far


def _is_faint_mark(cell: CellFeatures, limits: Limits) -> bool:
    """Whether a few specks and a trace are what is left of a mark in faint pencil: they lie about
    the middle, as far out as a mark goes, and are not as soft as what an eraser leaves.
    """
    is_round_about = 0 < cell.middle < limits.specks_middle and cell.far > limits.whole_far
    has_trace = cell.trace > limits.specks_trace
    return is_round_about and has_trace and cell.steep > limits.specks_steep


def _is_of_a_word(cell: CellFeatures, limits: Limits) -> bool:
    """Whether what is in a box to tick may be part of a word that goes on beside it.

    Where all the line is darker, the sheet has another ground than its blank.
    """
    least = limits.beside_least if cell.middle > limits.beside_off else limits.beside
    is_beside = least < cell.beside < limits.beside_most
    return is_beside and not is_printed(cell) and not _fits_the_box(cell, limits)


def _fits_the_box(cell: CellFeatures, limits: Limits) -> bool:
    """Whether a cross lies in the middle of its box, and ends in it: a word leans to one side, or
    a line meets more of its strokes.
    """
    is_here = min(cell.own, cell.held) > limits.aimed and cell.core > limits.scribble
    is_central = 0 < cell.middle < limits.boxed_middle and cell.far < limits.boxed_far
    return is_here and is_central and cell.hook < limits.bent and cell.met < limits.boxed_met


def _is_on_the_rim(cell: CellFeatures, limits: Limits) -> bool:
    """Whether all ink of a spot lies on one side of its outline: perhaps it is aimed beside it.

    The main stroke may only be a part of a mark that print cuts in two.
    """
    is_all_round = 0 < cell.middle < limits.rim_middle and cell.core >= limits.empty
    if is_all_round or is_bent_mark(cell, limits):
        return False
    is_at_side = cell.core < limits.rim_core and cell.ring < limits.rim_ring
    return is_at_side and cell.off > limits.rim_off


def _is_ghost(cell: CellFeatures, pen: PagePen, limits: Limits) -> bool:
    """Whether ink is a shadow, or was rubbed out: far paler than the pen, and soft."""
    return cell.dark < limits.ghost * pen.dark and is_soft(cell, limits)


def is_soft(cell: CellFeatures, limits: Limits) -> bool:
    """Whether ink is pale and has no sharp edge, as shadows and rubbed-out pencil are."""
    return cell.dark < limits.ghost_most and cell.steep < limits.ghost_steep


def _is_near(cell: CellFeatures, pen: PagePen, limits: Limits) -> bool:
    if cell.ring_dark < limits.circle_dark * pen.dark:
        return False
    if cell.aside > limits.aside or cell.ringed > limits.ringed:
        return True
    if not pen.large and _is_bow(cell, limits):
        return True
    if cell.ring_own < limits.near_own:
        return False
    if pen.circles:
        return cell.ring >= limits.near_rings and cell.outside >= limits.near_rings_outside
    return cell.ring >= limits.near and cell.outside >= limits.near_outside


def _is_bow(cell: CellFeatures, limits: Limits) -> bool:
    """Whether a stroke bends along a part of the outline: what is left of a circle in faint pencil,
    where no other mark tells how pale the pen is.
    """
    is_its_own = cell.ring_own > limits.aimed and cell.ring >= limits.bow
    return is_its_own and cell.bend > limits.bow_bend


def _is_clear(cell: CellFeatures, limits: Limits) -> bool:
    """Whether a pale mark is not rubbed out: it has sharp edges, and no smudge around it."""
    is_smudged = cell.trace > cell.inside + limits.smudge
    is_sharp = cell.dark > limits.clear_dark and cell.steep > limits.clear_steep
    return is_sharp and not is_smudged


def _is_pale(cell: CellFeatures, pen: PagePen, limits: Limits) -> bool:
    least = limits.pale if not _is_clear(cell, limits) else limits.pale_clear
    if cell.dark < min(least * pen.dark, limits.pale_most) or is_soft(cell, limits):
        return True
    is_narrow = cell.slim < limits.hair and cell.tilt < limits.hair_tilt
    if is_narrow and cell.dark < limits.hair_dark:
        return True
    is_softer = cell.dark < min(limits.softer * pen.dark, limits.softer_most)
    is_like_a_stain = cell.steep < limits.stain_steep
    is_smudged = cell.trace > cell.inside + limits.softer_smudge
    is_changed = is_like_a_stain or is_smudged or cell.outside > limits.softer_outside
    return is_softer and is_changed
