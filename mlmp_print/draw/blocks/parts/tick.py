"""A box to tick."""

from __future__ import annotations

from ....model.form import Place
from ...geometry import Box, Spot
from ...ink import Ink
from ...pen import Pen
from ...sheet import Sheet

AFTER = 2.2  # mm between the box and its label


def draw_tick_box(pen: Pen, place: Place, box: Box) -> None:
    """Draw the box, and its button."""
    pen.rect(box, radius=1, fill="paper", stroke="ink", width=1.1)
    pen.button(place, place.kind.states[0], box, paint_cross, Spot.square(box))


def draw_tick(pen: Pen, sheet: Sheet, place: Place, box: Box, baseline: float, size: float) -> None:
    """Draw the box, its button and its label."""
    draw_tick_box(pen, place, box)
    with pen.tagged("P"):
        pen.text(box.right + AFTER, baseline, sheet.label(place), size)


def paint_cross(ink: Ink, box: Box) -> None:
    """Paint a cross, as one makes on paper."""
    inner = box.inset(1.4)
    cross = [
        ("M", inner.x, inner.y),
        ("L", inner.right, inner.bottom),
        ("M", inner.x, inner.bottom),
        ("L", inner.right, inner.y),
    ]
    ink.path(cross, stroke="answer", width=2.4)
