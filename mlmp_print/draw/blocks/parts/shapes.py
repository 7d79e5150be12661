"""Soft shapes for drawings, as the steps of a path (see `Pen.path`); mm. Drawn, not asked: no block of its own."""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, cos, hypot, pi, sin, tan
from typing import Any

Point = tuple[float, float]
Steps = list[tuple[Any, ...]]


def soft(points: Sequence[Point], radius: float | Sequence[float]) -> Steps:
    """A closed polygon with rounded corners; `radius` for all, or one for each corner."""
    radii = [radius] * len(points) if isinstance(radius, int | float) else list(radius)
    steps: Steps = []
    for number, (corner, r) in enumerate(zip(points, radii, strict=True)):
        before, after = points[number - 1], points[(number + 1) % len(points)]
        start, end = _toward(corner, before, r), _toward(corner, after, r)
        near, far = _toward(corner, before, r * 0.45), _toward(corner, after, r * 0.45)
        steps += [("L" if steps else "M", *start), ("C", *near, *far, *end)]
    return [*steps, ("Z",)]


def _toward(corner: Point, other: Point, distance: float) -> Point:
    length = hypot(other[0] - corner[0], other[1] - corner[1])
    share = min(distance, length / 2) / length if length else 0
    return corner[0] + share * (other[0] - corner[0]), corner[1] + share * (other[1] - corner[1])


def ellipse(x: float, y: float, rx: float, ry: float) -> Steps:
    """An ellipse around (x, y)."""
    k = 0.5523
    return [
        ("M", x + rx, y),
        ("C", x + rx, y + k * ry, x + k * rx, y + ry, x, y + ry),
        ("C", x - k * rx, y + ry, x - rx, y + k * ry, x - rx, y),
        ("C", x - rx, y - k * ry, x - k * rx, y - ry, x, y - ry),
        ("C", x + k * rx, y - ry, x + rx, y - k * ry, x + rx, y),
        ("Z",),
    ]


def cloud(centers: Sequence[Point], swell: float) -> Steps:
    """A closed outline through the points, clockwise on the page, swelling outwards between each two; `swell` is the share of
    their distance that a bulge rises."""
    steps: Steps = [("M", *centers[0])]
    for number, (x1, y1) in enumerate(centers):
        x2, y2 = centers[(number + 1) % len(centers)]
        away = atan2(y2 - y1, x2 - x1) - pi / 2
        rise = hypot(x2 - x1, y2 - y1) * swell * 4 / 3
        dx, dy, lean = (
            rise * cos(away),
            rise * sin(away),
            0.07,
        )  # leaning in, so that the bulges meet at an angle
        near, far = (
            (x1 + dx + (x2 - x1) * lean, y1 + dy + (y2 - y1) * lean),
            (x2 + dx - (x2 - x1) * lean, y2 + dy - (y2 - y1) * lean),
        )
        steps.append(("C", *near, *far, x2, y2))
    return [*steps, ("Z",)]


def mirrored(steps: Steps, x: float) -> Steps:
    """The same shape on the other side of the vertical at `x`."""
    return [
        (
            verb,
            *(2 * x - number if index % 2 == 0 else number for index, number in enumerate(numbers)),
        )
        for verb, *numbers in steps
    ]


def round_to(center: Point, start: Point, end: Point) -> tuple[float | str, ...]:
    """The step from `start` to `end`, both on a circle around `center`, the shorter way along it: one curve, so at most about 90°."""
    (x, y), (x1, y1), (x2, y2) = center, start, end
    turn = atan2(
        (x1 - x) * (y2 - y) - (y1 - y) * (x2 - x), (x1 - x) * (x2 - x) + (y1 - y) * (y2 - y)
    )
    k = 4 / 3 * tan(turn / 4)
    return "C", x1 - k * (y1 - y), y1 + k * (x1 - x), x2 + k * (y2 - y), y2 - k * (x2 - x), x2, y2
