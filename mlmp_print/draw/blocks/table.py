"""A table: one row for each entry of a list, one column for each question about it.

It is tagged as a Table with header cells (ISO 14289-1 7.5).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ...model.form import Place
from ...text import typeset
from ..geometry import MM, Box
from ..pen import Pen
from ..sheet import Sheet
from .parts.card import RADIUS
from .parts.letters import LEADING, fitting_size
from .parts.round_button import REACH, draw_circle, paint_dot
from .parts.shapes import round_corners
from .parts.tick import draw_tick_box
from .parts.writing import FLUSH, draw_rules, rules_upwards, whole_lines

# In pt.
LABEL = 12.0
HINT = 11.0
STATE = 10.0
# In mm.
PAD = 2.0  # between a column's edges and its words
NARROW = 1.5  # the same over ticks, where words are centred
ABOVE = 1.6  # free above the words of the head
BETWEEN = 1.2  # between label and hint
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
    for the pen, under the row's name.
    """

    box: Box
    path: str
    columns: Mapping[str, float] = field(hash=False)
    ruled: bool = True
    flow: bool = False
    again: str = ""

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw head and rows, then the lines between them."""
        _TableDrawer(self, pen, sheet).draw()


@dataclass(frozen=True)
class _Heading:
    """The words over a column: a bold label, and a soft hint or the words of a choice's states."""

    label: tuple[str, ...]
    label_size: float
    hint: tuple[str, ...]
    hint_size: float
    states: tuple[str, ...] = ()

    @property
    def label_height(self) -> float:
        return LEADING * self.label_size * len(self.label)

    def height(self, drop: float) -> float:
        """Return the height of the words, where hints begin `drop` mm below the top of labels."""
        if self.hint:
            return drop + BETWEEN + LEADING * self.hint_size * len(self.hint)
        states = BETWEEN + LEADING * self.hint_size if self.states else 0.0
        return self.label_height + states


