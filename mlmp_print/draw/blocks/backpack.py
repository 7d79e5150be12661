"""A backpack full of what somebody has lived through; one writes and draws on its front.

The question stands on the lid, right over the pocket that is written on.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..geometry import MM, Box
from ..pen import Pen
from ..sheet import Sheet
from .parts.letters import fitted
from .parts.shapes import mirror
from .parts.sketch import FINE, OUTLINE, draw_box, draw_line, draw_shape
from .parts.writing import flush_box

# In mm.
POCKET = 20.0  # width of a side pocket
TUCK = 6.0  # how much of a side pocket is behind the bag
HANDLE = 6.0  # height of the handle
LID = 30.0  # height of the lid
DOME = 44.0  # how far in from the sides the top is round
FRONT = 8.6  # from the bag's edge to its front pocket
LOW = 8.6  # how far the buckles come down over the front pocket
PAD = 4.0  # inside the front pocket
# In pt.
HEADING = 20.0
HINT = 12.5


@dataclass(frozen=True)
class BackpackBlock:
    """`path`: the question; `words`: the alt text."""

    box: Box
    path: str
    words: str

    @property
    def bag(self) -> Box:
        """The bag without handle and side pockets."""
        side = POCKET - TUCK
        return self.box.inset(side, HANDLE, side, 0)

    @property
    def front(self) -> Box:
        """The front pocket."""
        return self.bag.inset(FRONT, LID + 1, FRONT, FRONT)

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw the backpack from the back to the front."""
        with pen.tagged("Figure", Alt=sheet.word(self.words)):
            self.draw_side_pockets(pen)
            self.draw_handle(pen)
            self.draw_bag(pen)
            self.draw_lid(pen)
            self.draw_straps(pen)
        self.draw_heading(pen, sheet)
        front = self.front.inset(PAD, LOW + 0.8, PAD, PAD)
        field = flush_box(front.x, front.y, front.right, front.bottom)
        pen.text_field(sheet.place(self.path), field)

    def draw_heading(self, pen: Pen, sheet: Sheet) -> None:
        """Draw the question and its hint in the middle of the lid."""
        place = sheet.place(self.path)
        label, hint = sheet.label(place), sheet.hint(place)
        room = self.bag.w - 2 * DOME / 2
        size = fitted(label, sheet.size(HEADING), room, bold=True)
        small = fitted(hint, sheet.size(HINT), room) if hint else 0.0
        x = self.bag.center[0]
        words = 0.7 * size / MM + (1.45 * small / MM if hint else 0.0)
        baseline = self.bag.y + (LID - LOW + 3 - words) / 2 + 0.7 * size / MM
        with pen.tagged("H2"):
            pen.text(x, baseline, label, size, bold=True, align="center")
        if hint:
            with pen.tagged("P"):
                pen.text(x, baseline + 1.45 * small / MM, hint, small, align="center")

    def draw_side_pockets(self, pen: Pen) -> None:
        """Draw a pocket on each side: a rolled map in one, a bottle in the other."""
        bag = self.bag
        high = bag.h * 0.44
        top = bag.bottom - 9 - high
        left = self.box.x
        right = self.box.right - POCKET
        draw_map(pen, left, top)
        draw_bottle(pen, right, top)
        for x in (left, right):
            pocket = Box(x, top, POCKET, high)
            draw_box(pen, pocket, 6, "leaf")
        for x1, x2 in ((left, bag.x), (bag.right, self.box.right)):
            draw_line(pen, (x1, top + 6), (x2, top + 6))

    def draw_handle(self, pen: Pen) -> None:
        """Draw the handle: a dark band, and a green one on it."""
        x = self.bag.center[0]
        y = self.box.y
        band = [("M", x - 13, y + 14), ("C", x - 13, y - 2, x + 13, y - 2, x + 13, y + 14)]
        pen.path(band, stroke="ink", width=11.0)
        pen.path(band, stroke="leaf", width=11 - 2 * OUTLINE)

    def draw_bag(self, pen: Pen) -> None:
        """Draw the bag and its front pocket."""
        bag = self.bag
        body = Box(bag.x, bag.y + LID - 12, bag.w, bag.h - LID + 12)
        draw_box(pen, body, 16, "warm")
        draw_box(pen, self.front, 7, "paper")

    def draw_lid(self, pen: Pen) -> None:
        """Draw the lid over the top, one half at a time."""
        bag = self.bag
        lid = Box(bag.x - 2, bag.y, bag.w + 4, LID)
        edge = lid.bottom - 9
        half = [
            ("M", lid.center[0], lid.y),
            ("L", lid.x + DOME, lid.y),
            ("C", lid.x + DOME * 0.4, lid.y, lid.x, lid.y + 8, lid.x, edge),
            ("C", lid.x, lid.bottom - 3, lid.x + 3, lid.bottom, lid.x + 9, lid.bottom),
            ("L", lid.center[0], lid.bottom),
        ]
        for steps in (half, mirror(half, lid.center[0])):
            draw_shape(pen, steps, "sun")

    def draw_straps(self, pen: Pen) -> None:
        """Draw two straps with buckles that close the lid."""
        bag = self.bag
        foot = bag.y + LID
        for side in (-1, 1):
            x = bag.center[0] + side * bag.w * 0.3
            strap = Box(x - 3, foot - 6, 6, 15)
            buckle = Box(x - 4.4, foot + 1.6, 8.8, 5.6)
            draw_box(pen, strap, 1.6, "figure")
            draw_box(pen, buckle, 1.4, "paper")


def draw_map(pen: Pen, left: float, top: float) -> None:
    """Draw a rolled map that sticks out of a pocket."""
    roll = Box(left + 3.2, top - 19, 7.6, 26)
    draw_box(pen, roll, 1.6, "paper")
    draw_line(pen, (left + 3.2, top - 8), (left + 10.8, top - 8))
    pen.circle(left + 7, top - 13.6, 1.9, stroke="ink", width=FINE)


def draw_bottle(pen: Pen, left: float, top: float) -> None:
    """Draw a bottle that sticks out of a pocket."""
    cap = Box(left + 10.6, top - 21, 5.4, 6)
    bottle = Box(left + 8.4, top - 16.5, 9.8, 24)
    draw_box(pen, cap, 1.2, "sun")
    draw_box(pen, bottle, 3, "parking")
