"""The wheel of life themes, held up by a figure.

All names are of one size, that of the name with the least room.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, cos, hypot, pi, radians, sin

from ..geometry import Box, Point
from ..pen import Pen
from ..sheet import Sheet
from .parts.letters import bold_width
from .parts.person import HAND, HEIGHT, SHOULDER, Arm, Figure, arm_start
from .parts.shapes import arc
from .parts.small_wheel import HUB
from .parts.wheel_names import LARGEST, LEAST, set_names
from .parts.wheel_segment import CLEAR, RADIUS, Segment, SegmentName

HUB_SIZE = 14.0  # pt of the words in the hub
# Where the figure holds the wheel, degrees from its lowest point: between two spokes.
HOLDS = range(40, 61)
BEST_HOLD = 52
OFF_SPOKE = 8
LEAVING = 0.15  # radians between the rim and an arm where it holds the wheel
LOW = (
    0.2,
    0.28,
)  # how far out and up the handle of an arm is from the shoulder, in shares of its length
INSIDE = 1.25  # mm that a hand reaches over the rim, less than names keep from it
RIM = 1.7  # pt, outline of wheel and hub
SPOKE = 1.4  # pt, outline of a segment
ICON_LINE = 1.5  # pt
FINEST = 0.7  # the lines of a small wheel are as wide as on a wheel of this scale, at least


@dataclass(frozen=True)
class WheelBlock:
    """The wheel is as wide as the box; the figure stands on its foot.

    `words` is the alt text, with `{themes}`. `hub` are the words in the middle, if any. `name` is
    the largest size of the names in pt; down to `least` they are set without hyphens if they can
    be.
    """

    box: Box
    words: str
    hub: str = ""
    name: float = LARGEST
    least: float = LEAST

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
        return (self.box.h - self.box.w) / HEIGHT

    def segments(self, count: int) -> tuple[Segment, ...]:
        """Return the segments, clockwise from the top."""
        x, y = self.middle
        turn = 2 * pi / count
        return tuple(
            Segment(x, y, self.radius * HUB, self.radius, number * turn, (number + 1) * turn)
            for number in range(count)
        )

    def settings(self, sheet: Sheet) -> Sequence[SegmentName]:
        """Return the names in their segments, all of one size."""
        names = tuple(sheet.theme_names)
        segments = self.segments(len(names))
        least = max(self.least, sheet.least_size)
        return set_names(segments, names, sheet.lang, sheet.size(self.name), least)

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw the wheel, and the figure that holds it, as one Figure."""
        settings = self.settings(sheet)
        alt = sheet.word(self.words).format(themes=", ".join(sheet.explained_themes))
        with pen.tagged("Figure", Alt=alt):
            segments = self.segments(len(settings))
            for segment, key, setting in zip(segments, sheet.themes, settings, strict=True):
                self.draw_segment(pen, sheet, segment, key, setting)
            self.draw_rim(pen)
            self.draw_hub(pen, sheet)
            figure = self.figure(len(settings))
            figure.draw_ground(pen)
            figure.draw(pen)

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

    def hand(self, side: int, count: int) -> Point:
        """Return the middle of a hand at the rim; `side` is -1 (left) or 1."""
        x, y = self.middle
        angle = radians(hold(count))
        out = self.radius + HAND * self.figure_unit - INSIDE * self.unit
        return x + side * out * sin(angle), y + out * cos(angle)

    def figure(self, count: int) -> Figure:
        """Return the figure that holds a wheel of `count` themes.

        It grows with the room below the wheel, but the reach of the arms grows with the wheel.
        """
        unit = self.figure_unit
        x = self.middle[0]
        shoulder = self.box.y + self.box.w + SHOULDER * unit
        arms = []
        for side in (-1, 1):
            hand = self.hand(side, count)
            start = arm_start(x, shoulder, side, unit)
            arms.append(Arm(start, self.bends(start, hand), hand))
        return Figure(x, shoulder, arms, unit=unit)

    def bends(self, start: Point, hand: Point) -> tuple[Point, Point]:
        """Return the handles of the arm between shoulder and hand: outside the rim all the way."""
        x, y = self.middle
        reach = hypot(hand[0] - start[0], hand[1] - start[1])
        side = 1 if hand[0] > x else -1
        # At the hand the arm goes along the rim, and a little away from it.
        angle = atan2(hand[1] - y, hand[0] - x) + side * (pi / 2 - LEAVING)
        high = hand[0] + 0.4 * reach * cos(angle), hand[1] + 0.4 * reach * sin(angle)
        low = start[0] + side * LOW[0] * reach, start[1] - LOW[1] * reach
        return low, high


def hold(count: int) -> int:
    """Return the degrees from the wheel's lowest point to a hand, between the spokes of `count`.

    >>> hold(8), hold(12), hold(11)
    (53, 52, 58)
    """
    spokes = [abs(180 - 360 * number / count) for number in range(count)]
    free = (degree for degree in HOLDS if min(abs(degree - s) for s in spokes) >= OFF_SPOKE)
    return min(free, key=lambda degree: abs(degree - BEST_HOLD))
