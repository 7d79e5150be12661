"""Stains of cups and drops: wide, pale and smooth, with soft edges. They are no marks.

A stain goes farther than any mark of a person, and is wider than a pen's stroke. A pen's edges are
steep, a pencil's shading is grainy, and a row that somebody crossed out, shaded or highlighted is
not so high. What may be any of these stays ink, and so does a stain that looks like it. Only the
ring of a cup is told by its circle, too, so that it may be narrower, and hidden by more print.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .cup_ring import Ring, find_ring
from .strokes import grown, labelled
from .warp import PIXELS_PER_MM

STEP = 2  # pixels of a panel for one point
A_MM = PIXELS_PER_MM / STEP  # points
PALEST, DARKEST = 0.05, 0.27  # of ink: a pencil is still seen on it
BLOCK = 3  # points, 1 mm
WIDE = 2  # blocks on each side, 5 mm together: what is so wide may be a filling …
KNOWN, FILLED = 0.3, 0.8  # … if this square is so full of it
BESIDE = 3.0  # mm², within a mm beside a ring: so much tells whether it is of a filling …
EMPTY = 0.16  # … which inks more of it
PIECE_LEAST = 1.0  # mm²: of a smaller piece the edge is not known
LARGE = 20.0  # mm²: writing that shines through the paper has no such piece
SOFT = 0.62  # of its darkness within two points: the edges of pens are steeper
NEARLY_SOFT = 0.7  # the same, of a cup's ring, which may be narrow: its circle tells it, too
SMOOTH = 0.25  # of its darkness, on most of a piece: pencil is not as smooth
DARK, MOST, MIDDLE = 90, 80, 50  # percentiles
GAP = 3  # blocks on each side: print hides as much of a stain
BEYOND = 8  # blocks from such pieces, where smaller ones are of the same stain
EXTENT_LEAST = 20  # blocks, down and across
SKIRT = 12  # points about a stain that may be more of it: 4 mm
TAKEN = 1.2  # times of its level: it varies
UNDER_PRINT = 4  # points that print and strokes may hide of it
NEAR = 2  # points on each side: strokes cover fewer than half of these
LEVEL = 40  # percentile of their ink
MORE = 1.25  # times of a stain's usual darkness: what is darker is something else

Shades = NDArray[np.float32]
Mask = NDArray[np.bool_]
Labels = NDArray[np.intp]


@dataclass(frozen=True)
class _Pieces:
    """Pieces of what may be stains: where their edges are soft, and which of these are large.

    Attributes:
        soft, large: The points of such pieces.
        on_ring: Those of pieces on a cup's ring.
        ring: That ring, if there is one.
    """

    soft: Mask
    large: Mask
    on_ring: Mask
    ring: Ring | None


def without_stains(ink: Shades, plain: Mask) -> Shades:
    """Take stains out of ink. What a person drew on a stain stays, paler by the stain.

    Args:
        ink: How much darker than the blank.
        plain: Where the blank is even, with no edge near.

    Returns:
        The same ink if there is no stain.
    """
    depth = np.ascontiguousarray(ink[::STEP, ::STEP])
    known = np.ascontiguousarray(plain[::STEP, ::STEP])
    pale = known & (depth > PALEST) & (depth < DARKEST)
    bands = grown(_within(pale))
    if np.count_nonzero(bands) < EXTENT_LEAST * BLOCK**2:
        return ink
    wide = _wide(pale, known)
    pieces = _soft_pieces(depth, known, bands & ~wide)
    stains = _far_reaching(pieces) if pieces.large.any() else pieces.large
    if pieces.ring is not None:
        no_filling = _no_fillings(pieces.ring.band(depth.shape), wide, pale, known)
        stains, wide = stains | pieces.on_ring | (bands & no_filling), wide & ~no_filling
    if not stains.any():
        return ink
    part = _part_around(stains, SKIRT + UNDER_PRINT + NEAR)
    levels = _levels(depth[part], known[part], stains[part], wide[part])
    return _lifted(ink, levels, part)


def _wide(pale: Mask, known: Mask) -> Mask:
    """Where what is pale is so wide that it may be a filling, or a shadow."""
    filled, seen = (_around(_counts(mask), WIDE) for mask in (pale, known))
    all_points = ((2 * WIDE + 1) * BLOCK) ** 2
    wide = (seen > KNOWN * all_points) & (filled > FILLED * seen)
    return _points(grown(wide, WIDE), pale.shape)


def _no_fillings(band: Mask, wide: Mask, pale: Mask, known: Mask) -> Mask:
    """Where a ring's band seems wide, since print hides nearly all beside it, and that is paper."""
    places = _counts(wide & band) > 0
    inked, seen = (_counts(mask & ~band) for mask in (pale, known))
    labels = np.where(places, labelled(grown(places)), 0)
    is_paper = np.zeros(labels.max() + 1, np.bool_)
    for label in np.unique(labels[places]).tolist():
        near = grown(labels == label)
        beside = int(seen[near].sum())
        is_paper[label] = beside > BESIDE * A_MM**2 and inked[near].sum() < EMPTY * beside
    return wide & band & _points(is_paper[labels], band.shape)


