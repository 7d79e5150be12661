"""Lines that dust on a scanner's glass draws over the whole page: they are no marks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

EVERY = 3  # of the rows are looked at: a line is in all of them
STRIP = 12  # of these, 6 mm: a page is looked at in strips across the line
LEAN_MOST = 0.06  # of the length: paper lies up to three degrees askew
FAINTEST = 0.02  # of ink: a line stands out from what is beside it by so much
UNBROKEN = 0.7  # of a strip's length: written words stand out in less
BESIDE = 6  # pixels, 1 mm, where the line is not
THROUGH = 0.6  # of all strips: a line in fewer may be drawn by hand
WIDEST = 3  # pixels on each side of its middle
MORE = 1.5  # times of its depth is taken: it varies along the line
DEPTH = 60  # percentile along the line of how dark it is, marks and dark print aside

Shades = NDArray[np.float32]
Mask = NDArray[np.bool_]
Places = NDArray[np.intp]


@dataclass(frozen=True)
class Streak:
    """A straight line down the array from `top` to `bottom`, both columns."""

    top: int
    bottom: int


def without_streaks(ink: Shades, plain: Mask) -> tuple[Shades, int]:
    """Take the lines of a dusty scanner out of ink, whether they go down or across.

    What a person drew over a line stays: only as much is taken as the line adds elsewhere.

    Args:
        ink: How much darker than the blank.
        plain: Where the blank is even, with no edge near.

    Returns:
        The ink without them, and how many there were.
    """
    down, downward = _without_downward(ink, plain)
    across, sideward = _without_downward(down.T, plain.T)
    return np.ascontiguousarray(across.T), downward + sideward


def _without_downward(ink: Shades, plain: Mask) -> tuple[Shades, int]:
    found = 0
    for streak in _streaks(_lines(ink[::EVERY], plain[::EVERY])):
        depths = _depths(ink, plain, streak)
        if max(depths.values(), default=0.0) > FAINTEST:  # else it is the edge of printed frames
            ink, found = _lifted(ink, streak, depths), found + 1
    return ink, found


def _lines(ink: Shades, plain: Mask) -> Mask:
    """Where a strip has a narrow line from its top to its bottom: strips × columns."""
    count = len(ink) // STRIP
    padded = np.pad(ink, ((0, 0), (BESIDE, BESIDE)), mode="edge")
    beside = np.maximum(padded[:, : -2 * BESIDE], padded[:, 2 * BESIDE :])
    stands_out = (ink - beside > FAINTEST) & plain
    shape = count, STRIP, ink.shape[1]
    seen = plain[: count * STRIP].reshape(shape).sum(1)
    dark = stands_out[: count * STRIP].reshape(shape).sum(1)
    lines: Mask = (dark > UNBROKEN * seen) & (seen > STRIP / 4)
    return lines


def _streaks(lines: Mask) -> list[Streak]:
    """The straight lines through enough strips, the best first; each strip counts for one."""
    count, wide = lines.shape
    lean_most = round(LEAN_MOST * count * STRIP * EVERY)
    strips, columns = np.nonzero(lines | np.roll(lines, 1, 1) | np.roll(lines, -1, 1))
    found = []
    for lean in range(-lean_most, lean_most + 1, 2):
        starts = columns - np.round(lean * strips / max(count - 1, 1)).astype(np.intp)
        hits = np.bincount(starts[(starts >= 0) & (starts < wide)], minlength=wide)
        while hits.max() > THROUGH * count:
            column = int(hits.argmax())
            found.append((int(hits[column]), Streak(column, column + lean)))
            hits[max(column - BESIDE, 0) : column + BESIDE] = 0
    best: list[Streak] = []
    for _, streak in sorted(found, key=lambda each: -each[0]):
        if all(_apart(streak, other) for other in best):
            best.append(streak)
    return best


def _apart(one: Streak, other: Streak) -> bool:
    crosses = (one.top - other.top) * (one.bottom - other.bottom) <= 0
    near = min(abs(one.top - other.top), abs(one.bottom - other.bottom)) < 2 * BESIDE
    return not crosses and not near


def _depths(ink: Shades, plain: Mask, streak: Streak) -> dict[int, float]:
    """How dark a line is, by the distance from its middle in columns."""
    depths = {}
    for step in range(-WIDEST, WIDEST + 1):
        rows, columns = _places(ink, streak, step)
        seen = ink[rows, columns][plain[rows, columns]]
        depths[step] = max(float(np.percentile(seen, DEPTH)), 0.0) if seen.size else 0.0
    return depths


def _lifted(ink: Shades, streak: Streak, depths: dict[int, float]) -> Shades:
    """Take from the ink on a line what the line adds to it, and a little for its noise."""
    lifted = ink.copy()
    for step, depth in depths.items():
        lifted[_places(ink, streak, step)] -= np.float32(MORE * depth)
    return lifted


def _places(ink: Shades, streak: Streak, step: int) -> tuple[Places, Places]:
    """The rows and columns of a line's points, so many columns beside its middle."""
    middle = np.linspace(streak.top, streak.bottom, len(ink))
    columns = np.round(middle).astype(np.intp) + step
    here = (columns >= 0) & (columns < ink.shape[1])
    return np.nonzero(here)[0], columns[here]
