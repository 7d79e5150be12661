"""A board for pictures: an open field held by four strips of tape. Empty it is for the pen and the glue; pictures are laid out by
how many they are.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..geometry import Box
from ..pen import Pen
from ..sheet import Sheet
from .parts.shapes import soft

INSIDE, GAP = 6.5, 5.0  # mm from the frame to the pictures, and between them
USUAL, WIDEST = 4 / 3, 1.6  # width to height: of most photos, and of a room at most
LONG, WIDE = 12.0, 5.6  # of a strip of tape, mm
TAPES = ("leaf", "sky", "lilac", "sun")  # clockwise from the top left
EDGE = 1.2  # pt


@dataclass(frozen=True)
class BoardBlock:
    """`path`: a list of entries with a `picture`; as many as the form has room for."""

    box: Box
    path: str

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Frame, tape, and rooms in reading order."""
        pen.rect(self.box, fill="paper", stroke="ink", width=EDGE)
        box = self.box
        corners = (
            (box.x, box.y, 1),
            (box.right, box.y, -1),
            (box.right, box.bottom, 1),
            (box.x, box.bottom, -1),
        )
        for (x, y, slope), color in zip(corners, TAPES, strict=True):
            draw_tape(pen, x, y, slope, color)
        numbers = sheet.entries(self.path)
        for number, room in zip(numbers, rooms(box.inset(INSIDE), len(numbers)), strict=True):
            pen.picture(sheet.place(f"{self.path}.{number}.picture"), room)


def draw_tape(pen: Pen, x: float, y: float, slope: int, color: str) -> None:
    """A strip of tape across a corner: rising to the right (`slope` 1) or falling (-1)."""
    along, across = LONG / 8**0.5, WIDE / 8**0.5
    strip = [
        (x + a * along + b * across, y + slope * (b * across - a * along))
        for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))
    ]
    pen.path(soft(strip, 0.6), fill=color, stroke="ink", width=0.9)


def rooms(box: Box, count: int) -> list[Box]:
    """Where so many pictures lie: in rows of equal height, the shorter rows first, in as many rows as let usual photos be largest."""
    if not count:
        return []
    split = max(
        (rows(count, number) for number in range(1, count + 1)), key=lambda split: photo(box, split)
    )
    high = (box.h + GAP) / len(split) - GAP
    found = []
    for row, columns in enumerate(split):
        wide = min((box.w + GAP) / columns - GAP, high * WIDEST)
        between = max(GAP, (box.w - columns * wide) / (columns + 1))
        left = box.center[0] - (columns * (wide + between) - between) / 2
        found += [
            Box(left + (wide + between) * column, box.y + (high + GAP) * row, wide, high)
            for column in range(columns)
        ]
    return found


def rows(count: int, number: int) -> list[int]:
    """How many pictures lie in each of a number of rows."""
    return [(count + row) // number for row in range(number)]


def photo(box: Box, split: list[int]) -> float:
    """The width of a usual photo in the fullest row."""
    return min((box.w + GAP) / max(split) - GAP, ((box.h + GAP) / len(split) - GAP) * USUAL)
