"""The score card's scale 0–4 to talk about: a disc and a card for every whole number.

A card has a picture, words, and an example of everyday life. The picture counts: a figure holds up
its wheel, and as many hands help as the number says. Low is good on this scale, so nothing grows or
brightens with the number but the help.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, sin

from ...text import typeset
from ..geometry import MM, Box, Point
from ..pen import Pen
from ..sheet import Sheet
from .parts import person
from .parts.card import draw_card
from .parts.letters import LEADING, break_lines, width_of
from .parts.score_disc import (
    COLUMNS,
    STEP_DISCS,
    column_middles,
    draw_disc,
    draw_number,
    number_size,
)
from .parts.small_wheel import draw_small_wheel

RISE = 10.0  # mm from the cards' top up to the line the discs stand on
PAD = 3.4  # mm
WORD = 14.0  # pt
EXAMPLE = 12.5  # pt
OFF_PICTURE = 2.4  # mm between the picture and the words
OFF_WORD = 1.4  # mm between a word and its example
REACH = 29.0  # mm: the radius of the wheel where the figure is as large as on the visual plan
HOLD = 0.85  # radians from the lowest point of the wheel to the figure's own hands
HELP = 2.35  # mm, half the width of a helping arm
HELPING_HAND = 5.2  # mm, the radius of a helping hand where the figure is as large as on the plan
# Hands that help: the side, radians from the lowest point of the wheel, and how far below the hand
# its arm comes in.
HELPERS = ((1, 1.36, 7.0), (-1, 1.36, 7.0), (1, 2.3, -4.0), (-1, 2.3, -4.0))


@dataclass(frozen=True)
class ScoreStepsBlock:
    """The discs stand along the top of the box, the cards below.

    The form's words are `example_0` … `example_4` and, for screen readers, `picture_0` …
    `picture_4`. The words of the numbers are the language's.
    """

    box: Box

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw the line with the halves, and the cards with the whole numbers."""
        middles = column_middles(self.box)
        y = self.box.y + STEP_DISCS.whole.radius
        pen.line(middles[0], y, middles[-1], y, color="line", width=1.6)
        for step, middle in enumerate(middles):
            if step:
                self.draw_half(pen, (middles[step - 1] + middle) / 2, y, step)
            with pen.section("Sect"):
                self.draw_step(pen, sheet, step, middle, y)

    def draw_half(self, pen: Pen, x: float, y: float, step: int) -> None:
        """Draw the half below a whole number."""
        size = number_size(STEP_DISCS.half, "3½")
        draw_disc(pen, x, y, STEP_DISCS.half)
        with pen.tagged("P"):
            draw_number(pen, x, y, f"{step - 1 or ''}½", size)

    def draw_step(self, pen: Pen, sheet: Sheet, step: int, x: float, y: float) -> None:
        """Draw one number, and its card with picture, words and example."""
        wide, top = self.card_width, y + RISE
        size = sheet.size(WORD)
        card = Box(x - wide / 2, top, wide, self.box.bottom - top)
        words = self.word_lines(sheet, step)
        examples = card.bottom - PAD - self.examples_height(sheet)
        head = examples - OFF_WORD - LEADING * size * self.most_words(sheet)
        word = sheet.score_word(str(step))
        draw_card(pen, card)
        draw_disc(pen, x, y, STEP_DISCS.whole)
        with pen.tagged("H2", ActualText=f"{step}: {word}"):
            number = str(step)
            number_pt = number_size(STEP_DISCS.whole, number)
            draw_number(pen, x, y, number, number_pt, bold=True)
            draw_lines(pen, card.x + PAD, head, words, size, bold=True)
        picture = Box(card.x, card.y + PAD, card.w, head - OFF_PICTURE - card.y - PAD)
        with pen.tagged("Figure", Alt=sheet.word(f"picture_{step}")):
            draw_picture(pen, sheet, step, picture)
        with pen.tagged("P"):
            below = head + LEADING * size * len(words) + OFF_WORD
            lines = self.lines(sheet, step)
            draw_lines(pen, card.x + PAD, below, lines, sheet.size(EXAMPLE))

    @property
    def card_width(self) -> float:
        """The width of a card, mm."""
        return 2 * (column_middles(self.box)[0] - self.box.x)

    def word_lines(self, sheet: Sheet, step: int) -> list[str]:
        """Return the words of a number, broken to its card."""
        room = (self.card_width - 2 * PAD) * MM
        return typeset.broken(sheet.score_word(str(step)), room, sheet.size(WORD), "bold")

    def lines(self, sheet: Sheet, step: int) -> list[str]:
        """Return the example in its own lines if they fit its card, else broken to it."""
        example = sheet.word(f"example_{step}")
        room, size = self.card_width - 2 * PAD, sheet.size(EXAMPLE)
        lines = example.split("\n")
        if all(width_of(line, size) <= room for line in lines):
            return lines
        return break_lines(" ".join(lines), room, size)

    def most_words(self, sheet: Sheet) -> int:
        """Return how many lines the longest words of a number have: all cards are alike."""
        return max(len(self.word_lines(sheet, step)) for step in range(COLUMNS))

    def examples_height(self, sheet: Sheet) -> float:
        """Return the height of the longest example, mm: all cards are alike."""
        most = max(len(self.lines(sheet, step)) for step in range(COLUMNS))
        return most * LEADING * sheet.size(EXAMPLE)


