"""A table: one row for each entry of a list, one column for each question about it.

It is tagged as a Table with header cells (ISO 14289-1 7.5).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ...model.form import Place
from ...text import typeset
from ...text.lengths import total_length
from ..geometry import MM, Box, Spot
from ..pen import Pen
from ..sheet import Sheet
from .parts.card import RADIUS
from .parts.choice_grid import ChoiceGrid
from .parts.letters import LEADING, break_lines, fitting_size, width_of
from .parts.round_button import RADIUS as CIRCLE
from .parts.round_button import REACH, draw_circle, paint_dot
from .parts.shapes import round_corners
from .parts.table_heading import BETWEEN, TableHeading
from .parts.tick import draw_tick_box
from .parts.written_cell import draw_written_cell

# In pt.
LABEL = 12.0
HINT = 11.0
STATE = 11.0
# In mm.
PAD = 2.0  # between a column's edges and its words
NARROW = 1.5  # the same over ticks, where words are centred
ABOVE = 1.6  # free above the words of the head
BELOW = 1.9  # free below the words of the head
TICK = 6.0  # side of a tick box
POINT = 1.4  # how far an arrowhead goes into the next column
SIDE = 1.0  # least distance of the words of two states


@dataclass(frozen=True)
class TableBlock:
    """`path`: the list; `columns`: question → width, in parts of the box's width.

    A column that is no question of the list is for the pen only; its heading is one of the form's
    words. Rows are equally high, with as many writing lines as go into them, unless `ruled` is
    false. `flow`: each column leads to the next, so the lines between their headings are
    arrowheads. `again`: a question that another page asks; its answer stands again in the columns
    for the pen, under the row's name. A question that there are several of (`each`) has a column
    for each.
    """

    box: Box
    path: str
    columns: Mapping[str, float] = field(hash=False)
    ruled: bool = True
    flow: bool = False
    again: str = ""

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw head and rows, then the lines between them."""
        TableDrawer(self, pen, sheet).draw()


