"""The shape of a mark: how far it goes, and how much it bends.

Print cuts a mark into pieces, so all strokes that are at home in a spot are looked at together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

_DIRECTIONS = 12  # in which the two ends of a mark are looked for
_TURNS = np.arange(_DIRECTIONS) * np.pi / _DIRECTIONS
_ACROSS, _DOWN = np.cos(_TURNS)[:, None], np.sin(_TURNS)[:, None]

Places = NDArray[np.float64]


@dataclass(frozen=True)
class MarkShape:
    """The shape of some ink about a spot; distances in its radii.

    Attributes:
        middle: How far its middle lies from the spot's.
        far: How far it goes from the spot's middle.
        bend: How far it goes aside from the straight line between its two ends.
        hook: How much farther it does so to one side than to the other: a tick turns, a straight
            stroke is as wide on both sides, and so is a cross.
    """

    middle: float = 0.0
    far: float = 0.0
    bend: float = 0.0
    hook: float = 0.0

    @classmethod
    def of(cls, x: Places, y: Places) -> Self:
        """Measure ink at these places, in radii from the middle of a spot.

        >>> tick = MarkShape.of(np.array([-1.0, 0.0, 2.0]), np.array([-1.0, 0.0, -2.0]))
        >>> round(tick.far, 2), round(tick.hook, 2)
        (2.83, 1.26)
        """
        if not x.size:
            return cls()
        middle, far = np.hypot(x.mean(), y.mean()), np.hypot(x, y).max()
        one, other = _sides(x, y)
        return cls(float(middle), float(far), max(one, other), abs(one - other))


def _sides(x: Places, y: Places) -> tuple[float, float]:
    """How far places go to each side of the line between the two that lie farthest apart."""
    along = _ACROSS * x + _DOWN * y
    firsts, lasts = along.argmin(1), along.argmax(1)
    lengths = np.hypot(x[lasts] - x[firsts], y[lasts] - y[firsts])
    longest = int(lengths.argmax())
    if not lengths[longest]:
        return 0.0, 0.0
    first, last = firsts[longest], lasts[longest]
    across, down = x[last] - x[first], y[last] - y[first]
    aside = ((x - x[first]) * down - (y - y[first]) * across) / lengths[longest]
    return float(aside.max()), float(-aside.min())
