"""Text operators: a line of words in our faces, with the letters a face lacks taken from the fallback."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby

from ..text.fonts import face
from .objects import number

RESOURCES = {"regular": "Atk", "bold": "AtkB", "fallback": "Noto"}


@lru_cache(maxsize=64)
def color_operator(color: tuple[float, ...]) -> bytes:
    """The operator that fills with a colour of one (grey) or three (RGB) components."""
    return b" ".join(map(number, color)) + (b" g" if len(color) == 1 else b" rg")


def stroke_operator(color: tuple[float, ...]) -> bytes:
    """The operator that draws lines with a colour."""
    return b" ".join(map(number, color)) + (b" G" if len(color) == 1 else b" RG")


@lru_cache(maxsize=256)
def font_operator(key: str, size: float) -> bytes:
    """The operator that sets in a face of ours, at a size in pt."""
    return b"/%s %s Tf" % (RESOURCES[key].encode(), number(size))


@dataclass
class Runs:
    """Writes lines and keeps which of the faces they used."""

    seen: set[str] = field(default_factory=set)

    def line(self, words: str, size: float, x: float, y: float, key: str = "regular") -> bytes:
        """The operators of one line, its baseline starting at (x, y) pt."""
        return b"1 0 0 1 %s %s Tm " % (number(x), number(y)) + self.show(words, size, key)

    def show(self, words: str, size: float, key: str = "regular") -> bytes:
        """The operators that show words where the text position is."""
        try:
            shown = face(key).encode(words)
        except UnicodeEncodeError:
            return self._mixed(words, size, key)
        self.seen.add(key)
        return b"%s <%s> Tj\n" % (font_operator(key, size), shown)

    def _mixed(self, words: str, size: float, key: str) -> bytes:
        own = face(key).advance
        runs = [
            (chosen, "".join(letters))
            for chosen, letters in groupby(
                words, lambda letter: key if letter in own else "fallback"
            )
        ]
        self.seen |= {chosen for chosen, _ in runs}
        return b"".join(
            b"%s <%s> Tj\n" % (font_operator(chosen, size), face(chosen).encode(letters))
            for chosen, letters in runs
        )
