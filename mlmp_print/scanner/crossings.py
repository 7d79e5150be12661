"""Tell what crosses a mark out from the mark itself."""

from __future__ import annotations

from .cell_features import CellFeatures
from .limits import Limits
from .printed import is_printed

CROSS_ARMS = 4


def is_face(cell: CellFeatures, limits: Limits) -> bool:
    """Whether a spot is a face, which is larger than any other spot."""
    return cell.kind == "choice" and cell.radius > limits.face


def is_heavy(cell: CellFeatures, limits: Limits) -> bool:
    """Whether a spot has more ink than a mark needs: crossed out, or filled beyond the outline."""
    if _is_hatched(cell, limits):
        return True
    if _is_large_cross(cell, limits):
        return False
    is_of_felt = _is_of_felt(cell, limits)
    is_broad = is_of_felt or _is_broad_cross(cell, limits)
    if cell.kind == "tick" and is_broad:  # nobody fills a box, and then crosses it out
        is_scribble = _has_no_arms(cell, limits) and cell.met > limits.felt_met
        return is_scribble or _is_blot(cell, limits) or _is_struck_across(cell, limits)
    if cell.kind == "tick" and _is_no_mark_in_box(cell, limits):
        return True
    if is_dense(cell, limits) and cell.through > limits.crossed_through:
        return True
    if _is_struck_across(cell, limits) and cell.outside > limits.heavy_outside:
        return True
    if is_of_felt:
        return False
    goes_beyond = cell.outside > limits.heavy_outside and not _is_a_disc(cell, limits)
    if is_dense(cell, limits) and (cell.kind == "tick" or goes_beyond):
        return True
    if cell.inside > limits.full and cell.kind != "tick":  # nobody fills a box to tick
        return False
    is_all_round = cell.ring > limits.scribble_ring and cell.outside > limits.scribble_outside
    return (is_all_round and cell.core > limits.scribble) or _is_struck_round(cell, limits)


def _is_struck_round(cell: CellFeatures, limits: Limits) -> bool:
    """Whether there is ink in a spot and all round it: its mark was crossed out palely."""
    is_round = cell.ring > limits.round_circle and cell.outside > limits.circle_outside
    return is_round and cell.core >= limits.mark


def _is_a_disc(cell: CellFeatures, limits: Limits) -> bool:
    """Whether the ink of a spot is as compact as a filling, which may lie beside the middle."""
    return cell.compact > limits.compact or _leans_to_a_side(cell, limits)


def _leans_to_a_side(cell: CellFeatures, limits: Limits) -> bool:
    """Whether a filling goes beyond the outline on one side only, as no crossing-out does."""
    is_filled = cell.inside > limits.full and cell.compact > limits.leaning
    return is_filled and 0 < cell.through < limits.leaning_through


def _is_hatched(cell: CellFeatures, limits: Limits) -> bool:
    """Whether so many lines lie beside each other in a spot as no mark has, and go beyond it: in a
    large one, what crosses a mark out leaves room between its lines.
    """
    goes_beyond = cell.outside > limits.met_outside
    is_scribble = cell.met > limits.scribble_met and cell.core > limits.scribble_core
    most = limits.face_met if is_face(cell, limits) else limits.met
    is_lined = cell.met > most or is_scribble or _is_lined_with_gaps(cell, limits)
    if is_lined and goes_beyond and not is_dense(cell, limits):
        return True
    return is_face_hatched(cell, limits)


def is_face_hatched(cell: CellFeatures, limits: Limits) -> bool:
    """Whether lines that go beyond a face leave gaps, as those of a filling do not: it is less
    compact then, even where all of the face is inked.
    """
    is_wide = cell.outside > limits.hatched_outside and cell.compact < limits.compact
    return is_face(cell, limits) and is_wide and cell.met > limits.hatched_met


def _is_lined_with_gaps(cell: CellFeatures, limits: Limits) -> bool:
    """Whether a few lines with gaps between them cross a tick out: a line through a spot meets more
    of them than strokes of a cross, and they go far beyond, as no filling does.
    """
    is_wide = cell.outside > limits.gaps_outside and cell.compact < limits.leaning
    is_inked = min(cell.core, cell.inside) > limits.gaps_inked
    return is_wide and is_inked and cell.met > limits.gaps_met


def _has_no_arms(cell: CellFeatures, limits: Limits) -> bool:
    """Whether ink in the middle of a box goes beyond it, and not in arms, as a cross does."""
    is_in_the_middle = cell.core > limits.scribble
    return is_in_the_middle and cell.between < limits.arms_apart and cell.outside > limits.arms_out


