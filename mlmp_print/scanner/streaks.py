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
MORE = 1.2  # times of its depth is taken: it varies along the line
SECTIONS = 6  # of a line, each as dark as it is there
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
    rows = np.ascontiguousarray(ink[::EVERY]), np.ascontiguousarray(plain[::EVERY])
    streaks = _streaks(_lines(*rows))
    if not streaks:
        return ink, 0
    cleaned, found = ink.copy(order="K"), 0  # across lines, it lies turned in memory, and stays so
    for streak in streaks:
        deepest = max(_lift(cleaned, plain, rows) for rows in _sections(streak, len(ink)))
        found += deepest > FAINTEST  # else it is the edge of printed frames, and has no ink
    return cleaned, found


def _lines(ink: Shades, plain: Mask) -> Mask:
    """Where a strip has a narrow line from its top to its bottom: strips × columns."""
    count, wide = len(ink) // STRIP, ink.shape[1]
    padded = np.pad(ink, ((0, 0), (BESIDE, BESIDE)), mode="edge")
    lines = np.empty((count, wide), np.bool_)
    for strip in range(count):  # one at a time, which stays in the processor's cache
        rows = slice(strip * STRIP, (strip + 1) * STRIP)
        beside = np.maximum(padded[rows, :wide], padded[rows, 2 * BESIDE :])
        stands_out = (ink[rows] - beside > FAINTEST) & plain[rows]
        seen, dark = (_summed_down(mask) for mask in (plain[rows], stands_out))
        lines[strip] = (dark > UNBROKEN * seen) & (seen > STRIP / 4)
    return lines


def _summed_down(mask: Mask) -> NDArray[np.uint8]:
    return np.asarray(np.add.reduce(mask.view(np.uint8), 0, np.uint8))


def _streaks(lines: Mask) -> list[Streak]:
    """The straight lines through enough strips, the best first; each strip counts for one."""
    count, wide = lines.shape
    lean_most = round(LEAN_MOST * count * STRIP * EVERY)
    strips, columns = np.nonzero(lines | np.roll(lines, 1, 1) | np.roll(lines, -1, 1))
    middles = np.arange(count) + 0.5
    found = []
    for lean in range(-lean_most, lean_most + 1, 2):
        shifts = lean_most - np.round(lean * middles / count).astype(np.intp)
        starts = np.bincount(columns + shifts[strips], minlength=wide + 2 * lean_most)
        hits = starts[lean_most : lean_most + wide]
        while hits.max() > THROUGH * count:
            first = int(hits.argmax())
            equal = np.nonzero(hits[first : first + BESIDE] == hits[first])[0]
            column = first + round(float(equal.mean()))
            found.append((int(hits[first]), Streak(column, column + lean)))
            hits[max(first - BESIDE, 0) : first + BESIDE] = 0
    best: list[Streak] = []
    for hits_of_one, streak in sorted(found, key=lambda each: -each[0]):
        if all(_apart(streak, other) for other in best):
            equals = [each for hits, each in found if hits == hits_of_one]
            best.append(_middle([each for each in equals if not _apart(each, streak)]))
    return best


def _middle(streaks: list[Streak]) -> Streak:
    """The middle of lines that fit equally well."""
    return Streak(
        round(sum(streak.top for streak in streaks) / len(streaks)),
        round(sum(streak.bottom for streak in streaks) / len(streaks)),
    )


def _apart(one: Streak, other: Streak) -> bool:
    crosses = (one.top - other.top) * (one.bottom - other.bottom) <= 0
    near = min(abs(one.top - other.top), abs(one.bottom - other.bottom)) < 2 * BESIDE
    return not crosses and not near


def _sections(streak: Streak, high: int) -> list[tuple[Places, Places]]:
    """The rows and columns of a line's middle, part by part: it is not found to the pixel."""
    rows = np.arange(high)
    columns = np.round(np.linspace(streak.top, streak.bottom, high)).astype(np.intp)
    parts = np.array_split(rows, SECTIONS), np.array_split(columns, SECTIONS)
    return list(zip(*parts, strict=True))


def _lift(ink: Shades, plain: Mask, middle: tuple[Places, Places]) -> float:
    """Take from the ink on a part of a line what the line adds to it; return how much, most."""
    rows, columns = middle
    columns = np.clip(columns, WIDEST, ink.shape[1] - 1 - WIDEST)
    across = columns[:, None] + np.arange(-WIDEST, WIDEST + 1)
    down = rows[:, None]
    seen = np.where(plain[down, across], ink[down, across], 0)[plain[rows, columns]]
    if not seen.size:
        return 0.0
    depths = np.percentile(seen, DEPTH, axis=0).clip(0)
    padded = np.pad(depths, 1)
    deepest = np.maximum(np.maximum(padded[:-2], padded[2:]), depths)  # its place is not exact
    ink[down, across] -= np.asarray(MORE * deepest, np.float32)
    return float(depths.max())
