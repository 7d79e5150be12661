"""A ring of steps that begins anew when it ends, and beside each step a card: what happens, who does it, and a date to fill in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import cos, pi, sin

from ...text import typeset
from ..geometry import MM, Box
from ..pen import Pen
from ..sheet import Sheet
from .parts import person
from .wheel import draw_small

NAME, WORDS, AGAIN = 14.5, 11.5, 11.0  # pt
LEADING = 0.44  # mm for each pt
NODE, BADGE = 10.5, 4.4  # radius of a step on the ring, and of its number on the card, mm
BAND = 4.6  # width of the ring
GAP, AIR = 5.0, 7.0  # between cards, and between the ring and the nearest of them
PAD, CLEAR = 4.5, 3.0  # between a card's edges and its words, and more beside the number
FIGURE, WHEEL, HOLD = (
    0.6,
    15.0,
    1.0,
)  # the figure's size, its wheel's radius in mm, and where it holds it, radians from below
CURVE = 0.5523  # of a quarter of an ellipse as one Bézier curve


@dataclass(frozen=True)
class CycleBlock:
    """`path`: the dates, one for each step; `steps`: key → its `icon` and `fill`; `card`: the width of a card, mm.

    The first half of the steps stand on the right, downwards, the others on the left, upwards: clockwise, as the ring goes.
    The words of a step are the label and hint of its date, and the form's words `KEY_who`; `words` is the alt text of the
    ring, with {steps}, and `again` stands where it begins anew. In the middle somebody holds up the wheel of life.
    """

    box: Box
    path: str
    steps: Mapping[str, Mapping[str, str]] = field(hash=False)
    words: str
    again: str
    card: float = 76.0

    @property
    def half(self) -> int:
        """How many steps stand on the right."""
        return (len(self.steps) + 1) // 2

    def cards(self) -> dict[str, Box]:
        """Step → its card."""
        high = (self.box.h - GAP * (self.half - 1)) / self.half
        found = {}
        for number, key in enumerate(self.steps):
            right = number < self.half
            row = number if right else len(self.steps) - 1 - number
            found[key] = Box(
                self.box.right - self.card if right else self.box.x,
                self.box.y + row * (high + GAP),
                self.card,
                high,
            )
        return found

    @property
    def radii(self) -> tuple[float, float]:
        """Half the width and height of the ring: the steps stand at the height of their cards."""
        turn = pi / self.half / 2  # from the ring's foot, or top, to the nearest step
        first = next(iter(self.cards().values()))
        return self.box.w / 2 - self.card - AIR - NODE, (
            self.box.center[1] - first.center[1]
        ) / cos(turn) if self.half > 1 else NODE

    def at(self, step: float) -> tuple[float, float]:
        """The middle of step number `step` on the ring, counted from 0; between two of them for a half."""
        angle = 2 * pi * (step + 0.5) / (2 * self.half)
        wide, high = self.radii
        return self.box.center[0] + wide * sin(angle), self.box.center[1] - high * cos(angle)

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """The ring, then the cards in the order of the year."""
        names = {key: sheet.label(sheet.place(f"{self.path}.{key}")) for key in self.steps}
        with pen.tagged(
            "Figure", Alt=sheet.word(self.words).format(steps=", ".join(names.values()))
        ):
            self.draw_ring(pen)
            self.draw_again(pen, sheet)
            self.draw_figure(pen, sheet)
            for number, ((_key, step), card) in enumerate(
                zip(self.steps.items(), self.cards().values(), strict=True)
            ):
                x, y = self.at(number)
                pen.line(
                    x, y, card.x if number < self.half else card.right, y, color="ink", width=1.2
                )
                pen.circle(x, y, NODE, fill=step["fill"], stroke="ink", width=1.4)
                pen.icon(step["icon"], Box(x - 6, y - 6, 12, 12), width=1.6)
        for number, (key, card) in enumerate(self.cards().items()):
            with pen.section("Sect"):
                _EventCard(card, pen, sheet, number < self.half).draw(
                    f"{self.path}.{key}", number + 1, sheet.word(f"{key}_who")
                )

    def draw_ring(self, pen: Pen) -> None:
        """A grey band, and between the steps arrows on it."""
        (x, y), (wide, high) = self.box.center, self.radii
        k, m = CURVE * wide, CURVE * high
        quarters = [
            ("C", x + k, y - high, x + wide, y - m, x + wide, y),
            ("C", x + wide, y + m, x + k, y + high, x, y + high),
        ]
        quarters += [
            ("C", x - k, y + high, x - wide, y + m, x - wide, y),
            ("C", x - wide, y - m, x - k, y - high, x, y - high),
        ]
        pen.path([("M", x, y - high), *quarters, ("Z",)], stroke="figure", width=BAND * MM)
        for number in range(len(self.steps)):
            (ax, ay), (bx, by), (tip_x, tip_y) = (
                self.at(number + 0.46),
                self.at(number + 0.48),
                self.at(number + 0.52),
            )
            long = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
            ux, uy = (bx - ax) / long, (by - ay) / long  # the way the ring goes here
            wings = [
                (tip_x - 2.6 * ux + side * 3.6 * uy, tip_y - 2.6 * uy - side * 3.6 * ux)
                for side in (-1, 1)
            ]
            pen.path(
                [("M", *wings[0]), ("L", tip_x + ux, tip_y + uy), ("L", *wings[1])],
                stroke="ink",
                width=2.2,
            )

    def draw_again(self, pen: Pen, sheet: Sheet) -> None:
        """Some words under the arrow that leads back to the first step."""
        x, y = self.box.center
        size, top = sheet.size(AGAIN), y - self.radii[1] + BAND / 2 + 3.2
        for number, line in enumerate(sheet.word(self.again).split("\n"), 1):
            pen.text(
                x, top + (number - 0.25) * LEADING * size, line, size, color="soft", align="center"
            )

    def draw_figure(self, pen: Pen, sheet: Sheet) -> None:
        """The figure of the house with its wheel."""
        (x, middle), u = self.box.center, FIGURE
        top, shoulder = middle - 10.0, middle + 24.0
        foot = shoulder + 38 * u
        hands = [(x + side * WHEEL * sin(HOLD), top + WHEEL * cos(HOLD)) for side in (-1, 1)]
        for side, held in zip((-1, 1), hands, strict=True):
            bends = (x + side * 16 * u, shoulder - 2 * u), (x + side * 25 * u, shoulder - 12 * u)
            person.arm(pen, (x + side * 7.5 * u, shoulder + 0.5 * u), bends, held, u)
        person.body(pen, x, shoulder, foot, u)
        draw_small(pen, sheet, x, top, WHEEL)
        for held in hands:
            person.hand(pen, held, u)


@dataclass(frozen=True)
class _EventCard:
    box: Box
    pen: Pen
    sheet: Sheet
    right: bool

    @property
    def inner(self) -> Box:
        """Clear of the number on the edge toward the ring."""
        return self.box.inset(
            PAD + (CLEAR if self.right else 0.0), 0, PAD + (0.0 if self.right else CLEAR), 0
        )

    def draw(self, path: str, number: int, who: str) -> None:
        """Frame, number, name, what happens, who does it, date. Raises ValueError if the words are too long for the card."""
        pen, sheet, place = self.pen, self.sheet, self.sheet.place(path)
        name, words, top = (
            sheet.size(NAME),
            sheet.size(WORDS),
            self.box.y + 2.8 + 0.36 * sheet.size(NAME),
        )
        pen.rect(self.box, radius=3, fill="paper", stroke="line", width=1.2)
        x, y = self.box.x if self.right else self.box.right, self.box.center[1]
        pen.circle(x, y, BADGE, fill="paper", stroke="ink", width=1.4)
        with pen.tagged("H2"):
            pen.text(x, y + 0.334 * 13 / MM, str(number), 13, bold=True, align="center")
            pen.text(self.inner.x, top, sheet.label(place), name, bold=True)
        with pen.tagged("P"):
            y = self.draw_words(self.inner.x, top + 1.8, sheet.hint(place))
        labels = [sheet.word("who"), sheet.word("date")]
        indent = max(typeset.width(label, words, "bold") for label in labels) / MM + 3.0
        with pen.tagged("P"):
            pen.text(self.inner.x, y + 1.2 + 0.78 * LEADING * words, labels[0], words, bold=True)
            y = self.draw_words(self.inner.x + indent, y + 1.2, who)
        rule = self.box.bottom - 3.7
        if y > rule - 0.42 * words:
            raise ValueError(f"the words of step {number} of the cycle are too long for its card")
        with pen.tagged("P"):
            pen.text(self.inner.x, rule - 0.9, labels[1], words, bold=True)
        left = self.inner.x + indent
        pen.line(left, rule, self.inner.right, rule, color="ink", width=0.9)
        high = min(8.0, rule - y - 0.4)
        pen.words(
            place,
            Box(left, rule - high, self.inner.right - left, high + 1.0),
            rules=(rule,),
            single=True,
        )

    def draw_words(self, left: float, top: float, words: str) -> float:
        """Words broken to the card; returns where they end."""
        size = self.sheet.size(WORDS)
        lines = typeset.broken(" ".join(words.split()), (self.inner.right - left) * MM, size)
        for number, line in enumerate(lines, 1):
            self.pen.text(left, top + (number - 0.22) * LEADING * size, line, size)
        return top + len(lines) * LEADING * size
