"""A question as a row: a picture, its label with a hint below, and writing lines beside them."""

from __future__ import annotations

from dataclasses import dataclass

from ...text import typeset
from ..geometry import MM, Box
from ..pen import Pen
from ..sheet import Sheet

LABEL, HINT = 13.0, 10.0  # pt
PLATE = 10.0  # the picture's square, mm
GAP = 3.5  # between picture and words
DASH = (0.9, 0.9)


@dataclass(frozen=True)
class RowBlock:
    """`icon`: the picture; `start`: from the left edge of the box to the writing lines, mm. The last line stands on the foot of the box,
    picture and words beside the first one."""

    box: Box
    path: str
    icon: str
    start: float = 66.0

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Picture, words, lines, field."""
        place, box = sheet.place(self.path), self.box
        left, count = box.x + self.start, max(1, int((box.h - 1.0) / sheet.pitch + 1e-6))
        rules = tuple(box.bottom - 1.0 - sheet.pitch * (count - 1 - line) for line in range(count))
        foot = rules[0]
        plate = Box(box.x, foot - PLATE, PLATE, PLATE)
        pen.rect(plate, radius=2.2, fill="tint", stroke="line", width=1.0)
        pen.icon(self.icon, plate.inset(1.7), width=1.4)
        x, size, small = plate.right + GAP, sheet.size(LABEL), sheet.size(HINT)
        hint = sheet.hint(place)
        with pen.tagged("P"):
            pen.text(
                x, foot - (0.42 * small + 1.0 if hint else 3.2), sheet.label(place), size, bold=True
            )
            if hint:
                pen.text(x, foot - 0.9, hint, small, color="soft")
        for rule in rules:
            pen.line(left, rule, box.right, rule, dash=DASH)
        flush = typeset.PAD / MM
        pen.words(
            place,
            Box(left - flush, box.y + 0.6, box.right - left + 2 * flush, box.h - 0.6),
            rules=rules,
        )
