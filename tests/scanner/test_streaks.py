"""Dust on a scanner's glass draws lines over a page; what a person drew stays."""

from __future__ import annotations

import numpy as np
import pytest

from mlmp_print.scanner.ink import THRESHOLD_LEAST
from mlmp_print.scanner.streaks import without_streaks

HIGH, WIDE = 900, 640
PLAIN = np.ones((HIGH, WIDE), np.bool_)


def page(lean: int = 0, depth: float = 0.15, share: float = 1.0):
    """A page with a line of dust over a share of its height, and a pen's stroke across it."""
    ink = np.random.default_rng(1).normal(0, 0.005, (HIGH, WIDE)).astype(np.float32)
    rows = np.arange(round(share * HIGH))
    columns = 300 + np.round(lean * rows / HIGH).astype(int)
    for step in (-1, 0, 1):
        ink[rows, columns + step] += depth
    ink[400:406, 280:330] += 0.5
    return ink


@pytest.mark.parametrize("lean", [-40, 0, 17])
@pytest.mark.parametrize("depth", [0.05, 0.3])
def test_a_line_from_top_to_bottom_is_left_out(lean, depth):
    ink = page(lean, depth)
    for across in (False, True):
        cleaned, found = without_streaks(ink.T if across else ink, PLAIN.T if across else PLAIN)
        cleaned = cleaned.T if across else cleaned
        assert found == 1
        assert cleaned[:390].max() < THRESHOLD_LEAST
        assert cleaned[402:404, 285:325].min() > THRESHOLD_LEAST


def test_a_line_over_half_of_the_page_stays():
    ink = page(share=0.5)
    cleaned, found = without_streaks(ink, PLAIN)
    assert found == 0
    assert np.array_equal(cleaned, ink)
