"""A label and one line to write on: name, date."""

from __future__ import annotations

from dataclasses import dataclass

from ...text import typeset
from ..geometry import MM, Box
from ..pen import Pen
from ..sheet import Sheet

SIZE = 13.0
GAP = 3.0  # between label and line


@dataclass(frozen=True)
class AskBlock:
    """`path`: the question. The line stands on the lower edge of the box."""

    box: Box
    path: str

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Label, line, and a field on the line."""
        place = sheet.place(self.path)
        label, size = sheet.label(place), sheet.size(SIZE)
        rule = self.box.bottom - 0.8
        start = self.box.x + typeset.width(label, size, "bold") / MM + GAP
        with pen.tagged("P"):
            pen.text(self.box.x, rule - 0.9, label, size, bold=True)
        pen.line(start, rule, self.box.right, rule, color="ink", width=0.9)
        pen.words(
            place,
            Box(start, self.box.y, self.box.right - start, self.box.h),
            rules=(rule,),
            single=True,
        )