@dataclass(frozen=True)
class _TableDrawer:
    """A table on one panel."""

    table: TableBlock
    pen: Pen
    sheet: Sheet

    @cached_property
    def columns(self) -> dict[str, tuple[float, float]]:
        """The left edge and width of each column, mm."""
        box = self.table.box
        columns = {}
        unit = box.w / sum(self.table.columns.values())
        left = box.x
        for key, parts in self.table.columns.items():
            columns[key] = left, parts * unit
            left += parts * unit
        return columns

    @cached_property
    def first_row(self) -> dict[str, Place]:
        """The question of each column in the first row; columns for the pen have none."""
        number = self.entries[0]
        places = {}
        for key in self.table.columns:
            try:
                places[key] = self.place(key, number)
            except KeyError:
                continue
        return places

    @property
    def entries(self) -> list[int]:
        return list(self.sheet.entries(self.table.path))

    @property
    def pad(self) -> float:
        """Between a column's edges and its words, mm."""
        return PAD + (0.5 if self.table.flow else 0.0)

    def has_ticks(self, key: str) -> bool:
        """Return whether each row has a single box to tick in this column."""
        return key in self.first_row and len(self.first_row[key].kind.states) == 1

    def place(self, key: str, entry: int) -> Place:
        return self.sheet.place(f"{self.table.path}.{entry}.{key}")

    def draw(self) -> None:
        box = self.table.box
        entries = self.entries
        headings = {key: self.heading(key, width) for key, (_, width) in self.columns.items()}
        hinted = [heading.label_height for heading in headings.values() if heading.hint]
        drop = max(hinted, default=0.0)
        head = ABOVE + max(heading.height(drop) for heading in headings.values()) + BELOW
        high = (box.h - head) / len(entries)
        tops = [box.y + head + row * high for row in range(len(entries))]
        self.draw_paper(head)
        with self.pen.section("Table"):
            with self.pen.section("TR"):
                for key, heading in headings.items():
                    self.draw_heading(key, heading, drop, head)
            for entry, top in zip(entries, tops, strict=True):
                with self.pen.section("TR"):
                    self.draw_row(entry, top, high)
        self.draw_lines(tops)

    # Paper and lines ------------------------------------------------------------------------------

    def draw_paper(self, head: float) -> None:
        """Draw white paper, and a tint behind the head."""
        box = self.table.box
        low = box.y + head
        corners = [(box.x, low), (box.x, box.y), (box.right, box.y), (box.right, low)]
        self.pen.rect(box, radius=RADIUS, fill="paper")
        self.pen.path(round_corners(corners, [None, RADIUS, RADIUS, None]), fill="tint")

    def draw_lines(self, tops: list[float]) -> None:
        """Draw lines between rows and between columns, and the frame.

        In the head of columns that lead to the next, the line between them is an arrowhead.
        """
        box = self.table.box
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

    def heading(self, key: str, width: float) -> _Heading:
        """Return a column's words, broken to its width."""
        place = self.first_row.get(key)
        words = self.sheet.label(place) if place else self.sheet.word(key)
        room = (width - 2 * (NARROW if self.has_ticks(key) else self.pad)) * MM
        size = fitting_size(words, self.sheet.size(LABEL), room, "bold")
        label = tuple(typeset.broken(words, room, size, "bold"))
        if place and len(place.kind.states) > 1:
            states = [self.sheet.state_words(place, state) for state in place.kind.states]
            share = (width / len(states) - SIDE) * MM
            state_size = self.sheet.size(STATE)
            sizes = [fitting_size(state, state_size, share, whole=True) for state in states]
            return _Heading(label, size, (), min(sizes), tuple(states))
        hint = self.sheet.hint(place) if place else ""
        hint_size = fitting_size(hint, self.sheet.size(HINT), room)
        hint_lines = tuple(typeset.broken(hint, room, hint_size)) if hint else ()
        return _Heading(label, size, hint_lines, hint_size)

    def draw_heading(self, key: str, heading: _Heading, drop: float, height: float) -> None:
        """Draw the label from the top, all hints from one height, and states over their buttons."""
        left, width = self.columns[key]
        top = self.table.box.y + ABOVE
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
            foot = self.table.box.y + height - BELOW - 0.1 * hint_size
            share = width / max(1, len(heading.states))
            for number, state in enumerate(heading.states):
                pen.text(left + share * (number + 0.5), foot, state, hint_size, align="center")

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
            self.draw_words(place, cell)
        elif len(states) == 1:
            x, y = cell.center
            draw_tick_box(self.pen, place, Box(x - TICK / 2, y - TICK / 2, TICK, TICK))
        else:
            self.draw_buttons(place, cell)

    def draw_buttons(self, place: Place, cell: Box) -> None:
        """Draw a round button for each state."""
        states = place.kind.states
        share = cell.w / len(states)
        y = cell.center[1]
        reach = min(REACH, cell.h / 2 - 0.3)
        for number, state in enumerate(states):
            x = cell.x + share * (number + 0.5)
            draw_circle(self.pen, x, y)
            box = Box(x - reach, y - reach, 2 * reach, 2 * reach)
            self.pen.button(place, state, box, paint_dot)

    def draw_words(self, place: Place, cell: Box) -> None:
        """Draw writing lines, the last of which is the row's own edge, and a field on them.

        The field of a kind with one line lies on the first line.
        """
        single = place.kind.one_line
        ruled = self.table.ruled
        count = max(1, whole_lines(cell.h, self.sheet.pitch)) if ruled or single else 0
        rules = rules_upwards(cell.bottom - 0.5, count, cell.h / max(1, count))
        if ruled:
            draw_rules(self.pen, rules[:-1], cell.x + self.pad, cell.right - self.pad)
        inset = self.pad - FLUSH
        box = cell.inset(inset, 0.9 if ruled else 1.5, inset, 0.5)
        if not single:
            self.pen.text_field(place, box, rules=rules)
            return
        under = 0.8 if len(rules) > 1 else 0.0
        line = Box(box.x, box.y, box.w, rules[0] - box.y + under)
        self.pen.text_field(place, line, rules=rules[:1], single=True)
