"""The scale 0–4 to talk about: a card for every whole number, with a picture, its words and an example of everyday life.

The picture counts: a figure holds up its wheel, and as many hands help as the number says. Low is good here (DESIGN §7), so
nothing grows or brightens with the number but the help.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, sin

from ...text import typeset
from ..geometry import MM, Box
from ..pen import Pen
from ..sheet import Sheet
from . import wheel
from .parts import person
from .parts.scale import draw_number, number_size
from .score_row import columns

STEPS = 5
WHOLE, HALF = 7.2, 4.4  # radius of a number's disc, mm
RISE = 10.0  # from the cards' top up to the line the discs stand on
PAD = 3.4
WORD, EXAMPLE = 15.0, 12.0  # pt
LEADING = 0.44  # mm for each pt
REACH = 22.0  # the radius of the wheel where the figure is of the visual plan's size, mm
HOLD = 0.85  # radians from the lowest point of the wheel to the figure's own hands
HELP = 2.35  # half the width of a helping arm where it enters, mm
# Where hands help: side, radians from the lowest point of the wheel, and how far below the hand its arm comes in.
PLACES = ((1, 1.36, 7.0), (-1, 1.36, 7.0), (1, 2.3, -4.0), (-1, 2.3, -4.0))


@dataclass(frozen=True)
class ScoreStepsBlock:
    """The form's words `example_0` … `example_4` and, for screen readers, `picture_0` … `picture_4`; the words of the numbers
    are the language's. The discs stand along the top of the box, the cards below."""

    box: Box

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """The line with the halves, and the cards with the whole numbers."""
        middles = columns(self.box)
        y = self.box.y + WHOLE
        pen.line(middles[0], y, middles[STEPS - 1], y, color="line", width=1.6)
        for step in range(STEPS):
            if step:
                self.draw_half(pen, sheet, (middles[step - 1] + middles[step]) / 2, y, step)
            with pen.section("Sect"):
                self.draw_step(pen, sheet, step, middles[step], y)

    def draw_half(self, pen: Pen, sheet: Sheet, x: float, y: float, step: int) -> None:
        """The half below a whole number."""
        pen.circle(x, y, HALF, fill="paper", stroke="ink", width=1.1)
        with pen.tagged("P"):
            draw_number(
                pen,
                x,
                y,
                f"{step - 1 or ''}½",
                number_size(sheet, HALF, "3½"),
                bold=False,
                color="ink",
            )

    def draw_step(self, pen: Pen, sheet: Sheet, step: int, x: float, y: float) -> None:
        """One number, its card, picture, words and example."""
        wide, top = self.card_width, y + RISE
        card = Box(x - wide / 2, top, wide, self.box.bottom - top)
        foot = card.bottom - PAD - self.most_lines(sheet) * LEADING * sheet.size(EXAMPLE)
        word = sheet.say(f"score.word_{step}")
        baseline = foot - 2.6
        pen.rect(card, radius=3, fill="paper", stroke="line", width=1.2)
        pen.circle(x, y, WHOLE, fill="paper", stroke="ink", width=1.7)
        with pen.tagged("H2", ActualText=f"{step}: {word}"):
            draw_number(
                pen, x, y, str(step), number_size(sheet, WHOLE, str(step)), bold=True, color="ink"
            )
            pen.text(card.x + PAD, baseline, word, sheet.size(WORD), bold=True)
        picture = Box(
            card.x, card.y + PAD, card.w, baseline - 0.3 * sheet.size(WORD) - 2.4 - card.y - PAD
        )
        with pen.tagged("Figure", Alt=sheet.word(f"picture_{step}")):
            draw_picture(pen, sheet, step, picture)
        with pen.tagged("P"):
            for number, line in enumerate(self.lines(sheet, step)):
                pen.text(
                    card.x + PAD,
                    foot + LEADING * sheet.size(EXAMPLE) * (number + 0.72),
                    line,
                    sheet.size(EXAMPLE),
                )

    @property
    def card_width(self) -> float:
        """The width of a card, mm."""
        return 2 * (columns(self.box)[0] - self.box.x)

    def lines(self, sheet: Sheet, step: int) -> list[str]:
        """The example broken to its card."""
        return typeset.broken(
            sheet.word(f"example_{step}"), (self.card_width - 2 * PAD) * MM, sheet.size(EXAMPLE)
        )

    def most_lines(self, sheet: Sheet) -> int:
        """The lines of the longest example: all cards are alike."""
        return max(len(self.lines(sheet, step)) for step in range(STEPS))


def draw_picture(pen: Pen, sheet: Sheet, hands: int, box: Box) -> None:
    """A figure under its wheel, standing on the foot of the box, and helping hands; with four, its own arms rest."""
    unit = box.h / (2 * REACH + wheel.FIGURE)
    x, radius = box.center[0], REACH * unit
    y = box.y + radius

    def rim(side: int, angle: float) -> tuple[float, float]:
        return x + side * radius * sin(angle), y + radius * cos(angle)

    resting = hands == STEPS - 1
    pen.line(
        x - 15 * unit, box.bottom + 0.4, x + 15 * unit, box.bottom + 0.4, color="line", width=1.6
    )
    draw_figure(pen, x, box.bottom, unit, None if resting else (rim(-1, HOLD), rim(1, HOLD)))
    wheel.draw_small(pen, sheet, x, y, radius)
    for side in () if resting else (-1, 1):
        person.hand(pen, rim(side, HOLD), unit)
    for side, angle, lower in PLACES[:hands]:
        at = rim(side, angle)
        draw_help(
            pen, (box.x + 0.3 if side < 0 else box.right - 0.3, at[1] + lower * unit), at, unit
        )


def draw_figure(
    pen: Pen, x: float, foot: float, unit: float, holds: tuple[person.Point, person.Point] | None
) -> None:
    """The figure, its arms up to where it holds, or down."""
    shoulder = foot - (wheel.FIGURE - 26.5) * unit
    for number, side in enumerate((-1, 1)):

        def at(out: float, down: float, side: int = side) -> person.Point:
            return x + side * out * unit, shoulder + down * unit

        if holds:
            person.arm(pen, at(7.5, 0.5), (at(15, -2), at(20, -14)), holds[number], unit)
        else:
            person.arm(pen, at(8.4, 0.4), (at(12.6, 1), at(14.6, 6)), at(14.8, 13.5), unit * 0.72)
    person.body(pen, x, shoulder, foot, unit)


def draw_help(pen: Pen, start: tuple[float, float], end: tuple[float, float], unit: float) -> None:
    """Somebody's arm that comes in from the side, and its hand on the wheel."""
    (x1, y1), (x2, y2) = start, end
    middle, thin = (x1 + x2) / 2, HELP * 0.8
    pen.path(
        [
            ("M", x1, y1 - HELP),
            ("C", middle, y1 - HELP, middle, y2 - thin, x2, y2 - thin),
            ("L", x2, y2 + thin),
            ("C", middle, y2 + thin, middle, y1 + HELP, x1, y1 + HELP),
            ("Z",),
        ],
        fill="warm",
    )
    person.hand(pen, end, unit * 1.25, fill="warm")
