"""A few plain words under a title: what the sheet is for."""

from __future__ import annotations

from dataclasses import dataclass

from ...text import typeset
from ..geometry import MM, Box
from ..pen import Pen
from ..sheet import Sheet

LEADING = 0.49  # mm for each pt of the type's size


@dataclass(frozen=True)
class LeadBlock:
    """`words`: which of the form's words; `type`: their size in pt; `gap`: mm more between paragraphs. The lines are broken to the
    box, and begin at its top."""

    box: Box
    words: str
    type: float = 13.0
    gap: float = 0.0

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """A paragraph for every line of the words."""
        size = sheet.size(self.type)
        baseline = self.box.y + 0.75 * size / MM
        for paragraph in sheet.word(self.words).split("\n"):
            with pen.tagged("P"):
                for line in typeset.broken(paragraph, self.box.w * MM, size):
                    pen.text(self.box.x, baseline, line, size)
                    baseline += LEADING * size
            baseline += self.gap
