"""Find what is only a trace: darker than the paper beside it, and too pale to be ink.

A faint pencil leaves a stroke of which each pixel may be noise; many of them together are not. So
the mean of a small square is compared with that of all that is plain in the spot. A spot without a
trace has no mark that the scan has kept, and a scan that keeps pale tints keeps pencil, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WITHIN, BEYOND, REACH = 0.95, 1.05, 1.5  # radii: in the spot, and where a circle passes
NEAR = 2  # pixels on each side: a square as wide as a stroke
NEAR_PLAIN = 8  # of its pixels that must be plain
PLAIN_LEAST = 20  # squares: of fewer nothing is known
DEEPEST = 0.1  # of one pixel: a crumb is not spread farther than it is large
LEAST = 0.012  # shade that a square is darker by: faint pencil on a clipped scan leaves 0.02 …
NOISES = 4.0  # … standard deviations of the squares of the whole page
USUAL_PAPER = 0.01  # shade: paper that is darker all over a spot is a trace, too

Shades = NDArray[np.float32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Squares:
    """How much darker each small square in and about a spot is than the paper there.

    Attributes:
        darker: Of each square, shade; no number where too little is plain.
        area: Of the spot, pixels.
    """

    darker: Shades
    area: float


def squares(depth: Shades, plain: Mask, away: NDArray[np.float64], radius: float) -> Squares:
    """Compare the small squares of a spot with its paper.

    Args:
        depth: How much darker than the blank each pixel is.
        plain: Where the blank is even, so that a pale stroke is seen.
        away: How far each pixel lies from the middle, radii.
        radius: Of the spot, pixels.
    """
    weight = (plain & (away < REACH)).astype(np.float32)
    count, total = _sums(np.stack([weight, np.clip(depth, -DEEPEST, DEEPEST) * weight]))
    mean = total / np.maximum(count, 1)
    is_known = (weight > 0) & (count >= NEAR_PLAIN)
    darker = np.full(depth.shape, np.nan, np.float32)
    for zone in (is_known & (away < WITHIN), is_known & (away > BEYOND)):
        here = mean[zone]
        if here.size > PLAIN_LEAST:
            darker[zone] = here - min(float(_median(here)), USUAL_PAPER)
    return Squares(darker, float(np.pi * radius * radius))


def traces(found: Sequence[Squares]) -> list[float]:
    """How much of each spot of a page has a trace, as a share of its area."""
    if not found:
        return []
    known = np.concatenate([spot.darker[~np.isnan(spot.darker)] for spot in found])
    if not known.size:
        return [0.0] * len(found)
    noise = 1.48 * float(np.median(np.abs(known - np.median(known))))
    least = max(LEAST, NOISES * noise)
    return [float((spot.darker > least).sum() / spot.area) for spot in found]


def _median(values: Shades) -> np.float32:
    """As `numpy.median`, without its checks: these take longer than the few values of a spot."""
    half = len(values) // 2
    if len(values) % 2:
        return np.float32(np.partition(values, half)[half])
    ordered = np.partition(values, (half - 1, half))
    return np.float32((ordered[half - 1] + ordered[half]) / 2)


def _sums(values: Shades) -> Shades:
    """The sum of the square around each value, of several arrays of one shape."""
    side = 2 * NEAR + 1
    arrays, high, wide = values.shape
    padded = np.zeros((arrays, high + 2 * NEAR, wide + 2 * NEAR), np.float32)
    padded[:, NEAR:-NEAR, NEAR:-NEAR] = values
    across: Shades = np.zeros((arrays, high + 2 * NEAR, wide), np.float32)
    total: Shades = np.zeros_like(values)
    for step in range(side):
        across += padded[..., step : step + wide]
    for step in range(side):
        total += across[:, step : step + high]
    return total
