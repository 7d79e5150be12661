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
from .parts.card import EDGE, PAD, GoalFrame, draw_card, draw_card_number, stack_boxes, theme_edge
from .parts.letters import bold_width, width_of
from .parts.progress_line import ProgressLine

# In mm.
HEAD = 6.2  # from a card's top to the baseline of its words
ICON = 7.0  # side of a theme's icon
THEME = 10.0  # pt


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
                _ProgressCard(box, pen, sheet, f"{self.path}.{number}").draw()

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
    def draw(self) -> None:
        """Draw card, line, and marks."""
        self.draw_card()
        then, now, expected = (
            self.place(key) for key in ("score_then", "score_now", "score_expected")
        )
        line = ProgressLine(self.inner, self.sheet, now, self.box.y + HEAD + 0.6)
        states = line.spots
        moves: Painters = {
            (one, other): line.ribbon(one, other)
            for one in states
            for other in states
            if one != other
        }
        self.pen.reaction([then, now], line.strip, {("", ""): paint_nothing, **moves})
        line.draw(self.pen)
        marks = (
            (then, line.mark_then),
            (expected, line.mark_expected),
            (now, line.mark_now),
        )
        for place, mark in marks:
            painters: Painters = {(state,): mark(state) for state in states}
            self.pen.reaction([place], line.strip, {("",): paint_nothing, **painters})

    def draw_card(self) -> None:
        """Draw the card with the goal's own words, its edge in the theme's colour."""
        pen = self.pen
        sheet = self.sheet
        box = self.box
        inner = self.inner
        text = self.place("text")
        size = self.label_size
        label = sheet.label(text)
        draw_card(pen, box)
        painters: Painters = {(key,): self.theme(key) for key in ("", *sheet.themes)}
        pen.reaction([self.place("theme")], box, painters)
        draw_card_number(pen, box, text.position or 0)
        pen.text(inner.x, box.y + HEAD, label, size, bold=True)
        start = inner.x + bold_width(label, size) + 3
        end = inner.right - max(width_of(name, sheet.size(THEME)) for name in sheet.theme_names) - 4
        foot = box.y + HEAD + typeset.LIFT * size / MM
        pen.echo(text, Box(start, box.y, end - start, foot - box.y), size)

    def theme(self, key: str) -> Painter:
        """Return a painter of the theme: the edge, its icon, and its name at the upper right."""
        paint_edge = theme_edge(key)

        def paint(ink: Ink, box: Box) -> None:
            paint_edge(ink, Box(box.x, box.y, EDGE, box.h))
            if key:
                icon = Box(box.x + (EDGE - ICON) / 2, box.y + 15.5, ICON, ICON)
                right = box.right - PAD
                size = self.sheet.size(THEME)
                name = self.sheet.theme_name(key)
                ink.icon(self.sheet.theme_icon(key), icon, width=1.3)
                ink.text(right, box.y + HEAD, name, size, color="soft", align="right")

        return paint
