"""The line from 0 to 4 on the status sheet's progress cards, with a mark for each score.

The scores are last time, now, and expected. Each mark has a lane of its own: last time above the
line, now on it, expected below it. So the marks stay readable wherever they are, also on the same
spot. They differ in place, shape and word, and not only in colour.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from ....model.form import Place
from ...geometry import Box, Point
from ...ink import Ink, Painter
from ...sheet import Sheet
from .letters import LEADING, bold_width, centered_baseline, even_lines, width_of
from .score_disc import LINE_DISCS, Disc, draw_disc, draw_end, end_width, is_whole, number_size

# In mm.
CLEAR = 1.2  # beside the words of an end
TIP = 3.9  # from the line to the tip of a mark
BODY = 5.3  # from the line to the body of a mark
PILL = 3.9  # half the height of the mark on the line
BESIDE = 1.9  # between the words of the mark on the line and its ends
INSIDE = 1.8  # between the words of another mark and its edges
POINT = 1.5  # half the width of a mark's point
RIBBON = 2.0  # half the height of the ribbon from last time to now
ARROW = 3.6  # half the height of the arrow at its end
APART = 1.5  # between two words under the line
# In pt.
MARK = 11.0  # words of a mark
WORD = 11.0  # words under the line

LINE_WHOLES = ("0", "1", "2", "3", "4")


@dataclass(frozen=True)
class ProgressLine:
    """The line for one goal. Its marks are painted into a strip of `box`, as high as both lanes.

    `now` is the question whose states are the spots on the line. `top` is the height from which on
    the box has room for the line.
    """

    box: Box
    sheet: Sheet
    now: Place
    top: float

    # Places ---------------------------------------------------------------------------------------

    @property
    def strip(self) -> Box:
        """The box of the marks: the line with the lanes above and below it."""
        return Box(self.box.x, self.axis - self.lane, self.box.w, 2 * self.lane)

    @cached_property
    def axis(self) -> float:
        """The y of the line, in the middle of the room between the words above and below it."""
        below = self.word_height if self.has_words_below else 0.0
        return (self.top + self.box.bottom - below) / 2

    @cached_property
    def lane(self) -> float:
        """The height of the lane above the line, and of the one below it, mm."""
        return self.sheet.grown(BODY) + tag_height(self.sheet)

    @property
    def word_height(self) -> float:
        """The height of the words under the line, mm."""
        lines = max(map(len, self.word_lines.values()))
        return LEADING * self._word_size * lines

    @property
    def in_words(self) -> bool:
        """Whether words stand under all whole numbers, and none for a score in a mark."""
        return self.sheet.score_in_words

    @property
    def has_words_below(self) -> bool:
        """Whether words stand under the line: in large print beside it they would shorten it."""
        return self.in_words or self.sheet.is_large

    @property
    def _word_size(self) -> float:
        """The type size of the words under the line, pt."""
        return self.sheet.size(WORD)

    @cached_property
    def word_lines(self) -> dict[str, tuple[str, ...]]:
        """The lines of the words under whole numbers: one, or as many as their share needs."""
        if not self.in_words:
            low, high = (self.sheet.say(key) for key in ("score.low", "score.high"))
            return {"0": tuple(low.split("\n")), "4": tuple(high.split("\n"))}
        size, share = self._word_size, self.box.w / len(LINE_WHOLES) - APART
        words = {state: self.sheet.score_word(state) for state in LINE_WHOLES}
        if self._side_by_side(words):
            return {state: (word,) for state, word in words.items()}
        return {state: even_lines(word, share, size) for state, word in words.items()}

    def _side_by_side(self, words: dict[str, str]) -> bool:
        """Whether words on one line each leave each other room, the outer ones at both edges."""
        wide = [width_of(word, self._word_size) for word in words.values()]
        step = (self.box.w - wide[0] / 2 - wide[-1] / 2) / (len(wide) - 1)
        return all((one + other) / 2 + APART <= step for one, other in pairwise(wide))

    @cached_property
    def ends(self) -> Point:
        """From the edges of the box to the first and the last spot, mm."""
        if self.has_words_below:
            wide = [
                max(width_of(line, self._word_size) for line in self.word_lines[state])
                for state in (LINE_WHOLES[0], LINE_WHOLES[-1])
            ]
            return max(wide[0] / 2, self.beside), max(wide[1] / 2, self.beside)
        low, high = (end_width(self.sheet, key) for key in ("score.low", "score.high"))
        return low + self.beside, high + self.beside

    @cached_property
    def beside(self) -> float:
        """From the words of an end to the end of the line, mm: as much as a mark there needs."""
        states = self.now.kind.states
        ends = (self.pill_width(state) / 2 for state in (states[0], states[-1]))
        return CLEAR + max(self.disc("0").radius, *ends)

    @cached_property
    def spots(self) -> dict[str, float]:
        """The x of each state on the line."""
        first, last = self.box.x + self.ends[0], self.box.right - self.ends[1]
        states = self.now.kind.states
        step = (last - first) / (len(states) - 1)
        return {state: first + step * number for number, state in enumerate(states)}

    def disc(self, state: str) -> Disc:
        """Return the disc of a state, larger in large print."""
        disc = LINE_DISCS.of(state)
        return replace(disc, radius=self.sheet.grown(disc.radius))

    # The line -------------------------------------------------------------------------------------

    def draw(self, ink: Ink) -> None:
        """Draw the line with its discs, and what the numbers mean in words."""
        sheet = self.sheet
        spots = self.spots
        axis = self.axis
        if not self.has_words_below:
            draw_end(ink, sheet, spots["0"] - self.beside, axis, "score.low", "right")
            draw_end(ink, sheet, spots["4"] + self.beside, axis, "score.high", "left")
        ink.line(spots["0"], axis, spots["4"], axis, color="ink", width=1.1)
        for state, x in spots.items():
            disc = self.disc(state)
            number = state if is_whole(state) else ""
            draw_disc(ink, x, axis, disc, number, number_size(disc, number) if number else 0)
            if self.has_words_below and state in self.word_lines:
                self._draw_word(ink, x, state)

    def _draw_word(self, ink: Ink, x: float, state: str) -> None:
        size = self._word_size
        for number, line in enumerate(self.word_lines[state]):
            baseline = self.axis + self.lane + LEADING * size * (number + 0.68)
            ink.text(x, baseline, line, size, color="soft", align="center")

    # Marks ----------------------------------------------------------------------------------------

    def ribbon(self, then: str, now: str) -> Painter:
        """Return a painter of a ribbon with an arrow, from the score last time to the score now."""
        left = self.box.x
        start = self.spots[then] - left
        end = self.spots[now] - left
        way = 1 if end > start else -1
        tip = end - way * (self.pill_width(now) / 2 + 0.7)

        def paint(ink: Ink, box: Box) -> None:
            middle = box.center[1]
            x1 = box.x + start
            x2 = box.x + tip
            barb = x2 - way * ARROW
            arrow = [
                ("M", x1, middle - RIBBON),
                ("L", barb, middle - RIBBON),
                ("L", barb, middle - ARROW),
                ("L", x2, middle),
                ("L", barb, middle + ARROW),
                ("L", barb, middle + RIBBON),
                ("L", x1, middle + RIBBON),
                ("Z",),
            ]
            ink.path(arrow, fill="figure")

        return paint

    def mark_now(self, state: str) -> Painter:
        """Return a painter of the score now: a solid pill on the line."""
        words = self._words("now", state)
        at = self.spots[state] - self.box.x

        def paint(ink: Ink, box: Box) -> None:
            draw_pill(ink, self.sheet, box.x + at, box.center[1], words)

        return paint

    def mark_then(self, state: str) -> Painter:
        """Return a painter of the score last time: a square tag that points down at the line."""
        return self._tag("then", state)

    def mark_expected(self, state: str) -> Painter:
        """Return a painter of the expected score: a round tag that points up at the line."""
        return self._tag("expected", state)

    def pill_width(self, state: str) -> float:
        """Return the width of the mark on the line, mm."""
        return pill_width(self.sheet, self._words("now", state))

    def _words(self, key: str, state: str) -> str:
        """The words of a mark: with the score, unless words are preferred."""
        word = self.sheet.word(key)
        return (
            word if self.in_words else f"{word} {self.now.kind.state_words(state, self.sheet.say)}"
        )

    def _tag(self, key: str, state: str) -> Painter:
        """A painter of a tag above or below the line, moved so that it stays in the strip."""
        words = self._words(key, state)
        wide = tag_width(self.sheet, words)
        at = self.spots[state] - self.box.x
        left = min(max(at - wide / 2, 0.3), self.box.w - wide - 0.3)

        def paint(ink: Ink, box: Box) -> None:
            draw_tag(ink, self.sheet, key, (box.x + at, box.center[1]), box.x + left, words)

        return paint


def tag_height(sheet: Sheet) -> float:
    """Return the height of the body of a mark above or below the line, mm."""
    return 0.55 * sheet.size(MARK)


def tag_width(sheet: Sheet, words: str) -> float:
    """Return the width of a mark above or below the line, mm."""
    return bold_width(words, sheet.size(MARK)) + 2 * INSIDE


def pill_width(sheet: Sheet, words: str) -> float:
    """Return the width of a mark on the line, mm."""
    return bold_width(words, sheet.size(MARK)) + 2 * BESIDE


def draw_pill(ink: Ink, sheet: Sheet, x: float, y: float, words: str) -> None:
    """Draw a mark on the line: a solid pill around (x, y)."""
    size = sheet.size(MARK)
    wide, high = pill_width(sheet, words), sheet.grown(PILL)
    pill = Box(x - wide / 2, y - high, wide, 2 * high)
    ink.rect(pill, radius=high, fill="answer", stroke="paper", width=1.0)
    baseline = centered_baseline(y, size)
    ink.text(x, baseline, words, size, bold=True, color="paper", align="center")


def draw_tag(ink: Ink, sheet: Sheet, key: str, spot: Point, left: float, words: str) -> None:
    """Draw a mark that points at a spot of the line: `then` from above, `expected` from below."""
    side, color = (-1, "ink") if key == "then" else (1, "answer")
    size = sheet.size(MARK)
    high = tag_height(sheet)
    away = sheet.grown(BODY)
    x, y = spot
    top = y + away - 0.3 if side > 0 else y - away - high + 0.3
    body = Box(left, top, tag_width(sheet, words), high)
    near = y + side * away + side * 0.1
    tip = y + side * sheet.grown(TIP)
    point = [("M", x - POINT, near), ("L", x, tip), ("L", x + POINT, near)]
    middle, across = body.center
    radius = 0.5 if side < 0 else high / 2
    ink.rect(body, radius=radius, fill="paper", stroke=color, width=1.3)
    ink.path(point, fill="paper", stroke=color, width=1.3)
    baseline = centered_baseline(across, size)
    ink.text(middle, baseline, words, size, bold=True, color=color, align="center")
