"""The afternoons of a course, each a card: when, where, what we do in pictures, what to bring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..geometry import Box
from ..pen import Pen
from ..sheet import Sheet
from .ask import AskBlock
from .parts.caption import Paragraph, draw_caption
from .parts.card import RADIUS, draw_card
from .parts.number_disc import draw_number_disc
from .parts.pictogram import draw_pictogram
from .parts.shapes import round_corners

# In pt.
NAME = 15.0
NUMBER = 14.0
STEP = 13.0
# In mm.
GAP = 3.6  # between cards
HEAD = 14.0  # height of a card's coloured head
DISC = 4.6  # radius of the disc with a card's number
PAD = 3.6  # between a card's edges and what is in it
LINE = 9.0  # height of a label with its line
TIME = 0.42  # where the time begins, as a share of the room
AIR = 3.4  # between a pictogram and its words
APART = 2.6  # between two pictograms
AFTER = 4.8  # between the lines and the first pictogram
LARGEST = 18.0  # side of a pictogram


@dataclass(frozen=True)
class AfternoonsBlock:
    """`path` is a list with `date`, `time`, `place`, `more` and `bring`.

    `steps` has a table for each entry: the key of a step's words → its icon. `colors` are those of
    the entries. The heading of an entry is the form's words `day_N`.
    """

    box: Box
    path: str
    steps: tuple[Mapping[str, str], ...] = field(hash=False)
    colors: tuple[str, ...] = field(hash=False)

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw the cards beside each other."""
        box = self.box
        entries = sheet.entries(self.path)
        wide = (box.w - GAP * (len(entries) - 1)) / len(entries)
        for place, number in enumerate(entries):
            card = Box(box.x + place * (wide + GAP), box.y, wide, box.h)
            with pen.section("Sect"):
                self.draw_card(pen, sheet, number, card)

    def draw_card(self, pen: Pen, sheet: Sheet, number: int, card: Box) -> None:
        """Draw one afternoon: its questions, and its steps in the room between them."""
        head = HEAD * sheet.step
        self.draw_head(pen, sheet, number, Box(card.x, card.y, card.w, head))
        inner = card.inset(PAD, head + PAD - 2, PAD, PAD)
        line = max(LINE, sheet.pitch)
        time = inner.x + inner.w * (1 - TIME)
        path = f"{self.path}.{number}"
        date_box = Box(inner.x, inner.y, time - PAD - inner.x, line)
        AskBlock(date_box, f"{path}.date").draw(pen, sheet)
        time_box = Box(time, inner.y, inner.right - time, line)
        AskBlock(time_box, f"{path}.time").draw(pen, sheet)
        self.draw_ask(pen, sheet, f"{path}.place", inner, inner.y + line)
        top = inner.y + 2 * line + AFTER
        foot = inner.bottom - 2 * line
        room = Box(inner.x, top, inner.w, foot - top)
        self.draw_steps(pen, sheet, self.steps[number - 1], self.colors[number - 1], room)
        self.draw_ask(pen, sheet, f"{path}.more", inner, foot)
        self.draw_ask(pen, sheet, f"{path}.bring", inner, foot + line)

    def draw_ask(self, pen: Pen, sheet: Sheet, path: str, inner: Box, top: float) -> None:
        """Draw a question on the whole width."""
        line = max(LINE, sheet.pitch)
        AskBlock(Box(inner.x, top, inner.w, line), path).draw(pen, sheet)

    def draw_head(self, pen: Pen, sheet: Sheet, number: int, head: Box) -> None:
        """Draw the frame of a card, and its number and name on a coloured head."""
        card = Box(head.x, head.y, head.w, self.box.h)
        draw_card(pen, card)
        corners = [
            (head.x, head.bottom),
            (head.x, head.y),
            (head.right, head.y),
            (head.right, head.bottom),
        ]
        color = self.colors[number - 1]
        pen.path(round_corners(corners, [None, RADIUS, RADIUS, None]), fill=color)
        pen.line(head.x, head.bottom, head.right, head.bottom, color="ink", width=1.2)
        pen.rect(card, radius=RADIUS, stroke="ink", width=1.2)
        radius = DISC * sheet.step
        x, y = head.x + PAD + radius, head.center[1]
        with pen.tagged("P"):
            draw_number_disc(pen, x, y, radius, number, sheet.size(NUMBER))
        left = x + radius + AIR
        room = Box(left, head.y, head.right - PAD - left, head.h)
        name = Paragraph(sheet.word(f"day_{number}"), sheet.size(NAME), "H2", bold=True)
        draw_caption(pen, room, [name])

    def draw_steps(
        self, pen: Pen, sheet: Sheet, steps: Mapping[str, str], color: str, room: Box
    ) -> None:
        """Draw what we do, each step a pictogram with its words."""
        high = room.h / len(steps)
        for place, (key, icon) in enumerate(steps.items()):
            top = room.y + place * high
            side = min(high - APART, LARGEST * sheet.step)
            draw_pictogram(pen, Box(room.x, top, side, side), icon, color)
            left = room.x + side + AIR * sheet.step
            words = Box(left, top, room.right - left, side)
            draw_caption(pen, words, [Paragraph(sheet.word(key), sheet.size(STEP))])
