"""Hyphenation: where a long word may be broken at the end of a line.

The dictionaries are those of LibreOffice, through pyphen. They know syllables, not the joins of
compounds: “Kommu-nikation”.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyphen import Pyphen

DICTIONARIES = {"da": "da_DK", "de": "de_DE", "en": "en_US"}
LEAST = 3  # letters before and after a hyphen; fewer are hard to recognise
_LETTERS = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=4096)
def break_points(word: str, lang: str) -> tuple[int, ...]:
    """Return where `word` may be broken with a hyphen, from left to right.

    Each run of letters is broken by itself, so that three letters at least stand on each side,
    also beside a digit or a hyphen of its own.

    Args:
        word: A word, perhaps with punctuation around it.
        lang: `da`, `de` or `en`. A word of any other language is never broken.

    Returns:
        Indices: `word[:index]` ends the line before its hyphen, `word[index:]` begins the next.

    >>> break_points("Kommunikation", "da")
    (3, 5, 7, 9)
    >>> break_points("by", "da"), break_points("Kommunikation", "fi")
    ((), ())
    """
    if lang not in DICTIONARIES:
        return ()
    return tuple(
        run.start() + point for run in _LETTERS.finditer(word) for point in _within(run[0], lang)
    )


def _within(letters: str, lang: str) -> list[int]:
    if len(letters) < 2 * LEAST:
        return []
    # Some dictionaries have points at which the spelling changes; those carry `data`.
    return [
        int(point)
        for point in _dictionary(lang).positions(letters)
        if not getattr(point, "data", None) and LEAST <= point <= len(letters) - LEAST
    ]


@cache
def _dictionary(lang: str) -> Pyphen:
    """Return the patterns of a language; once a process, since German takes half a second."""
    from pyphen import Pyphen

    return Pyphen(lang=DICTIONARIES[lang])
