"""A score: nine discs from 0 to 4 with both ends in words, or, in word mode, with words under every whole number.

On paper one crosses a disc; chosen in the file, it is solid ink with the number in white. Low is good here (DESIGN §7).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import hypot

from ....model.form import Place
from ....text import typeset
from ...geometry import MM, Box
from ...pen import Pen
from ...sheet import Sheet

LABEL, WORDS = 12.0, 10.0  # pt
WHOLE, HALF = 3.9, 2.9  # radius of a disc, mm; in large print those of halves grow
NUMBER, LEAST = 12.0, 9.0  # pt of the number in a disc of a whole score, and of any number
OFF_EDGE = 0.35  # mm between a number's corners and the edge of its disc
ROW = 9.0  # height of a row
BELOW = 4.3  # more, for words below
START, END = (
    61.5,
    24.5,
)  # from the left edge to the first disc's middle, from the last one's to the right edge


@dataclass(frozen=True)
class Scale:
    """One row for a score question, across a box; its discs stand under those of `others`, whose labels may be longer."""

    place: Place
    box: Box
    sheet: Sheet
    others: tuple[Place, ...] = ()

    @property
    def in_words(self) -> bool:
        """Whether words stand under the discs."""
        return self.sheet.setting("score") == "words"

    @property
    def height(self) -> float:
        """The height of the row, mm."""
        grown = (self.sheet.size(WORDS) - WORDS) / MM
        return ROW + 2 * grown + (BELOW + grown if self.in_words else 0)

    def discs(self) -> dict[str, float]:
        """State → x of its disc's middle."""
        states = self.place.kind.states
        label = max(
            typeset.width(self.sheet.label(place), self.sheet.size(LABEL), "bold") / MM
            for place in (self.place, *self.others)
        )
        first = self.box.x + (
            max(label + 14, 47)
            if self.in_words
            else max(label + 5 + end_width(self.sheet, "score.low") + WHOLE, START)
        )
        last = self.box.right - (
            12 if self.in_words else max(end_width(self.sheet, "score.high") + 2 + WHOLE, END)
        )
        return {
            state: first + (last - first) / (len(states) - 1) * number
            for number, state in enumerate(states)
        }

    def radius(self, state: str) -> float:
        """The radius of a state's disc, mm: whole numbers are larger."""
        return self.sheet.size(HALF) if state.endswith(".5") else WHOLE

    def said(self, state: str) -> str:
        """The number of a state."""
        return self.place.kind.said(state, self.sheet.say)

    def number_size(self, state: str) -> float:
        """The type size of its number, pt: one for all wholes, one for all halves."""
        alike = [
            self.said(other)
            for other in self.place.kind.states
            if self.radius(other) == self.radius(state)
        ]
        return number_size(self.sheet, self.radius(state), *alike)

    def draw(self, pen: Pen, top: float) -> None:
        """Label, words, discs, and a button on each."""
        sheet, place, discs = self.sheet, self.place, self.discs()
        middle = top + (ROW + 2 * (sheet.size(WORDS) - WORDS) / MM) / 2
        with pen.tagged("P"):
            pen.text(self.box.x, middle + 1.5, sheet.label(place), sheet.size(LABEL), bold=True)
        with pen.tagged("P"):
            if not self.in_words:
                draw_end(pen, sheet, discs["0"] - WHOLE - 2, middle, "score.low", "right")
            for state, x in discs.items():
                pen.circle(x, middle, self.radius(state), fill="paper", stroke="ink", width=1.1)
                draw_number(
                    pen,
                    x,
                    middle,
                    self.said(state),
                    self.number_size(state),
                    bold=False,
                    color="ink",
                )
                if self.in_words and "." not in state:
                    pen.text(
                        x,
                        middle + WHOLE + 3.4,
                        sheet.say(f"score.word_{state}"),
                        sheet.size(9),
                        color="soft",
                        align="center",
                    )
            if not self.in_words:
                draw_end(pen, sheet, discs["4"] + WHOLE + 2, middle, "score.high", "left")
        for state, x in discs.items():
            reach = WHOLE + 0.3
            shown = chosen(self.said(state), self.radius(state), self.number_size(state))
            pen.button(place, state, Box(x - reach, middle - reach, 2 * reach, 2 * reach), shown)


def end_width(sheet: Sheet, key: str) -> float:
    """The width of the words of an end of the scale, `score.low` or `score.high`, mm."""
    return max(typeset.width(line, sheet.size(WORDS)) / MM for line in sheet.say(key).split("\n"))


def draw_end(pen: Pen, sheet: Sheet, x: float, middle: float, key: str, align: str) -> None:
    """The words of an end, on as many lines as they have."""
    lines, size = sheet.say(key).split("\n"), sheet.size(WORDS)
    for number, line in enumerate(lines):
        pen.text(
            x,
            middle + 0.125 * size + 0.4 * size * (number - (len(lines) - 1) / 2),
            line,
            size,
            color="soft",
            align=align,
        )


def number_size(sheet: Sheet, r: float, *words: str) -> float:
    """The type size in pt at which each of `words` stands in a disc of radius `r` mm, in bold too; in large print larger, as far as it has room."""
    corner = max(
        hypot(typeset.width(each, 1, "bold"), 0.668) / 2 / MM for each in words
    )  # of a number of 1 pt, mm from the middle
    return max(LEAST, min(sheet.size(max(LEAST, NUMBER * r / WHOLE)), (r - OFF_EDGE) / corner))


def draw_number(
    pen: Pen, x: float, middle: float, words: str, size: float, *, bold: bool, color: str
) -> None:
    """The number in its disc."""
    pen.text(x, middle + 0.334 * size / MM, words, size, bold=bold, color=color, align="center")


def chosen(words: str, r: float, size: float) -> Callable[[Pen, Box], None]:
    """Solid ink with the number in white."""

    def draw(pen: Pen, box: Box) -> None:
        x, y = box.center
        pen.circle(x, y, r, fill="answer", stroke="answer", width=1.1)
        draw_number(pen, x, y, words, size, bold=True, color="paper")

    return draw
