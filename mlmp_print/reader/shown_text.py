"""The text that content streams show, letter by letter, and where nobody can tell what it is.

pypdf's own extraction leaves out codes that it cannot map, or invents letters for them. Here each
code that no font explains stays in the text, as None.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pypdf.generic import ContentStream, DictionaryObject, StreamObject

from ..text.unicode import normalized
from .font_codes import FontCodes
from .objects import Key, data, dictionary, inherited, key, resolve, state

Letters = list[str | None]
_MOST = 2**18  # bytes of a content stream: five times what the longest answer takes
_INVISIBLE = (3, 7)  # text rendering modes (9.3.6): neither fill nor stroke


@dataclass
class Fonts:
    """The codes of fonts, each of which is explained once a file."""

    known: dict[Key, FontCodes] = field(default_factory=dict)

    def codes(self, font: Any) -> FontCodes:
        """Those of a font, or a reference to one."""
        if key(font) not in self.known:
            self.known[key(font)] = FontCodes.of(dictionary(font))
        return self.known[key(font)]


@dataclass(frozen=True)
class Shown:
    """A piece of text: the tag of the marked content around it (14.6), and its letters.

    Attributes:
        number: Which marked content it is; pieces of one have the same.
    """

    tag: str
    number: int
    letters: Letters


@dataclass
class _Drawing:
    """The state of a content stream while it is followed."""

    fonts: Mapping[str, Any]
    known: Fonts
    codes: FontCodes = field(default_factory=FontCodes)
    mode: int = 0
    saved: list[tuple[FontCodes, int]] = field(default_factory=list)
    tags: list[tuple[str, int]] = field(default_factory=list)
    begun: int = 0

    def change(self, operator: bytes, operands: Sequence[Any]) -> None:
        """Follow an operator that shows nothing itself."""
        if operator == b"q":
            self.saved.append((self.codes, self.mode))
        elif operator == b"Q" and self.saved:
            self.codes, self.mode = self.saved.pop()
        elif operator == b"Tf" and operands:
            self.codes = self.known.codes(self.fonts.get(f"/{state(operands[0])}"))
        elif operator == b"Tr" and operands and isinstance(operands[0], int):
            self.mode = operands[0]
        elif operator in (b"BDC", b"BMC"):
            self.begun += 1
            self.tags.append((state(operands[0]) or "" if operands else "", self.begun))
        elif operator == b"EMC" and self.tags:
            self.tags.pop()

    def show(self, operands: Sequence[Any]) -> Shown:
        """What an operator shows that shows text."""
        tag, number = self.tags[-1] if self.tags else ("", 0)
        letters: Letters = []
        if self.mode not in _INVISIBLE:
            for codes in map(_codes, _strings(operands)):
                letters += self.codes.shown(codes)
        return Shown(tag, number, letters)


def shown_text(content: bytes, fonts: DictionaryObject, known: Fonts) -> Iterator[Shown]:
    """What a content stream shows.

    A picture, or another stream that it draws, is a code that nobody knows.

    Args:
        content: Decoded.
        fonts: The fonts of its resources.
        known: Fonts of the file that were explained before.

    Raises whatever pypdf does for content that cannot be followed.
    """
    stream = ContentStream(None, None)
    stream.set_data(content)
    drawing = _Drawing(fonts, known)
    for operands, operator in stream.operations:
        if operator in (b"Tj", b"TJ", b"'", b'"'):
            yield drawing.show(operands)
        elif operator in (b"Do", b"INLINE IMAGE", b"sh"):
            yield Shown("", 0, [None])
        else:
            drawing.change(operator, operands)


def letters_of(appearance: StreamObject, known: Fonts) -> Letters:
    """The letters that an appearance shows, of all its text."""
    resources = dictionary(appearance.get("/Resources"))
    content = data(appearance, _MOST)
    shown = shown_text(content, dictionary(resources.get("/Font")), known)
    return [letter for piece in shown for letter in piece.letters]


def paragraphs(page: DictionaryObject, known: Fonts) -> list[tuple[str, list[str]]]:
    """Tag and `segments` of every marked content of a page that shows text, in drawing order."""
    contents = resolve(page.get("/Contents"))
    streams = contents if isinstance(contents, list) else [contents]
    decoded = [
        data(part, _MOST) for part in map(resolve, streams) if isinstance(part, StreamObject)
    ]
    content = b"\n".join(decoded)
    fonts = dictionary(dictionary(inherited(page, "/Resources")).get("/Font"))
    pieces: dict[int, tuple[str, Letters]] = {}
    for piece in shown_text(content, fonts, known):
        pieces.setdefault(piece.number, (piece.tag, []))[1].extend(piece.letters)
    return [(tag, segments(letters)) for tag, letters in pieces.values()]


def segments(letters: Letters) -> list[str]:
    """The known parts of a text, as `bare` words: one more than there are gaps between them.

    >>> segments(["o", None, "t", "o"]), segments(["t", "o"])
    (['o', 'to'], ['to'])
    """
    parts: list[list[str]] = [[]]
    for letter in letters:
        if letter is None:
            parts.append([])
        else:
            parts[-1].append(letter)
    return [bare("".join(part)) for part in parts]


def fits(parts: Sequence[str], words: str) -> bool:
    """Whether a text could be `words`, if anything or nothing may stand in its gaps.

    >>> fits(["Han", "e"], "Hanne"), fits(["Hanne", ""], "Peter")
    (True, False)
    """
    if not words.startswith(parts[0]):
        return False
    at = len(parts[0])
    for part in parts[1:-1]:
        at = words.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return len(words) - at >= len(parts[-1]) and words.endswith(parts[-1])


def bare(words: str) -> str:
    """The words decomposed, without white space and invisible characters.

    So a text can be compared letter for letter, wherever a page breaks it into lines or panels.

    >>> bare("to linjer,\\n\\u00e5") == bare("to  linjer, a\\u030a")
    True
    """
    visible = "".join(
        letter
        for letter in words
        if not letter.isspace() and unicodedata.category(letter) not in ("Cc", "Cf")
    )
    return normalized("NFD", visible)


def _strings(operands: Sequence[Any]) -> Iterable[Any]:
    """The strings of the operators that show text: Tj has one, TJ a list with numbers between."""
    last = operands[-1] if operands else ()
    return last if isinstance(last, list) else (last,)


def _codes(string: Any) -> bytes:
    """The bytes of a string operand, which pypdf may have decoded; none of a number."""
    if isinstance(string, bytes):
        return bytes(string)
    original = getattr(string, "original_bytes", None)
    return original if isinstance(original, bytes) else b""
