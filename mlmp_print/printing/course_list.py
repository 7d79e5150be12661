"""Draw the list of a course, the first page of a print job: whose sets follow.

Staff tick off each set as they hand it out and as it comes back. The list is A4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property

from ..draw.geometry import MM
from ..draw.paper import PAPERS
from ..draw.variant import SheetVariant
from ..look.look import Look
from ..pdf.answer_style import ELLIPSIS
from ..pdf.marks import lone_code
from ..pdf.objects import Stream, body
from ..pdf.operators import Runs, color_operator, numbers, stroke_operator
from ..pdf.sheet_codes import NO_DIGEST, PanelKey, PanelKind, SheetCode
from ..text import typeset
from ..text.fonts import face
from .sheets import FlatSheet

PAPER = PAPERS["a4", "portrait"]
LEFT, RIGHT, TOP, FOOT = 14.0, 196.0, 20.5, 284.0  # mm from the top left
WIDTH = RIGHT - LEFT
FOOTER_BASE = 288.0  # mm
GAP = 5.0  # mm between columns, and between words and the line to write on beside them
RULE, ROW_RULE, BOX = 0.8, 0.5, 0.9  # pt, the width of lines
FORM_CODE, VERSION = "LIST", 1  # in its code; with its kind of panel no form has the same
COURSE_LINES = 6  # of a course's name, which is a heading; a longer one is cut
NO_BREAK = "\u00a0"


@dataclass(frozen=True)
class CourseSizes:
    """The sizes of type in pt, and in mm of a row with one line, a further line, and a box to tick.

    In usual print a page holds its head and 25 people.
    """

    title: float = 26.0
    course: float = 14.0
    body: float = 12.0
    hint: float = 11.0
    footer: float = 9.0
    row: float = 8.3
    leading: float = 5.3
    tick: float = 7.0

    @classmethod
    def of(cls, look: Look) -> CourseSizes:
        """Return the sizes in a look: all of them larger in large print."""
        sizes = asdict(cls())
        return cls(**{name: round(size * look.step, 2) for name, size in sizes.items()})


@dataclass(frozen=True)
class CourseLine:
    """One set in the job: its person's name ("" for a spare set) and its sheet id ("" for none)."""

    name: str
    sheet_id: str = ""