def _soft_pieces(depth: Shades, known: Mask, bands: Mask) -> _Pieces:
    """Find the pieces that have soft edges and no grain."""
    pieces = labelled(bands)
    places = np.flatnonzero(bands)
    here, count = pieces.ravel()[places], int(pieces.max()) + 1
    sizes = np.bincount(here, minlength=count)
    is_inner = _within(known).ravel()[places]
    is_edge = is_inner & ~_within(bands).ravel()[places]
    slopes, grain = _slopes_and_grain(depth, *np.divmod(places, depth.shape[1]))
    dark = _percentiles(depth.ravel()[places], here, DARK, count)
    edge = _percentiles(slopes[is_edge], here[is_edge], MIDDLE, count)
    rough = _percentiles(grain[is_inner], here[is_inner], MOST, count)
    is_whole = (sizes > PIECE_LEAST * A_MM**2) & (rough < SMOOTH * dark)
    is_soft = is_whole & (edge < SOFT * dark)
    is_large = is_soft & (sizes > LARGE * A_MM**2)
    ring = None
    nearly = (is_whole & (edge < NEARLY_SOFT * dark))[here]
    if np.count_nonzero(nearly) > LARGE * A_MM**2:
        rows, columns = np.divmod(places[nearly], depth.shape[1])
        ring = find_ring(columns + 1j * rows, here[nearly], count)
    if ring is None and not is_large.any():
        nothing = np.zeros_like(bands)
        return _Pieces(nothing, nothing, nothing, None)
    on_ring = np.zeros_like(is_soft) if ring is None else ring.has
    return _Pieces(is_soft[pieces], is_large[pieces], on_ring[pieces], ring)


def _slopes_and_grain(depth: Shades, rows: Labels, columns: Labels) -> tuple[Shades, Shades]:
    """How much ink differs within two points, and how far its corners are from a plane."""
    high, wide = depth.shape
    above, under = np.maximum(rows - 1, 0), np.minimum(rows + 1, high - 1)
    left, right = np.maximum(columns - 1, 0), np.minimum(columns + 1, wide - 1)
    down = depth[under, columns] - depth[above, columns]
    across = depth[rows, right] - depth[rows, left]
    falling = depth[above, left] + depth[under, right]
    rising = depth[above, right] + depth[under, left]
    slopes: Shades = np.hypot(down, across, dtype=np.float32)
    grain: Shades = np.abs(falling - rising) * np.float32(0.5)
    return slopes, grain


def _percentiles(values: Shades, labels: Labels, share: float, count: int) -> Shades:
    """A percentile of the values of each label below `count`; infinite where there is none."""
    ordered = values[np.lexsort((values, labels))]
    sizes = np.bincount(labels, minlength=count)
    first = np.cumsum(sizes) - sizes
    place = first + ((sizes - 1) * share / 100).astype(np.intp)
    found = np.full(count, np.inf, np.float32)
    found[sizes > 0] = ordered[place[sizes > 0]]
    return found


def _far_reaching(pieces: _Pieces) -> Mask:
    """The pieces that together go far, down and across, and those that go on beyond print."""
    blocks = _counts(pieces.soft) > 0
    labels = np.where(blocks, labelled(grown(blocks, GAP)), 0)
    is_far = np.zeros(labels.max() + 1, np.bool_)
    for label in np.unique(labels[_counts(pieces.large) > 0]).tolist():
        rows, columns = np.nonzero(labels == label)
        is_far[label] = min(np.ptp(rows), np.ptp(columns)) + 1 >= EXTENT_LEAST
    return pieces.soft & _points(grown(is_far[labels], BEYOND), pieces.soft.shape)


