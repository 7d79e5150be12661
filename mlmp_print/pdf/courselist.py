"""The list that comes first in a print job: whose sets follow, to tick off as they are handed out and come back. For staff, A4."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .. import typeset
from ..drawing import PAPERS
from ..fonts import face
from ..look import Look
from ..model import MM
from .flat import FlatSheet
from .objects import Stream, body, number
from .text import Runs, color_operator, stroke_operator

PAPER = PAPERS["a4", "portrait"]
LEFT, RIGHT, TOP, FOOT = 14.0, 196.0, 22.0, 282.0  # mm from the top left
NAME, SHEET, OUT, BACK = 26.0, 112.0, 146.0, 171.0  # where the columns begin
SPARE, WHERE = 26.0, 34.0  # how far from the words the lines to write on begin
ROW, TICK = 9.5, 5.5
TITLE, COURSE, BODY, HINT, FOOTER = 26.0, 14.0, 12.0, 10.5, 9.0  # pt
ELLIPSIS = "…"


@dataclass(frozen=True)
class Line:
    """One set in the job: whose it is ("" for a spare one), and its sheet id ("" for none)."""

    name: str
    sheet_id: str = ""


@dataclass(frozen=True)
class CourseList:
    """What a list says. `forms`: the titles of the sheets in each set."""

    look: Look
    course: str
    forms: tuple[str, ...]
    lines: Sequence[Line] = field(repr=False)

    def sheets(self) -> list[FlatSheet]:
        """The list's sheets of paper."""
        pages: list[_Page] = []
        for index, line in enumerate(self.lines, 1):
            if not pages or pages[-1].y + ROW > FOOT:
                pages.append(_Page(self.look))
                self._head(pages[-1], first=len(pages) == 1)
            self._line(pages[-1], index, line)
        for index, page in enumerate(pages, 1):
            page.words(f"{self._say('title')} · {self._say('page').format(page=index, pages=len(pages))}", LEFT, 288.0, RIGHT - LEFT, FOOTER, "soft")
        return [page.finish() for page in pages]

    def _say(self, key: str) -> str:
        return self.look.say(f"print.{key}")

    def _head(self, page: _Page, *, first: bool) -> None:
        page.bold(self._say("title"), LEFT, TOP, TITLE if first else BODY)
        page.y = TOP
        if self.course:
            page.y += 8.0
            page.words(self.course, LEFT, page.y, RIGHT - LEFT, COURSE if first else BODY)
        if first:
            page.y += 8.0
            page.words(self._say("staff"), LEFT, page.y, RIGHT - LEFT, HINT, "soft")
            page.y += 9.0
            for line in typeset.broken(typeset.drawable(self._say("each").format(forms=" · ".join(self.forms))), (RIGHT - LEFT) * MM, BODY):
                page.words(line, LEFT, page.y, RIGHT - LEFT, BODY)
                page.y += 6.0
            page.y += 6.0
            page.words(self._say("where"), LEFT, page.y, WHERE - 2.0, BODY)
            page.rule(LEFT + WHERE, RIGHT, page.y + 0.8)
        page.y += 13.0
        for x, key in ((NAME, "name"), *([(SHEET, "sheet")] if self._ids else []), (OUT, "out"), (BACK, "back")):
            page.bold(self._say(key), x, page.y, HINT, "soft")
        page.y += 2.5
        page.rule(LEFT, RIGHT, page.y)

    @property
    def _ids(self) -> bool:
        return any(line.sheet_id for line in self.lines)

    def _line(self, page: _Page, index: int, line: Line) -> None:
        base, end = page.y + ROW / 2 + 1.5, (SHEET if self._ids else OUT) - 4.0
        page.words(f"{index}", LEFT, base, NAME - LEFT, HINT, "soft")
        if line.name:
            page.words(line.name, NAME, base, end - NAME)
        else:
            page.words(self._say("spare"), NAME, base, SPARE - 2.0, HINT, "soft")
            page.rule(NAME + SPARE, end, base + 0.8)
        page.words(line.sheet_id, SHEET, base, OUT - SHEET)
        for x in (OUT, BACK):
            page.box(x, page.y + (ROW - TICK) / 2, TICK)
        page.y += ROW
        page.rule(LEFT, RIGHT, page.y, 0.5)


class _Page:
    """A page being drawn; lengths in mm from the top left, type in pt."""

    def __init__(self, look: Look) -> None:
        self.look, self.runs, self.y = look, Runs(), 0.0
        self.parts = [b"1 J\n"]

    def words(self, text: str, x: float, y: float, width: float, size: float = BODY, color: str = "ink") -> None:
        """Words on a baseline; smaller, and at last cut, where they are wider than `width`."""
        sizes = tuple(dict.fromkeys((size, *(smaller for smaller in typeset.SIZES if smaller < size))))
        frame = typeset.Frame(width * MM, size, (size,), single=True, sizes=sizes)
        setting = typeset.fit(typeset.drawable(text), frame, face("regular").width(ELLIPSIS, 1))
        self._show(setting.lines[0] + ("" if setting.whole else ELLIPSIS), x, y, setting.size, color, "regular")

    def bold(self, text: str, x: float, y: float, size: float, color: str = "ink") -> None:
        """Words of ours, which have the room they need."""
        self._show(text, x, y, size, color, "bold")

    def _show(self, text: str, x: float, y: float, size: float, color: str, key: str) -> None:
        drawn = self.runs.line(text, size, x * MM, (PAPER.height - y) * MM, key)
        self.parts.append(b"BT " + color_operator(self.look.color(color)) + b"\n" + drawn + b"ET\n")

    def rule(self, left: float, right: float, y: float, wide: float = 0.8) -> None:
        """A line across, `wide` pt."""
        high = number((PAPER.height - y) * MM)
        self.parts.append(self._pen(wide) + b"%s %s m %s %s l S\n" % (number(left * MM), high, number(right * MM), high))

    def box(self, x: float, y: float, side: float) -> None:
        """A box to tick."""
        corner = x * MM, (PAPER.height - y - side) * MM, side * MM, side * MM
        self.parts.append(self._pen(0.9) + b"%s %s %s %s re S\n" % tuple(map(number, corner)))

    def _pen(self, wide: float) -> bytes:
        return stroke_operator(self.look.color("line")) + b" %s w " % number(wide)

    def finish(self) -> FlatSheet:
        """The page as a sheet of a print job."""
        return FlatSheet(PAPER.size, None, body(Stream({}, b"".join(self.parts))), fallback="fallback" in self.runs.seen)
