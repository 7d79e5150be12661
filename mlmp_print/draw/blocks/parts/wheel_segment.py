"""A segment of the wheel of life themes, and the name that is set in it.

A name stays inside its segment: it is set as large as it goes, first broken over lines, then
smaller. Angles are radians, clockwise from the top.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, hypot, sin, sqrt

from ....model.messages import quoted
from ....model.phrases import Phrase
from ...geometry import MM, Box
from .letters import HALF_CAP, bold_width

RADIUS = 58.0  # mm, of the visual plan's wheel; the sizes in mm below are for it
# In pt.
LARGEST = 12.0  # of a name
SMALLEST = 9.0  # of a name
STEP = 0.5  # how finely sizes between them are tried
CLEAR = 2.8  # mm between a name and its segment's edges
OFF_HANDS = 2.0  # mm between a name and the hands that hold the wheel
ICON = 10.0  # mm, side of an icon
ICON_GAP = 1.2  # mm between icon and name
# An icon without a name, in shares of the radius: from the wheel's middle to it, and its side.
PLAIN_REACH = 0.64
PLAIN_ICON = 0.36
# Where the name's middle is tried, percent of the radius: as far out as possible, where it is wide.
REACHES = range(68, 40, -1)
EM_CAP = 2 * HALF_CAP  # ems of a line above its baseline
EM_UNDER = 0.2  # ems of a line below its baseline
EM_LEADING = 1.15  # ems from line to line

Range = tuple[float, float]  # x from and to; empty if the first is larger


@dataclass(frozen=True)
class SegmentName:
    """A theme's name set in its segment: lines, size in pt, and where they and the icon stand.

    `x` is the middle of the lines.
    """

    lines: tuple[str, ...]
    size: float
    x: float
    baselines: tuple[float, ...]
    icon: Box


@dataclass(frozen=True)
class Segment:
    """A piece of the wheel around (x, y) between two angles, between the hub and the rim; mm.

    `hands` are the circles (x, y, radius) that the figure's hands cover; names keep off them.
    """

    x: float
    y: float
    hub: float
    radius: float
    start: float
    end: float
    hands: tuple[tuple[float, float, float], ...] = ()

    @property
    def unit(self) -> float:
        """Scale relative to the wheel on the visual plan."""
        return self.radius / RADIUS

    @property
    def middle(self) -> float:
        """The angle in the middle of the segment."""
        return (self.start + self.end) / 2

    def span(self, y: float) -> Range:
        """Return the range of x inside the segment at the height `y`, clear of every edge."""
        clear = CLEAR * self.unit
        up = self.y - y
        rim = self.radius - clear
        hub = self.hub + clear
        reach = sqrt(max(0.0, rim * rim - up * up)) if abs(up) < rim else -1.0
        left, right = -reach, reach
        # A spoke at angle a: the distance of (x, up) to it, clockwise positive, is
        # x·cos a - up·sin a.
        for angle, side in ((self.start, 1), (self.end, -1)):
            slope = side * cos(angle)
            rest = clear + side * up * sin(angle)
            if slope > 1e-9:
                left = max(left, rest / slope)
            elif slope < -1e-9:
                right = min(right, rest / slope)
            elif rest > 0:
                return 1.0, -1.0
        if abs(up) < hub:
            beside = sqrt(hub * hub - up * up)
            if sin(self.middle) > 0:
                left = max(left, beside)
            else:
                right = min(right, -beside)
        return self.x + left, self.x + right

    def band(self, top: float, bottom: float) -> Range:
        """Return the range of x that is inside the segment all the way from `top` to `bottom`."""
        spans = [self.span(top + (bottom - top) * step / 4) for step in range(5)]
        return max(left for left, _ in spans), min(right for _, right in spans)

    def set_name(self, name: str, largest: float = LARGEST) -> SegmentName:
        """Return the name at the largest size, from `largest` pt down, at which it fits.

        Raises:
            ValueError: The name does not fit at the smallest size.
        """
        size = largest
        while size >= SMALLEST:
            for lines in _breakings(name):
                for percent in REACHES:
                    name_set = self._fit(lines, size, self.radius * percent / 100)
                    if name_set:
                        return name_set
            size -= STEP
        raise ValueError(
            Phrase(
                "the name {name} does not fit its segment of the wheel at {size:g} pt",
                name=quoted(name),
                size=SMALLEST,
            )
        )

    def set_icon(self) -> SegmentName:
        """Return the icon alone, without a name, in the middle of the segment."""
        reach = PLAIN_REACH * self.radius
        widest = 1.4 * reach * sin((self.end - self.start) / 2)
        side = min(PLAIN_ICON * self.radius, widest)
        x = self.x + reach * sin(self.middle)
        y = self.y - reach * cos(self.middle)
        return SegmentName((), 0, x, (), Box(x - side / 2, y - side / 2, side, side))

    def near_hand(self, box: Box) -> bool:
        """Return whether a hand comes too near to what is in the box."""
        off = OFF_HANDS * self.unit
        return any(_distance(x, y, box) < r + off for x, y, r in self.hands)

    def _fit(self, lines: tuple[str, ...], size: float, reach: float) -> SegmentName | None:
        """The name set `reach` mm from the wheel's middle, or None if it does not fit there."""
        leading = EM_LEADING * size / MM
        icon = ICON * self.unit
        gap = ICON_GAP * self.unit
        height = icon + gap + leading * len(lines)
        top = self.y - reach * cos(self.middle) - height / 2
        cap = EM_CAP * size / MM
        under = EM_UNDER * size / MM
        first = top + icon + gap + cap + 0.6
        baselines = tuple(first + leading * number for number in range(len(lines)))
        halves = [bold_width(line, size) / 2 for line in lines]
        bands = [self.band(baseline - cap, baseline + under) for baseline in baselines]
        bands.append(self.band(top, top + icon))
        for x in self._middles(bands, [*halves, icon / 2], reach):
            boxes = (
                Box(x - half, baseline - cap, 2 * half, cap + under)
                for baseline, half in zip(baselines, halves, strict=True)
            )
            if not any(map(self.near_hand, boxes)):
                return SegmentName(lines, size, x, baselines, Box(x - icon / 2, top, icon, icon))
        return None

    def _middles(self, bands: list[Range], halves: list[float], reach: float) -> Iterator[float]:
        """Each x to try for the middle of lines that are half as wide as `halves`, best first."""
        lowest = max(left + half for (left, _), half in zip(bands, halves, strict=True))
        highest = min(right - half for (_, right), half in zip(bands, halves, strict=True))
        if lowest <= highest:
            yield min(max(self.x + reach * sin(self.middle), lowest), highest)
            yield lowest
            yield highest


def _distance(x: float, y: float, box: Box) -> float:
    """From a point to the nearest point of a box."""
    return hypot(x - min(max(x, box.x), box.right), y - min(max(y, box.y), box.bottom))


def _breakings(name: str) -> Iterator[tuple[str, ...]]:
    """The name on one line, then broken at each of its spaces; never hyphenated."""
    words = name.split(" ")
    yield (name,)
    for cut in range(1, len(words)):
        yield " ".join(words[:cut]), " ".join(words[cut:])