@dataclass(frozen=True)
class TableDrawer:
    """A table on one panel."""

    table: TableBlock
    pen: Pen
    sheet: Sheet

    @cached_property
    def columns(self) -> dict[str, tuple[float, float]]:
        """The left edge and width of each column, mm."""
        box = self.table.box
        columns = {}
        entry = f"{self.table.path}.{self.entries[0]}"
        widths = {
            name: parts
            for key, parts in self.table.columns.items()
            for name in self.sheet.keys_alike(entry, key) or [key]
        }
        unit = box.w / total_length(widths.values())
        left = box.x
        for key, parts in widths.items():
            columns[key] = left, parts * unit
            left += parts * unit
        return columns

    @cached_property
    def first_row(self) -> dict[str, Place]:
        """The question of each column in the first row; columns for the pen have none."""
        number = self.entries[0]
        places = {}
        for key in self.columns:
            try:
                places[key] = self.place(key, number)
            except KeyError:
                continue
        return places

    @property
    def entries(self) -> list[int]:
        """The numbers of the entries that have a row."""
        return list(self.sheet.entries(self.table.path))

    @property
    def pad(self) -> float:
        """Between a column's edges and its words, mm."""
        return PAD + (0.5 if self.table.flow else 0.0)

    def has_ticks(self, key: str) -> bool:
        """Return whether each row has a single box to tick in this column."""
        return key in self.first_row and len(self.first_row[key].kind.states) == 1

    def place(self, key: str, entry: int) -> Place:
        """Return the question of a column in a row."""
        return self.sheet.place(f"{self.table.path}.{entry}.{key}")

    @property
    def box(self) -> Box:
        """What the table covers."""
        return self.table.box

    @cached_property
    def headings(self) -> dict[str, TableHeading]:
        """The words over each column."""
        return {key: self.heading(key, width) for key, (_, width) in self.columns.items()}

    @cached_property
    def drop(self) -> float:
        """How far below the top of labels their hints begin, mm."""
        hinted = [heading.label_height for heading in self.headings.values() if heading.hint]
        return max(hinted, default=0.0)

    @cached_property
    def head(self) -> float:
        """The height of the head, mm."""
        return ABOVE + max(one.height(self.drop) for one in self.headings.values()) + BELOW

    @cached_property
    def high(self) -> float:
        """The height of a row, mm."""
        return (self.box.h - self.head) / len(self.entries)

    def draw(self) -> None:
        """Draw head and rows, then the lines between them."""
        entries, foot = self.entries, self.box.y + self.head
        tops = [foot + row * self.high for row in range(len(entries))]
        self.draw_paper(self.head)
        with self.pen.section("Table"):
            with self.pen.section("TR"):
                self.draw_head()
            for entry, top in zip(entries, tops, strict=True):
                with self.pen.section("TR"):
                    self.draw_row(entry, top, self.high)
        self.draw_lines(tops)

    # Paper and lines ------------------------------------------------------------------------------

    def draw_paper(self, head: float) -> None:
        """Draw white paper, and a tint behind the head."""
        box = self.box
        low = box.y + head
        corners = [(box.x, low), (box.x, box.y), (box.right, box.y), (box.right, low)]
        self.pen.rect(box, radius=RADIUS, fill="paper")
        self.pen.path(round_corners(corners, [None, RADIUS, RADIUS, None]), fill="tint")

    def draw_lines(self, tops: list[float]) -> None:
        """Draw lines between rows and between columns, and the frame.

        In the head of columns that lead to the next, the line between them is an arrowhead.
        """
        box = self.box
        pen = self.pen
        foot = tops[0]  # of the head
        for top in tops:
            pen.line(box.x, top, box.right, top, width=1.0)
        for left, _ in list(self.columns.values())[1:]:
            tip = (left + POINT, (box.y + foot) / 2) if self.table.flow else (left, foot)
            edge = [("M", left, box.y), ("L", *tip), ("L", left, foot), ("L", left, box.bottom)]
            pen.path(edge, stroke="line", width=0.7)
        pen.rect(box, radius=RADIUS, stroke="line", width=1.2)

    # Head -----------------------------------------------------------------------------------------

    def heading(self, key: str, width: float) -> TableHeading:
        """Return a column's words, broken to its width."""
        place = self.first_row.get(key)
        words = self.sheet.label(place) if place else self.sheet.word(key)
        room = (width - 2 * (NARROW if self.has_ticks(key) else self.pad)) * MM
        size = fitting_size(words, self.sheet.size(LABEL), room, "bold")
        label = tuple(typeset.broken(words, room, size, "bold"))
        if place and len(place.kind.states) > 1:
            state_size = self.sheet.size(STATE)
            states = self.states_over(place, width) or []
            return TableHeading(label, size, (), state_size, tuple(map(tuple, states)))
        hint = self.sheet.hint(place) if place else ""
        hint_size = fitting_size(hint, self.sheet.size(HINT), room)
        hint_lines = tuple(typeset.broken(hint, room, hint_size)) if hint else ()
        return TableHeading(label, size, hint_lines, hint_size)

    def states_over(self, place: Place, width: float) -> list[list[str]] | None:
        """Return the words of each state in lines over its buttons.

        None in large print, and if a word is too wide: each button has its words beside it.
        """
        if self.sheet.is_large:
            return None
        size = self.sheet.size(STATE)
        share = width / len(place.kind.states) - SIDE
        words = [self.sheet.state_words(place, state) for state in place.kind.states]
        if any(width_of(word, size) > share for state in words for word in state.split()):
            return None
        return [break_lines(state, share, size) for state in words]

    def draw_head(self) -> None:
        """Draw the words over every column."""
        for key, heading in self.headings.items():
            self.draw_heading(key, heading, self.drop, self.head)

    def draw_heading(self, key: str, heading: TableHeading, drop: float, height: float) -> None:
        """Draw the label from the top, all hints from one height, and states over their buttons."""
        left, width = self.columns[key]
        top = self.box.y + ABOVE
        pen = self.pen
        centred = self.has_ticks(key)
        x, align = (left + width / 2, "center") if centred else (left + self.pad, "left")
        size, hint_size = heading.label_size, heading.hint_size
        with pen.tagged("TH", Scope="Column"):
            for number, line in enumerate(heading.label, 1):
                baseline = top + LEADING * size * number - 0.1 * size
                pen.text(x, baseline, line, size, bold=True, align=align)
            for number, line in enumerate(heading.hint, 1):
                baseline = top + drop + BETWEEN + LEADING * hint_size * number - 0.1 * hint_size
                pen.text(x, baseline, line, hint_size, color="soft", align=align)
            foot = self.box.y + height - BELOW - 0.1 * hint_size
            share = width / max(1, len(heading.states))
            for number, lines in enumerate(heading.states):
                middle = left + share * (number + 0.5)
                for line_number, line in enumerate(reversed(lines)):
                    baseline = foot - LEADING * hint_size * line_number
                    pen.text(middle, baseline, line, hint_size, align="center")

    # Rows -----------------------------------------------------------------------------------------

    def draw_row(self, entry: int, top: float, high: float) -> None:
        """Draw a cell in every column; cells for the pen stay empty, or say which row it is."""
        for key, (left, width) in self.columns.items():
            cell = Box(left, top, width, high)
            with self.pen.section("TD"):
                if key in self.first_row:
                    self.draw_cell(self.place(key, entry), cell)
                elif self.table.again:
                    self.draw_again(entry, cell)

    def draw_again(self, entry: int, cell: Box) -> None:
        """Draw the name of a row, and below it the answer that another page asks for."""
        size = self.sheet.size(LABEL)
        x, line = cell.x + self.pad, LEADING * size
        with self.pen.tagged("P"):
            name = self.sheet.entry(self.table.path, entry)
            self.pen.text(x, cell.y + 1.2 + line, name, size, bold=True)
        words = Box(x, cell.y + 1.6 + line, cell.w - 2 * self.pad, 1.3 * line)
        self.pen.echo(self.place(self.table.again, entry), words, size)

    def draw_cell(self, place: Place, cell: Box) -> None:
        """Draw one question as its kind wants it: as lines, as a tick, or as round buttons."""
        states = place.kind.states
        if not states:
            draw_written_cell(self.pen, self.sheet, place, cell, self.pad, ruled=self.table.ruled)
        elif len(states) == 1:
            x, y = cell.center
            side = self.sheet.grown(TICK)
            draw_tick_box(self.pen, place, Box(x - side / 2, y - side / 2, side, side))
        else:
            self.draw_buttons(place, cell)

    def draw_buttons(self, place: Place, cell: Box) -> None:
        """Draw a round button for each state, with its words if they do not stand over them."""
        states = place.kind.states
        if self.states_over(place, cell.w) is None:
            size = self.sheet.size(STATE)
            inner = cell.inset(self.pad, 0.6, self.pad, 0.6)
            ChoiceGrid(place, inner, self.sheet, size).draw(self.pen)
            return
        share = cell.w / len(states)
        y = cell.center[1]
        reach = min(REACH, cell.h / 2 - 0.3)
        for number, state in enumerate(states):
            x = cell.x + share * (number + 0.5)
            draw_circle(self.pen, x, y)
            box = Box(x - reach, y - reach, 2 * reach, 2 * reach)
            self.pen.button(place, state, box, paint_dot, Spot.disc(x, y, CIRCLE))
