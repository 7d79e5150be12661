"""Paragraphs below each other, in the middle of the height of a box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ....model.messages import quoted
from ....model.phrases import Phrase
from ....text import typeset
from ....text.lengths import total_length
from ...geometry import MM, Box
from ...pen import Pen
from .letters import LEADING

BETWEEN = 1.2  # mm between two paragraphs
BASELINE = 0.76  # of a line's height, from its top to its baseline


@dataclass(frozen=True)
class Paragraph:
    """Words with their type size in pt; `tag`: what they are to a screen reader."""

    words: str
    size: float
    tag: str = "P"
    bold: bool = False

    def lines(self, width: float) -> list[str]:
        """Return the words broken into lines of at most `width` mm."""
        face = "bold" if self.bold else "regular"
        return typeset.broken(self.words, width * MM, self.size, face)

    @property
    def leading(self) -> float:
        """The height of a line, mm."""
        return LEADING * self.size


def draw_caption(pen: Pen, box: Box, paragraphs: Sequence[Paragraph]) -> None:
    """Draw paragraphs, each broken to the width of the box.

    Raises:
        ValueError: Together they are higher than the box.
    """
    written = [(paragraph, paragraph.lines(box.w)) for paragraph in paragraphs if paragraph.words]
    high = total_length(paragraph.leading * len(lines) for paragraph, lines in written)
    high += BETWEEN * (len(written) - 1)
    if high > box.h:
        words = quoted(paragraphs[0].words)
        raise ValueError(Phrase("{words} and what stands below have no room", words=words))
    top = box.center[1] - high / 2
    for paragraph, lines in written:
        with pen.tagged(paragraph.tag):
            for line in lines:
                baseline = top + BASELINE * paragraph.leading
                pen.text(box.x, baseline, line, paragraph.size, bold=paragraph.bold)
                top += paragraph.leading
        top += BETWEEN
