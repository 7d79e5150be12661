"""The ring of a cup: pieces of a stain that lie on one circle, however much print parts them.

A cup is round, and so is its ring: nobody draws so wide a circle so well by hand, and no row of
letters that shine through the paper runs along one. So what lies on the circle is of the ring, even
where print hides more of the ring than it shows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .strokes import STEP
from .warp import PIXELS_PER_MM

A_MM = PIXELS_PER_MM / STEP  # points
RADIUS_LEAST, RADIUS_MOST = 15 * A_MM, 50 * A_MM  # of a cup
HALF = 2 * A_MM  # of the widest ring
CORE = 1.2 * A_MM  # on each side of a circle: points that tell it
WITHIN = 0.95  # of a piece's points: it lies on the ring
LONG = 4 * A_MM  # along the ring: letters are shorter, and what a filling shows between print …
SLENDER = 2.0  # … and so many times as long as wide
SHOWN_LEAST = 25 * A_MM  # of the ring, by such pieces together …
EXTENT_LEAST = 20 * A_MM  # … which reach so far, down and across
ROUND = 0.45 * A_MM  # how far they are off the circle, usually: a straight line is farther
TRIES = 300  # circles through three points: ten are of the ring that has a third of the points
TRIED_ON = 300  # points
FITS = 4  # times, each on what lies on the circle of the time before

Labels = NDArray[np.intp]
Numbers = NDArray[np.float64]
Points = NDArray[np.complex128]  # across, and down as the imaginary part
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Circle:
    """A circle, in points."""

    middle: complex
    radius: float

    def off(self, points: Points) -> Numbers:
        """How far points are off it, outwards."""
        return np.asarray(np.abs(points - self.middle) - self.radius)


@dataclass(frozen=True)
class Ring:
    """The ring of a cup.

    Attributes:
        circle: Its middle line.
        half: How far it goes on each side of that, in points.
        has: Of each piece, whether it is of the ring.
    """

    circle: Circle
    half: float
    has: Flags

    def band(self, shape: tuple[int, ...]) -> Flags:
        """Where it lies on a mask of a shape."""
        rows, columns = (np.arange(side) for side in shape)
        return np.abs(self.circle.off(columns + 1j * rows[:, None])) < self.half


def find_ring(points: Points, pieces: Labels, count: int) -> Ring | None:
    """Find the ring of a cup that pieces lie on.

    Args:
        points: The points of soft pieces, at least one.
        pieces: The piece of each, below `count`.
    """
    circle = _circle_on(points)
    if circle is None:
        return None
    off = np.abs(circle.off(points))
    on = np.bincount(pieces[off < HALF], minlength=count)
    is_on = on > WITHIN * np.bincount(pieces, minlength=count).clip(1)
    long = (is_on & _run_along(circle, points, pieces, count))[pieces]
    if not _is_a_ring(circle, points[long]):
        return None
    return Ring(circle, float(np.quantile(off[long], WITHIN)), is_on)


def _circle_on(points: Points) -> Circle | None:
    """The circle of a cup's size on which most points lie."""
    one, two, three = points[np.random.default_rng(0).integers(0, len(points), (3, TRIES))]
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = (three - one) / (two - one)
        middles = one + (two - one) * (ratio - np.abs(ratio) ** 2) / (ratio - ratio.conjugate())
    radii = np.abs(middles - one)
    is_cup = (radii > RADIUS_LEAST) & (radii < RADIUS_MOST)
    if not is_cup.any():
        return None
    few = points[:: len(points) // TRIED_ON + 1]
    off = np.abs(few - middles[is_cup, None]) - radii[is_cup, None]
    best = np.flatnonzero(is_cup)[(np.abs(off) < CORE).sum(1).argmax()]
    circle = Circle(complex(middles[best]), float(radii[best]))
    for _ in range(FITS):
        circle = _fitted(points[np.abs(circle.off(points)) < CORE])
    return circle if RADIUS_LEAST < circle.radius < RADIUS_MOST else None


def _fitted(points: Points) -> Circle:
    """The circle nearest to points, by the squares of their distances from its middle."""
    start = points.mean()
    x, y = (points - start).real, (points - start).imag
    terms = np.stack([2 * x, 2 * y, np.ones_like(x)], axis=1)
    across, down, rest = np.linalg.lstsq(terms, x**2 + y**2, rcond=None)[0]
    return Circle(complex(start + across + 1j * down), float(np.sqrt(rest + across**2 + down**2)))


def _run_along(circle: Circle, points: Points, pieces: Labels, count: int) -> Flags:
    """Of each piece, whether it runs along the circle."""
    turned = points - circle.middle
    ahead = np.bincount(pieces, turned.real, count) + 1j * np.bincount(pieces, turned.imag, count)
    along = np.angle(turned * ahead[pieces].conjugate()) * circle.radius
    length, width = (_spans(values, pieces, count) for values in (along, np.abs(turned)))
    return np.asarray((length > LONG) & (length > SLENDER * width))


def _spans(values: Numbers, pieces: Labels, count: int) -> Numbers:
    """How far apart the values of each piece are; less than 0 where there is none."""
    most, least = np.full(count, -np.inf), np.full(count, np.inf)
    np.maximum.at(most, pieces, values)
    np.minimum.at(least, pieces, values)
    spans: Numbers = most - least
    return spans


def _is_a_ring(circle: Circle, shown: Points) -> bool:
    """Whether the points of pieces along a circle show enough of it, and are round."""
    if not shown.size or min(np.ptp(shown.real), np.ptp(shown.imag)) < EXTENT_LEAST:
        return False
    along = np.angle(shown - circle.middle) * circle.radius
    steps = ((along - along.min()) / A_MM).astype(np.intp)
    counts = np.bincount(steps)
    sums = np.bincount(steps, circle.off(shown))
    uneven = float(np.sqrt((sums**2 / counts.clip(1)).sum() / len(shown)))
    shows = np.count_nonzero(counts) * A_MM
    return bool(shows > SHOWN_LEAST and uneven < ROUND)
