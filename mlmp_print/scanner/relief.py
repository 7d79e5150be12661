"""A picture as it is aligned: only what stands out from the paper around it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from .bands import bands

AROUND = 1.35  # mm on each side of a place that are its surroundings
DARKEST_PAPER = 40  # grey level: below this, darkness is not divided by less
LEAST, MOST = -0.15, 0.6  # of darkness: a black bar must not outweigh all lines of a table

Relief = NDArray[np.float32]


def relief(picture: Image.Image, pixels_per_mm: float) -> Relief:
    """How much darker each pixel is than its surroundings, of their brightness.

    Shadows and the brightness of the lamp fall out.
    """
    blurred = picture.filter(ImageFilter.BoxBlur(round(AROUND * pixels_per_mm)))
    pixels, smooth = np.asarray(picture), np.asarray(blurred)
    found = np.empty(pixels.shape, np.float32)
    for rows in bands(len(pixels)):
        around, darker = smooth[rows].astype(np.float32), found[rows]
        np.subtract(around, pixels[rows], out=darker)
        darker /= np.maximum(around, DARKEST_PAPER, out=around)
        np.clip(darker, LEAST, MOST, out=darker)
    return found
