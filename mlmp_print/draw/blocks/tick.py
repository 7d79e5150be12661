"""A box to tick, and its label beside it."""

from __future__ import annotations

from dataclasses import dataclass

from ..geometry import MM, Box
from ..pen import Pen
from ..sheet import Sheet
from .parts.tick import draw_tick

LABEL = 13.0  # pt


@dataclass(frozen=True)
class TickBlock:
    """`path`: the question. The box to tick is as high as the block's box, and at its left."""

    box: Box
    path: str

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw the box to tick and its label, and place its button."""
        size = sheet.size(LABEL)
        square = Box(self.box.x, self.box.y, self.box.h, self.box.h)
        baseline = square.center[1] + 0.3 * size / MM
        draw_tick(pen, sheet, sheet.place(self.path), square, baseline, size)
