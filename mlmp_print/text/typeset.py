"""Typesetting: measure, wrap and fit text, for pages and for fields alike. Units: pt.

Nothing here clips. A text that does not fit at the smallest size is set as far as it goes, and
comes back with `whole=False`.
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
from .lines import HYPHEN, Paragraph, longest_piece, paragraphs, wrap, wrapped
from .unicode import normalized

# Of answers, from the usual size to the least. What is smaller is hard to read: a text that does
# not fit goes on on another page.
SIZES = (12.0, 11.5, 11.0, 10.5, 10.0)
LARGE_SIZES = (16.0, 15.5, 15.0, 14.5, 14.0)  # in large print
LEADING = 1.25
PAD = 1.5  # pt between a field's edge and its text
LIFT = 0.30  # ems a baseline stands over its writing line, so that descenders clear it
_TOP, _BELOW = 0.95, 0.30  # ems above the first and below the last baseline
# A name on two lines stands closer: ems above, between and below the baselines. É is 0.87 ems high,
# and no letter reaches 0.2 ems below its line.
_TWO_TOP, _TWO_LEADING, _TWO_LIFT = 0.88, 1.2, 0.24

# Characters without ink, which a value keeps: soft hyphen, zero width, direction, byte order mark.
INVISIBLE = frozenset(
    map(chr, [0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF])
)

_DROP_INVISIBLE = {ord(character): None for character in INVISIBLE}
_BREAKS = {ord("\t"): "    ", 0x2028: "\n", 0x2029: "\n"}
_TRANSLATE = {**_DROP_INVISIBLE, **_BREAKS}
_TRANSLATED = re.compile("[" + "".join(map(chr, _TRANSLATE)) + "]")
_JOINS = " ,;:./(–—-"  # marks that no text ends with before “…”


def display(text: str) -> str:
    """Return the text as it is drawn: composed (NFC), tabs as spaces, no characters without ink.

    >>> display("A\\u030arhus\\u200b")
    'Århus'
    """
    if not _TRANSLATED.search(text) and unicodedata.is_normalized("NFC", text):
        return text
    return normalized("NFC", text.translate(_TRANSLATE))


@lru_cache(maxsize=1)
def _every_advance() -> dict[str, float]:
    return {**face("fallback").advance, **face("regular").advance}


@lru_cache(maxsize=1)
def _usual_advance() -> dict[str, float]:
    """Return the advances of the letters of the regular face that `display` never changes.

    Most texts have no others, so that they need no `display`. Marks are not among them: a letter
    before one can be composed with it. A line break has no advance.
    """
    usual = {
        letter: advance
        for letter, advance in face("regular").advance.items()
        if not unicodedata.combining(letter) and display(letter) == letter
    }
    return {**usual, "\n": 0.0}


@lru_cache(maxsize=1)
def _regular_letters() -> frozenset[str]:
    """Return what the regular face can set, line breaks included."""
    return frozenset({*face("regular").advance, "\n"})


@lru_cache(maxsize=1)
def _usual_letters() -> frozenset[str]:
    return frozenset(_usual_advance())


def advances(text: str) -> Mapping[str, float]:
    """Return advances (ems) that cover `text`; the fallback face is loaded only if needed."""
    return face("regular").advance if _regular_letters().issuperset(text) else _every_advance()


def missing(text: str) -> list[str]:
    """Return the characters of `text` that no face of ours can draw, in order, once each.

    >>> missing("漢 og æ")
    ['漢']
    """
    if _usual_letters().issuperset(text):
        return []
    drawn = display(text)
    if _regular_letters().issuperset(drawn):
        return []
    return sorted(set(drawn) - {"\n"} - _every_advance().keys())


def width(text: str, size: float, key: str = "regular") -> float:
    """Return the width of one line of page text in pt, in the face `key`."""
    return face(key).width(text, size)


def drawable(text: str) -> str:
    """Return the text on one line, without the characters that no face of ours can draw.

    >>> drawable("Åse\\n漢 Holm")
    'Åse Holm'
    """
    gone = {ord(letter): None for letter in missing(text)}
    return " ".join(display(text).translate(gone).split())


@dataclass(frozen=True)
class Frame:
    """A box that a text is set in, in pt.

    Attributes:
        rules: The heights of its printed writing lines, from the top.
        single: A box for one line, such as a name.
        two: A text that is too wide for one line at every size may stand on two, if a single box is
            high enough for them.
        sizes: Of type, from the largest to the smallest.
        lang: The language whose hyphens break a word that is longer than a line; "" for none.
    """

    width: float
    height: float
    rules: tuple[float, ...] = ()
    single: bool = False
    two: bool = False
    sizes: tuple[float, ...] = SIZES
    lang: str = ""


class Setting(NamedTuple):
    """A text set in a frame.

    Attributes:
        baselines: From the top of the frame, pt.
        on_rules: The text stands on the printed writing lines; otherwise these must be covered.
        whole: All of the text is here; otherwise the last line has room at its end for a pointer
            to the page with the rest.
        plain: All letters are in the regular face.
    """

    lines: tuple[str, ...]
    size: float
    baselines: tuple[float, ...]
    on_rules: bool
    whole: bool
    plain: bool


def fit(text: str, frame: Frame, tail: float = 0.0) -> Setting:
    """Set `text` in `frame` as large as it goes.

    The writing lines come first, then lines closer together, then smaller type, and for a name two
    lines. A word longer than a line makes the type smaller too; it is broken only if it is too long
    at every size.

    Args:
        tail: Ems to leave free at the end of the last line if the text does not fit even so.

    >>> fit("Vaske tøj", Frame(200, 40)).lines
    ('Vaske tøj',)
    """
    advance: Mapping[str, float]
    try:
        drawn, advance, plain = text, _usual_advance(), True
        measured = paragraphs(text, advance)
    except KeyError:
        drawn = display(text)
        advance = advances(drawn)
        plain = advance is face("regular").advance
        measured = paragraphs(drawn, advance)
    rules, largest = frame.rules, frame.sizes[0]
    if rules and len(measured) == 1 and measured[0][1][-1] <= frame.width / largest:
        baseline = rules[0] - LIFT * largest
        # Most answers end here.
        return Setting((drawn,), largest, (baseline,), on_rules=True, whole=True, plain=plain)
    longest = longest_piece(drawn, frame.width / largest, advance)
    sizes = frame.sizes
    if longest:
        sizes = tuple(size for size in sizes if longest <= frame.width / size) or sizes
    for size in sizes:
        lines = wrapped(measured, frame.width / size, frame.lang)
        if len(lines) <= len(rules) and (frame.single or size == sizes[0]):
            baselines = tuple(rule - LIFT * size for rule in rules[: len(lines)])
            return Setting(tuple(lines), size, baselines, on_rules=True, whole=True, plain=plain)
        if len(lines) <= _capacity(frame, size) and not frame.single:
            baselines = _baselines(len(lines), size)
            return Setting(tuple(lines), size, baselines, on_rules=False, whole=True, plain=plain)
    for size in sizes if frame.two else ():
        lines = wrapped(measured, frame.width / size, frame.lang)
        if len(lines) == 2 and (baselines := _two_baselines(frame, size)):
            return Setting(tuple(lines), size, baselines, on_rules=True, whole=True, plain=plain)
    return _cut(measured, frame, tail, advance, plain)


def _capacity(frame: Frame, size: float) -> int:
    return max(0, int((frame.height - (_TOP + _BELOW) * size) // (LEADING * size) + 1))


def _baselines(count: int, size: float) -> tuple[float, ...]:
    return tuple(size * (_TOP + LEADING * line) for line in range(count))


def _two_baselines(frame: Frame, size: float) -> tuple[float, ...]:
    """Return the baselines of two lines, of which the last is on the rule; () without room."""
    last = frame.rules[0] - _TWO_LIFT * size
    first = last - _TWO_LEADING * size
    return (first, last) if first >= _TWO_TOP * size else ()


def _cut(
    measured: Sequence[Paragraph],
    frame: Frame,
    tail: float,
    advance: Mapping[str, float],
    plain: bool,
) -> Setting:
    """Set as much of a text as goes into the frame at its smallest size."""
    size = frame.sizes[-1]
    limit = frame.width / size
    if frame.single:
        two = _two_baselines(frame, size) if frame.two else ()
        baselines = two or (frame.rules[0] - LIFT * size,)
    else:
        baselines = _baselines(max(1, _capacity(frame, size)), size)
    *lines, last = wrapped(measured, limit, frame.lang)[: len(baselines)]
    lines.append(_begun(last, limit - tail, advance))
    return Setting(
        tuple(lines),
        size,
        baselines[: len(lines)],
        on_rules=frame.single,
        whole=False,
        plain=plain,
    )


def _begun(line: str, limit: float, advance: Mapping[str, float]) -> str:
    """Return the whole words of a line that go into `limit` ems, without a mark at their end.

    Of a first word that is too long, return as many letters as go.
    """
    line = line.rstrip(HYPHEN)
    reach = list(accumulate(map(advance.__getitem__, line), initial=0.0))
    fits = max(bisect_right(reach, limit) - 1, 0)
    if fits < len(line):
        words = line[: max(line.rfind(" ", 0, fits + 1), 0)]
        line = words if words.strip() else line[:fits]
    return line.rstrip(_JOINS)


def broken(text: str, limit: float, size: float, key: str = "regular", lang: str = "") -> list[str]:
    """Return `text` at `size` pt in the face `key`, broken into lines of at most `limit` pt.

    Letters that the face lacks are measured as in another of ours. `lang` is as in `wrap`.
    """
    drawn = display(text)
    advance = advances(drawn)
    if key != "regular":
        advance = {**advance, **face(key).advance}
    return wrap(drawn, limit / size, advance, lang)
