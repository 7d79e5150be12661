"""A pictogram: an icon on a coloured square with a dark outline."""

from __future__ import annotations

from ...geometry import MM, Box
from ...ink import Ink

CORNER = 0.12  # radius of the corners as a share of the side
ICON = 0.69  # side of the icon as a share of the square's
STROKE = 0.042  # width of the icon's lines as a share of its side
PAD = 3.2  # mm between a card's edges and its pictogram


def card_square(card: Box, largest: float) -> Box:
    """Return the square of a pictogram at the left of a card, at most `largest` mm wide.

    >>> card_square(Box(10, 0, 90, 20), 12)
    Box(x=13.2, y=4.0, w=12, h=12)
    """
    side = min(card.h - 2 * PAD, largest)
    return Box(card.x + PAD, card.center[1] - side / 2, side, side)


def draw_pictogram(ink: Ink, square: Box, icon: str, fill: str) -> None:
    """Draw an icon in the middle of a coloured square."""
    margin = square.w * (1 - ICON) / 2
    inner = square.inset(margin)
    ink.rect(square, radius=CORNER * square.w, fill=fill, stroke="ink", width=1.2)
    ink.icon(icon, inner, width=max(1.2, STROKE * inner.w * MM))
