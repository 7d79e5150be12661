"""One goal at the next meeting: the score last time, expected and now, the citizen's own score, what helped, and the next step."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..geometry import Box
from ..pen import Pen
from ..sheet import Sheet
from .goals import FIRST, GAP, TICK, Card
from .parts.scale import Scale
from .parts.themes import ThemeRow
from .zone import ZoneBlock

SCORES = ("score_then", "score_expected", "score_now")
ZONES = ("helped", "next_step")
ZONE = 11.4  # height of a zone beside its lines
FOOT = 2.5  # below the last row of a card
AIR, AIRS = 2.0, 5  # between the parts of a card, at least; how many times
LINES = 3  # of the goal itself, at most


@dataclass(frozen=True)
class ReviewBlock:
    """A card with the goal and its scores, and a zone each for what helped and what comes next. `path`: the list."""

    box: Box
    path: str

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """One goal on a page."""
        path = f"{self.path}.{sheet.first}"
        card = _Status(self.box, pen, sheet, path)
        pitch = sheet.pitch
        lines = int((self.box.h - card.least - len(ZONES) * (GAP + ZONE)) / pitch + 1e-6)
        own = min(LINES, max(1, lines // 3))
        zoned = (lines - own) // len(ZONES)
        zone = ZONE + zoned * pitch
        height = self.box.h - len(ZONES) * (GAP + zone)
        with pen.section("Sect"):
            replace(card, box=Box(self.box.x, self.box.y, self.box.w, height)).draw(own)
            for number, key in enumerate(ZONES):
                box = Box(
                    self.box.x, self.box.y + height + GAP + number * (zone + GAP), self.box.w, zone
                )
                ZoneBlock(box, f"{path}.{key}", lines=zoned, tag="H3").draw(pen, sheet)


@dataclass(frozen=True)
class _Status(Card):
    @property
    def scales(self) -> list[Scale]:
        """The rows of the scores, the citizen's own last; all on one grid."""
        places = [self.place(key) for key in (*SCORES, "own_score")]
        return [Scale(place, self.inner, self.sheet, tuple(places)) for place in places]

    @property
    def themes(self) -> ThemeRow:
        return ThemeRow(self.place("theme"), self.inner, self.sheet)

    @property
    def least(self) -> float:
        """The height of the card without the lines of the goal, mm."""
        return (
            FIRST
            + self.themes.height
            + sum(scale.height for scale in self.scales)
            + TICK
            + FOOT
            + AIRS * AIR
        )

    def draw(self, lines: int) -> None:
        """The goal, its theme, its scores; then the tick for disagreeing, and the citizen's own score."""
        pen = self.pen
        air = (
            self.box.h - self.least - lines * self.sheet.pitch
        ) / AIRS + AIR  # what is left goes between the parts
        self.draw_frame()
        y = self.draw_lines(self.place("text"), self.box.y + FIRST, lines, above=1.1) + air
        self.themes.draw(pen, y)
        y += self.themes.height + air
        *scores, own = self.scales
        for scale in scores:
            scale.draw(pen, y)
            y += scale.height
        y += 1.5 * air
        self.draw_tick(self.place("disagrees"), y)
        own.draw(pen, y + TICK + air / 2)
