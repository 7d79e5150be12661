"""A picture as it is aligned: only what stands out from the paper around it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

AROUND = 8  # pixels on each side of a place that are its surroundings
DARKEST_PAPER = 40  # grey level: below this, darkness is not divided by less
LEAST, MOST = -0.15, 0.6  # of darkness: a black bar must not outweigh all lines of a table

Relief = NDArray[np.float32]


def relief(picture: Image.Image) -> Relief:
    """How much darker each pixel is than its surroundings, of their brightness.

    Shadows and the brightness of the lamp fall out.
    """
    around = np.asarray(picture.filter(ImageFilter.BoxBlur(AROUND))).astype(np.float32)
    darker = around - np.asarray(picture)
    return np.asarray(np.clip(darker / np.maximum(around, DARKEST_PAPER), LEAST, MOST), np.float32)


def halved(found: Relief) -> Relief:
    """Half as fine: the mean of each four pixels."""
    high, wide = (side // 2 * 2 for side in found.shape)
    quads = found[:high, :wide].reshape(high // 2, 2, wide // 2, 2)
    return np.asarray(quads.mean((1, 3)), np.float32)