def _is_no_mark_in_box(cell: CellFeatures, limits: Limits) -> bool:
    """Whether a box has more ink than a tick or a cross, or more strokes where a line meets it."""
    is_full = cell.inside > limits.box_most or cell.met > limits.box_met
    return is_full or _has_no_arms(cell, limits)


def _is_blot(cell: CellFeatures, limits: Limits) -> bool:
    """Whether a box is inked as compactly as by a scribble, with no room between arms; or shows the
    dark bed of a scanner through a hole that was punched into it.
    """
    is_compact = cell.compact > limits.broad_compact and cell.between < limits.blot_between
    return is_compact and cell.inside > limits.blot


def _is_struck_across(cell: CellFeatures, limits: Limits) -> bool:
    """Whether a spot is inked nearly all over by what goes far out on two sides only: the lines
    that cross a mark out lie side by side, and arms of a cross go out on four.
    """
    is_on_two_sides = cell.arms < limits.across_arms or cell.slim < limits.across_slim
    is_across = cell.through > limits.across and is_on_two_sides
    return is_across and cell.inside > limits.box_most


def _is_of_felt(cell: CellFeatures, limits: Limits) -> bool:
    """Whether a mark has so much ink because its pen is broad."""
    has_arms = cell.dark > limits.felt_least and cell.between > limits.between
    is_felt = (cell.dark > limits.felt_dark or has_arms) and cell.steep < limits.felt_steep
    is_open = cell.open > limits.open_felt and cell.met < limits.felt_most
    return (is_felt and is_open) or _is_large_cross(cell, limits)


def _is_large_cross(cell: CellFeatures, limits: Limits) -> bool:
    """Whether two strokes of a felt pen go beyond a small spot in four arms: they leave its sides
    bare, and go as far aside from each other as out.
    """
    has_arms = cell.arms == CROSS_ARMS and cell.bend > limits.cross_bend
    is_small = cell.far < limits.large_far and cell.through < limits.large_through
    is_dark = cell.dark > limits.felt_dark and cell.kind != "tick"
    is_bare = cell.inside < limits.broad_cross and cell.met < limits.broad_met
    return has_arms and is_small and is_dark and is_bare


def _is_broad_cross(cell: CellFeatures, limits: Limits) -> bool:
    """Whether two strokes of a felt pen leave hardly any room between them in a box to tick: they
    do not go beyond it, leave its sides bare, and are two where a line meets them.
    """
    is_dark = cell.dark > limits.felt_dark and cell.outside < limits.arms_out
    has_arms = cell.inside < limits.broad_cross and cell.compact < limits.broad_compact
    return is_dark and has_arms and cell.met < limits.broad_met


def may_be_crossed_out(cell: CellFeatures, limits: Limits) -> bool:
    """Whether a spot that is alone in its row may be a mark that was crossed out."""
    goes_beyond = cell.outside > limits.alone_outside and not _is_a_disc(cell, limits)
    is_one_mark = _is_of_felt(cell, limits) or is_printed(cell)
    return is_dense(cell, limits) and goes_beyond and not is_one_mark


def is_struck_through(cell: CellFeatures, limits: Limits) -> bool:
    """Whether long strokes cross a filling out: they make it less compact than any filling."""
    is_long = cell.compact < limits.struck_compact and cell.through > limits.struck_through
    is_its_own = cell.own > limits.aimed and not _is_of_felt(cell, limits)
    return is_dense(cell, limits) and is_long and is_its_own and not is_printed(cell)


def goes_far(cell: CellFeatures, limits: Limits) -> bool:
    """Whether a cross is so large that it may cross out a mark that black and white has lost."""
    return cell.far > limits.bilevel_far and cell.bend > limits.bilevel_bend


def has_too_many_arms(cell: CellFeatures, limits: Limits) -> bool:
    """Whether strokes leave a spot more often than those of a mark: lines cross it out."""
    if cell.core < limits.scribble:
        return False  # a circle, of which other print cuts pieces off
    return cell.arms > (limits.dense_arms if is_dense(cell, limits) else limits.arms)


def is_dense(cell: CellFeatures, limits: Limits) -> bool:
    """Whether a spot is inked all over: it was filled, or its mark was crossed out."""
    least = limits.dense_tick if cell.kind == "tick" else limits.dense
    return cell.inside > least and cell.open < limits.open
