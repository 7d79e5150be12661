"""A staircase to a goal: each step is a column to write in, with a tick for “reached”.

The steps rise from the left; the goal is the last and highest column, with a flag. A figure stands
on the column after the highest step that is reached. A step may also ask who helps, and by when.
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
from .parts.letters import break_lines, fitted, width_of
from .parts.shapes import round_corners
from .parts.sketch import draw_shape
from .parts.standing import draw_standing
from .parts.tick import AFTER, draw_tick, draw_tick_box
from .parts.writing import FLUSH, draw_rules, flush_box, whole_lines

# In pt.
STEP = 14.0  # heading of a step
GOAL = 16.0  # heading of the goal
WORD = 12.0  # beside a tick
ASIDE = 11.0  # over the line for who helps, or by when
HINT = 11.0
EDGE = 1.3  # outline of a column
TIGHT_LEADING = 0.43  # mm for each pt of the type size
# In mm.
PAD = 3.0
HEAD = 8.0  # from a column's top to the baseline of its heading
UNDER = 3.0  # from the last writing line to what is below it
TICK = 7.0
POLE = 22.8  # height of the pole, which the figure beside it does not reach over
FLAG = 8.5  # height of the flag
CLOTH = 10.5  # length of the flag
STANDS = 11.0  # how far from a column's right edge the figure stands

LOWEST = 2  # writing lines on the lowest step, where the others rise by so much even so:
RISE = 9.5  # mm
ASIDES = ("helper", "date")  # of a step, where the form asks for them
FIGURE = 0.36  # scale of the figure
HANDS = 17.0, 58.0  # of the figure at scale 1: out to a hand and up to it, mm
# From the lowest step up; answers have a contrast of 4.5:1 on all of them.
GREENS = ("#E6F4DF", "#DBEED0", "#D0E8C2", "#C4E2B3", "#B8DCA4", "#AAD693")


@dataclass(frozen=True)
class StairsBlock:
    """`path`: the list of steps, each with a `text` and a tick `done`; `goal`: the goal's question.

    A step may have the questions `helper` and `date` too. `words` is the alt text. The box reaches
    from the top of the flag's pole to the ground.
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
            self.draw_words(pen, sheet, sheet.place(self.goal), room, GOAL, "sun")

    def spoken_step(self, sheet: Sheet, number: int) -> SpokenLine:
        """Return the words for a step that is reached."""
        done = sheet.place(f"{self.path}.{number}.done")
        reached = dict.fromkeys(done.kind.states, sheet.label(done))
        return SpokenLine(sheet.entry(self.path, number), ((done, reached),))

    def columns(self, sheet: Sheet) -> list[Box]:
        """Return the steps from the lowest, and the goal: each as much higher as the one before."""
        count = sheet.count(self.path)
        wide = self.box.w / (count + 1)
        high = self.box.h - POLE
        sure = HEAD + 3 + UNDER + self.foot_height(sheet)
        lines = LOWEST
        while lines > 1 and high - sure - lines * sheet.pitch < RISE * count:
            lines -= 1
        lowest = sure + lines * sheet.pitch
        rise = (high - lowest) / count
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

    def foot_height(self, sheet: Sheet) -> float:
        """Return the height of what stands below the words of a step, mm."""
        tick = self.tick_label_height(sheet) + tick_side(sheet) + PAD
        return len(self.asides(sheet)) * aside_height(sheet) + tick

    def asides(self, sheet: Sheet) -> list[str]:
        """Return the questions of a step beside its words and its tick."""
        return [key for key in ASIDES if f"{self.path}.1.{key}" in sheet.places]

    def tick_label_height(self, sheet: Sheet) -> float:
        """Return how high the label over a tick is, mm; 0 where it fits beside the tick."""
        label = sheet.label(sheet.place(f"{self.path}.1.done"))
        size, wide = sheet.size(WORD), self.box.w / (sheet.count(self.path) + 1)
        beside = wide - 2 * PAD - tick_side(sheet) - AFTER
        return 0.0 if width_of(label, size) <= beside else TIGHT_LEADING * size + 1

    def draw_step(self, pen: Pen, sheet: Sheet, number: int, column: Box, color: str) -> None:
        """Draw the words of a step, who helps and by when if it asks so, and the tick."""
        entry = f"{self.path}.{number}"
        below = column.bottom - self.foot_height(sheet)
        room = Box(column.x, column.y, column.w, below - column.y)
        self.draw_words(pen, sheet, sheet.place(f"{entry}.text"), room, STEP, color)
        for key in ASIDES:
            if f"{entry}.{key}" in sheet.places:
                aside = Box(column.x, below, column.w, aside_height(sheet))
                draw_aside(pen, sheet, sheet.place(f"{entry}.{key}"), aside, color)
                below = aside.bottom
        self.draw_done(pen, sheet, sheet.place(f"{entry}.done"), column)

    def draw_words(
        self, pen: Pen, sheet: Sheet, place: Place, box: Box, heading: float, color: str
    ) -> None:
        """Draw heading and hint of a column, writing lines below them, and a field on the lines.

        Where large print asks who helps, most steps have too few lines for a sentence, and words
        leave their lines: there no column has any, and all the words of a sheet look alike.
        """
        top = draw_heading(pen, sheet, place, box, heading) + 2
        last = box.bottom - UNDER
        if sheet.is_large and self.asides(sheet):
            inset = PAD - FLUSH
            field = Box(box.x + inset, top + 1, box.w - 2 * inset, last - top)
            pen.text_field(place, field, paper=color)
        else:
            draw_ruled_field(pen, sheet, place, Box(box.x, top, box.w, last - top), color)

    def draw_done(self, pen: Pen, sheet: Sheet, place: Place, column: Box) -> None:
        """Draw the tick on the foot of a column, its label beside or over it."""
        size, side = sheet.size(WORD), tick_side(sheet)
        tick = Box(column.x + PAD, column.bottom - PAD - side, side, side)
        if not self.tick_label_height(sheet):
            draw_tick(pen, sheet, place, tick, tick.center[1] + 0.125 * size, size)
            return
        with pen.tagged("P"):
            room = (column.w - 2 * PAD) / width_of(sheet.label(place), 1)
            pen.text(tick.x, tick.y - 1.6, sheet.label(place), min(size, room))
        draw_tick_box(pen, place, tick)


