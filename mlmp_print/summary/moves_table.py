"""Draw a table of groups: for each the goals that moved to less help, stayed, and moved to more.

To the left of a row goes the bar of less help, to the right that of more; between them stands what
stayed. All bars have one scale, and a number each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ..draw.blocks.parts.letters import break_lines, centered_baseline, width_of
from ..draw.geometry import MM, Box
from ..draw.pen import Pen
from ..draw.sheet import Sheet
from ..text import typeset
from .counted import MOVES, GroupCounts
from .effects_words import EffectsTable, EffectsWords
from .goal_moves import LESS, MORE, STAYED
from .tally import DISAGREES, GOALS, REACHED

DASH = "–"  # a hidden count
PALE = "tint"  # two moves together
# In pt.
NAME, NAME_LEAST = 11.5, 5.0
COUNT = 12.0
HEAD = 10.0
SENTENCE = 10.5
# In mm.
TABLE_HEAD = 9.5  # the height of the column heads
ROW_MOST, ROW_LEAST = 15.0, 6.6
DISC = 4.8  # radius of a theme's disc; less in a low row
ICON = 0.62  # of the diameter of a disc
NAMES = 13.0  # from the left edge to the names of themes
NAMES_WIDTH = 38.0  # at most
GOALS_WIDTH = 12.0
HEAD_LEAST = 14.0  # the width of a column at the right, whose head may have two lines
UNIT_MOST = 3.0  # the width of a goal
NUMBER = 9.0  # room for a number beside its bar
BESIDE = 1.6  # from a bar to its number
GAP = 3.0  # between the columns
BAR = 0.52  # of the height of a row


@dataclass(frozen=True)
class _MoveColumns:
    """Where the columns are, in mm from the left edge of the panel.

    `goals`, `reached` and `disagrees` are right edges. Bars of less help end at `less`, those of
    more help begin at `more`, and those between are around `stayed`. `unit` is the width of a goal.
    """

    goals: float
    less: float
    stayed: float
    more: float
    reached: float
    disagrees: float
    unit: float


@dataclass(frozen=True)
class MovesTable:
    """A table across `box`, which has the height that `height` says."""

    box: Box
    words: EffectsWords
    table: EffectsTable
    row: float  # the height of a row, mm

    @property
    def height(self) -> float:
        """The height of heads and rows, mm."""
        return TABLE_HEAD + self.row * len(self.table.rows)

    @cached_property
    def columns(self) -> _MoveColumns:
        """The columns: bars take what is left, on the largest scale that all of them allow.

        All tables of a page have their columns in the same places, each with a scale of its own.
        """
        left = self.box.x + NAMES + self._names_width + GOALS_WIDTH + GAP
        reached = self.box.right - self._head_width(DISAGREES) - GAP
        room = reached - self._head_width(REACHED) - left - 3 * GAP
        rows = [row for table in self.words.tables() for _, row in table.rows]
        most = [_most(rows, name) for name in MOVES]
        heads = [width_of(self.words.say(name), HEAD, bold=True) for name in MOVES]
        unit = _largest_unit(room, most, heads)
        widths = [_width(unit, *pair) for pair in zip(most, heads, strict=True)]
        free = (room - sum(widths)) / 3
        less, stayed, more = (width + free for width in widths)
        return _MoveColumns(
            goals=left - GAP,
            less=left + less,
            stayed=left + less + GAP + stayed / 2,
            more=left + less + 2 * GAP + stayed,
            reached=reached,
            disagrees=self.box.right,
            unit=self._unit([less, stayed, more]),
        )

    @cached_property
    def _names_width(self) -> float:
        names = [name for table in self.words.tables() for name, _ in table.rows]
        return min(NAMES_WIDTH, max(width_of(name, NAME) for name in names) + 0.2)

    def _head_width(self, name: str) -> float:
        """The width of a column at the right, whose head stands on two lines."""
        return max(HEAD_LEAST, _width_of_two_lines(self.words.say(name), HEAD) + 0.2)

    def _unit(self, widths: Sequence[float]) -> float:
        """The width of a goal at which the bars of this table fit into columns."""
        rows = [row for _, row in self.table.rows]
        most = [_most(rows, name) for name in MOVES]
        columns = zip(widths, most, strict=True)
        return min([UNIT_MOST, *((width - NUMBER) / count for width, count in columns if count)])

    @property
    def _has_discs(self) -> bool:
        return self.table.key == "theme"

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw heads and rows."""
        with pen.section("Table"):
            self._draw_heads(pen)
            for number, (name, row) in enumerate(self.table.rows):
                top = self.box.y + TABLE_HEAD + number * self.row
                with pen.artifact():
                    pen.line(self.box.x, top, self.box.right, top, width=0.5)
                    self._draw_disc(pen, sheet, row, top + self.row / 2)
                    self._draw_bars(pen, row, top)
                with pen.section("TR"):
                    self._draw_words(pen, name, row, top + self.row / 2)

    def _draw_heads(self, pen: Pen) -> None:
        columns = self.columns
        heads = [
            (self.table.column, self.box.x, "left", NAMES + self._names_width),
            (self.words.say(GOALS), columns.goals, "right", GOALS_WIDTH),
            (self.words.say(LESS), columns.less, "right", self.box.w),
            (self.words.say(STAYED), columns.stayed, "center", self.box.w),
            (self.words.say(MORE), columns.more, "left", self.box.w),
            (self.words.say(REACHED), columns.reached, "right", self._head_width(REACHED)),
            (self.words.say(DISAGREES), columns.disagrees, "right", self._head_width(DISAGREES)),
        ]
        foot = self.box.y + TABLE_HEAD - 2.2
        with pen.section("TR"):
            for words, x, align, room in heads:
                lines = typeset.broken(words, room * MM, HEAD, "bold")
                with pen.tagged("TH", Scope="Column"):
                    for number, line in enumerate(lines, 1):
                        baseline = foot - (len(lines) - number) * 0.4 * HEAD
                        pen.text(x, baseline, line, HEAD, bold=True, align=align, color="soft")

    def _draw_disc(self, pen: Pen, sheet: Sheet, row: GroupCounts, y: float) -> None:
        """Draw the disc of a theme; a group of several and a goal type have none."""
        if not self._has_discs or not row.group:
            return
        radius = min(DISC, self.row / 2 - 0.4)
        x = self.box.x + DISC + 0.6
        side = 2 * radius * ICON
        pen.circle(x, y, radius, fill=f"theme.{row.group}", stroke="ink", width=0.9)
        icon = Box(x - side / 2, y - side / 2, side, side)
        pen.icon(sheet.theme_icon(row.group), icon, width=0.9)

    def _draw_bars(self, pen: Pen, row: GroupCounts, top: float) -> None:
        fill = f"theme.{row.group}" if self._has_discs and row.group else "figure"
        high = self.row * BAR
        y = top + (self.row - high) / 2
        columns = self.columns
        lefts = {LESS: 1.0, STAYED: 0.5, MORE: 0.0}  # how much of a bar is left of its x
        for name, share in lefts.items():
            wide = self._bar(row, name)
            x = getattr(columns, name) - share * wide
            if wide:
                pen.rect(Box(x, y, wide, high), fill=fill, stroke="ink", width=0.7)
        wide = self._together(row)
        if wide:
            x = getattr(columns, _axis(row.together)) - wide / 2
            pen.rect(Box(x, y, wide, high), fill=PALE, stroke="ink", width=0.7)
        for x in (columns.less, columns.more):
            pen.line(x, top + 0.8, x, top + self.row - 0.8, color="ink", width=0.9)

    def _draw_words(self, pen: Pen, name: str, row: GroupCounts, middle: float) -> None:
        """Draw the name, then the counts in the order of the heads."""
        columns = self.columns
        base = centered_baseline(middle, COUNT)
        indent = NAMES if self._has_discs else 0.0
        with pen.tagged("TH", Scope="Row"):
            lines, size = _fitted(name, self._names_width + NAMES - indent, self.row)
            first = centered_baseline(middle, size) - 0.2 * size * (len(lines) - 1)
            for number, line in enumerate(lines):
                pen.text(self.box.x + indent, first + 0.4 * size * number, line, size)
        self._draw_count(pen, row.goals, columns.goals, base, "right")
        for moves in self.words.counted_moves(row):
            x, align = self._place(row, moves)
            if len(moves) == 1:
                self._draw_count(pen, row.counts[moves[0]], x, base, align)
                continue
            words = f"{self.words.moves(moves)}: {row.count(*moves)}"
            with pen.tagged("TD", ColSpan=f"{len(moves)}", ActualText=words):
                pen.text(x, base, f"{row.count(*moves)}", COUNT, align=align)
        self._draw_count(pen, row.counts[REACHED], columns.reached, base, "right")
        self._draw_count(pen, row.counts[DISAGREES], columns.disagrees, base, "right")

    def _place(self, row: GroupCounts, moves: tuple[str, ...]) -> tuple[float, str]:
        """The x of the number of a move, or of two together, and how it is aligned there."""
        if moves == (STAYED,):
            return self._around(row)
        axis = _axis(moves)
        bar = self._together(row) / 2 if len(moves) > 1 else self._bar(row, axis)
        side, align = (-1, "right") if axis == LESS else (1, "left")
        return float(getattr(self.columns, axis)) + side * (bar + BESIDE), align

    def _bar(self, row: GroupCounts, name: str) -> float:
        return self.columns.unit * (row.counts[name] or 0)

    def _together(self, row: GroupCounts) -> float:
        """The width of the bar of two moves together, across the line between their columns."""
        return self.columns.unit * (row.count(*row.together) or 0)

    def _around(self, row: GroupCounts) -> tuple[float, str]:
        """The x of the number of what stayed: in its bar, or right of one that is too short."""
        count = row.counts[STAYED] or 0
        bar = self._bar(row, STAYED)
        if not count or bar > width_of(f"{count}", COUNT) + BESIDE:
            return self.columns.stayed, "center"
        return self.columns.stayed + bar / 2 + BESIDE, "left"

    def _draw_count(self, pen: Pen, count: int | None, x: float, base: float, align: str) -> None:
        if count is None:
            with pen.tagged("TD", ActualText=self.words.say("hidden")):
                pen.text(x, base, DASH, COUNT, color="soft", align=align)
            return
        with pen.tagged("TD"):
            pen.text(x, base, f"{count}", COUNT, align=align)


