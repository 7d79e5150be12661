"""The shape of strokes: what is a tick, and what only looks a little like one."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlmp_print.scanner.mark_shape import MarkShape

DENSE = 40  # points a radius
TICK = ((-0.9, 0.1), (-0.4, 0.8), (1.8, -2.0))  # tip, turn and end


def stroke(*points: tuple[float, float], wide: float = 0.1) -> MarkShape:
    """The shape of a stroke through some points, in radii of its spot."""
    x, y = [], []
    for (left, top), (right, bottom) in pairwise(points):
        length = math.hypot(right - left, bottom - top)
        along = np.linspace(0, 1, int(DENSE * length))[:, None]
        beside = np.linspace(-wide / 2, wide / 2, max(int(DENSE * wide), 2))[None, :] / length
        x.append((left + along * (right - left) - beside * (bottom - top)).ravel())
        y.append((top + along * (bottom - top) + beside * (right - left)).ravel())
    return MarkShape.of(np.concatenate(x), np.concatenate(y))


@pytest.mark.parametrize("wide", [0.05, 0.15, 0.25])
def test_a_tick_has_two_arms_that_go_up(wide):
    assert stroke(*TICK, wide=wide).off_tick < 0.3


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_tick_that_lies_on_its_side_is_none(turn):
    radians = math.radians(turn)
    turned = [
        (
            x * math.cos(radians) - y * math.sin(radians),
            x * math.sin(radians) + y * math.cos(radians),
        )
        for x, y in TICK
    ]
    assert stroke(*turned).off_tick == math.inf


def test_a_tick_turns_in_its_own_spot():
    beside = [(x + 1.5, y + 1) for x, y in TICK]
    assert stroke(*beside).off_tick == math.inf


@given(
    st.tuples(st.floats(-1, 1), st.floats(-1, 1)),
    st.floats(0, 2 * math.pi),
    st.floats(1.6, 6),
    st.floats(0.05, 0.9),
)
def test_a_straight_stroke_is_no_tick_however_broad(start, turn, length, wide):
    end = start[0] + length * math.cos(turn), start[1] + length * math.sin(turn)
    assert stroke(start, end, wide=wide).off_tick == math.inf
