"""Tell a black-and-white scan, which has lost what is pale, from one in grey."""

from __future__ import annotations

import numpy as np
from PIL import Image

from .extremes import highest, lowest

BLACK, WHITE = 6, 250  # grey levels: as dark, as light as that
BLACK_LEAST, WHITE_LEAST = 0.003, 0.6  # of the pixels of a black-and-white page
GRAY_MOST = 0.12  # of its pixels, between the two, if it was scaled since
GRAY_FEW = 0.005  # of its pixels, between the two, if it was not
BLACK_TO_GRAY = 0.13  # … and it keeps so much black for them: from 300 to 100 dpi 0.14 at least
EVEN = 8  # grey levels that a place may differ by
EVEN_MOST = 0.02  # of the greys of a black-and-white page that lie in an even place


def is_bilevel(gray: Image.Image) -> bool:
    """Tell whether a picture is of black and white only.

    If such a picture is scaled, grey edges come between black and white. An even grey does not.

    >>> page = Image.new("L", (100, 100), 255)
    >>> page.paste(0, (10, 10, 20, 90))
    >>> is_bilevel(page), is_bilevel(page.resize((77, 77), Image.Resampling.BICUBIC))
    (True, True)
    >>> page.paste(130, (40, 10, 50, 90))
    >>> is_bilevel(page)
    False
    """
    counts = gray.histogram()
    every, black, white = sum(counts), sum(counts[: BLACK + 1]), sum(counts[WHITE:])
    between = every - black - white
    if black < BLACK_LEAST * every or white < WHITE_LEAST * every:
        return False
    if between <= GRAY_FEW * every:
        return True
    may_be_scaled = between <= GRAY_MOST * every and black > BLACK_TO_GRAY * between
    return may_be_scaled and _even_grays(gray) <= EVEN_MOST * between


def _even_grays(gray: Image.Image) -> int:
    """How many pixels are grey, with the same grey around them."""
    levels = np.asarray(gray)
    even = highest(levels, 1) - lowest(levels, 1) < EVEN
    between = (levels > BLACK) & (levels < WHITE)
    return int(np.count_nonzero(even & between))
