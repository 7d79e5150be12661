"""Writing lines or open paper without frame or heading: those stand in something drawn."""

from __future__ import annotations

from dataclasses import dataclass

from ..geometry import Box
from ..pen import Pen
from ..sheet import Sheet
from .parts.writing import draw_rules, flush_box, rules_upwards

BELOW = 1.6  # mm from the last line to the foot of the box


@dataclass(frozen=True)
class LinesBlock:
    """`path`: the question; `lines`: how many writing lines, from the foot up; 0 for open paper."""

    box: Box
    path: str
    lines: int = 0

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw the lines, and a field over the whole box."""
        box = self.box
        rules = rules_upwards(box.bottom - BELOW, self.lines, sheet.pitch)
        draw_rules(pen, rules, box.x, box.right)
        field = flush_box(box.x, box.y, box.right, box.bottom)
        pen.text_field(sheet.place(self.path), field, rules=rules)
