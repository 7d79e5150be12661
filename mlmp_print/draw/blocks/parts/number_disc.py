"""The number of a card or a step, on a white disc with a dark outline."""

from __future__ import annotations

from ...ink import Ink
from .letters import centered_baseline


def draw_number_disc(
    ink: Ink, x: float, y: float, radius: float, number: int, size: float, *, edge: float = 1.2
) -> None:
    """Draw a number of `size` pt on a disc around (x, y); `edge`: width of its outline, pt."""
    ink.circle(x, y, radius, fill="paper", stroke="ink", width=edge)
    ink.text(x, centered_baseline(y, size), str(number), size, bold=True, align="center")
