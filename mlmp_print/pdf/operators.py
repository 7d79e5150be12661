"""Write text operators (ISO 32000-1 9.4): lines of words in our faces.

A letter that a face lacks is taken from the fallback face.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby

from ..text.fonts import face
from .objects import number

# The name of each font on a page; `windows` is the simple font that viewers type with.
RESOURCES = {"regular": "Atk", "bold": "AtkB", "fallback": "Noto", "windows": "AtkW"}


@lru_cache(maxsize=64)
def color_operator(color: tuple[float, ...]) -> bytes:
    """Write the operator that fills with a colour of one (grey) or three (RGB) components.

    >>> color_operator((0.5,)), color_operator((1, 0, 0))
    (b'0.5 g', b'1 0 0 rg')
    """
    return numbers(color) + (b" g" if len(color) == 1 else b" rg")


def stroke_operator(color: tuple[float, ...]) -> bytes:
    """Write the operator that draws lines with a colour of one or three components."""
    return numbers(color) + (b" G" if len(color) == 1 else b" RG")


def numbers(values: Iterable[float]) -> bytes:
    """Write numbers with blanks between, as the operands of an operator.

    >>> numbers((0, 12.5, -1))
    b'0 12.5 -1'
    """
    return b" ".join(map(number, values))


@lru_cache(maxsize=256)
def font_operator(key: str, size: float) -> bytes:
    """Write the operator that selects a face of ours at a size in pt."""
    return b"/%s %s Tf" % (RESOURCES[key].encode(), number(size))


@dataclass
class Runs:
    """Write lines of text, and remember which faces they used: a page must name those."""

    seen: set[str] = field(default_factory=set)

    def line(self, words: str, size: float, x: float, y: float, key: str = "regular") -> bytes:
        """Write one line; its baseline starts at (x, y) pt."""
        return b"1 0 0 1 %s %s Tm " % (number(x), number(y)) + self.show(words, size, key)

    def show(self, words: str, size: float, key: str = "regular") -> bytes:
        """Write words at the current text position."""
        try:
            codes = face(key).encode(words)
        except UnicodeEncodeError:
            return self._mixed(words, size, key)
        self.seen.add(key)
        return b"%s <%s> Tj\n" % (font_operator(key, size), codes)

    def _mixed(self, words: str, size: float, key: str) -> bytes:
        own = face(key).advance
        parts = []
        for run_key, run in groupby(words, lambda letter: key if letter in own else "fallback"):
            codes = face(run_key).encode("".join(run))
            parts.append(b"%s <%s> Tj\n" % (font_operator(run_key, size), codes))
            self.seen.add(run_key)
        return b"".join(parts)
