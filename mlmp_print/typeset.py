"""Setting text: measure, wrap, fit. Pure functions over strings, for page text and field text alike. Units: pt.

Nothing here clips: a text that does not fit at the smallest size comes back with `whole=False` and as much as fits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .fonts import face

SIZES = (12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0)  # DESIGN: answers 12 pt, never below 9
LEADING = 1.25
PAD = 1.5  # pt between a field's edge and its text
_WIDEST = 1.6  # ems, more than any letter takes
_TOP, _BELOW = 0.95, 0.30  # ems above the first and below the last baseline
LIFT = 0.30  # ems a baseline stands over its writing line, so that descenders clear it

# Characters that are kept in the value but have no ink: soft hyphen, zero width, direction marks, byte order mark.
INVISIBLE = frozenset(map(chr, [0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF]))

_DROP_INVISIBLE = {ord(character): None for character in INVISIBLE}
_BREAKS = {ord("\t"): "    ", 0x2028: "\n", 0x2029: "\n"}
_TRANSLATE = {**_DROP_INVISIBLE, **_BREAKS}
_TRANSLATED = re.compile("[" + "".join(map(chr, _TRANSLATE)) + "]")
_AFTER_BREAK = re.compile(r"(?<=[-/–—])(?=\w)")


def display(text: str) -> str:
    """The text as it is drawn: composed (NFC), tabs as spaces, characters without ink left out."""
    if not _TRANSLATED.search(text) and unicodedata.is_normalized("NFC", text):
        return text
    return unicodedata.normalize("NFC", text.translate(_TRANSLATE))


@lru_cache(maxsize=1)
def _every_advance() -> dict[str, float]:
    return {**face("fallback").advance, **face("regular").advance}


@lru_cache(maxsize=1)
def _regular_letters() -> frozenset[str]:
    """What the regular face can set, line breaks included."""
    return frozenset({*face("regular").advance, "\n"})


def advances(text: str) -> Mapping[str, float]:
    """Advances (ems) that cover `text`, from the fallback face too only if the text needs it."""
    return face("regular").advance if _regular_letters().issuperset(text) else _every_advance()


def missing(text: str) -> list[str]:
    """The characters of `text` that no face of ours can draw, in order, once each."""
    drawn = display(text)
    return [] if _regular_letters().issuperset(drawn) else sorted(set(drawn) - {"\n"} - _every_advance().keys())


def width(text: str, size: float, key: str = "regular") -> float:
    """The width of one line of page text in pt, in the face `key`."""
    return face(key).width(text, size)


def wrap(text: str, limit: float, advance: Mapping[str, float]) -> list[str]:
    """The lines of `text` broken to `limit` ems: at spaces, after hyphens and slashes, and inside a word longer than a line."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        if sum(map(advance.__getitem__, paragraph)) <= limit:
            lines.append(paragraph)
        else:
            lines.extend(_wrap_paragraph(paragraph, limit, advance))
    return lines


def _wrap_paragraph(paragraph: str, limit: float, advance: Mapping[str, float]) -> list[str]:
    lines: list[str] = []
    line, used, space = "", 0.0, advance[" "]
    for index, word in enumerate(paragraph.split(" ")):
        needed = sum(map(advance.__getitem__, word))
        gap = space if index else 0.0
        if used + gap + needed <= limit:
            line, used = (f"{line} {word}" if index else word), used + gap + needed
            continue
        pieces = _AFTER_BREAK.split(word) if needed > limit else [word]
        if line:
            lines.append(line.rstrip(" "))
            line, used = "", 0.0
        for piece in pieces:
            for chunk in _chop(piece, limit, advance):
                long = sum(map(advance.__getitem__, chunk))
                if used + long <= limit:
                    line, used = line + chunk, used + long
                else:
                    lines.append(line)
                    line, used = chunk, long
    return [*lines, line]


def _chop(word: str, limit: float, advance: Mapping[str, float]) -> list[str]:
    """A word in pieces that are each no wider than a line."""
    if sum(map(advance.__getitem__, word)) <= limit:
        return [word]
    pieces, piece, used = [], "", 0.0
    for character in word:
        if piece and used + advance[character] > limit:
            pieces.append(piece)
            piece, used = "", 0.0
        piece, used = piece + character, used + advance[character]
    return [*pieces, piece]


def drawable(text: str) -> str:
    """The text on one line, without the characters that no face of ours can draw."""
    gone = {ord(letter): None for letter in missing(text)}
    return " ".join(display(text).translate(gone).split())


