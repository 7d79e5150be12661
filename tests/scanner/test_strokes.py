"""Ink that hangs together is one stroke."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from mlmp_print.scanner.strokes import find_strokes


def points(rows: list[str]) -> np.ndarray:
    """A mask from rows of letters."""
    return np.array([[letter == "#" for letter in row] for row in rows])


def labels(rows: list[str], hidden: list[str] | None = None) -> np.ndarray:
    ink = points(rows)
    nothing = np.zeros_like(ink)
    return find_strokes(ink, nothing if hidden is None else points(hidden)).labels


def test_points_that_touch_by_a_corner_are_one_stroke():
    found = labels(["#..#", ".#..", "..#.", "#..."])
    assert found[0, 0] == found[1, 1] == found[2, 2]
    assert len({found[0, 0], found[0, 3], found[3, 0]}) == 3


def test_a_spiral_is_one_stroke():
    found = labels(["#####", "....#", "###.#", "#...#", "#####"])
    assert set(found[found > 0]) == {1}


def test_a_stroke_goes_on_under_a_printed_line_with_ink_on_both_sides():
    line = ["..#..", "..#..", "..#.."]
    found = labels([".....", "##.##", "....."], line)
    assert found[1, 0] == found[1, 4]
    assert found[0, 2] == found[1, 0]  # a point of the line that is next to it, and no more
    apart = labels(["##.##", *4 * ["....."], "##..."], 6 * ["..#.."])
    assert apart[0, 0] != apart[5, 0]


def test_the_points_of_a_stroke_are_found_by_its_number():
    strokes = find_strokes(points(["#.#", "#.."]), points(["...", "..."]))
    rows, columns = strokes.points(strokes.labels[0, 0])
    assert set(zip(rows.tolist(), columns.tolist(), strict=True)) == {(0, 0), (1, 0)}


def flooded(mask: np.ndarray) -> np.ndarray:
    """The pieces of a mask, found point by point."""
    found = np.zeros(mask.shape, int)
    for start in zip(*np.nonzero(mask), strict=True):
        if found[start]:
            continue
        number, waiting = found.max() + 1, [start]
        while waiting:
            row, column = waiting.pop()
            if found[row, column] or not mask[row, column]:
                continue
            found[row, column] = number
            waiting += [
                (row + down, column + right)
                for down in (-1, 0, 1)
                for right in (-1, 0, 1)
                if 0 <= row + down < mask.shape[0] and 0 <= column + right < mask.shape[1]
            ]
    return found


@given(arrays.arrays(bool, st.tuples(st.integers(1, 9), st.integers(1, 9))))
def test_pieces_are_those_that_a_flood_finds(mask):
    found = find_strokes(mask, np.zeros_like(mask)).labels
    pairs = set(zip(found.ravel().tolist(), flooded(mask).ravel().tolist(), strict=True))
    assert len(pairs) == len({ours for ours, _ in pairs}) == len({other for _, other in pairs})
