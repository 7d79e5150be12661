"""Lay a picture on the blank: paper bends, and a printer or a lens stretches it.

A homography from the marks is off by a millimetre and more on photos, and by some tenths on scans.
So tiles of the picture are looked for around their places, first from afar and coarsely.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from .homography import Matrix
from .reference import COARSE, FINE, Reference
from .relief import relief
from .tiles import Tiling, measure_shifts, smoothed, sought_tiles
from .warp import PIXELS_PER_MM, Displacement, Warp

CURLED = Tiling(side=96, step=72, reach=14, smoothness=0.9)  # where print is still missing
CLOSE = Tiling(side=64, step=50, reach=9, smoothness=0.9)  # … and where paper is bent
BENT = 1.5  # mm that paper lies off: it is not flat there, and photos show some of that
MISSING_MOST = 0.06  # of the blank's black print, before paper counts as curled
PALE = 0.62  # of the paper's shade: print that is lighter is missing


@dataclass(frozen=True)
class Flattened:
    """A picture laid on its blank.

    Attributes:
        picture: In grey, of the reference's size.
        warp: Where it came from.
        likeness: How well it fits: the median correlation of its tiles.
    """

    picture: Image.Image
    warp: Warp
    likeness: float


def flatten(picture: Image.Image, homography: Matrix, reference: Reference) -> Flattened:
    """Lay a picture (grey) on the blank."""
    size = reference.size
    by_marks = Warp(homography).flattened(picture, size)
    half = relief(by_marks.reduce(2), PIXELS_PER_MM / 2)
    coarse = measure_shifts(reference.coarse, half)
    shift = _doubled(smoothed(coarse, COARSE.smoothness))
    near, _ = _moved(picture, homography, shift, size)
    fine = measure_shifts(reference.fine, relief(near, PIXELS_PER_MM))
    shift = shift + smoothed(fine, FINE.smoothness)
    laid, warp = _moved(picture, homography, shift, size)
    is_curled = missing_print(np.asarray(laid), reference) > MISSING_MOST
    is_bent = is_curled or shift.farthest > BENT
    for tiling in (CURLED,) * is_curled + (CLOSE,) * is_bent:
        sought = sought_tiles(reference.relief, tiling)
        still = measure_shifts(sought, relief(laid, PIXELS_PER_MM))
        shift = shift + smoothed(still, tiling.smoothness)
        laid, warp = _moved(picture, homography, shift, size)
    return Flattened(laid, warp, fine.likeness)


def missing_print(picture: NDArray[np.uint8], reference: Reference) -> float:
    """How much of the blank's black print is pale on a flattened picture, 0 to 1."""
    printed = picture[reference.print]
    if not printed.size:
        return 1.0
    return float((printed > PALE * np.percentile(picture[::4, ::4], 80)).mean())


def _moved(
    picture: Image.Image, homography: Matrix, shift: Displacement, size: tuple[int, int]
) -> tuple[Image.Image, Warp]:
    warp = Warp(homography, shift)
    return warp.flattened(picture, size), warp


def _doubled(shift: Displacement) -> Displacement:
    """A displacement on half as many pixels, on all of them."""
    return Displacement(2 * shift.rows, 2 * shift.columns, 2 * shift.down, 2 * shift.right)
