"""One score question across a sheet, its discs below the cards of `score_steps`.

Words stand under every whole number.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..geometry import Box
from ..pen import Pen
from ..sheet import Sheet
from .parts.score_disc import chosen_disc, column_middles, draw_number, is_whole, number_size

WHOLE = 5.4  # mm, radius of the disc of a whole score
HALF = 4.2  # mm, radius of the disc of a half
WORDS = 12.0  # pt


@dataclass(frozen=True)
class ScoreRowBlock:
    """`path`: the question. The discs stand along the top of the box, the words below."""

    box: Box
    path: str

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw discs and words, and a button on each disc."""
        place = sheet.place(self.path)
        first, second, *_ = column_middles(self.box)
        discs = {state: first + (second - first) * float(state) for state in place.kind.states}
        numbers = {state: place.kind.state_words(state, sheet.say) for state in discs}
        sizes = number_sizes(sheet, numbers)
        y = self.box.y + WHOLE
        pen.line(discs["0"], y, discs["4"], y, color="line", width=1.2)
        with pen.tagged("P"):
            for state, x in discs.items():
                r = radius(state)
                pen.circle(x, y, r, fill="paper", stroke="ink", width=1.2)
                draw_number(pen, x, y, numbers[state], sizes[r])
                if is_whole(state):
                    self.draw_word(pen, sheet, x, state)
        for state, x in discs.items():
            r = radius(state)
            reach = r + 0.3
            box = Box(x - r - 0.3, y - r - 0.3, 2 * reach, 2 * reach)
            pen.button(place, state, box, chosen_disc(numbers[state], r, sizes[r]))

    def draw_word(self, pen: Pen, sheet: Sheet, x: float, state: str) -> None:
        """Draw the word for a whole score below its disc."""
        size = sheet.size(WORDS)
        baseline = self.box.y + WHOLE + WHOLE + 2.2 + 0.25 * size
        pen.text(x, baseline, sheet.score_word(state), size, color="soft", align="center")


def radius(state: str) -> float:
    """Return the radius of a state's disc, mm."""
    return WHOLE if is_whole(state) else HALF


def number_sizes(sheet: Sheet, numbers: dict[str, str]) -> dict[float, float]:
    """Return the type size of the numbers in discs of each radius, pt."""
    sizes = {}
    for r in (WHOLE, HALF):
        alike = [number for state, number in numbers.items() if radius(state) == r]
        sizes[r] = number_size(sheet, r, *alike)
    return sizes
