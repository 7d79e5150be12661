"""The goal cards: what I can do next time, the life theme, the score now and expected, and whether I disagree.

Low is good on this scale, so both its ends are put in words in every row (the concept's rule; DESIGN §7).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .. import typeset
from ..model import MM, Box, Pen, Place, Sheet

GAP = 3.0  # between cards
EDGE = 11.0  # the coloured edge with the number
PAD = 2.5
PITCH = 10.0
DASH = (0.9, 0.9)
LABEL, WORDS, NAME = 12.0, 10.0, 9.0  # pt
NAME_LEADING = 3.6  # mm
NAME_DROP = 4.4  # mm from a disc to the baseline of its name
NAME_GAP = 2.2  # mm between names, at least
DISC = 4.6  # radius of a theme's disc
RING = 6.1  # outer radius of the ring round a chosen one
WHOLE, HALF = 3.9, 2.9  # radius of a score's disc
TICK = 6.0


@dataclass(frozen=True)
class Goals:
    """One card for each list entry on the page, of equal height. `path`: the list."""

    box: Box
    path: str

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """The cards from the top."""
        height = (self.box.h - GAP * (sheet.per - 1)) / sheet.per
        for number in range(sheet.per):
            box = Box(self.box.x, self.box.y + number * (height + GAP), self.box.w, height)
            with pen.section("Sect"):
                _Card(box, pen, sheet, f"{self.path}.{sheet.first + number}").draw()


@dataclass(frozen=True)
class _Card:
    box: Box
    pen: Pen
    sheet: Sheet
    path: str

    @property
    def inner(self) -> Box:
        """Right of the coloured edge."""
        return self.box.inset(EDGE + PAD, 0, PAD, 0)

    def place(self, key: str) -> Place:
        return self.sheet.place(f"{self.path}.{key}")

    def draw(self) -> None:
        top = self.box.y
        self.pen.rect(self.box, radius=3, fill="paper", stroke="line", width=1.2)
        self.draw_edge()
        self.draw_text(top)
        self.draw_themes(top + 27.9)
        for key, middle in (("score_now", top + 46.2), ("score_expected", top + 55.2)):
            self.draw_score(self.place(key), middle)
        self.draw_foot(top + 61.6)

    def draw_edge(self) -> None:
        """The edge takes the chosen theme's colour; the number stands on it."""
        edge = Box(self.box.x, self.box.y, EDGE, self.box.h)
        drawings = {key: _edge(f"theme.{key}") for key in self.sheet.themes}
        self.pen.reacts(self.place("theme"), edge, {"": _edge("tint"), **drawings})
        place = self.place("text")
        x, y = edge.x + EDGE / 2, edge.y + 8
        with self.pen.tagged("H3", ActualText=self.sheet.label(place)):
            self.pen.circle(x, y, 4.2, fill="paper", stroke="ink", width=1.2)
            self.pen.text(x, y + 1.75, str(place.position), 14, bold=True, align="center")

    def draw_text(self, top: float) -> None:
        rules = tuple(top + 10.4 + PITCH * line for line in range(2))
        for rule in rules:
            self.pen.line(self.inner.x, rule, self.inner.right, rule, dash=DASH)
        flush = typeset.PAD / MM
        self.pen.words(self.place("text"), Box(self.inner.x - flush, top + 1.5, self.inner.w + 2 * flush, rules[-1] + 1.0 - top - 1.5), rules=rules)

    def draw_themes(self, middle: float) -> None:
        """Eight discs with names; the columns are as wide as their names need, so that the gaps between names are even."""
        place = self.place("theme")
        names = _broken({key: self.sheet.say(f"themes.{key}") for key in self.sheet.themes}, self.inner.w)
        needs = {key: _widest(lines) for key, lines in names.items()}
        gap = (self.inner.w - sum(needs.values())) / len(needs)
        left, columns = self.inner.x, {}
        for key, need in needs.items():
            columns[key] = Box(left, middle - RING, need + gap, RING + DISC + NAME_DROP + NAME_LEADING + 1.0)
            left += need + gap
        with self.pen.tagged("P"):
            for key, column in columns.items():
                self.draw_theme(key, names[key], column)
        for key, column in columns.items():
            self.pen.button(place, key, column, _chosen_theme(names[key]))

    def draw_theme(self, key: str, lines: list[str], column: Box) -> None:
        x, y = column.center[0], column.y + RING
        self.pen.circle(x, y, DISC, fill=f"theme.{key}", stroke="ink", width=1.1)
        self.pen.icon(self.sheet.theme_icon(key), Box(x - 2.9, y - 2.9, 5.8, 5.8), width=1.1)
        for number, line in enumerate(lines):
            self.pen.text(x, _name_baseline(column, number), line, NAME, align="center")

    def draw_score(self, place: Place, middle: float) -> None:
        """Label, the low end in words, nine discs, the high end in words."""
        pen, inner, say = self.pen, self.inner, self.sheet.say
        first, last = inner.x + 61.5, inner.right - 24.5
        step = (last - first) / (len(place.kind.states) - 1)
        with pen.tagged("P"):
            pen.text(inner.x, middle + 1.5, self.sheet.label(place), LABEL, bold=True)
        with pen.tagged("P"):
            self.draw_end(first - WHOLE - 2, middle, say("score.low"), "right")
            for number, state in enumerate(place.kind.states):
                x, radius = first + step * number, _radius(state)
                pen.circle(x, middle, radius, fill="paper", stroke="ink", width=1.1)
                _number(pen, x, middle, place.kind.said(state, say), radius, bold=False, color="ink")
            self.draw_end(last + WHOLE + 2, middle, say("score.high"), "left")
        for number, state in enumerate(place.kind.states):
            box = Box(first + step * number - WHOLE - 0.3, middle - WHOLE - 0.3, 2 * WHOLE + 0.6, 2 * WHOLE + 0.6)
            pen.button(place, state, box, _chosen_score(place.kind.said(state, say), _radius(state)))

    def draw_end(self, x: float, middle: float, words: str, align: str) -> None:
        lines = words.split("\n")
        for number, line in enumerate(lines):
            self.pen.text(x, middle + 1.25 + 4 * (number - (len(lines) - 1) / 2), line, WORDS, color="soft", align=align)

    def draw_foot(self, top: float) -> None:
        """The tick for disagreeing, and a line for notes."""
        pen, inner, disagrees, notes = self.pen, self.inner, self.place("disagrees"), self.place("notes")
        box = Box(inner.x, top, TICK, TICK)
        label = self.sheet.label(disagrees)
        pen.rect(box, radius=1, fill="paper", stroke="ink", width=1.1)
        pen.button(disagrees, disagrees.kind.states[0], box, _tick)
        with pen.tagged("P"):
            pen.text(box.right + 2.2, top + 4.5, label, LABEL)
        x = max(first_note(label) + inner.x, inner.x + 61.5 - WHOLE)
        with pen.tagged("P"):
            pen.text(x, top + 4.5, self.sheet.label(notes), LABEL, bold=True)
        start, rule = x + typeset.width(self.sheet.label(notes), LABEL, "bold") / MM + 2.5, top + 5.8
        pen.line(start, rule, inner.right, rule, dash=DASH)
        pen.words(notes, Box(start, rule - 6.6, inner.right - start, 8.0), rules=(rule,))


