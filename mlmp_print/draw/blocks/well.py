"""A wishing well: dreams rise from it into a cloud to write in. They may be big; a first step leads from them to a goal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt

from ..geometry import Box
from ..pen import Pen
from ..sheet import Sheet
from .parts.shapes import Point, Steps, cloud, ellipse, soft

WELL = Box(0, 0, 70, 84)  # the drawing of the well, mm
CUT, MARGIN, RIM = (
    20.0,
    9.0,
    2.6,
)  # mm: what the cloud's corners lose, how far it swells, and its coloured rim
ABOVE = 10.0  # from the cloud to the roof
OUTLINE, FINE = 1.6, 1.1  # pt
BUBBLES = (
    (74.0, 15.0, 1.9),
    (77.0, 7.0, 2.8),
    (83.5, -2.2, 3.8),
)  # x and y from the well's corner, radius

At = Callable[[float, float], Point]


@dataclass(frozen=True)
class WellBlock:
    """`words`: the alt text. The cloud fills the box down to the well, which stands at its lower left; words and field lie in
    the cloud, where other blocks put them."""

    box: Box
    words: str

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """The cloud, the bubbles that rise to it, and the well."""
        left, top = self.box.x, self.box.bottom - WELL.h

        def at(x: float, y: float) -> Point:
            return left + x, top + y

        with pen.tagged("Figure", Alt=sheet.word(self.words)):
            self.draw_cloud(pen, Box(self.box.x, self.box.y, self.box.w, top - self.box.y - ABOVE))
            for x, y, r in BUBBLES:
                pen.circle(*at(x, y), r, fill="paper", stroke="ink", width=OUTLINE)
            draw_wall(pen, at)
            draw_bucket(pen, at)
            draw_roof(pen, at)

    def draw_cloud(self, pen: Pen, box: Box) -> None:
        """The cloud with a coloured rim, and two stars."""
        pen.path(outline(box, 0), fill="well", stroke="ink", width=OUTLINE)
        pen.path(outline(box, RIM), fill="paper")
        for x, y, r in ((box.right - 25, box.y + 21, 5.5), (box.right - 37, box.y + 15, 3.2)):
            pen.path(star(x, y, r), fill="sun", stroke="ink", width=FINE)


def outline(box: Box, rim: float) -> Steps:
    """A cloud that fills the box, `rim` mm smaller on each side: four bulges above and below, two at each side, one a corner."""
    inner = box.inset(MARGIN)
    xs = [inner.x + CUT + (inner.w - 2 * CUT) * share / 4 for share in range(5)]
    ys = [inner.y + CUT + (inner.h - 2 * CUT) * share / 2 for share in range(3)]
    slant = rim * 0.4  # how far a corner's ends move along their sides
    left, right = (
        [xs[0] + slant, *xs[1:-1], xs[-1] - slant],
        [ys[0] + slant, *ys[1:-1], ys[-1] - slant],
    )
    points = [
        *((x, inner.y + rim) for x in left),
        *((inner.right - rim, y) for y in right),
        *((x, inner.bottom - rim) for x in reversed(left)),
        *((inner.x + rim, y) for y in reversed(right)),
    ]
    return cloud(points, 0.26)


def draw_wall(pen: Pen, at: At) -> None:
    """A round wall of stones, with water in it."""
    x, rim, foot, wide, deep = 35.0, 51.0, 76.0, 30.0, 7.5
    row = (foot - rim) / 3

    def front(y: float) -> Steps:
        """The front half of the ring at height `y`, from left to right, from where the path stands."""
        k = 0.5523
        return [
            ("C", *at(x - wide, y + k * deep), *at(x - k * wide, y + deep), *at(x, y + deep)),
            ("C", *at(x + k * wide, y + deep), *at(x + wide, y + k * deep), *at(x + wide, y)),
        ]

    wall: Steps = [
        ("M", *at(x - wide, rim)),
        ("L", *at(x - wide, foot)),
        *front(foot),
        ("L", *at(x + wide, rim)),
        ("Z",),
    ]
    pen.path(wall, fill="well", stroke="ink", width=OUTLINE)
    for number, joints in enumerate(((-21, -4, 14), (-26, -13, 5, 23), (-20, -2, 16))):
        y = rim + row * number
        pen.path([("M", *at(x - wide, y)), *front(y)], stroke="ink", width=FINE)
        for joint in joints:
            sink = y + deep * sqrt(1 - (joint / wide) ** 2)
            pen.line(*at(x + joint, sink), *at(x + joint, sink + row), color="ink", width=FINE)
    pen.path(ellipse(*at(x, rim), wide, deep), fill="figure", stroke="ink", width=OUTLINE)
    pen.path(
        ellipse(*at(x, rim + 0.4), wide - 5, deep - 2.2), fill="parking", stroke="ink", width=FINE
    )


def draw_bucket(pen: Pen, at: At) -> None:
    """Posts, the axle with its crank, and a bucket on the rope."""
    for x in (10.5, 55.0):
        pen.rect(Box(*at(x, 20), 4.5, 31.5), radius=1, fill="sun", stroke="ink", width=OUTLINE)
    pen.path(
        [("M", *at(60, 28.5)), ("L", *at(65.5, 28.5)), ("L", *at(65.5, 35)), ("L", *at(69, 35))],
        stroke="ink",
        width=2.4,
    )
    pen.rect(Box(*at(7.5, 27), 55, 3.4), radius=1.6, fill="warm", stroke="ink", width=OUTLINE)
    for x in (31.5, 33.3, 35.1, 36.9):
        pen.line(*at(x, 27), *at(x + 0.8, 30.4), color="ink", width=FINE)
    pen.line(*at(35, 30.4), *at(35, 35), color="ink", width=FINE)
    pen.path(
        [("M", *at(29.4, 40)), ("C", *at(29.8, 33.4), *at(40.2, 33.4), *at(40.6, 40))],
        stroke="ink",
        width=OUTLINE,
    )
    pail = [at(28.6, 39.6), at(41.4, 39.6), at(39.6, 50.2), at(30.4, 50.2)]
    pen.path(soft(pail, (1, 1, 2, 2)), fill="warm", stroke="ink", width=OUTLINE)
    pen.line(*at(29.5, 43), *at(40.5, 43), color="ink", width=FINE)


def draw_roof(pen: Pen, at: At) -> None:
    """A broad roof with rows of round tiles."""
    roof = [at(14, 1.5), at(56, 1.5), at(69, 22), at(1, 22)]
    pen.path(soft(roof, (3, 3, 3, 3)), fill="leaf", stroke="ink", width=OUTLINE)
    for y, left, right, count in ((8.2, 9.8, 60.2, 7), (15.2, 5.4, 64.6, 8)):
        wide = (right - left) / count
        tiles: Steps = [("M", *at(left, y))]
        for number in range(count):
            x = left + wide * number
            tiles.append(
                (
                    "C",
                    *at(x + wide * 0.12, y + 3.4),
                    *at(x + wide * 0.88, y + 3.4),
                    *at(x + wide, y),
                )
            )
        pen.path(tiles, stroke="ink", width=FINE)


def star(x: float, y: float, r: float) -> Steps:
    """A star with four soft points."""
    n = r * 0.16
    return [
        ("M", x, y - r),
        ("C", x + n, y - n * 2, x + n * 2, y - n, x + r, y),
        ("C", x + n * 2, y + n, x + n, y + n * 2, x, y + r),
        ("C", x - n, y + n * 2, x - n * 2, y + n, x - r, y),
        ("C", x - n * 2, y - n, x - n, y - n * 2, x, y - r),
        ("Z",),
    ]
