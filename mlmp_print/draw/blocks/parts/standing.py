"""A whole figure that stands on its feet, with the dark outline that things in a picture have.

Lengths are in mm for a figure 60 mm high; `unit` is the scale relative to it.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...geometry import MM, Point
from ...ink import Ink

HEIGHT = 60.0  # from the ground to the top of the head
SHOULDER = 38.0  # from the ground up to the shoulders
HEAD, MIDDLE = 8.2, 51.4  # radius of the head, and the height of its middle
ARM, LEG = 7.0, 8.4  # widths
HAND = 4.2  # radius
OUTLINE = 0.36  # mm, whatever the scale


def draw_standing(ink: Ink, x: float, ground: float, unit: float, hands: Sequence[Point]) -> None:
    """Draw a figure that stands at (x, ground), its hands raised to two points: left, right.

    Every part is drawn in ink first, a little larger, and then in grey: so one outline goes round
    the whole figure.
    """
    for color, more in (("ink", OUTLINE), ("figure", 0.0)):
        _Parts(ink, x, ground, unit, color, more).draw(hands)


def draw_hands(ink: Ink, hands: Sequence[Point], unit: float) -> None:
    """Draw the hands over what they hold."""
    for color, more in (("ink", OUTLINE), ("figure", 0.0)):
        for hand in hands:
            ink.circle(*hand, HAND * unit + more, fill=color)


class _Parts:
    """The parts of a figure in one colour, each `more` mm larger on every side."""

    def __init__(
        self, ink: Ink, x: float, ground: float, unit: float, color: str, more: float
    ) -> None:
        self.ink, self.x, self.ground, self.unit = ink, x, ground, unit
        self.color, self.more = color, more

    def at(self, out: float, up: float) -> Point:
        return self.x + out * self.unit, self.ground - up * self.unit

    def draw(self, hands: Sequence[Point]) -> None:
        for side, hand in zip((-1, 1), hands, strict=True):
            foot, hip = self.at(side * 5.6, LEG / 2), self.at(side * 4.6, 18)
            self.stroke([("M", *hip), ("L", *foot)], LEG)
            shoulder = self.at(side * 7.6, SHOULDER - 3.4)
            elbow = self.at(side * 16, SHOULDER - 2)
            above = hand[0] + side * 1.5 * self.unit, hand[1] + 13 * self.unit
            self.stroke([("M", *shoulder), ("C", *elbow, *above, *hand)], ARM)
            self.circle(hand, HAND)
        self.circle(self.at(0, MIDDLE), HEAD)
        self.draw_trunk()

    def draw_trunk(self) -> None:
        at = self.at
        steps = [
            ("M", *at(-8.6, SHOULDER - 2.6)),
            ("C", *at(-5, SHOULDER + 1.2), *at(5, SHOULDER + 1.2), *at(8.6, SHOULDER - 2.6)),
            ("C", *at(10.6, 30), *at(9.8, 24), *at(9, 16)),
            ("L", *at(-9, 16)),
            ("C", *at(-9.8, 24), *at(-10.6, 30), *at(-8.6, SHOULDER - 2.6)),
            ("Z",),
        ]
        width = 2 * self.more * MM
        self.ink.path(steps, fill=self.color, stroke=self.color if width else None, width=width)

    def stroke(self, steps: list[tuple[object, ...]], width: float) -> None:
        wide = width * self.unit + 2 * self.more
        self.ink.path(steps, stroke=self.color, width=wide * MM)

    def circle(self, middle: Point, radius: float) -> None:
        self.ink.circle(*middle, radius * self.unit + self.more, fill=self.color)
