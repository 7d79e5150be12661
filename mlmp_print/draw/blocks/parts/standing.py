"""A whole figure that stands on its feet, its hands raised to two points.

Lengths are in mm for a figure 60 mm high; `unit` is the scale relative to it.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...geometry import Point
from ...ink import Ink
from . import person

HEIGHT = 60.0  # from the ground to the top of the head
SCALE = HEIGHT / (person.LEGS + person.NECK + person.HEAD)
_OUT, _OVER = 8.0, 12.0  # where an arm bends: beside its shoulder, and below its hand


def draw_standing(ink: Ink, x: float, ground: float, unit: float, hands: Sequence[Point]) -> None:
    """Draw a figure that stands at (x, ground), its hands raised to two points: left, right."""
    scale = unit * SCALE
    shoulder = ground - person.LEGS * scale
    arms = []
    for side, hand in zip((-1, 1), hands, strict=True):
        start = person.arm_start(x, shoulder, side, scale)
        elbow = start[0] + side * _OUT * unit, start[1]
        below = hand[0] + side * unit, hand[1] + _OVER * unit
        arms.append(person.Arm(start, (elbow, below), hand))
    person.Figure(x, shoulder, arms, unit=scale).draw(ink)


def draw_hands(ink: Ink, hands: Sequence[Point], unit: float) -> None:
    """Draw the hands over what they hold."""
    scale = unit * SCALE
    for color, more in (("ink", person.outline_width(scale)), ("figure", 0.0)):
        for hand in hands:
            ink.circle(*hand, person.HAND * scale + more, fill=color)
