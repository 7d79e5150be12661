"""Which pixels of a blank tell how bright its paper is on a picture, block by block."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

BLOCK = 12  # pixels: 2 mm
LIGHT = 0.7  # of a block's paper is darker than what it is measured by: writing stands on it too
PAPER_LEAST = 24  # pixels of paper that a block needs

Grays = NDArray[np.uint8]
Mask = NDArray[np.bool_]
Shades = NDArray[np.float32]


@dataclass(frozen=True)
class PaperPixels:
    """The blocks with enough of some paper, and which of their pixels it is.

    Attributes:
        blocks: Which blocks, rows × columns.
        others: Of each such block, 255 for each pixel that is another one, else 0.
        places: Of each, how many of its pixels are darker than the one that it is measured by.
    """

    blocks: Mask
    others: Grays
    places: NDArray[np.intp]

    @classmethod
    def of(cls, paper: Mask, blocks: Mask) -> Self:
        """Keep the pixels of some paper, in those of the given blocks that have enough of it."""
        count = counts_in_blocks(paper)
        enough = blocks & (count > PAPER_LEAST)
        others = np.where(in_blocks(paper)[enough], 0, 255).astype(np.uint8)
        places = np.clip((count[enough] * LIGHT).astype(np.intp), 0, BLOCK * BLOCK - 1)
        return cls(enough, others, places)

    def light(self, pixels: Grays) -> Shades:
        """How bright the paper of each of the blocks is on a picture, cut in blocks."""
        seen = pixels[self.blocks]
        seen |= self.others  # they come last …
        seen.sort(-1, kind="stable")  # … by digits, for bytes: far quicker than comparing
        light = np.take_along_axis(seen, self.places[:, None], -1)[:, 0].astype(np.float32)
        return np.maximum(light, 1)


@dataclass(frozen=True)
class PaperBlocks:
    """The pixels by which the paper of a blank is measured.

    Attributes:
        clear: Paper far from print.
        beside: Paper near print, in blocks with enough of both.
        other: All paper, in blocks with too little that is clear.
    """

    clear: PaperPixels
    beside: PaperPixels
    other: PaperPixels

    @classmethod
    def of(cls, paper: Mask, clear: Mask) -> Self:
        """Sort the blocks of a blank by their paper; what is `clear` is `paper`, too."""
        every = np.ones([side // BLOCK for side in paper.shape], np.bool_)
        of_clear = PaperPixels.of(clear, every)
        return cls(
            clear=of_clear,
            beside=PaperPixels.of(paper & ~clear, of_clear.blocks),
            other=PaperPixels.of(paper, ~of_clear.blocks),
        )


def in_blocks(pixels: NDArray[Any]) -> NDArray[Any]:
    """Cut pixels in blocks: rows × columns × pixels of a block."""
    rows, columns = (side // BLOCK for side in pixels.shape)
    whole = pixels[: rows * BLOCK, : columns * BLOCK]
    cut = whole.reshape(rows, BLOCK, columns, BLOCK).transpose(0, 2, 1, 3)
    return cut.reshape(rows, columns, BLOCK * BLOCK)


def counts_in_blocks(mask: Mask) -> Grays:
    """How many pixels of each block a mask has."""
    rows, columns = (side // BLOCK for side in mask.shape)
    whole = mask[: rows * BLOCK, : columns * BLOCK].view(np.uint8)
    down = np.add.reduce(whole.reshape(rows, BLOCK, columns * BLOCK), 1, np.uint8)
    return np.asarray(np.add.reduce(down.reshape(rows, columns, BLOCK), 2, np.uint8))
