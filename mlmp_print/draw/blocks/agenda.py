"""The steps of a meeting below each other: a number, a pictogram, words, and a tick for “done”."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..geometry import Box
from ..pen import Pen
from ..sheet import Sheet
from .parts.caption import Paragraph, draw_caption
from .parts.card import draw_card, stack_boxes
from .parts.letters import LEADING
from .parts.number_disc import draw_number_disc
from .parts.pictogram import card_square, draw_pictogram
from .parts.tick import draw_tick_box

# In pt.
NAME = 18.0
WORDS = 14.0
DONE = 12.0
NUMBER = 18.0
# In mm.
GAP = 3.6  # between cards
DISC = 6.2  # radius of the disc with a step's number
CARDS = 16.8  # from the left edge of the box to the cards
LARGEST = 28.0  # side of a pictogram
AIR = 5.0  # between pictogram, words and tick
TICK = 9.0  # side of a tick box
END = 20.0  # width of the part of a card that the tick stands in the middle of


@dataclass(frozen=True)
class AgendaBlock:
    """`path` is a group of ticks, one for each step; `steps` has the `icon` and `fill` of each.

    The words of a step are the label and hint of its tick. `first` is the number of the first step.
    `done` names the words under the boxes to tick.
    """

    box: Box
    path: str
    steps: Mapping[str, Mapping[str, str]] = field(hash=False)
    done: str
    first: int = 1

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw a line behind the numbers, then the steps in their order."""
        rows = stack_boxes(self.box, len(self.steps), GAP)
        x = self.box.x + DISC
        pen.line(x, rows[0].center[1], x, rows[-1].center[1], width=2.4)
        for number, (key, row) in enumerate(zip(self.steps, rows, strict=True), self.first):
            with pen.section("Sect"):
                self.draw_step(pen, sheet, key, number, row)

    def draw_step(self, pen: Pen, sheet: Sheet, key: str, number: int, row: Box) -> None:
        """Draw the number, and the card with pictogram, words and tick."""
        place = sheet.place(f"{self.path}.{key}")
        style = self.steps[key]
        card = row.inset(CARDS, 0, 0, 0)
        draw_card(pen, card)
        draw_number(pen, sheet, self.box.x + DISC, row.center[1], number)
        square = card_square(card, LARGEST)
        draw_pictogram(pen, square, style["icon"], style["fill"])
        end = END * sheet.step
        left = square.right + AIR
        room = Box(left, card.y + 1, card.right - end - left, card.h - 2)
        name = Paragraph(sheet.label(place), sheet.size(NAME), "H2", bold=True)
        draw_caption(pen, room, [name, Paragraph(sheet.hint(place), sheet.size(WORDS))])
        self.draw_done(pen, sheet, f"{self.path}.{key}", Box(card.right - end, card.y, end, card.h))

    def draw_done(self, pen: Pen, sheet: Sheet, path: str, box: Box) -> None:
        """Draw the tick with its words below, in the middle of a box."""
        size = sheet.size(DONE)
        side = TICK * sheet.step
        x, y = box.center
        high = side + LEADING * size
        tick = Box(x - side / 2, y - high / 2, side, side)
        with pen.tagged("P"):
            words = sheet.word(self.done)
            pen.text(x, tick.bottom + 0.86 * LEADING * size, words, size, align="center")
        draw_tick_box(pen, sheet.place(path), tick)


def draw_number(pen: Pen, sheet: Sheet, x: float, y: float, number: int) -> None:
    """Draw a step's number on a white disc."""
    with pen.tagged("P"):
        draw_number_disc(pen, x, y, DISC, number, sheet.size(NUMBER), edge=1.4)
