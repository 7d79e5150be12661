"""Tell what a person has done to an answer that is printed: crossed it out, or marked another."""

from __future__ import annotations

from collections.abc import Sequence

from .cell_features import CellFeatures
from .limits import Limits
from .printed import is_printed
from .spots import InkedSpot


def is_print_crossed_out(cell: CellFeatures, limits: Limits) -> bool:
    """Whether strokes leave a printed disc: on a copy all that is seen of faint lines across it."""
    is_disc = is_printed(cell) and cell.inside > limits.full
    return is_disc and cell.compact < limits.printed_compact


def may_be_marked_beside(row: Sequence[InkedSpot], limits: Limits) -> bool:
    """Whether another theme than the printed one has a trace, which may be all that its pictogram
    lets see of a mark in faint pencil. The ring of the printed one leaves a trace beside it.
    """
    others = [spot.at for spot in row if not is_printed(spot.at)]
    themes = [cell for cell in others if cell.kind == "theme" and cell.trace > limits.beside_trace]
    is_changed = any(cell.ringed < limits.beside_ringed for cell in themes)
    return is_changed and len(others) < len(row)
