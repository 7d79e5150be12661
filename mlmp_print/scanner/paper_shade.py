"""How bright white paper is at each place of a picture: lamps, shadows and curls differ."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from .bands import bands
from .extremes import highest, lowest
from .paper_blocks import counts_in_blocks, in_blocks
from .reference import Grays, Mask, Reference

DARKEST = 25.0  # grey level: paper is never darker
FILLING_ROUNDS = 12  # blocks without paper take their neighbours'; so far from any
MARKS_MOST = 5  # blocks, 10 mm: what is dark and narrower may be a mark, what is wider is a shadow
EVEN_LIGHT = 0.9  # of the brightest paper: no paper is darker where no shadow falls
DIM = 0.94  # of the paper around: what is darker may be a mark
STEEP = 0.8  # of the lightest block's brightness around: the edge of a shadow is here
STEP = 0.08  # shade: an edge of ink differs by more
ACROSS = 2  # pixels, 0.3 mm, over which it does; the edge of a shadow is wider
EDGE_PIXELS = 4  # of a block: that many make an edge

Shades = NDArray[np.float32]


@dataclass(frozen=True)
class PaperShade:
    """How bright paper is.

    Attributes:
        level: What white paper would be at each pixel, grey level.
        dim: It is darker here than around, with no edge in it: perhaps a narrow shadow.
    """

    level: Shades
    dim: Mask


def paper_shade(picture: Grays, reference: Reference) -> PaperShade:
    """How bright paper would be at each pixel of a flattened picture (grey)."""
    high, wide = picture.shape
    seen = _brightness(picture, reference)
    lit = _without_marks(seen)
    level = np.maximum(_spread(lit, (wide, high)), np.float32(DARKEST))
    disputed = (seen < DIM * lit) | _is_steep(seen)
    is_even = float(np.percentile(lit, 2)) > EVEN_LIGHT * float(np.percentile(lit, 98))
    if is_even or not disputed.any():
        return PaperShade(level, np.zeros(picture.shape, np.bool_))
    shade: Shades = np.divide(picture, level, dtype=np.float32)
    dim = disputed & ~_near(_edges(shade, reference.flat))
    return PaperShade(level, _spread(_near(dim).astype(np.float32), (wide, high)) > 0.5)


def _brightness(picture: Grays, reference: Reference) -> Shades:
    """How bright the paper of each block is, marks and all.

    A phone that sharpens makes paper beside print lighter. What stands in the middle of much print
    has no other paper, so that it would seem darker than it is, and marked.
    """
    pixels, paper = in_blocks(picture), reference.paper
    seen = np.zeros(paper.clear.blocks.shape, np.float32)
    seen[paper.clear.blocks] = paper.clear.light(pixels)
    ratios = paper.beside.light(pixels) / seen[paper.beside.blocks]
    halo = float(np.median(ratios)) if ratios.size else 1.0
    seen[paper.other.blocks] = paper.other.light(pixels) / halo
    return _filled(seen, paper.clear.blocks | paper.other.blocks)


def _without_marks(light: Shades) -> Shades:
    """Make narrow dark spots as light as what is around them: somebody has filled a cell there."""
    levels = np.clip(light + 0.5, 0, 255).astype(np.uint8)
    closed = lowest(highest(levels, MARKS_MOST // 2), MARKS_MOST // 2)
    return np.maximum(light, closed.astype(np.float32))


def _edges(shade: Shades, flat: Mask) -> Mask:
    """The blocks with an edge of ink in them, where the blank has none."""
    edge = np.zeros(shade.shape, np.bool_)
    within = slice(ACROSS // 2, -ACROSS // 2)
    for rows in bands(len(shade)):
        here = shade[rows]
        edge[rows, within] = np.abs(here[:, ACROSS:] - here[:, :-ACROSS]) > STEP
    under, middle = shade[ACROSS:], edge[within]
    for rows in bands(len(under)):
        middle[rows] |= np.abs(under[rows] - shade[rows]) > STEP
    return np.asarray(counts_in_blocks(edge & flat) >= EDGE_PIXELS)


def _is_steep(light: Shades) -> Mask:
    """The blocks at the edge of a shadow, where its brightness is not known well."""
    levels = np.clip(light, 0, 255).astype(np.uint8)
    lightest, darkest = (most(levels, 1).astype(np.float32) for most in (highest, lowest))
    return np.asarray(darkest < STEEP * lightest)


def _near(blocks: Mask) -> Mask:
    """Blocks, and those next to them."""
    return highest(blocks.view(np.uint8), 1) > 0


def _spread(blocks: Shades, size: tuple[int, int]) -> Shades:
    """Interpolate between the middles of blocks."""
    spread = Image.fromarray(blocks).resize(size, Image.Resampling.BILINEAR)
    return np.asarray(spread, np.float32)


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
