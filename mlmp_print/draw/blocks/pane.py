"""An open pane with a coloured heading: room for words and for a picture, or for the pen. Several stand around a circle."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from ...text import typeset
from ..geometry import MM, Box
from ..pen import Pen
from ..sheet import Sheet
from .parts.shapes import round_to, soft

HEADING = 16.0  # pt
BAND = 11.5  # height of the coloured band, mm
ROUND = 3.0  # radius of a corner
PAD, GAP = 4.0, 4.0  # inside the frame; between words and picture
CLEAR = 2.0  # between the circle and a field
EDGE = 1.2  # pt


@dataclass(frozen=True)
class PaneBlock:
    """`path`: a group of a `text` and a `picture`; `color`: of the heading's band; `around`: [x, y, radius] of a circle, mm, that the
    nearest corner makes way for.

    The words stand on the left and the picture on the right, so that words alone begin under their heading.
    """

    box: Box
    path: str
    color: str
    around: tuple[float, float, float]

    @property
    def sides(self) -> tuple[int, int]:
        """Where the circle is: 1 right or -1 left, 1 below or -1 above."""
        x, y = self.box.center
        return (1 if self.around[0] > x else -1), (1 if self.around[1] > y else -1)

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Frame, band, heading, and the two fields."""
        box, size = self.box, sheet.size(HEADING)
        text, picture = sheet.place(f"{self.path}.text"), sheet.place(f"{self.path}.picture")
        low = box.y + BAND
        with pen.section("Sect"):
            pen.rect(box, radius=ROUND, fill="paper")
            band = soft(
                [(box.x, box.y), (box.right, box.y), (box.right, low), (box.x, low)],
                [ROUND, ROUND, 0, 0],
            )
            pen.path(band, fill=self.color, stroke="ink", width=EDGE)
            pen.rect(box, radius=ROUND, stroke="ink", width=EDGE)
            self.draw_bite(pen)
            with pen.tagged("H2"):
                pen.text(
                    self.start,
                    box.y + BAND / 2 + 0.33 * size / MM,
                    sheet.label(text),
                    size,
                    bold=True,
                )
            words, room = self.halves()
            pen.words(text, words)
            pen.picture(picture, room)

    def draw_bite(self, pen: Pen) -> None:
        """Takes the corner off that the circle covers, and the frame round it."""
        (across, down), (x, y, radius) = self.sides, self.around
        corner = (
            self.box.right if across > 0 else self.box.x,
            self.box.bottom if down > 0 else self.box.y,
        )
        upright = corner[0], y - down * sqrt(radius**2 - (corner[0] - x) ** 2)
        level = x - across * sqrt(radius**2 - (corner[1] - y) ** 2), corner[1]
        bend = round_to((x, y), upright, level)
        out, off = corner[0] + across, corner[1] + down
        pen.path(
            [
                ("M", *upright),
                bend,
                ("L", level[0], off),
                ("L", out, off),
                ("L", out, upright[1]),
                ("Z",),
            ],
            fill="paper",
        )
        pen.path([("M", *upright), bend], stroke="ink", width=EDGE)

    @property
    def start(self) -> float:
        """Where the heading begins: clear of the circle."""
        (across, down), (x, y, radius) = self.sides, self.around
        return (
            self.box.x + PAD
            if across > 0 or down > 0
            else x + sqrt(radius**2 - (self.box.y - y) ** 2) + PAD
        )

    def halves(self) -> tuple[Box, Box]:
        """The boxes of the words and of the picture. Both begin level with those of the pane beside; pictures in a row are of one height, and
        the words lose at their foot only what the circle takes."""
        (across, down), (x, y, radius) = self.sides, self.around
        inner = self.box.inset(PAD, BAND + 3, PAD, PAD)
        half = (inner.w - GAP) / 2
        nearest = x - (inner.right if across > 0 else inner.x)
        end = y - down * sqrt((radius + CLEAR) ** 2 - nearest**2)
        top, bottom = (
            (inner.y, min(inner.bottom, end)) if down > 0 else (max(inner.y, end), inner.bottom)
        )
        cut = Box(inner.x, top, inner.w, bottom - top)
        low, flush = inner.bottom if across > 0 else cut.bottom, typeset.PAD / MM
        return Box(inner.x - flush, cut.y, half + 2 * flush, low - cut.y), Box(
            inner.right - half, cut.y, half, cut.h
        )
