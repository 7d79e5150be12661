"""Text operators: a line of words in our faces, with the letters a face lacks taken from the fallback."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..fonts import face
from .objects import number

RESOURCES = {"regular": "Atk", "bold": "AtkB", "fallback": "Noto"}


def color_operator(color: tuple[float, ...]) -> bytes:
    """The operator that fills with a colour of one (grey) or three (RGB) components."""
    return b" ".join(map(number, color)) + (b" g" if len(color) == 1 else b" rg")


def stroke_operator(color: tuple[float, ...]) -> bytes:
    """The operator that draws lines with a colour."""
    return b" ".join(map(number, color)) + (b" G" if len(color) == 1 else b" RG")


@dataclass
class Runs:
    """Writes lines and keeps which of the faces they used."""

    seen: set[str] = field(default_factory=set)

    def line(self, words: str, size: float, x: float, y: float, key: str = "regular") -> bytes:
        """The operators of one line, its baseline starting at (x, y) pt."""
        return b"1 0 0 1 %s %s Tm " % (number(x), number(y)) + self.show(words, size, key)

    def show(self, words: str, size: float, key: str = "regular") -> bytes:
        """The operators that show words where the text position is."""
        code = face(key).hex_code
        try:
            shown = "".join(map(code.__getitem__, words))
        except KeyError:
            return self._mixed(words, size, key)
        self.seen.add(key)
        return b"/%s %s Tf <%s> Tj\n" % (RESOURCES[key].encode(), number(size), shown.encode())

    def _mixed(self, words: str, size: float, key: str) -> bytes:
        own, other = face(key).hex_code, face("fallback").hex_code
        runs: list[tuple[str, list[str]]] = []
        for letter in words:
            chosen, code = (key, own[letter]) if letter in own else ("fallback", other[letter])
            if not runs or runs[-1][0] != chosen:
                runs.append((chosen, []))
            runs[-1][1].append(code)
        self.seen |= {chosen for chosen, _ in runs}
        return "".join(f"/{RESOURCES[chosen]} {size:g} Tf <{''.join(codes)}> Tj\n" for chosen, codes in runs).encode()
