"""The wheel as a picture of now: each theme that a goal is about is shaded from the middle outwards, as far as its score is.

The middle is 0, the rim 4, both in words; rings between them. The names stand around the wheel, so that no shading lies under
them. Two goals of one theme: the one that needs more help is shaded, and both scores have an outline.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import asin, cos, hypot, pi, sin

from ...text import typeset
from ..geometry import MM, Box
from ..pen import Pen
from ..sheet import Sheet
from .parts.scale import WORDS, draw_end, end_width, number_size
from .parts.scale import draw_number as draw_score
from .parts.themes import DISC, RING
from .progress import nothing
from .wheel import arc

Draw = Callable[[Pen, Box], None]

HUB = 0.29  # radius of the hub as a share of the wheel's, at least
AWAY, BESIDE = 7.6, 3.0  # from the rim to the middle of a theme's disc, from the disc to its name
MARKS = 4  # the highest score
SPOT = 2.5  # radius of a ring's number
NAME = 10.0  # pt


@dataclass(frozen=True)
class RingsBlock:
    """`path`: the list whose themes and scores are shown; `words`: what the picture shows, with `{themes}`."""

    box: Box
    path: str
    words: str

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Shades, rings, spokes, and names: one Figure."""
        names = [sheet.say(f"themes.{key}") for key in sheet.themes]
        with pen.tagged("Figure", Alt=sheet.word(self.words).format(themes=", ".join(names))):
            _SmallWheel.on(self.box, sheet).draw(
                pen, [f"{self.path}.{number}" for number in range(1, sheet.count(self.path) + 1)]
            )


