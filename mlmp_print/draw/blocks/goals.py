"""The visual plan's goal cards: what I can do next time, its theme, two scores, and “I disagree”.

Low is good on this scale, so both its ends are put in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial

from ...model.form import Place
from ...model.phrases import Phrase
from ...text.lengths import total_length
from ..geometry import Box
from ..pen import Pen
from ..sheet import Sheet
from .parts import goal_sizes
from .parts.card import (
    FIRST,
    GAP,
    LABEL,
    PAD,
    CardPart,
    GoalFrame,
    draw_card,
    draw_line_beside,
    draw_parts,
    stack_boxes,
)
from .parts.choice_row import ChoiceRow
from .parts.goal_sizes import GoalSizes
from .parts.letters import LEADING, bold_width
from .parts.score_rows import ScoreRows
from .parts.themes import ThemeGrid
from .parts.writing import whole_lines
from .zone import ZoneBlock

WORDS = 11.0  # pt, of a type
# In mm.
TYPE = 9.0  # the height of the row with the types of goals
BETWEEN = 5.0  # between two types
AIR = 1.9  # between the parts of a card, at least
FOOT = 2.7  # below the last part of a card
UNDER = 1.6  # between a heading on a card and what it is the heading of
OFF_TICK = 5.0  # between the words of the tick and the notes beside them
NOTES = 30.0  # the length of a line for notes beside the tick, at least
ZONE = 11.4  # the height of a zone beside its lines
# Writing lines.
ENOUGH = 2  # of a goal, where there is a choice
ROOMY = 4  # if a card has more, some are for notes
MOST = 5  # of a goal


@dataclass(frozen=True)
class GoalsBlock:
    """One card for each list entry on the page, of equal height. `path`: the list.

    `rest` is a question outside of the list that takes the room that the last page has left, as
    lines for writing. If no page has room left, it stands on one line in a strip at the foot of the
    first page, `strip` mm high; 0 if it has a page of its own then.
    """

    box: Box
    path: str
    rest: str = ""
    strip: float = 0.0

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw the cards from the top, then the rest."""
        boxes = self.boxes(sheet)
        numbers = sheet.entries(self.path)
        for number, box in zip(numbers, boxes, strict=False):
            with pen.section("Sect"):
                _GoalCard(box, sheet, f"{self.path}.{number}").draw(pen)
        left = boxes[len(numbers) :]
        if not self.rest:
            return
        if left:
            foot = boxes[-1].bottom + (self.strip + GAP if self.strip else 0.0)
            self.draw_zone(pen, sheet, Box(left[0].x, left[0].y, left[0].w, foot - left[0].y))
        elif self.strip and sheet.first == 1 and not sheet.room_left:
            self.draw_strip(pen, sheet)

    def has_room(self, sheet: Sheet) -> bool:
        """Tell whether each goal has enough lines to write on, with `sheet.per` of them a page."""
        card = _GoalCard(self.boxes(sheet)[0], sheet, f"{self.path}.1")
        return card.layout.lines >= ENOUGH

    def boxes(self, sheet: Sheet) -> list[Box]:
        """Return the boxes of as many cards as a page has room for, the same on every page."""
        strip = self.strip + GAP if self.strip else 0.0
        return stack_boxes(self.box.inset(0, 0, 0, strip), sheet.per)

    def draw_zone(self, pen: Pen, sheet: Sheet, box: Box) -> None:
        """Draw a box with a heading and as many writing lines as it has room for."""
        lines = whole_lines(box.h - ZONE, sheet.pitch)
        ZoneBlock(box, self.rest, lines=lines, tag="H3").draw(pen, sheet)

    def draw_strip(self, pen: Pen, sheet: Sheet) -> None:
        """Draw a box with one line."""
        box = Box(self.box.x, self.box.bottom - self.strip, self.box.w, self.strip)
        draw_card(pen, box)
        place = sheet.place(self.rest)
        draw_line_beside(pen, sheet, place, box.x + PAD, box.right - PAD, box.bottom - 2.5)


@dataclass(frozen=True)
class _Layout:
    """The sizes of a card, its writing lines, and those for notes.

    Without lines of their own, notes stand beside the tick, or on a line with their label.
    """

    sizes: GoalSizes
    lines: int
    note_lines: int = 0


