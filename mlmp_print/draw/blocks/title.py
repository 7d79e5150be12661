"""The heading of a page, with a hint beside it."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from ...text import typeset
from ..geometry import MM, Box
from ..pen import Pen
from ..sheet import Sheet

SIZES = {"H1": 26.0, "H2": 20.0, "H3": 16.0, "H4": 14.0}
HINT, LEAST = 12.5, 9.0  # pt: a hint is made smaller where it would not fit beside its heading
OFF_LOGO = 3.0  # mm between the words and a logo


@dataclass(frozen=True)
class TitleBlock:
    """`words`: which of the form's words; `hint`: others, smaller, beside them; `tag`: H1 to H4.

    The one H1 is on the form's first page; where a page comes again for more of a list, its title is an H2.
    """

    box: Box
    words: str
    tag: str
    hint: str = ""

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """The words on the baseline of the box."""
        size, words = sheet.size(SIZES[self.tag]), sheet.word(self.words)
        right = self.right(sheet, self.box.bottom - size / MM)
        baseline = self.box.bottom - 0.29 * size / MM
        size = min(size, (right - self.box.x) * MM / typeset.width(words, 1, "bold"))
        with pen.tagged(self.tag if sheet.first == 1 else "H2"):
            pen.text(self.box.x, baseline, words, size, bold=True)
        if self.hint:
            hint, x = (
                sheet.word(self.hint),
                self.box.x + typeset.width(words, size, "bold") / MM + 3.5,
            )
            fits = (min(right, self.box.right) - x) * MM / typeset.width(hint, 1)
            with pen.tagged("P"):
                pen.text(x, baseline, hint, max(LEAST, min(sheet.size(HINT), fits)), color="soft")

    def right(self, sheet: Sheet, top: float) -> float:
        """How far to the right words that reach up to `top` may go: up to the logo, if it comes down to them."""
        if sheet.logo is None or top - OFF_LOGO >= sheet.logo.bottom:
            return inf
        return sheet.logo.x - OFF_LOGO
