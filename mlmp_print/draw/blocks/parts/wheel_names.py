"""The names in the segments of the wheel: all of one size, broken to their segments.

A name is broken at spaces as long as that goes, then with hyphens, as few as may be. How large the
names are does not depend on the order of the themes' colours or icons, and hardly on their places:
every segment is as wide at its rim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from ....model.messages import quoted
from ....model.phrases import Phrase
from ....text.hyphenation import break_points
from .letters import bold_width
from .wheel_segment import Segment, SegmentName

LARGEST = 13.0  # pt
LEAST = 11.0  # pt; smaller names only where a hyphen does not help either
HYPHENS = 1.0  # pt over the least size at which names are tried with hyphens
LAST = 10.0  # pt of the smallest names of all, on the visual plan's wheel
STEP = 0.5  # pt between sizes that are tried
LINES = 4  # of a name, at most
GROWTH = (1.3, 1.2, 1.1, 1.0)  # of the icons, where all segments have room
_GAP = re.compile(r" |(?<=[-/–—])(?=\w)")  # where a name may be broken without a hyphen


@lru_cache(maxsize=256)
def set_names(
    segments: tuple[Segment, ...], names: tuple[str, ...], lang: str, largest: float, least: float
) -> tuple[SegmentName, ...]:
    """Set each name in its segment, all of one size, and icons of one size.

    Args:
        lang: The language of the names, for hyphens.
        largest: The size to try first, pt.
        least: The size down to which a name is set without hyphens if it can be, pt.

    Raises:
        ValueError: A name does not fit at the smallest size.
    """
    wheel = _Wheel(segments, names, lang)
    found = wheel.unbroken(largest, least) or wheel.hyphenated(least)
    return wheel.grown(found)


def icon_side(count: int) -> float:
    """Return the least side of an icon in a wheel of `count` themes as large as the plan's, mm."""
    if count <= 6:
        return 14.0
    return 11.37 if count <= 8 else 8.0  # 24 mm on an A3 poster


class _Wheel:
    """Tries sizes for the names of one wheel."""

    def __init__(self, segments: Sequence[Segment], names: Sequence[str], lang: str) -> None:
        self.pairs = list(zip(segments, names, strict=True))
        self.unit = segments[0].unit
        self.side = icon_side(len(names)) * self.unit
        self.whole = {name: list(_breakings(name, ())) for name in names}
        self.lang = lang

    def unbroken(self, largest: float, least: float) -> list[SegmentName]:
        """Return the names at the largest size at which all fit without hyphens, or nothing."""
        for size in _sizes(largest, least):
            found = self.fitting(size, self.whole)
            if found:
                return found
        return []

    def hyphenated(self, least: float) -> list[SegmentName]:
        """Return the names with the fewest hyphens; below `least`, at the largest size that goes.

        Raises:
            ValueError: A name does not fit at the smallest size.
        """
        pieces = {name: list(_breakings(name, hyphens(name, self.lang))) for name in self.whole}
        tries = (self.fitting(size, pieces) for size in _sizes(least + HYPHENS, least))
        found = [names for names in tries if names]
        if found:
            return min(found, key=lambda names: (_count_hyphens(names), -names[0].size))
        last = min(least - HYPHENS, LAST * self.unit)
        for size in _sizes(least - STEP, last):
            names = self.fitting(size, pieces)
            if names:
                return names
        raise self.too_long(last, pieces)

    def fitting(
        self, size: float, breakings: dict[str, list[tuple[str, ...]]]
    ) -> list[SegmentName]:
        """Return every name at a size, or nothing if one does not fit."""
        found = []
        for segment, name in self.pairs:
            tries = (segment.set_name(lines, size, self.side) for lines in breakings[name])
            setting = next(filter(None, tries), None)
            if setting is None:
                return []
            found.append(setting)
        return found

    def too_long(self, size: float, breakings: dict[str, list[tuple[str, ...]]]) -> ValueError:
        """Return the error that names the first name which does not fit."""
        name = next(
            name
            for segment, name in self.pairs
            if not any(segment.set_name(lines, size, self.side) for lines in breakings[name])
        )
        return ValueError(
            Phrase(
                "the name {name} does not fit its segment of the wheel at {size:.3g} pt",
                name=quoted(name),
                size=size,
            )
        )

    def grown(self, names: list[SegmentName]) -> tuple[SegmentName, ...]:
        """Return the names with icons as large as all segments allow."""
        for growth in GROWTH:
            found = [
                segment.with_icon(name, self.side * growth)
                for (segment, _), name in zip(self.pairs, names, strict=True)
            ]
            whole = tuple(filter(None, found))
            if len(whole) == len(names):
                return whole
        return tuple(names)


def hyphens(name: str, lang: str) -> tuple[int, ...]:
    """Return where the words of a name may be broken with a hyphen."""
    return tuple(
        word.start() + point
        for word in re.finditer(r"\S+", name)
        for point in break_points(word[0], lang)
    )


def _sizes(largest: float, least: float) -> Iterator[float]:
    """Each size to try, the largest first; the last is `least`."""
    size = largest
    while size > least:
        yield size
        size -= STEP
    yield least


def _breakings(name: str, points: Sequence[int]) -> Iterator[tuple[str, ...]]:
    """The ways to break a name: with the fewest hyphens, then on the fewest lines, then evenly."""
    gaps = [(gap.start(), gap.end(), "") for gap in _GAP.finditer(name)]
    gaps += [(point, point, "-") for point in points]
    ways = []
    for count in range(min(LINES, len(gaps) + 1)):
        for breaks in combinations(sorted(gaps), count):
            lines = tuple(_lines(name, breaks))
            widest = max(bold_width(line, 1) for line in lines)
            ways.append((sum(bool(hyphen) for *_, hyphen in breaks), count, widest, lines))
    for *_, lines in sorted(ways):
        yield lines


def _lines(name: str, breaks: Sequence[tuple[int, int, str]]) -> Iterator[str]:
    begin = 0
    for stop, after, hyphen in breaks:
        yield name[begin:stop] + hyphen
        begin = after
    yield name[begin:]


def _count_hyphens(names: Sequence[SegmentName]) -> int:
    return sum(line.endswith("-") for name in names for line in name.lines)
