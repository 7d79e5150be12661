"""Cards: a rounded frame, and the frame of a card about one goal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ....model.form import Place
from ...geometry import Box
from ...ink import Ink, Painter, Painters
from ...pen import Pen
from ...sheet import Sheet
from .letters import bold_width, width_of
from .number_disc import draw_number_disc
from .shapes import round_corners
from .tick import AFTER, draw_tick
from .writing import draw_rules, flush_box

RADIUS = 3.0  # mm, of a card's corners
GAP = 2.6  # mm between cards
PAD = 4.0  # mm between a card's edges and its words
FIRST = -0.4  # mm from a card's top to its first writing line, beside the line's own height
LABEL = 12.0  # pt
NUMBER = 14.0  # pt, of the number on a goal's edge
# In mm, for usual print.
EDGE = 12.0  # the coloured edge with the number
CIRCLE = 4.4  # the radius of the circle around the number
NUMBER_Y = 8.0  # from the card's top to the middle of the number
ICON_Y = 19.5  # from the card's top to the middle of the theme's icon
ICON = 8.6  # the side of the icon
LINE = 8.0  # the height of a field on a line beside its label
OFF_LABEL = 2.5  # between that label and the line


def draw_card(ink: Ink, box: Box) -> None:
    """Draw the white paper and the rounded frame of a card."""
    ink.rect(box, radius=RADIUS, fill="paper", stroke="line", width=1.2)


def draw_headed_card(
    ink: Ink, box: Box, head: float, color: str, radius: float, edge: float
) -> None:
    """Draw the white paper of a card, its coloured head, and a dark frame around both.

    Args:
        head: How high the head is, mm.
        radius: Of the corners, mm.
        edge: The width of the frame, pt.
    """
    below = box.y + head
    corners = [(box.x, box.y), (box.right, box.y), (box.right, below), (box.x, below)]
    ink.rect(box, radius=radius, fill="paper")
    filled = round_corners(corners, [radius, radius, None, None])
    ink.path(filled, fill=color, stroke="ink", width=edge)
    ink.rect(box, radius=radius, stroke="ink", width=edge)


def stack_boxes(box: Box, count: int, gap: float = GAP) -> list[Box]:
    """Return the boxes of cards of equal height that fill a box, from the top.

    >>> [card.y for card in stack_boxes(Box(0, 0, 100, 63), 2, gap=3)]
    [0.0, 33.0]
    """
    height = (box.h - gap * (count - 1)) / count
    tops = [box.y + number * (height + gap) for number in range(count)]
    return [Box(box.x, top, box.w, height) for top in tops]


@dataclass(frozen=True)
class CardPart:
    """A part of a card: its height in mm, and what draws it from its top on."""

    height: float
    draw: Callable[[Pen, float], None]


def draw_parts(pen: Pen, parts: Sequence[CardPart], top: float, air: float) -> None:
    """Draw parts under each other with `air` mm between them."""
    for part in parts:
        part.draw(pen, top)
        top += part.height + air


def draw_line_beside(
    pen: Pen, sheet: Sheet, place: Place, x: float, right: float, rule: float
) -> None:
    """Draw a bold label and a writing line beside it, on the height `rule`."""
    size = sheet.size(LABEL)
    label = sheet.label(place)
    with pen.tagged("P"):
        pen.text(x, rule - 1.3, label, size, bold=True)
    start = x + bold_width(label, size) + OFF_LABEL
    draw_rules(pen, [rule], start, right)
    high = sheet.grown(LINE)
    pen.text_field(place, Box(start, rule + 1.4 - high, right - start, high), rules=(rule,))


@dataclass(frozen=True)
class GoalFrame:
    """The frame of a card about the goal at `path`, numbered on an edge in its theme's colour."""

    box: Box
    sheet: Sheet
    path: str

    @property
    def edge(self) -> Box:
        """The coloured edge."""
        return Box(self.box.x, self.box.y, self.sheet.grown(EDGE), self.box.h)

    @property
    def inner(self) -> Box:
        """The card right of its coloured edge."""
        return self.box.inset(self.edge.w + PAD, 0, PAD, 0)

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

    def draw_frame(self, pen: Pen) -> None:
        """Draw the card, and its number as a heading."""
        self.draw_edge(pen)
        with pen.tagged("H3", ActualText=self.sheet.label(self.place("text"))):
            self.draw_number(pen)

    def draw_edge(self, pen: Pen) -> None:
        """Draw the card; its edge takes colour and icon of the theme that is chosen."""
        draw_card(pen, self.box)
        painters: Painters = {(key,): self._edge_painter(key) for key in ("", *self.sheet.themes)}
        pen.reaction([self.place("theme")], self.edge, painters)

    def draw_number(self, pen: Pen) -> None:
        """Draw the number of the goal on the edge."""
        grown = self.sheet.grown
        x = self.edge.center[0]
        y = self.box.y + grown(NUMBER_Y)
        size = grown(NUMBER)
        number = self.place("text").position or 0
        draw_number_disc(pen, x, y, grown(CIRCLE), number, size)

    def draw_lines(self, pen: Pen, place: Place, top: float, count: int, above: float) -> None:
        """Draw writing lines and a field that begins `above` mm below `top`."""
        inner = self.inner
        pitch = self.sheet.pitch
        rules = tuple(top + pitch * (line + 1) for line in range(count))
        draw_rules(pen, rules, inner.x, inner.right)
        box = flush_box(inner.x, top + above, inner.right, rules[-1] + 1.0)
        pen.text_field(place, box, rules=rules)

    def draw_tick(self, pen: Pen, place: Place, top: float, side: float) -> float:
        """Draw a box to tick and its label; returns the x where the label ends."""
        box = Box(self.inner.x, top, side, side)
        size = self.label_size
        draw_tick(pen, self.sheet, place, box, box.center[1] + 0.125 * size, size)
        return box.right + AFTER + width_of(self.sheet.label(place), size)

    def _edge_painter(self, key: str) -> Painter:
        """A painter of the edge in a theme's colour with its icon; a tint if `key` is empty.

        The edge is rounded on the left, as the card is, and straight on the right.
        """
        color = f"theme.{key}" if key else "tint"
        grown = self.sheet.grown

        def paint(ink: Ink, box: Box) -> None:
            edge = box.inset(0.2, 0.2, 0, 0.2)
            right, bottom = edge.right, edge.bottom
            corners = [(right, edge.y), (right, bottom), (edge.x, bottom), (edge.x, edge.y)]
            ink.path(round_corners(corners, [None, None, RADIUS, RADIUS]), fill=color)
            if key:
                side = grown(ICON)
                middle = box.y + grown(ICON_Y)
                icon = Box(box.center[0] - side / 2, middle - side / 2, side, side)
                ink.icon(self.sheet.theme_icon(key), icon, width=grown(1.3))

        return paint
