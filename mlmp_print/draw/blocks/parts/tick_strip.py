"""Boxes to tick side by side, each with its label: several questions alike, under a table's row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ....model.form import Place
from ....model.phrases import Phrase
from ...geometry import Box
from ...pen import Pen
from ...sheet import Sheet
from .letters import centered_baseline, width_of
from .tick import AFTER, draw_tick

LABEL = 12.0  # pt
LEAST_LABEL = 11.0  # pt
# In mm.
SIDE = 7.0  # of a box
APART = 3.0  # from a label to the next box
BETWEEN = 2.0  # free between lines of boxes
LEAST_BETWEEN = 1.0
ABOVE = 2.0  # free above the first line, and below the last one
# What the rest of the row needs, in distances of writing lines.
REST = 1.4
LEAST_REST = 0.6
_TRIES = ((LABEL, REST), (LEAST_LABEL, REST), (LABEL, LEAST_REST), (LEAST_LABEL, LEAST_REST))


@dataclass(frozen=True)
class TickStrip:
    """The boxes of one row.

    Attributes:
        places: Their questions.
        width: Of the strip, mm.
        row: How high the row may be in which the strip is the lower part, mm.
    """

    places: Sequence[Place]
    width: float
    row: float
    sheet: Sheet

    @property
    def side(self) -> float:
        """The side of a box, mm."""
        return self.sheet.grown(SIDE)

    @cached_property
    def _set(self) -> tuple[float, int, float]:
        """The size of the labels, how many boxes a line has, and what is free between lines."""
        for label, rest in _TRIES:
            size = self.sheet.size(label)
            widest = max(width_of(self.sheet.label(place), size) for place in self.places)
            fitting = int((self.width + APART) / (self.side + AFTER + widest + APART))
            if not fitting:
                continue
            lines = -(-len(self.places) // fitting)
            high = self.row - rest * self.sheet.pitch - 2 * ABOVE
            free = (high - lines * self.side) / max(1, lines - 1)
            if free >= LEAST_BETWEEN:
                return size, -(-len(self.places) // lines), min(BETWEEN, free)
        raise ValueError(Phrase("the words beside boxes to tick have no room: shorten them"))

    @property
    def height(self) -> float:
        """The height of the strip, mm. Raises ValueError if the words have no room."""
        _, across, between = self._set
        lines = -(-len(self.places) // across)
        return 2 * ABOVE + lines * (self.side + between) - between

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw the boxes, their buttons and labels, from a corner of the strip."""
        size, across, between = self._set
        share = (self.width + APART) / across
        for number, place in enumerate(self.places):
            line, column = divmod(number, across)
            y = top + ABOVE + line * (self.side + between)
            square = Box(left + column * share, y, self.side, self.side)
            baseline = centered_baseline(square.center[1], size)
            draw_tick(pen, self.sheet, place, square, baseline, size)
