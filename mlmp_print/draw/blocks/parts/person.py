"""The rounded grey figure with a dark outline, who holds up the wheel and stands on the stairs.

All its parts have one outline together: first every part is drawn a little wider in ink, then every
part in grey. Sizes are in mm for a figure as large as the one on the visual plan; `unit` is the
scale relative to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ...geometry import MM, Point, Step
from ...ink import Ink
from .shapes import ellipse, mirror, round_corners

HEIGHT = 71.7  # from the wheel down to the ground
SHOULDER = 24.0  # from the wheel down to its shoulders
LEGS = HEIGHT - SHOULDER  # from the shoulders down to the ground
NECK = 12.8  # from the middle of the head to the shoulders
ARM = 6.6  # width of an arm
HAND = 3.85  # radius of a hand
HEAD = 7.75  # radius of the head
OUTLINE = 0.45  # width of the outline
FINEST = 0.32  # width of the outline of a small figure, at least
GROUND = 22.0  # half the length of the ground
HIP = 24.0  # from the shoulders down to the hips
FOOT = 2.7  # half the height of a foot


class Arm(NamedTuple):
    """An arm as one Bézier curve.

    Attributes:
        start: At the shoulder, see `arm_start`.
        bends: The handles of the curve.
        hand: The middle of the hand.
        width: Relative to that of the figure's own raised arm.
    """

    start: Point
    bends: tuple[Point, Point]
    hand: Point
    width: float = 1.0

    @property
    def curve(self) -> list[Step]:
        """The middle line."""
        return [("M", *self.start), ("C", *self.bends[0], *self.bends[1], *self.hand)]


@dataclass(frozen=True)
class Figure:
    """A figure whose shoulders are at (x, shoulder).

    Attributes:
        arms: Its arms, each with a hand at its end.
        unit: Scale relative to the figure on the visual plan.
    """

    x: float
    shoulder: float
    arms: Sequence[Arm] = ()
    unit: float = 1.0

    @property
    def ground(self) -> float:
        """The height that it stands on."""
        return self.shoulder + LEGS * self.unit

    def draw(self, ink: Ink) -> None:
        """Draw the whole figure."""
        outline = outline_width(self.unit)
        for edge, color in ((outline, "ink"), (0.0, "figure")):
            for arm in self.arms:
                draw_limb(ink, arm, self.unit, edge, color)
            ink.circle(
                self.x, self.shoulder - NECK * self.unit, HEAD * self.unit + edge, fill=color
            )
            for part in self.parts():
                ink.path(part, fill=color, stroke=color if edge else None, width=2 * edge * MM)

    def draw_ground(self, ink: Ink) -> None:
        """Draw the line that it stands on."""
        half = GROUND * self.unit
        y = self.ground + outline_width(self.unit) / 2
        ink.line(
            self.x - half, y, self.x + half, y, color="ink", width=2 * outline_width(self.unit) * MM
        )

    def parts(self) -> list[list[Step]]:
        """Return the outlines of body and legs, and of the feet."""
        return [self._legged(), *self._feet()]

    def _at(self, out: float, down: float) -> Point:
        return self.x + out * self.unit, self.shoulder + down * self.unit

    def _legged(self) -> list[Step]:
        """Body and legs, with a narrow gap between these."""
        foot = LEGS - FOOT
        half = [
            (0.0, -4.4), (9.7, -4.2), (9.9, 8.0), (8.0, HIP), (8.3, foot), (1.3, foot),
            (0.7, HIP + 0.2), (0.0, HIP + 0.2),
        ]  # fmt: skip
        return self._both_sides(half, (None, 4.0, 8, 4, None, None, 0.5, None))

    def _both_sides(self, half: Sequence[Point], radii: Sequence[float | None]) -> list[Step]:
        """Return a closed outline of which `half` is the right side, from the top down."""
        left = [(-x, y) for x, y in reversed(half[1:-1])]
        points = [self._at(*point) for point in (*half, *left)]
        rounds = [*radii, *reversed(radii[1:-1])]
        sizes = [None if radius is None else radius * self.unit for radius in rounds]
        return round_corners(points, sizes)

    def _feet(self) -> list[list[Step]]:
        u = self.unit
        x, y = self._at(6.0, LEGS - FOOT)
        right = ellipse(x, y, 4.9 * u, FOOT * u)
        return [right, mirror(right, self.x)]


def outline_width(unit: float) -> float:
    """Return the width of a figure's outline, mm."""
    return max(FINEST, OUTLINE * unit)


def arm_start(x: float, shoulder: float, side: int, unit: float) -> Point:
    """Return where a raised arm begins; `side` is -1 (left) or 1."""
    return x + side * 7.0 * unit, shoulder + 0.2 * unit


def draw_limb(ink: Ink, arm: Arm, unit: float, edge: float, color: str) -> None:
    """Draw an arm and its hand in one colour, `edge` mm wider on each side."""
    ink.path(arm.curve, stroke=color, width=(ARM * unit * arm.width + 2 * edge) * MM)
    ink.circle(*arm.hand, HAND * unit * arm.width + edge, fill=color)
