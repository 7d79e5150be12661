"""A theme question as rows of coloured discs with icons, and names beside them.

The columns are as wide as their names need in bold, with even air between them, so that a choice
moves nothing. A chosen theme has a heavy ring and a bold name: colour alone never says which is
chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ....model.form import Place
from ....model.phrases import Phrase
from ....text.hyphenation import break_points
from ....text.lengths import total_length
from ...geometry import Box, Spot
from ...ink import Ink, Painter
from ...pen import Pen
from ...sheet import Sheet
from .letters import bold_width, centered_baseline
from .theme_disc import RING, draw_theme_disc, draw_theme_ring

NAME = 11.0  # pt
# In mm.
BESIDE = 2.0  # between a disc and its name
AIR = 2.6  # between columns, at least
MOST_AIR = 14.0  # between columns, at most
GAP = 0.1  # between the areas to press of two rows
_SOFT = re.compile(r" |(?<=[-/–])(?=\w)")  # where a name may be broken without a hyphen

Lines = dict[str, list[str]]  # theme → the lines of its name


@dataclass(frozen=True)
class ThemeSizes:
    """The radius of a disc and the distance of two rows, mm; and how many columns there may be."""

    radius: float
    pitch: float
    columns: int


CLOSE = ThemeSizes(4.25, 10.3, 4)
WIDE = ThemeSizes(5.0, 13.5, 4)
LARGE_CLOSE = ThemeSizes(5.5, 13.4, 3)
LARGE_WIDE = ThemeSizes(6.0, 17.0, 3)


@dataclass(frozen=True)
class ThemeGrid:
    """One theme question, across a box."""

    place: Place
    box: Box
    sheet: Sheet
    sizes: ThemeSizes

    # Sizes ----------------------------------------------------------------------------------------

    @property
    def height(self) -> float:
        """The height of all rows, mm."""
        return self.sizes.pitch * (len(self.rows) - 1) + 2 * self._ring

    @property
    def _ring(self) -> float:
        """The radius of all that a chosen disc takes with its ring, mm."""
        return self.sizes.radius + RING

    @property
    def _size(self) -> float:
        return self.sheet.size(NAME)

    @property
    def _before(self) -> float:
        """From the left edge of a column to its name, mm."""
        return self._ring + self.sizes.radius + BESIDE

    def _widest(self, lines: list[str]) -> float:
        """The width of a name's widest line in mm, when it is chosen (bold)."""
        return max(bold_width(line, self._size) for line in lines)

    # Rows -----------------------------------------------------------------------------------------

    @cached_property
    def rows(self) -> list[Lines]:
        """The names in as few rows as hold them, each as full as the first.

        Names are broken at spaces first. A hyphen goes into a name only where two more rows would
        be needed without it.

        Raises:
            ValueError: A name does not fit even alone.
        """
        keys = list(self.sheet.themes)
        for columns, hyphens in self._tries():
            count = -(-len(keys) // columns)
            per_row = -(-len(keys) // count)
            if lines := self._broken(keys, per_row, hyphens=hyphens):
                starts = range(0, len(keys), per_row)
                rows = [keys[start : start + per_row] for start in starts]
                return [{key: lines[key] for key in row} for row in rows]
        raise ValueError(Phrase("the name of a life theme is wider than a goal card"))

    def _tries(self) -> Iterator[tuple[int, bool]]:
        """Yield the numbers of columns to try, and whether names may have hyphens."""
        most = self.sizes.columns
        yield from ((columns, False) for columns in (most, most - 1))
        yield from ((columns, True) for columns in (most, most - 1))
        yield from ((columns, True) for columns in range(most - 2, 0, -1))

    def _needs(self, names: Sequence[list[str]], per_row: int) -> list[float]:
        """The width that each column needs for the names in it, mm."""
        return [
            self._before + max(map(self._widest, names[column::per_row]))
            for column in range(per_row)
        ]

    def _broken(self, keys: list[str], per_row: int, *, hyphens: bool) -> Lines | None:
        """Return the names in one or two lines, or None if rows of `per_row` are too wide.

        Names are broken only until the columns fit with air between them. Of those that make a
        column as wide as it is, the widest is broken first.
        """
        lines = {key: [self.sheet.theme_name(key)] for key in keys}
        while True:
            needs = self._needs(list(lines.values()), per_row)
            if total_length(needs) + AIR * (per_row - 1) <= self.box.w:
                return lines
            breakable = {}
            for number, key in enumerate(keys):
                fills = self._before + self._widest(lines[key]) == needs[number % per_row]
                if fills and len(lines[key]) == 1:
                    breakable[key] = self._in_two(lines[key][0], hyphens=hyphens)
            shorter = {key: halves for key, halves in breakable.items() if len(halves) > 1}
            if not shorter:
                return None
            widest = max(shorter, key=lambda key: self._widest(lines[key]))
            lines[widest] = shorter[widest]

    def _in_two(self, name: str, *, hyphens: bool) -> list[str]:
        """Return a name in the two lines that are narrowest, or in one if it has no break."""
        halves = [[name[: at.start()], name[at.end() :]] for at in _SOFT.finditer(name)]
        if hyphens and not halves:
            points = break_points(name, self.sheet.lang)
            halves = [[f"{name[:point]}-", name[point:]] for point in points]
        return min(halves, key=self._widest, default=[name])

    # Ink ------------------------------------------------------------------------------------------

    def draw(self, pen: Pen, top: float) -> None:
        """Draw the rows, the first one's top at `top`; discs of a column stand under each other."""
        for number, row in enumerate(self.rows):
            self._draw_row(pen, row, top + self._ring + self.sizes.pitch * number)

    @cached_property
    def _columns(self) -> list[tuple[float, float]]:
        """The x of the left and right edge of each column."""
        names = [lines for row in self.rows for lines in row.values()]
        needs = self._needs(names, len(self.rows[0]))
        free = self.box.w - total_length(needs)
        air = min(MOST_AIR, free / (len(needs) - 1)) if len(needs) > 1 else 0.0
        columns = []
        left = self.box.x
        for need in needs:
            columns.append((left, left + need))
            left += need + air
        return columns

    def _draw_row(self, pen: Pen, row: Lines, middle: float) -> None:
        """Draw discs and names, and a button over each."""
        half = min(self._ring, self.sizes.pitch / 2 - GAP / 2)
        cells = {
            key: Box(left, middle - half, right - left, 2 * half)
            for key, (left, right) in zip(row, self._columns, strict=False)
        }
        names = ", ".join(map(self.sheet.theme_name, row))
        spoken = self.sheet.wording.followed(self.place, names)
        with pen.tagged("P", ActualText=spoken):
            for key, cell in cells.items():
                x = cell.x + self._ring
                draw_theme_disc(pen, self.sheet, x, middle, key, self.sizes.radius)
                self._draw_name(pen, row[key], cell, bold=False)
        for key, cell in cells.items():
            spot = Spot.disc(cell.x + self._ring, middle, self.sizes.radius)
            pen.button(self.place, key, cell, self._chosen(row[key]), spot)

    def _draw_name(self, ink: Ink, lines: list[str], cell: Box, *, bold: bool) -> None:
        """Draw a name beside its disc."""
        leading = 0.4 * self._size
        for number, line in enumerate(lines):
            middle = cell.center[1] + leading * (number - (len(lines) - 1) / 2)
            baseline = centered_baseline(middle, self._size)
            ink.text(cell.x + self._before, baseline, line, self._size, bold=bold)

    def _chosen(self, lines: list[str]) -> Painter:
        """A painter of a ring round the disc, and of the bold name over the plain one."""

        def paint(ink: Ink, box: Box) -> None:
            x, y = box.x + self._ring, box.center[1]
            under = box.inset(2 * self._ring + 0.1, 0.0, 0.0, 0.0)
            ink.rect(under, fill="paper")
            self._draw_name(ink, lines, box, bold=True)
            draw_theme_ring(ink, x, y, self.sizes.radius)

        return paint