def _fitted(name: str, width: float, height: float) -> tuple[list[str], float]:
    """Break a name into lines that fit into a row, and say their size in pt."""
    size = NAME
    lines = break_lines(name, width, size)
    while 0.4 * size * len(lines) > height and size > NAME_LEAST:
        size -= 0.5
        lines = break_lines(name, width, size)
    return lines, size


def _axis(moves: tuple[str, ...]) -> str:
    """The move at whose line a number stands."""
    return LESS if LESS in moves else MORE


def _width(unit: float, most: float, head: float) -> float:
    return max(head, unit * most + NUMBER)


def _most(rows: Sequence[GroupCounts], name: str) -> float:
    """The longest bar of a column in goals; of two moves together, half stands in each."""
    halves = ((row.count(*row.together) or 0) / 2 for row in rows if name in row.together)
    return max((*(row.counts[name] or 0 for row in rows), *halves), default=0)


def _largest_unit(room: float, most: Sequence[float], heads: Sequence[float]) -> float:
    """The width of a goal at which the longest bars of all columns fit into the room."""
    low, high = 0.0, room
    for _ in range(40):
        unit = (low + high) / 2
        fits = sum(_width(unit, *pair) for pair in zip(most, heads, strict=True)) <= room
        low, high = (unit, high) if fits else (low, unit)
    return low


def _width_of_two_lines(words: str, size: float) -> float:
    """The least width in which bold words stand on two lines, mm."""
    parts = words.split()
    return min(
        max(width_of(" ".join(half), size, bold=True) for half in (parts[:cut], parts[cut:]))
        for cut in range(1, len(parts) + 1)
    )
