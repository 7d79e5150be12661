"""A few answers to choose from: round buttons, each with its words beside it."""

from __future__ import annotations

from dataclasses import dataclass

from ..geometry import Box
from ..pen import Pen
from ..sheet import Sheet
from .parts.choice_row import ChoiceRow

LABEL = 13.0  # pt
WORDS = 12.0  # pt


@dataclass(frozen=True)
class ChoiceBlock:
    """`path`: the question. Label and answers stand in one row, on the middle of the box."""

    box: Box
    path: str

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw label, buttons and words.

        Raises:
            ValueError: The words are wider than the box.
        """
        ChoiceRow(sheet.place(self.path), self.box, sheet, LABEL, WORDS).draw(pen)
