"""Tell a circle round a spot from other ink about its outline."""

from __future__ import annotations

from .cell_features import CellFeatures
from .limits import Limits


def is_circled(cell: CellFeatures, limits: Limits) -> bool:
    """Whether a stroke goes round a spot, or along its outline."""
    if cell.kind == "tick" and _is_round_box(cell, limits):
        return True
    is_large = cell.aside > limits.circle_size or cell.ring >= limits.circle_most
    outside = cell.ring >= limits.circle and cell.outside >= limits.circle_outside and is_large
    on_outline = cell.ring >= limits.round_circle and cell.outside > limits.round_outside
    return outside or on_outline or _is_round(cell, limits)


def _is_round(cell: CellFeatures, limits: Limits) -> bool:
    """Whether its own strokes go round a spot as a whole: a wide circle, or one that print cuts."""
    is_its_own = cell.ring_own > limits.aimed and cell.ring >= limits.near
    is_about_it = cell.middle < limits.wide_middle and cell.far < limits.wide_far
    bends = cell.bend > limits.cut_bend and cell.hook < limits.wide_hook
    is_round = (cell.around >= limits.wide_around and bends) or _is_on_outline(cell, limits)
    return is_its_own and is_about_it and is_round


def _is_on_outline(cell: CellFeatures, limits: Limits) -> bool:
    """Whether what the outline itself does not hide of a circle lies all round its middle."""
    is_round = cell.around >= limits.rim_around and cell.bend > limits.rim_bend
    return is_round and cell.middle < limits.cross_middle and cell.core < limits.rim_core


def _is_round_box(cell: CellFeatures, limits: Limits) -> bool:
    """Whether a stroke goes round a box to tick: the sides of the box hide much of it."""
    is_round = cell.ring >= limits.circle and cell.outside >= limits.box_outside
    is_its_own = min(cell.own, cell.ring_own, cell.held) > limits.aimed
    is_large = cell.aside > limits.box_aside
    return (is_round and is_its_own and is_large) or _is_cut_round(cell, limits)


def _is_cut_round(cell: CellFeatures, limits: Limits) -> bool:
    """Whether what the sides of a box leave of a stroke lies all round it, and nowhere else.

    Words and strokes that come by lie on one side of the box, or go farther.
    """
    is_ink = max(cell.inside, cell.outside) >= limits.cut_ink
    is_seen = cell.ring >= limits.cut_ring and is_ink
    is_its_own = min(cell.own, cell.ring_own) > limits.aimed and cell.core < limits.rim_core
    is_round = cell.bend > limits.cut_bend and cell.middle < limits.cut_middle
    return is_seen and is_its_own and is_round and cell.far < limits.cut_far


def is_ring_in_box(cell: CellFeatures, limits: Limits) -> bool:
    """Whether what is in a box to tick lies along its sides only: a circle may cut its corners."""
    return cell.kind == "tick" and cell.core < limits.rim_core and _is_round_box(cell, limits)


def is_part_of_circle(cell: CellFeatures, limits: Limits) -> bool:
    """Whether strokes lie round a spot as those of a circle do, of which print hides much."""
    is_its_own = cell.ring_own > limits.part_own and cell.middle < limits.part_middle
    return is_its_own and cell.around > limits.part_around and cell.bend > limits.part_bend


def is_of_circle(cell: CellFeatures, limits: Limits) -> bool:
    """Whether the ink of a spot beside a circle is a piece of that, which its outline cuts off."""
    is_at_rim = cell.off > limits.rim_piece_off and not cell.core
    is_piece = cell.reach < limits.rim_piece and cell.ring < limits.cut_ring
    return is_at_rim and is_piece
