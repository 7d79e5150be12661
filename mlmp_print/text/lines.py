"""Break text into lines. Measures are in ems.

A line ends at a space, or after a hyphen or slash. Only a word that is longer than a whole line is
broken inside, with a soft hyphen (U+00AD). Our faces draw it as a hyphen, and PDF wants it for
words that a layout has broken (ISO 32000-1 14.8.2.2.3): who reads or copies the text finds the word
whole.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate

from .fonts import face
from .hyphenation import break_points
from .lengths import total_length

HYPHEN = "\u00ad"  # at the end of a line whose last word goes on; no text has it otherwise
WIDEST = 1.6  # ems, more than any letter takes
_LONGEST_WORD = 100  # letters; what is longer is no word of a language
_AFTER_BREAK = re.compile(r"(?<=[-/–—])(?=\w)")
_ADDRESS = re.compile(r"@|://|\w\.\w")  # a hyphen in an address would be read as part of it

# The letters of a paragraph, and at index n the ems that its first n letters take.
Paragraph = tuple[str, list[float]]


@lru_cache(maxsize=1)
def _hyphen_width() -> float:
    return face("regular").advance[HYPHEN]


def paragraphs(text: str, advance: Mapping[str, float]) -> list[Paragraph]:
    """Return the paragraphs of `text`, measured once for every size.

    Raises:
        KeyError: `advance` lacks a letter.
    """
    return [
        (words, list(accumulate(map(advance.__getitem__, words), initial=0.0)))
        for words in text.split("\n")
    ]


def wrap(text: str, limit: float, advance: Mapping[str, float], lang: str = "") -> list[str]:
    """Return the lines of `text`, each at most `limit` ems wide.

    Args:
        lang: Whose hyphens break a word that is longer than a line. Without it such a word breaks
            anywhere, and no hyphen says so.

    >>> wrap("en cykel", 3.0, face("regular").advance)
    ['en', 'cykel']
    """
    return wrapped(paragraphs(text, advance), limit, lang)


def wrapped(measured: Sequence[Paragraph], limit: float, lang: str = "") -> list[str]:
    """Return the lines of measured paragraphs as `wrap` does."""
    lines: list[str] = []
    for words, reach in measured:
        start = 0
        while start + 1 < len(words) and reach[-1] > reach[start] + limit:
            # The letters before `stop` fit on the line.
            stop = bisect_right(reach, reach[start] + limit, start + 2) - 1
            space = words.rfind(" ", start, stop + 1)
            if space >= 0:
                line, start = words[start:space].rstrip(" "), space + 1
            else:
                stop, hyphen = _inside(words, reach, start, stop, limit, lang)
                line, start = words[start:stop] + hyphen, stop
            if line:
                lines.append(line)
        lines.append(words[start:])
    return lines


def _inside(
    words: str, reach: Sequence[float], start: int, stop: int, limit: float, lang: str
) -> tuple[int, str]:
    """Return where a word that begins a line is broken, and the hyphen at its end."""
    breaks = _AFTER_BREAK.finditer(words, start + 1, stop + 1)
    if after := max((found.start() for found in breaks), default=0):
        return after, ""
    if not lang:
        return stop, ""
    begin = words.rfind(" ", 0, start) + 1
    end = words.find(" ", stop)
    word = words[begin : end if end >= 0 else len(words)]
    if len(word) > _LONGEST_WORD or _ADDRESS.search(word):
        return stop, ""
    # With a hyphen, the letters before `last` fit.
    last = bisect_right(reach, reach[start] + limit - _hyphen_width(), start) - 1
    points = (begin + point for point in break_points(word, lang))
    fitting = [point for point in points if start < point <= last]
    if fitting:
        return fitting[-1], HYPHEN
    between_letters = start < last and words[last - 1 : last + 1].isalpha()
    return (last, HYPHEN) if between_letters else (stop, "")


def longest_piece(text: str, limit: float, advance: Mapping[str, float]) -> float:
    """Return the ems of the longest piece of a word that is wider than `limit`; 0 without one.

    A piece ends where a line may break: after a hyphen or a slash.
    """
    words = text.replace("\n", " ").split(" ")
    if max(map(len, words)) * WIDEST <= limit:
        return 0.0
    long_words = [word for word in words if len(word) * WIDEST > limit]
    pieces = (piece for word in long_words for piece in _AFTER_BREAK.split(word))
    longest = max((total_length(map(advance.__getitem__, piece)) for piece in pieces), default=0.0)
    return longest if longest > limit else 0.0
