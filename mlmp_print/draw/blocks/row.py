"""A question as a row: a picture, its label with a hint below, and writing lines beside them."""

from __future__ import annotations

from dataclasses import dataclass

from ..geometry import Box
from ..pen import Pen
from ..sheet import Sheet
from .parts.plate import PLATE, draw_plate
from .parts.writing import draw_rules, flush_box, rules_upwards, whole_lines

LABEL = 13.0  # pt
HINT = 11.0  # pt
GAP = 3.5  # mm between picture and words
BELOW = 1.0  # mm from the last line to the foot of the box


@dataclass(frozen=True)
class RowBlock:
    """`icon`: the picture; `start`: from the left edge of the box to the writing lines, mm.

    The last line stands on the foot of the box, picture and words beside the first one.
    """

    box: Box
    path: str
    icon: str
    start: float = 66.0

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw picture, words and lines, and a field on the lines."""
        box = self.box
        left = box.x + self.start
        count = max(1, whole_lines(box.h - BELOW, sheet.pitch))
        rules = rules_upwards(box.bottom - BELOW, count, sheet.pitch)
        plate = Box(box.x, rules[0] - PLATE, PLATE, PLATE)
        draw_plate(pen, plate, fill="tint", edge="line", width=1.0)
        pen.icon(self.icon, plate.inset(1.7), width=1.4)
        self.draw_words(pen, sheet, plate.right + GAP, rules[0])
        draw_rules(pen, rules, left, box.right)
        field = flush_box(left, box.y + 0.6, box.right, box.bottom)
        pen.text_field(sheet.place(self.path), field, rules=rules)

    def draw_words(self, pen: Pen, sheet: Sheet, x: float, rule: float) -> None:
        """Draw the label beside a writing line, the hint right on it."""
        place = sheet.place(self.path)
        hint = sheet.hint(place)
        size = sheet.size(LABEL)
        small = sheet.size(HINT)
        above = 0.42 * small + 1.0 if hint else 3.2
        with pen.tagged("P"):
            pen.text(x, rule - above, sheet.label(place), size, bold=True)
            if hint:
                pen.text(x, rule - 0.9, hint, small, color="soft")