@dataclass(frozen=True)
class _SmallWheel:
    sheet: Sheet
    box: Box
    x: float
    y: float
    radius: float

    @classmethod
    def on(cls, box: Box, sheet: Sheet) -> _SmallWheel:
        """As large as the box allows, with words above the rim and discs around it."""
        turn = 2 * pi / len(sheet.themes)
        lowest = max(-cos((number + 0.5) * turn) for number in range(len(sheet.themes)))
        above = SPOT + 0.8 + 0.8 * sheet.size(WORDS)
        radius = (box.h - above - AWAY * lowest - RING) / (1 + lowest)
        return cls(sheet, box, box.x + box.w / 2, box.y + above + radius, radius)

    @property
    def turn(self) -> float:
        """The angle of a theme's piece."""
        return 2 * pi / len(self.sheet.themes)

    @property
    def hub(self) -> float:
        """The radius of the hub: its words have room."""
        lines = len(self.sheet.say("score.low").split("\n"))
        corner = hypot(
            end_width(self.sheet, "score.low") / 2, 0.17 * lines * self.sheet.size(WORDS)
        )
        return max(self.radius * HUB, corner + 1.0)

    def reach(self, score: float) -> float:
        """The radius of a score's ring."""
        return self.hub + (self.radius - self.hub) * score / MARKS

    def draw(self, pen: Pen, goals: Sequence[str]) -> None:
        """In the order in which they lie on each other."""
        sheet, keys = self.sheet, list(self.sheet.themes)
        asked = [(sheet.place(f"{goal}.theme"), sheet.place(f"{goal}.score_now")) for goal in goals]
        both = [(key, state) for key in keys for state in asked[0][1].kind.states]
        for places in asked:
            pen.reacts(
                places,
                self.box,
                {
                    ("", ""): nothing,
                    **{(key, state): self.shade(key, float(state)) for key, state in both},
                },
            )
        self.draw_rings(pen)
        for places in asked:
            pen.reacts(
                places,
                self.box,
                {
                    ("", ""): nothing,
                    **{(key, state): self.outline(key, float(state)) for key, state in both},
                },
            )
        self.draw_scale(pen)
        for key in keys:
            self.draw_name(pen, key)
        for theme, _ in asked:
            pen.reacts(
                [theme], self.box, {("",): nothing, **{(key,): self.in_play(key) for key in keys}}
            )

    def piece(self, key: str, score: float) -> list[tuple[float | str, ...]]:
        """The part of a theme's piece from the hub to a score's ring."""
        number = list(self.sheet.themes).index(key)
        start, end = number * self.turn, (number + 1) * self.turn
        first = arc(self.x, self.y, self.hub, start, end)
        outer = arc(self.x, self.y, self.reach(score), start, end)
        return [("M", *first[0][1:]), *first[1:], *backwards(outer), ("Z",)]

    def shade(self, key: str, score: float) -> Draw:
        """A theme's colour as far out as the score."""
        return lambda pen, _: pen.path(self.piece(key, score), fill=f"shade.{key}")

    def outline(self, key: str, score: float) -> Draw:
        """The edge of the shade, so that it is seen without colour; of score 0, the edge of the hub."""
        return lambda pen, _: pen.path(self.piece(key, score), stroke="answer", width=2.6)

    def draw_rings(self, pen: Pen) -> None:
        """Rings, spokes and rim."""
        for score in range(1, MARKS):
            pen.circle(self.x, self.y, self.reach(score), stroke="line", width=0.7)
        for number in range(len(self.sheet.themes)):
            across, up = sin(number * self.turn), cos(number * self.turn)
            (x1, y1), (x2, y2) = (
                (self.x + far * across, self.y - far * up) for far in (self.hub, self.radius)
            )
            pen.line(x1, y1, x2, y2, color="ink", width=1.1)
        pen.circle(self.x, self.y, self.radius, stroke="ink", width=1.7)
        pen.circle(self.x, self.y, self.hub, stroke="ink", width=1.1)

    def draw_scale(self, pen: Pen) -> None:
        """The numbers of the rings on the upper spoke, and both ends in words."""
        for score in range(MARKS + 1):
            y = self.y - self.reach(score)
            pen.circle(self.x, y, SPOT, fill="paper", stroke="ink", width=0.8)
            draw_score(
                pen,
                self.x,
                y,
                str(score),
                number_size(self.sheet, SPOT, str(score)),
                bold=False,
                color="ink",
            )
        draw_end(pen, self.sheet, self.x, self.y + 0.6, "score.low", "center")
        draw_end(
            pen,
            self.sheet,
            self.x,
            self.y - self.radius - SPOT - 0.8 - 0.4 * self.sheet.size(WORDS),
            "score.high",
            "center",
        )

    def spot(self, key: str) -> tuple[float, float, int]:
        """The middle of a theme's disc, clear of the words above the rim, and the side its name is on."""
        away = self.radius + AWAY
        clear = asin(min(1.0, (end_width(self.sheet, "score.high") / 2 + RING + 0.8) / away))
        angle = min(
            max((list(self.sheet.themes).index(key) + 0.5) * self.turn, clear), 2 * pi - clear
        )
        return (
            self.x + away * sin(angle),
            self.y - away * cos(angle),
            1 if sin(angle) > -1e-9 else -1,
        )

    def draw_name(self, pen: Pen, key: str) -> None:
        """A theme's disc with its icon, and its name beside it."""
        x, y, _ = self.spot(key)
        pen.circle(x, y, DISC, fill=f"theme.{key}", stroke="ink", width=1.1)
        pen.icon(self.sheet.theme_icon(key), Box(x - 2.9, y - 2.9, 5.8, 5.8), width=1.1)
        self.write_name(pen, key, bold=False)

    def write_name(self, pen: Pen, key: str, *, bold: bool) -> None:
        """The name beside its disc."""
        x, y, side = self.spot(key)
        size = self.sheet.size(NAME)
        pen.text(
            x + side * (DISC + BESIDE),
            y + 0.334 * size / MM,
            self.sheet.say(f"themes.{key}"),
            size,
            bold=bold,
            align="left" if side > 0 else "right",
        )

    def in_play(self, key: str) -> Draw:
        """A heavy ring round the disc of a theme that a goal is about, and its name in bold over the plain one."""

        def draw(pen: Pen, _: Box) -> None:
            x, y, side = self.spot(key)
            pen.circle(x, y, DISC + 0.85, stroke="answer", width=3.0)
            inner, high = RING + 0.2, 0.45 * self.sheet.size(NAME)
            wide = (
                DISC
                + BESIDE
                + typeset.width(self.sheet.say(f"themes.{key}"), self.sheet.size(NAME)) / MM
                + 0.5
                - inner
            )
            start = x + side * inner
            pen.rect(
                Box(min(start, start + side * wide), y - high / 2 - 0.3, wide, high + 0.6),
                fill="paper",
            )
            self.write_name(pen, key, bold=True)

        return draw


def backwards(steps: Sequence[tuple[float | str, ...]]) -> list[tuple[float | str, ...]]:
    """An arc (a line to its start, and Bézier curves) from its end to its start."""
    ends = [step[-2:] for step in steps]
    turned: list[tuple[float | str, ...]] = [("L", *ends[-1])]
    for step, before in zip(reversed(steps[1:]), reversed(ends[:-1]), strict=True):
        turned.append(("C", *step[3:5], *step[1:3], *before))
    return turned
