"""Work on a picture in bands of rows, which stay in the processor's cache from step to step."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

ROWS = 32  # of A4 at 150 dpi: 40,000 pixels; even, so that bands can be halved


def bands(high: int) -> Iterator[slice]:
    """Yield the rows of a picture, some at a time.

    >>> list(bands(40))
    [slice(0, 32, None), slice(32, 40, None)]
    """
    for top in range(0, high, ROWS):
        yield slice(top, min(top + ROWS, high))


def looked_up(table: NDArray[np.float32], picture: NDArray[np.uint8]) -> NDArray[np.float32]:
    """What a table of 256 values has for each pixel.

    >>> looked_up(np.arange(256, dtype=np.float32) / 2, np.array([[3, 4]], np.uint8))
    array([[1.5, 2. ]], dtype=float32)
    """
    found = np.empty(picture.shape, np.float32)
    for rows in bands(len(picture)):
        np.take(table, picture[rows], out=found[rows], mode="clip")  # unchecked: none is beyond it
    return found
