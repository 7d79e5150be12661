"""Tell a stroke that only comes by a spot from one that is aimed at it."""

from __future__ import annotations

from .cell_features import CellFeatures
from .crossings import is_face
from .limits import Limits


def is_bent_mark(cell: CellFeatures, limits: Limits) -> bool:
    """Whether the strokes of a spot turn in it, as a tick does: what only passes goes straight.

    One arm may go far out, but the middle of the whole lies in the spot, and so does some ink.
    """
    is_here = cell.own > limits.aimed and 0 < cell.middle < limits.bent_middle
    is_tick = cell.hook > limits.bent and cell.arms < 2 and cell.off < limits.bent_off
    is_tick = is_tick and not _is_long_line(cell, limits)
    is_seen = cell.far < limits.bent_far and cell.core >= limits.empty
    turns = is_tick or _is_sharp_tick(cell, limits) or _is_boxed_tick(cell, limits)
    return (is_here and is_seen and turns) or _is_long_tick(cell, limits)


def _is_long_tick(cell: CellFeatures, limits: Limits) -> bool:
    """Whether strokes are a tick as a whole: a short arm and a long one meet in the spot, and both
    go up from there. Of 611 strokes that only came by none was like that.
    """
    is_here = cell.own > limits.aimed and cell.core >= limits.empty
    return is_here and cell.off_tick < limits.off_tick


def _is_long_line(cell: CellFeatures, limits: Limits) -> bool:
    """Whether strokes that bend a little are a thin line that goes far out on both sides."""
    is_thin = cell.slim < limits.line_slim and cell.bend < limits.long_bend
    return is_thin and cell.reach > limits.reach and cell.through > limits.long_through


def _is_sharp_tick(cell: CellFeatures, limits: Limits) -> bool:
    """Whether strokes turn as sharply as those of a tick, whose long arm may go far out."""
    is_one = cell.arms <= limits.sharp_arms and cell.off < limits.sharp_off
    return cell.hook > limits.sharp and is_one


def _is_boxed_tick(cell: CellFeatures, limits: Limits) -> bool:
    """Whether strokes in a box to tick turn so far aside that they are a tick: nearly straight
    ones pass, and the outline hides where a tick turns.
    """
    is_inked = cell.kind == "tick" and cell.core > limits.box_core
    return is_inked and cell.bend > limits.box_bend and cell.off < limits.stray


def is_cross(cell: CellFeatures, limits: Limits) -> bool:
    """Whether strokes lie about the very middle of a spot, and go far to all sides, as a cross
    does, however much of it print hides.
    """
    is_here = cell.own > limits.aimed and 0 < cell.middle < limits.arms_middle
    is_wide = cell.bend > limits.arms_bend and cell.far < limits.arms_far
    has_two_sides = cell.bend - cell.hook > limits.arms_other
    return is_here and is_wide and has_two_sides and cell.kind != "tick"  # no print is in a box


def is_between(cell: CellFeatures, other: CellFeatures, limits: Limits) -> bool:
    """Whether a cross lies between its spot and another, of which it touches the outline."""
    is_off = cell.middle > limits.between_middle and cell.hook > limits.between_hook
    is_small = 0 < cell.far < limits.between_far and cell.kind != "tick"
    return is_off and is_small and other.ringed > limits.between_ringed


def _is_joined_cross(cell: CellFeatures, limits: Limits) -> bool:
    """Whether strokes fill a spot as widely as a cross does, and leave it in as many arms, which
    may touch those of another mark: a word or a line is narrow where it runs through.
    """
    is_wide = cell.slim > limits.joined_slim and cell.arms >= limits.joined_arms
    return is_wide and cell.core > limits.joined and cell.kind != "tick"


def _is_short_mark(cell: CellFeatures, limits: Limits) -> bool:
    """Whether the strokes of a spot together are no larger than a mark, and lie on it.

    Print cuts marks into pieces, of which the largest may lie off the middle.
    """
    return _is_as_small_as_a_mark(cell, limits) and cell.core >= limits.mark


def _is_as_small_as_a_mark(cell: CellFeatures, limits: Limits) -> bool:
    if cell.own <= limits.aimed or not cell.far:
        return False
    if cell.middle < limits.cross_middle:
        return cell.far < limits.cross_far
    return cell.middle < limits.short_middle and cell.far < limits.short_far


def is_whole_mark(cell: CellFeatures, limits: Limits) -> bool:
    """Whether strokes that show little of themselves are a mark as a whole: it lies about the
    middle of the spot, and is as large as a mark is.
    """
    is_as_large = cell.far > limits.whole_far and cell.outside < limits.whole_outside
    is_no_crumb = cell.far - cell.middle > limits.whole_size
    return (
        is_no_crumb
        and is_as_large
        and _is_as_small_as_a_mark(cell, limits)
        and cell.core >= limits.whole_core
    )


def _is_filled(cell: CellFeatures, limits: Limits) -> bool:
    """Whether a spot is inked all over up to its outline: no stroke that comes by does that."""
    is_full = cell.inside > limits.full and cell.outside < limits.heavy_outside
    return is_full and cell.kind != "tick"  # nobody fills a box to tick


def is_stray(cell: CellFeatures, limits: Limits) -> bool:
    """Whether the strokes in a spot are not aimed at it, but at another, or at none."""
    is_drawn_here = _is_filled(cell, limits) or is_bent_mark(cell, limits)
    if is_drawn_here or is_cross(cell, limits) or _is_joined_cross(cell, limits):
        return False
    is_line = cell.slim < limits.slim and cell.reach > limits.reach
    is_off = cell.off > (limits.stray_tick if cell.kind == "tick" else limits.stray)
    is_short = _is_short_mark(cell, limits)
    is_aimed_elsewhere = is_off and cell.held < limits.stray_held and not is_short
    is_passing = (is_line and cell.through > limits.through) or _passes(cell, limits)
    is_passing = is_passing or _is_long_line(cell, limits)
    is_aside = _is_line_aside(cell, limits) or _comes_by_box(cell, limits)
    return is_aimed_elsewhere or is_passing or is_aside


def _passes(cell: CellFeatures, limits: Limits) -> bool:
    """Whether one narrow stroke goes far out on both sides, and no other crosses it."""
    is_narrow = cell.slim < limits.stray_slim and cell.bend < limits.passing_bend
    return is_narrow and cell.through > limits.passing


def _is_line_aside(cell: CellFeatures, limits: Limits) -> bool:
    """Whether a single straight line lies beside the middle of a face, which is too large to be
    missed.
    """
    is_line = cell.slim < limits.line_slim and cell.bend < limits.line_bend
    return is_face(cell, limits) and is_line and cell.middle > limits.line_middle


def _comes_by_box(cell: CellFeatures, limits: Limits) -> bool:
    """Whether nearly straight strokes lie beside a box to tick as a whole, and run through it."""
    is_beside = cell.kind == "tick" and cell.middle > limits.box_middle
    return is_beside and cell.bend < limits.box_straight


def goes_through(cell: CellFeatures, limits: Limits) -> bool:
    """Whether a narrow stroke only passes: it has come from far, and does not end in the spot."""
    is_long = cell.slim < limits.stray_slim and cell.reach > limits.reach
    return is_long and cell.through > limits.through
