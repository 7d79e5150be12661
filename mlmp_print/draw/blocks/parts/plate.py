"""The small square plate that a picture stands on."""

from __future__ import annotations

from ...geometry import Box
from ...ink import Ink

PLATE = 10.0  # mm, the side of a plate


def draw_plate(ink: Ink, plate: Box, *, fill: str, edge: str, width: float) -> None:
    """Draw a plate with rounded corners, its outline `width` pt."""
    ink.rect(plate, radius=2.2, fill=fill, stroke=edge, width=width)
