"""A segment of the wheel of life themes: a name at its wide end, an icon at its narrow one.

Angles are radians, clockwise from the top. Sizes in mm are for the wheel on the visual plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, hypot, inf, sin, sqrt

from ...geometry import MM, Box, Point
from .letters import bold_width

RADIUS = 61.0  # mm, of the visual plan's wheel
CLEAR = 1.6  # mm between a name and a spoke or the hub
OFF_RIM = 2.4  # mm between a name and the rim, more than the figure's hands take
ICON_CLEAR = 1.0  # mm between an icon and a spoke or the hub
ICON_MARGIN = 0.1  # of an icon's square, on each side: hardly any icon has ink there
ICON_GAP = 2.0  # mm between icon and name
SLIDE = 10.0  # mm that a name may stand off the middle of its segment
ASIDE = 0.2  # a name goes a millimetre aside only if it comes so far out by it
ROW = 0.5  # mm, how finely the heights of a name are tried
# In ems: a line above and below its baseline, and from line to line.
EM_ABOVE = 0.72
EM_BELOW = 0.22
EM_LEADING = 1.12

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

    @property
    def boxes(self) -> list[Box]:
        """The box of each line, with room for its longest letters."""
        em = self.size / MM
        wide = [bold_width(line, self.size) for line in self.lines]
        return [
            Box(self.x - w / 2, baseline - EM_ABOVE * em, w, (EM_ABOVE + EM_BELOW) * em)
            for w, baseline in zip(wide, self.baselines, strict=True)
        ]


@dataclass(frozen=True)
class Segment:
    """A piece of the wheel around (x, y) between two angles, between the hub and the rim; mm."""

    x: float
    y: float
    hub: float
    radius: float
    start: float
    end: float

    @property
    def unit(self) -> float:
        """Scale relative to the wheel on the visual plan."""
        return self.radius / RADIUS

    @property
    def middle(self) -> float:
        """The angle in the middle of the segment."""
        return (self.start + self.end) / 2

    def at(self, reach: float) -> Point:
        """Return the point of the middle line that is `reach` mm from the wheel's middle."""
        return self.x + reach * sin(self.middle), self.y - reach * cos(self.middle)

    def span(self, y: float) -> Range:
        """Return the range of x that a name may take at one height."""
        up = self.y - y
        rim = self.radius - OFF_RIM * self.unit
        if abs(up) >= rim:
            return 1.0, -1.0
        right = sqrt(rim * rim - up * up)
        left = -right
        # The distance of (x, up) to a spoke at angle a is x·cos a - up·sin a, positive clockwise.
        for angle, side in ((self.start, 1), (self.end, -1)):
            slope = side * cos(angle)
            rest = CLEAR * self.unit + side * up * sin(angle)
            if slope > 1e-9:
                left = max(left, rest / slope)
            elif slope < -1e-9:
                right = min(right, rest / slope)
            elif rest > 0:
                return 1.0, -1.0
        return self.x + left, self.x + right

    def set_name(self, lines: tuple[str, ...], size: float, side: float) -> SegmentName | None:
        """Return a name as far out as it goes, and an icon of `side` mm below it toward the hub.

        Args:
            lines: The name, broken.
            size: Of the type, pt.
            side: Of the icon's square, mm.

        Returns:
            None if they do not fit.
        """
        halves = [bold_width(line, size) / 2 for line in lines]
        if max(halves) > self.radius:
            return None
        em = size / MM
        for _, x, top in sorted(self._spots(halves, size), reverse=True):
            baselines = tuple(top + em * (EM_ABOVE + EM_LEADING * row) for row in range(len(lines)))
            name = SegmentName(lines, size, x, baselines, Box(x, top, side, side))
            found = self.with_icon(name, side)
            if found:
                return found
        return None

    def _spots(self, halves: list[float], size: float) -> Iterator[tuple[float, float, float]]:
        """Each place of lines half as wide as `halves`: how good it is, their middle, their top."""
        em = size / MM
        high = em * (EM_ABOVE + EM_BELOW)
        step = ROW * self.unit
        for row in range(int(2 * self.radius / step)):
            top = self.y - self.radius + row * step
            lowest, highest = -inf, inf
            for number, half in enumerate(halves):
                line = top + em * EM_LEADING * number
                # The segment is convex, so between its ends a line has as much room as at them.
                for edge in (line, line + high):
                    left, right = self.span(edge)
                    lowest = max(lowest, left + half)
                    highest = min(highest, right - half)
                if lowest > highest:
                    break
            else:
                tall = em * EM_LEADING * (len(halves) - 1) + high
                yield from self._beside(top, tall, lowest, highest, max(halves))

    def _beside(
        self, top: float, tall: float, lowest: float, highest: float, half: float
    ) -> Iterator[tuple[float, float, float]]:
        """Each middle of the lines to try at one height: both ends, and the segment's middle."""
        down = top + tall / 2 - self.y
        across, along = sin(self.middle), cos(self.middle)
        middle = self.x - down * across / along if abs(along) > 1e-9 else self.x
        for x in (lowest, highest, min(max(middle, lowest), highest)):
            right = x - self.x
            out = right * across - down * along
            aside = abs(right * along + down * across)
            off_hub = _distance(self.x, self.y, Box(x - half, top, 2 * half, tall))
            if aside <= SLIDE * self.unit and off_hub >= self.hub + CLEAR * self.unit:
                yield out - ASIDE * aside, x, top

    # The icon -------------------------------------------------------------------------------------

    def with_icon(self, name: SegmentName, side: float) -> SegmentName | None:
        """Return the name with an icon of `side` mm, as near to it as may be; None if none fits."""
        lines = name.boxes
        gap = ICON_GAP * self.unit
        reach = self._least_reach(side)
        fits = None
        while reach < self.radius:
            icon = self._square(reach, side)
            ink = icon.inset(ICON_MARGIN * side)
            if min(_apart(ink, line) for line in lines) < gap:
                break
            fits = icon
            reach += 0.25 * self.unit
        return SegmentName(name.lines, name.size, name.x, name.baselines, fits) if fits else None

    def _square(self, reach: float, side: float) -> Box:
        x, y = self.at(reach)
        return Box(x - side / 2, y - side / 2, side, side)

    def _least_reach(self, side: float) -> float:
        """Return how near to the wheel's middle the middle of an icon may come, mm."""
        clear = ICON_CLEAR * self.unit
        # From a square's middle to its corner that is nearest to a line at the angle a.
        half = side * (0.5 - ICON_MARGIN)
        corners = (half * (abs(cos(angle)) + abs(sin(angle))) for angle in (self.start, self.end))
        reach = (clear + max(corners)) / sin((self.end - self.start) / 2)
        while _distance(self.x, self.y, self._square(reach, 2 * half)) < self.hub + clear:
            reach += 0.25 * self.unit
        return reach


def _distance(x: float, y: float, box: Box) -> float:
    """From a point to the nearest point of a box."""
    return hypot(x - min(max(x, box.x), box.right), y - min(max(y, box.y), box.bottom))


def _apart(one: Box, other: Box) -> float:
    """From a box to the nearest point of another."""
    across = max(one.x - other.right, other.x - one.right, 0.0)
    down = max(one.y - other.bottom, other.y - one.bottom, 0.0)
    return hypot(across, down)
