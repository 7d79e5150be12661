"""A box about one topic: a coloured head with a picture and a heading, and writing lines."""

from __future__ import annotations

from dataclasses import dataclass

from ..geometry import Box
from ..pen import Pen
from ..sheet import Sheet
from .parts.card import draw_headed_card
from .parts.letters import centered_baseline, fitted
from .parts.question_icon import draw_question_icon
from .parts.writing import FLUSH, draw_rules, rules_upwards

EDGE = 1.4  # pt, width of the frame
# In mm.
ROUND = 3.0  # radius of a corner
HEAD = 0.78  # height of the coloured head, for each pt of the heading
DISC_EDGE = 1.2  # free above and below the picture's disc
AFTER_DISC = 3.0  # between the disc and the heading
PAD = 5.0  # between the frame and what is in it
FOOT = 3.8  # from the last writing line to the foot of the box


@dataclass(frozen=True)
class TopicBlock:
    """A box for the question at `path`.

    Attributes:
        icon: The picture in the head, which is filled with `color`.
        lines: How many writing lines it has; they fill the box under the head.
        type: The type size of the heading, pt.
    """

    box: Box
    path: str
    icon: str
    color: str
    lines: int
    type: float = 15.0

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw frame, head and writing lines, and place the field."""
        head = self.head(sheet)
        draw_headed_card(pen, self.box, head.h, self.color, ROUND, EDGE)
        self.draw_head(pen, sheet, head)
        rules = rules_upwards(self.box.bottom - FOOT, self.lines, self.pitch(sheet))
        draw_rules(pen, rules, self.box.x + PAD, self.box.right - PAD)
        field = Box(self.box.x, head.bottom, self.box.w, self.box.bottom - head.bottom)
        inset = PAD - FLUSH
        pen.text_field(sheet.place(self.path), field.inset(inset, 1.0, inset, 1.6), rules=rules)

    def head(self, sheet: Sheet) -> Box:
        """Return the coloured head."""
        return Box(self.box.x, self.box.y, self.box.w, HEAD * sheet.size(self.type))

    def pitch(self, sheet: Sheet) -> float:
        """Return the distance of the writing lines: they share the room under the head, mm."""
        room = self.box.h - self.head(sheet).h - FOOT
        return max(sheet.pitch, room / self.lines)

    def draw_head(self, pen: Pen, sheet: Sheet, head: Box) -> None:
        """Draw the picture in its disc, and the heading in one line beside it."""
        radius = head.h / 2 - DISC_EDGE
        middle = head.center[1]
        x = head.x + 2 * DISC_EDGE + radius
        pen.circle(x, middle, radius, fill="paper", stroke="ink", width=1.2)
        half = 0.62 * radius
        inside = Box(x - half, middle - half, 2 * half, 2 * half)
        place = sheet.place(self.path)
        draw_question_icon(pen, sheet, place, self.icon, inside, width=1.5)
        label = sheet.label(place)
        left = x + radius + AFTER_DISC
        room = head.right - PAD - left
        size = fitted(label, sheet.size(self.type), room, bold=True)
        with pen.tagged("H2"):
            pen.text(left, centered_baseline(middle, size), label, size, bold=True)
