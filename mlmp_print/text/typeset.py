"""Setting text: measure, wrap, fit. Pure functions over strings, for page text and field text alike. Units: pt.

Nothing here clips: a text that does not fit at the smallest size comes back with `whole=False` and as much as fits.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from .fonts import face
from .unicode import normalized

SIZES = (12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0)  # DESIGN: answers 12 pt, never below 9
LEADING = 1.25
PAD = 1.5  # pt between a field's edge and its text
_WIDEST = 1.6  # ems, more than any letter takes
_TOP, _BELOW = 0.95, 0.30  # ems above the first and below the last baseline
LIFT = 0.30  # ems a baseline stands over its writing line, so that descenders clear it

# Characters that are kept in the value but have no ink: soft hyphen, zero width, direction marks, byte order mark.
INVISIBLE = frozenset(
    map(chr, [0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF])
)

_DROP_INVISIBLE = {ord(character): None for character in INVISIBLE}
_BREAKS = {ord("\t"): "    ", 0x2028: "\n", 0x2029: "\n"}
_TRANSLATE = {**_DROP_INVISIBLE, **_BREAKS}
_TRANSLATED = re.compile("[" + "".join(map(chr, _TRANSLATE)) + "]")
_JOINS = " ,;:./(–—-"  # what a text does not end with before “…”
_AFTER_BREAK = re.compile(r"(?<=[-/–—])(?=\w)")


def display(text: str) -> str:
    """The text as it is drawn: composed (NFC), tabs as spaces, characters without ink left out."""
    if not _TRANSLATED.search(text) and unicodedata.is_normalized("NFC", text):
        return text
    return normalized("NFC", text.translate(_TRANSLATE))


@lru_cache(maxsize=1)
def _every_advance() -> dict[str, float]:
    return {**face("fallback").advance, **face("regular").advance}


@lru_cache(maxsize=1)
def _usual_advance() -> dict[str, float]:
    """Advances of the letters of the regular face that `display` leaves alone wherever they stand; a line break has none.

    Most texts have no others. Marks are not among them: one can be composed with the letter before it.
    """
    usual = {
        letter: advance
        for letter, advance in face("regular").advance.items()
        if not unicodedata.combining(letter) and display(letter) == letter
    }
    return {**usual, "\n": 0.0}


@lru_cache(maxsize=1)
def _regular_letters() -> frozenset[str]:
    """What the regular face can set, line breaks included."""
    return frozenset({*face("regular").advance, "\n"})


@lru_cache(maxsize=1)
def _usual_letters() -> frozenset[str]:
    return frozenset(_usual_advance())


def advances(text: str) -> Mapping[str, float]:
    """Advances (ems) that cover `text`, from the fallback face too only if the text needs it."""
    return face("regular").advance if _regular_letters().issuperset(text) else _every_advance()


def missing(text: str) -> list[str]:
    """The characters of `text` that no face of ours can draw, in order, once each."""
    if _usual_letters().issuperset(text):
        return []
    drawn = display(text)
    return (
        []
        if _regular_letters().issuperset(drawn)
        else sorted(set(drawn) - {"\n"} - _every_advance().keys())
    )


def width(text: str, size: float, key: str = "regular") -> float:
    """The width of one line of page text in pt, in the face `key`."""
    return face(key).width(text, size)


Paragraph = tuple[str, list[float]]  # with how far it reaches: at n, the ems of its first n letters


def _paragraphs(text: str, advance: Mapping[str, float]) -> list[Paragraph]:
    """The paragraphs of `text`, measured once for every size. Raises KeyError for a letter that `advance` lacks."""
    return [
        (words, list(accumulate(map(advance.__getitem__, words), initial=0.0)))
        for words in text.split("\n")
    ]


def wrap(text: str, limit: float, advance: Mapping[str, float]) -> list[str]:
    """The lines of `text` broken to `limit` ems: at spaces, after hyphens and slashes, and inside a word longer than a line."""
    return _wrap(_paragraphs(text, advance), limit)


def _wrap(paragraphs: Sequence[Paragraph], limit: float) -> list[str]:
    lines: list[str] = []
    for words, reach in paragraphs:
        start = 0
        while start + 1 < len(words) and reach[-1] > reach[start] + limit:
            stop = (
                bisect_right(reach, reach[start] + limit, start + 2) - 1
            )  # what goes on the line ends before this letter
            if (space := words.rfind(" ", start, stop + 1)) >= 0:
                line, start = words[start:space].rstrip(" "), space + 1
            else:
                stop = max(
                    (found.start() for found in _AFTER_BREAK.finditer(words, start + 1, stop + 1)),
                    default=stop,
                )
                line, start = words[start:stop], stop
            if line:
                lines.append(line)
        lines.append(words[start:])
    return lines


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


class Setting(NamedTuple):
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
    advance: Mapping[str, float]
    try:
        drawn, advance, plain = text, _usual_advance(), True
        paragraphs = _paragraphs(text, advance)
    except KeyError:
        drawn = display(text)
        advance = advances(drawn)
        plain = advance is face("regular").advance
        paragraphs = _paragraphs(drawn, advance)
    if (
        frame.rules
        and len(paragraphs) == 1
        and paragraphs[0][1][-1] <= frame.width / frame.sizes[0]
    ):  # most answers
        return Setting(
            (drawn,),
            frame.sizes[0],
            (frame.rules[0] - LIFT * frame.sizes[0],),
            on_rules=True,
            whole=True,
            plain=plain,
        )
    longest = _longest(drawn, frame.width / frame.sizes[0], advance)
    sizes = (
        longest and tuple(size for size in frame.sizes if longest <= frame.width / size)
    ) or frame.sizes
    for size in sizes:
        lines = _wrap(paragraphs, frame.width / size)
        if len(lines) <= len(frame.rules) and (frame.single or size == sizes[0]):
            return Setting(
                tuple(lines),
                size,
                tuple(rule - LIFT * size for rule in frame.rules[: len(lines)]),
                on_rules=True,
                whole=True,
                plain=plain,
            )
        if len(lines) <= _capacity(frame, size) and not frame.single:
            return Setting(
                tuple(lines),
                size,
                _baselines(len(lines), size),
                on_rules=False,
                whole=True,
                plain=plain,
            )
    return _cut(paragraphs, frame, tail, advance, plain, frame.rules[:1] if frame.single else ())


def _longest(text: str, limit: float, advance: Mapping[str, float]) -> float:
    """The ems of the longest piece of `text` that only breaking a word would break up, if it is more than `limit`; else 0."""
    words = text.replace("\n", " ").split(" ")
    if max(map(len, words)) * _WIDEST <= limit:
        return 0.0
    pieces = (
        piece for word in words if len(word) * _WIDEST > limit for piece in _AFTER_BREAK.split(word)
    )
    found = max((sum(map(advance.__getitem__, piece)) for piece in pieces), default=0.0)
    return found if found > limit else 0.0


def _capacity(frame: Frame, size: float) -> int:
    return max(0, int((frame.height - (_TOP + _BELOW) * size) // (LEADING * size) + 1))


def _baselines(count: int, size: float) -> tuple[float, ...]:
    return tuple(size * (_TOP + LEADING * line) for line in range(count))


def _cut(
    paragraphs: Sequence[Paragraph],
    frame: Frame,
    tail: float,
    advance: Mapping[str, float],
    plain: bool,
    rules: Sequence[float],
) -> Setting:
    size = frame.sizes[-1]
    limit = frame.width / size
    count = len(rules) or max(1, _capacity(frame, size))
    lines = _wrap(paragraphs, limit)[:count]
    baselines = tuple(rule - LIFT * size for rule in rules) or _baselines(len(lines), size)
    return Setting(
        (*lines[:-1], _begun(lines[-1], limit - tail, advance)),
        size,
        baselines,
        on_rules=bool(rules),
        whole=False,
        plain=plain,
    )


def _begun(line: str, limit: float, advance: Mapping[str, float]) -> str:
    """The whole words of a line that go into `limit` ems, without what joins them to the next; of a first word that is too long, as much as goes."""
    fits = max(
        bisect_right(list(accumulate(map(advance.__getitem__, line), initial=0.0)), limit) - 1, 0
    )
    if fits < len(line):
        words = line[: max(line.rfind(" ", 0, fits + 1), 0)]
        line = words if words.strip() else line[:fits]
    return line.rstrip(_JOINS)


def broken(text: str, limit: float, size: float, key: str = "regular") -> list[str]:
    """`text` at `size` pt in the face `key`, broken to a measure of `limit` pt; letters that the face lacks as in another of ours."""
    drawn = display(text)
    return wrap(
        drawn,
        limit / size,
        advances(drawn) if key == "regular" else {**advances(drawn), **face(key).advance},
    )
