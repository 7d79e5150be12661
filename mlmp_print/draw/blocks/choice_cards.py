"""A choice as cards: each has a button, a pictogram, and what the answer means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...model.form import Place
from ..geometry import Box, Spot
from ..ink import Ink, Painter
from ..pen import Pen
from ..sheet import Sheet
from .parts.caption import Paragraph, draw_caption
from .parts.card import RADIUS as CORNER
from .parts.card import draw_card, stack_boxes
from .parts.letters import LEADING
from .parts.pictogram import card_square, draw_pictogram
from .parts.round_button import draw_circle

# In pt.
LABEL = 14.0
NAME = 14.0
WORDS = 12.0
CHOSEN = 2.6  # outline of the card that is chosen
# In mm.
BETWEEN = 4.0  # between two cards
BELOW = 3.0  # between the label and the cards
LARGEST = 20.6  # side of a pictogram
AIR = 5.0  # between the pictogram and the words
BUTTON = 7.4  # from the right edge of a card to the middle of its button, and from its top
RADIUS = 3.6  # of the button


@dataclass(frozen=True)
class ChoiceCardsBlock:
    """`path`: the question; `icons`: the pictogram of each answer; `color`: theirs.

    What an answer means stands in the form's words `KEY_about`. `stacked`: the cards stand below
    each other.
    """

    box: Box
    path: str
    icons: Mapping[str, str] = field(hash=False)
    color: str
    stacked: bool = False

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw the label, then the cards; each is a button as a whole."""
        place = sheet.place(self.path)
        size = sheet.size(LABEL)
        high = LEADING * size
        with pen.tagged("H2"):
            label = sheet.label(place)
            pen.text(self.box.x, self.box.y + 0.76 * high, label, size, bold=True)
        cards = self.cards(high + BELOW, len(place.kind.states))
        for state, card in zip(place.kind.states, cards, strict=True):
            with pen.section("Sect"):
                self.draw_card(pen, sheet, place, state, card)

    def cards(self, top: float, count: int) -> list[Box]:
        """Return the boxes of the cards, from `top` mm below the top of the box."""
        box = self.box.inset(0, top, 0, 0)
        if self.stacked:
            return stack_boxes(box, count, BETWEEN)
        wide = (box.w - BETWEEN * (count - 1)) / count
        lefts = [box.x + number * (wide + BETWEEN) for number in range(count)]
        return [Box(left, box.y, wide, box.h) for left in lefts]

    def draw_card(self, pen: Pen, sheet: Sheet, place: Place, state: str, card: Box) -> None:
        """Draw one answer."""
        words = sheet.word(f"{state}_about")
        draw_card(pen, card)
        square = card_square(card, LARGEST * sheet.step)
        draw_pictogram(pen, square, self.icons[state], self.color)
        left = square.right + AIR
        step = sheet.step
        room = Box(left, card.y, card.right - 2 * BUTTON * step - left, card.h)
        name = Paragraph(sheet.state_words(place, state), sheet.size(NAME), "H3", bold=True)
        draw_caption(pen, room, [name, Paragraph(words, sheet.size(WORDS))])
        middle = card.right - BUTTON * step, card.y + BUTTON * step
        draw_circle(pen, *middle, RADIUS * step)
        spot = Spot.disc(*middle, RADIUS * step)
        pen.button(place, state, card, chosen_card(step), spot, meaning=words)


def chosen_card(step: float) -> Painter:
    """Return a painter of the frame and the dot of a chosen card; `step`: as the type grows."""

    def paint(ink: Ink, card: Box) -> None:
        middle = card.right - BUTTON * step, card.y + BUTTON * step
        ink.rect(card.inset(0.5), radius=CORNER, stroke="answer", width=CHOSEN)
        ink.circle(*middle, RADIUS * step, fill="paper", stroke="answer", width=1.6)
        ink.circle(*middle, (RADIUS - 1.25) * step, fill="answer")

    return paint
