"""The score card's row to try: one score question, its discs below the cards of `score_steps`.

Words stand under every whole number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..geometry import Box, Spot
from ..pen import Pen
from ..sheet import Sheet
from .parts.score_disc import (
    PICTURED_DISCS,
    TRY_DISCS,
    Disc,
    DiscSizes,
    chosen_disc,
    column_middles,
    draw_disc,
    is_whole,
    number_size,
)
from .score_steps import draw_picture

WORDS = 11.5  # pt
# In mm.
OFF_PICTURE = 6.0  # between a picture and its disc
UNDER_DISCS = 8.0  # room for the words under the larger discs


@dataclass(frozen=True)
class ScoreRowBlock:
    """`path`: the question. The discs stand along the top of the box, the words below.

    With `pictures`, that of each whole number stands over its disc, and the discs are larger. The
    form's words are then those of `score_steps`.
    """

    box: Box
    path: str
    pictures: bool = False

    @property
    def discs(self) -> DiscSizes:
        """The discs of the row."""
        return PICTURED_DISCS if self.pictures else TRY_DISCS

    @property
    def middle(self) -> float:
        """The y of the discs' middle."""
        if self.pictures:
            return self.box.bottom - UNDER_DISCS - self.discs.whole.radius
        return self.box.y + self.discs.whole.radius

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw discs and words, and a button on each disc."""
        place = sheet.place(self.path)
        middles = column_middles(self.box)
        first, second, *_ = middles
        discs = {state: first + (second - first) * float(state) for state in place.kind.states}
        numbers = {state: place.kind.state_words(state, sheet.say) for state in discs}
        sizes = self.number_sizes(numbers)
        y = self.middle
        if self.pictures:
            self.draw_pictures(pen, sheet, middles)
        pen.line(discs["0"], y, discs["4"], y, color="line", width=1.2)
        with pen.tagged("P"):
            for state, x in discs.items():
                disc = self.discs.of(state)
                draw_disc(pen, x, y, disc, numbers[state], sizes[disc])
                if is_whole(state):
                    self.draw_word(pen, sheet, x, state)
        for state, x in discs.items():
            disc = self.discs.of(state)
            reach = disc.radius + 0.3
            box = Box(x - reach, y - reach, 2 * reach, 2 * reach)
            painter = chosen_disc(disc, numbers[state], sizes[disc])
            meaning = sheet.score_word(state) if is_whole(state) else ""
            spot = Spot.disc(x, y, disc.radius)
            pen.button(place, state, box, painter, spot, meaning=meaning)

    def draw_word(self, pen: Pen, sheet: Sheet, x: float, state: str) -> None:
        """Draw the word for a whole score below its disc."""
        size = sheet.size(WORDS)
        baseline = self.middle + self.discs.whole.radius + 2.2 + 0.25 * size
        pen.text(x, baseline, sheet.score_word(state), size, color="soft", align="center")

    def draw_pictures(self, pen: Pen, sheet: Sheet, middles: Sequence[float]) -> None:
        """Draw the picture of each whole number between the top of the box and its disc."""
        wide = 2 * (middles[0] - self.box.x)
        high = self.middle - self.discs.whole.radius - OFF_PICTURE - self.box.y
        for step, x in enumerate(middles):
            with pen.tagged("Figure", Alt=sheet.word(f"picture_{step}")):
                draw_picture(pen, sheet, step, Box(x - wide / 2, self.box.y, wide, high))

    def number_sizes(self, numbers: dict[str, str]) -> dict[Disc, float]:
        """Return the type size of the numbers in discs of each size, pt."""
        sizes = {}
        for disc in (self.discs.whole, self.discs.half):
            alike = [number for state, number in numbers.items() if self.discs.of(state) == disc]
            sizes[disc] = number_size(disc, *alike)
        return sizes
