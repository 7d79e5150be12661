"""Measure and place words, in mm."""

from __future__ import annotations

from ....model.messages import quoted
from ....model.phrases import Phrase
from ....text import typeset
from ...geometry import MM

LEADING = 0.44  # mm from line to line, for each pt of the type size
HALF_CAP = 0.334  # ems, half the height of a capital letter or a digit
SMALLEST = 9.0  # pt, of a heading that is set smaller to fit


def width_of(words: str, size: float, *, bold: bool = False) -> float:
    """Return the width of one line in mm; `size` is in pt.

    >>> round(width_of("Mål", 12), 1)
    6.7
    """
    return typeset.width(words, size, "bold" if bold else "regular") / MM


def bold_width(words: str, size: float) -> float:
    """Return the width of one bold line in mm."""
    return width_of(words, size, bold=True)


def centered_baseline(middle: float, size: float) -> float:
    """Return the baseline of digits whose middle is at the height `middle`."""
    return middle + HALF_CAP * size / MM


def break_lines(words: str, width: float, size: float) -> list[str]:
    """Break words into lines that are at most `width` mm wide."""
    return typeset.broken(words, width * MM, size)


def even_lines(words: str, width: float, size: float, key: str = "regular") -> tuple[str, ...]:
    """Break words into as few lines as `width` mm allow, of lengths as equal as can be.

    >>> even_lines("Mine ønsker for fremtiden", 60, 16)
    ('Mine ønsker', 'for fremtiden')
    """
    lines = typeset.broken(words, width * MM, size, key)
    share = width_of(words, size, bold=key == "bold") / len(lines)
    for narrow in (share * (1 + step / 20) for step in range(20)):
        tried = typeset.broken(words, narrow * MM, size, key) if narrow < width else lines
        if len(tried) == len(lines) and " ".join(tried) == words:
            return tuple(tried)
    return tuple(lines)


def fitted(words: str, size: float, room: float, *, bold: bool = False) -> float:
    """Return the type size in pt, at most `size`, at which a line takes at most `room` mm.

    >>> fitted("Mål", 12, 100), round(fitted("Mål", 12, 5), 1)
    (12, 8.9)
    """
    wide = width_of(words, 1, bold=bold)
    return min(size, room / wide) if wide else size


def fitting_size(
    words: str, size: float, room: float, key: str = "regular", *, whole: bool = False
) -> float:
    """The largest size in pt, up to `size`, at which every word goes into `room` pt.

    `whole`: all words go into one line. Raises ValueError if they do not fit at the smallest size.
    """
    pieces = [words] if whole else words.split()
    widest = max((typeset.width(piece, 1.0, key) for piece in pieces), default=0.0)
    fitting = min(size, room / widest if widest else size)
    if fitting < SMALLEST:
        raise ValueError(
            Phrase(
                "the heading {heading} does not fit its column at {size:g} pt",
                heading=quoted(words),
                size=SMALLEST,
            )
        )
    return fitting
