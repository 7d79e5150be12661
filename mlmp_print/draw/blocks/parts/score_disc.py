"""A score's disc with its number, and the words at both ends of the scale.

Low is good on this scale: 0 is “manages alone”, so both ends always stand in words.
"""

from __future__ import annotations

from math import hypot

from ....text import typeset
from ...geometry import MM, Box
from ...ink import Ink, Painter
from ...sheet import Sheet
from .letters import HALF_CAP, centered_baseline, width_of

WORDS = 10.0  # pt, of the words at an end
WHOLE = 3.9  # mm, radius of the disc of a whole score
HALF = 2.9  # mm, radius of the disc of a half; larger in large print
NUMBER = 12.0  # pt of the number in the disc of a whole score
SMALLEST = 9.0  # pt of any number
OFF_EDGE = 0.35  # mm between a number's corners and the edge of its disc
GAP = 7.0  # mm between the columns of a scale across a sheet
COLUMNS = 5  # whole scores


def is_whole(state: str) -> bool:
    """Return whether a state is a whole score: `2`, not `2.5`."""
    return "." not in state


def column_middles(box: Box) -> list[float]:
    """Return the x of the middles of five columns that fill a box, one for each whole score."""
    wide = (box.w - (COLUMNS - 1) * GAP) / COLUMNS
    return [box.x + wide / 2 + number * (wide + GAP) for number in range(COLUMNS)]


def number_size(sheet: Sheet, r: float, *numbers: str) -> float:
    """Return the type size in pt at which all `numbers` fit a disc of radius `r` mm, even in bold.

    In large print they are larger, as far as the disc has room.
    """
    # From the middle of a number of 1 pt to its corner, mm.
    corner = max(
        hypot(typeset.width(number, 1, "bold"), 2 * HALF_CAP) / 2 / MM for number in numbers
    )
    usual = sheet.size(max(SMALLEST, NUMBER * r / WHOLE))
    return max(SMALLEST, min(usual, (r - OFF_EDGE) / corner))


def draw_number(
    ink: Ink,
    x: float,
    middle: float,
    number: str,
    size: float,
    *,
    bold: bool = False,
    color: str = "ink",
) -> None:
    """Draw a number in its disc."""
    baseline = centered_baseline(middle, size)
    ink.text(x, baseline, number, size, bold=bold, color=color, align="center")


def chosen_disc(number: str, r: float, size: float) -> Painter:
    """Return a painter of a chosen disc: solid ink with the number in white."""

    def paint(ink: Ink, box: Box) -> None:
        x, y = box.center
        ink.circle(x, y, r, fill="answer", stroke="answer", width=1.1)
        draw_number(ink, x, y, number, size, bold=True, color="paper")

    return paint


def end_width(sheet: Sheet, key: str) -> float:
    """Return the width of the words of an end, `score.low` or `score.high`, mm."""
    return max(width_of(line, sheet.size(WORDS)) for line in sheet.say(key).split("\n"))


def draw_end(ink: Ink, sheet: Sheet, x: float, middle: float, key: str, align: str) -> None:
    """Draw the words of an end, on as many lines as the language gives them."""
    lines = sheet.say(key).split("\n")
    size = sheet.size(WORDS)
    for number, line in enumerate(lines):
        off_middle = 0.4 * size * (number - (len(lines) - 1) / 2)
        baseline = middle + 0.125 * size + off_middle
        ink.text(x, baseline, line, size, color="soft", align=align)
