"""A theme to choose: a row of coloured discs with icons and names; more rows if the names need them.

The columns are as wide as their names need, so that the gaps between names are even. Chosen: a heavy ring and a bold name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from .. import typeset
from ..model import MM, Box, Pen, Place, Sheet

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
            rows = [self.broken(keys[start : start + per]) for start in range(0, len(keys), per)]
            if all(row is not None for row in rows):
                return [row for row in rows if row is not None]
        raise ValueError("the name of a life theme is wider than a goal card")

    def widest(self, lines: list[str]) -> float:
        """The width of a name's widest line in mm, when chosen (bold)."""
        return max(typeset.width(line, self.sheet.size(NAME), "bold") / MM for line in lines)

    def broken(self, keys: list[str]) -> dict[str, list[str]] | None:
        """The names of a row in lines: broken at a space, the widest first, only until they fit with gaps; None if they cannot."""
        names = {key: self.sheet.say(f"themes.{key}") for key in keys}
        lines = {key: [name] for key, name in names.items()}
        while sum(map(self.widest, lines.values())) + NAME_GAP * len(lines) > self.box.w:
            whole = [key for key, (first, *rest) in lines.items() if not rest and " " in first]
            if not whole:
                return None
            widest = max(whole, key=lambda key: self.widest(lines[key]))
            lines[widest] = names[widest].split(" ", 1)
        return lines

    def draw(self, pen: Pen, top: float) -> None:
        """The rows, the first one's top at `top`."""
        for number, row in enumerate(self.rows):
            self.draw_row(pen, row, top + number * self.row_height + ABOVE)

    def draw_row(self, pen: Pen, row: dict[str, list[str]], top: float) -> None:
        """Discs, names, and a button over each."""
        needs = {key: self.widest(lines) for key, lines in row.items()}
        gap = (self.box.w - sum(needs.values())) / len(needs)
        left, columns = self.box.x, {}
        for key, need in needs.items():
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
            pen.text(column.center[0], baseline, line, self.sheet.size(NAME), bold=bold, align="center")

    def chosen(self, lines: list[str]) -> Callable[[Pen, Box], None]:
        """A heavy ring round the disc, and the name in bold over the plain one."""

        def draw(pen: Pen, box: Box) -> None:
            pen.circle(box.center[0], box.y + RING, DISC + 0.85, stroke="answer", width=3.0)
            under = box.y + 2 * RING + 0.05
            pen.rect(Box(box.x, under, box.w, box.bottom - under), fill="paper")
            self.draw_name(pen, lines, box, bold=True)

        return draw
