"""How bright white paper is at each place of a picture: lamps, shadows and curls differ."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from .reference import Grays, Mask, Reference

BLOCK = 12  # pixels: 2 mm
LIGHT = 0.7  # of a block's paper is darker than what it is measured by: writing stands on it too
PAPER_LEAST = 24  # pixels of paper that a block needs
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
    light, is_known = _light(picture, reference.paper)
    beside, is_beside = _light(picture, reference.paper & ~reference.clear)
    clear, is_clear = _light(picture, reference.clear)
    both = is_beside & is_clear
    halo = float(np.median(beside[both] / clear[both])) if both.any() else 1.0
    return _filled(np.where(is_clear, clear, light / halo), is_known | is_clear)


def _light(picture: Grays, paper: Mask) -> tuple[Shades, Mask]:
    """How bright the paper of each block is, and which blocks have enough of it."""
    blocks, is_paper = _blocks(picture), _blocks(paper)
    count = is_paper.sum(-1)
    seen = np.where(is_paper, blocks, 255)  # what is no paper comes last
    ordered = np.sort(seen, -1, kind="stable")  # by digits, for bytes: far quicker than comparing
    place = np.clip((count * LIGHT).astype(np.intp), 0, BLOCK * BLOCK - 1)
    light = np.take_along_axis(ordered, place[..., None], -1)[..., 0].astype(np.float32)
    return np.maximum(light, 1), count > PAPER_LEAST


def _blocks(pixels: NDArray[np.generic]) -> NDArray[np.generic]:
    """Cut pixels in blocks: rows × columns × pixels of a block."""
    rows, columns = (side // BLOCK for side in pixels.shape)
    whole = pixels[: rows * BLOCK, : columns * BLOCK]
    cut = whole.reshape(rows, BLOCK, columns, BLOCK).transpose(0, 2, 1, 3)
    return cut.reshape(rows, columns, BLOCK * BLOCK)


def _without_marks(light: Shades) -> Shades:
    """Make narrow dark spots as light as what is around them: somebody has filled a cell there."""
    image = Image.fromarray(np.clip(light + 0.5, 0, 255).astype(np.uint8))
    dilated = image.filter(ImageFilter.MaxFilter(MARKS_MOST))
    closed = np.asarray(dilated.filter(ImageFilter.MinFilter(MARKS_MOST)))
    return np.maximum(light, closed.astype(np.float32))


def _edges(shade: Shades, flat: Mask) -> Mask:
    """The blocks with an edge of ink in them, where the blank has none."""
    edge = np.zeros(shade.shape, np.bool_)
    edge[:, ACROSS // 2 : -ACROSS // 2] |= np.abs(shade[:, ACROSS:] - shade[:, :-ACROSS]) > STEP
    edge[ACROSS // 2 : -ACROSS // 2] |= np.abs(shade[ACROSS:] - shade[:-ACROSS]) > STEP
    return np.asarray(_blocks(edge & flat).sum(-1) >= EDGE_PIXELS)


def _is_steep(light: Shades) -> Mask:
    """The blocks at the edge of a shadow, where its brightness is not known well."""
    image = Image.fromarray(np.clip(light, 0, 255).astype(np.uint8))
    highest = np.asarray(image.filter(ImageFilter.MaxFilter(3)), np.float32)
    lowest = np.asarray(image.filter(ImageFilter.MinFilter(3)), np.float32)
    return np.asarray(lowest < STEEP * highest)


def _near(blocks: Mask) -> Mask:
    """Blocks, and those next to them."""
    image = Image.fromarray(blocks.astype(np.uint8))
    return np.asarray(image.filter(ImageFilter.MaxFilter(3))) > 0


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
