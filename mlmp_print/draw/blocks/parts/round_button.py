"""A round button, of which one in a row is chosen."""

from __future__ import annotations

from ...geometry import Box
from ...ink import Ink

RADIUS = 2.9  # mm
REACH = 4.0  # mm from the middle to the edge of the area to press, at least


def draw_circle(ink: Ink, x: float, y: float, radius: float = RADIUS) -> None:
    """Draw a button that is not chosen; on paper one crosses it."""
    ink.circle(x, y, radius, fill="paper", stroke="ink", width=1.1)


def draw_dot(ink: Ink, x: float, y: float, radius: float = RADIUS) -> None:
    """Draw a chosen button over the plain one."""
    ink.circle(x, y, radius, fill="paper", stroke="answer", width=1.6)
    ink.circle(x, y, radius - 1.05, fill="answer")


def paint_dot(ink: Ink, box: Box) -> None:
    """Paint a chosen button in the middle of a box."""
    draw_dot(ink, *box.center)
