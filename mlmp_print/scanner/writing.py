"""Tell whether somebody has written or drawn in a place.

A text that nobody is shown is lost, so the measures are low: some places with dust, a stain, or the
end of a neighbour's line are shown to a person in vain. Light, smooth shadows are not.
"""

from __future__ import annotations

from statistics import median

import numpy as np
from numpy.typing import NDArray

from ..pdf.panel_layout import Area
from .flat import FlatPanel, Mask

EDGE = 0.8  # mm inside of an area: its frame may lie a little off
WRITTEN = 30  # points of ink at 150 dpi: 0.9 mm², a comma
PALE = 0.6  # of the threshold of ink
WRITTEN_PALE = 120  # points of that
TELLING = 150  # points of ink, 4 mm²: a word tells how dark its pen is, a comma does not
PEN = 60  # percentile of the ink's darkness: the middle of a stroke, not its edges

# Faint strokes, which only their neighbours tell from the paper's noise. Measured by
# `benchmarks/scan/writing.py`.
FAINT_LEAST = 0.012  # shade, darker than the paper around: a stroke of a pencil on a copy has 0.02
FAINT_BILEVEL = 0.1  # the same of a black-and-white picture, where noise is black
FAINT_NOISES = 6.0  # standard deviations of the paper here
WEIGHT_MOST = 0.3  # of one pixel, so that a crumb is not spread as far as a stroke is long
NEAR, AROUND = 2, 15  # pixels on each side: a stroke is as wide as 5, paper is measured in 31
CELL = 6  # pixels, 1 mm
CELL_LEAST = 3  # pixels of a stroke in a cell of that size
REACH = 3  # cells on each side: strokes are counted within 7 mm
CELLS_LEAST = 3  # a stroke of 3 mm, and sometimes a crumb

Shades = NDArray[np.float32]


def has_writing(flat: FlatPanel, area: Area) -> bool:
    """Whether something is written or drawn in an area, also in a shadow."""
    rows, columns = flat.window(area.box.inset(EDGE))
    ink = flat.ink[rows, columns]
    if not ink.size:
        return False
    if (ink > flat.threshold).sum() >= WRITTEN:
        return True
    if (ink > PALE * flat.threshold).sum() >= WRITTEN_PALE:
        return True
    least = FAINT_BILEVEL if flat.bilevel else FAINT_LEAST
    return _has_strokes(_faint_strokes(ink, flat.flat[rows, columns], least))


def written_darkness(flat: FlatPanel) -> float:
    """How dark the writing in the places for texts is, in most of them; 0 if there is none."""
    found = [_darkness(flat, area) for area in flat.layout.areas]
    return median(filter(None, found)) if any(found) else 0.0


def _darkness(flat: FlatPanel, area: Area) -> float:
    ink = flat.ink[flat.window(area.box.inset(EDGE))]
    strokes = ink[ink > flat.threshold]
    return float(np.percentile(strokes, PEN)) if strokes.size > TELLING else 0.0


def _faint_strokes(ink: Shades, even: Mask, least: float) -> Mask:
    """What is a little darker than the paper around it, where the blank has no edge."""
    weight = even.astype(np.float32)
    seen: Shades = np.clip(ink, -WEIGHT_MOST, WEIGHT_MOST) * weight
    near = _sums(seen, NEAR) / np.maximum(_sums(weight, NEAR), 1)
    around = _sums(seen, AROUND) / np.maximum(_sums(weight, AROUND), 1)
    darker = near - around
    paper = darker[even]
    if not paper.size:
        return even
    noise = 1.48 * float(np.median(np.abs(paper - np.median(paper))))
    return np.asarray(even & (darker > max(least, FAINT_NOISES * noise)))


def _has_strokes(marked: Mask) -> bool:
    """Whether what is marked goes on for some mm."""
    rows, columns = (side // CELL for side in marked.shape)
    if not rows or not columns:
        return bool(marked.any())
    whole = marked[: rows * CELL, : columns * CELL]
    counts = whole.reshape(rows, CELL, columns, CELL).sum((1, 3))
    cells = (counts >= CELL_LEAST).astype(np.float32)
    return bool(_sums(cells, REACH).max() > CELLS_LEAST - 0.5)


def _sums(values: Shades, reach: int) -> Shades:
    """The sum around each value, of `reach` values on each side."""
    side = 2 * reach + 1
    padded = np.pad(values.astype(np.float64), ((reach + 1, reach), (reach + 1, reach)))
    total = padded.cumsum(0).cumsum(1)
    found = total[side:, side:] - total[:-side, side:] - total[side:, :-side]
    return np.asarray(found + total[:-side, :-side], np.float32)
