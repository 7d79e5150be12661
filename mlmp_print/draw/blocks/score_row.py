"""The score card's row to try: one score question, its discs below the cards of `score_steps`.

Words stand under every whole number.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..geometry import Box
from ..pen import Pen
from ..sheet import Sheet
from .parts.score_disc import (
    TRY_DISCS,
    Disc,
    chosen_disc,
    column_middles,
    draw_disc,
    is_whole,
    number_size,
)

WORDS = 11.5  # pt


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
        sizes = number_sizes(numbers)
        y = self.box.y + TRY_DISCS.whole.radius
        pen.line(discs["0"], y, discs["4"], y, color="line", width=1.2)
        with pen.tagged("P"):
            for state, x in discs.items():
                disc = TRY_DISCS.of(state)
                draw_disc(pen, x, y, disc, numbers[state], sizes[disc])
                if is_whole(state):
                    self.draw_word(pen, sheet, x, state)
        for state, x in discs.items():
            disc = TRY_DISCS.of(state)
            reach = disc.radius + 0.3
            box = Box(x - reach, y - reach, 2 * reach, 2 * reach)
            painter = chosen_disc(disc, numbers[state], sizes[disc])
            meaning = sheet.score_word(state) if is_whole(state) else ""
            pen.button(place, state, box, painter, meaning=meaning)

    def draw_word(self, pen: Pen, sheet: Sheet, x: float, state: str) -> None:
        """Draw the word for a whole score below its disc."""
        size = sheet.size(WORDS)
        baseline = self.box.y + 2 * TRY_DISCS.whole.radius + 2.2 + 0.25 * size
        pen.text(x, baseline, sheet.score_word(state), size, color="soft", align="center")


def number_sizes(numbers: dict[str, str]) -> dict[Disc, float]:
    """Return the type size of the numbers in discs of each size, pt."""
    sizes = {}
    for disc in (TRY_DISCS.whole, TRY_DISCS.half):
        alike = [number for state, number in numbers.items() if TRY_DISCS.of(state) == disc]
        sizes[disc] = number_size(disc, *alike)
    return sizes
