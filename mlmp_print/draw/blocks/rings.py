"""The status sheet's wheel: the theme of each goal is shaded as far out as its score now.

The hub is 0 and the rim 4, both in words, with rings between them. The names stand around the
wheel, so that no shade lies under them. If two goals have one theme, its shade reaches as far as
the higher score, and both scores have an outline.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import asin, cos, hypot, pi, sin

from ...model.form import Place
from ..drawing import SpokenLine
from ..geometry import Box, Step
from ..ink import Ink, Painter, Painters, paint_nothing
from ..pen import Pen
from ..sheet import Sheet
from .parts.letters import LEADING, bold_width, break_lines, centered_baseline
from .parts.score_disc import (
    LEAST,
    RING_DISC,
    WORDS,
    Disc,
    draw_disc,
    draw_end,
    end_width,
    number_size,
)
from .parts.shapes import arc, reverse_arc
from .parts.theme_disc import DISC, RING, draw_theme_disc, draw_theme_ring
from .parts.wheel_names import broken_name

HUB = 0.29  # radius of the hub as a share of the wheel's, at least
AWAY = 7.6  # mm from the rim to the middle of a theme's disc, in usual print
BESIDE = 3.0  # mm from a theme's disc to its name
CLEAR = 1.0  # mm between the rim and a name, at least
STEP = 0.5  # mm by which the wheel is made smaller until the names have room
HIGHEST = 4  # the score of the rim
OFF_DISC = 0.8  # mm between the topmost number and the words above it
NAME = 11.0  # pt
REACH = DISC + RING  # mm, the radius of a theme's disc with its ring


@dataclass(frozen=True)
class RingsBlock:
    """`path`: the list of goals with themes and scores; `words`: the alt text, with `{themes}`."""

    box: Box
    path: str
    words: str

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw shades, rings, spokes and names as one Figure."""
        alt = sheet.word(self.words).format(themes=", ".join(sheet.theme_names))
        goals = []
        for number in range(1, sheet.count(self.path) + 1):
            goal = f"{self.path}.{number}"
            goals.append((sheet.place(f"{goal}.theme"), sheet.place(f"{goal}.score_now")))
        spoken = sheet.spoken(
            self.spoken_goal(sheet, number, *goal) for number, goal in enumerate(goals, 1)
        )
        with pen.tagged("Figure", spoken, Alt=alt):
            ScoreWheel.in_box(self.box, sheet).draw(pen, goals)

    def spoken_goal(self, sheet: Sheet, number: int, theme: Place, score: Place) -> SpokenLine:
        """Return the theme of a goal and its score in words: “Health, 2”."""
        names, scores = (
            {state: sheet.state_words(place, state) for state in place.kind.states}
            for place in (theme, score)
        )
        parts = (theme, names), (score, {"": sheet.say("figure.no_score"), **scores})
        return SpokenLine(sheet.entry(self.path, number), parts, leads=True)


