"""The rounded grey figure of the house: head and body, and arms to wherever its hands are. Drawn, not asked: no block of its own."""

from __future__ import annotations

from ...geometry import MM
from ...pen import Pen

NECK = 15.3  # from the middle of the head to the shoulder
ARM, HAND, HEAD = (
    7.6,
    4.3,
    8.6,
)  # width of an arm, radii of hand and head; all in mm for a figure of the visual plan's size
EDGE = 1.4  # pt, the white line around a hand

Point = tuple[float, float]


def body(pen: Pen, x: float, shoulder: float, foot: float, unit: float = 1.0) -> None:
    """Head and body, standing on `foot`, the shoulders at height `shoulder`; `unit` times the size in the visual plan."""
    u = unit
    pen.circle(x, shoulder - NECK * u, HEAD * u, fill="figure")
    pen.path(
        [
            ("M", x - 9.5 * u, shoulder - 3.5 * u),
            (
                "C",
                x - 5 * u,
                shoulder - 5.2 * u,
                x + 5 * u,
                shoulder - 5.2 * u,
                x + 9.5 * u,
                shoulder - 3.5 * u,
            ),
            (
                "C",
                x + 13.5 * u,
                shoulder + 8 * u,
                x + 11.5 * u,
                foot - 10 * u,
                x + 10.5 * u,
                foot - 2.5 * u,
            ),
            ("C", x + 10.3 * u, foot - 0.5 * u, x + 9.5 * u, foot, x + 8 * u, foot),
            ("L", x - 8 * u, foot),
            ("C", x - 9.5 * u, foot, x - 10.3 * u, foot - 0.5 * u, x - 10.5 * u, foot - 2.5 * u),
            (
                "C",
                x - 11.5 * u,
                foot - 10 * u,
                x - 13.5 * u,
                shoulder + 8 * u,
                x - 9.5 * u,
                shoulder - 3.5 * u,
            ),
            ("Z",),
        ],
        fill="figure",
    )


def arm(
    pen: Pen,
    start: Point,
    bends: tuple[Point, Point],
    end: Point,
    unit: float = 1.0,
    edge: float = 0.0,
) -> None:
    """An arm from the shoulder to the hand, over the two points that a Bézier curve has between; `edge`: white on both sides, mm."""
    path = [("M", *start), ("C", *bends[0], *bends[1], *end)]
    if edge:
        pen.path(path, stroke="paper", width=(ARM * unit + 2 * edge) * MM)
    pen.path(path, stroke="figure", width=ARM * unit * MM)


def hand(pen: Pen, at: Point, unit: float = 1.0, *, fill: str = "figure") -> None:
    """A hand over what it holds."""
    pen.circle(*at, HAND * unit, fill=fill, stroke="paper", width=EDGE * max(unit, 0.7))
