"""An open pane with a coloured heading, for words and a picture. Several stand around a circle."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from ..geometry import MM, Box
from ..pen import Pen
from ..sheet import Sheet
from .parts.shapes import circle_step, round_corners
from .parts.writing import flush_box

# In pt.
HEADING = 16.0
EDGE = 1.2  # width of the frame
# In mm.
BAND = 11.5  # height of the coloured band
ROUND = 3.0  # radius of a corner
PAD = 4.0  # inside the frame
GAP = 4.0  # between words and picture
CLEAR = 2.0  # between the circle and a field


@dataclass(frozen=True)
class PaneBlock:
    """A pane with a `text` on the left and a `picture` on the right, of the group `path`.

    `color` is the colour of the heading's band. `around` is [x, y, radius] of a circle, mm: the
    corner nearest to it makes way. The words stand on the left, so that words alone begin under
    their heading.
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
        """Draw frame, band and heading, and place the two fields."""
        text = sheet.place(f"{self.path}.text")
        words, picture = self.halves()
        size = sheet.size(HEADING)
        with pen.section("Sect"):
            self.draw_frame(pen)
            self.draw_bite(pen)
            with pen.tagged("H2"):
                baseline = self.box.y + BAND / 2 + 0.33 * size / MM
                pen.text(self.heading_start, baseline, sheet.label(text), size, bold=True)
            pen.text_field(text, words)
            pen.picture_field(sheet.place(f"{self.path}.picture"), picture)

    def draw_frame(self, pen: Pen) -> None:
        """Draw the paper, the coloured band, and the frame."""
        box = self.box
        low = self.box.y + BAND
        corners = [(box.x, box.y), (box.right, box.y), (box.right, low), (box.x, low)]
        pen.rect(box, radius=ROUND, fill="paper")
        band = round_corners(corners, [ROUND, ROUND, 0, 0])
        pen.path(band, fill=self.color, stroke="ink", width=EDGE)
        pen.rect(box, radius=ROUND, stroke="ink", width=EDGE)

    def draw_bite(self, pen: Pen) -> None:
        """Take off the corner that the circle covers, and draw the frame round it."""
        across, down = self.sides
        x, y, radius = self.around
        corner_x = self.box.right if across > 0 else self.box.x
        corner_y = self.box.bottom if down > 0 else self.box.y
        upright = corner_x, y - down * sqrt(radius**2 - (corner_x - x) ** 2)
        level = x - across * sqrt(radius**2 - (corner_y - y) ** 2), corner_y
        bend = circle_step((x, y), upright, level)
        out, off = corner_x + across, corner_y + down  # beyond the frame, which is covered too
        bite = [
            ("M", *upright),
            bend,
            ("L", level[0], off),
            ("L", out, off),
            ("L", out, upright[1]),
            ("Z",),
        ]
        pen.path(bite, fill="paper")
        pen.path([("M", *upright), bend], stroke="ink", width=EDGE)

    @property
    def heading_start(self) -> float:
        """The x where the heading begins, clear of the circle."""
        across, down = self.sides
        x, y, radius = self.around
        if across > 0 or down > 0:
            return self.box.x + PAD
        return x + sqrt(radius**2 - (self.box.y - y) ** 2) + PAD

    def halves(self) -> tuple[Box, Box]:
        """Return the boxes of the words and of the picture.

        Both begin level with those of the pane beside, and pictures in a row are of one height. The
        words lose at their foot only what the circle takes.
        """
        across, down = self.sides
        x, y, radius = self.around
        inner = self.box.inset(PAD, BAND + 3, PAD, PAD)
        half = (inner.w - GAP) / 2
        nearest = x - (inner.right if across > 0 else inner.x)
        end = y - down * sqrt((radius + CLEAR) ** 2 - nearest**2)
        top = inner.y if down > 0 else max(inner.y, end)
        bottom = min(inner.bottom, end) if down > 0 else inner.bottom
        low = inner.bottom if across > 0 else bottom
        words = flush_box(inner.x, top, inner.x + half, low)
        return words, Box(inner.right - half, top, half, bottom - top)
