"""What the marks on the status sheet's lines mean: each of the three, on one line as they stand."""

from __future__ import annotations

from dataclasses import dataclass

from ...text.lengths import total_length
from ..geometry import Box
from ..pen import Pen
from ..sheet import Sheet
from .parts.progress_line import draw_pill, draw_tag, pill_width, tag_width
from .parts.score_disc import LINE_DISCS, draw_disc

BEYOND = 3.0  # mm of the line on each side of a mark
GAP = 4.0  # mm between the words of two marks


@dataclass(frozen=True)
class ProgressLegendBlock:
    """The three marks on a line in the middle of the box, at its right edge.

    `words` says it in words, for whoever does not see it: which of the form's.
    """

    box: Box
    words: str

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw last time over its line, now on it, and expected below it."""
        names = [sheet.word(key) for key in ("then", "now", "expected")]
        then, now, expected = names
        wide = [
            2 * BEYOND + width
            for width in (
                tag_width(sheet, then),
                pill_width(sheet, now),
                tag_width(sheet, expected),
            )
        ]
        left = self.box.right - total_length(wide) - GAP * (len(wide) - 1)
        y = self.box.center[1]
        with pen.tagged("P", ActualText=sheet.word(self.words)):
            pen.line(left, y, self.box.right, y, color="ink", width=1.1)
            for key, words, width in zip(("then", "now", "expected"), names, wide, strict=True):
                x = left + width / 2
                if key == "now":
                    draw_pill(pen, sheet, x, y, words)
                else:
                    draw_disc(pen, x, y, LINE_DISCS.half)
                    draw_tag(pen, sheet, key, (x, y), left + BEYOND, words)
                left += width + GAP
