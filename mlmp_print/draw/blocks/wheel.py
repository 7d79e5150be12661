"""The wheel of life themes, held up by a rounded grey figure.

A name stays inside its segment: it is set as large as it goes, first broken over lines, then smaller (DESIGN §7); all names are
of one size, that of the one with the least room.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin, sqrt

from ...text import typeset
from ..geometry import MM, Box
from ..pen import Pen
from ..sheet import Sheet
from .parts import person

LARGEST, LEAST, STEP = 12.0, 9.0, 0.5  # pt: the sizes of a name, and how finely they are tried
RADIUS, FIGURE = (
    58.0,
    45.0,
)  # of the visual plan's wheel, and the height of the figure below it; the sizes below are for these
CLEAR, OFF_HANDS = (
    2.8,
    2.0,
)  # mm between a name and its segment's edges, and the hands that hold the wheel
ICON, ICON_LINE, ICON_GAP = 10.0, 1.5, 1.2  # mm, pt, mm
HUB, HUB_SIZE = 0.215, 13.0  # radius of the hub as a share of the wheel's; pt of its words
HOLD = 0.76  # radians from the lowest point of the wheel to a hand: near the end of a spoke, clear of the names
RIM, SPOKE = 1.7, 1.4  # pt
FINEST = 0.7  # a small wheel's lines are not thinner than so many times the visual plan's
ALOOF = 1.0  # mm of white around the arms of a wheel that stands among other things
PLAIN_REACH, PLAIN_ICON = (
    0.64,
    0.36,
)  # of the radius: from the middle to an icon without a name, and its side at most


@dataclass(frozen=True)
class SegmentName:
    """A theme's name set in its segment: lines, size in pt, middle of the lines in x, baselines in y, and the icon's box."""

    lines: tuple[str, ...]
    size: float
    x: float
    baselines: tuple[float, ...]
    icon: Box


@dataclass(frozen=True)
class Segment:
    """A piece of the wheel between two angles (clockwise from the top, radians), between the hub and the rim; mm.

    `hands`: the circles (x, y, radius) that the figure's hands cover; names keep off them."""

    x: float
    y: float
    hub: float
    radius: float
    start: float
    end: float
    hands: tuple[tuple[float, float, float], ...] = ()

    @property
    def unit(self) -> float:
        """How many times the visual plan's the wheel is."""
        return self.radius / RADIUS

    def span(self, y: float) -> tuple[float, float]:
        """The leftmost and rightmost x that are inside, clear of every edge, at height `y`; left > right if none is."""
        clear = CLEAR * self.unit
        up, rim, hub = self.y - y, self.radius - clear, self.hub + clear
        reach = sqrt(max(0.0, rim * rim - up * up)) if abs(up) < rim else -1.0
        left, right = -reach, reach
        # A spoke at angle a: the distance of (x, up) to it, clockwise positive, is x·cos a - up·sin a.
        for angle, side in ((self.start, 1), (self.end, -1)):
            slope, rest = side * cos(angle), clear + side * up * sin(angle)
            if slope > 1e-9:
                left = max(left, rest / slope)
            elif slope < -1e-9:
                right = min(right, rest / slope)
            elif rest > 0:
                return 1.0, -1.0
        if abs(up) < hub:
            beside = sqrt(hub * hub - up * up)
            left, right = (
                (max(left, beside), right)
                if sin((self.start + self.end) / 2) > 0
                else (left, min(right, -beside))
            )
        return self.x + left, self.x + right

    def band(self, top: float, bottom: float) -> tuple[float, float]:
        """The x range that is inside the segment all the way from `top` to `bottom`; left > right if there is none."""
        spans = [self.span(top + (bottom - top) * step / 4) for step in range(5)]
        return max(left for left, _ in spans), min(right for _, right in spans)

    def set_name(self, name: str, largest: float = LARGEST) -> SegmentName:
        """The name at the largest size, from `largest` pt down, at which some breaking fits. Raises ValueError if none fits at 9 pt."""
        breakings = _breakings(name)
        middle = (self.start + self.end) / 2
        size = largest
        while size >= LEAST:
            for lines in breakings:
                for reach in range(
                    68, 40, -1
                ):  # percent of the radius: as far out as possible, where it is wide
                    if found := self._try(lines, size, self.radius * reach / 100, middle):
                        return found
            size -= STEP
        raise ValueError(f"the name {name!r} does not fit its segment of the wheel at {LEAST:g} pt")

    def held(self, box: Box) -> bool:
        """Whether a hand comes too near to what is in the box."""
        return any(
            hypot(x - min(max(x, box.x), box.right), y - min(max(y, box.y), box.bottom))
            < r + OFF_HANDS * self.unit
            for x, y, r in self.hands
        )

    def set_icon(self) -> SegmentName:
        """The icon alone, without a name, in the middle of the segment."""
        middle, reach = (self.start + self.end) / 2, PLAIN_REACH * self.radius
        side = min(PLAIN_ICON * self.radius, 1.4 * reach * sin((self.end - self.start) / 2))
        x, y = self.x + reach * sin(middle), self.y - reach * cos(middle)
        return SegmentName((), 0, x, (), Box(x - side / 2, y - side / 2, side, side))

    def _try(
        self, lines: tuple[str, ...], size: float, reach: float, middle: float
    ) -> SegmentName | None:
        leading = 1.15 * size / MM
        icon, gap = ICON * self.unit, ICON_GAP * self.unit
        height = icon + gap + leading * len(lines)
        top = self.y - reach * cos(middle) - height / 2
        cap, under = 0.668 * size / MM, 0.2 * size / MM
        baselines = tuple(
            top + icon + gap + cap + 0.6 + leading * number for number in range(len(lines))
        )
        bands = [self.band(baseline - cap, baseline + under) for baseline in baselines]
        halves = [typeset.width(line, size, "bold") / MM / 2 for line in lines]
        bands.append(self.band(top, top + icon))
        halves.append(icon / 2)
        lowest = max(left + half for (left, _), half in zip(bands, halves, strict=True))
        highest = min(right - half for (_, right), half in zip(bands, halves, strict=True))
        if lowest > highest:
            return None
        for x in (min(max(self.x + reach * sin(middle), lowest), highest), lowest, highest):
            if not any(
                self.held(Box(x - half, baseline - cap, 2 * half, cap + under))
                for baseline, half in zip(baselines, halves, strict=False)
            ):
                return SegmentName(lines, size, x, baselines, Box(x - icon / 2, top, icon, icon))
        return None


