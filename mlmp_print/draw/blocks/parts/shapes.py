"""Soft shapes, as the steps of a path (see `Ink.path`); mm."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import atan2, cos, hypot, pi, sin

from ...geometry import Point, Step, Steps, transform

QUARTER = 0.5523  # of a radius: the handles of the Bézier curve that is a quarter of an ellipse
HANDLE = 0.45  # of a corner's radius: how near the handles of its curve come to the corner

At = Callable[[float, float], Point]  # from the coordinates of a drawing to those of its panel


def round_corners(points: Sequence[Point], radius: float | Sequence[float | None]) -> list[Step]:
    """Return a closed polygon with rounded corners.

    `radius` is for all corners, or one for each; None leaves a corner sharp.

    >>> round_corners([(0, 0), (8, 0), (8, 8)], [None, None, 2])[:3]
    [('M', 0, 0), ('L', 8, 0), ('L', 8.0, 6.0)]
    """
    radii = [radius] * len(points) if isinstance(radius, int | float) else radius
    steps: list[Step] = []
    for number, (corner, r) in enumerate(zip(points, radii, strict=True)):
        verb = "L" if steps else "M"
        if r is None:
            steps.append((verb, *corner))
            continue
        before = points[number - 1]
        after = points[(number + 1) % len(points)]
        start = _toward(corner, before, r)
        end = _toward(corner, after, r)
        near = _toward(corner, before, r * HANDLE)
        far = _toward(corner, after, r * HANDLE)
        steps += [(verb, *start), ("C", *near, *far, *end)]
    return [*steps, ("Z",)]


def _toward(corner: Point, other: Point, distance: float) -> Point:
    x1, y1 = corner
    x2, y2 = other
    length = hypot(x2 - x1, y2 - y1)
    share = min(distance, length / 2) / length if length else 0
    return x1 + share * (x2 - x1), y1 + share * (y2 - y1)


def ellipse(x: float, y: float, rx: float, ry: float) -> list[Step]:
    """Return an ellipse around (x, y)."""
    k, m = QUARTER * rx, QUARTER * ry
    return [
        ("M", x + rx, y),
        ("C", x + rx, y + m, x + k, y + ry, x, y + ry),
        ("C", x - k, y + ry, x - rx, y + m, x - rx, y),
        ("C", x - rx, y - m, x - k, y - ry, x, y - ry),
        ("C", x + k, y - ry, x + rx, y - m, x + rx, y),
        ("Z",),
    ]


def arc(x: float, y: float, radius: float, start: float, end: float) -> list[Step]:
    """Return a clockwise arc around (x, y): a line to its start, then Bézier curves.

    The angles `start` and `end` are radians from the top.
    """
    steps: list[Step] = [("L", x + radius * sin(start), y - radius * cos(start))]
    pieces = max(1, round((end - start) / (pi / 4) + 0.49))
    for piece in range(pieces):
        a = start + (end - start) * piece / pieces
        b = start + (end - start) * (piece + 1) / pieces
        k = radius * 4 / 3 * sin((b - a) / 4) / cos((b - a) / 4)
        first = x + radius * sin(a) + k * cos(a), y - radius * cos(a) + k * sin(a)
        second = x + radius * sin(b) - k * cos(b), y - radius * cos(b) - k * sin(b)
        steps.append(("C", *first, *second, x + radius * sin(b), y - radius * cos(b)))
    return steps


def reverse_arc(steps: Steps) -> list[Step]:
    """Return an arc (a line to its start, then Bézier curves) from its end to its start."""
    ends = [step[-2:] for step in steps]
    turned: list[Step] = [("L", *ends[-1])]
    for step, before in zip(reversed(steps[1:]), reversed(ends[:-1]), strict=True):
        turned.append(("C", *step[3:5], *step[1:3], *before))
    return turned


def cloud(centers: Sequence[Point], swell: float) -> list[Step]:
    """Return a closed outline through the points, clockwise, that bulges outwards between them.

    `swell` is how high a bulge rises, as a share of the distance between its points.
    """
    lean = 0.07  # the bulges lean in, so that they meet at an angle
    steps: list[Step] = [("M", *centers[0])]
    for number, (x1, y1) in enumerate(centers):
        x2, y2 = centers[(number + 1) % len(centers)]
        away = atan2(y2 - y1, x2 - x1) - pi / 2
        rise = hypot(x2 - x1, y2 - y1) * swell * 4 / 3
        dx = rise * cos(away)
        dy = rise * sin(away)
        near = x1 + dx + (x2 - x1) * lean, y1 + dy + (y2 - y1) * lean
        far = x2 + dx - (x2 - x1) * lean, y2 + dy - (y2 - y1) * lean
        steps.append(("C", *near, *far, x2, y2))
    return [*steps, ("Z",)]


def mirror(steps: Steps, x: float) -> list[Step]:
    """Return the same shape on the other side of the vertical at `x`."""
    return transform(steps, lambda number: 2 * x - number, lambda number: number)
