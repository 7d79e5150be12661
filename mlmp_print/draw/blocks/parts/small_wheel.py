"""The wheel of life themes as a sign of itself: colours and spokes, without names."""

from __future__ import annotations

from math import pi

from ...ink import Ink
from ...sheet import Sheet
from .shapes import arc

HUB = 0.18  # radius of the hub as a share of the wheel's


def draw_small_wheel(ink: Ink, sheet: Sheet, x: float, y: float, radius: float) -> None:
    """Draw the wheel around (x, y)."""
    turn = 2 * pi / len(sheet.themes)
    for number, key in enumerate(sheet.themes):
        rim = arc(x, y, radius, number * turn, (number + 1) * turn)
        piece = [("M", x, y), *rim, ("Z",)]
        ink.path(piece, fill=f"theme.{key}", stroke="ink", width=0.8)
    ink.circle(x, y, radius, stroke="ink", width=1.2)
    ink.circle(x, y, radius * HUB, fill="paper", stroke="ink", width=1.0)
