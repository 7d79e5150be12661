"""A backpack full of what somebody has lived through: its front is room to write and draw in."""

from __future__ import annotations

from dataclasses import dataclass

from ..geometry import Box
from ..pen import Pen
from ..sheet import Sheet
from .parts.shapes import mirrored

POCKET, TUCK = 20.0, 6.0  # mm: width of a side pocket, and how much of it is behind the bag
HANDLE, LID = 6.0, 30.0  # mm: height of the handle and of the lid
DOME = 44.0  # how far in from the sides the top is round
FRONT = 9.0  # from the bag's edge to its front pocket
OUTLINE, FINE = 1.6, 1.1  # pt


@dataclass(frozen=True)
class BackpackBlock:
    """`words`: the alt text. Words and field lie on the lid and in the front pocket, where other blocks put them."""

    box: Box
    words: str

    @property
    def bag(self) -> Box:
        """The bag without handle and pockets."""
        side = POCKET - TUCK
        return self.box.inset(side, HANDLE, side, 0)

    @property
    def front(self) -> Box:
        """The front pocket."""
        return self.bag.inset(FRONT, LID + 6, FRONT, FRONT - 2)

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """From the back to the front."""
        with pen.tagged("Figure", Alt=sheet.word(self.words)):
            self.draw_sides(pen)
            bag = self.bag
            x, y = bag.center[0], self.box.y
            handle = [("M", x - 13, y + 14), ("C", x - 13, y - 2, x + 13, y - 2, x + 13, y + 14)]
            for color, width in (("ink", 11.0), ("leaf", 11 - 2 * OUTLINE)):
                pen.path(handle, stroke=color, width=width)
            body = Box(bag.x, bag.y + LID - 12, bag.w, bag.h - LID + 12)
            pen.rect(body, radius=16, fill="warm", stroke="ink", width=OUTLINE)
            pen.rect(self.front, radius=7, fill="paper", stroke="ink", width=OUTLINE)
            self.draw_lid(pen)

    def draw_sides(self, pen: Pen) -> None:
        """A pocket on each side: a rolled map in one, a bottle in the other."""
        bag, high = self.bag, self.bag.h * 0.44
        top = bag.bottom - 9 - high
        left, right = self.box.x, self.box.right - POCKET
        pen.rect(
            Box(left + 3.2, top - 19, 7.6, 26),
            radius=1.6,
            fill="paper",
            stroke="ink",
            width=OUTLINE,
        )
        pen.line(left + 3.2, top - 8, left + 10.8, top - 8, color="ink", width=FINE)
        pen.circle(left + 7, top - 13.6, 1.9, stroke="ink", width=FINE)
        pen.rect(
            Box(right + 10.6, top - 21, 5.4, 6), radius=1.2, fill="sun", stroke="ink", width=OUTLINE
        )
        pen.rect(
            Box(right + 8.4, top - 16.5, 9.8, 24),
            radius=3,
            fill="parking",
            stroke="ink",
            width=OUTLINE,
        )
        for x in (left, right):
            pen.rect(Box(x, top, POCKET, high), radius=6, fill="leaf", stroke="ink", width=OUTLINE)
        for x1, x2 in ((left, bag.x), (bag.right, self.box.right)):
            pen.line(x1, top + 6, x2, top + 6, color="ink", width=FINE)

    def draw_lid(self, pen: Pen) -> None:
        """The lid over the top, and two straps that close it."""
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
        for steps in (half, mirrored(half, lid.center[0])):
            pen.path(steps, fill="sun", stroke="ink", width=OUTLINE)
        for side in (-1, 1):
            x = bag.center[0] + side * bag.w * 0.3
            pen.rect(
                Box(x - 3, lid.bottom - 6, 6, 15),
                radius=1.6,
                fill="figure",
                stroke="ink",
                width=OUTLINE,
            )
            pen.rect(
                Box(x - 4.4, lid.bottom + 1.6, 8.8, 5.6),
                radius=1.4,
                fill="paper",
                stroke="ink",
                width=OUTLINE,
            )
