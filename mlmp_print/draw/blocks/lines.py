"""Room to write or draw in, without frame or heading: those stand in something drawn."""

from __future__ import annotations

from dataclasses import dataclass

from ...text import typeset
from ..geometry import MM, Box
from ..pen import Pen
from ..sheet import Sheet

DASH = (0.9, 0.9)
BELOW = 1.6  # from the last line to the foot of the box


@dataclass(frozen=True)
class LinesBlock:
    """`path`: the question; `lines`: how many writing lines, from the foot up; none for open paper."""

    box: Box
    path: str
    lines: int = 0

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Lines, and a field over the whole box; typed text stands flush with the lines."""
        box, flush = self.box, typeset.PAD / MM
        rules = tuple(
            box.bottom - BELOW - sheet.pitch * line for line in reversed(range(self.lines))
        )
        for rule in rules:
            pen.line(box.x, rule, box.right, rule, dash=DASH)
        pen.words(
            sheet.place(self.path), Box(box.x - flush, box.y, box.w + 2 * flush, box.h), rules=rules
        )
