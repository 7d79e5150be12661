"""The status sheet's review of one goal: its scores, what helped, and the next step.

The card has the score last time, expected and now, and the citizen's own score.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from ...model.form import Place
from ...text.lengths import total_length
from ..geometry import Box
from ..pen import Pen
from ..sheet import Sheet
from .parts import goal_sizes
from .parts.card import FIRST, GAP, CardPart, GoalFrame, draw_parts
from .parts.goal_sizes import GoalSizes
from .parts.score_rows import ScoreRows
from .parts.themes import ThemeGrid
from .parts.writing import whole_lines
from .zone import ZoneBlock

SCORES = ("score_then", "score_expected", "score_now")
OWN_SCORE = "own_score"
ZONES = ("helped", "next_step")
# In mm.
ZONE = 11.4  # height of a zone beside its lines, in usual print
FOOT = 2.7  # below the last row of a card
AIR = 2.4  # between the parts of a card, at least
MOST_AIR = 6.0  # the same, at most: what is left then goes to the zones
# Writing lines.
LINES = 2  # of the goal itself, where there is room
ZONE_LINES = 2  # of a zone, where there is a choice


@dataclass(frozen=True)
class ReviewBlock:
    """A card with the goal and its scores, and a zone for each of `ZONES`. `path`: the list."""

    box: Box
    path: str

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw one goal on a page; the writing lines are shared by the card and the zones."""
        path = f"{self.path}.{sheet.first}"
        card, lines = self.card(sheet, path)
        box, zone_room = card.box, self.box.h - card.box.h - len(ZONES) * GAP
        zone = zone_room / len(ZONES)
        zone_lines = whole_lines(zone - sheet.grown(ZONE), sheet.pitch)
        with pen.section("Sect"):
            card.draw(pen, lines)
            for number, key in enumerate(ZONES):
                top = box.bottom + GAP + number * (zone + GAP)
                zone_box = Box(box.x, top, box.w, zone)
                ZoneBlock(zone_box, f"{path}.{key}", lines=zone_lines, tag="H3").draw(pen, sheet)

    def card(self, sheet: Sheet, path: str) -> tuple[_ReviewCard, int]:
        """Return the card and its lines: wide and with all lines if the zones have enough then."""
        least_zones = len(ZONES) * (GAP + sheet.grown(ZONE) + ZONE_LINES * sheet.pitch)
        for sizes in (goal_sizes.wide(sheet), goal_sizes.close(sheet)):
            for lines in range(LINES, 0, -1):
                card = _ReviewCard(self.box, sheet, path, sizes)
                if self.box.h - card.least_height(lines) >= least_zones:
                    return card.as_high(self.box.h - least_zones, lines), lines
        return card.as_high(card.least_height(1), 1), 1


@dataclass(frozen=True)
class _ReviewCard(GoalFrame):
    sizes: GoalSizes

    def as_high(self, room: float, lines: int) -> _ReviewCard:
        """Return the card as high as it may be in `room` mm."""
        parts = list(self.parts(lines))
        most = self.least_height(lines) + (MOST_AIR - AIR) * (len(parts) - 1)
        box = self.box
        return replace(self, box=Box(box.x, box.y, box.w, min(room, most)))

    def least_height(self, lines: int) -> float:
        """Return the height of the card with `lines` writing lines for the goal, mm."""
        parts = list(self.parts(lines))
        return total_length(part.height for part in parts) + AIR * (len(parts) - 1) + FOOT

    def parts(self, lines: int) -> Iterator[CardPart]:
        """Yield goal, theme, scores, the tick for disagreeing, and the own score."""
        yield CardPart(FIRST + lines * self.sheet.pitch, partial(self._draw_text, lines))
        grid = ThemeGrid(self.place("theme"), self.inner, self.sheet, self.sizes.themes)
        yield CardPart(grid.height, grid.draw)
        scores = tuple(map(self.place, SCORES))
        own = (self.place(OWN_SCORE),)
        yield self._scores_part(scores, own)
        yield CardPart(self.sizes.tick, self._draw_disagrees)
        yield self._scores_part(own, scores)

    def draw(self, pen: Pen, lines: int) -> None:
        """Draw frame and parts with even air between them."""
        parts = list(self.parts(lines))
        free = self.box.h - FOOT - total_length(part.height for part in parts)
        self.draw_frame(pen)
        draw_parts(pen, parts, self.box.y, free / (len(parts) - 1))

    def _scores_part(self, places: tuple[Place, ...], others: tuple[Place, ...]) -> CardPart:
        above = self.sizes.ends_above
        rows = ScoreRows(places, self.inner, self.sheet, self.sizes.scores, others, above)
        return CardPart(rows.height, rows.draw)

    def _draw_text(self, lines: int, pen: Pen, top: float) -> None:
        self.draw_lines(pen, self.place("text"), top + FIRST, lines, above=1.5)

    def _draw_disagrees(self, pen: Pen, top: float) -> None:
        self.draw_tick(pen, self.place("disagrees"), top, self.sizes.tick)
