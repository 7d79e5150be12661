"""How it goes, on the status sheet: for each goal a card with a line from 0 to 4 and marks on it.

Low is good on this scale, so both its ends are put in words.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...text import typeset
from ..drawing import SpokenLine
from ..geometry import MM, Box
from ..ink import Ink, Painter, Painters, paint_nothing
from ..pen import Pen
from ..sheet import Sheet
from .parts.card import GoalFrame, stack_boxes
from .parts.letters import bold_width, width_of
from .parts.progress_line import ProgressLine

# In mm.
HEAD = 6.2  # from a card's top to the baseline of its words, in usual print
OFF_HEAD = 0.6  # between that and the marks
THEME = 11.0  # pt


@dataclass(frozen=True)
class ProgressBlock:
    """A card with a line for each entry of the list `path` on this page; `words`: the alt text."""

    box: Box
    path: str
    words: str

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw the cards from the top, all of one height, as one Figure."""
        boxes = stack_boxes(self.box, sheet.per)
        numbers = sheet.entries(self.path)
        spoken = sheet.spoken(self.spoken_scores(sheet, number) for number in numbers)
        with pen.tagged("Figure", spoken, Alt=sheet.word(self.words)):
            for box, number in zip(boxes, numbers, strict=False):
                _ProgressCard(box, sheet, f"{self.path}.{number}").draw(pen)

    def spoken_scores(self, sheet: Sheet, number: int) -> SpokenLine:
        """Return the scores of a goal in the words of their marks: “Last time 2, Now 1”."""
        parts = []
        for word in ("then", "expected", "now"):
            place = sheet.place(f"{self.path}.{number}.score_{word}")
            mark = sheet.word(word)
            scores = {
                state: f"{mark} {sheet.state_words(place, state)}" for state in place.kind.states
            }
            parts.append((place, scores))
        return SpokenLine(
            sheet.entry(self.path, number), tuple(parts), sheet.say("figure.no_score")
        )


@dataclass(frozen=True)
class _ProgressCard(GoalFrame):
    def draw(self, pen: Pen) -> None:
        """Draw card, line, and marks."""
        self.draw_card(pen)
        then, now, expected = (
            self.place(key) for key in ("score_then", "score_now", "score_expected")
        )
        line = ProgressLine(self.inner, self.sheet, now, self.box.y + self.head + OFF_HEAD)
        states = line.spots
        moves: Painters = {
            (one, other): line.ribbon(one, other)
            for one in states
            for other in states
            if one != other
        }
        pen.reaction([then, now], line.strip, {("", ""): paint_nothing, **moves})
        line.draw(pen)
        marks = (
            (then, line.mark_then),
            (expected, line.mark_expected),
            (now, line.mark_now),
        )
        for place, mark in marks:
            painters: Painters = {(state,): mark(state) for state in states}
            pen.reaction([place], line.strip, {("",): paint_nothing, **painters})

    @property
    def head(self) -> float:
        """From the card's top to the baseline of its words, mm."""
        return self.sheet.grown(HEAD)

    def draw_card(self, pen: Pen) -> None:
        """Draw the card with the goal's own words, its theme, and its edge in that colour."""
        sheet = self.sheet
        inner = self.inner
        text = self.place("text")
        size = self.label_size
        label = sheet.label(text)
        baseline = self.box.y + self.head
        self.draw_edge(pen)
        self.draw_number(pen)
        pen.text(inner.x, baseline, label, size, bold=True)
        start = inner.x + bold_width(label, size) + 3
        theme_size = sheet.size(THEME)
        end = inner.right - max(width_of(name, theme_size) for name in sheet.theme_names) - 4
        foot = baseline + typeset.LIFT * size / MM
        pen.echo(text, Box(start, self.box.y, end - start, foot - self.box.y), size)
        names = Box(end, self.box.y, inner.right - end, foot - self.box.y)
        painters: Painters = {(key,): self.theme_name(key) for key in sheet.themes}
        pen.reaction([self.place("theme")], names, {("",): paint_nothing, **painters})

    def theme_name(self, key: str) -> Painter:
        """Return a painter of the theme's name at the upper right."""
        size = self.sheet.size(THEME)
        name = self.sheet.theme_name(key)

        def paint(ink: Ink, box: Box) -> None:
            ink.text(box.right, box.y + self.head, name, size, color="soft", align="right")

        return paint
