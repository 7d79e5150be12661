"""Draw the things in a picture: coloured shapes with a dark outline, and fine lines on them."""

from __future__ import annotations

from ...geometry import Box, Point, Steps
from ...ink import Ink

OUTLINE = 1.6  # pt, around a thing
FINE = 1.1  # pt, of the lines on a thing


def draw_box(ink: Ink, box: Box, radius: float, fill: str, width: float = OUTLINE) -> None:
    """Draw a box with corners of `radius` mm."""
    ink.rect(box, radius=radius, fill=fill, stroke="ink", width=width)


def draw_shape(ink: Ink, steps: Steps, fill: str, width: float = OUTLINE) -> None:
    """Draw a closed path."""
    ink.path(steps, fill=fill, stroke="ink", width=width)


def draw_curve(ink: Ink, steps: Steps, width: float = FINE) -> None:
    """Draw an open path."""
    ink.path(steps, stroke="ink", width=width)


def draw_line(ink: Ink, start: Point, end: Point, width: float = FINE) -> None:
    """Draw a straight line."""
    ink.line(*start, *end, color="ink", width=width)


def draw_disc(ink: Ink, middle: Point, radius: float, fill: str, width: float = OUTLINE) -> None:
    """Draw a circle with a radius of `radius` mm."""
    ink.circle(*middle, radius, fill=fill, stroke="ink", width=width)