@dataclass(frozen=True)
class CourseList:
    """The list of one course; `forms` are the titles of the sheets in each set.

    `scanned` says whether a scan is read by marks. Then a code says that the page is such a list,
    so that nobody has to sort it out of a pile of sheets.
    """

    look: Look
    course: str
    forms: tuple[str, ...]
    lines: Sequence[CourseLine] = field(repr=False)
    scanned: bool = True

    @cached_property
    def _sizes(self) -> CourseSizes:
        return CourseSizes.of(self.look)

    def sheets(self) -> list[FlatSheet]:
        """Draw the list. A name takes as many lines as it needs, and goes on on the next page."""
        columns = self._columns()
        pages: list[_Page] = []
        for number, line in enumerate(self.lines, 1):
            label, words = f"{number}", _wrap(line.name, columns.name_width, self._sizes.body)
            while words:
                if not pages or (pages[-1].lines_left < len(words) and pages[-1].has_rows):
                    pages.append(self._new_page(columns, first=not pages))
                count = max(1, pages[-1].lines_left)
                self._row(pages[-1], columns, label, words[:count], line)
                label, words = "", words[count:]
        for number, page in enumerate(pages, 1):
            place = self._say("page").format(page=number, pages=len(pages))
            footer = f"{self._say('title')} · {place}"
            page.words(footer, LEFT, FOOTER_BASE, self._sizes.footer, "soft")
            if self.scanned:
                page.code(self._code(number, len(pages)))
        return [page.finish() for page in pages]

    def _code(self, page: int, pages: int) -> str:
        """The text of the code of one page."""
        look = self.look
        variant = SheetVariant(look.lang, PAPER.name, look.large, look.ink)
        key = PanelKey(FORM_CODE, VERSION, str(variant), page, pages, PanelKind.COURSE_LIST)
        return str(SheetCode(key, NO_DIGEST))

    def _say(self, key: str) -> str:
        return typeset.drawable(self.look.say(f"print.{key}"))

    def _columns(self) -> _Columns:
        """Make columns as wide as what stands in them; names have the rest."""
        sizes = self._sizes
        out_head, back_head, sheet_head = (
            _width(self._say(key), sizes.hint, "bold") for key in ("out", "back", "sheet")
        )
        id_widths = [_width(line.sheet_id, sizes.body) for line in self.lines if line.sheet_id]
        number = LEFT + _width("0" * len(f"{len(self.lines)}"), sizes.hint)
        back = RIGHT - max(back_head, sizes.tick)
        out = back - GAP - max(out_head, sizes.tick)
        sheet = out - GAP - max(sheet_head, *id_widths) if id_widths else 0.0
        return _Columns(number, number + GAP, sheet, out, back)

    def _new_page(self, columns: _Columns, *, first: bool) -> _Page:
        """Begin a page with a head; that of the first page is larger and says what a set holds."""
        sizes = self._sizes
        page = _Page(self.look, sizes)
        title = sizes.title if first else sizes.body
        page.y = TOP
        page.words(self._say("title"), LEFT, page.y, title, key="bold")
        if self.course:
            size = sizes.course if first else sizes.body
            page.y += 8.0 * self.look.step
            page.paragraph(_cut(self.course, COURSE_LINES if first else 1, size), size)
        if first:
            self._about(page)
        self._column_heads(page, columns)
        return page

    def _about(self, page: _Page) -> None:
        """Say what staff do with the list and what a set holds; leave a line for the place."""
        body, hint, step = self._sizes.body, self._sizes.hint, self.look.step
        page.y += 8.0 * step
        page.paragraph(_wrap(self._say("staff"), WIDTH, hint), hint, "soft")
        page.y += 9.0 * step
        page.paragraph(self._forms(), body)
        page.y += 10.0 * step
        where = self._say("where")
        page.words(where, LEFT, page.y, body)
        page.rule(LEFT + _width(where, body) + GAP, RIGHT, page.y + 0.8)

    def _column_heads(self, page: _Page, columns: _Columns) -> None:
        page.y += 12.0 * self.look.step
        heads = {
            "name": columns.name,
            "sheet": columns.sheet,
            "out": columns.out,
            "back": columns.back,
        }
        for key, x in heads.items():
            if x:
                page.words(self._say(key), x, page.y, self._sizes.hint, "soft", key="bold")
        page.y += 2.5
        page.rule(LEFT, RIGHT, page.y)

    def _forms(self) -> list[str]:
        """The sheets of a set in a sentence, broken between their names and not inside one."""
        body, names = self._sizes.body, []
        for name in map(typeset.drawable, self.forms):
            short = _width(name, body) < WIDTH / 2
            names.append(name.replace(" ", NO_BREAK) if short else name)
        sentence = self._say("each").format(forms=f"{NO_BREAK}· ".join(names))
        lines = typeset.broken(sentence, WIDTH * MM, body)
        return [line.replace(NO_BREAK, " ") for line in lines]

    def _row(
        self, page: _Page, columns: _Columns, label: str, words: Sequence[str], line: CourseLine
    ) -> None:
        """Draw a row, or without a label the rest of the row before."""
        sizes = self._sizes
        base = page.y + sizes.row / 2 + 0.125 * sizes.body
        number = columns.number - _width(label, sizes.hint)
        page.words(label, number, base, sizes.hint, "soft")
        if line.name:
            for index, part in enumerate(words):
                page.words(part, columns.name, base + index * sizes.leading, sizes.body)
        else:
            spare = self._say("spare")
            page.words(spare, columns.name, base, sizes.hint, "soft")
            start = columns.name + _width(spare, sizes.hint) + GAP
            page.rule(start, columns.name + columns.name_width, base + 0.8)
        if label:
            page.words(line.sheet_id, columns.sheet, base, sizes.body)
            for x in (columns.out, columns.back):
                page.box(x, page.y + (sizes.row - sizes.tick) / 2, sizes.tick)
        page.y += sizes.row + sizes.leading * (len(words) - 1)
        page.rule(LEFT, RIGHT, page.y, ROW_RULE)
        page.has_rows = True


