"""An arrow that leads from one part of a page to the next."""

from __future__ import annotations

from ...geometry import Point
from ...ink import Ink

LENGTH = 9.0  # mm
WIDTH = 2.4  # pt


def draw_arrow(ink: Ink, start: Point, tip: Point, head: float) -> None:
    """Draw an arrow to the right or downwards.

    `head` is the length of its head, and half the width, in mm.
    """
    x1, y1 = start
    x2, y2 = tip
    right, down = (head, 0.0) if y1 == y2 else (0.0, head)
    ink.line(x1, y1, x2, y2, color="ink", width=WIDTH)
    wings = [
        ("M", x2 - right - down, y2 - right - down),
        ("L", x2, y2),
        ("L", x2 - right + down, y2 + right - down),
    ]
    ink.path(wings, stroke="ink", width=WIDTH)
