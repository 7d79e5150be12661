"""How it goes: for each goal one line from 0 to 4, with marks for the score last time, now, and expected.

Each mark has a lane of its own: last time above the line, now on it, expected below it. So they stay readable wherever they
are, also on the same spot. They differ in place, shape and word, not only in colour. Low is good: both ends are in words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from ...model.form import Place
from ...text import typeset
from ..geometry import MM, Box
from ..pen import Pen
from ..sheet import Sheet
from .goals import EDGE, GAP, PAD, draw_number, edge_in
from .parts.scale import HALF, draw_end, end_width, number_size
from .parts.scale import draw_number as draw_score

Draw = Callable[[Pen, Box], None]

HEAD = 6.2  # from a card's top to the baseline of its words, mm
SPOT, DOT = HALF, 1.5  # radius of a whole number's disc on the line, and of a half's
CLEAR = 1.2  # beside the words of an end
TIP, BODY = 3.4, 5.2  # from the line to the tip of a mark, and to its body
PILL = 3.2  # half the height of the mark on the line
RIBBON, ARROW = (
    2.0,
    3.6,
)  # half the height of the ribbon from last time to now, and of the arrow at its end
LABEL, THEME = 12.0, 10.0  # pt
MARK, ON_LINE, WORD = (
    9.0,
    10.0,
    9.0,
)  # pt: the words of a mark, of the one on the line, and under the line


@dataclass(frozen=True)
class ProgressBlock:
    """A card with a line for each entry of the list `path` on this page. `words`: what the picture shows, for who does not see it."""

    box: Box
    path: str
    words: str

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """The cards from the top, all of one height, as one Figure."""
        height = (self.box.h - GAP * (sheet.per - 1)) / sheet.per
        with pen.tagged("Figure", Alt=sheet.word(self.words)):
            for number, entry in enumerate(sheet.entries(self.path)):
                box = Box(self.box.x, self.box.y + number * (height + GAP), self.box.w, height)
                _Line(box, pen, sheet, f"{self.path}.{entry}").draw()


@dataclass(frozen=True)
class _Line:
    box: Box
    pen: Pen
    sheet: Sheet
    path: str

    def place(self, key: str) -> Place:
        return self.sheet.place(f"{self.path}.{key}")

    @property
    def inner(self) -> Box:
        return self.box.inset(EDGE + PAD, 0, PAD, 0)

    @property
    def in_words(self) -> bool:
        return self.sheet.setting("score") == "words"

    @cached_property
    def lane(self) -> float:
        """The height of the lane above the line, and of the one below it."""
        return BODY + tag_height(self.sheet)

    @cached_property
    def axis(self) -> float:
        """The y of the line: in the middle of what the words above it, and those below it, leave."""
        below = self.word_height if self.in_words else 0.0
        return (self.box.y + HEAD + 0.6 + self.box.bottom - below) / 2

    @property
    def word_height(self) -> float:
        return 0.5 * self.sheet.size(WORD)

    @cached_property
    def beside(self) -> float:
        """From the words of an end to the end of the line: the mark on the line has room there."""
        now = self.place("score_now")
        return CLEAR + max(
            SPOT,
            *(
                self.pill_width(now, state) / 2
                for state in (now.kind.states[0], now.kind.states[-1])
            ),
        )

    @cached_property
    def spots(self) -> dict[str, float]:
        """State → x on the line."""
        first = self.inner.x + end_width(self.sheet, "score.low") + self.beside
        last = self.inner.right - end_width(self.sheet, "score.high") - self.beside
        states = self.place("score_now").kind.states
        return {
            state: first + (last - first) / (len(states) - 1) * number
            for number, state in enumerate(states)
        }

    def draw(self) -> None:
        """Card, line, and marks."""
        self.draw_card()
        pen, spots, axis = self.pen, self.spots, self.axis
        strip = Box(self.inner.x, axis - self.lane, self.inner.w, 2 * self.lane)
        then, now, expected = (
            self.place(key) for key in ("score_then", "score_now", "score_expected")
        )
        moves: dict[tuple[str, ...], Draw] = {("", ""): nothing}
        moves |= {
            (one, other): self.ribbon(one, other)
            for one in spots
            for other in spots
            if one != other
        }
        pen.reacts([then, now], strip, moves)
        self.draw_line()
        for place, mark in ((then, self.above), (expected, self.below), (now, self.on_line)):
            pen.reacts(
                [place],
                strip,
                {("",): nothing, **{(state,): mark(place, state) for state in spots}},
            )

    def draw_card(self) -> None:
        """The card with the goal's own words; its edge takes the theme's colour, and the theme's name stands at the right."""
        pen, sheet, box, inner = self.pen, self.sheet, self.box, self.inner
        text, size = self.place("text"), sheet.size(LABEL)
        label = sheet.label(text)
        pen.rect(box, radius=3, fill="paper", stroke="line", width=1.2)
        pen.reacts(
            [self.place("theme")], box, {(key,): self.theme(key) for key in ("", *sheet.themes)}
        )
        draw_number(pen, box, text.position or 0)
        pen.text(inner.x, box.y + HEAD, label, size, bold=True)
        start = inner.x + typeset.width(label, size, "bold") / MM + 3
        named = max(
            typeset.width(sheet.say(f"themes.{key}"), sheet.size(THEME)) / MM
            for key in sheet.themes
        )
        foot = box.y + HEAD + typeset.LIFT * size / MM
        pen.echo(text, Box(start, box.y, inner.right - named - 4 - start, foot - box.y), size)

    def theme(self, key: str) -> Draw:
        """The edge in the theme's colour, with its icon, and its name in the upper right corner."""

        def draw(pen: Pen, box: Box) -> None:
            edge_in(f"theme.{key}" if key else "tint")(pen, Box(box.x, box.y, EDGE, box.h))
            if key:
                icon = 7.0
                pen.icon(
                    self.sheet.theme_icon(key),
                    Box(box.x + (EDGE - icon) / 2, box.y + 15.5, icon, icon),
                    width=1.3,
                )
                pen.text(
                    box.right - PAD,
                    box.y + HEAD,
                    self.sheet.say(f"themes.{key}"),
                    self.sheet.size(THEME),
                    color="soft",
                    align="right",
                )

        return draw

    def draw_line(self) -> None:
        """The line with its discs, both ends in words; in word mode, words under the whole numbers too."""
        pen, sheet, spots, axis = self.pen, self.sheet, self.spots, self.axis
        draw_end(pen, sheet, spots["0"] - self.beside, axis, "score.low", "right")
        draw_end(pen, sheet, spots["4"] + self.beside, axis, "score.high", "left")
        pen.line(spots["0"], axis, spots["4"], axis, color="ink", width=1.1)
        for state, x in spots.items():
            whole = "." not in state
            pen.circle(x, axis, SPOT if whole else DOT, fill="paper", stroke="ink", width=1.1)
            if whole:
                draw_score(
                    pen, x, axis, state, number_size(sheet, SPOT, state), bold=False, color="ink"
                )
            if whole and self.in_words:
                pen.text(
                    x,
                    axis + self.lane + 0.75 * self.word_height,
                    sheet.say(f"score.word_{state}"),
                    sheet.size(WORD),
                    color="soft",
                    align="center",
                )

    def words(self, key: str, place: Place, state: str) -> str:
        """The words of a mark: with the score, unless words are preferred."""
        word = self.sheet.word(key)
        return word if self.in_words else f"{word} {place.kind.said(state, self.sheet.say)}"

    def ribbon(self, then: str, now: str) -> Draw:
        """From the score last time to the score now, with an arrow."""
        left = self.inner.x
        start, end = self.spots[then] - left, self.spots[now] - left
        way = 1 if end > start else -1
        tip = end - way * (self.pill_width(self.place("score_now"), now) / 2 + 0.7)

        def draw(pen: Pen, box: Box) -> None:
            middle, x1, x2 = box.center[1], box.x + start, box.x + tip
            barb = x2 - way * ARROW
            pen.path(
                [
                    ("M", x1, middle - RIBBON),
                    ("L", barb, middle - RIBBON),
                    ("L", barb, middle - ARROW),
                    ("L", x2, middle),
                    ("L", barb, middle + ARROW),
                    ("L", barb, middle + RIBBON),
                    ("L", x1, middle + RIBBON),
                    ("Z",),
                ],
                fill="figure",
            )

        return draw

    def pill_width(self, now: Place, state: str) -> float:
        return (
            typeset.width(self.words("now", now, state), self.sheet.size(ON_LINE), "bold") / MM
            + 3.8
        )

    def on_line(self, place: Place, state: str) -> Draw:
        """The score now: a solid pill on the line."""
        words, size, wide = (
            self.words("now", place, state),
            self.sheet.size(ON_LINE),
            self.pill_width(place, state),
        )
        at = self.spots[state] - self.inner.x

        def draw(pen: Pen, box: Box) -> None:
            x, y, high = box.x + at, box.center[1], PILL * self.sheet.size(1)
            pen.rect(
                Box(x - wide / 2, y - high, wide, 2 * high),
                radius=high,
                fill="answer",
                stroke="paper",
                width=1.0,
            )
            pen.text(
                x, y + 0.334 * size / MM, words, size, bold=True, color="paper", align="center"
            )

        return draw

    def above(self, place: Place, state: str) -> Draw:
        """The score last time: a square tag that points down at the line."""
        return self.tag("then", place, state, -1)

    def below(self, place: Place, state: str) -> Draw:
        """The expected score: a round tag that points up at the line."""
        return self.tag("expected", place, state, 1)

    def tag(self, key: str, place: Place, state: str, side: int) -> Draw:
        words, size = self.words(key, place, state), self.sheet.size(MARK)
        wide, high = typeset.width(words, size, "bold") / MM + 3.6, tag_height(self.sheet)
        at = self.spots[state] - self.inner.x
        left = min(max(at - wide / 2, 0.3), self.inner.w - wide - 0.3)

        def draw(pen: Pen, box: Box) -> None:
            x, y = box.x + at, box.center[1]
            body = Box(
                box.x + left, y + BODY - 0.3 if side > 0 else y - BODY - high + 0.3, wide, high
            )
            near = y + side * BODY
            color = "ink" if side < 0 else "answer"
            pen.rect(
                body, radius=0.5 if side < 0 else high / 2, fill="paper", stroke=color, width=1.3
            )
            pen.path(
                [
                    ("M", x - 1.5, near + side * 0.1),
                    ("L", x, y + side * TIP),
                    ("L", x + 1.5, near + side * 0.1),
                ],
                fill="paper",
                stroke=color,
                width=1.3,
            )
            pen.text(
                body.center[0],
                body.center[1] + 0.334 * size / MM,
                words,
                size,
                bold=True,
                color=color,
                align="center",
            )

        return draw


def tag_height(sheet: Sheet) -> float:
    """The height of a mark's body, mm."""
    return 0.55 * sheet.size(MARK)


def nothing(pen: Pen, box: Box) -> None:
    """What is drawn where there is no answer."""
