"""The list that comes first in a print job: whose sets follow, to tick off as they are handed out and come back. For staff, A4."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..draw.geometry import MM
from ..draw.paper import PAPERS
from ..look.look import Look
from ..pdf.objects import Stream, body, number
from ..pdf.operators import Runs, color_operator, stroke_operator
from ..text import typeset
from ..text.fonts import face
from .sheets import FlatSheet

PAPER = PAPERS["a4", "portrait"]
LEFT, RIGHT, TOP, FOOT = 14.0, 196.0, 20.0, 284.0  # mm from the top left
GAP = 5.0  # mm between columns, and between words and the line to write on beside them
ROW, LEAD, TICK = (
    8.3,
    5.3,
    6.0,
)  # mm: a row of one line, each further line, a box: 25 people and their head go on a page
TITLE, COURSE, BODY, HINT, FOOTER = 26.0, 14.0, 12.0, 10.5, 9.0  # pt
COURSE_LINES = 6  # a course's name is a heading: of a longer one the beginning
ELLIPSIS, NO_BREAK = "…", "\u00a0"


@dataclass(frozen=True)
class CourseLine:
    """One set in the job: whose it is ("" for a spare one), and its sheet id ("" for none)."""

    name: str
    sheet_id: str = ""


@dataclass(frozen=True)
class CourseList:
    """What a list says. `forms`: the titles of the sheets in each set."""

    look: Look
    course: str
    forms: tuple[str, ...]
    lines: Sequence[CourseLine] = field(repr=False)

    def sheets(self) -> list[FlatSheet]:
        """The list's sheets of paper. A name is whole, over as many lines as it takes; one longer than a page goes on on the next."""
        columns = self._columns()
        pages: list[_Page] = []
        for index, line in enumerate(self.lines, 1):
            words, label = _broken(line.name, columns.measure, BODY), f"{index}"
            while words:
                if not pages or (pages[-1].room < len(words) and pages[-1].begun):
                    pages.append(_Page(self.look))
                    self._head(pages[-1], columns, first=len(pages) == 1)
                room = max(1, pages[-1].room)
                self._row(pages[-1], columns, label, words[:room], line)
                words, label = words[room:], ""
        for index, page in enumerate(pages, 1):
            page.words(
                f"{self._say('title')} · {self._say('page').format(page=index, pages=len(pages))}",
                LEFT,
                288.0,
                FOOTER,
                "soft",
            )
        return [page.finish() for page in pages]

    def _say(self, key: str) -> str:
        return typeset.drawable(self.look.say(f"print.{key}"))

    def _columns(self) -> _Columns:
        """The columns as wide as what stands in them, and the rest for the names."""
        heads = [_wide(self._say(key), HINT, "bold") for key in ("out", "back", "sheet")]
        ids = max((_wide(line.sheet_id, BODY) for line in self.lines if line.sheet_id), default=0.0)
        number = LEFT + _wide("0" * len(f"{len(self.lines)}"), HINT)
        back = RIGHT - max(heads[1], TICK)
        out = back - GAP - max(heads[0], TICK)
        return _Columns(
            number, number + GAP, out - GAP - max(heads[2], ids) if ids else 0.0, out, back
        )

    def _head(self, page: _Page, columns: _Columns, *, first: bool) -> None:
        page.words(self._say("title"), LEFT, TOP, TITLE if first else BODY, face="bold")
        page.y = TOP
        if self.course:
            page.y += 8.0
            page.paragraph(
                _begun(self.course, COURSE_LINES if first else 1, COURSE if first else BODY),
                COURSE if first else BODY,
            )
        if first:
            page.y += 8.0
            page.paragraph(_broken(self._say("staff"), RIGHT - LEFT, HINT), HINT, "soft")
            page.y += 9.0
            page.paragraph(self._forms(), BODY)
            page.y += 10.0
            page.words(self._say("where"), LEFT, page.y)
            page.rule(LEFT + _wide(self._say("where"), BODY) + GAP, RIGHT, page.y + 0.8)
        page.y += 12.0
        heads = {
            "name": columns.name,
            "sheet": columns.sheet,
            "out": columns.out,
            "back": columns.back,
        }
        for key, x in heads.items():
            if x:
                page.words(self._say(key), x, page.y, HINT, "soft", face="bold")
        page.y += 2.5
        page.rule(LEFT, RIGHT, page.y)

    def _forms(self) -> list[str]:
        """What is in each set, broken between the sheets' names rather than in them."""
        names = [typeset.drawable(name) for name in self.forms]
        bound = [
            name.replace(" ", NO_BREAK) if _wide(name, BODY) < (RIGHT - LEFT) / 2 else name
            for name in names
        ]
        lines = typeset.broken(
            self._say("each").format(forms=f"{NO_BREAK}· ".join(bound)), (RIGHT - LEFT) * MM, BODY
        )
        return [line.replace(NO_BREAK, " ") for line in lines]

    def _row(
        self, page: _Page, columns: _Columns, label: str, words: Sequence[str], line: CourseLine
    ) -> None:
        """A row; without a label, the rest of the one before."""
        base = page.y + ROW / 2 + 1.5
        page.words(label, columns.number - _wide(label, HINT), base, HINT, "soft")
        if line.name:
            for place, part in enumerate(words):
                page.words(part, columns.name, base + place * LEAD)
        else:
            page.words(self._say("spare"), columns.name, base, HINT, "soft")
            page.rule(
                columns.name + _wide(self._say("spare"), HINT) + GAP,
                columns.name + columns.measure,
                base + 0.8,
            )
        if label:
            page.words(line.sheet_id, columns.sheet, base)
            for x in (columns.out, columns.back):
                page.box(x, page.y + (ROW - TICK) / 2, TICK)
        page.y += ROW + LEAD * (len(words) - 1)
        page.rule(LEFT, RIGHT, page.y, 0.5)
        page.begun = True


