"""The picture beside a question: the municipality's own, if its look has one, else an icon."""

from __future__ import annotations

from ....model.form import Place
from ...geometry import Box
from ...pen import Pen
from ...sheet import Sheet
from .plate import draw_plate

ROOM = 0.1  # of a plate's side: free around a picture
ICON_ROOM = 0.16  # of a plate's side: free around an icon


def draw_question_icon(
    pen: Pen, sheet: Sheet, place: Place, icon: str, box: Box, *, width: float
) -> None:
    """Draw the picture in the box; an icon has lines `width` pt wide."""
    picture = sheet.question_picture(place)
    if picture:
        pen.draw_question_picture(picture, box)
    elif icon:
        pen.icon(icon, box, width=width)


def draw_question_plate(
    pen: Pen, sheet: Sheet, place: Place, icon: str, plate: Box, *, fill: str
) -> None:
    """Draw the picture on a plate, which is white under a municipality's own picture."""
    own = bool(sheet.question_picture(place))
    draw_plate(pen, plate, fill="paper" if own else fill, edge="ink", width=1.2)
    inside = plate.inset((ROOM if own else ICON_ROOM) * plate.w)
    draw_question_icon(pen, sheet, place, icon, inside, width=1.5)
