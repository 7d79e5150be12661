"""How ink lies in a spot: discs are compact, scribbles are not; lines through a spot count it."""

from __future__ import annotations

import numpy as np
import pytest

from mlmp_print.scanner.shapes import compactness, reaches, room_between_arms, strokes_met

SIDE, RADIUS = 121, 40
MIDDLE = (60.0, 60.0)
DOWN, ACROSS = np.mgrid[:SIDE, :SIDE]
ALL = np.ones((SIDE, SIDE), bool)


def disc(x, y, radius):
    return np.hypot(ACROSS - x, DOWN - y) < radius


def bars(rows, high=3):
    return np.isin(DOWN, [row + more for row in rows for more in range(high)])


CROSS = (abs(ACROSS - DOWN) < 5) | (abs(ACROSS + DOWN - SIDE + 1) < 5)


def reaches_of(ink):
    rows, columns = np.nonzero(ink)
    return reaches(columns / RADIUS, rows / RADIUS)


@pytest.mark.parametrize("middle", [(60, 60), (45, 70)])
def test_a_disc_is_as_compact_wherever_it_lies(middle):
    assert compactness(reaches_of(disc(*middle, RADIUS))) == pytest.approx(1, abs=0.05)


def test_what_is_larger_or_longer_than_a_disc_is_less_compact():
    small, large = disc(60, 60, RADIUS), disc(60, 60, 1.4 * RADIUS)
    long = (abs(DOWN - 60) < 0.8 * RADIUS) & (abs(ACROSS - 60) < 1.2 * RADIUS)
    least = compactness(reaches_of(small))
    assert compactness(reaches_of(large)) < 0.75 * least
    assert compactness(reaches_of(long)) < 0.75 * least


def test_a_cross_leaves_room_between_its_arms():
    near = disc(60, 60, 1.2 * RADIUS)
    assert room_between_arms(reaches_of(CROSS & near)) > 0.5
    assert room_between_arms(reaches_of(near)) < 0


def test_a_line_meets_two_strokes_of_a_cross_and_all_of_a_hatching():
    assert strokes_met(CROSS, ALL, MIDDLE, RADIUS) <= 2
    assert strokes_met(bars(range(30, 91, 12)), ALL, MIDDLE, RADIUS) > 4.5
    assert strokes_met(np.zeros_like(ALL), ALL, MIDDLE, RADIUS) == 0


def test_print_parts_no_stroke():
    visible = ~bars([48, 58, 68])
    upright = abs(ACROSS - 60) < 3
    assert strokes_met(upright & visible, visible, MIDDLE, RADIUS) == pytest.approx(1, abs=0.2)
