"""The lightest, the darkest and the middle one within some pixels of each pixel.

Pillow's `MaxFilter`, `MinFilter` and `MedianFilter` sort all pixels around each one, which takes up
to 0.4 s for a page. To compare whole rows and columns takes some ms, and gives the same.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Grays = NDArray[np.uint8]


def highest(picture: Grays, reach: int) -> Grays:
    """The highest value within `reach` pixels of each one, across and down.

    >>> highest(np.array([[0, 0, 0, 9]], np.uint8), 1)
    array([[0, 0, 9, 9]], dtype=uint8)
    """
    return _most(picture, reach, np.maximum)


def lowest(picture: Grays, reach: int) -> Grays:
    """The lowest value within `reach` pixels of each one, across and down."""
    return _most(picture, reach, np.minimum)


def median(picture: Grays) -> Grays:
    """The median of each pixel and the eight around it.

    The median of nine is that of three: the highest of the lowest of each column, the middle of
    their middles, and the lowest of the highest (Paeth, Median finding on a 3 × 3 grid, 1990).

    >>> median(np.array([[7, 0, 7], [7, 0, 7], [7, 0, 7]], np.uint8))
    array([[7, 7, 7],
           [7, 7, 7],
           [7, 7, 7]], dtype=uint8)
    """
    high, wide = picture.shape
    padded = np.pad(picture, 1, mode="edge")
    low, middle, top = _sorted(padded[:high], padded[1 : high + 1], padded[2:])
    lows, middles, tops = (
        _sorted(each[:, :wide], each[:, 1 : wide + 1], each[:, 2:]) for each in (low, middle, top)
    )
    return _sorted(lows[2], middles[1], tops[0])[1]


def _sorted(one: Grays, other: Grays, third: Grays) -> tuple[Grays, Grays, Grays]:
    """The lowest, the middle and the highest of three arrays, value by value."""
    low, high = np.minimum(one, other), np.maximum(one, other)
    middle = np.minimum(high, third)
    return np.minimum(low, middle), np.maximum(low, middle), np.maximum(high, third)


def _most(picture: Grays, reach: int, compare: Callable[..., Grays]) -> Grays:
    high, wide = picture.shape
    padded = np.pad(picture, reach, mode="edge")
    across = padded[:, :wide].copy()
    for step in range(1, 2 * reach + 1):
        compare(across, padded[:, step : step + wide], out=across)
    found = across[:high].copy()
    for step in range(1, 2 * reach + 1):
        compare(found, across[step : step + high], out=found)
    return found
