"""A small picture of the preparation sheet, with its name below: the sheet to bring along."""

from __future__ import annotations

from dataclasses import dataclass

from ...text import typeset
from ..geometry import MM, Box
from ..pen import Pen
from ..sheet import Sheet
from .parts.letters import LEADING
from .parts.shapes import round_corners
from .parts.sketch import FINE, draw_box, draw_line
from .parts.small_wheel import draw_small_wheel

NAMED = "forms.preparation-sheet.words.heading"  # where the language file has the sheet's name
SHAPE = 297 / 210  # width of the sheet, for its height
UPPER = ("leaf", "sky")  # colours of its boxes
LOWER = ("sun", "lilac", "warm")
WORDS = 12.0  # pt
# As shares of the sheet's height.
MARGIN = 0.06
TITLE = 0.2  # height of its title
GAP = 0.035  # between its boxes
HEAD = 0.25  # height of a box's coloured head, as a share of the box's


@dataclass(frozen=True)
class SheetPictureBlock:
    """`words`: the alt text."""

    box: Box
    words: str

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw the sheet as large as the box allows, and its name centred below."""
        box = self.box
        size = sheet.size(WORDS)
        name = sheet.say(NAMED)
        lines = typeset.broken(name, box.w * MM, size, "bold")
        high = min(box.h - LEADING * size * len(lines) - 0.8, box.w / SHAPE)
        middle, wide = box.x + box.w / 2, high * SHAPE
        with pen.tagged("Figure", Alt=sheet.word(self.words)):
            draw_preparation_sheet(pen, sheet, Box(middle - wide / 2, box.y, wide, high))
        top = box.y + high + 0.6
        with pen.tagged("P"):
            for number, line in enumerate(lines):
                baseline = top + LEADING * size * (number + 0.86)
                pen.text(middle, baseline, line, size, bold=True, align="center")


def draw_preparation_sheet(pen: Pen, sheet: Sheet, page: Box) -> None:
    """Draw the paper, its title beside a wheel, and two boxes over three."""
    pen.rect(page, radius=1, fill="paper", stroke="ink", width=1.4)
    inner = page.inset(MARGIN * page.h)
    title = TITLE * page.h
    radius = title * 0.44
    y = inner.y + radius
    draw_small_wheel(pen, sheet, inner.x + radius, y, radius)
    left = inner.x + 2 * radius + 2 * GAP * page.h
    draw_line(pen, (left, y), (inner.x + 0.45 * inner.w, y), 0.045 * page.h * MM)
    draw_line(pen, (inner.x + 0.6 * inner.w, y), (inner.right, y))
    boxes = inner.inset(0, title, 0, 0)
    gap = GAP * page.h
    half = (boxes.h - gap) / 2
    for top, colors in ((boxes.y, UPPER), (boxes.y + half + gap, LOWER)):
        wide = (boxes.w - gap * (len(colors) - 1)) / len(colors)
        for number, color in enumerate(colors):
            draw_pane(pen, Box(boxes.x + number * (wide + gap), top, wide, half), color)


def draw_pane(pen: Pen, box: Box, color: str) -> None:
    """Draw a box of the sheet, with a coloured head and a line for the words in it."""
    draw_box(pen, box, 0.8, "paper", FINE)
    low = box.y + HEAD * box.h
    corners = [(box.x, low), (box.x, box.y), (box.right, box.y), (box.right, low)]
    pen.path(round_corners(corners, [None, 0.8, 0.8, None]), fill=color, stroke="ink", width=FINE)
    middle = (box.y + low) / 2
    draw_line(pen, (box.x + 0.12 * box.w, middle), (box.x + 0.6 * box.w, middle), 1.6)
