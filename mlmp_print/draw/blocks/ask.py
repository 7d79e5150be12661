"""A label and one line to write on, for a name or a date."""

from __future__ import annotations

from dataclasses import dataclass

from ..geometry import Box
from ..pen import Pen
from ..sheet import Sheet
from .parts.letters import bold_width

SIZE = 13.0  # pt
GAP = 3.0  # mm between label and line


@dataclass(frozen=True)
class AskBlock:
    """`path`: the question. The line stands on the lower edge of the box."""

    box: Box
    path: str

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw label and line, and a field on the line."""
        place = sheet.place(self.path)
        label = sheet.label(place)
        size = sheet.size(SIZE)
        rule = self.box.bottom - 0.8
        start = self.box.x + bold_width(label, size) + GAP
        with pen.tagged("P"):
            pen.text(self.box.x, rule - 0.9, label, size, bold=True)
        pen.line(start, rule, self.box.right, rule, color="ink", width=0.9)
        field = Box(start, self.box.y, self.box.right - start, self.box.h)
        pen.text_field(place, field, rules=(rule,), single=True)
