"""A theme to choose: a row of coloured discs with icons and names; more rows if the names need them.

The columns are as wide as their names need, so that the gaps between names are even. Chosen: a heavy ring and a bold name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from ....model.form import Place
from ....text import typeset
from ...geometry import MM, Box
from ...pen import Pen
from ...sheet import Sheet

NAME = 9.0  # pt
DISC, RING = 4.6, 6.1  # radius of a disc, and of the ring round a chosen one, mm
ABOVE, BELOW = 1.4, 0.4  # free above and below a row
NAME_DROP = 4.4  # from a disc to the baseline of its name
NAME_GAP = 2.2  # between names, at least


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
        """Ring, disc and as many lines as the longest name has."""
        most = max(len(lines) for row in self.rows for lines in row.values())
        return ABOVE + RING + DISC + NAME_DROP + self.leading * (most - 1) + 1.0 + BELOW

    @property
    def height(self) -> float:
        """The height of all rows, mm."""
        return self.row_height * len(self.rows)

    @cached_property
    def rows(self) -> list[dict[str, list[str]]]:
        """Theme → the lines of its name, in rows: in one row if that fits, else in two of equal count, and so on.

        Raises ValueError if a name does not fit even alone.
        """
        keys = list(self.sheet.themes)
        for count in range(1, len(keys) + 1):
            per = -(-len(keys) // count)
            if lines := self.broken(keys, per):
                return [
                    {key: lines[key] for key in keys[start : start + per]}
                    for start in range(0, len(keys), per)
                ]
        raise ValueError("the name of a life theme is wider than a goal card")

    def widest(self, lines: list[str]) -> float:
        """The width of a name's widest line in mm, when chosen (bold)."""
        return max(typeset.width(line, self.sheet.size(NAME), "bold") / MM for line in lines)

    def needs(self, lines: Sequence[list[str]], per: int) -> list[float]:
        """The width that each of `per` columns needs for the names in it, mm."""
        return [max(map(self.widest, lines[column::per])) for column in range(per)]

    def broken(self, keys: list[str], per: int) -> dict[str, list[str]] | None:
        """The names in lines, in rows of `per`: broken at a space, only until the columns fit with gaps; None if they cannot.

        The widest is broken first of those that make a column as wide as it is.
        """
        lines = {key: [self.sheet.say(f"themes.{key}")] for key in keys}
        while sum(needs := self.needs(list(lines.values()), per)) + NAME_GAP * per > self.box.w:
            wide = [
                key
                for number, key in enumerate(keys)
                if self.widest(lines[key]) == needs[number % per]
            ]
            whole = [key for key in wide if len(lines[key]) == 1 and " " in lines[key][0]]
            if not whole:
                return None
            widest = max(whole, key=lambda key: self.widest(lines[key]))
            lines[widest] = lines[widest][0].split(" ", 1)
        return lines

    def draw(self, pen: Pen, top: float) -> None:
        """The rows, the first one's top at `top`; discs of a column stand under each other."""
        needs = self.needs(
            [lines for row in self.rows for lines in row.values()], len(self.rows[0])
        )
        for number, row in enumerate(self.rows):
            self.draw_row(pen, row, top + number * self.row_height + ABOVE, needs)

    def draw_row(
        self, pen: Pen, row: dict[str, list[str]], top: float, needs: Sequence[float]
    ) -> None:
        """Discs, names, and a button over each, in columns of the width that they need and a gap."""
        gap = (self.box.w - sum(needs)) / len(needs)
        left, columns = self.box.x, {}
        for key, need in zip(row, needs, strict=False):
            columns[key] = Box(left, top, need + gap, self.row_height - ABOVE - BELOW)
            left += need + gap
        with pen.tagged("P"):
            for key, column in columns.items():
                self.draw_theme(pen, key, row[key], column)
        for key, column in columns.items():
            pen.button(self.place, key, column, self.chosen(row[key]))

    def draw_theme(self, pen: Pen, key: str, lines: list[str], column: Box) -> None:
        """One disc with its icon and name."""
        x, y = column.center[0], column.y + RING
        pen.circle(x, y, DISC, fill=f"theme.{key}", stroke="ink", width=1.1)
        pen.icon(self.sheet.theme_icon(key), Box(x - 2.9, y - 2.9, 5.8, 5.8), width=1.1)
        self.draw_name(pen, lines, column, bold=False)

    def draw_name(self, pen: Pen, lines: list[str], column: Box, *, bold: bool) -> None:
        """A name below its disc."""
        for number, line in enumerate(lines):
            baseline = column.y + RING + DISC + NAME_DROP + self.leading * number
            pen.text(
                column.center[0], baseline, line, self.sheet.size(NAME), bold=bold, align="center"
            )

    def chosen(self, lines: list[str]) -> Callable[[Pen, Box], None]:
        """A heavy ring round the disc, and the name in bold over the plain one."""

        def draw(pen: Pen, box: Box) -> None:
            pen.circle(box.center[0], box.y + RING, DISC + 0.85, stroke="answer", width=3.0)
            under = box.y + 2 * RING + 0.05
            pen.rect(Box(box.x, under, box.w, box.bottom - under), fill="paper")
            self.draw_name(pen, lines, box, bold=True)

        return draw
