"""Rectangles, spots, points and paths on a panel, in mm from its top left corner."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Self

MM = 72 / 25.4  # points in a millimetre
SLACK = 1e-6  # mm: what a sum of floats may be off
DISC, SQUARE = "disc", "square"  # shapes of a spot

Point = tuple[float, float]
Step = tuple[Any, ...]  # a letter and its coordinates, see `Ink.path`
Steps = Sequence[Step]


@dataclass(frozen=True)
class Box:
    """A rectangle in mm; `x`, `y` is its top left corner.

    >>> box = Box(10, 20, 30, 40)
    >>> box.right, box.bottom, box.center
    (40, 60, (25.0, 40.0))
    >>> box.inset(5)
    Box(x=15, y=25, w=20, h=30)
    """

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The bottom edge."""
        return self.y + self.h

    @property
    def center(self) -> Point:
        """The middle."""
        return self.x + self.w / 2, self.y + self.h / 2

    def inset(
        self,
        left: float,
        top: float | None = None,
        right: float | None = None,
        bottom: float | None = None,
    ) -> Box:
        """Return the box made smaller on each side; a single number is for all four sides."""
        top = left if top is None else top
        right = left if right is None else right
        bottom = top if bottom is None else bottom
        return Box(self.x + left, self.y + top, self.w - left - right, self.h - top - bottom)

    def inside(self, other: Box, slack: float = SLACK) -> bool:
        """Return whether the box lies within `other`."""
        return (
            self.x >= other.x - slack
            and self.y >= other.y - slack
            and self.right <= other.right + slack
            and self.bottom <= other.bottom + slack
        )

    def overlaps(self, other: Box, slack: float = SLACK) -> bool:
        """Return whether the two boxes share any area."""
        return (
            self.x < other.right - slack
            and other.x < self.right - slack
            and self.y < other.bottom - slack
            and other.y < self.bottom - slack
        )


@dataclass(frozen=True)
class Spot:
    """Where a person marks an answer on paper; lengths are in mm.

    Attributes:
        shape: DISC or SQUARE.
        x, y: The middle.
        radius: Of a square half its side.
    """

    shape: str
    x: float
    y: float
    radius: float

    @classmethod
    def disc(cls, x: float, y: float, radius: float) -> Self:
        """Return a round spot."""
        return cls(DISC, x, y, radius)

    @classmethod
    def square(cls, box: Box) -> Self:
        """Return the spot that is a square box.

        >>> Spot.square(Box(10, 20, 6, 6))
        Spot(shape='square', x=13.0, y=23.0, radius=3.0)
        """
        return cls(SQUARE, *box.center, box.w / 2)


def transform(steps: Steps, x: Callable[[float], float], y: Callable[[float], float]) -> list[Step]:
    """Return the steps of a path with every coordinate passed through `x` or `y`.

    >>> transform([("M", 1, 2), ("Z",)], lambda x: -x, lambda y: y + 10)
    [('M', -1, 12), ('Z',)]
    """
    return [
        (verb, *((y if index % 2 else x)(number) for index, number in enumerate(numbers)))
        for verb, *numbers in steps
    ]