def _levels(depth: Shades, known: Mask, stains: Mask, wide: Mask) -> Shades:
    """How dark the stains are at each point, without what is drawn on them."""
    most = MORE * float(np.percentile(depth[stains], MOST))
    seen = known & (depth < DARKEST)
    zone = grown(stains, SKIRT) & ~wide
    rows, columns = np.nonzero(zone & seen & (depth > 0))
    levels: Shades = np.zeros_like(depth)
    level = TAKEN * _level_near(np.where(seen, depth, np.inf), rows, columns)
    levels[rows, columns] = np.minimum(level, depth[rows, columns]).clip(0, most)
    weight = seen.astype(np.float32)
    for _ in range(UNDER_PRINT):
        zone = grown(zone)
        total, count = _around(levels * weight, 1), _around(weight, 1)
        reached = zone & (weight == 0) & (count > 0)
        levels[reached] = total[reached] / count[reached]
        weight[reached] = 1
    return levels


def _level_near(depth: Shades, rows: Labels, columns: Labels) -> Shades:
    """How dark what is near some points is, without strokes. What is not known is infinite."""
    padded = np.pad(depth, NEAR, constant_values=np.inf)
    side = 2 * NEAR + 1
    near = np.lib.stride_tricks.sliding_window_view(padded, (side, side))[rows, columns]
    ordered = np.sort(near.reshape(len(rows), side * side), axis=1)
    last = np.isfinite(ordered).sum(1, keepdims=True) - 1
    place = (last * LEVEL / 100).astype(np.intp)
    return np.take_along_axis(ordered, place, axis=1)[:, 0]


def _lifted(ink: Shades, levels: Shades, part: tuple[slice, slice]) -> Shades:
    """Take the levels of a part's points from ink. A point lies on the first of its pixels."""
    rows, columns = (slice(span.start * STEP, span.stop * STEP) for span in part)
    padded = np.pad(levels, ((0, 1), (0, 1)))
    down = np.repeat(padded[:-1], STEP, 0)
    down[1::STEP] = (padded[:-1] + padded[1:]) / STEP
    finer = np.repeat(down[:, :-1], STEP, 1)
    finer[:, 1::STEP] = (down[:, :-1] + down[:, 1:]) / STEP
    cleaned = ink.copy()
    here = cleaned[rows, columns]
    here -= finer[: here.shape[0], : here.shape[1]]
    return cleaned


def _part_around(mask: Mask, reach: int) -> tuple[slice, slice]:
    """The rows and columns of a mask, and those within `reach` of them."""
    down, across = (np.flatnonzero(mask.any(axis)) for axis in (1, 0))
    return (
        slice(max(int(down[0]) - reach, 0), int(down[-1]) + reach + 1),
        slice(max(int(across[0]) - reach, 0), int(across[-1]) + reach + 1),
    )


def _within(mask: Mask) -> Mask:
    """The points of a mask that have it on all sides."""
    return ~grown(~mask)


def _counts(mask: Mask) -> NDArray[np.uint8]:
    """How many points of each block a mask has."""
    high, wide = (side // BLOCK * BLOCK for side in mask.shape)
    whole = mask[:high, :wide].view(np.uint8)
    across = np.add.reduce([whole[:, start::BLOCK] for start in range(BLOCK)])
    return np.asarray(np.add.reduce([across[start::BLOCK] for start in range(BLOCK)]), np.uint8)


def _points(blocks: Mask, shape: tuple[int, ...]) -> Mask:
    """The points of blocks; those beyond the last whole block are not set."""
    points = np.zeros(shape, np.bool_)
    high, wide = (side * BLOCK for side in blocks.shape)
    points[:high, :wide] = blocks.repeat(BLOCK, 0).repeat(BLOCK, 1)
    return points


def _around(values: NDArray[np.generic], reach: int) -> Shades:
    """The sum of each value and those within `reach` of it."""
    high, wide = values.shape
    padded = np.pad(values.astype(np.float32), reach)
    steps = range(2 * reach + 1)
    across = np.add.reduce([padded[:, step : step + wide] for step in steps])
    return np.asarray(np.add.reduce([across[step : step + high] for step in steps]))
