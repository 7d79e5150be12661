"""A theme question as rows of coloured discs with icons and names.

The columns are as wide as their names need, so that the gaps between names are even. A chosen theme
has a heavy ring and a bold name: colour alone never says which is chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ....model.form import Place
from ....model.phrases import Phrase
from ...geometry import Box
from ...ink import Ink, Painter
from ...pen import Pen
from ...sheet import Sheet
from .letters import bold_width

NAME = 9.0  # pt
DISC = 4.6  # mm, radius of a disc
RING = 6.1  # mm, radius of all that a chosen disc takes with its ring
ICON = 5.8  # mm
ABOVE = 1.4  # mm, free above a row
BELOW = 0.4  # mm, free below a row
NAME_DROP = 4.4  # mm from a disc to the baseline of its name
NAME_GAP = 2.2  # mm between names, at least

Lines = dict[str, list[str]]  # theme → the lines of its name


def draw_theme_disc(ink: Ink, sheet: Sheet, x: float, y: float, key: str) -> None:
    """Draw a theme's disc with its icon."""
    ink.circle(x, y, DISC, fill=f"theme.{key}", stroke="ink", width=1.1)
    icon = Box(x - ICON / 2, y - ICON / 2, ICON, ICON)
    ink.icon(sheet.theme_icon(key), icon, width=1.1)


def draw_theme_ring(ink: Ink, x: float, y: float) -> None:
    """Draw the ring round the disc of a chosen theme."""
    ink.circle(x, y, DISC + 0.85, stroke="answer", width=3.0)


@dataclass(frozen=True)
class ThemeRow:
    """One theme question, across a box."""

    place: Place
    box: Box
    sheet: Sheet

    @property
    def leading(self) -> float:
        """The distance of a name's lines, mm."""
        return 0.4 * self.sheet.size(NAME)

    @property
    def row_height(self) -> float:
        """The height of ring, disc and as many lines as the longest name has, mm."""
        most = max(len(lines) for row in self.rows for lines in row.values())
        return ABOVE + RING + DISC + NAME_DROP + self.leading * (most - 1) + 1.0 + BELOW

    @property
    def height(self) -> float:
        """The height of all rows, mm."""
        return self.row_height * len(self.rows)

    @cached_property
    def rows(self) -> list[Lines]:
        """The names in rows: in one row if that fits, else in two of equal count, and so on.

        Raises:
            ValueError: A name does not fit even alone.
        """
        keys = list(self.sheet.themes)
        for count in range(1, len(keys) + 1):
            per_row = -(-len(keys) // count)
            if lines := self.break_names(keys, per_row):
                starts = range(0, len(keys), per_row)
                rows = [keys[start : start + per_row] for start in starts]
                return [{key: lines[key] for key in row} for row in rows]
        raise ValueError(Phrase("the name of a life theme is wider than a goal card"))

    def widest(self, lines: list[str]) -> float:
        """Return the width of a name's widest line in mm, when it is chosen (bold)."""
        return max(bold_width(line, self.sheet.size(NAME)) for line in lines)

    def needs(self, names: Sequence[list[str]], per_row: int) -> list[float]:
        """Return the width that each column needs for the names in it, mm."""
        return [max(map(self.widest, names[column::per_row])) for column in range(per_row)]

    def break_names(self, keys: list[str], per_row: int) -> Lines | None:
        """Return the names in lines, or None if rows of `per_row` are too wide.

        Names are broken at a space, and only until the columns fit with gaps between them. Of those
        that make a column as wide as it is, the widest is broken first.
        """
        lines = {key: [self.sheet.theme_name(key)] for key in keys}
        while True:
            needs = self.needs(list(lines.values()), per_row)
            if sum(needs) + NAME_GAP * per_row <= self.box.w:
                return lines
            wide = [
                key
                for number, key in enumerate(keys)
                if self.widest(lines[key]) == needs[number % per_row]
            ]
            whole = [key for key in wide if len(lines[key]) == 1 and " " in lines[key][0]]
            if not whole:
                return None
            widest = max(whole, key=lambda key: self.widest(lines[key]))
            lines[widest] = lines[widest][0].split(" ", 1)

    def draw(self, pen: Pen, top: float) -> None:
        """Draw the rows, the first one's top at `top`; discs of a column stand under each other."""
        names = [lines for row in self.rows for lines in row.values()]
        needs = self.needs(names, len(self.rows[0]))
        for number, row in enumerate(self.rows):
            self.draw_row(pen, row, top + number * self.row_height + ABOVE, needs)

    def draw_row(self, pen: Pen, row: Lines, top: float, needs: Sequence[float]) -> None:
        """Draw discs and names, and a button over each, in columns with even gaps."""
        gap = (self.box.w - sum(needs)) / len(needs)
        left = self.box.x
        columns = {}
        for key, need in zip(row, needs, strict=False):
            columns[key] = Box(left, top, need + gap, self.row_height - ABOVE - BELOW)
            left += need + gap
        names = ", ".join(map(self.sheet.theme_name, row))
        spoken = self.sheet.wording.followed(self.place, names)
        with pen.tagged("P", ActualText=spoken):
            for key, column in columns.items():
                draw_theme_disc(pen, self.sheet, column.center[0], column.y + RING, key)
                self.draw_name(pen, row[key], column, bold=False)
        for key, column in columns.items():
            pen.button(self.place, key, column, self.chosen(row[key]))

    def draw_name(self, ink: Ink, lines: list[str], column: Box, *, bold: bool) -> None:
        """Draw a name below its disc."""
        x = column.center[0]
        size = self.sheet.size(NAME)
        for number, line in enumerate(lines):
            baseline = column.y + RING + DISC + NAME_DROP + self.leading * number
            ink.text(x, baseline, line, size, bold=bold, align="center")

    def chosen(self, lines: list[str]) -> Painter:
        """Return a painter of a ring round the disc, and of the bold name over the plain one."""

        def paint(ink: Ink, box: Box) -> None:
            draw_theme_ring(ink, box.center[0], box.y + RING)
            under = box.y + 2 * RING + 0.05
            ink.rect(Box(box.x, under, box.w, box.bottom - under), fill="paper")
            self.draw_name(ink, lines, box, bold=True)

        return paint
