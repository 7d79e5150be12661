"""The rounded grey figure that holds up the wheel.

Sizes are in mm for a figure as large as the one on the visual plan; `unit` is the scale relative to
it.
"""

from __future__ import annotations

from ...geometry import MM, Point
from ...ink import Ink

HEIGHT = 45.0  # from the wheel down to the figure's foot
SHOULDER = 26.5  # from the wheel down to its shoulders
NECK = 15.3  # from the middle of the head to the shoulders
ARM = 7.6  # width of an arm
HAND = 4.3  # radius of a hand
HEAD = 8.6  # radius of the head
EDGE = 1.4  # pt, the white line around a hand
FINEST = 0.7  # a small figure's white line is no thinner than that of a figure of this scale


def draw_body(ink: Ink, x: float, shoulder: float, foot: float, unit: float = 1.0) -> None:
    """Draw head and body, from the height of the shoulders down to `foot`."""
    u = unit
    upper = shoulder - 3.5 * u
    hip = foot - 2.5 * u
    lower = foot - 0.5 * u
    collar = shoulder - 5.2 * u
    chest = shoulder + 8 * u
    ink.circle(x, shoulder - NECK * u, HEAD * u, fill="figure")
    outline = [
        ("M", x - 9.5 * u, upper),
        ("C", x - 5 * u, collar, x + 5 * u, collar, x + 9.5 * u, upper),
        ("C", x + 13.5 * u, chest, x + 11.5 * u, foot - 10 * u, x + 10.5 * u, hip),
        ("C", x + 10.3 * u, lower, x + 9.5 * u, foot, x + 8 * u, foot),
        ("L", x - 8 * u, foot),
        ("C", x - 9.5 * u, foot, x - 10.3 * u, lower, x - 10.5 * u, hip),
        ("C", x - 11.5 * u, foot - 10 * u, x - 13.5 * u, chest, x - 9.5 * u, upper),
        ("Z",),
    ]
    ink.path(outline, fill="figure")


def draw_arm(
    ink: Ink,
    start: Point,
    bends: tuple[Point, Point],
    end: Point,
    unit: float = 1.0,
    edge: float = 0.0,
) -> None:
    """Draw an arm as one Bézier curve from the shoulder to the hand.

    Args:
        start: The shoulder, see `arm_start`.
        bends: The handles of the curve.
        end: The hand.
        edge: White on both sides, mm.
    """
    curve = [("M", *start), ("C", *bends[0], *bends[1], *end)]
    if edge:
        ink.path(curve, stroke="paper", width=(ARM * unit + 2 * edge) * MM)
    ink.path(curve, stroke="figure", width=ARM * unit * MM)


def arm_start(x: float, shoulder: float, side: int, unit: float) -> Point:
    """Return where a raised arm begins; `side` is -1 (left) or 1."""
    return x + side * 7.5 * unit, shoulder + 0.5 * unit


def draw_hand(ink: Ink, at: Point, unit: float = 1.0, *, fill: str = "figure") -> None:
    """Draw a hand over what it holds."""
    ink.circle(*at, HAND * unit, fill=fill, stroke="paper", width=EDGE * max(unit, FINEST))
