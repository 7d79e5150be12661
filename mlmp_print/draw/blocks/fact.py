"""A question in a card with a pictogram: its label, a hint beside it, and writing lines below."""

from __future__ import annotations

from dataclasses import dataclass

from ...model.phrases import Phrase
from ..geometry import MM, Box
from ..pen import Pen
from ..sheet import Sheet
from .parts.card import draw_card
from .parts.letters import bold_width, width_of
from .parts.pictogram import card_square, draw_pictogram
from .parts.writing import draw_rules, flush_box, rules_upwards

# In pt.
LABEL = 14.0
HINT = 11.0
# In mm.
LARGEST = 20.6  # side of the pictogram
AIR = 5.0  # between pictogram and words
RIGHT = 4.5  # between the writing lines and the card's right edge
TOP = 3.2  # free above the label
BELOW = 4.6  # from the last writing line to the foot of the card
BETWEEN = 3.0  # between label and hint


@dataclass(frozen=True)
class FactBlock:
    """`path`: the question; `icon` and `color`: its pictogram, if it has one.

    `lines` is how many writing lines there are; `tag` is that of the label. `reach` is how far
    right of the box the card goes, mm: room for what another block draws beside the lines.
    """

    box: Box
    path: str
    icon: str = ""
    color: str = "tint"
    lines: int = 1
    tag: str = "H2"
    reach: float = 0.0

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw the card, its words and lines, and a field on the lines."""
        box = self.box
        place = sheet.place(self.path)
        draw_card(pen, box.inset(0, 0, -self.reach, 0))
        left, right = box.x + AIR, box.right - RIGHT
        if self.icon:
            square = card_square(box, LARGEST * sheet.step)
            draw_pictogram(pen, square, self.icon, self.color)
            left = square.right + AIR
        below = self.draw_words(pen, sheet, left, right)
        rules = rules_upwards(box.bottom - BELOW, self.lines, sheet.pitch)
        draw_rules(pen, rules, left, right)
        field = flush_box(left, below + 1.4, right, rules[-1] + 1.6)
        pen.text_field(place, field, rules=rules, single=place.kind.one_line)

    def draw_words(self, pen: Pen, sheet: Sheet, left: float, right: float) -> float:
        """Draw the label, and the hint beside it; returns their baseline."""
        place = sheet.place(self.path)
        label, hint = sheet.label(place), sheet.hint(place)
        size = sheet.size(LABEL)
        baseline = self.box.y + TOP + 0.74 * size / MM
        with pen.tagged(self.tag):
            pen.text(left, baseline, label, size, bold=True)
        if hint:
            x = left + bold_width(label, size) + BETWEEN
            small = sheet.size(HINT)
            if x + width_of(hint, small) > right:
                what = Phrase("{path}: the hint has no room beside its label", path=self.path)
                raise ValueError(what)
            with pen.tagged("P"):
                pen.text(x, baseline, hint, small, color="soft")
        return baseline
