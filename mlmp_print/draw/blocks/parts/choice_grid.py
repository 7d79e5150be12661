"""A choice in two columns: round buttons with words beside them, in a cell of a table."""

from __future__ import annotations

from dataclasses import dataclass

from ....model.form import Place
from ...geometry import Box
from ...pen import Pen
from ...sheet import Sheet
from .choice_row import draw_answers, too_wide, words_start
from .letters import bold_width

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
        draw_answers(pen, self.sheet, self.place, self.cells(), self.size)

    def cells(self) -> dict[str, Box]:
        """Return the box of each state, from the upper left on."""
        states = list(self.place.kind.states)
        rows = -(-len(states) // COLUMNS)
        wide, high = self.box.w / COLUMNS, self.box.h / rows
        before = words_start(self.sheet)
        widest = max(
            bold_width(self.sheet.state_words(self.place, state), self.size) for state in states
        )
        if before + widest > wide:
            raise too_wide(self.place)
        return {
            state: Box(
                self.box.x + number % COLUMNS * wide,
                self.box.y + number // COLUMNS * high,
                wide,
                high,
            )
            for number, state in enumerate(states)
        }
