"""The status sheet's review of one goal: its scores, what helped, and the next step.

The card has the score last time, expected and now, and the citizen's own score.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..geometry import Box
from ..pen import Pen
from ..sheet import Sheet
from .parts.card import FIRST, GAP, TICK, GoalFrame
from .parts.goal_score_row import GoalScoreRow
from .parts.themes import ThemeRow
from .parts.writing import whole_lines
from .zone import ZoneBlock

SCORES = ("score_then", "score_expected", "score_now")
OWN_SCORE = "own_score"
ZONES = ("helped", "next_step")
# In mm.
ZONE = 11.4  # height of a zone beside its lines
FOOT = 2.5  # below the last row of a card
AIR = 2.0  # between the parts of a card, at least
AIRS = 5  # how many times there is air
LINES = 3  # writing lines of the goal itself, at most


@dataclass(frozen=True)
class ReviewBlock:
    """A card with the goal and its scores, and a zone for each of `ZONES`. `path`: the list."""

    box: Box
    path: str

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw one goal on a page; the writing lines are shared by the card and the zones."""
        box, pitch = self.box, sheet.pitch
        path = f"{self.path}.{sheet.first}"
        card = _ReviewCard(box, pen, sheet, path)
        room = box.h - card.least_height - len(ZONES) * (GAP + ZONE)
        lines = whole_lines(room, pitch)
        own = min(LINES, max(1, lines // 3))
        zone_lines = (lines - own) // len(ZONES)
        zone = ZONE + zone_lines * pitch
        height = box.h - len(ZONES) * (GAP + zone)
        with pen.section("Sect"):
            replace(card, box=Box(box.x, box.y, box.w, height)).draw(own)
            for number, key in enumerate(ZONES):
                top = box.y + height + GAP + number * (zone + GAP)
                zone_box = Box(box.x, top, box.w, zone)
                ZoneBlock(zone_box, f"{path}.{key}", lines=zone_lines, tag="H3").draw(pen, sheet)


@dataclass(frozen=True)
class _ReviewCard(GoalFrame):
    @property
    def score_rows(self) -> list[GoalScoreRow]:
        """The rows of the scores, the citizen's own last; all on one grid."""
        places = tuple(self.place(key) for key in (*SCORES, OWN_SCORE))
        return [GoalScoreRow(place, self.inner, self.sheet, places) for place in places]

    @property
    def themes(self) -> ThemeRow:
        return ThemeRow(self.place("theme"), self.inner, self.sheet)

    @property
    def least_height(self) -> float:
        """The height of the card without the lines of the goal, mm."""
        scores = sum(row.height for row in self.score_rows)
        return FIRST + self.themes.height + scores + TICK + FOOT + AIRS * AIR

    def draw(self, lines: int) -> None:
        """Draw the goal, its theme, its scores, the tick for disagreeing, and the own score."""
        pen = self.pen
        left = self.box.h - self.least_height - lines * self.sheet.pitch
        air = left / AIRS + AIR  # what is left goes between the parts
        self.draw_frame()
        y = self.draw_lines(self.place("text"), self.box.y + FIRST, lines, above=1.1) + air
        self.themes.draw(pen, y)
        y += self.themes.height + air
        *scores, own = self.score_rows
        for row in scores:
            row.draw(pen, y)
            y += row.height
        y += 1.5 * air
        self.draw_tick(self.place("disagrees"), y)
        own.draw(pen, y + TICK + air / 2)
