"""A car park: a large sign to write on, and cars before it that carry what has to wait."""

from __future__ import annotations

from dataclasses import dataclass

from ..geometry import Box, Point
from ..pen import Pen
from ..sheet import Sheet
from .parts.shapes import At, ellipse, round_corners
from .parts.sketch import FINE, OUTLINE, draw_box, draw_curve, draw_disc, draw_line, draw_shape

# In mm.
HEAD = 20.0  # height of the sign's head
FRAME = 4.0  # width of the sign's frame
CAR = 48.0  # length of a car
HIGH = 22.4  # height of a car
STREET = 45.0  # from the foot of the sign to the foot of the box
PLATE = 13.0  # side of the plate with a P
CARS = ("warm", "leaf", "well")  # colours from the left

# The hull of a car from its lower left corner, and how round each corner is.
BACK = ((0.8, 18.4), (0.4, 10.2), (8, 9), (13.5, 1.2))
FRONT = ((31.5, 1.2), (38.5, 9), (46.8, 10.6), (47.6, 18.4))
ROUND = (2.5, 5, 4, 6, 7, 4, 6, 2.5)
WINDOWS = (
    ((11.6, 9), (15.3, 3.8), (21.6, 3.8), (21.6, 9)),
    ((24, 9), (24, 3.8), (30.2, 3.8), (34.6, 9)),
)


@dataclass(frozen=True)
class CarParkBlock:
    """`words`: the alt text. Other blocks put words and a field on the sign."""

    box: Box
    words: str

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw the sign on its posts, then the cars, then the street."""
        box = self.box
        with pen.tagged("Figure", Alt=sheet.word(self.words)):
            self.draw_sign(pen)
            gap = (box.w - 3 * CAR) / 3
            loads = (draw_suitcase, draw_parcel, draw_boxes)
            for number, (color, draw_load) in enumerate(zip(CARS, loads, strict=True)):
                at = origin_at(box.x + gap / 2 + number * (CAR + gap), box.bottom - HIGH - 1)
                draw_load(pen, at)
                draw_car(pen, at, color)
            street = box.bottom - 0.6
            draw_line(pen, (box.x, street), (box.right, street), OUTLINE)

    def draw_sign(self, pen: Pen) -> None:
        """Draw posts between the cars, the board with its white panel, and a plate with a P."""
        box = self.box
        board = Box(box.x, box.y, box.w, box.h - STREET)
        for share in (1 / 3, 2 / 3):
            post = Box(box.x + box.w * share - 2.2, board.bottom - 3, 4.4, STREET + 2)
            draw_box(pen, post, 0, "figure")
        draw_box(pen, board, 6, "parking")
        paper = board.inset(FRAME, HEAD, FRAME, FRAME)
        draw_box(pen, paper, 3.5, "paper", FINE)
        plate = Box(board.right - FRAME - PLATE, board.y + (HEAD - PLATE) / 2, PLATE, PLATE)
        draw_box(pen, plate, 2.8, "paper")
        pen.icon("parking", plate.inset(2), width=3.2)


def origin_at(left: float, top: float) -> At:
    """Return the function that moves the coordinates of a car to its corner."""

    def at(x: float, y: float) -> Point:
        return left + x, top + y

    return at


def draw_car(pen: Pen, at: At, color: str) -> None:
    """Draw a small car from the side, facing right."""
    hull = round_corners([at(*point) for point in (*BACK, *FRONT)], ROUND)
    draw_shape(pen, hull, color)
    for corners in WINDOWS:
        window = round_corners([at(*corner) for corner in corners], 1.8)
        draw_shape(pen, window, "paper", FINE)
    headlight = ellipse(*at(45.2, 12.9), 1.3, 1.6)
    draw_shape(pen, headlight, "sun", FINE)
    draw_line(pen, at(19.4, 11.8), at(21.6, 11.8))
    for x in (11.0, 36.6):
        draw_disc(pen, at(x, 18.2), 4.2, "figure")
        draw_disc(pen, at(x, 18.2), 1.5, "paper", FINE)


def draw_suitcase(pen: Pen, at: At) -> None:
    """Draw a suitcase on a roof."""
    pen.rect(Box(*at(20.3, -10.4), 4.6, 4), radius=1.4, stroke="ink", width=OUTLINE)
    draw_box(pen, Box(*at(14.8, -8), 15.6, 9), 1.8, "sun")
    for x in (18.2, 27):
        draw_line(pen, at(x, -8), at(x, 1))


def draw_parcel(pen: Pen, at: At) -> None:
    """Draw a parcel with a string on a roof."""
    draw_box(pen, Box(*at(16, -9.6), 13, 10.6), 1.2, "warm")
    draw_line(pen, at(22.5, -9.6), at(22.5, 1))
    draw_line(pen, at(16, -4.6), at(29, -4.6))
    knot = at(22.5, -9.6)
    for side in (-1, 1):
        bends = *at(22.5 + side * 1, -13.4), *at(22.5 + side * 5.4, -12.6)
        draw_curve(pen, [("M", *knot), ("C", *bends, *knot)])


def draw_boxes(pen: Pen, at: At) -> None:
    """Draw three small boxes on a roof."""
    for box, color in (
        (Box(*at(14.6, -6.2), 7.4, 7.2), "leaf"),
        (Box(*at(22.6, -6.2), 7.8, 7.2), "sun"),
        (Box(*at(18.6, -12), 7.4, 5.8), "parking"),
    ):
        draw_box(pen, box, 1, color)
        draw_line(pen, (box.center[0], box.y), (box.center[0], box.y + 2.4))
