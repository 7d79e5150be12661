"""The wheel of life themes, held up by a rounded grey figure.

All names are of one size, that of the name with the least room.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin

from ..geometry import Box, Point
from ..pen import Pen
from ..sheet import Sheet
from .parts import person
from .parts.letters import bold_width
from .parts.shapes import arc
from .parts.small_wheel import HUB
from .parts.wheel_segment import CLEAR, LARGEST, RADIUS, Segment, SegmentName

HUB_SIZE = 13.0  # pt of the words in the hub
HOLD = (
    0.76  # radians from the lowest point of the wheel to a hand: near a spoke, clear of the names
)
RIM = 1.7  # pt, outline of wheel and hub
SPOKE = 1.4  # pt, outline of a segment
ICON_LINE = 1.5  # pt
FINEST = 0.7  # the lines of a small wheel are as wide as on a wheel of this scale, at least
ALOOF = 1.0  # mm of white around the arms of a wheel that stands among other things


@dataclass(frozen=True)
class WheelBlock:
    """The wheel is as wide as the box; the figure reaches its foot.

    `words` is the alt text, with `{themes}`. `hub` are the words in the middle, if any. `name` is
    the largest size of the names in pt, or 0 for icons alone.
    """

    box: Box
    words: str
    hub: str = ""
    name: float = LARGEST

    @property
    def radius(self) -> float:
        """The radius of the wheel, mm."""
        return self.box.w / 2

    @property
    def middle(self) -> Point:
        """The middle of the wheel."""
        return self.box.x + self.radius, self.box.y + self.radius

    @property
    def unit(self) -> float:
        """Scale relative to the wheel on the visual plan."""
        return self.radius / RADIUS

    @property
    def line_scale(self) -> float:
        """Scale of the line widths relative to the visual plan's."""
        return max(self.unit, FINEST)

    @property
    def figure_unit(self) -> float:
        """Scale relative to the figure on the visual plan."""
        return (self.box.h - self.box.w) / person.HEIGHT

    def segments(self, count: int) -> list[Segment]:
        """Return the segments, clockwise from the top."""
        x, y = self.middle
        radius = self.radius
        turn = 2 * pi / count
        hands = tuple((*self.hand(side), person.HAND * self.figure_unit) for side in (-1, 1))
        return [
            Segment(x, y, radius * HUB, radius, number * turn, (number + 1) * turn, hands)
            for number in range(count)
        ]

    def settings(self, names: Sequence[str], largest: float) -> list[SegmentName]:
        """Return the names in their segments, all at the size at which every one fits."""
        segments = self.segments(len(names))
        if not largest:
            return [segment.set_icon() for segment in segments]
        pairs = list(zip(segments, names, strict=True))
        size = min(segment.set_name(name, largest).size for segment, name in pairs)
        return [segment.set_name(name, size) for segment, name in pairs]

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw the figure, the wheel before it, and its hands around the rim, as one Figure."""
        names = sheet.theme_names
        settings = self.settings(names, sheet.size(self.name))
        alt = sheet.word(self.words).format(themes=", ".join(sheet.explained_themes))
        with pen.tagged("Figure", Alt=alt):
            self.draw_figure(pen)
            segments = self.segments(len(names))
            for segment, key, setting in zip(segments, sheet.themes, settings, strict=True):
                self.draw_segment(pen, sheet, segment, key, setting)
            self.draw_rim(pen)
            self.draw_hub(pen, sheet)
            for side in (-1, 1):
                person.draw_hand(pen, self.hand(side), self.figure_unit)

    def draw_segment(
        self, pen: Pen, sheet: Sheet, segment: Segment, key: str, setting: SegmentName
    ) -> None:
        """Draw colour, outline, icon and name of one theme."""
        at = segment.x, segment.y
        rim = arc(*at, segment.radius, segment.start, segment.end)
        piece = [("M", *at), *rim, ("Z",)]
        pen.path(piece, fill=f"theme.{key}", stroke="ink", width=SPOKE * self.line_scale)
        pen.icon(sheet.theme_icon(key), setting.icon, width=ICON_LINE * self.line_scale)
        for line, baseline in zip(setting.lines, setting.baselines, strict=True):
            pen.text(setting.x, baseline, line, setting.size, bold=True, align="center")

    def draw_rim(self, pen: Pen) -> None:
        """Draw the outer ring, and the hub."""
        width = RIM * self.line_scale
        pen.circle(*self.middle, self.radius, stroke="ink", width=width)
        pen.circle(*self.middle, self.radius * HUB, fill="paper", stroke="ink", width=width)

    def draw_hub(self, pen: Pen, sheet: Sheet) -> None:
        """Draw the words in the hub, as large as the hub allows."""
        if not self.hub:
            return
        lines = sheet.word(self.hub).split("\n")
        # From the middle of words of 1 pt to their corner, mm.
        corner = max(hypot(bold_width(line, 1), 0.4 * len(lines)) / 2 for line in lines)
        room = self.radius * HUB - CLEAR * self.unit / 2
        size = min(sheet.size(HUB_SIZE) * self.unit, room / corner)
        x, y = self.middle
        for number, line in enumerate(lines):
            baseline = y + size * (0.123 + 0.4 * (number - (len(lines) - 1) / 2))
            pen.text(x, baseline, line, size, bold=True, align="center")

    def hand(self, side: int) -> Point:
        """Return where a hand holds the rim; `side` is -1 (left) or 1."""
        x, y = self.middle
        return x + side * self.radius * sin(HOLD), y + self.radius * cos(HOLD)

    def draw_figure(self, pen: Pen) -> None:
        """Draw arms and body behind the wheel.

        They grow with the room below the wheel, but the reach of the arms grows with the wheel.
        """
        unit, reach = self.figure_unit, self.unit
        x = self.middle[0]
        shoulder = self.box.y + self.box.w + person.SHOULDER * unit
        edge = 0 if self.name else ALOOF
        for side in (-1, 1):
            low = x + side * 15 * reach, shoulder - 2 * unit
            high = x + side * 22.5 * reach, shoulder - 21 * unit
            start = person.arm_start(x, shoulder, side, unit)
            person.draw_arm(pen, start, (low, high), self.hand(side), unit, edge)
        person.draw_body(pen, x, shoulder, self.box.bottom, unit)
