"""A few plain words under a title: what the sheet is for."""

from __future__ import annotations

from dataclasses import dataclass

from ..geometry import MM, Box
from ..pen import Pen
from ..sheet import Sheet
from .parts.letters import break_lines

LOOSE_LEADING = 0.49  # mm for each pt of the type size


@dataclass(frozen=True)
class LeadBlock:
    """`words`: which of the form's words; `type`: their size in pt; `gap`: mm between paragraphs.

    The lines are broken to the box, and begin at its top.
    """

    box: Box
    words: str
    type: float = 13.0
    gap: float = 0.0

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw a paragraph for every line of the words."""
        size = sheet.size(self.type)
        baseline = self.box.y + 0.75 * size / MM
        for paragraph in sheet.word(self.words).split("\n"):
            with pen.tagged("P"):
                for line in break_lines(paragraph, self.box.w, size):
                    pen.text(self.box.x, baseline, line, size)
                    baseline += LOOSE_LEADING * size
            baseline += self.gap
