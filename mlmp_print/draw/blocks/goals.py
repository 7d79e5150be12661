"""The goal cards: what I can do next time, the life theme, the score now and expected, and whether I disagree.

Low is good on this scale, so both its ends are put in words in every row (the concept's rule; DESIGN §7).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ...model.form import Place
from ...text import typeset
from ..geometry import MM, Box
from ..pen import Pen
from ..sheet import Sheet
from .parts.scale import Scale
from .parts.themes import ThemeRow

GAP = 3.0  # between cards
EDGE = 11.0  # the coloured edge with the number
PAD = 2.5
FIRST = 0.4  # from a card's top to its first writing line, beside the line's own height
DASH = (0.9, 0.9)
LABEL = 12.0  # pt
TICK = 6.0
FOOT = TICK + 4.6
ROOMY = 4  # from so many writing lines on, some are for notes


@dataclass(frozen=True)
class GoalsBlock:
    """One card for each list entry on the page, of equal height. `path`: the list."""

    box: Box
    path: str

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """The cards from the top."""
        height = (self.box.h - GAP * (sheet.per - 1)) / sheet.per
        for number in range(sheet.per):
            box = Box(self.box.x, self.box.y + number * (height + GAP), self.box.w, height)
            with pen.section("Sect"):
                _Goal(box, pen, sheet, f"{self.path}.{sheet.first + number}").draw()


@dataclass(frozen=True)
class Card:
    """A card about the list entry at `path`, with its number on an edge in the colour of its theme."""

    box: Box
    pen: Pen
    sheet: Sheet
    path: str

    @property
    def inner(self) -> Box:
        """Right of the coloured edge."""
        return self.box.inset(EDGE + PAD, 0, PAD, 0)

    @property
    def label_size(self) -> float:
        """The type size of labels, pt."""
        return self.sheet.size(LABEL)

    def place(self, key: str) -> Place:
        """A question about the entry."""
        return self.sheet.place(f"{self.path}.{key}")

    def draw_frame(self) -> None:
        """The card itself. Its edge takes the chosen theme's colour; the number stands on it."""
        self.pen.rect(self.box, radius=3, fill="paper", stroke="line", width=1.2)
        edge = Box(self.box.x, self.box.y, EDGE, self.box.h)
        drawings: dict[tuple[str, ...], Callable[[Pen, Box], None]] = {
            (key,): edge_in(f"theme.{key}" if key else "tint") for key in ("", *self.sheet.themes)
        }
        self.pen.reacts([self.place("theme")], edge, drawings)
        place = self.place("text")
        with self.pen.tagged("H3", ActualText=self.sheet.label(place)):
            draw_number(self.pen, self.box, place.position or 0)

    def draw_lines(self, place: Place, top: float, count: int, above: float) -> float:
        """Writing lines and the field on them, `above` mm below `top`; returns the y of the last line."""
        inner, pitch = self.inner, self.sheet.pitch
        rules = tuple(top + pitch * (line + 1) for line in range(count))
        for rule in rules:
            self.pen.line(inner.x, rule, inner.right, rule, dash=DASH)
        flush = typeset.PAD / MM
        start = top + above
        self.pen.words(
            place,
            Box(inner.x - flush, start, inner.w + 2 * flush, rules[-1] + 1.0 - start),
            rules=rules,
        )
        return rules[-1]

    def draw_tick(self, place: Place, top: float) -> float:
        """A box to tick, `TICK` high, and its label; returns the x where the label ends."""
        pen, box = self.pen, Box(self.inner.x, top, TICK, TICK)
        label, size = self.sheet.label(place), self.label_size
        pen.rect(box, radius=1, fill="paper", stroke="ink", width=1.1)
        pen.button(place, place.kind.states[0], box, tick)
        with pen.tagged("P"):
            pen.text(box.right + 2.2, top + 4.5, label, size)
        return box.right + 2.2 + typeset.width(label, size) / MM


@dataclass(frozen=True)
class _Goal(Card):
    def draw(self) -> None:
        """As many writing lines as there is room for; on a roomy card the notes get some of their own."""
        pitch, inner = self.sheet.pitch, self.inner
        themes = ThemeRow(self.place("theme"), inner, self.sheet)
        places = self.place("score_now"), self.place("score_expected")
        now, expected = (Scale(place, inner, self.sheet, places) for place in places)
        room = self.box.h - FIRST - themes.height - now.height - expected.height - FOOT
        lines = max(1, int(room / pitch + 1e-6))
        noted = lines // 2 if lines > ROOMY else 0
        air = max(0.0, room - lines * pitch) / 4  # what is left goes between the parts

        self.draw_frame()
        y = self.draw_lines(self.place("text"), self.box.y + FIRST, lines - noted, above=1.1)
        themes.draw(self.pen, y + air)
        y += themes.height + 2 * air
        for scale in (now, expected):
            scale.draw(self.pen, y)
            y += scale.height
        self.draw_foot(y + 1.9 + air, noted)

    def draw_foot(self, top: float, noted: int) -> None:
        """The tick for disagreeing, and notes: a line beside it, or `noted` lines below it."""
        pen, inner, notes, size = self.pen, self.inner, self.place("notes"), self.label_size
        x = max(self.draw_tick(self.place("disagrees"), top) + 5, inner.x + 57.6)
        with pen.tagged("P"):
            pen.text(x, top + 4.5, self.sheet.label(notes), size, bold=True)
        if noted:
            self.draw_lines(notes, top + 4.0, noted, above=3.0)
            return
        start, rule = x + typeset.width(self.sheet.label(notes), size, "bold") / MM + 2.5, top + 5.8
        pen.line(start, rule, inner.right, rule, dash=DASH)
        pen.words(notes, Box(start, rule - 6.6, inner.right - start, 8.0), rules=(rule,))


def edge_in(color: str) -> Callable[[Pen, Box], None]:
    """The card's edge: rounded on the left, straight on the right."""

    def draw(pen: Pen, box: Box) -> None:
        r, k, inset = 3.0, 1.35, 0.2
        x, y, right, bottom = box.x + inset, box.y + inset, box.right, box.bottom - inset
        pen.path(
            [
                ("M", right, y),
                ("L", right, bottom),
                ("L", x + r, bottom),
                ("C", x + k, bottom, x, bottom - k, x, bottom - r),
                ("L", x, y + r),
                ("C", x, y + k, x + k, y, x + r, y),
                ("Z",),
            ],
            fill=color,
        )

    return draw


def draw_number(pen: Pen, card: Box, number: int) -> None:
    """The number of a card, on its edge."""
    x, y = card.x + EDGE / 2, card.y + 8
    pen.circle(x, y, 4.2, fill="paper", stroke="ink", width=1.2)
    pen.text(x, y + 1.75, str(number), 14, bold=True, align="center")


def tick(pen: Pen, box: Box) -> None:
    """A cross, as one makes on paper."""
    inner = box.inset(1.4)
    pen.path(
        [
            ("M", inner.x, inner.y),
            ("L", inner.right, inner.bottom),
            ("M", inner.x, inner.bottom),
            ("L", inner.right, inner.y),
        ],
        stroke="answer",
        width=2.4,
    )
