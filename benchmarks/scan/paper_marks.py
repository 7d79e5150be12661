"""A person fills in a panel: marks, corrections, writing and slips, with the truth of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from mlmp_print.pdf.panel_layout import PanelLayout

from . import strokes
from .pens import PENS, Paper
from .person import Person
from .spots import Spot, rows, spots
from .strokes import Generator, Stroke
from .truth import EMPTY, ERASED, MARKED, STRUCK, PanelTruth, Value

TICK = "tick"
DRAWN_IN = ("picture",)  # kinds of areas
AWAY = 1.2  # mm, the farthest that a mark lies from the middle of its cell
NEIGHBOURS = 4.0  # radii from a cell to one that stands beside it
TOUCHES = 0.4  # mm beside a cell: a stroke that comes so near may be taken for a mark

# How often, of rows or pages. Rows of one tick are marked less often than others.
UNANSWERED, TICKED = 0.2, 0.35
CORRECTED, DOUBLED, BETWEEN, TAKEN_BACK = 0.07, 0.03, 0.01, 0.01
RUBBED_OUT, TICK_STRUCK, TICK_RUBBED_OUT = 0.05, 0.03, 0.03
LEFT_BLANK, PRINT_CHANGED = 0.03, 0.15
WRITTEN, OVERFLOWS, DRAWS_IN_TEXT = 0.7, 0.03, 0.04
SLIPS, CRUMBS = 0.12, 4


class Panel:
    """A panel on its paper while a person fills it in.

    `printed` are answers that stand on it already: path → text, state or True.
    """

    def __init__(
        self,
        paper: Paper,
        layout: PanelLayout,
        person: Person,
        key: str,
        printed: Mapping[str, Value],
    ):
        self.paper = paper
        self.layout = layout
        self.person = person
        self.rng: Generator = paper.rng
        self.rows = rows(spots(layout))
        self.printed = printed
        self.truth = PanelTruth(key)
        self.notes: list[str] = []
        self.styles: dict[tuple[str, str], str] = {}  # of each mark
        for path, cells in self.rows.items():
            self.truth.cells[path] = {spot.state: EMPTY for spot in cells}
            self.truth.values[path] = False if self._is_tick(cells) else None

    def fill(self) -> None:
        """Mark, write, slip."""
        blank = self.rng.random() < LEFT_BLANK
        for path, cells in self.rows.items():
            if path in self.printed:
                self._over_print(path, cells)
            elif blank:
                continue
            elif self._is_tick(cells):
                self._tick(path, cells[0])
            else:
                self._row(path, cells)
        self._write()
        self._slip()

    # Marks ----------------------------------------------------------------------------------------

    @staticmethod
    def _is_tick(cells: list[Spot]) -> bool:
        return len(cells) == 1 and cells[0].kind == TICK

    def _tick(self, path: str, spot: Spot) -> None:
        chance = self.rng.random()
        if chance < TICKED:
            self._mark(spot)
            self.truth.values[path] = True
        elif chance < TICKED + TICK_STRUCK:
            self._mark(spot)
            self._strike(spot)
        elif chance < TICKED + TICK_STRUCK + TICK_RUBBED_OUT:
            self._rub_out(spot)

    def _row(self, path: str, cells: list[Spot]) -> None:
        if self.rng.random() < UNANSWERED:
            if self.rng.random() < TAKEN_BACK / UNANSWERED:
                spot = self._one(cells)
                self._mark(spot)
                self._strike(spot)
        else:
            self._answer(path, cells)
        if self.rng.random() < RUBBED_OUT:
            spot = self._one(cells)
            if self.truth.cells[path][spot.state] == EMPTY:
                self._rub_out(spot)

    def _answer(self, path: str, cells: list[Spot]) -> None:
        spot, chance = self._one(cells), self.rng.random()
        others = [cell for cell in cells if cell is not spot]
        self.truth.values[path] = spot.state
        if not others:
            self._mark(spot)
            return
        other = self._one(others)
        if chance < CORRECTED:
            self._mark(other)
            self._strike(other)
            self.notes.append(f"corrected {path}")
        elif chance < CORRECTED + DOUBLED:
            self._mark(other)
            self._must_doubt(path, "two marks")
        elif chance < CORRECTED + DOUBLED + BETWEEN and self._between(spot, cells):
            return
        self._mark(spot)

    def _between(self, spot: Spot, cells: list[Spot]) -> bool:
        """A mark in the middle of two cells; False if they are not side by side."""
        others = [cell for cell in cells if cell is not spot]
        near = min(others, key=lambda cell: np.hypot(cell.x - spot.x, cell.y - spot.y))
        if np.hypot(near.x - spot.x, near.y - spot.y) > NEIGHBOURS * spot.radius:
            return False
        x, y = (spot.x + near.x) / 2, (spot.y + near.y) / 2
        self._mark(replace(spot, x=x, y=y), style="cross")
        self.truth.cells[spot.path][spot.state] = EMPTY
        self.truth.values[spot.path] = None
        self._must_doubt(spot.path, "between two cells")
        return True

    def _over_print(self, path: str, cells: list[Spot]) -> None:
        """A row whose answer is printed: most stand; some get a second mark, or are changed."""
        value = self.printed[path]
        self.truth.values[path] = value
        for spot in cells:
            if value is True or spot.state == value:
                self.truth.cells[path][spot.state] = MARKED
        others = [spot for spot in cells if spot.state != value]
        if value is True or not others or self.rng.random() > PRINT_CHANGED:
            return
        other = self._one(others)
        self._mark(other)
        if self.rng.random() < 0.5:
            self._must_doubt(path, "two marks, one of them printed")
            return
        self.truth.values[path] = other.state
        for spot in cells:
            if spot.state == value:
                self.styles[path, spot.state] = "fill"
                self._strike(spot)

    def _must_doubt(self, path: str, why: str) -> None:
        self.truth.must_doubt[path] = why
        self.notes.append(f"{why}: {path}")

    def _may_doubt(self, path: str, why: str) -> None:
        self.truth.may_doubt.setdefault(path, why)

    def _one(self, cells: list[Spot]) -> Spot:
        return cells[int(self.rng.integers(len(cells)))]

    def _mark(self, spot: Spot, style: str = "") -> None:
        """Mark a spot in the person's manner, or in a style."""
        person, rng = self.person, self.rng
        style = style or person.mark(rng)
        if style == "fill" and spot.kind == TICK:
            style = "cross"
        size = rng.uniform(0.75, 1.1)
        if style == "circle":
            size = rng.uniform(0.95, 1.15)
        elif person.large and style in ("cross", "tick", "plus"):
            size = rng.uniform(1.25, 1.7)
        beside = np.clip(rng.normal(0, person.messy, 2), -AWAY, AWAY)
        x, y = spot.x + beside[0], spot.y + beside[1]
        radius = size * spot.radius
        if style == "fill":
            turns = max(5, round(1.7 * radius / PENS[person.pen].width))
            ways = [strokes.zigzag(x, y, radius, turns, rng)]
        else:
            ways = strokes.MARKS[style](x, y, radius, rng)
        self._draw(ways, spot.path)
        self.truth.cells[spot.path][spot.state] = MARKED
        self.styles[spot.path, spot.state] = style

    def _strike(self, spot: Spot) -> None:
        """Cross a mark out."""
        if self.styles.get((spot.path, spot.state)) == "fill":
            way = strokes.crossing
        else:
            way = strokes.scribble if self.rng.random() < 0.75 else strokes.hatching
        self._draw(way(spot.x, spot.y, spot.radius, self.rng), spot.path)
        self.truth.cells[spot.path][spot.state] = STRUCK
        self._may_doubt(spot.path, "crossed out")

    def _rub_out(self, spot: Spot) -> None:
        """A pencil mark that was erased: a pale ghost of it and a smudge."""
        pen, depth = PENS["pencil"], self.rng.uniform(0.07, 0.17)
        for way in strokes.cross(spot.x, spot.y, spot.radius, self.rng):
            self.paper.draw(way, pen, self.person.tremor, opacity=depth)
        self.paper.smudge(spot.x, spot.y, 1.5 * spot.radius, self.rng.uniform(0.03, 0.09))
        self.truth.cells[spot.path][spot.state] = ERASED
        self._may_doubt(spot.path, "erased")

    def _draw(self, ways: list[Stroke], path: str, why: str = "a mark of another row") -> None:
        """Draw with the pen; rows that it touches, other than its own, may be doubted."""
        for way in ways:
            drawn = self.paper.draw(way, PENS[self.person.pen], self.person.tremor)
            self._touches(drawn, path, why)

    def _touches(self, drawn: Stroke, own: str, why: str) -> None:
        for path, cells in self.rows.items():
            if path == own:
                continue
            for spot in cells:
                away = np.hypot(drawn[:, 0] - spot.x, drawn[:, 1] - spot.y).min()
                if away < spot.radius + TOUCHES:
                    self._may_doubt(path, why)

    def show(self, spot: Spot, manner: str) -> None:
        """Mark a spot, strike a mark or rub it out, whatever the chance."""
        if manner == ERASED:
            self._rub_out(spot)
            return
        self._mark(spot)
        if manner == STRUCK:
            self._strike(spot)

    # Writing --------------------------------------------------------------------------------------

    def _write(self) -> None:
        left, top = self.layout.origin
        scale = self.layout.scale
        for area in self.layout.areas:
            if area.path in self.printed or self.rng.random() > WRITTEN:
                continue
            box = area.box
            x, y = left + scale * box.x, top + scale * box.y
            wide, high = scale * box.w, scale * box.h
            self.truth.written.append(area.path)
            if area.kind in DRAWN_IN or (high > 25 and self.rng.random() < DRAWS_IN_TEXT):
                self._ink(strokes.drawing(x, y, wide, high, self.rng))
            else:
                self._lines(x, y, wide, high, area.path)

    def _lines(self, x: float, y: float, wide: float, high: float, path: str) -> None:
        """One line of writing or more; some go past the edges of their box."""
        rng, letters = self.rng, self.person.letters
        room = max(1, int(high / 9))
        count = int(rng.integers(1, room + 1))
        for number in range(count):
            one_line = count == 1 and high < 13
            baseline = y + (high - 1.5 if one_line else 8.5 * (number + 1)) + rng.uniform(-0.6, 0.9)
            start, width = x + 1 + rng.uniform(0, 3), wide * rng.uniform(0.35, 1.02)
            self._ink(strokes.writing(start, baseline, width, letters, rng))
        if high > 15 and rng.random() < OVERFLOWS:
            below, width = y + high + rng.uniform(3, 6), wide * rng.uniform(0.3, 0.8)
            self._ink(strokes.writing(x + 2, below, width, 0.8 * letters, rng))
            self.notes.append(f"writing goes on below {path}")

    def _ink(self, ways: list[Stroke]) -> None:
        for way in ways:
            drawn = self.paper.draw(way, PENS[self.person.writing_pen], 0.6 * self.person.tremor)
            self._touches(drawn, "", "writing")

    # Slips ----------------------------------------------------------------------------------------

    def _slip(self) -> None:
        """A stroke across the page, and a few crumbs."""
        rng = self.rng
        corner = np.array(self.layout.origin)
        wide, high = np.array(self.layout.size) * self.layout.scale
        if rng.random() < SLIPS:
            stray = strokes.across_page(wide, high, rng) + corner
            self._draw([stray], "", "a stray stroke")
            self.notes.append("stray stroke")
        crumb = replace(PENS["black"], width=0.4)
        for _ in range(rng.integers(0, CRUMBS)):
            place = corner + rng.uniform((10, 10), (wide - 10, high - 10))
            drawn = self.paper.draw(np.array([place, place + rng.uniform(-0.4, 0.4, 2)]), crumb)
            self._touches(drawn, "", "a crumb")
