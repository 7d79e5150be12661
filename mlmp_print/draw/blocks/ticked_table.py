"""A table with a line of ticks under each row: too many for columns of their own.

The ticks are a cell of their row, under a heading of their own, so that it is tagged as a Table
with header cells (ISO 14289-1 7.5).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from ..geometry import Box
from ..pen import Pen
from ..sheet import Sheet
from .parts.card import RADIUS
from .parts.letters import LEADING
from .parts.tick_strip import TickStrip
from .table import ABOVE, BELOW, LABEL, TableBlock, TableDrawer

LINES = 2  # the most writing lines of a row, over its ticks


@dataclass(frozen=True)
class TickedTableBlock:
    """`path`: the list; `columns`: question → width, in parts of the box's width.

    `ticks`: a question that there are several of (`each`), answered by ticks. Rows are as high as
    they need to be, so the box may be higher than the table.
    """

    box: Box
    path: str
    columns: Mapping[str, float] = field(hash=False)
    ticks: str

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw head and rows with their ticks, then the lines between them."""
        table = TableBlock(self.box, self.path, self.columns)
        _TickedTableDrawer(table, pen, sheet, self.ticks).draw()


@dataclass(frozen=True)
class _TickedTableDrawer(TableDrawer):
    """Such a table on one panel. `ticks`: as in the block."""

    ticks: str

    @cached_property
    def head(self) -> float:
        """The height of the head, mm: the name of the ticks stands under the first label."""
        first = next(iter(self.headings.values()))
        size = self.sheet.size(LABEL)
        return max(super().head, ABOVE + first.height(self.drop) + LEADING * size + BELOW)

    @cached_property
    def box(self) -> Box:
        """What the table covers."""
        box = self.table.box
        high = LINES * self.sheet.pitch + self.strip(self.entries[0]).height
        return replace(box, h=min(box.h, self.head + len(self.entries) * high))

    def strip(self, entry: int) -> TickStrip:
        """Return the ticks of a row."""
        box = self.table.box
        row = (box.h - self.head) / len(self.entries)
        keys = self.sheet.keys_alike(f"{self.table.path}.{entry}", self.ticks)
        places = [self.place(key, entry) for key in keys]
        return TickStrip(places, box.w - 2 * self.pad, row, self.sheet)

    def draw_head(self) -> None:
        """Draw the headings of the columns, and the name of the ticks at the lower left."""
        super().draw_head()
        size = self.sheet.size(LABEL)
        words = self.sheet.common_label(self.strip(self.entries[0]).places[0])
        baseline = self.box.y + self.head - BELOW - 0.1 * size
        with self.pen.tagged("TH", Scope="Column"):
            self.pen.text(self.box.x + self.pad, baseline, words, size, bold=True)

    def draw_row(self, entry: int, top: float, high: float) -> None:
        """Draw the cells of a row, and below them its ticks."""
        strip = self.strip(entry)
        over = high - strip.height
        super().draw_row(entry, top, over)
        with self.pen.section("TD"):
            strip.draw(self.pen, self.box.x + self.pad, top + over)

    def draw_lines(self, tops: list[float]) -> None:
        """Draw strong lines between rows, and thin ones around the cells over the ticks."""
        box, pen = self.box, self.pen
        over = self.high - self.strip(self.entries[0]).height
        lefts = [left for left, _ in list(self.columns.values())[1:]]
        for left in lefts:
            pen.line(left, box.y, left, box.y + self.head, width=0.7)
        for top in tops:
            pen.line(box.x, top, box.right, top, width=1.0)
            pen.line(box.x, top + over, box.right, top + over, width=0.7)
            for left in lefts:
                pen.line(left, top, left, top + over, width=0.7)
        pen.rect(box, radius=RADIUS, stroke="line", width=1.2)
