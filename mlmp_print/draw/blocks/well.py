"""A wishing well: dreams rise from it into a cloud to write in."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from ..geometry import Box, Point, Step
from ..pen import Pen
from ..sheet import Sheet
from .parts.shapes import QUARTER, At, cloud, ellipse, round_corners
from .parts.sketch import FINE, OUTLINE, draw_box, draw_curve, draw_disc, draw_line, draw_shape

# In mm.
WELL = Box(0, 0, 70, 84)  # the drawing of the well
CUT = 20.0  # what the cloud's corners lose
MARGIN = 9.0  # how far the cloud swells
RIM = 2.6  # width of the cloud's coloured rim
ABOVE = 10.0  # from the cloud to the roof
# The bubbles that rise: x and y from the well's corner, and radius.
BUBBLES = ((74.0, 15.0, 1.9), (77.0, 7.0, 2.8), (83.5, -2.2, 3.8))
# The x of the joints between the stones in each row of the wall, from the well's middle.
JOINTS = ((-21, -4, 14), (-26, -13, 5, 23), (-20, -2, 16))


@dataclass(frozen=True)
class WellBlock:
    """`words`: the alt text. Other blocks put words and a field in the cloud.

    The cloud fills the box down to the well, which stands at its lower left.
    """

    box: Box
    words: str

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw the cloud, the bubbles that rise to it, and the well."""
        box = self.box
        left = box.x
        top = box.bottom - WELL.h

        def at(x: float, y: float) -> Point:
            return left + x, top + y

        with pen.tagged("Figure", Alt=sheet.word(self.words)):
            draw_cloud(pen, Box(box.x, box.y, box.w, top - box.y - ABOVE))
            for x, y, r in BUBBLES:
                draw_disc(pen, at(x, y), r, "paper")
            draw_wall(pen, at)
            draw_bucket(pen, at)
            draw_roof(pen, at)


def draw_cloud(pen: Pen, box: Box) -> None:
    """Draw the cloud with a coloured rim, and two stars."""
    draw_shape(pen, cloud_outline(box, 0), "well")
    pen.path(cloud_outline(box, RIM), fill="paper")
    for x, y, r in ((box.right - 25, box.y + 21, 5.5), (box.right - 37, box.y + 15, 3.2)):
        draw_shape(pen, star(x, y, r), "sun", FINE)


def cloud_outline(box: Box, rim: float) -> list[Step]:
    """Return a cloud that fills the box, `rim` mm smaller on each side.

    It has four bulges above and below, two at each side, and one at each corner.
    """
    inner = box.inset(MARGIN)
    slant = rim * 0.4  # how far a corner's ends move along their sides
    xs = side_points(inner.x, inner.w, 4, slant)
    ys = side_points(inner.y, inner.h, 2, slant)
    points = [
        *((x, inner.y + rim) for x in xs),
        *((inner.right - rim, y) for y in ys),
        *((x, inner.bottom - rim) for x in reversed(xs)),
        *((inner.x + rim, y) for y in reversed(ys)),
    ]
    return cloud(points, 0.26)


def side_points(start: float, length: float, bulges: int, slant: float) -> list[float]:
    """Return where the bulges of one side of the cloud meet."""
    width = length - 2 * CUT
    points = [start + CUT + width * number / bulges for number in range(bulges + 1)]
    first, *between, last = points
    return [first + slant, *between, last - slant]


def draw_wall(pen: Pen, at: At) -> None:
    """Draw a round wall of stones, with water in it."""
    x = 35.0
    rim = 51.0
    foot = 76.0
    wide = 30.0
    deep = 7.5
    row = (foot - rim) / len(JOINTS)

    def front(y: float) -> list[Step]:
        """The front half of the ring at height `y`, from left to right."""
        k, m = QUARTER * wide, QUARTER * deep
        return [
            ("C", *at(x - wide, y + m), *at(x - k, y + deep), *at(x, y + deep)),
            ("C", *at(x + k, y + deep), *at(x + wide, y + m), *at(x + wide, y)),
        ]

    left = [("M", *at(x - wide, rim)), ("L", *at(x - wide, foot))]
    wall = [*left, *front(foot), ("L", *at(x + wide, rim)), ("Z",)]
    draw_shape(pen, wall, "well")
    for number, joints in enumerate(JOINTS):
        y = rim + row * number
        draw_curve(pen, [("M", *at(x - wide, y)), *front(y)])
        for joint in joints:
            sink = y + deep * sqrt(1 - (joint / wide) ** 2)
            draw_line(pen, at(x + joint, sink), at(x + joint, sink + row))
    hole = ellipse(*at(x, rim), wide, deep)
    water = ellipse(*at(x, rim + 0.4), wide - 5, deep - 2.2)
    draw_shape(pen, hole, "figure")
    draw_shape(pen, water, "parking", FINE)


def draw_bucket(pen: Pen, at: At) -> None:
    """Draw posts, the axle with its crank, and a bucket on the rope."""
    for x in (10.5, 55.0):
        draw_box(pen, Box(*at(x, 20), 4.5, 31.5), 1, "sun")
    start, *bends = at(60, 28.5), at(65.5, 28.5), at(65.5, 35), at(69, 35)
    crank = [("M", *start), *(("L", *bend) for bend in bends)]
    pen.path(crank, stroke="ink", width=2.4)
    draw_box(pen, Box(*at(7.5, 27), 55, 3.4), 1.6, "warm")
    for x in (31.5, 33.3, 35.1, 36.9):  # the rope around the axle
        draw_line(pen, at(x, 27), at(x + 0.8, 30.4))
    draw_line(pen, at(35, 30.4), at(35, 35))
    handle = [("M", *at(29.4, 40)), ("C", *at(29.8, 33.4), *at(40.2, 33.4), *at(40.6, 40))]
    draw_curve(pen, handle, OUTLINE)
    pail = [at(28.6, 39.6), at(41.4, 39.6), at(39.6, 50.2), at(30.4, 50.2)]
    draw_shape(pen, round_corners(pail, (1, 1, 2, 2)), "warm")
    draw_line(pen, at(29.5, 43), at(40.5, 43))


def draw_roof(pen: Pen, at: At) -> None:
    """Draw a broad roof with rows of round tiles."""
    roof = [at(14, 1.5), at(56, 1.5), at(69, 22), at(1, 22)]
    draw_shape(pen, round_corners(roof, 3), "leaf")
    for y, left, right, count in ((8.2, 9.8, 60.2, 7), (15.2, 5.4, 64.6, 8)):
        wide = (right - left) / count
        tiles: list[Step] = [("M", *at(left, y))]
        for number in range(count):
            x = left + wide * number
            near = at(x + wide * 0.12, y + 3.4)
            far = at(x + wide * 0.88, y + 3.4)
            tiles.append(("C", *near, *far, *at(x + wide, y)))
        draw_curve(pen, tiles)


def star(x: float, y: float, r: float) -> list[Step]:
    """Return a star with four soft points."""
    n = r * 0.16
    return [
        ("M", x, y - r),
        ("C", x + n, y - n * 2, x + n * 2, y - n, x + r, y),
        ("C", x + n * 2, y + n, x + n, y + n * 2, x, y + r),
        ("C", x - n, y + n * 2, x - n * 2, y + n, x - r, y),
        ("C", x - n * 2, y - n, x - n, y - n * 2, x, y - r),
        ("Z",),
    ]
