"""A theme's coloured disc with its icon, and the ring around the disc of a chosen theme."""

from __future__ import annotations

from ...geometry import MM, Box
from ...ink import Ink
from ...sheet import Sheet

DISC = 4.25  # mm, radius of a disc
ICON = 0.63  # of a disc's diameter, the side of its icon
RING_WIDTH = 0.92  # mm
RING = 0.84  # mm that a ring reaches beyond its disc


def draw_theme_disc(
    ink: Ink, sheet: Sheet, x: float, y: float, key: str, radius: float = DISC
) -> None:
    """Draw a theme's disc with its icon."""
    side = 2 * radius * ICON
    ink.circle(x, y, radius, fill=f"theme.{key}", stroke="ink", width=1.1)
    icon = Box(x - side / 2, y - side / 2, side, side)
    ink.icon(sheet.theme_icon(key), icon, width=1.1)


def draw_theme_ring(ink: Ink, x: float, y: float, radius: float = DISC) -> None:
    """Draw the ring round the disc of a chosen theme."""
    middle = radius + RING - RING_WIDTH / 2
    ink.circle(x, y, middle, stroke="answer", width=RING_WIDTH * MM)
