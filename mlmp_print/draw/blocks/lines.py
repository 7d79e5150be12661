"""Writing lines or open paper without a frame: that stands in something drawn."""

from __future__ import annotations

from dataclasses import dataclass

from ..geometry import Box
from ..pen import Pen
from ..sheet import Sheet
from .parts.letters import bold_width
from .parts.writing import draw_rules, flush_box, rules_upwards

BELOW = 1.6  # mm from the last line to the foot of the box
HEADING = 14.5  # pt
OVER = 0.4  # mm: a heading is a line higher than the first line, and so much more
UNDER = 1.4  # mm from the baseline of a heading to the field


@dataclass(frozen=True)
class LinesBlock:
    """`path`: the question; `lines`: how many writing lines, from the foot up; 0 for open paper.

    `tag` is that of the question's heading over the lines; without it, there is no heading.
    """

    box: Box
    path: str
    lines: int = 0
    tag: str = ""

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw heading and lines, and a field under the heading."""
        box = self.box
        rules = rules_upwards(box.bottom - BELOW, self.lines, sheet.pitch)
        top = self.draw_heading(pen, sheet, rules) if self.tag else box.y
        draw_rules(pen, rules, box.x, box.right)
        field = flush_box(box.x, top, box.right, box.bottom)
        pen.text_field(sheet.place(self.path), field, rules=rules)

    def draw_heading(self, pen: Pen, sheet: Sheet, rules: tuple[float, ...]) -> float:
        """Draw the heading, smaller if it is too wide; returns where the field begins."""
        label = sheet.label(sheet.place(self.path))
        size = min(sheet.size(HEADING), self.box.w / bold_width(label, 1))
        baseline = rules[0] - sheet.pitch - OVER
        with pen.tagged(self.tag):
            pen.text(self.box.x, baseline, label, size, bold=True)
        return baseline + UNDER
