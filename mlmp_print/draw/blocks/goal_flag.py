"""An arrow to a goal: a flag on a small hill."""

from __future__ import annotations

from dataclasses import dataclass

from ..geometry import Box
from ..pen import Pen
from ..sheet import Sheet
from .parts import arrow
from .parts.shapes import round_corners
from .parts.sketch import draw_line, draw_shape

HEAD = 3.6  # mm: the head of the arrow
WORD = 14.0  # pt


@dataclass(frozen=True)
class GoalFlagBlock:
    """`words`: what stands below the hill; `picture`: the alt text.

    The arrow begins at the left edge of the box, half way up.
    """

    box: Box
    words: str
    picture: str

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw arrow, flag, hill and words."""
        box = self.box
        size = sheet.size(WORD)
        tip = box.x + arrow.LENGTH
        foot = box.bottom - 0.55 * size
        hill = Box(tip + 2.5, box.y, box.right - tip - 2.5, foot - box.y)
        y = (box.y + foot) / 2
        with pen.tagged("Figure", Alt=sheet.word(self.picture)):
            arrow.draw_arrow(pen, (box.x, y), (tip, y), HEAD)
            draw_flag(pen, hill)
            draw_hill(pen, hill)
        middle = hill.x + hill.w / 2
        words = sheet.word(self.words)
        with pen.tagged("P"):
            pen.text(middle, box.bottom - 0.9, words, size, bold=True, align="center")


def draw_flag(pen: Pen, box: Box) -> None:
    """Draw a flag on its pole, which stands behind the hill."""
    x = box.x + 0.46 * box.w
    top = box.y + 1
    draw_line(pen, (x, top), (x, box.bottom - 8), 2.4)
    cloth = round_corners([(x, top), (x + box.w * 0.54, box.y + 9), (x, box.y + 17)], (1, 2, 1))
    draw_shape(pen, cloth, "sun")


def draw_hill(pen: Pen, box: Box) -> None:
    """Draw a hill on the foot of the box."""
    foot = box.bottom
    top = box.bottom - 15
    left = box.x + box.w * 0.22
    right = box.right - box.w * 0.3
    hill = [("M", box.x, foot), ("C", left, top, right, top, box.right, foot), ("Z",)]
    draw_shape(pen, hill, "leaf")
