"""A staircase to a goal: the steps rise from the left, each a column to write in with a tick for “reached”; the goal is the last and
highest, with a flag. The figure of the house stands on the step that comes after the highest one reached.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

from ...model.form import Place
from ...text import typeset
from ..geometry import MM, Box
from ..pen import Pen
from ..sheet import Sheet
from .goals import tick
from .parts import person
from .parts.shapes import soft

STEP, GOAL, WORD, HINT = 14.0, 16.0, 12.0, 10.5  # pt
PAD = 3.5
HEAD = 8.0  # from a column's top to the baseline of its heading
LEADING = 0.43  # mm for each pt of a heading's size
TICK = 6.5
LOWEST = 2  # writing lines on the lowest step
POLE, FLAG, CLOTH = 22.5, 8.5, 10.5  # mm: height of the pole, height and length of the flag
GREENS = (
    "#E6F4DF",
    "#DBEED0",
    "#D0E8C2",
    "#C4E2B3",
    "#B8DCA4",
    "#AAD693",
)  # from the lowest step up; answers have 4.5:1 on all
UNIT, STANDS = (
    0.47,
    12.0,
)  # the size of the figure, and how far from a column's right edge it stands, mm
EDGE = 1.3  # pt
DASH = (0.9, 0.9)


@dataclass(frozen=True)
class StairsBlock:
    """`path`: the list of steps, each with a `text` and a tick `done`; `goal`: the question of the goal; `words`: the alt text.

    The box reaches from the top of the flag's pole to the ground.
    """

    box: Box
    path: str
    goal: str
    words: str

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """The drawing, then the columns from the lowest step to the goal, each a section."""
        columns = self.columns(sheet)
        colors = [*(shade(number, len(columns) - 1) for number in range(len(columns) - 1)), "sun"]
        with pen.tagged("Figure", Alt=sheet.word(self.words)):
            draw_flag(pen, columns[-1])
            done = [
                sheet.place(f"{self.path}.{number}.done") for number in sheet.entries(self.path)
            ]
            pen.reacts(
                done,
                self.box,
                {
                    states: standing(columns[place_after(states)])
                    for states in product(*(("", *place.kind.states) for place in done))
                },
            )
            for column, color in zip(columns, colors, strict=True):
                pen.rect(column, fill=color, stroke="ink", width=EDGE)
        for number, column, color in zip(sheet.entries(self.path), columns, colors, strict=False):
            with pen.section("Sect"):
                text, reached = (
                    sheet.place(f"{self.path}.{number}.text"),
                    sheet.place(f"{self.path}.{number}.done"),
                )
                foot = column.bottom - PAD - TICK
                draw_words(
                    pen,
                    sheet,
                    text,
                    Box(column.x, column.y, column.w, foot - column.y),
                    STEP,
                    color,
                )
                draw_tick(pen, sheet, reached, Box(column.x + PAD, foot, TICK, TICK))
        with pen.section("Sect"):
            draw_words(
                pen,
                sheet,
                sheet.place(self.goal),
                columns[-1].inset(0, 0, 0, PAD - 1),
                GOAL,
                colors[-1],
            )

    def columns(self, sheet: Sheet) -> list[Box]:
        """The steps from the lowest, and the goal: equally wide, and equally much higher."""
        count = sheet.count(self.path)
        wide = self.box.w / (count + 1)
        lowest = HEAD + 2 + LOWEST * sheet.pitch + 3 + TICK + PAD
        rise = (self.box.h - POLE - lowest) / count
        return [
            Box(
                self.box.x + wide * number,
                self.box.bottom - lowest - rise * number,
                wide,
                lowest + rise * number,
            )
            for number in range(count + 1)
        ]


def shade(number: int, count: int) -> str:
    """The green of a step of so many, darker the higher."""
    return GREENS[round(number * (len(GREENS) - 1) / max(1, count - 1))]


def place_after(states: tuple[str, ...]) -> int:
    """The column after the highest step that is reached."""
    return max((number for number, state in enumerate(states, 1) if state), default=0)


def draw_words(pen: Pen, sheet: Sheet, place: Place, box: Box, type_: float, color: str) -> None:
    """Heading and hint of a column, writing lines as far down as it goes, and the field on them."""
    label, hint, measure = sheet.label(place), sheet.hint(place), box.w - 2 * PAD
    size = min(
        sheet.size(type_),
        *(type_ * measure * MM / typeset.width(word, type_, "bold") for word in label.split(" ")),
    )
    baseline = box.y + HEAD
    with pen.tagged("H2"):
        for number, line in enumerate(typeset.broken(label, measure * MM + 0.1, size, "bold")):
            baseline += LEADING * size if number else 0
            pen.text(box.x + PAD, baseline, line, size, bold=True)
    if hint:
        with pen.tagged("P"):
            for line in typeset.broken(hint, measure * MM, sheet.size(HINT)):
                baseline += LEADING * sheet.size(HINT) + 0.6
                pen.text(box.x + PAD, baseline, line, sheet.size(HINT), color="soft")
    top, last = baseline + 2, box.bottom - 3
    count = int((last - top) / sheet.pitch + 1e-6)
    rules = tuple(top + (last - top) * line / count for line in range(1, count + 1))
    for rule in rules:
        pen.line(box.x + PAD, rule, box.right - PAD, rule, color="soft", dash=DASH)
    flush = PAD - typeset.PAD / MM
    pen.words(
        place,
        Box(box.x + flush, top + 1, box.w - 2 * flush, rules[-1] + 1 - top),
        rules=rules,
        paper=color,
    )


def draw_tick(pen: Pen, sheet: Sheet, place: Place, box: Box) -> None:
    """The tick of a step, with its word."""
    size = sheet.size(WORD)
    pen.rect(box, radius=1, fill="paper", stroke="ink", width=1.1)
    pen.button(place, place.kind.states[0], box, tick)
    with pen.tagged("P"):
        pen.text(box.right + 2.2, box.center[1] + 0.125 * size, sheet.label(place), size)


def draw_flag(pen: Pen, column: Box) -> None:
    """A flag on top of a column."""
    x, top = column.x + PAD + 1, column.y - POLE
    pen.line(x, top, x, column.y, color="ink", width=2.2)
    pen.path(
        soft([(x, top), (x + CLOTH, top + FLAG / 2), (x, top + FLAG)], (0.6, 1.2, 0.6)),
        fill="warm",
        stroke="ink",
        width=1.6,
    )


def standing(column: Box) -> Callable[[Pen, Box], None]:
    """The figure on a column, its arms raised."""

    def draw(pen: Pen, _: Box) -> None:
        x, foot, u = column.right - STANDS, column.y + 0.6, UNIT
        shoulder = foot - 18.5 * u
        for side in (-1, 1):
            bends = (x + side * 15 * u, shoulder - 1 * u), (x + side * 19 * u, shoulder - 14 * u)
            person.arm(
                pen,
                (x + side * 7.5 * u, shoulder + 0.5 * u),
                bends,
                (x + side * 18 * u, shoulder - 25 * u),
                u,
            )
        person.body(pen, x, shoulder, foot, u)

    return draw