def draw_lines(
    pen: Pen, x: float, top: float, lines: Sequence[str], size: float, *, bold: bool = False
) -> None:
    """Draw lines of words from a height down."""
    for number, line in enumerate(lines):
        pen.text(x, top + LEADING * size * (number + 0.75), line, size, bold=bold)


def draw_picture(pen: Pen, sheet: Sheet, helpers: int, box: Box) -> None:
    """Draw a figure under its wheel, on the foot of the box, and the hands that help.

    Where four help, the figure's own arms rest.
    """
    unit = box.h / (2 * REACH + person.HEIGHT)
    x = box.center[0]
    radius = REACH * unit
    y = box.y + radius

    def rim(side: int, angle: float) -> Point:
        return x + side * radius * sin(angle), y + radius * cos(angle)

    holds = [] if helpers == COLUMNS - 1 else [rim(-1, HOLD), rim(1, HOLD)]
    figure = standing_figure(x, box.bottom, unit, holds)
    draw_small_wheel(pen, sheet, x, y, radius)
    figure.draw_ground(pen)
    figure.draw(pen)
    for side, angle, lower in HELPERS[:helpers]:
        hand = rim(side, angle)
        edge = box.x + 0.3 if side < 0 else box.right - 0.3
        draw_helper(pen, (edge, hand[1] + lower * unit), hand, unit)


def standing_figure(x: float, foot: float, unit: float, holds: list[Point]) -> person.Figure:
    """Return the figure, its arms up to where it holds the wheel, or down if it does not."""
    shoulder = foot - person.LEGS * unit
    arms = []
    for number, side in enumerate((-1, 1)):

        def at(out: float, down: float, side: int = side) -> Point:
            return x + side * out * unit, shoulder + down * unit

        if holds:
            start = person.arm_start(x, shoulder, side, unit)
            arms.append(person.Arm(start, (at(15, -2), at(20, -14)), holds[number]))
        else:
            arms.append(person.Arm(at(8, 0), (at(12.6, 1), at(14.6, 6)), at(14.8, 15), 0.8))
    return person.Figure(x, shoulder, arms, unit=unit)


def draw_helper(pen: Pen, start: Point, end: Point, unit: float) -> None:
    """Draw somebody's arm that comes in from the side, and its hand on the wheel."""
    x1, y1 = start
    x2, y2 = end
    middle = (x1 + x2) / 2
    arm = [
        ("M", x1, y1 - HELP),
        ("C", middle, y1 - HELP, middle, y2 - HELP, x2, y2 - HELP),
        ("L", x2, y2 + HELP),
        ("C", middle, y2 + HELP, middle, y1 + HELP, x1, y1 + HELP),
        ("Z",),
    ]
    edge = person.outline_width(unit)
    pen.path(arm, fill="ink", stroke="ink", width=2 * edge * MM)
    pen.circle(*end, HELPING_HAND * unit + edge, fill="ink")
    pen.path(arm, fill="warm")
    pen.circle(*end, HELPING_HAND * unit, fill="warm")