@dataclass(frozen=True)
class _Columns:
    """Where the columns begin, in mm from the left; only the numbers end at theirs.

    `sheet` is 0 if the job has no sheet ids.
    """

    number: float
    name: float
    sheet: float
    out: float
    back: float

    @property
    def name_width(self) -> float:
        """How wide a name may be."""
        return (self.sheet or self.out) - GAP - self.name


def _width(text: str, size: float, key: str = "regular") -> float:
    """The width of a line in mm; `size` is in pt."""
    advance = {**typeset.advances(text), **face(key).advance}
    return sum(map(advance.__getitem__, text)) * size / MM


def _wrap(text: str, width: float, size: float) -> list[str]:
    """Break a text into lines of `width` mm."""
    return typeset.broken(typeset.drawable(text), width * MM, size)


def _cut(text: str, most: int, size: float) -> list[str]:
    """Break a text into lines across the page, at most `most`."""
    lines = _wrap(text, WIDTH - _width(ELLIPSIS, size), size)
    return lines if len(lines) <= most else [*lines[: most - 1], lines[most - 1] + ELLIPSIS]


class _Page:
    """A page while it is drawn; lengths are in mm from the top left, type and lines in pt."""

    def __init__(self, look: Look, sizes: CourseSizes) -> None:
        self.y = 0.0  # how far down the page is filled
        self.has_rows = False
        self._look, self._sizes, self._runs = look, sizes, Runs()
        self._parts = [b"1 J\n"]

    @property
    def lines_left(self) -> int:
        """How many lines the next row may have."""
        foot = FOOT - 0.8 * (self._sizes.footer - CourseSizes.footer)
        return int((foot - self.y - self._sizes.row) // self._sizes.leading) + 1

    def words(
        self,
        text: str,
        x: float,
        y: float,
        size: float,
        color: str = "ink",
        *,
        key: str = "regular",
    ) -> None:
        """Draw words on a baseline."""
        line = self._runs.line(text, size, x * MM, (PAPER.height - y) * MM, key)
        fill = color_operator(self._look.color(color))
        self._parts.append(b"BT " + fill + b"\n" + line + b"ET\n")

    def paragraph(self, lines: Sequence[str], size: float, color: str = "ink") -> None:
        """Draw lines below each other; `y` is then the baseline of the last."""
        for index, line in enumerate(lines):
            if index:
                self.y += size / self._sizes.body * self._sizes.leading
            self.words(line, LEFT, self.y, size, color)

    def rule(self, left: float, right: float, y: float, width: float = RULE) -> None:
        """Draw a line across."""
        height = (PAPER.height - y) * MM
        start, end = numbers((left * MM, height)), numbers((right * MM, height))
        self._parts.append(self._pen(width) + b"%s m %s l S\n" % (start, end))

    def box(self, x: float, y: float, side: float) -> None:
        """Draw a box to tick; (x, y) is its top left corner."""
        corner = x * MM, (PAPER.height - y - side) * MM
        rectangle = numbers((*corner, side * MM, side * MM))
        self._parts.append(self._pen(BOX) + b"%s re S\n" % rectangle)

    def code(self, text: str) -> None:
        """Draw a code at the top right."""
        self._parts.append(lone_code(PAPER.panel, text))

    def finish(self) -> FlatSheet:
        """Make the page a sheet of a print job."""
        content = body(Stream({}, b"".join(self._parts)))
        return FlatSheet(PAPER.size, None, content, fallback="fallback" in self._runs.seen)

    def _pen(self, width: float) -> bytes:
        return stroke_operator(self._look.color("line")) + b" %s w " % numbers((width,))
