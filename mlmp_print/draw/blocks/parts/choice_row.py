"""A choice in one row: its label, and round buttons with words beside them.

Where that is too wide, the label stands in a row above the buttons.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ....model.form import Place
from ....model.messages import quoted
from ....model.phrases import Phrase
from ....text.lengths import total_length
from ...geometry import MM, Box, Spot
from ...ink import Ink, Painter
from ...pen import Pen
from ...sheet import Sheet
from .letters import bold_width
from .round_button import RADIUS, REACH, draw_circle, draw_dot

# In mm.
CIRCLE_EDGE = 0.6  # free left of a button, for the heavier ring of a chosen one
GAP = 2.0  # between button and words
BETWEEN = 9.0  # between two answers
LEAST_BETWEEN = 3.0  # the same, where the box is narrow
AFTER = 6.0  # between label and first answer


@dataclass(frozen=True)
class ChoiceRow:
    """One choice question, on the middle of a box, or in two rows that fill it.

    Attributes:
        label: The type size of the label, pt.
        words: The type size of the answers, pt.
        between: The space between two answers, mm; less where they would not fit.
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
        high = self.box.h / 4 if self.needs_two_rows else 0.0
        middle = self.box.center[1] - high
        label = self.sheet.label(place)
        size = self.sheet.size(self.label)
        small = self.sheet.size(self.words)
        boxes = self.boxes()
        with pen.tagged("P"):
            pen.text(self.box.x, _baseline(middle, size), label, size, bold=True)
        draw_answers(pen, self.sheet, place, boxes, small)

    @cached_property
    def _answers(self) -> dict[str, str]:
        """The words of each state."""
        return {
            state: self.sheet.state_words(self.place, state) for state in self.place.kind.states
        }

    @property
    def needs_two_rows(self) -> bool:
        """Whether label and answers are too wide for one row."""
        return self._free(self._before) < LEAST_BETWEEN * (len(self._answers) - 1)

    @property
    def _before(self) -> float:
        """The width of the label and the space after it, mm."""
        return bold_width(self.sheet.label(self.place), self.sheet.size(self.label)) + AFTER

    @cached_property
    def _widths(self) -> dict[str, float]:
        """The width of each answer: its button and its words."""
        size = self.sheet.size(self.words)
        before = words_start(self.sheet)
        return {state: before + bold_width(words, size) for state, words in self._answers.items()}

    def _free(self, before: float) -> float:
        """Return what answers leave free in a row that begins with `before` mm."""
        return self.box.w - before - total_length(self._widths.values())

    def boxes(self) -> dict[str, Box]:
        """Return the box of each answer: its button and its words."""
        wide = self._widths
        two = self.needs_two_rows
        before = 0.0 if two else self._before
        free = self._free(before)
        between = min(self.between, free / max(1, len(wide) - 1))
        reach = self.sheet.grown(REACH)
        reach = min(reach, self.box.h / 4) if two else reach
        middle = self.box.center[1] + (self.box.h / 4 if two else 0.0)
        if between < LEAST_BETWEEN:
            raise too_wide(self.place)
        boxes = {}
        left = self.box.x + before
        for state, width in wide.items():
            boxes[state] = Box(left, middle - reach, width, 2 * reach)
            left += width + between
        return boxes


def _baseline(middle: float, size: float) -> float:
    """The baseline of words whose small letters have their middle at the height `middle`."""
    return middle + 0.27 * size / MM


def words_start(sheet: Sheet) -> float:
    """Return how far right of the edge of an answer its words begin, mm."""
    return CIRCLE_EDGE + 2 * sheet.grown(RADIUS) + GAP


def too_wide(place: Place) -> ValueError:
    """Return the error that the words of a choice have no room."""
    what = Phrase("the words of the choice {path} are wider than its box", path=quoted(place.path))
    return ValueError(what)


def draw_answers(
    pen: Pen, sheet: Sheet, place: Place, boxes: Mapping[str, Box], size: float
) -> None:
    """Draw each answer of a choice in its box: its button, and its words in `size` pt."""
    words = {state: sheet.state_words(place, state) for state in boxes}
    with pen.tagged("P"):
        for state, box in boxes.items():
            _draw_answer(pen, sheet, box, words[state], size)
    for state, box in boxes.items():
        painter = _answer_chosen(sheet, words[state], size)
        pen.button(place, state, box, painter, _circle(sheet, box))


def _circle(sheet: Sheet, box: Box) -> Spot:
    """The round button at the left edge of an answer's box."""
    radius = sheet.grown(RADIUS)
    return Spot.disc(box.x + CIRCLE_EDGE + radius, box.center[1], radius)


def _draw_answer(ink: Ink, sheet: Sheet, box: Box, words: str, size: float) -> None:
    """Draw a button that is not chosen, and its words."""
    circle = _circle(sheet, box)
    draw_circle(ink, circle.x, circle.y, circle.radius)
    _draw_words(ink, sheet, box, words, size, bold=False)


def _draw_words(ink: Ink, sheet: Sheet, box: Box, words: str, size: float, *, bold: bool) -> None:
    left = box.x + words_start(sheet)
    ink.text(left, _baseline(box.center[1], size), words, size, bold=bold)


def _answer_chosen(sheet: Sheet, words: str, size: float) -> Painter:
    """Return a painter of the button's dot, and of its bold words over the plain ones."""

    def paint(ink: Ink, box: Box) -> None:
        circle = _circle(sheet, box)
        draw_dot(ink, circle.x, circle.y, circle.radius)
        under = Box(box.x, box.center[1] - 0.2 * size, box.w, 0.4 * size)
        ink.rect(under.inset(words_start(sheet) - GAP / 2, 0, 0, 0), fill="paper")
        _draw_words(ink, sheet, box, words, size, bold=True)

    return paint
