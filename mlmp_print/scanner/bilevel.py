"""Tell a black-and-white scan, which has lost what is pale, from one in grey."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from .extremes import highest, lowest

BLACK, WHITE = 6, 250  # grey levels: as dark, as light as that
BLACK_LEAST, WHITE_LEAST = 0.003, 0.6  # of the pixels of a black-and-white page
DARK, LIGHT = 64, 192  # grey levels: JPEG leaves black and white beyond them, at any quality
SHARP = 0.2  # greys between them for each dark pixel, if it was not scaled; in grey 0.43 at least
BLACK_TO_GRAY = 0.25  # black pixels for each of them, if it was: from 300 to 100 dpi 0.26 at least
EVEN = 8  # grey levels that a place may differ by
EVEN_MOST = 0.001  # of these greys lie in an even place: they are edges, and no tone
AWAY = 12  # pixels from print: JPEG's blocks and a filter's waves do not go so far
PRINT = 190  # grey level: what is as light is paper
PAPER = 253  # grey level of the paper: it has no noise …
TINTED_MOST = 0.015  # … but for grains that are too small to be print


def is_bilevel(gray: Image.Image) -> bool:
    """Tell whether a picture is of black and white only, also after JPEG.

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
    if black < BLACK_LEAST * every or white < WHITE_LEAST * every:
        return False
    dark, between = sum(counts[:DARK]), sum(counts[DARK:LIGHT])
    if between <= SHARP * dark:
        return True
    return black >= BLACK_TO_GRAY * between and _is_without_tones(np.asarray(gray), between)


def _is_without_tones(levels: NDArray[np.uint8], between: int) -> bool:
    """Whether the greys of a picture are edges only, and its paper has no noise."""
    even = highest(levels, 1) - lowest(levels, 1) < EVEN
    is_between = (levels >= DARK) & (levels < LIGHT)
    if np.count_nonzero(even & is_between) > EVEN_MOST * between:
        return False
    paper = levels[lowest(levels, AWAY) > PRINT]
    return bool(np.count_nonzero(paper < PAPER) <= TINTED_MOST * paper.size)
