"""A label and one line to write on, for a name or a date."""

from __future__ import annotations

from dataclasses import dataclass

from ..geometry import MM, Box
from ..pen import Pen
from ..sheet import Sheet
from .parts.letters import bold_width

SIZE = 13.0  # pt
HINT = 11.0  # pt
GAP = 3.0  # mm between label and line


@dataclass(frozen=True)
class AskBlock:
    """`path`: the question. The line stands on the lower edge of the box.

    `hinted`: whether the question's hint stands under the line, below the box.
    """

    box: Box
    path: str
    hinted: bool = False

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
        if self.hinted:
            small = sheet.size(HINT)
            below = rule + 1.2 + 0.75 * small / MM
            with pen.tagged("P"):
                pen.text(start, below, sheet.hint(place), small, color="soft")
        field = Box(start, self.box.y, self.box.right - start, self.box.h)
        pen.text_field(place, field, rules=(rule,), single=True)
