"""A staircase to a goal: each step is a column to write in, with a tick for “reached”.

The steps rise from the left; the goal is the last and highest column, with a flag. A figure stands
on the column after the highest step that is reached.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from ...model.form import Place
from ...text import typeset
from ..drawing import SpokenLine
from ..geometry import MM, Box
from ..ink import Ink, Painter
from ..pen import Pen
from ..sheet import Sheet
from .parts import person
from .parts.letters import break_lines
from .parts.shapes import round_corners
from .parts.sketch import draw_shape
from .parts.tick import draw_tick
from .parts.writing import FLUSH, draw_rules, whole_lines

# In pt.
STEP = 14.0  # heading of a step
GOAL = 16.0  # heading of the goal
WORD = 12.0  # beside a tick
HINT = 10.5
EDGE = 1.3  # outline of a column
TIGHT_LEADING = 0.43  # mm for each pt of the type size
# In mm.
PAD = 3.5
HEAD = 8.0  # from a column's top to the baseline of its heading
TICK = 6.5
POLE = 22.5  # height of the pole
FLAG = 8.5  # height of the flag
CLOTH = 10.5  # length of the flag
STANDS = 12.0  # how far from a column's right edge the figure stands

LOWEST = 2  # writing lines on the lowest step
UNIT = 0.47  # scale of the figure
# From the lowest step up; answers have a contrast of 4.5:1 on all of them.
GREENS = ("#E6F4DF", "#DBEED0", "#D0E8C2", "#C4E2B3", "#B8DCA4", "#AAD693")


@dataclass(frozen=True)
class StairsBlock:
    """`path`: the list of steps, each with a `text` and a tick `done`; `goal`: the goal's question.

    `words` is the alt text. The box reaches from the top of the flag's pole to the ground.
    """

    box: Box
    path: str
    goal: str
    words: str

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw the staircase, then the words of each column from the lowest step to the goal."""
        *steps, goal = self.columns(sheet)
        colors = [step_color(number, len(steps)) for number in range(len(steps))]
        reached = (self.spoken_step(sheet, number) for number in sheet.entries(self.path))
        spoken = sheet.spoken(reached, nothing="nothing_reached")
        with pen.tagged("Figure", spoken, Alt=sheet.word(self.words)):
            self.draw_staircase(pen, sheet, [*steps, goal], [*colors, "sun"])
        for number, column, color in zip(sheet.entries(self.path), steps, colors, strict=False):
            with pen.section("Sect"):
                self.draw_step(pen, sheet, number, column, color)
        with pen.section("Sect"):
            room = goal.inset(0, 0, 0, PAD - 1)
            draw_words(pen, sheet, sheet.place(self.goal), room, GOAL, "sun")

    def spoken_step(self, sheet: Sheet, number: int) -> SpokenLine:
        """Return the words for a step that is reached."""
        done = sheet.place(f"{self.path}.{number}.done")
        reached = dict.fromkeys(done.kind.states, sheet.label(done))
        return SpokenLine(sheet.entry(self.path, number), ((done, reached),))

    def columns(self, sheet: Sheet) -> list[Box]:
        """Return the steps from the lowest, and the goal: each as much higher as the one before."""
        count = sheet.count(self.path)
        wide = self.box.w / (count + 1)
        lowest = HEAD + 2 + LOWEST * sheet.pitch + 3 + TICK + PAD
        rise = (self.box.h - POLE - lowest) / count
        columns = []
        for number in range(count + 1):
            top = self.box.bottom - lowest - rise * number
            columns.append(Box(self.box.x + wide * number, top, wide, lowest + rise * number))
        return columns

    def draw_staircase(self, pen: Pen, sheet: Sheet, columns: list[Box], colors: list[str]) -> None:
        """Draw the flag, the figure where the ticks put it, and the columns."""
        draw_flag(pen, columns[-1])
        done = [sheet.place(f"{self.path}.{number}.done") for number in sheet.entries(self.path)]
        states = product(*(("", *place.kind.states) for place in done))
        painters = {ticks: standing_figure(columns[column_after(ticks)]) for ticks in states}
        pen.reaction(done, self.box, painters)
        for column, color in zip(columns, colors, strict=True):
            pen.rect(column, fill=color, stroke="ink", width=EDGE)

    def draw_step(self, pen: Pen, sheet: Sheet, number: int, column: Box, color: str) -> None:
        """Draw the words and the tick of a step."""
        text = sheet.place(f"{self.path}.{number}.text")
        done = sheet.place(f"{self.path}.{number}.done")
        foot = column.bottom - PAD - TICK
        room = Box(column.x, column.y, column.w, foot - column.y)
        draw_words(pen, sheet, text, room, STEP, color)
        size = sheet.size(WORD)
        tick = Box(column.x + PAD, foot, TICK, TICK)
        draw_tick(pen, sheet, done, tick, tick.center[1] + 0.125 * size, size)


