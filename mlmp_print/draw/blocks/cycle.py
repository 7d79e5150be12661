"""A ring of steps that begins anew when it ends, with a card beside each step.

A card says what happens and who does it, and has a date to fill in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import cos, pi, sin

from ...model.phrases import Phrase
from ..geometry import MM, Box, Point
from ..pen import Pen
from ..sheet import Sheet
from .parts import person
from .parts.card import draw_card
from .parts.letters import LEADING, bold_width, break_lines, centered_baseline
from .parts.shapes import ellipse
from .parts.small_wheel import draw_small_wheel

# In pt.
NAME = 14.5
WORDS = 11.5
LARGE_WORDS = 10.5  # what large print enlarges to its least size: the cards have no more room
AGAIN = 11.0
NUMBER = 13
# In mm.
NODE = 10.5  # radius of a step on the ring
BADGE = 4.4  # radius of a step's number on the card
BAND = 4.6  # width of the ring
GAP = 4.0  # between cards
AIR = 7.0  # between the ring and the nearest card
PAD = 4.5  # between a card's edges and its words
CLEAR = 3.0  # more beside the number
FIGURE = 0.56  # scale of the figure
WHEEL = 15.0  # radius of the figure's wheel
OFF_MIDDLE = 13.0  # from the middle of the ring up to that of the wheel
HOLD = 1.0  # where the figure holds the wheel: radians from its lowest point


@dataclass(frozen=True)
class CycleBlock:
    """A ring in the middle of the box, and cards on both sides of it.

    `path` is a group of dates, one for each step; `steps` has the `icon` and `fill` of each. The
    words of a step are the label and hint of its date, and the form's words `KEY_who`. `words` is
    the alt text of the ring, with {steps}; `again` stands where the ring begins anew. `card` is the
    width of a card, mm.

    The first step stands at the upper left, where people begin to read; the next ones on the right,
    downwards; the last ones on the left, upwards: clockwise, as the ring goes. In the middle
    somebody holds up the wheel of life.
    """

    box: Box
    path: str
    steps: Mapping[str, Mapping[str, str]] = field(hash=False)
    words: str
    again: str
    card: float = 76.0

    @property
    def rows(self) -> int:
        """How many cards stand on the left; on the right there are as many, or one less."""
        return (len(self.steps) + 1) // 2

    def spot(self, number: int) -> tuple[bool, int]:
        """Return whether a step (counted from 0) stands on the right, and in which row."""
        on_right = len(self.steps) - self.rows
        if 1 <= number <= on_right:
            return True, number - 1
        return False, (len(self.steps) - number) % len(self.steps)

    def cards(self) -> dict[str, Box]:
        """Return the box of each step's card."""
        high = (self.box.h - GAP * (self.rows - 1)) / self.rows
        cards = {}
        for number, key in enumerate(self.steps):
            right, row = self.spot(number)
            left = self.box.right - self.card if right else self.box.x
            cards[key] = Box(left, self.box.y + row * (high + GAP), self.card, high)
        return cards

    @property
    def radii(self) -> Point:
        """Half the width and height of the ring: its steps stand at the height of their cards."""
        wide = self.box.w / 2 - self.card - AIR - NODE
        if self.rows == 1:
            return wide, NODE
        turn = pi / self.rows / 2  # from the ring's top to the nearest step
        first = next(iter(self.cards().values()))
        return wide, (self.box.center[1] - first.center[1]) / cos(turn)

    def angle(self, number: int) -> float:
        """Return where a step is on the ring: radians, clockwise from the top."""
        right, row = self.spot(number)
        turn = pi * (row + 0.5) / self.rows
        return turn if right else -turn

    def between(self, number: int) -> float:
        """Return the angle half way from a step to the next."""
        after = self.angle((number + 1) % len(self.steps))
        return self.angle(number) + (after - self.angle(number)) % (2 * pi) / 2

    def at(self, angle: float) -> Point:
        """Return the point of the ring at an angle."""
        wide, high = self.radii
        return self.box.center[0] + wide * sin(angle), self.box.center[1] - high * cos(angle)

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw the ring, then the cards in the order of the year."""
        names = [sheet.label(sheet.place(f"{self.path}.{key}")) for key in self.steps]
        alt = sheet.word(self.words).format(steps=", ".join(names))
        with pen.tagged("Figure", Alt=alt):
            self.draw_ring(pen)
            self.draw_again(pen, sheet)
            self.draw_figure(pen, sheet)
            self.draw_nodes(pen)
        for number, (key, box) in enumerate(self.cards().items()):
            card = _EventCard(box, pen, sheet, self.spot(number)[0])
            with pen.section("Sect"):
                card.draw(f"{self.path}.{key}", number + 1, sheet.word(f"{key}_who"))

    def draw_ring(self, pen: Pen) -> None:
        """Draw a grey band that begins at the top, and arrows on it between the steps."""
        x, y = self.box.center
        wide, high = self.radii
        _, lower_right, lower_left, upper_left, upper_right, _ = ellipse(x, y, wide, high)
        quarters = [upper_right, lower_right, lower_left, upper_left]
        pen.path([("M", x, y - high), *quarters, ("Z",)], stroke="figure", width=BAND * MM)
        for number in range(len(self.steps)):
            self.draw_arrowhead(pen, self.between(number))

    def draw_arrowhead(self, pen: Pen, angle: float) -> None:
        """Draw an arrowhead on the ring that points clockwise."""
        ax, ay = self.at(angle - 0.04)
        bx, by = self.at(angle - 0.02)
        x, y = self.at(angle + 0.02)
        long = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
        ux = (bx - ax) / long
        uy = (by - ay) / long
        left, right = (
            (x - 2.6 * ux + side * 3.6 * uy, y - 2.6 * uy - side * 3.6 * ux) for side in (-1, 1)
        )
        pen.path([("M", *left), ("L", x + ux, y + uy), ("L", *right)], stroke="ink", width=2.2)

    def draw_again(self, pen: Pen, sheet: Sheet) -> None:
        """Draw the words inside the ring, in the middle between its upper steps and the wheel."""
        x, middle = self.box.center
        _, first = self.at(self.angle(0))
        size = sheet.size(AGAIN)
        lines = sheet.word(self.again).split("\n")
        above, below = first + NODE, middle - OFF_MIDDLE - WHEEL
        top = (above + below - len(lines) * LEADING * size) / 2
        for number, line in enumerate(lines):
            baseline = centered_baseline(top + (number + 0.5) * LEADING * size, size)
            pen.text(x, baseline, line, size, color="soft", align="center")

    def draw_figure(self, pen: Pen, sheet: Sheet) -> None:
        """Draw somebody who holds up a small wheel."""
        x, middle = self.box.center
        u = FIGURE
        top = middle - OFF_MIDDLE
        shoulder = top + WHEEL + person.SHOULDER * u
        arms = []
        for side in (-1, 1):
            hand = x + side * WHEEL * sin(HOLD), top + WHEEL * cos(HOLD)
            bends = (x + side * 16 * u, shoulder - 2 * u), (x + side * 25 * u, shoulder - 12 * u)
            arms.append(person.Arm(person.arm_start(x, shoulder, side, u), bends, hand))
        draw_small_wheel(pen, sheet, x, top, WHEEL)
        figure = person.Figure(x, shoulder, arms, unit=u)
        figure.draw_ground(pen)
        figure.draw(pen)

    def draw_nodes(self, pen: Pen) -> None:
        """Draw each step on the ring, and a line from it to its card."""
        cards = self.cards().values()
        for number, (step, card) in enumerate(zip(self.steps.values(), cards, strict=True)):
            x, y = self.at(self.angle(number))
            edge = card.x if self.spot(number)[0] else card.right
            pen.line(x, y, edge, y, color="ink", width=1.2)
            pen.circle(x, y, NODE, fill=step["fill"], stroke="ink", width=1.4)
            pen.icon(step["icon"], Box(x - 6, y - 6, 12, 12), width=1.6)


@dataclass(frozen=True)
class _EventCard:
    """The card of one step; `right`: whether it stands right of the ring."""

    box: Box
    pen: Pen
    sheet: Sheet
    right: bool

    @property
    def inner(self) -> Box:
        """The card without its padding, clear of the number on the edge toward the ring."""
        left, right = (CLEAR, 0.0) if self.right else (0.0, CLEAR)
        return self.box.inset(PAD + left, 0, PAD + right, 0)

    def draw(self, path: str, number: int, who: str) -> None:
        """Draw frame, number, name, what happens, who does it, and the date.

        Raises:
            ValueError: The words are too long for the card.
        """
        pen = self.pen
        sheet = self.sheet
        inner = self.inner
        place = self.sheet.place(path)
        size = words_size(sheet)
        draw_card(pen, self.box)
        y = self.draw_name(number, sheet.label(place))
        with pen.tagged("P"):
            y = self.draw_words(inner.x, y, sheet.hint(place))
        labels = [sheet.word("who"), sheet.word("date")]
        left = inner.x + (max(bold_width(label, size) for label in labels) + 3.0)
        with pen.tagged("P"):
            baseline = y + 1.2 + 0.78 * LEADING * size
            pen.text(inner.x, baseline, labels[0], size, bold=True)
            y = self.draw_words(left, y + 1.2, who)
        rule = self.box.bottom - 3.2
        if y > rule - 0.42 * size:
            raise ValueError(
                Phrase(
                    "the words of step {number} of the cycle are too long for its card",
                    number=number,
                )
            )
        with pen.tagged("P"):
            pen.text(inner.x, rule - 0.9, labels[1], size, bold=True)
        pen.line(left, rule, inner.right, rule, color="ink", width=0.9)
        high = min(8.0, rule - y - 0.4)
        date = Box(left, rule - high, inner.right - left, high + 1.0)
        pen.text_field(place, date, rules=(rule,), single=True)

    def draw_name(self, number: int, name: str) -> float:
        """Draw the number on the edge and the name; returns where the words below begin."""
        pen = self.pen
        size = self.sheet.size(NAME)
        x = self.box.x if self.right else self.box.right
        y = self.box.center[1]
        baseline = self.box.y + 2.1 + 0.36 * size
        pen.circle(x, y, BADGE, fill="paper", stroke="ink", width=1.4)
        with pen.tagged("H2"):
            digit = max(NUMBER, self.sheet.least_size)
            middle = centered_baseline(y, digit)
            pen.text(x, middle, str(number), digit, bold=True, align="center")
            pen.text(self.inner.x, baseline, name, size, bold=True)
        return baseline + 1.8

    def draw_words(self, left: float, top: float, words: str) -> float:
        """Draw words broken to the card; returns where they end."""
        size = words_size(self.sheet)
        lines = break_lines(" ".join(words.split()), self.inner.right - left, size)
        for number, line in enumerate(lines, 1):
            self.pen.text(left, top + (number - 0.22) * LEADING * size, line, size)
        return top + len(lines) * LEADING * size


def words_size(sheet: Sheet) -> float:
    """Return the size of the words on the cards, pt."""
    return max(WORDS, sheet.size(LARGE_WORDS))
