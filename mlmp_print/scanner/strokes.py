"""Strokes: which ink hangs together, and how far each piece of it goes.

A mark in a cell may be the person's cross, the end of a word from the field above, or a line that
was drawn across the sheet. The cell alone does not show which; the whole stroke does.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

STEP = 2  # pixels of a panel for one of these; half the detail shows what hangs together

Mask = NDArray[np.bool_]
Labels = NDArray[np.intp]


@dataclass(frozen=True)
class Strokes:
    """The pieces of ink on a panel.

    Attributes:
        labels: The piece that each point belongs to, from 1; 0 is no ink. A point stands for
            `STEP` × `STEP` pixels of the panel.
    """

    labels: Labels

    @cached_property
    def inked(self) -> Labels:
        """The places of all points of ink, counted row by row: few of a page."""
        return np.flatnonzero(self.labels)

    @cached_property
    def sizes(self) -> Labels:
        """How many points each piece has; 0 of what is no ink."""
        return np.bincount(self.labels.ravel()[self.inked], minlength=1)

    @cached_property
    def _sorted(self) -> tuple[Labels, Labels]:
        """The points of ink, those of a piece together; and where those of each piece begin."""
        order = np.argsort(self.labels.ravel()[self.inked], kind="stable")
        starts = np.concatenate([[0], np.cumsum(self.sizes)])
        return self.inked[order], starts

    def points(self, piece: int) -> tuple[Labels, Labels]:
        """The rows and columns of a piece's points."""
        order, starts = self._sorted
        return np.divmod(order[starts[piece] : starts[piece + 1]], self.labels.shape[1])


def find_strokes(ink: Mask, hidden: Mask) -> Strokes:
    """Find the pieces of ink on a panel, of which both masks have half the detail, see `halved`.

    Args:
        ink: Where there is ink.
        hidden: Where the blank's print is so dark that no ink can be seen on it. A stroke goes on
            under a line of print, if there is ink on both sides of it.
    """
    return Strokes(labelled(ink | (hidden & grown(ink))))


def count_pieces(mask: Mask) -> int:
    """How many pieces a mask has; points that touch, also by a corner, are of one piece.

    >>> count_pieces(np.array([[True, False, False], [False, True, False], [False, False, False]]))
    1
    """
    return int(labelled(mask).max(initial=0))


def halved(mask: Mask) -> Mask:
    """A mask of half the detail: a point is set if one of its pixels is.

    >>> halved(np.array([[False, False, False], [False, True, True]]))
    array([[ True]])
    """
    return _most(mask, np.logical_or)


def darkest(depths: NDArray[np.float32]) -> NDArray[np.float32]:
    """Depths of ink in half the detail: a point is as dark as the darkest of its pixels.

    >>> darkest(np.array([[0.1, 0.2, 0.9], [0.0, 0.4, 0.9]], np.float32))
    array([[0.4]], dtype=float32)
    """
    return _most(depths, np.maximum)


def _most(pixels: NDArray[Any], compare: np.ufunc) -> NDArray[Any]:
    """Compare the pixels that one point of half the detail stands for."""
    high, wide = (side // STEP for side in pixels.shape)
    cut = pixels[: high * STEP, : wide * STEP]
    rows = reduce(compare, [cut[start::STEP] for start in range(STEP)])
    return np.asarray(reduce(compare, [rows[:, start::STEP] for start in range(STEP)]))


def grown(mask: Mask, by: int = 1) -> Mask:
    """The mask, and all points that are within `by` of it, across and down."""
    high, wide = mask.shape
    for _ in range(by):
        padded = np.pad(mask, 1)
        across = padded[:, :wide] | padded[:, 1 : wide + 1] | padded[:, 2:]
        mask = across[:high] | across[1 : high + 1] | across[2:]
    return mask


def labelled(mask: Mask) -> Labels:
    """Number the pieces of a mask; points that touch, also by a corner, are of one piece."""
    high, wide = mask.shape
    edges = np.diff(np.pad(mask.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    rows, starts = np.nonzero(edges == 1)  # a run of points in a row begins …
    _, ends = np.nonzero(edges == -1)  # … and ends before this column
    pieces = _joined(len(rows), *_touching(rows, starts, ends, wide))
    lengths = ends - starts
    first = np.cumsum(lengths) - lengths
    places = np.repeat(rows * wide + starts - first, lengths) + np.arange(lengths.sum())
    labels = np.zeros(high * wide, np.intp)
    labels[places] = np.repeat(pieces + 1, lengths)
    return labels.reshape(high, wide)


def _touching(rows: Labels, starts: Labels, ends: Labels, wide: int) -> tuple[Labels, Labels]:
    """The pairs of runs that touch: one in a row, and one in the row under it."""
    pitch = wide + 2  # so that a run's end is before the next row's first start
    below = (rows + 1) * pitch
    first = np.searchsorted(rows * pitch + ends, below + starts, side="left")
    last = np.searchsorted(rows * pitch + starts, below + ends, side="right")
    counts = np.maximum(last - first, 0)
    before = np.cumsum(counts) - counts
    upper = np.repeat(np.arange(len(rows)), counts)
    lower = np.repeat(first - before, counts) + np.arange(counts.sum())
    return upper, lower


def _joined(count: int, one: Labels, other: Labels) -> Labels:
    """Number `count` things from 0, so that those which are joined by pairs have one number."""
    root = np.arange(count)
    while not np.array_equal(root[one], root[other]):
        low, high = np.minimum(root[one], root[other]), np.maximum(root[one], root[other])
        np.minimum.at(root, high, low)
        while not np.array_equal(root, root[root]):
            root = root[root]
    return np.unique(root, return_inverse=True)[1]
