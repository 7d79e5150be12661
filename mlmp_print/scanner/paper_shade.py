"""How bright white paper is at each place of a picture: lamps, shadows and curls differ."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from .reference import Grays, Mask

BLOCK = 24  # pixels: 4 mm
LIGHT = 0.7  # of a block's paper is darker than what it is measured by: writing stands on it too
PAPER_LEAST = 60  # pixels of paper that a block needs
DARKEST = 25.0  # grey level: paper is never darker
FILLING_ROUNDS = 6  # blocks without paper take their neighbours'; so far from any

Shades = NDArray[np.float32]


def paper_shade(picture: Grays, paper: Mask) -> Shades:
    """How bright paper would be at each pixel.

    Args:
        picture: In grey.
        paper: Where the blank is white.
    """
    high, wide = picture.shape
    rows, columns = high // BLOCK, wide // BLOCK
    blocks = _blocks(picture, rows, columns)
    is_paper = _blocks(paper, rows, columns)
    count = is_paper.sum(-1)
    ordered = np.sort(np.where(is_paper, blocks, 255), -1)  # what is no paper comes last
    place = np.clip((count * LIGHT).astype(np.intp), 0, BLOCK * BLOCK - 1)
    light = np.take_along_axis(ordered, place[..., None], -1)[..., 0].astype(np.float32)
    whole = _filled(light, count > PAPER_LEAST)
    smooth = Image.fromarray(whole).resize((wide, high), Image.Resampling.BICUBIC)
    return np.asarray(np.maximum(np.asarray(smooth), DARKEST), np.float32)


def _blocks(pixels: NDArray[np.generic], rows: int, columns: int) -> NDArray[np.generic]:
    """Cut pixels in blocks: rows × columns × pixels of a block."""
    whole = pixels[: rows * BLOCK, : columns * BLOCK]
    cut = whole.reshape(rows, BLOCK, columns, BLOCK).transpose(0, 2, 1, 3)
    return cut.reshape(rows, columns, BLOCK * BLOCK)


def _filled(light: Shades, known: Mask) -> Shades:
    """Give blocks that are not known the mean of their neighbours, and so on outwards."""
    value, weight = np.where(known, light, 0), known.astype(np.float32)
    for _ in range(FILLING_ROUNDS):
        hole = weight == 0
        if not hole.any():
            return value
        total, around = _neighbourhood(value * weight), _neighbourhood(weight)
        reached = hole & (around > 0)
        value = np.where(reached, total / np.maximum(around, 1e-6), value)
        weight = np.where(reached, 1, weight)
    rest = float(np.median(value[weight > 0])) if (weight > 0).any() else 255.0
    return np.where(weight > 0, value, rest).astype(np.float32)


def _neighbourhood(values: Shades) -> Shades:
    """The sum of each block and its eight neighbours."""
    padded = np.pad(values, 1, mode="edge")
    rows, columns = values.shape
    return np.asarray(
        sum(padded[i : i + rows, j : j + columns] for i in range(3) for j in range(3)), np.float32
    )
