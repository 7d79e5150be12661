"""A choice in one row: its label, and round buttons with words beside them."""

from __future__ import annotations

from dataclasses import dataclass

from ....model.form import Place
from ....model.messages import quoted
from ....model.phrases import Phrase
from ...geometry import MM, Box
from ...ink import Ink, Painter
from ...pen import Pen
from ...sheet import Sheet
from .letters import bold_width
from .round_button import RADIUS, REACH, draw_circle, draw_dot

# In mm.
EDGE = 0.6  # free left of a button, for the heavier ring of a chosen one
GAP = 2.0  # between button and words
BETWEEN = 9.0  # between two answers
AFTER = 6.0  # between label and first answer


@dataclass(frozen=True)
class ChoiceRow:
    """One choice question, on the middle of a box.

    Attributes:
        label: The type size of the label, pt.
        words: The type size of the answers, pt.
        between: The space between two answers, mm.
    """

    place: Place
    box: Box
    sheet: Sheet
    label: float
    words: float
    between: float = BETWEEN

    def draw(self, pen: Pen) -> None:
        """Draw label, buttons and words.

        Raises:
            ValueError: The words are wider than the box.
        """
        place = self.place
        middle = self.box.center[1]
        label = self.sheet.label(place)
        size = self.sheet.size(self.label)
        small = self.sheet.size(self.words)
        words = {state: self.sheet.state_words(place, state) for state in place.kind.states}
        left = self.box.x + bold_width(label, size) + AFTER
        boxes = self.boxes(words, left, small)
        with pen.tagged("P"):
            pen.text(self.box.x, _baseline(middle, size), label, size, bold=True)
        with pen.tagged("P"):
            for state, box in boxes.items():
                draw_circle(pen, box.x + EDGE + RADIUS, middle)
                _draw_words(pen, box, words[state], small, bold=False)
        for state, box in boxes.items():
            pen.button(place, state, box, _chosen(words[state], small))

    def boxes(self, words: dict[str, str], left: float, size: float) -> dict[str, Box]:
        """Return the box of each answer: its button and its words."""
        boxes = {}
        for state, answer in words.items():
            wide = EDGE + 2 * RADIUS + GAP + bold_width(answer, size)
            boxes[state] = Box(left, self.box.center[1] - REACH, wide, 2 * REACH)
            left += wide + self.between
        if left - self.between > self.box.right:
            raise ValueError(
                Phrase(
                    "the words of the choice {path} are wider than its box",
                    path=quoted(self.place.path),
                )
            )
        return boxes


def _baseline(middle: float, size: float) -> float:
    """The baseline of words whose small letters have their middle at the height `middle`."""
    return middle + 0.27 * size / MM


def _draw_words(ink: Ink, box: Box, words: str, size: float, *, bold: bool) -> None:
    left = box.x + EDGE + 2 * RADIUS + GAP
    ink.text(left, _baseline(box.center[1], size), words, size, bold=bold)


def _chosen(words: str, size: float) -> Painter:
    """A painter of the button's dot, and of its bold words over the plain ones."""

    def paint(ink: Ink, box: Box) -> None:
        draw_dot(ink, box.x + EDGE + RADIUS, box.center[1])
        ink.rect(box.inset(EDGE + 2 * RADIUS + GAP / 2, 0, 0, 0), fill="paper")
        _draw_words(ink, box, words, size, bold=True)

    return paint