@dataclass(frozen=True)
class _Columns:
    """Where the columns begin, mm from the left, `sheet` 0 if there is none; `number` is where that column ends."""

    number: float
    name: float
    sheet: float
    out: float
    back: float

    @property
    def measure(self) -> float:
        """How wide a name may be."""
        return (self.sheet or self.out) - GAP - self.name


def _wide(text: str, size: float, key: str = "regular") -> float:
    """How wide a line is, mm."""
    return sum(map({**typeset.advances(text), **face(key).advance}.__getitem__, text)) * size / MM


def _broken(text: str, measure: float, size: float) -> list[str]:
    return typeset.broken(typeset.drawable(text), measure * MM, size)


def _begun(text: str, most: int, size: float) -> list[str]:
    """At most so many lines of a text across the page."""
    lines = _broken(text, RIGHT - LEFT - _wide(ELLIPSIS, size), size)
    return lines if len(lines) <= most else [*lines[: most - 1], lines[most - 1] + ELLIPSIS]


class _Page:
    """A page being drawn; lengths in mm from the top left, type in pt."""

    def __init__(self, look: Look) -> None:
        self.look, self.runs, self.y, self.begun = (
            look,
            Runs(),
            0.0,
            False,
        )  # begun: rows stand on it
        self.parts = [b"1 J\n"]

    @property
    def room(self) -> int:
        """How many lines the next row may have here."""
        return int((FOOT - self.y - ROW) // LEAD) + 1

    def words(
        self,
        text: str,
        x: float,
        y: float,
        size: float = BODY,
        color: str = "ink",
        *,
        face: str = "regular",
    ) -> None:
        """A line of words on a baseline."""
        drawn = self.runs.line(text, size, x * MM, (PAPER.height - y) * MM, face)
        self.parts.append(b"BT " + color_operator(self.look.color(color)) + b"\n" + drawn + b"ET\n")

    def paragraph(self, lines: Sequence[str], size: float, color: str = "ink") -> None:
        """Lines below each other; `y` is then the last one's baseline."""
        for place, line in enumerate(lines):
            self.y += place and size / BODY * LEAD
            self.words(line, LEFT, self.y, size, color)

    def rule(self, left: float, right: float, y: float, wide: float = 0.8) -> None:
        """A line across, `wide` pt."""
        high = number((PAPER.height - y) * MM)
        self.parts.append(
            self._pen(wide)
            + b"%s %s m %s %s l S\n" % (number(left * MM), high, number(right * MM), high)
        )

    def box(self, x: float, y: float, side: float) -> None:
        """A box to tick."""
        corner = x * MM, (PAPER.height - y - side) * MM, side * MM, side * MM
        self.parts.append(self._pen(0.9) + b"%s %s %s %s re S\n" % tuple(map(number, corner)))

    def _pen(self, wide: float) -> bytes:
        return stroke_operator(self.look.color("line")) + b" %s w " % number(wide)

    def finish(self) -> FlatSheet:
        """The page as a sheet of a print job."""
        return FlatSheet(
            PAPER.size,
            None,
            body(Stream({}, b"".join(self.parts))),
            fallback="fallback" in self.runs.seen,
        )
