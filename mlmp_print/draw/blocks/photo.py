"""A frame for a photo of a person, with words at its foot that say so."""

from __future__ import annotations

from dataclasses import dataclass

from ..geometry import MM, Box
from ..pen import Pen
from ..sheet import Sheet
from .parts.letters import LEADING, break_lines

WORDS = 12.0  # pt
# In mm.
ROUND = 3.0  # radius of a corner
INSIDE = 2.5  # between the frame and the photo
OVER_WORDS = 2.0  # between the photo and the words
ICON = 17.0


@dataclass(frozen=True)
class PhotoBlock:
    """`path`: the question, whose hint stands under the photo.

    `icon` is a picture until there is a photo, which covers it.
    """

    box: Box
    path: str
    icon: str = "camera"

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw frame, icon and words, and place the field."""
        place = sheet.place(self.path)
        size = sheet.size(WORDS)
        room = self.box.w - 2 * INSIDE
        parts = sheet.hint(place).split("\n")
        lines = [line for part in parts for line in break_lines(part, room, size)]
        leading = LEADING * size
        foot = INSIDE + leading * len(lines)
        photo = self.box.inset(INSIDE, INSIDE, INSIDE, foot + OVER_WORDS)
        pen.rect(self.box, radius=ROUND, fill="tint", stroke="ink", width=1.4)
        x, y = photo.center
        icon = Box(x - ICON / 2, y - ICON / 2, ICON, ICON)
        pen.icon(self.icon, icon, color="soft", width=1.7)
        pen.picture_field(place, photo)
        baseline = self.box.bottom - foot + 0.78 * size / MM
        with pen.tagged("P"):
            for number, line in enumerate(lines):
                y = baseline + leading * number
                pen.text(x, y, line, size, color="soft", align="center")
