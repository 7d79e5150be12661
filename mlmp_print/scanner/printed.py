"""Tell answers that are printed on a sheet from those that a person marked.

A sheet may be printed with answers on it, and written on again. Print is perfectly even, placed and
dark; it says nothing of the pen with which a person then marked. A filling that is as perfect may
be taken for print: the page's pen is then told by the other marks.
"""

from __future__ import annotations

from .cell_features import CellFeatures

# Of 408 printed answers on simulated scans and photos 375 are told so, and 45 of 1,705 other marks.
ALL_ROUND = 0.88  # a printed disc reaches its outline nearly everywhere …
EDGE = (0.93, 1.14)  # … and ends there, on all sides …
OUTSIDE_MOST = 0.14  # … so that little is outside; the paper may lie a pixel off
DISC_LEAST = 0.6  # the answer's number stays white in it
RING_OUTSIDE = (0.2, 0.4)  # a printed ring has one width
RING_INSIDE = 0.015  # nothing of it is within
RING_OFF = 0.06  # its middle is that of the spot
DISC_DARK = 0.4  # print is as dark as print: discs are from 0.44, pencil fills up to 0.37 …
RING_DARK = 0.3  # … and rings from 0.36, those of a pencil up to 0.28
TICK_OFF = 0.035  # a printed cross lies in the middle of its box …
TICK_CORE = 0.55  # … with bold arms …
TICK_RING = 0.01  # … that end before its outline
NEARLY_OFF = 0.08  # where the paper lies askew, it is so far off, or on its outline


def is_printed(cell: CellFeatures) -> bool:
    """Whether what is in a spot looks as the answer does that this program prints."""
    if cell.kind == "tick":
        is_bold = cell.core > TICK_CORE and cell.off < TICK_OFF
        return is_bold and cell.ring < TICK_RING and cell.outside < TICK_RING
    if cell.inside < RING_INSIDE:
        is_dark = cell.ring_dark > RING_DARK
        return is_dark and cell.ring == 1 and RING_OUTSIDE[0] < cell.outside < RING_OUTSIDE[1]
    least, most = EDGE
    is_placed = cell.through > least and cell.reach < most and cell.outside < OUTSIDE_MOST
    is_full = cell.inside > DISC_LEAST and cell.dark > DISC_DARK
    return is_full and cell.ring >= ALL_ROUND and is_placed


def may_be_printed_tick(cell: CellFeatures) -> bool:
    """Whether a cross in a box is as bold as a printed one, and lies nearly as it does."""
    is_bold = cell.kind == "tick" and cell.core > TICK_CORE
    return is_bold and max(cell.off, cell.ring, cell.outside) < NEARLY_OFF


def is_even_ring(cell: CellFeatures) -> bool:
    """Whether a ring goes round a spot as evenly as a printed one, however wide a black and white
    scan shows it: no hand does.
    """
    return cell.ring == 1 and cell.around == 1 and 0 < cell.middle < RING_OFF
