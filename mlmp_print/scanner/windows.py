"""The part of a picture around one spot, and how far from its middle each pixel lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from ..pdf.panel_layout import Target

LEAST_IN_SECTOR = 2  # pixels of ink
SECTORS = 24  # of a ring, to count how far round a circle goes
WINDOWS_KEPT = 1000  # of 40 KB each: those of five layouts, which come again on the next sheet


Places = NDArray[np.float64]


@dataclass(frozen=True)
class Window:
    """The part of an array around a spot, with the place of each of its points.

    Attributes:
        part: Its rows and columns.
        x, y: How far each column and each row lies from the middle, in radii.
        away: The same as one number; along the sides in a square.
    """

    part: tuple[slice, slice]
    x: Places
    y: Places
    away: Places

    def between(self, least: float, most: float) -> NDArray[np.bool_]:
        """The points in a ring, or near the middle."""
        return (self.away > least) & (self.away < most)

    def covered(self, ink: NDArray[np.bool_]) -> float:
        """How many of the sectors have ink, as a share."""
        rows, columns = np.nonzero(ink)
        turn = np.arctan2(self.y[rows, 0], self.x[0, columns]) / (2 * np.pi) + 0.5
        sectors = np.minimum((turn * SECTORS).astype(np.intp), SECTORS - 1)
        return float((np.bincount(sectors, minlength=SECTORS) >= LEAST_IN_SECTOR).mean())


def part_around(
    target: Target, scale: float, shape: Sequence[int], reach: float
) -> tuple[slice, slice]:
    """The rows and columns of an array that are within `reach` radii of a spot's middle."""
    radius = reach * target.radius * scale
    rows, columns = (
        slice(max(int(middle - radius), 0), min(int(middle + radius) + 2, side))
        for middle, side in zip(middle_of(target, scale), shape, strict=True)
    )
    return rows, columns


def middle_of(target: Target, scale: float) -> tuple[float, float]:
    """The row and column of a spot's middle; those of points count from their own middles."""
    return target.y * scale - 0.5, target.x * scale - 0.5


def window_on(target: Target, scale: float, part: tuple[slice, slice]) -> Window:
    """The points of a part of an array of `scale` points a mm, seen from a spot."""
    rows, columns = ((span.start, span.stop) for span in part)
    middle = middle_of(target, scale)
    return _window(rows, columns, middle, target.radius * scale, target.shape == "square")


@lru_cache(maxsize=WINDOWS_KEPT)
def _window(
    rows: tuple[int, int],
    columns: tuple[int, int],
    middle: tuple[float, float],
    radius: float,
    is_square: bool,
) -> Window:
    y = (np.arange(rows[0], rows[1], dtype=np.float64)[:, None] - middle[0]) / radius
    x = (np.arange(columns[0], columns[1], dtype=np.float64)[None, :] - middle[1]) / radius
    away = np.maximum(abs(x), abs(y)) if is_square else np.hypot(x, y)
    return Window((slice(*rows), slice(*columns)), x, y, away)


def share(ink: NDArray[np.bool_], where: NDArray[np.bool_]) -> float:
    """How much of a part is ink, 0 to 1."""
    return float(ink[where].mean()) if where.any() else 0.0
