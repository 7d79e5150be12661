"""The shape of a mark: how far it goes, and how much it bends.

Print cuts a mark into pieces, so all strokes that are at home in a spot are looked at together.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot, inf
from typing import Self

import numpy as np
from numpy.typing import NDArray

_DIRECTIONS = 12  # in which the two ends of a mark are looked for
_TURNS = np.arange(_DIRECTIONS) * np.pi / _DIRECTIONS
_ACROSS, _DOWN = np.cos(_TURNS)[:, None], np.sin(_TURNS)[:, None]

# A tick whose long arm goes far beyond its spot, in the spot's radii. Print hides parts of it.
_TURN = 1.4  # it turns so near to the spot's middle
_SHORT, _SHORT_HIGH, _SHORT_RIGHT = 0.25, 0.15, 0.05  # its short arm: length, up, and not right
_LONG, _LONG_HIGH, _LONG_RIGHT = 1.4, 1.0, 0.4  # its long arm: length, up, and to the right
_SHORTER = 0.75  # the short one is no longer than this share of the long one
_OUTER = 0.4  # from this share of its length on, the long one's width is measured …
_WIDER = 1.4  # … and the tip of the short one lies so many times farther beside it

Places = NDArray[np.float64]
Place = tuple[float, float]


@dataclass(frozen=True)
class MarkShape:
    """The shape of some ink about a spot; distances in its radii.

    Attributes:
        middle: How far its middle lies from the spot's.
        far: How far it goes from the spot's middle.
        bend: How far it goes aside from the straight line between its two ends.
        hook: How much farther it does so to one side than to the other: a tick turns, a straight
            stroke is as wide on both sides, and so is a cross.
        off_tick: How far it lies from the arms of a tick that turns in the spot and goes far up
            to the right; infinite if it has no such arms.
    """

    middle: float = 0.0
    far: float = 0.0
    bend: float = 0.0
    hook: float = 0.0
    off_tick: float = inf

    @classmethod
    def of(cls, x: Places, y: Places) -> Self:
        """Measure ink at these places, in radii from the middle of a spot.

        >>> tick = MarkShape.of(np.array([-1.0, 0.0, 2.0]), np.array([-1.0, 0.0, -2.0]))
        >>> round(tick.far, 2), round(tick.hook, 2), round(tick.off_tick, 2)
        (2.83, 1.26, 0.0)
        """
        if not x.size:
            return cls()
        middle, far = np.hypot(x.mean(), y.mean()), np.hypot(x, y).max()
        first, last = _ends(x, y)
        aside = _aside(x, y, first, last)
        one, other = float(aside.max()), float(-aside.min())
        off = _off_tick(x, y, first, last, int(np.abs(aside).argmax()))
        return cls(float(middle), float(far), max(one, other), abs(one - other), off)


def _ends(x: Places, y: Places) -> tuple[int, int]:
    """Which two places lie farthest apart."""
    along = _ACROSS * x + _DOWN * y
    firsts, lasts = along.argmin(1), along.argmax(1)
    lengths = np.hypot(x[lasts] - x[firsts], y[lasts] - y[firsts])
    longest = int(lengths.argmax())
    return int(firsts[longest]), int(lasts[longest])


def _aside(x: Places, y: Places, first: int, last: int) -> Places:
    """How far each place lies from the line through two of them; one side is below 0."""
    across, down = x[last] - x[first], y[last] - y[first]
    length = np.hypot(across, down)
    beside: Places = (x - x[first]) * down - (y - y[first]) * across
    return beside / length if length else beside


def _off_tick(x: Places, y: Places, first: int, last: int, corner: int) -> float:
    """How far places lie from the two arms of a tick.

    Args:
        x: The places, across.
        y: The same, downwards.
        first: One end of the line between the two places farthest apart: a tip, or the turn.
        last: Its other end.
        corner: The place farthest aside from that line: the turn, or the tip of the short arm.
    """
    left, right = sorted((first, last), key=lambda place: float(x[place]))
    turn, short = (corner, left) if y[corner] > y[left] else (left, corner)
    at, tip, end = ((float(x[place]), float(y[place])) for place in (turn, short, right))
    lengths = hypot(tip[0] - at[0], tip[1] - at[1]), hypot(end[0] - at[0], end[1] - at[1])
    is_short = _SHORT < lengths[0] < _SHORTER * lengths[1]
    is_short = is_short and at[1] - tip[1] > _SHORT_HIGH and tip[0] - at[0] < _SHORT_RIGHT
    is_long = lengths[1] > _LONG and at[1] - end[1] > _LONG_HIGH and end[0] - at[0] > _LONG_RIGHT
    if not (is_short and is_long and hypot(*at) < _TURN and _turns(x, y, at, tip, end)):
        return inf
    return float(np.minimum(_away(x, y, at, tip), _away(x, y, at, end)).max())


def _turns(x: Places, y: Places, at: Place, tip: Place, end: Place) -> bool:
    """Whether the tip of a short arm lies farther beside the long one than that is wide: else it is
    the corner of a broad stroke.
    """
    length = hypot(end[0] - at[0], end[1] - at[1])
    across, down = (end[0] - at[0]) / length, (end[1] - at[1]) / length
    along = (x - at[0]) * across + (y - at[1]) * down
    beside = ((x - at[0]) * down - (y - at[1]) * across)[along > _OUTER * length]
    aside = abs((tip[0] - at[0]) * down - (tip[1] - at[1]) * across)
    return aside > _WIDER * float(np.ptp(beside))


def _away(x: Places, y: Places, start: Place, end: Place) -> Places:
    """How far places lie from a straight stroke between two points."""
    across, down = end[0] - start[0], end[1] - start[1]
    along = ((x - start[0]) * across + (y - start[1]) * down) / (across**2 + down**2)
    along = np.clip(along, 0, 1)
    away: Places = np.hypot(x - start[0] - along * across, y - start[1] - along * down)
    return away
