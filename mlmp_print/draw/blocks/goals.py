"""The visual plan's goal cards: what I can do next time, its theme, two scores, and “I disagree”.

Low is good on this scale, so both its ends are put in words in every row.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...model.phrases import Phrase
from ..geometry import Box
from ..pen import Pen
from ..sheet import Sheet
from .parts.card import FIRST, LABEL, TICK, GoalFrame, stack_boxes
from .parts.choice_row import ChoiceRow
from .parts.goal_score_row import GoalScoreRow
from .parts.letters import bold_width
from .parts.themes import ThemeRow
from .parts.writing import draw_rules, whole_lines

FOOT = TICK + 4.6  # mm, the height of the row with the tick
TYPE = 9.0  # mm, the height of the row with the types of goals
WORDS = 11.0  # pt, of a type
BETWEEN = 5.0  # mm, between two types
ROOMY = 4  # if a card has more writing lines, some are for notes


@dataclass(frozen=True)
class GoalsBlock:
    """One card for each list entry on the page, of equal height. `path`: the list."""

    box: Box
    path: str

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw the cards from the top."""
        for number, box in enumerate(stack_boxes(self.box, sheet.per), sheet.first):
            with pen.section("Sect"):
                _GoalCard(box, pen, sheet, f"{self.path}.{number}").draw()


@dataclass(frozen=True)
class _GoalCard(GoalFrame):
    def draw(self) -> None:
        """Draw as many writing lines as fit; on a roomy card the notes get half of them.

        Raises:
            ValueError: Not one fits.
        """
        pitch = self.sheet.pitch
        inner = self.inner
        themes = ThemeRow(self.place("theme"), inner, self.sheet)
        places = self.place("score_now"), self.place("score_expected")
        now, expected = (GoalScoreRow(place, inner, self.sheet, places) for place in places)
        types = TYPE if self.has("goal_type") else 0.0
        rows = themes.height + types + now.height + expected.height
        room = self.box.h - FIRST - rows - FOOT
        lines = whole_lines(room, pitch)
        if lines < 1:
            raise ValueError(
                Phrase(
                    "a goal has no room for a writing line: "
                    "choose a smaller goals_per_page, or draw less about each goal"
                )
            )
        note_lines = lines // 2 if lines > ROOMY else 0
        air = max(0.0, room - lines * pitch) / 4  # what is left goes between the parts

        self.draw_frame()
        top = self.box.y + FIRST
        y = self.draw_lines(self.place("text"), top, lines - note_lines, above=1.1)
        themes.draw(self.pen, y + air)
        y += themes.height + 2 * air
        if types:
            self.draw_type(Box(inner.x, y, inner.w, types))
            y += types
        for row in (now, expected):
            row.draw(self.pen, y)
            y += row.height
        self.draw_foot(y + 1.9 + air, note_lines)

    def draw_type(self, box: Box) -> None:
        """Draw the types of goals to choose from, in one row."""
        place = self.place("goal_type")
        ChoiceRow(place, box, self.sheet, LABEL, WORDS, between=BETWEEN).draw(self.pen)

    def draw_foot(self, top: float, note_lines: int) -> None:
        """Draw the tick for disagreeing, and notes: on a line beside it, or on lines below it."""
        pen = self.pen
        inner = self.inner
        notes = self.place("notes")
        size = self.label_size
        label = self.sheet.label(notes)
        x = max(self.draw_tick(self.place("disagrees"), top) + 5, inner.x + 57.6)
        with pen.tagged("P"):
            pen.text(x, top + 4.5, label, size, bold=True)
        if note_lines:
            self.draw_lines(notes, top + 4.0, note_lines, above=3.0)
            return
        start = x + bold_width(label, size) + 2.5
        rule = top + 5.8
        draw_rules(pen, [rule], start, inner.right)
        pen.text_field(notes, Box(start, rule - 6.6, inner.right - start, 8.0), rules=(rule,))
