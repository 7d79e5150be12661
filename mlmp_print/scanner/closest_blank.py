"""Lay a picture on the blank that it was printed from, where several have the layout of its code.

Looks may lay a page out alike, and print it with another logo and other words. Laid on the wrong
one, print would be taken for ink.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from PIL import Image

from .flat import FlatPanel, Refusal
from .layouts import Layouts
from .picture_page import Found, flat_panels


def closest_panels(picture: Image.Image, layouts: Layouts) -> Iterator[tuple[Found, int]]:
    """Lay the panels of a picture on their blanks; each comes with the number of its blank.

    Of blanks that are as close, a panel is laid on the first: looks that a user names come first.
    """
    first = flat_panels(picture, layouts.choose(0))
    counts = [_count(one, layouts) for one in first]
    every = [first]
    every += [flat_panels(picture, layouts.choose(number)) for number in range(1, max(counts))]
    for one, count in zip(first, counts, strict=True):
        choices = [_same(one, found) for found in every[:count]]
        number = min(range(count), key=lambda choice: _unlike(choices[choice]))
        yield choices[number], number


def _count(one: Found, layouts: Layouts) -> int:
    """How many blanks a panel may be laid on; one if it was refused for another reason."""
    depends = isinstance(one, FlatPanel) or one.refusal is Refusal.PRINT_MISSING
    return max(1, layouts.count(one.code)) if depends and one.code else 1


def _same(one: Found, found: Iterable[Found]) -> Found:
    """The panel among those that were found again."""
    return next((again for again in found if again.code == one.code), one)


def _unlike(one: Found) -> float:
    """In how many pixels a panel is unlike its blank: there is ink, or print is missing."""
    if not isinstance(one, FlatPanel):
        return math.inf
    return float((one.ink > one.threshold).sum() + one.missing * one.print.sum())