def tick_side(sheet: Sheet) -> float:
    """Return the side of a tick box, mm."""
    return TICK * sheet.pitch / 10


def aside_height(sheet: Sheet) -> float:
    """Return the height of a short question over its line, mm; a name may stand on two lines."""
    return TIGHT_LEADING * sheet.size(ASIDE) + 0.9 * sheet.pitch


def draw_aside(pen: Pen, sheet: Sheet, place: Place, box: Box, color: str) -> None:
    """Draw a short question, a line under it, and a field on the line."""
    left, right = box.x + PAD, box.right - PAD
    label = sheet.label(place)
    size = fitted(label, sheet.size(ASIDE), right - left)
    baseline = box.y + 0.75 * sheet.size(ASIDE) / MM
    rule = box.bottom - 1.6
    with pen.tagged("P"):
        pen.text(left, baseline, label, size)
    draw_rules(pen, [rule], left, right, "soft")
    field = flush_box(left, baseline + 0.9, right, rule + 0.8)
    pen.text_field(place, field, rules=(rule,), single=True, paper=color)


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


def draw_ruled_field(pen: Pen, sheet: Sheet, place: Place, box: Box, color: str) -> None:
    """Draw writing lines down to the foot of a box as wide as a column, and a field on them."""
    count = whole_lines(box.h, sheet.pitch)
    rules = tuple(box.y + box.h * line / count for line in range(1, count + 1))
    draw_rules(pen, rules, box.x + PAD, box.right - PAD, "soft")
    inset = PAD - FLUSH
    field = Box(box.x + inset, box.y + 1, box.w - 2 * inset, rules[-1] + 1 - box.y)
    pen.text_field(place, field, rules=rules, paper=color)


def draw_heading(pen: Pen, sheet: Sheet, place: Place, box: Box, heading: float) -> float:
    """Draw heading and hint of a column; returns the baseline of the last line."""
    label = sheet.label(place)
    hint = sheet.hint(place)
    small = sheet.size(HINT)
    measure = (box.w - 2 * PAD) * MM
    widths = [typeset.width(word, heading, "bold") for word in label.split(" ")]
    size = min(sheet.size(heading), heading * measure / max(widths))
    baseline = box.y + HEAD + (sheet.pitch - 10) / 4
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
        x, ground = column.right - STANDS, column.y
        out, up = (reach * FIGURE for reach in HANDS)
        hands = [(x + side * out, ground - up) for side in (-1, 1)]
        draw_standing(ink, x, ground, FIGURE, hands)

    return paint
