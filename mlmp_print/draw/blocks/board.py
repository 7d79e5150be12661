"""A board for pictures: an open field held by four strips of tape.

An empty board is for the pen and the glue. On a filled one the pictures are laid out by how many
the form has room for.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..geometry import Box
from ..pen import Pen
from ..sheet import Sheet
from .parts.shapes import round_corners

INSIDE = 6.5  # mm from the frame to the pictures
GAP = 5.0  # mm between pictures
USUAL = 4 / 3  # width to height of most photos
WIDEST = 1.6  # width to height of a picture field, at most
LONG = 12.0  # mm, length of a strip of tape
WIDE = 5.6  # mm, its width
TAPES = ("leaf", "sky", "lilac", "sun")  # clockwise from the top left
EDGE = 1.2  # pt


@dataclass(frozen=True)
class BoardBlock:
    """`path`: a list of entries with a `picture`; as many as the form has room for."""

    box: Box
    path: str

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw frame and tape, and picture fields in reading order."""
        box = self.box
        pen.rect(box, fill="paper", stroke="ink", width=EDGE)
        corners = (
            (box.x, box.y, 1),
            (box.right, box.y, -1),
            (box.right, box.bottom, 1),
            (box.x, box.bottom, -1),
        )
        for (x, y, slope), color in zip(corners, TAPES, strict=True):
            draw_tape(pen, x, y, slope, color)
        numbers = sheet.entries(self.path)
        pictures = picture_boxes(box.inset(INSIDE), len(numbers))
        for number, picture in zip(numbers, pictures, strict=True):
            pen.picture_field(sheet.place(f"{self.path}.{number}.picture"), picture)


def draw_tape(pen: Pen, x: float, y: float, slope: int, color: str) -> None:
    """Draw a strip of tape across a corner, rising to the right (`slope` 1) or falling (-1)."""
    along = LONG / 8**0.5
    across = WIDE / 8**0.5
    strip = [
        (x + a * along + b * across, y + slope * (b * across - a * along))
        for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))
    ]
    pen.path(round_corners(strip, 0.6), fill=color, stroke="ink", width=0.9)


def picture_boxes(box: Box, count: int) -> list[Box]:
    """Return the boxes of `count` pictures, in as many rows as let usual photos be largest.

    The rows are of equal height, and the shorter rows come first.
    """
    if not count:
        return []
    splits = [pictures_in_rows(count, number) for number in range(1, count + 1)]
    split = max(splits, key=lambda columns: photo_width(box, columns))
    high = (box.h + GAP) / len(split) - GAP
    boxes = []
    for row, columns in enumerate(split):
        boxes += row_boxes(box, box.y + (high + GAP) * row, high, columns)
    return boxes


def row_boxes(box: Box, top: float, high: float, columns: int) -> list[Box]:
    """Return the boxes of one row of pictures, spread over the width of the board."""
    wide = min((box.w + GAP) / columns - GAP, high * WIDEST)
    between = max(GAP, (box.w - columns * wide) / (columns + 1))
    left = box.center[0] - (columns * (wide + between) - between) / 2
    return [Box(left + (wide + between) * column, top, wide, high) for column in range(columns)]


def pictures_in_rows(count: int, rows: int) -> list[int]:
    """Return how many pictures lie in each row.

    >>> pictures_in_rows(5, 2)
    [2, 3]
    """
    return [(count + row) // rows for row in range(rows)]


def photo_width(box: Box, split: list[int]) -> float:
    """Return the width of a usual photo in the fullest row, mm."""
    wide = (box.w + GAP) / max(split) - GAP
    high = (box.h + GAP) / len(split) - GAP
    return min(wide, high * USUAL)
