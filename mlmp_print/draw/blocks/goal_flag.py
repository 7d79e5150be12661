"""An arrow to a goal: a flag on a small hill."""

from __future__ import annotations

from dataclasses import dataclass

from ..geometry import Box
from ..pen import Pen
from ..sheet import Sheet
from .parts.shapes import soft

ARROW, HEAD = 9.0, 3.6  # mm: length of the arrow, and of its head
OUTLINE = 1.6  # pt
WORD = 14.0


@dataclass(frozen=True)
class GoalFlagBlock:
    """`words`: what stands below the hill; `picture`: the alt text. The arrow begins at the left edge of the box, half way up."""

    box: Box
    words: str
    picture: str

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Arrow, flag, hill, words."""
        box, size = self.box, sheet.size(WORD)
        left, foot = box.x + ARROW + 2.5, box.bottom - 0.55 * size
        wide, x, y = box.right - left, left + 0.46 * (box.right - left), (box.y + foot) / 2
        with pen.tagged("Figure", Alt=sheet.word(self.picture)):
            tip = box.x + ARROW
            pen.line(box.x, y, tip, y, color="ink", width=2.4)
            pen.path(
                [("M", tip - HEAD, y - HEAD), ("L", tip, y), ("L", tip - HEAD, y + HEAD)],
                stroke="ink",
                width=2.4,
            )
            pen.line(x, box.y + 1, x, foot - 8, color="ink", width=2.4)
            pen.path(
                soft([(x, box.y + 1), (x + wide * 0.54, box.y + 9), (x, box.y + 17)], (1, 2, 1)),
                fill="sun",
                stroke="ink",
                width=OUTLINE,
            )
            mound = [
                ("M", left, foot),
                (
                    "C",
                    left + wide * 0.22,
                    foot - 15,
                    box.right - wide * 0.3,
                    foot - 15,
                    box.right,
                    foot,
                ),
                ("Z",),
            ]
            pen.path(mound, fill="leaf", stroke="ink", width=OUTLINE)
        with pen.tagged("P"):
            pen.text(
                left + wide / 2,
                box.bottom - 0.9,
                sheet.word(self.words),
                size,
                bold=True,
                align="center",
            )