@dataclass(frozen=True)
class ScoreWheel:
    """The wheel around (x, y), in mm."""

    sheet: Sheet
    box: Box
    x: float
    y: float
    radius: float

    @classmethod
    def in_box(cls, box: Box, sheet: Sheet) -> ScoreWheel:
        """Return a wheel as large as the box allows with words above it and discs around it."""
        count = len(sheet.themes)
        lowest = max(-cos((number + 0.5) * 2 * pi / count) for number in range(count))
        grown = sheet.grown
        above = grown(RING_DISC.radius) + OFF_DISC + 0.8 * sheet.size(WORDS)
        names = 2 * LEADING * sheet.size(NAME) if sheet.is_large else 0.0
        above += names / 2
        below = grown(AWAY) * lowest + grown(REACH) + names
        radius = (box.h - above - below) / (1 + lowest)
        wheel = cls(sheet, box, box.x + box.w / 2, box.y + above + radius, radius)
        while not wheel.names_fit and wheel.radius > STEP:
            wheel = replace(wheel, radius=wheel.radius - STEP)
        return wheel

    @property
    def names_fit(self) -> bool:
        """Whether all names, in bold, stand in the box."""
        boxes = list(map(self.name_box, self.sheet.themes))
        return all(box.x >= self.box.x and box.right <= self.box.right for box in boxes)

    def off_rim(self, box: Box) -> bool:
        """Tell whether a box is clear of the rim."""
        near_x = min(max(self.x, box.x), box.right)
        near_y = min(max(self.y, box.y), box.bottom)
        return hypot(near_x - self.x, near_y - self.y) >= self.radius + CLEAR

    @property
    def disc(self) -> Disc:
        """The disc of a ring's number."""
        return replace(RING_DISC, radius=self.sheet.grown(RING_DISC.radius))

    @property
    def turn(self) -> float:
        """The angle of a theme's piece, radians."""
        return 2 * pi / len(self.sheet.themes)

    @property
    def hub(self) -> float:
        """The radius of the hub, which has room for its words."""
        lines = len(self.sheet.say("score.low").split("\n"))
        wide = end_width(self.sheet, "score.low") / 2
        corner = hypot(wide, 0.17 * lines * self.sheet.size(WORDS))
        return max(self.radius * HUB, corner + 1.0)

    def reach(self, score: float) -> float:
        """Return the radius of a score's ring."""
        return self.hub + (self.radius - self.hub) * score / HIGHEST

    def draw(self, pen: Pen, goals: Sequence[tuple[Place, Place]]) -> None:
        """Draw the wheel for the theme and score of each goal, from the lowest layer up."""
        keys = self.sheet.themes
        self.draw_scores(pen, goals, self.shade)
        self.draw_rings(pen)
        self.draw_scores(pen, goals, self.outline)
        self.draw_scale(pen)
        for key in keys:
            x, y, _ = self.spot(key)
            draw_theme_disc(pen, self.sheet, x, y, key, self.sheet.grown(DISC))
            self.draw_name(pen, key, bold=False)
        for theme, _ in goals:
            names: Painters = {(key,): self.chosen_theme(key) for key in keys}
            pen.reaction([theme], self.box, {("",): paint_nothing, **names})

    def draw_scores(
        self,
        pen: Pen,
        goals: Sequence[tuple[Place, Place]],
        painter: Callable[[str, float], Painter],
    ) -> None:
        """Draw what shows the score of each goal in the piece of its theme."""
        states = goals[0][1].kind.states
        painters: Painters = {
            (key, state): painter(key, float(state))
            for key in self.sheet.themes
            for state in states
        }
        for goal in goals:
            pen.reaction(goal, self.box, {("", ""): paint_nothing, **painters})

    def piece(self, key: str, score: float) -> list[Step]:
        """Return the part of a theme's piece from the hub to a score's ring."""
        number = list(self.sheet.themes).index(key)
        start = number * self.turn
        end = (number + 1) * self.turn
        first = arc(self.x, self.y, self.hub, start, end)
        outer = arc(self.x, self.y, self.reach(score), start, end)
        return [("M", *first[0][1:]), *first[1:], *reverse_arc(outer), ("Z",)]

    def shade(self, key: str, score: float) -> Painter:
        """Return a painter of a theme's colour as far out as the score."""

        def paint(ink: Ink, _: Box) -> None:
            ink.path(self.piece(key, score), fill=f"shade.{key}")

        return paint

    def outline(self, key: str, score: float) -> Painter:
        """Return a painter of a shade's edge, which shows the score without colour.

        For a score of 0 it is the edge of the hub.
        """

        def paint(ink: Ink, _: Box) -> None:
            ink.path(self.piece(key, score), stroke="answer", width=2.6)

        return paint

    def draw_rings(self, pen: Pen) -> None:
        """Draw rings, spokes, rim and hub."""
        for score in range(1, HIGHEST):
            pen.circle(self.x, self.y, self.reach(score), stroke="line", width=0.7)
        for number in range(len(self.sheet.themes)):
            across = sin(number * self.turn)
            up = cos(number * self.turn)
            (x1, y1), (x2, y2) = (
                (self.x + far * across, self.y - far * up) for far in (self.hub, self.radius)
            )
            pen.line(x1, y1, x2, y2, color="ink", width=1.1)
        pen.circle(self.x, self.y, self.radius, stroke="ink", width=1.7)
        pen.circle(self.x, self.y, self.hub, stroke="ink", width=1.1)

    def draw_scale(self, pen: Pen) -> None:
        """Draw the numbers of the rings on the upper spoke, and both ends in words."""
        for score in range(HIGHEST + 1):
            y = self.y - self.reach(score)
            number = str(score)
            size = number_size(self.disc, number, least=self.sheet.size(LEAST))
            draw_disc(pen, self.x, y, self.disc, number, size)
        top = self.y - self.radius - self.disc.radius
        above = top - OFF_DISC - 0.4 * self.sheet.size(WORDS)
        draw_end(pen, self.sheet, self.x, self.y + 0.6, "score.low", "center")
        draw_end(pen, self.sheet, self.x, above, "score.high", "center")

    def spot(self, key: str) -> tuple[float, float, int]:
        """Return the middle of a theme's disc, and the side its name is on: -1 left, 1 right.

        The disc is clear of the words above the rim.
        """
        away = self.radius + self.sheet.grown(AWAY)
        words = end_width(self.sheet, "score.high") / 2
        clear = asin(min(1.0, (words + self.sheet.grown(REACH) + 0.8) / away))
        middle = (list(self.sheet.themes).index(key) + 0.5) * self.turn
        angle = min(max(middle, clear), 2 * pi - clear)
        side = 1 if sin(angle) > -1e-9 else -1
        return self.x + away * sin(angle), self.y - away * cos(angle), side

    def name_lines(self, key: str) -> Sequence[str]:
        """Return the name of a theme: broken to the room beside its disc, or at its spaces."""
        name = self.sheet.theme_name(key)
        if not self.sheet.is_large:
            x, _, side = self.spot(key)
            edge = self.box.right if side > 0 else self.box.x
            room = abs(edge - x) - self.sheet.grown(DISC) - BESIDE
            return broken_name(name, self.sheet.lang, room, self.sheet.size(NAME))
        widest = max(bold_width(word, self.sheet.size(NAME)) for word in name.split(" "))
        return break_lines(name, widest, self.sheet.size(NAME))

    def name_box(self, key: str) -> Box:
        """Return the box of a name in bold: beside its disc, or in large print over or under it."""
        x, y, side = self.spot(key)
        size = self.sheet.size(NAME)
        lines = self.name_lines(key)
        wide = max(bold_width(line, size) for line in lines)
        high = LEADING * size * len(lines)
        disc = self.sheet.grown(DISC)
        if not self.sheet.is_large:
            start = x + side * (disc + BESIDE)
            return Box(min(start, start + side * wide), y - high / 2, wide, high)
        far = disc + RING + OFF_DISC
        box = Box(x - wide / 2, y - far - high if y < self.y else y + far, wide, high)
        while not self.off_rim(box):
            box = replace(box, x=box.x + side * STEP)
        return box

    def draw_name(self, ink: Ink, key: str, *, bold: bool) -> None:
        """Draw the name at its disc."""
        box, side = self.name_box(key), self.spot(key)[2]
        size = self.sheet.size(NAME)
        align = "center" if self.sheet.is_large else ("left" if side > 0 else "right")
        x = {"left": box.x, "center": box.center[0], "right": box.right}[align]
        for number, line in enumerate(self.name_lines(key)):
            baseline = centered_baseline(box.y + LEADING * size * (number + 0.5), size)
            ink.text(x, baseline, line, size, bold=bold, align=align)

    def chosen_theme(self, key: str) -> Painter:
        """Return a painter of a ring round a theme's disc, and its bold name over the plain one."""

        def paint(ink: Ink, _: Box) -> None:
            x, y = self.spot(key)[:2]
            draw_theme_ring(ink, x, y, self.sheet.grown(DISC))
            ink.rect(self.name_box(key), fill="paper")
            self.draw_name(ink, key, bold=True)

        return paint