@dataclass(frozen=True)
class _GoalCard(GoalFrame):
    """The card of one goal."""

    @cached_property
    def layout(self) -> _Layout:
        """The layout: a wide one if the goal has the page, and room enough for it."""
        if self.sheet.per == 1:
            wide = self._layout(goal_sizes.wide(self.sheet))
            if wide.note_lines:
                return wide
        return self._layout(goal_sizes.close(self.sheet))

    def _layout(self, sizes: GoalSizes) -> _Layout:
        """Return the layout with as many writing lines as fit; a roomy card has some for notes."""
        pitch = self.sheet.pitch
        lines = whole_lines(self._room(self._parts(sizes)), pitch)
        if lines <= ROOMY:
            return _Layout(sizes, lines)
        parts = *self._parts(sizes, notes_below=True), self._notes_part(0)
        lines = whole_lines(self._room(parts), pitch)
        note_lines = max(lines // 2, lines - MOST)
        return _Layout(sizes, lines - note_lines, note_lines)

    def _room(self, parts: Iterable[CardPart]) -> float:
        """Return the height that is free for writing lines beside parts, mm."""
        heights = [part.height + AIR for part in parts]
        return self.box.h - FIRST - FOOT - total_length(heights)

    @property
    def _heading_height(self) -> float:
        return LEADING * self.label_size

    # Parts ----------------------------------------------------------------------------------------

    def _parts(self, sizes: GoalSizes, *, notes_below: bool = False) -> Iterator[CardPart]:
        """Yield what stands between the lines of the goal and those for notes."""
        yield self._themes_part(sizes)
        if self.has("goal_type"):
            yield self._type_part()
        asked = self.place("score_now"), self.place("score_expected")
        own = (self.place("own_score"),) if self.has("own_score") else ()
        yield self._scores_part(sizes, asked, own)
        beside = not (own or notes_below) and self._have_room_beside(sizes)
        yield CardPart(sizes.tick, partial(self._draw_tick, sizes.tick, beside))
        if own:
            yield self._scores_part(sizes, own, asked)
            yield self._line_part("own_words")
        if not (beside or notes_below):
            yield self._line_part("notes")

    def _themes_part(self, sizes: GoalSizes) -> CardPart:
        """The themes, under a heading where there is room for one."""
        grid = ThemeGrid(self.place("theme"), self.inner, self.sheet, sizes.themes)
        above = self._heading_height + UNDER if sizes.headed else 0.0

        def draw(pen: Pen, top: float) -> None:
            if sizes.headed:
                self._draw_heading(pen, top, "theme")
            grid.draw(pen, top + above)

        return CardPart(above + grid.height, draw)

    def _scores_part(
        self, sizes: GoalSizes, places: tuple[Place, ...], others: tuple[Place, ...]
    ) -> CardPart:
        """The rows of scores that stand together."""
        rows = ScoreRows(places, self.inner, self.sheet, sizes.scores, others, sizes.ends_above)
        return CardPart(rows.height, rows.draw)

    def _type_part(self) -> CardPart:
        """The types of goals to choose from."""
        place, high = self.place("goal_type"), self.sheet.grown(TYPE)
        row = ChoiceRow(place, self.inner, self.sheet, LABEL, WORDS, between=BETWEEN)
        high = 2 * high if row.needs_two_rows else high

        def draw(pen: Pen, top: float) -> None:
            replace(row, box=Box(self.inner.x, top, self.inner.w, high)).draw(pen)

        return CardPart(high, draw)

    def _line_part(self, key: str) -> CardPart:
        """A label and a writing line beside it."""

        def draw(pen: Pen, top: float) -> None:
            inner, rule = self.inner, top + self.sheet.pitch - AIR
            draw_line_beside(pen, self.sheet, self.place(key), inner.x, inner.right, rule)

        return CardPart(self.sheet.pitch - AIR, draw)

    def _have_room_beside(self, sizes: GoalSizes) -> bool:
        """Tell whether the notes have a line that is long enough beside the tick."""
        words = (self.sheet.label(self.place("disagrees")), self.sheet.label(self.place("notes")))
        taken = total_length(bold_width(label, self.label_size) for label in words)
        return self.inner.w - sizes.tick - OFF_TICK - taken >= self.sheet.grown(NOTES)

    # Ink ------------------------------------------------------------------------------------------

    def draw(self, pen: Pen) -> None:
        """Draw frame and parts with even air between them.

        Raises:
            ValueError: There is no room for a writing line.
        """
        layout = self.layout
        if layout.lines < 1:
            raise ValueError(
                Phrase(
                    "a goal has no room for a writing line: "
                    "choose a smaller goals_per_page, or draw less about each goal"
                )
            )
        parts = [self._text_part(layout.lines)]
        parts += self._parts(layout.sizes, notes_below=layout.note_lines > 0)
        if layout.note_lines:
            parts.append(self._notes_part(layout.note_lines))
        free = self.box.h - FOOT - total_length(part.height for part in parts)
        self.draw_frame(pen)
        draw_parts(pen, parts, self.box.y, free / (len(parts) - 1))

    def _text_part(self, lines: int) -> CardPart:
        """The lines of the goal itself."""
        place, first = self.place("text"), FIRST

        def draw(pen: Pen, top: float) -> None:
            self.draw_lines(pen, place, top + first, lines, above=1.5)

        return CardPart(first + lines * self.sheet.pitch, draw)

    def _notes_part(self, lines: int) -> CardPart:
        """The notes, as a heading over lines."""
        heading = self._heading_height

        def draw(pen: Pen, top: float) -> None:
            self._draw_heading(pen, top, "notes")
            self.draw_lines(pen, self.place("notes"), top + heading, lines, above=1.5)

        return CardPart(heading + lines * self.sheet.pitch, draw)

    def _draw_heading(self, pen: Pen, top: float, key: str) -> None:
        """Draw the label of a question as a small heading."""
        size = self.label_size
        with pen.tagged("P"):
            label = self.sheet.label(self.place(key))
            pen.text(self.inner.x, top + 0.78 * LEADING * size, label, size, bold=True)

    def _draw_tick(self, side: float, beside: bool, pen: Pen, top: float) -> None:
        """Draw the tick for disagreeing, and perhaps the notes on a line beside it."""
        inner = self.inner
        end = self.draw_tick(pen, self.place("disagrees"), top, side)
        if beside:
            notes = self.place("notes")
            draw_line_beside(pen, self.sheet, notes, end + OFF_TICK, inner.right, top + side)
