"""A table: one row for each entry of a list, one column for each question about it, tagged as a Table (PDF/UA-1 7.5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ...model.form import Place
from ...text import typeset
from ..geometry import MM, Box
from ..pen import Pen
from ..sheet import Sheet
from .choice import REACH, circle, dot
from .goals import tick

LABEL, HINT, STATE = 12.0, 9.5, 10.0  # pt
PAD, NARROW = (
    2.0,
    1.5,
)  # between a column's edges and its words; where they stand in the middle, over ticks
LEADING = 0.44  # mm for each pt
ABOVE, BETWEEN, BELOW = 1.6, 1.2, 1.9  # free above, between and below the words of the head
TICK = 6.0
CORNER, K = 3.0, 1.35  # the radius of the frame, and what a Bézier curve leaves of it
DASH = (0.9, 0.9)
POINT = 1.4  # how far an arrowhead goes into the next column
SIDE = 1.0  # least distance of the words of two states


@dataclass(frozen=True)
class TableBlock:
    """`path`: the list; `columns`: question → width, in parts of the box's width.

    A column that is no question of the list is for the pen only; its heading is one of the form's words. Rows are equally
    high, with as many writing lines as go into them, unless `ruled` is false. `flow`: each column leads to the next.
    """

    box: Box
    path: str
    columns: Mapping[str, float] = field(hash=False)
    ruled: bool = True
    flow: bool = False

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Head and rows, then the lines between them."""
        _DrawnTable(self, pen, sheet).draw()


@dataclass(frozen=True)
class _Heading:
    """The words over a column: a bold label, a soft hint, and for a choice its states, each over its buttons."""

    label: tuple[str, ...]
    label_size: float
    hint: tuple[str, ...]
    hint_size: float
    states: tuple[str, ...] = ()

    @property
    def label_height(self) -> float:
        return LEADING * self.label_size * len(self.label)

    def height(self, drop: float) -> float:
        """The height of the words, hints beginning `drop` mm from the top of the labels."""
        if self.hint:
            return drop + BETWEEN + LEADING * self.hint_size * len(self.hint)
        return self.label_height + (BETWEEN + LEADING * self.hint_size if self.states else 0.0)