def _breakings(name: str) -> list[tuple[str, ...]]:
    """The name on one line, then broken at each of its spaces; never hyphenated."""
    words = name.split(" ")
    return [
        (name,),
        *((" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))),
    ]


@dataclass(frozen=True)
class WheelBlock:
    """`words`: the alt text, with `{themes}`; `hub`: the words in the middle, if any; `name`: the largest size of the names, pt, or 0
    for icons alone.

    The wheel is as wide as the box; the figure reaches its foot."""

    box: Box
    words: str
    hub: str = ""
    name: float = LARGEST

    @property
    def unit(self) -> float:
        """How many times the visual plan's the wheel is."""
        return self.box.w / 2 / RADIUS

    @property
    def line(self) -> float:
        """How many times as thick as the visual plan's its lines are."""
        return max(self.unit, FINEST)

    @property
    def figure_unit(self) -> float:
        """How many times the visual plan's the figure is."""
        return (self.box.h - self.box.w) / FIGURE

    def segments(self, count: int) -> list[Segment]:
        """The segments, clockwise from the top."""
        radius = self.box.w / 2
        turn = 2 * pi / count
        hands = tuple((*self.hand(side), person.HAND * self.figure_unit) for side in (-1, 1))
        return [
            Segment(
                self.box.x + radius,
                self.box.y + radius,
                radius * HUB,
                radius,
                number * turn,
                (number + 1) * turn,
                hands,
            )
            for number in range(count)
        ]

    def settings(self, names: Sequence[str], largest: float) -> list[SegmentName]:
        """The names in their segments, all at the size that every one fits at."""
        segments = self.segments(len(names))
        if not largest:
            return [segment.set_icon() for segment in segments]
        size = min(
            segment.set_name(name, largest).size
            for segment, name in zip(segments, names, strict=True)
        )
        return [segment.set_name(name, size) for segment, name in zip(segments, names, strict=True)]

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """The figure, the wheel before it, and its hands around the rim: one Figure to a screen reader."""
        names = [sheet.say(f"themes.{key}") for key in sheet.themes]
        with pen.tagged("Figure", Alt=sheet.word(self.words).format(themes=", ".join(names))):
            self.draw_figure(pen)
            settings = self.settings(names, sheet.size(self.name))
            for segment, key, setting in zip(
                self.segments(len(names)), sheet.themes, settings, strict=True
            ):
                self.draw_segment(pen, sheet, segment, key, setting)
            self.draw_rim(pen, sheet)
            self.draw_hands(pen)

    def draw_segment(
        self, pen: Pen, sheet: Sheet, segment: Segment, key: str, setting: SegmentName
    ) -> None:
        """Colour, outline, icon and name of one theme."""
        at = segment.x, segment.y
        pen.path(
            [("M", *at), *arc(*at, segment.radius, segment.start, segment.end), ("Z",)],
            fill=f"theme.{key}",
            stroke="ink",
            width=SPOKE * self.line,
        )
        pen.icon(sheet.theme_icon(key), setting.icon, width=ICON_LINE * self.line)
        for line, baseline in zip(setting.lines, setting.baselines, strict=True):
            pen.text(setting.x, baseline, line, setting.size, bold=True, align="center")

    def draw_rim(self, pen: Pen, sheet: Sheet) -> None:
        """The outer ring, and the hub with its words."""
        radius = self.box.w / 2
        x, y = self.box.x + radius, self.box.y + radius
        pen.circle(x, y, radius, stroke="ink", width=RIM * self.line)
        pen.circle(x, y, radius * HUB, fill="paper", stroke="ink", width=RIM * self.line)
        lines = sheet.word(self.hub).split("\n") if self.hub else []
        corner = max(
            (hypot(typeset.width(line, 1, "bold") / MM, 0.4 * len(lines)) / 2 for line in lines),
            default=1.0,
        )
        size = min(
            sheet.size(HUB_SIZE) * self.unit, (radius * HUB - CLEAR * self.unit / 2) / corner
        )
        for number, line in enumerate(lines):
            pen.text(
                x,
                y + size * (0.123 + 0.4 * (number - (len(lines) - 1) / 2)),
                line,
                size,
                bold=True,
                align="center",
            )

    def hand(self, side: int) -> tuple[float, float]:
        """Where a hand holds the rim; `side` is -1 (left) or 1."""
        radius = self.box.w / 2
        return self.box.x + radius + side * radius * sin(HOLD), self.box.y + radius + radius * cos(
            HOLD
        )

    def draw_figure(self, pen: Pen) -> None:
        """Arms and body, behind the wheel. They grow with the room below it, the reach of the arms with the wheel."""
        under = self.box.y + self.box.w
        unit, reach = self.figure_unit, self.unit
        x, shoulder = self.box.x + self.box.w / 2, under + 26.5 * unit
        for side in (-1, 1):
            bends = (
                (x + side * 15 * reach, shoulder - 2 * unit),
                (x + side * 22.5 * reach, shoulder - 21 * unit),
            )
            person.arm(
                pen,
                (x + side * 7.5 * unit, shoulder + 0.5 * unit),
                bends,
                self.hand(side),
                unit,
                edge=0 if self.name else ALOOF,
            )
        person.body(pen, x, shoulder, self.box.bottom, unit)

    def draw_hands(self, pen: Pen) -> None:
        """Two hands over the rim."""
        for side in (-1, 1):
            person.hand(pen, self.hand(side), self.figure_unit)


def draw_small(pen: Pen, sheet: Sheet, x: float, y: float, radius: float) -> None:
    """The wheel as a sign of itself: colours and spokes only, around (x, y)."""
    turn = 2 * pi / len(sheet.themes)
    for number, key in enumerate(sheet.themes):
        pen.path(
            [("M", x, y), *arc(x, y, radius, number * turn, (number + 1) * turn), ("Z",)],
            fill=f"theme.{key}",
            stroke="ink",
            width=0.8,
        )
    pen.circle(x, y, radius, stroke="ink", width=1.2)
    pen.circle(x, y, radius * HUB, fill="paper", stroke="ink", width=1.0)


def arc(
    x: float, y: float, radius: float, start: float, end: float
) -> list[tuple[float | str, ...]]:
    """A clockwise arc from angle `start` to `end` (from the top), as a line to its start and Bézier curves."""
    steps: list[tuple[float | str, ...]] = [("L", x + radius * sin(start), y - radius * cos(start))]
    pieces = max(1, round((end - start) / (pi / 4) + 0.49))
    for piece in range(pieces):
        a = start + (end - start) * piece / pieces
        b = start + (end - start) * (piece + 1) / pieces
        k = radius * 4 / 3 * sin((b - a) / 4) / cos((b - a) / 4)
        steps.append(
            (
                "C",
                x + radius * sin(a) + k * cos(a),
                y - radius * cos(a) + k * sin(a),
                x + radius * sin(b) - k * cos(b),
                y - radius * cos(b) - k * sin(b),
                x + radius * sin(b),
                y - radius * cos(b),
            )
        )
    return steps
