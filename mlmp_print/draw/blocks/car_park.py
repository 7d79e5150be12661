"""A car park: a large sign to write on, and cars before it that carry what has to wait."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..geometry import Box
from ..pen import Pen
from ..sheet import Sheet
from .parts.shapes import Point, ellipse, soft

HEAD, FRAME = 20.0, 4.0  # mm: the sign's head, and its frame
CAR, HIGH = 48.0, 22.4  # length and height of a car
STREET = 45.0  # from the foot of the sign to the foot of the box
PLATE = 13.0
OUTLINE, FINE = 1.6, 1.1  # pt

At = Callable[[float, float], Point]


@dataclass(frozen=True)
class CarParkBlock:
    """`words`: the alt text. Words and field lie in `sign`: other blocks put them there."""

    box: Box
    words: str

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """The sign on its posts, then the cars."""
        with pen.tagged("Figure", Alt=sheet.word(self.words)):
            self.draw_sign(pen)
            loads = (("warm", draw_suitcase), ("leaf", draw_parcel), ("well", draw_boxes))
            gap = (self.box.w - 3 * CAR) / 3
            for number, (color, load) in enumerate(loads):
                left, top = self.box.x + gap / 2 + number * (CAR + gap), self.box.bottom - HIGH - 1

                def at(x: float, y: float, left: float = left, top: float = top) -> Point:
                    return left + x, top + y

                load(pen, at)
                draw_car(pen, at, color)
            pen.line(
                self.box.x,
                self.box.bottom - 0.6,
                self.box.right,
                self.box.bottom - 0.6,
                color="ink",
                width=OUTLINE,
            )

    def draw_sign(self, pen: Pen) -> None:
        """Posts between the cars, the board with its white panel, and a plate with a P."""
        box = self.box
        board = Box(box.x, box.y, box.w, box.h - STREET)
        for share in (1 / 3, 2 / 3):
            pen.rect(
                Box(box.x + box.w * share - 2.2, board.bottom - 3, 4.4, STREET + 2),
                fill="figure",
                stroke="ink",
                width=OUTLINE,
            )
        pen.rect(board, radius=6, fill="parking", stroke="ink", width=OUTLINE)
        pen.rect(
            board.inset(FRAME, HEAD, FRAME, FRAME),
            radius=3.5,
            fill="paper",
            stroke="ink",
            width=FINE,
        )
        plate = Box(board.right - FRAME - PLATE, board.y + (HEAD - PLATE) / 2, PLATE, PLATE)
        pen.rect(plate, radius=2.8, fill="paper", stroke="ink", width=OUTLINE)
        pen.icon("parking", plate.inset(2), width=3.2)


def draw_car(pen: Pen, at: At, color: str) -> None:
    """A small car from the side, facing right."""
    hull = [
        (0.8, 18.4),
        (0.4, 10.2),
        (8, 9),
        (13.5, 1.2),
        (31.5, 1.2),
        (38.5, 9),
        (46.8, 10.6),
        (47.6, 18.4),
    ]
    pen.path(
        soft([at(*point) for point in hull], (2.5, 5, 4, 6, 7, 4, 6, 2.5)),
        fill=color,
        stroke="ink",
        width=OUTLINE,
    )
    for window in (
        [(11.6, 9), (15.3, 3.8), (21.6, 3.8), (21.6, 9)],
        [(24, 9), (24, 3.8), (30.2, 3.8), (34.6, 9)],
    ):
        pen.path(
            soft([at(*point) for point in window], 1.8), fill="paper", stroke="ink", width=FINE
        )
    pen.path(ellipse(*at(45.2, 12.9), 1.3, 1.6), fill="sun", stroke="ink", width=FINE)
    pen.line(*at(19.4, 11.8), *at(21.6, 11.8), color="ink", width=FINE)
    for x in (11.0, 36.6):
        pen.circle(*at(x, 18.2), 4.2, fill="figure", stroke="ink", width=OUTLINE)
        pen.circle(*at(x, 18.2), 1.5, fill="paper", stroke="ink", width=FINE)


def draw_suitcase(pen: Pen, at: At) -> None:
    """A suitcase on a roof."""
    pen.rect(Box(*at(20.3, -10.4), 4.6, 4), radius=1.4, stroke="ink", width=OUTLINE)
    pen.rect(Box(*at(14.8, -8), 15.6, 9), radius=1.8, fill="sun", stroke="ink", width=OUTLINE)
    for x in (18.2, 27):
        pen.line(*at(x, -8), *at(x, 1), color="ink", width=FINE)


def draw_parcel(pen: Pen, at: At) -> None:
    """A parcel with a string on a roof."""
    pen.rect(Box(*at(16, -9.6), 13, 10.6), radius=1.2, fill="warm", stroke="ink", width=OUTLINE)
    pen.line(*at(22.5, -9.6), *at(22.5, 1), color="ink", width=FINE)
    pen.line(*at(16, -4.6), *at(29, -4.6), color="ink", width=FINE)
    for side in (-1, 1):
        pen.path(
            [
                ("M", *at(22.5, -9.6)),
                ("C", *at(22.5 + side * 1, -13.4), *at(22.5 + side * 5.4, -12.6), *at(22.5, -9.6)),
            ],
            stroke="ink",
            width=FINE,
        )


def draw_boxes(pen: Pen, at: At) -> None:
    """Three small boxes on a roof."""
    for box, color in (
        (Box(*at(14.6, -6.2), 7.4, 7.2), "leaf"),
        (Box(*at(22.6, -6.2), 7.8, 7.2), "sun"),
        (Box(*at(18.6, -12), 7.4, 5.8), "parking"),
    ):
        pen.rect(box, radius=1, fill=color, stroke="ink", width=OUTLINE)
        pen.line(box.center[0], box.y, box.center[0], box.y + 2.4, color="ink", width=FINE)