def first_note(label: str) -> float:
    """How far right of the tick box the notes may begin, mm."""
    return TICK + 2.2 + typeset.width(label, LABEL) / MM + 5


def _widest(lines: list[str]) -> float:
    """The width of a name's widest line in mm, when chosen (bold)."""
    return max(typeset.width(line, NAME, "bold") / MM for line in lines)


def _broken(names: dict[str, str], room: float) -> dict[str, list[str]]:
    """The names in lines: broken at a space, the widest first, only until all stand in one row with a gap between.

    Raises ValueError if they do not fit then.
    """
    lines = {key: [name] for key, name in names.items()}
    while sum(map(_widest, lines.values())) + NAME_GAP * len(lines) > room:
        whole = [key for key, (first, *rest) in lines.items() if not rest and " " in first]
        if not whole:
            raise ValueError("the names of the life themes do not fit in one row")
        widest = max(whole, key=lambda key: _widest(lines[key]))
        lines[widest] = names[widest].split(" ", 1)
    return lines


def _name_baseline(column: Box, number: int) -> float:
    return column.y + RING + DISC + NAME_DROP + NAME_LEADING * number


def _radius(state: str) -> float:
    return HALF if state.endswith(".5") else WHOLE


def _number(pen: Pen, x: float, middle: float, words: str, radius: float, *, bold: bool, color: str) -> None:
    size = 12.0 if radius == WHOLE else 9.0
    pen.text(x, middle + 0.334 * size / MM, words, size, bold=bold, color=color, align="center")


def _edge(color: str) -> Callable[[Pen, Box], None]:
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


def _chosen_theme(lines: list[str]) -> Callable[[Pen, Box], None]:
    """A heavy ring round the disc, and the name in bold over the plain one."""

    def draw(pen: Pen, box: Box) -> None:
        x, y = box.center[0], box.y + RING
        pen.circle(x, y, DISC + 0.85, stroke="answer", width=3.0)
        under = y + RING + 0.05
        pen.rect(Box(box.x, under, box.w, box.bottom - under), fill="paper")
        for number, line in enumerate(lines):
            pen.text(x, _name_baseline(box, number), line, NAME, bold=True, align="center")

    return draw


def _chosen_score(words: str, radius: float) -> Callable[[Pen, Box], None]:
    """Solid ink with the number in white."""

    def draw(pen: Pen, box: Box) -> None:
        x, y = box.center
        pen.circle(x, y, radius, fill="answer", stroke="answer", width=1.1)
        _number(pen, x, y, words, radius, bold=True, color="paper")

    return draw


def _tick(pen: Pen, box: Box) -> None:
    """A cross, as one makes on paper."""
    inner = box.inset(1.4)
    pen.path(
        [("M", inner.x, inner.y), ("L", inner.right, inner.bottom), ("M", inner.x, inner.bottom), ("L", inner.right, inner.y)],
        stroke="answer",
        width=2.4,
    )
