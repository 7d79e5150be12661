"""Rows of nine score discs that stand together, on a goal's card.

The discs go from 0 to 4. What the ends mean stands once for all the rows: beside them, with a brace
over the rows, or above them, with an arrow from end to end. In word mode, words stand above every
whole number instead. `score_disc` draws the discs.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ....model.form import Place
from ....text import typeset
from ...geometry import MM, Box, Spot
from ...ink import Ink
from ...pen import Pen
from ...sheet import Sheet
from .face import Smiley
from .letters import LEADING, bold_width, even_lines, width_of
from .score_disc import (
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

LABEL = 12.0  # pt of the questions' labels
# In mm.
OFF_LABEL = 2.8  # between a label and what stands right of it
REACH = 0.3  # from a disc to the edge of the area to press
OFF_BRACE = 1.0  # between a brace and the words or discs beside it
BRACE = 2.2  # the depth of a brace
ABOVE = 1.2  # between the words above and the discs
APART = 1.5  # between two words above
ARROW = 1.5  # how far the barbs of an arrow go back
FACE = 3.2  # the radius of a face in usual print


@dataclass(frozen=True)
class ScoreSizes:
    """The discs of a row, and the distance of two rows, mm."""

    discs: DiscSizes
    pitch: float


CLOSE = ScoreSizes(DiscSizes(whole=Disc(4.3, 1.1), half=Disc(3.55, 1.1)), 12.0)
WIDE = ScoreSizes(DiscSizes(whole=Disc(5.0, 1.1), half=Disc(4.2, 1.1)), 14.5)
LARGE_CLOSE = ScoreSizes(DiscSizes(whole=Disc(5.5, 1.2), half=Disc(4.8, 1.2)), 14.6)
LARGE_WIDE = ScoreSizes(DiscSizes(whole=Disc(6.0, 1.2), half=Disc(5.1, 1.2)), 17.0)


@dataclass(frozen=True)
class ScoreRows:
    """One row for each of `places`, across a box.

    Attributes:
        others: Further questions under or over whose discs these stand.
        above: Whether the ends stand above the rows, where both are possible.
    """

    places: tuple[Place, ...]
    box: Box
    sheet: Sheet
    sizes: ScoreSizes
    others: tuple[Place, ...] = ()
    above: bool = False

    # Heights --------------------------------------------------------------------------------------

    @property
    def height(self) -> float:
        """The height of all rows with what stands above them, mm."""
        return self._first_middle + self.sizes.pitch * (len(self.places) - 1) + self._reach

    @property
    def _reach(self) -> float:
        return self.sizes.discs.whole.radius + REACH

    @property
    def _size(self) -> float:
        """The type size of ends and words, pt."""
        return self.sheet.size(WORDS)

    @cached_property
    def _first_middle(self) -> float:
        """From the top to the middle of the first row, mm."""
        return self._words_height + self._faces_height + self._reach

    @property
    def _words_height(self) -> float:
        if self.in_words:
            return LEADING * self._size * max(map(len, self._words.values())) + ABOVE
        return LEADING * self._size + ABOVE if self._is_above else 0.0

    @property
    def _faces_height(self) -> float:
        return 2 * self.sheet.grown(FACE) + ABOVE if self._has_faces else 0.0

    @property
    def _has_faces(self) -> bool:
        return self.sheet.has_setting("faces", "yes")

    # Across ---------------------------------------------------------------------------------------

    @property
    def in_words(self) -> bool:
        """Whether words stand above the whole numbers."""
        return self.sheet.score_in_words

    @property
    def _labelled(self) -> tuple[Place, ...]:
        return *self.places, *self.others

    @property
    def _least_pitch(self) -> float:
        """The least distance of two discs, mm: no area to press lies on another."""
        discs = self.sizes.discs
        return discs.whole.radius + discs.half.radius + 2 * REACH

    @property
    def _states(self) -> tuple[str, ...]:
        return tuple(self.places[0].kind.states)

    @cached_property
    def _is_above(self) -> bool:
        """Whether the ends stand above; they must where the discs leave no room beside them."""
        if self.in_words:
            return False
        first, last = self._between(beside=True)
        return self.above or (last - first) / (len(self._states) - 1) < self._least_pitch

    def _between(self, *, beside: bool) -> tuple[float, float]:
        """Return the x of the first and the last disc, the ends standing beside them or not."""
        size = self.sheet.size(LABEL)
        label = max(
            bold_width(line, size) for place in self._labelled for line in self._label(place)
        )
        first = self.box.x + label + OFF_LABEL + self.sizes.discs.whole.radius
        last = self.box.right - self.sizes.discs.whole.radius
        if beside:
            first += end_width(self.sheet, "score.low") + 2 * OFF_BRACE + BRACE
            last -= end_width(self.sheet, "score.high") + 2 * OFF_BRACE + BRACE
        elif self.in_words:  # half a word goes over the last disc
            last = min(last, (8 * self.box.right + first) / 9)
        return first, last

    def _label(self, place: Place) -> list[str]:
        """Return the label, in lines that leave room for the discs."""
        size = self.sheet.size(LABEL)
        discs = 2 * self.sizes.discs.whole.radius + self._least_pitch * (len(self._states) - 1)
        room = self.box.w - discs - OFF_LABEL
        return typeset.broken(self.sheet.label(place), room * MM, size, "bold")

    @cached_property
    def discs(self) -> dict[str, float]:
        """The x of the middle of each state's disc."""
        first, last = self._between(beside=not (self._is_above or self.in_words))
        step = (last - first) / (len(self._states) - 1)
        return {state: first + step * number for number, state in enumerate(self._states)}

    @cached_property
    def _words(self) -> dict[str, tuple[str, ...]]:
        """The lines of the word above each whole number."""
        first, last = self._between(beside=False)
        room = (last - first) / 4 - APART
        wholes = filter(is_whole, self._states)
        return {
            state: even_lines(self.sheet.score_word(state), room, self._size) for state in wholes
        }

    # Ink ------------------------------------------------------------------------------------------

    def draw(self, pen: Pen, top: float) -> None:
        """Draw what the numbers mean, once; then each row, with a button on each disc."""
        middles = [
            top + self._first_middle + self.sizes.pitch * number
            for number in range(len(self.places))
        ]
        with pen.tagged("P"):
            if self.in_words:
                self._draw_words(pen, top)
            elif self._is_above:
                self._draw_above(pen, top)
            else:
                self._draw_beside(pen, (middles[0] + middles[-1]) / 2)
        if self._has_faces:
            self._draw_faces(pen, middles[0] - self._reach - ABOVE)
        if len(middles) > 1 and not (self._is_above or self.in_words):
            self._draw_braces(pen, middles[0], middles[-1])
        for place, middle in zip(self.places, middles, strict=True):
            self._draw_row(pen, place, middle)

    def _draw_words(self, pen: Pen, top: float) -> None:
        foot = top + self._words_height - ABOVE
        leading = LEADING * self._size
        for state, lines in self._words.items():
            for number, line in enumerate(lines):
                baseline = foot - leading * (len(lines) - number) + 0.78 * leading
                x = self.discs[state]
                pen.text(x, baseline, line, self._size, color="soft", align="center")

    def _draw_above(self, pen: Pen, top: float) -> None:
        low, high = (self.sheet.on_one_line(key) for key in ("score.low", "score.high"))
        radius = self.sizes.discs.whole.radius
        left = self.discs["0"] - radius
        right = self.discs["4"] + radius
        baseline = top + 0.78 * LEADING * self._size
        pen.text(left, baseline, low, self._size, color="soft")
        pen.text(right, baseline, high, self._size, color="soft", align="right")
        start = left + width_of(low, self._size) + 2.0
        end = right - width_of(high, self._size) - 2.0
        if end - start > 4 * ARROW:
            _draw_arrow(pen, start, end, baseline - 0.12 * self._size)

    def _draw_beside(self, pen: Pen, middle: float) -> None:
        away = self.sizes.discs.whole.radius + 2 * OFF_BRACE + BRACE
        draw_end(pen, self.sheet, self.discs["0"] - away, middle, "score.low", "right")
        draw_end(pen, self.sheet, self.discs["4"] + away, middle, "score.high", "left")

    def _draw_braces(self, pen: Pen, first: float, last: float) -> None:
        radius = self.sizes.discs.whole.radius
        away = radius + OFF_BRACE
        top, foot = first - radius * 0.5, last + radius * 0.5
        _draw_brace(pen, self.discs["0"] - away, -1, top, foot)
        _draw_brace(pen, self.discs["4"] + away, 1, top, foot)

    def _draw_faces(self, pen: Pen, foot: float) -> None:
        """Draw a face over each whole number, from glad to calm.

        None is sad: a high number says that somebody helps, and all numbers are in order.
        """
        radius = self.sheet.grown(FACE)
        wholes = [state for state in self._states if is_whole(state)]
        for number, state in enumerate(wholes):
            smile = 1 - number / (len(wholes) - 1)
            Smiley(self.discs[state], foot - radius, radius, smile).draw(pen)

    def _draw_row(self, pen: Pen, place: Place, middle: float) -> None:
        size = self.sheet.size(LABEL)
        lines = self._label(place)
        with pen.tagged("P"):
            for number, line in enumerate(lines):
                off = LEADING * size * (number - (len(lines) - 1) / 2)
                pen.text(self.box.x, middle + 0.125 * size + off, line, size, bold=True)
        numbers = {state: place.kind.state_words(state, self.sheet.say) for state in self._states}
        with pen.tagged("P"):
            for state, x in self.discs.items():
                disc = self.sizes.discs.of(state)
                draw_disc(pen, x, middle, disc, numbers[state], self._number_size(disc, numbers))
        for state, x in self.discs.items():
            disc = self.sizes.discs.of(state)
            reach = disc.radius + REACH
            box = Box(x - reach, middle - reach, 2 * reach, 2 * reach)
            painter = chosen_disc(disc, numbers[state], self._number_size(disc, numbers))
            spot = Spot.disc(x, middle, disc.radius)
            pen.button(place, state, box, painter, spot, meaning=self._meaning(state))

    def _number_size(self, disc: Disc, numbers: dict[str, str]) -> float:
        """Return the type size of a number, pt: one for all wholes, one for all halves."""
        alike = [words for state, words in numbers.items() if self.sizes.discs.of(state) == disc]
        return number_size(disc, *alike)

    def _meaning(self, state: str) -> str:
        """Return the words that explain a state on the sheet; "" without any."""
        if self.in_words:
            return self.sheet.score_word(state) if is_whole(state) else ""
        end = {"0": "score.low", "4": "score.high"}.get(state)
        return self.sheet.say(end) if end else ""


def _draw_arrow(ink: Ink, left: float, right: float, y: float) -> None:
    """Draw a thin arrow with a tip at both ends."""
    ink.line(left, y, right, y, color="line", width=1.0)
    for tip, way in ((left, 1), (right, -1)):
        back = tip + way * ARROW
        barbs = [("M", back, y - ARROW * 0.8), ("L", tip, y), ("L", back, y + ARROW * 0.8)]
        ink.path(barbs, stroke="line", width=1.0)


def _draw_brace(ink: Ink, x: float, side: int, top: float, foot: float) -> None:
    """Draw a thin brace that opens at `x`, its point on the side of -1 (left) or 1 (right)."""
    half, point = x + side * BRACE / 2, x + side * BRACE
    middle, round_ = (top + foot) / 2, min(2.0, (foot - top) / 4)
    brace = [
        ("M", x, top),
        ("C", half, top, half, top, half, top + round_),
        ("L", half, middle - round_),
        ("C", half, middle - round_ * 0.3, half, middle, point, middle),
        ("C", half, middle, half, middle + round_ * 0.3, half, middle + round_),
        ("L", half, foot - round_),
        ("C", half, foot, half, foot, x, foot),
    ]
    ink.path(brace, stroke="line", width=1.0)