@dataclass(frozen=True)
class _DrawnTable:
    table: TableBlock
    pen: Pen
    sheet: Sheet

    @cached_property
    def columns(self) -> dict[str, tuple[float, float]]:
        """Question → left edge and width, mm."""
        box, found = self.table.box, {}
        unit, left = box.w / sum(self.table.columns.values()), box.x
        for key, parts in self.table.columns.items():
            found[key] = left, parts * unit
            left += parts * unit
        return found

    @cached_property
    def asked(self) -> dict[str, Place]:
        """Question → its place in the first row; columns for the pen are not among them."""
        found = {}
        for key in self.table.columns:
            try:
                found[key] = self.place(key, self.sheet.entries(self.table.path)[0])
            except KeyError:
                continue
        return found

    @property
    def pad(self) -> float:
        """Between a column's edges and its words, mm."""
        return PAD + (0.5 if self.table.flow else 0.0)

    def has_ticks(self, key: str) -> bool:
        return key in self.asked and len(self.asked[key].kind.states) == 1

    def place(self, key: str, entry: int) -> Place:
        return self.sheet.place(f"{self.table.path}.{entry}.{key}")

    def draw(self) -> None:
        box, entries = self.table.box, self.sheet.entries(self.table.path)
        headings = {key: self.heading(key, width) for key, (_, width) in self.columns.items()}
        drop = max(
            (heading.label_height for heading in headings.values() if heading.hint), default=0.0
        )
        head = ABOVE + max(heading.height(drop) for heading in headings.values()) + BELOW
        high = (box.h - head) / len(entries)
        self.draw_paper(head)
        with self.pen.section("Table"):
            with self.pen.section("TR"):
                for key, heading in headings.items():
                    self.draw_heading(key, heading, drop, head)
            for row, entry in enumerate(entries):
                with self.pen.section("TR"):
                    for key, (left, width) in self.columns.items():
                        with self.pen.section("TD"):
                            if key in self.asked:
                                self.draw_cell(
                                    self.place(key, entry),
                                    Box(left, box.y + head + row * high, width, high),
                                )
        self.draw_lines([box.y + head + row * high for row in range(len(entries))])

    # Paper and lines --------------------------------------------------------------------------------------------------

    def draw_paper(self, head: float) -> None:
        """White, and a tint behind the head."""
        box = self.table.box
        self.pen.rect(box, radius=CORNER, fill="paper")
        x, y, right, bottom = box.x, box.y, box.right, box.y + head
        self.pen.path(
            [
                ("M", x, bottom),
                ("L", x, y + CORNER),
                ("C", x, y + K, x + K, y, x + CORNER, y),
                ("L", right - CORNER, y),
                ("C", right - K, y, right, y + K, right, y + CORNER),
                ("L", right, bottom),
                ("Z",),
            ],
            fill="tint",
        )

    def draw_lines(self, tops: list[float]) -> None:
        """Between rows, between columns (as arrowheads in the head of columns that lead to the next), and round it all."""
        box = self.table.box
        for top in tops:
            self.pen.line(box.x, top, box.right, top, width=1.0)
        for left, _ in list(self.columns.values())[1:]:
            tip = (left + POINT, (box.y + tops[0]) / 2) if self.table.flow else (left, tops[0])
            self.pen.path(
                [("M", left, box.y), ("L", *tip), ("L", left, tops[0]), ("L", left, box.bottom)],
                stroke="line",
                width=0.7,
            )
        self.pen.rect(box, radius=CORNER, stroke="line", width=1.2)

    # Head -------------------------------------------------------------------------------------------------------------

    def heading(self, key: str, width: float) -> _Heading:
        """A column's words, broken to its width."""
        place = self.asked.get(key)
        room = (width - 2 * (NARROW if self.has_ticks(key) else self.pad)) * MM
        words = self.sheet.label(place) if place else self.sheet.word(key)
        hint = self.sheet.hint(place) if place else ""
        label_size = _that_fits(words, self.sheet.size(LABEL), room, "bold")
        hint_size = _that_fits(hint, self.sheet.size(HINT), room, "regular")
        label = typeset.broken(words, room, label_size, "bold")
        states: list[str] = []
        if place and len(place.kind.states) > 1:
            states = [self.sheet.said(place, state) for state in place.kind.states]
            share = width / len(states) - SIDE
            hint, hint_size = (
                "",
                min(
                    _that_fits(said, self.sheet.size(STATE), share * MM, "regular", whole=True)
                    for said in states
                ),
            )
        return _Heading(
            tuple(label),
            label_size,
            tuple(typeset.broken(hint, room, hint_size)) if hint else (),
            hint_size,
            tuple(states),
        )

    def draw_heading(self, key: str, heading: _Heading, drop: float, height: float) -> None:
        """The label from the top, all hints from one line, the states on the foot of the head, over their buttons."""
        left, width = self.columns[key]
        at, align = (
            (left + width / 2, "center") if self.has_ticks(key) else (left + self.pad, "left")
        )
        with self.pen.tagged("TH", Scope="Column"):
            baseline = self.table.box.y + ABOVE
            for line in heading.label:
                baseline += LEADING * heading.label_size
                self.pen.text(
                    at,
                    baseline - 0.1 * heading.label_size,
                    line,
                    heading.label_size,
                    bold=True,
                    align=align,
                )
            baseline = self.table.box.y + ABOVE + drop + BETWEEN
            for line in heading.hint:
                baseline += LEADING * heading.hint_size
                self.pen.text(
                    at,
                    baseline - 0.1 * heading.hint_size,
                    line,
                    heading.hint_size,
                    color="soft",
                    align=align,
                )
            share = width / max(1, len(heading.states))
            for number, said in enumerate(heading.states):
                foot = self.table.box.y + height - BELOW - 0.1 * heading.hint_size
                self.pen.text(
                    left + share * (number + 0.5), foot, said, heading.hint_size, align="center"
                )

    # Rows -------------------------------------------------------------------------------------------------------------

    def draw_cell(self, place: Place, cell: Box) -> None:
        """One question."""
        states = place.kind.states
        if not states:
            self.draw_words(place, cell)
            return
        x, y = cell.center
        if len(states) == 1:
            box = Box(x - TICK / 2, y - TICK / 2, TICK, TICK)
            self.pen.rect(box, radius=1, fill="paper", stroke="ink", width=1.1)
            self.pen.button(place, states[0], box, tick)
            return
        share = cell.w / len(states)
        for number, state in enumerate(states):
            x = cell.x + share * (number + 0.5)
            circle(self.pen, x, y)
            reach = min(REACH, cell.h / 2 - 0.3)
            self.pen.button(place, state, Box(x - reach, y - reach, 2 * reach, 2 * reach), _chosen)

    def draw_words(self, place: Place, cell: Box) -> None:
        """Writing lines, the last of which is the row's own edge, and a field on them: on the first, if it is for one line."""
        foot = cell.bottom - 0.5
        single = place.kind.one_line
        count = max(1, int(cell.h / self.sheet.pitch + 1e-6)) if self.table.ruled or single else 0
        pitch = cell.h / max(1, count)
        rules = tuple(foot - pitch * (count - 1 - line) for line in range(count))
        for rule in rules[:-1] if self.table.ruled else ():
            self.pen.line(cell.x + self.pad, rule, cell.right - self.pad, rule, dash=DASH)
        inset = self.pad - typeset.PAD / MM  # so that typed text stands flush with the heading
        box = cell.inset(inset, 0.9 if self.table.ruled else 1.5, inset, 0.5)
        if single:
            box = Box(box.x, box.y, box.w, rules[0] - box.y + (0.8 if len(rules) > 1 else 0.0))
        self.pen.words(place, box, rules=rules[:1] if single else rules, single=single)


def _that_fits(words: str, size: float, room: float, key: str, *, whole: bool = False) -> float:
    """The largest size in pt, from `size` down to 9, at which every word (or all in one line, if `whole`) goes into `room` pt.

    Raises ValueError if none does.
    """
    pieces = [words] if whole else words.split()
    widest = max((typeset.width(piece, 1.0, key) for piece in pieces), default=0.0)
    fitting = min(size, room / widest if widest else size)
    if fitting < 9.0:
        raise ValueError(f"the heading {words!r} does not fit its column at 9 pt")
    return fitting


def _chosen(pen: Pen, box: Box) -> None:
    dot(pen, *box.center)
