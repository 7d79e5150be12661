"""How the ink of one spot lies: how far it goes to each side, and how often lines cross it.

A filling is a disc about as large as its spot, wherever its middle lies. What crosses a mark out
goes farther, and farther to some sides than to others; and a line through it meets many strokes,
where one through a cross meets two.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

SIDES = 24  # to which ink goes from its middle
DEVIATIONS = 3  # that make an uneven width count as much as a larger one
FIFTH = SIDES // 5
LINES, ANGLES = 9, 8  # beside each other, and turned
APART, WITHIN = 0.5, 0.93  # radii: the lines lie so far from the middle, and end so far from it


def reaches(x: Floats, y: Floats) -> Floats:
    """How far some points go from their own middle, to each side.

    >>> cross = reaches(np.array([-1.0, 0, 1, 0, 0]), np.array([0.0, 0, 0, -2, 2]))
    >>> sorted(cross[cross > 0].tolist())
    [1.0, 1.0, 2.0, 2.0]
    """
    across, down = x - x.mean(), y - y.mean()
    turn = np.arctan2(down, across) / (2 * np.pi) + 0.5
    side = np.minimum((turn * SIDES).astype(np.intp), SIDES - 1)
    found = np.zeros(SIDES)
    np.maximum.at(found, side, np.hypot(across, down))
    return found


def compactness(found: Floats) -> float:
    """How compact ink lies that goes so far: 1 is a disc of radius 1, less is larger or uneven.

    >>> compactness(np.full(SIDES, 1.25))
    0.8
    """
    widths = (found[: SIDES // 2] + found[SIDES // 2 :]) / 2
    sprawl = float(widths.mean() + DEVIATIONS * widths.std())
    return 1 / sprawl if sprawl else 0.0


def room_between_arms(found: Floats) -> float:
    """How near to its own middle ink leaves paper on a fifth of its sides: 1 is up to the middle,
    0 as far off as the spot's outline.
    """
    return 1 - float(np.sort(found)[FIFTH])


def strokes_met(ink: Mask, visible: Mask, middle: tuple[float, float], radius: float) -> float:
    """How many strokes a line through a spot meets: the mean of lines that lie beside each other,
    turned so that it is largest.

    Args:
        ink: Where there is ink.
        visible: Where ink can be seen; under print a stroke goes on, and so does the paper.
        middle: Row and column of the spot's middle.
        radius: Of the spot, pixels.
    """
    down, across, is_within = _lines(max(round(2 * radius), 4) / 2)
    rows = np.clip(np.rint(middle[0] + down).astype(np.intp), 0, ink.shape[0] - 1)
    columns = np.clip(np.rint(middle[1] + across).astype(np.intp), 0, ink.shape[1] - 1)
    is_seen = visible[rows, columns] & is_within
    last_seen = np.maximum.accumulate(np.where(is_seen, np.arange(rows.shape[-1]), -1), axis=-1)
    inked = np.take_along_axis(ink[rows, columns], np.maximum(last_seen, 0), axis=-1)
    inked &= last_seen >= 0
    begins = inked[..., 1:] & ~inked[..., :-1]
    met = begins.sum(axis=-1) + inked[..., 0]
    return float(met.mean(axis=-1).max())


@cache
def _lines(radius: float) -> tuple[Floats, Floats, Mask]:
    """The points of all lines, down and across from the middle, and which are within the spot."""
    ends = WITHIN * radius
    along = np.arange(-ends, ends)[None, None, :]
    beside = np.linspace(-APART, APART, LINES)[None, :, None] * radius
    turn = np.linspace(0, np.pi, ANGLES, endpoint=False)[:, None, None]
    down = along * np.sin(turn) + beside * np.cos(turn)
    across = along * np.cos(turn) - beside * np.sin(turn)
    is_within = along**2 + beside**2 < ends**2
    return down, across, np.broadcast_to(is_within, down.shape)
