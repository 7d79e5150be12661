"""The look of a score disc on every form: empty, chosen, its number, the words at both ends.

All radii and outlines of score discs stand here. Low is good on this scale: 0 is “manages alone”,
so both ends always stand in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot

from ....text import typeset
from ...geometry import MM, Box
from ...ink import Ink, Painter
from ...sheet import Sheet
from .letters import HALF_CAP, centered_baseline, width_of

WORDS = 11.0  # pt, of the words at an end
NUMBER = 2.95  # pt of a number for each mm of its disc's radius
LEAST = 11.0  # pt of a number, if its disc has room for that
OFF_EDGE = 0.35  # mm between a number's corners and the edge of its disc
GAP = 4.6  # mm between the columns of a scale across a sheet
COLUMNS = 5  # whole scores
CHOSEN_OUTLINE = 1.1  # pt, of every chosen disc


@dataclass(frozen=True)
class Disc:
    """The size of a disc: its radius in mm, and its outline in pt while it is not chosen."""

    radius: float
    outline: float


@dataclass(frozen=True)
class DiscSizes:
    """The disc of a whole score, and the smaller one of a half."""

    whole: Disc
    half: Disc

    def of(self, state: str) -> Disc:
        """Return the disc of a state.

        >>> TRY_DISCS.of("2.5").radius
        4.8
        """
        return self.whole if is_whole(state) else self.half


# The status sheet's line with marks: `progress_line`.
LINE_DISCS = DiscSizes(whole=Disc(3.6, 1.1), half=Disc(2.0, 1.1))
# The status sheet's wheel, on which each ring has a number: `rings`.
RING_DISC = Disc(3.1, 0.8)
# The score card's discs above its cards: `score_steps`.
STEP_DISCS = DiscSizes(whole=Disc(7.6, 1.7), half=Disc(5.0, 1.1))
# The score card's row to try: `score_row`.
TRY_DISCS = DiscSizes(whole=Disc(5.5, 1.2), half=Disc(4.8, 1.2))
# The same under pictures, where the row has a page of its own.
PICTURED_DISCS = DiscSizes(whole=Disc(8.6, 1.5), half=Disc(7.2, 1.3))


def is_whole(state: str) -> bool:
    """Return whether a state is a whole score: `2`, not `2.5`."""
    return "." not in state


def column_middles(box: Box) -> list[float]:
    """Return the x of the middles of five columns that fill a box, one for each whole score."""
    wide = (box.w - (COLUMNS - 1) * GAP) / COLUMNS
    return [box.x + wide / 2 + number * (wide + GAP) for number in range(COLUMNS)]


def number_size(disc: Disc, *numbers: str, least: float = LEAST) -> float:
    """Return the type size in pt at which all `numbers` fit a disc, even in bold.

    It is `least` pt or more, as far as the disc has room for that.
    """
    # From the middle of a number of 1 pt to its corner, mm.
    corner = max(
        hypot(typeset.width(number, 1, "bold"), 2 * HALF_CAP) / 2 / MM for number in numbers
    )
    return min(max(least, NUMBER * disc.radius), (disc.radius - OFF_EDGE) / corner)


def draw_disc(
    ink: Ink, x: float, middle: float, disc: Disc, number: str = "", size: float = 0
) -> None:
    """Draw an empty disc, and in it its number if there is one, `size` pt; on paper one crosses it.

    A block that tags the number apart from the disc draws it with `draw_number`.
    """
    ink.circle(x, middle, disc.radius, fill="paper", stroke="ink", width=disc.outline)
    if number:
        draw_number(ink, x, middle, number, size)


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


def chosen_disc(disc: Disc, number: str, size: float) -> Painter:
    """Return a painter of a chosen disc: solid ink with the number in white."""

    def paint(ink: Ink, box: Box) -> None:
        x, y = box.center
        ink.circle(x, y, disc.radius, fill="answer", stroke="answer", width=CHOSEN_OUTLINE)
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
