"""Cards to cut out, one for every life theme: its icon, its name, and examples of everyday life.

A writing line takes an example of one's own. A theme that a municipality made has lines only, since
nobody but its makers knows what it is about.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from ..geometry import MM, Box, Point
from ..pen import Pen
from ..sheet import Sheet
from .parts.card import draw_headed_card
from .parts.letters import HALF_CAP, bold_width, width_of
from .parts.writing import draw_rules, flush_box, rules_upwards, whole_lines

# In pt.
NAME = 22.0  # of a theme's name
TWO_LINES = 0.78  # a name that would be smaller than this share of it stands on two lines
EXAMPLE = 15.5
NOTE = 12.0  # of the words above the cards
CUT = 1.0  # width of a cut line
EDGE = 1.5  # width of a frame
# In mm.
DASH = (2.2, 1.6)  # of a cut line
BEYOND = (3.5, 1.5)  # how far a cut line goes on beyond the cards: sideways, and up and down
ABOVE = 2.9  # from the cards up to the words above them
SCISSORS = 6.0
OFF_LOGO = 3.0  # between a logo and the words and cards
MARGIN = 4.0  # from a cut line to the frame of a card
ROUND = 4.0  # radius of a corner
HEAD = 0.405  # height of the coloured head, share of a card
DISC = 0.42  # radius of the icon's disc, share of the head
ICON = 1.4  # side of the icon, in radii of its disc
PAD = 6.5  # from the frame to the words
UNDER_HEAD = 3.4  # from the head to the name
UNDER_NAME = 2.2  # from the name to the examples, beside their own leading
FOOT = 5.0  # from the lowest writing line to the foot of a card
BULLET = 1.3  # radius
INDENT = 2 * BULLET + 2.6  # from a bullet's left to the words after it
LEADING = 0.475  # from example to example, for each pt of their size
LINES = 3  # writing lines of a card, at most


@dataclass(frozen=True)
class ThemeCardsBlock:
    """The cards of the list `path`, which has one entry for every life theme.

    Attributes:
        columns, rows: How many cards lie on a page.
        heading, cut: Which of the form's words stand above the cards: their title, and what the
            scissors mean.
    """

    box: Box
    path: str
    columns: int = 2
    rows: int = 3
    heading: str = "heading"
    cut: str = "cut"

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw title, cut lines and cards, and a field on every card; they begin under a logo."""
        if sheet.logo:
            below = max(0.0, sheet.logo.bottom + OFF_LOGO - self.box.y)
            replace(self, box=self.box.inset(0, below, 0, 0)).draw_cards(pen, sheet)
        else:
            self.draw_cards(pen, sheet)

    def draw_cards(self, pen: Pen, sheet: Sheet) -> None:
        """Draw all in the box, which is clear of a logo."""
        numbers = sheet.entries(self.path)
        rows = -(-len(numbers) // self.columns)
        self.draw_heading(pen, sheet)
        self.draw_cuts(pen, rows)
        layout = CardLayout(self.wide - 2 * MARGIN, self.high - 2 * MARGIN, sheet)
        for index, number in enumerate(numbers):
            down, across = divmod(index, self.columns)
            cell = Box(self.xs[across], self.ys[down], self.wide, self.high)
            card = ThemeCard(cell.inset(MARGIN), layout, sheet.themes[number - 1])
            with pen.section("Sect"):
                card.draw(pen, f"{self.path}.{number}.text")

    @property
    def wide(self) -> float:
        """The width of a card up to its cut lines, mm."""
        return self.box.w / self.columns

    @property
    def high(self) -> float:
        """The height of a card up to its cut lines, mm."""
        return self.box.h / self.rows

    @property
    def xs(self) -> list[float]:
        """Where the upright cut lines are."""
        return [self.box.x + self.wide * column for column in range(self.columns + 1)]

    @property
    def ys(self) -> list[float]:
        """Where the level cut lines are."""
        return [self.box.y + self.high * row for row in range(self.rows + 1)]

    def draw_heading(self, pen: Pen, sheet: Sheet) -> None:
        """Draw the title at the left over the cards, and scissors with their words at the right."""
        size = sheet.size(NOTE)
        baseline = self.box.y - ABOVE
        with pen.tagged("H1" if sheet.first == 1 else "P"):
            pen.text(self.box.x, baseline, sheet.word(self.heading), size, bold=True)
        words = sheet.word(self.cut)
        end = sheet.logo.x - OFF_LOGO if sheet.logo else self.box.right
        with pen.tagged("P"):
            pen.text(end, baseline, words, size, color="soft", align="right")
        right = end - width_of(words, size) - 1.4
        icon = Box(right - SCISSORS, baseline - 0.62 * SCISSORS - 0.6, SCISSORS, SCISSORS)
        pen.icon("scissors", icon, color="soft", width=1.2)

    def draw_cuts(self, pen: Pen, rows: int) -> None:
        """Draw the cut lines around the cards of the first `rows` rows."""
        xs, ys = self.xs, self.ys[: rows + 1]
        aside, over = BEYOND
        lines: list[tuple[Point, Point]] = []
        lines += [((xs[0] - aside, y), (xs[-1] + aside, y)) for y in ys]
        lines += [((x, ys[0] - over), (x, ys[-1] + over)) for x in xs]
        for start, end in lines:
            pen.line(*start, *end, color="soft", width=CUT, dash=DASH)


@dataclass(frozen=True)
class CardLayout:
    """What all cards of a sheet share: the frame's width and height in mm, and sizes of type."""

    wide: float
    high: float
    sheet: Sheet

    @property
    def room(self) -> float:
        """The width that a name has, mm."""
        return self.wide - 2 * PAD

    @cached_property
    def names(self) -> tuple[dict[str, list[str]], float]:
        """The name of each theme, and the size of all, pt.

        Names stand on one line. If they were too small so, those that are too wide get two.
        """
        largest = self.sheet.size(NAME)
        whole = {key: [self.sheet.theme_name(key)] for key in self.sheet.themes}
        size = self.fitting(whole, largest)
        if size >= TWO_LINES * largest:
            return whole, size
        halves = {key: in_halves(lines[0]) for key, lines in whole.items()}
        size = self.fitting(halves, TWO_LINES * largest)
        wide = {key for key in whole if bold_width(whole[key][0], size) > self.room}
        return {key: (halves if key in wide else whole)[key] for key in whole}, size

    def fitting(self, names: dict[str, list[str]], largest: float) -> float:
        """Return the type size at which every line of the names fits, pt."""
        lines = [line for name in names.values() for line in name]
        return min(largest, self.room / max(bold_width(line, 1) for line in lines))

    @cached_property
    def example_size(self) -> float:
        """The type size of the examples, at which all fit on their lines, pt."""
        room = self.room - INDENT
        examples = [words for key in self.sheet.themes for words in self.sheet.theme_examples(key)]
        widths = [width_of(words, 1) for words in examples]
        return min([self.sheet.size(EXAMPLE), *(room / width for width in widths)])

    @property
    def examples(self) -> int:
        """The number of examples on a card with the most."""
        return max(len(self.sheet.theme_examples(key)) for key in self.sheet.themes)

    @property
    def words(self) -> float:
        """How far down from the head the words go on a card with the most of them, mm."""
        names, size = self.names
        more = max(map(len, names.values())) - 1
        name = UNDER_HEAD + 2 * HALF_CAP * size / MM + LEADING * size * more
        return name + UNDER_NAME + LEADING * self.example_size * self.examples

    @property
    def head(self) -> float:
        """The height of the coloured head: lower where the words need its room, mm."""
        return min(HEAD * self.high, self.high - self.words - self.sheet.pitch - FOOT)

    @property
    def lines(self) -> int:
        """The number of writing lines on every card."""
        room = self.high - FOOT - self.head - self.words
        return max(1, min(LINES, whole_lines(room, self.sheet.pitch)))


@dataclass(frozen=True)
class ThemeCard:
    """One card in its frame, about the life theme `key`."""

    frame: Box
    layout: CardLayout
    key: str

    def draw(self, pen: Pen, path: str) -> None:
        """Draw the card, and a field on its writing lines for the question at `path`."""
        sheet = self.layout.sheet
        self.draw_frame(pen)
        below = self.draw_examples(pen, self.draw_name(pen))
        foot = self.frame.bottom - FOOT
        rules = rules_upwards(foot, self.layout.lines, sheet.pitch)
        draw_rules(pen, rules, self.left, self.right)
        for rule in rules:
            self.draw_bullet(pen, rule)
        top = max(rules[0] - sheet.pitch, below) + 1.2
        field = flush_box(self.left, top, self.right, foot + 1.6)
        pen.text_field(sheet.place(path), field, rules=rules)

    @property
    def left(self) -> float:
        """Where examples and writing lines begin, right of their bullets, mm."""
        return self.frame.x + PAD + INDENT

    @property
    def right(self) -> float:
        """Where examples and writing lines end, mm."""
        return self.frame.right - PAD

    def draw_frame(self, pen: Pen) -> None:
        """Draw the frame, its coloured head, and the icon in its disc."""
        head = Box(self.frame.x, self.frame.y, self.frame.w, self.layout.head)
        draw_headed_card(pen, self.frame, head.h, f"theme.{self.key}", ROUND, EDGE)
        x, y = head.center
        radius = DISC * head.h
        pen.circle(x, y, radius, fill="paper", stroke="ink", width=EDGE)
        side = ICON * radius
        icon = Box(x - side / 2, y - side / 2, side, side)
        pen.icon(self.layout.sheet.theme_icon(self.key), icon, width=2.2)

    def draw_name(self, pen: Pen) -> float:
        """Draw the name under the head; returns the baseline of its last line."""
        names, size = self.layout.names
        top = self.frame.y + self.layout.head + UNDER_HEAD
        baseline = top + 2 * HALF_CAP * size / MM
        with pen.tagged("H2"):
            for line in names[self.key]:
                pen.text(self.frame.x + PAD, baseline, line, size, bold=True)
                baseline += LEADING * size
        return baseline - LEADING * size

    def draw_examples(self, pen: Pen, baseline: float) -> float:
        """Draw the examples under a baseline; returns that of the last one."""
        size = self.layout.example_size
        baseline += UNDER_NAME
        for words in self.layout.sheet.theme_examples(self.key):
            baseline += LEADING * size
            self.draw_bullet(pen, baseline)
            with pen.tagged("P"):
                pen.text(self.left, baseline, words, size)
        return baseline

    def draw_bullet(self, pen: Pen, baseline: float) -> None:
        """Draw a dot in the theme's colour before an example or a writing line."""
        y = baseline - 0.27 * self.layout.example_size / MM
        x = self.frame.x + PAD + BULLET
        pen.circle(x, y, BULLET, fill=f"theme.{self.key}", stroke="ink", width=0.9)


def in_halves(name: str) -> list[str]:
    """Return a name on two lines, broken at the space nearest to its middle, if it has one.

    >>> in_halves("Praktiske opgaver i hjemmet")
    ['Praktiske opgaver', 'i hjemmet']
    """
    cuts = [index for index, letter in enumerate(name) if letter == " "]
    if not cuts:
        return [name]
    cut = min(cuts, key=lambda index: abs(2 * index - len(name)))
    return [name[:cut], name[cut + 1 :]]
