"""The heading of a page, with a hint beside it."""

from __future__ import annotations

from dataclasses import dataclass

from ..geometry import MM, Box
from ..pen import Pen
from ..sheet import Sheet
from .parts.letters import bold_width, fitted

SIZES = {"H1": 26.0, "H2": 20.0, "H3": 16.0, "H4": 14.0}  # pt
HINT = 12.5  # pt
SMALLEST = 9.0  # pt of a hint that would not fit beside its heading
OFF_LOGO = 3.0  # mm between the words and a logo


@dataclass(frozen=True)
class TitleBlock:
    """`words`: which of the form's words; `hint`: others, smaller, beside them; `tag`: H1 to H4.

    The one H1 is on the form's first page; where a page repeats for more of a list, its title is an
    H2.
    """

    box: Box
    words: str
    tag: str
    hint: str = ""

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw the words on the baseline of the box, smaller if they are wider than it."""
        size = sheet.size(SIZES[self.tag])
        words = sheet.word(self.words)
        right = min(self.box.right, self.right(sheet, self.box.bottom - size / MM))
        baseline = self.box.bottom - 0.29 * size / MM
        size = fitted(words, size, right - self.box.x, bold=True)
        with pen.tagged(self.tag if sheet.first == 1 else "H2"):
            pen.text(self.box.x, baseline, words, size, bold=True)
        if self.hint:
            x = self.box.x + bold_width(words, size) + 3.5
            self.draw_hint(pen, sheet, x, baseline, right - x)

    def draw_hint(self, pen: Pen, sheet: Sheet, x: float, baseline: float, room: float) -> None:
        """Draw the hint beside the heading, as large as `room` mm allow."""
        hint = sheet.word(self.hint)
        size = max(SMALLEST, fitted(hint, sheet.size(HINT), room))
        with pen.tagged("P"):
            pen.text(x, baseline, hint, size, color="soft")

    def right(self, sheet: Sheet, top: float) -> float:
        """Return how far right words that reach up to `top` may go.

        That is the box, or a logo that comes so low.
        """
        if sheet.logo is None or top - OFF_LOGO >= sheet.logo.bottom:
            return self.box.right
        return min(self.box.right, sheet.logo.x - OFF_LOGO)
