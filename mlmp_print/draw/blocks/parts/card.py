"""Cards: a rounded frame, and the frame of a card about one goal."""

from __future__ import annotations

from dataclasses import dataclass

from ....model.form import Place
from ...geometry import Box
from ...ink import Ink, Painter, Painters
from ...pen import Pen
from ...sheet import Sheet
from .letters import width_of
from .shapes import round_corners
from .tick import AFTER, draw_tick
from .writing import draw_rules, flush_box

RADIUS = 3.0  # mm, of a card's corners
GAP = 3.0  # mm between cards
EDGE = 11.0  # mm, the coloured edge with the number
PAD = 2.5  # mm between a card's edges and its words
FIRST = 0.4  # mm from a card's top to its first writing line, beside the line's own height
LABEL = 12.0  # pt
TICK = 6.0  # mm, the side of a tick box


def draw_card(ink: Ink, box: Box) -> None:
    """Draw the white paper and the rounded frame of a card."""
    ink.rect(box, radius=RADIUS, fill="paper", stroke="line", width=1.2)


def stack_boxes(box: Box, count: int, gap: float = GAP) -> list[Box]:
    """Return the boxes of cards of equal height that fill a box, from the top.

    >>> [card.y for card in stack_boxes(Box(0, 0, 100, 63), 2)]
    [0.0, 33.0]
    """
    height = (box.h - gap * (count - 1)) / count
    tops = [box.y + number * (height + gap) for number in range(count)]
    return [Box(box.x, top, box.w, height) for top in tops]


@dataclass(frozen=True)
class GoalFrame:
    """The frame of a card about the goal at `path`, numbered on an edge in its theme's colour."""

    box: Box
    pen: Pen
    sheet: Sheet
    path: str

    @property
    def inner(self) -> Box:
        """The card right of its coloured edge."""
        return self.box.inset(EDGE + PAD, 0, PAD, 0)

    @property
    def label_size(self) -> float:
        """The type size of labels, pt."""
        return self.sheet.size(LABEL)

    def place(self, key: str) -> Place:
        """Return a question about the goal."""
        return self.sheet.place(f"{self.path}.{key}")

    def has(self, key: str) -> bool:
        """Tell whether a question about the goal is drawn."""
        return f"{self.path}.{key}" in self.sheet.places

    def draw_frame(self) -> None:
        """Draw the card; its edge takes the colour of the theme that is chosen."""
        draw_card(self.pen, self.box)
        edge = Box(self.box.x, self.box.y, EDGE, self.box.h)
        themes = ("", *self.sheet.themes)
        painters: Painters = {(key,): theme_edge(key) for key in themes}
        self.pen.reaction([self.place("theme")], edge, painters)
        place = self.place("text")
        with self.pen.tagged("H3", ActualText=self.sheet.label(place)):
            draw_card_number(self.pen, self.box, place.position or 0)

    def draw_lines(self, place: Place, top: float, count: int, above: float) -> float:
        """Draw writing lines and a field that begins `above` mm below `top`.

        Returns the height of the last line.
        """
        inner = self.inner
        pitch = self.sheet.pitch
        rules = tuple(top + pitch * (line + 1) for line in range(count))
        draw_rules(self.pen, rules, inner.x, inner.right)
        box = flush_box(inner.x, top + above, inner.right, rules[-1] + 1.0)
        self.pen.text_field(place, box, rules=rules)
        return rules[-1]

    def draw_tick(self, place: Place, top: float) -> float:
        """Draw a box to tick and its label; returns the x where the label ends."""
        box = Box(self.inner.x, top, TICK, TICK)
        size = self.label_size
        draw_tick(self.pen, self.sheet, place, box, top + 4.5, size)
        return box.right + AFTER + width_of(self.sheet.label(place), size)


def theme_edge(key: str) -> Painter:
    """Return a painter of a card's edge in a theme's colour; a tint if `key` is empty.

    The edge is rounded on the left, as the card is, and straight on the right.
    """
    color = f"theme.{key}" if key else "tint"

    def paint(ink: Ink, box: Box) -> None:
        edge = box.inset(0.2, 0.2, 0, 0.2)
        right, bottom = edge.right, edge.bottom
        corners = [(right, edge.y), (right, bottom), (edge.x, bottom), (edge.x, edge.y)]
        ink.path(round_corners(corners, [None, None, RADIUS, RADIUS]), fill=color)

    return paint


def draw_card_number(ink: Ink, card: Box, number: int) -> None:
    """Draw the number of a card on its edge."""
    x = card.x + EDGE / 2
    y = card.y + 8
    ink.circle(x, y, 4.2, fill="paper", stroke="ink", width=1.2)
    ink.text(x, y + 1.75, str(number), 14, bold=True, align="center")
