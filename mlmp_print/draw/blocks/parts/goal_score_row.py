"""The row of nine score discs on a goal card of the visual plan, and in the status sheet's review.

The discs go from 0 to 4, with both ends in words. In word mode, words stand under every whole
number instead. `score_disc` draws the discs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ....model.form import Place
from ...geometry import MM, Box
from ...pen import Pen
from ...sheet import Sheet
from .letters import bold_width
from .score_disc import (
    GOAL_DISCS,
    WORDS,
    Disc,
    DiscSizes,
    chosen_disc,
    draw_disc,
    draw_end,
    end_width,
    is_whole,
    number_size,
)

LABEL = 12.0  # pt of the question's label
WORD = 9.0  # pt of a word under a disc
ROW = 9.0  # mm, height of a row
BELOW = 4.3  # mm more, for words below
START = 61.5  # mm from the left edge to the first disc's middle
END = 24.5  # mm from the last disc's middle to the right edge
OFF_WORDS = 2.0  # mm between a disc and the words of an end
WIDEST = GOAL_DISCS.whole.radius  # mm, of a disc


@dataclass(frozen=True)
class GoalScoreRow:
    """One row for a score question, across a box.

    Its discs stand under those of `others`, whose labels may be longer.
    """

    place: Place
    box: Box
    sheet: Sheet
    others: tuple[Place, ...] = ()

    @property
    def in_words(self) -> bool:
        """Whether words stand under the discs."""
        return self.sheet.score_in_words

    @property
    def height(self) -> float:
        """The height of the row, mm."""
        return self._row + (BELOW + self._grown if self.in_words else 0)

    @property
    def _grown(self) -> float:
        """How much higher large print makes a line, mm."""
        return (self.sheet.size(WORDS) - WORDS) / MM

    @property
    def _row(self) -> float:
        return ROW + 2 * self._grown

    def discs(self) -> dict[str, float]:
        """Return the x of the middle of each state's disc."""
        states = self.place.kind.states
        first = self._first()
        last = self._last()
        step = (last - first) / (len(states) - 1)
        return {state: first + step * number for number, state in enumerate(states)}

    def _first(self) -> float:
        size = self.sheet.size(LABEL)
        places = self.place, *self.others
        label = max(bold_width(self.sheet.label(place), size) for place in places)
        if self.in_words:
            return self.box.x + max(label + 14, 47)
        return self.box.x + max(label + 5 + end_width(self.sheet, "score.low") + WIDEST, START)

    def _last(self) -> float:
        if self.in_words:
            return self.box.right - 12
        return self.box.right - max(end_width(self.sheet, "score.high") + OFF_WORDS + WIDEST, END)

    def disc(self, state: str) -> Disc:
        """Return the disc of a state; that of a half is larger in large print."""
        half = GOAL_DISCS.half
        grown = replace(half, radius=self.sheet.size(half.radius))
        return DiscSizes(GOAL_DISCS.whole, grown).of(state)

    def number(self, state: str) -> str:
        """Return the number of a state, such as 1½."""
        return self.place.kind.state_words(state, self.sheet.say)

    def number_size(self, state: str) -> float:
        """Return the type size of a number, pt: one for all wholes, one for all halves."""
        disc = self.disc(state)
        states = [other for other in self.place.kind.states if self.disc(other) == disc]
        return number_size(self.sheet, disc, *map(self.number, states))

    def draw(self, pen: Pen, top: float) -> None:
        """Draw label, discs and words, and a button on each disc."""
        middle = top + self._row / 2
        label = self.sheet.label(self.place)
        with pen.tagged("P"):
            pen.text(self.box.x, middle + 1.5, label, self.sheet.size(LABEL), bold=True)
        with pen.tagged("P"):
            self._draw_discs(pen, middle)
        reach = WIDEST + 0.3
        for state, x in self.discs().items():
            box = Box(x - reach, middle - reach, 2 * reach, 2 * reach)
            size = self.number_size(state)
            painter = chosen_disc(self.disc(state), self.number(state), size)
            pen.button(self.place, state, box, painter, meaning=self._meaning(state))

    def _draw_discs(self, pen: Pen, middle: float) -> None:
        discs = self.discs()
        off = WIDEST + OFF_WORDS
        if not self.in_words:
            draw_end(pen, self.sheet, discs["0"] - off, middle, "score.low", "right")
        for state, x in discs.items():
            size = self.number_size(state)
            draw_disc(pen, x, middle, self.disc(state), self.number(state), size)
            if self.in_words and is_whole(state):
                self._draw_word(pen, x, middle, state)
        if not self.in_words:
            draw_end(pen, self.sheet, discs["4"] + off, middle, "score.high", "left")

    def _meaning(self, state: str) -> str:
        """Return the words that explain a state on the sheet; "" without any."""
        if self.in_words:
            return self.sheet.score_word(state) if is_whole(state) else ""
        end = {"0": "score.low", "4": "score.high"}.get(state)
        return self.sheet.say(end) if end else ""

    def _draw_word(self, pen: Pen, x: float, middle: float, state: str) -> None:
        word = self.sheet.score_word(state)
        size = self.sheet.size(WORD)
        pen.text(x, middle + WIDEST + 3.4, word, size, color="soft", align="center")