@dataclass(frozen=True)
class Frame:
    """Where a text may stand: a box in pt, and the heights of its printed writing lines measured from the top.

    `single` is a box for one line, such as a name. Sizes run from the largest allowed to the smallest.
    """

    width: float
    height: float
    rules: tuple[float, ...] = ()
    single: bool = False
    sizes: tuple[float, ...] = SIZES


@dataclass(frozen=True)
class Setting:
    """A text set in a frame: lines, their size, the baselines from the top (pt).

    `on_rules`: the text stands on the printed writing lines; otherwise those must be covered. `whole`: all of the
    text is here; otherwise the last line has room at its end for a pointer to the page with the rest. `plain`: the whole
    text is in the regular face's letters.
    """

    lines: tuple[str, ...]
    size: float
    baselines: tuple[float, ...]
    on_rules: bool
    whole: bool
    plain: bool


def fit(text: str, frame: Frame, tail: float = 0.0) -> Setting:
    """Set `text` in `frame` as large as it goes: first on the writing lines, then closer together, then smaller. A word that is
    longer than a line makes the type smaller too, and is broken only if it is too long at every size.

    Text that does not fit at the smallest size is set as far as it goes, `whole` is False, and the last line shown has
    `tail` ems left free at its end.
    """
    drawn = display(text)
    advance = advances(drawn)
    plain = advance is face("regular").advance
    if frame.rules and "\n" not in drawn and sum(map(advance.__getitem__, drawn)) <= frame.width / frame.sizes[0]:  # most answers
        return Setting((drawn,), frame.sizes[0], (frame.rules[0] - LIFT * frame.sizes[0],), on_rules=True, whole=True, plain=plain)
    longest = _longest(drawn, frame.width / frame.sizes[0], advance)
    sizes = tuple(size for size in frame.sizes if longest <= frame.width / size) or frame.sizes
    for size in sizes if frame.single else sizes[:1]:
        lines = wrap(drawn, frame.width / size, advance)
        if len(lines) <= len(frame.rules):
            return Setting(tuple(lines), size, tuple(rule - LIFT * size for rule in frame.rules[: len(lines)]), on_rules=True, whole=True, plain=plain)
    if frame.single:
        return _cut(drawn, frame, tail, advance, plain, frame.rules[:1])
    for size in sizes:
        lines = wrap(drawn, frame.width / size, advance)
        if len(lines) <= _capacity(frame, size):
            return Setting(tuple(lines), size, _baselines(len(lines), size), on_rules=False, whole=True, plain=plain)
    return _cut(drawn, frame, tail, advance, plain, ())


def _longest(text: str, limit: float, advance: Mapping[str, float]) -> float:
    """The ems of the longest piece of `text` that only `_chop` would break, if it is more than `limit`; else 0."""
    long = [word for word in text.replace("\n", " ").split(" ") if len(word) * _WIDEST > limit]
    pieces = (piece for word in long for piece in _AFTER_BREAK.split(word))
    found = max((sum(map(advance.__getitem__, piece)) for piece in pieces), default=0.0)
    return found if found > limit else 0.0


def _capacity(frame: Frame, size: float) -> int:
    return max(0, int((frame.height - (_TOP + _BELOW) * size) // (LEADING * size) + 1))


def _baselines(count: int, size: float) -> tuple[float, ...]:
    return tuple(size * (_TOP + LEADING * line) for line in range(count))


def _cut(drawn: str, frame: Frame, tail: float, advance: Mapping[str, float], plain: bool, rules: Sequence[float]) -> Setting:
    size = frame.sizes[-1]
    limit = frame.width / size
    count = len(rules) or max(1, _capacity(frame, size))
    lines = wrap(drawn, limit, advance)[:count]
    last = lines[-1]
    while last and sum(map(advance.__getitem__, last)) + tail > limit:
        last = last[:-1]
    baselines = tuple(rule - LIFT * size for rule in rules) or _baselines(len(lines), size)
    return Setting((*lines[:-1], last.rstrip()), size, baselines, on_rules=bool(rules), whole=False, plain=plain)


def broken(text: str, limit: float, size: float, key: str = "regular") -> list[str]:
    """`text` at `size` pt in the face `key`, broken to a measure of `limit` pt."""
    drawn = display(text)
    return wrap(drawn, limit / size, advances(drawn) if key == "regular" else face(key).advance)
