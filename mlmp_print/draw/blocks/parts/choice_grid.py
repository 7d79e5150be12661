"""A choice in two columns: round buttons with words beside them, in a cell of a table."""

from __future__ import annotations

from dataclasses import dataclass

from ....model.form import Place
from ....model.messages import quoted
from ....model.phrases import Phrase
from ...geometry import Box
from ...pen import Pen
from ...sheet import Sheet
from .choice_row import CIRCLE_EDGE, GAP, answer_chosen, draw_answer
from .letters import bold_width
from .round_button import RADIUS

COLUMNS = 2


@dataclass(frozen=True)
class ChoiceGrid:
    """One choice question in a box, without its label. `size`: the type size of the answers, pt."""

    place: Place
    box: Box
    sheet: Sheet
    size: float

    def draw(self, pen: Pen) -> None:
        """Draw buttons and words.

        Raises:
            ValueError: The words are wider than the box.
        """
        cells = self.cells()
        words = {state: self.sheet.state_words(self.place, state) for state in cells}
        with pen.tagged("P"):
            for state, cell in cells.items():
                draw_answer(pen, cell, words[state], self.size)
        for state, cell in cells.items():
            pen.button(self.place, state, cell, answer_chosen(words[state], self.size))

    def cells(self) -> dict[str, Box]:
        """Return the box of each state, from the upper left on."""
        states = list(self.place.kind.states)
        rows = -(-len(states) // COLUMNS)
        wide, high = self.box.w / COLUMNS, self.box.h / rows
        before = CIRCLE_EDGE + 2 * RADIUS + GAP
        widest = max(
            bold_width(self.sheet.state_words(self.place, state), self.size) for state in states
        )
        if before + widest > wide:
            raise ValueError(
                Phrase(
                    "the words of the choice {path} are wider than its box",
                    path=quoted(self.place.path),
                )
            )
        return {
            state: Box(
                self.box.x + number % COLUMNS * wide,
                self.box.y + number // COLUMNS * high,
                wide,
                high,
            )
            for number, state in enumerate(states)
        }
