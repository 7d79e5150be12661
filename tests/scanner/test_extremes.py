"""The lightest and the darkest around each pixel, as Pillow's own filters find them."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageFilter

from mlmp_print.scanner.extremes import highest, lowest, median


@pytest.mark.parametrize("shape", [(40, 31), (1, 9), (9, 1)])
@pytest.mark.parametrize("reach", [1, 2])
def test_extremes_are_those_that_pillow_finds(shape, reach):
    levels = np.random.default_rng(3).integers(0, 256, shape, np.uint8)
    picture, side = Image.fromarray(levels), 2 * reach + 1
    assert np.array_equal(highest(levels, reach), picture.filter(ImageFilter.MaxFilter(side)))
    assert np.array_equal(lowest(levels, reach), picture.filter(ImageFilter.MinFilter(side)))


@pytest.mark.parametrize("shape", [(40, 31), (1, 9), (9, 1)])
def test_the_middle_one_is_that_which_pillow_finds(shape):
    levels = np.random.default_rng(4).integers(0, 256, shape, np.uint8)
    picture = Image.fromarray(levels)
    assert np.array_equal(median(levels), picture.filter(ImageFilter.MedianFilter(3)))