def step_color(number: int, count: int) -> str:
    """Return the green of a step (counted from 0), darker the higher it is.

    >>> step_color(0, 4), step_color(3, 4)
    ('#E6F4DF', '#AAD693')
    """
    return GREENS[round(number * (len(GREENS) - 1) / max(1, count - 1))]


def column_after(states: tuple[str, ...]) -> int:
    """Return the column after the highest step that is reached.

    >>> column_after(("Yes", "", "Yes", ""))
    3
    """
    return max((number for number, state in enumerate(states, 1) if state), default=0)


def draw_words(pen: Pen, sheet: Sheet, place: Place, box: Box, heading: float, color: str) -> None:
    """Draw heading and hint of a column, writing lines below them, and a field on the lines."""
    top = draw_heading(pen, sheet, place, box, heading) + 2
    last = box.bottom - 3
    left = box.x + PAD
    right = box.right - PAD
    count = whole_lines(last - top, sheet.pitch)
    rules = tuple(top + (last - top) * line / count for line in range(1, count + 1))
    draw_rules(pen, rules, left, right, "soft")
    inset = PAD - FLUSH
    field = Box(box.x + inset, top + 1, box.w - 2 * inset, rules[-1] + 1 - top)
    pen.text_field(place, field, rules=rules, paper=color)


def draw_heading(pen: Pen, sheet: Sheet, place: Place, box: Box, heading: float) -> float:
    """Draw heading and hint of a column; returns the baseline of the last line."""
    label = sheet.label(place)
    hint = sheet.hint(place)
    small = sheet.size(HINT)
    measure = (box.w - 2 * PAD) * MM
    widths = [typeset.width(word, heading, "bold") for word in label.split(" ")]
    size = min(sheet.size(heading), heading * measure / max(widths))
    baseline = box.y + HEAD
    with pen.tagged("H2"):
        for number, line in enumerate(typeset.broken(label, measure + 0.1, size, "bold")):
            baseline += TIGHT_LEADING * size if number else 0
            pen.text(box.x + PAD, baseline, line, size, bold=True)
    if hint:
        with pen.tagged("P"):
            for line in break_lines(hint, box.w - 2 * PAD, small):
                baseline += TIGHT_LEADING * small + 0.6
                pen.text(box.x + PAD, baseline, line, small, color="soft")
    return baseline


def draw_flag(pen: Pen, column: Box) -> None:
    """Draw a flag on top of a column."""
    x = column.x + PAD + 1
    top = column.y - POLE
    pen.line(x, top, x, column.y, color="ink", width=2.2)
    cloth = round_corners([(x, top), (x + CLOTH, top + FLAG / 2), (x, top + FLAG)], (0.6, 1.2, 0.6))
    draw_shape(pen, cloth, "warm")


def standing_figure(column: Box) -> Painter:
    """Return a painter of the figure on a column, its arms raised."""

    def paint(ink: Ink, _: Box) -> None:
        x = column.right - STANDS
        foot = column.y + 0.6
        u = UNIT
        shoulder = foot - person.BUST * u
        arms = []
        for side in (-1, 1):
            bends = (x + side * 15 * u, shoulder - 1 * u), (x + side * 19 * u, shoulder - 14 * u)
            hand = x + side * 18 * u, shoulder - 25 * u
            arms.append(person.Arm(person.arm_start(x, shoulder, side, u), bends, hand))
        person.Figure(x, shoulder, arms, foot, u).draw(ink)

    return paint
