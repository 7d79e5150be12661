"""Continuation pages: the whole text of every answer that its box had no room for, under its question.

They lie on panels after the form's own, two to an A3 sheet, with the same marks, tagged like the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ..draw.drawing import marks_name
from ..draw.geometry import MM
from ..draw.paper import Paper
from ..look.look import Look
from ..text import typeset
from .objects import Book, Name, Ref, Stream, number, private
from .operators import RESOURCES, Runs, color_operator

LEFT, TOP, FOOT, MEASURE = 14.0, 26.0, 27.0, 150.0  # mm; a line is about 70 letters
COLUMN, GUTTER = 130.0, 9.0  # mm, of the two on a panel that lies on its side: about 60 letters
TITLE, HINT, HEADING, BODY = 20.0, 10.5, 13.0, 12.0  # pt
BODY_STEP, HEADING_STEP, GAP = 5.6, 7.0, 5.0  # mm
TOGETHER = 3  # at least so many lines of an answer stand in a column, or all that are left
MARK = "continuation"  # what each page has for `read`, so that it is known as one


@dataclass(frozen=True)
class LongAnswer:
    """One answer that goes on: its question and its whole text."""

    question: str
    text: str


@dataclass(frozen=True)
class FlowLine:
    """A line on a panel: tag, where its baseline begins in mm from the top left, words, size, and whether bold and soft."""

    tag: str
    x: float
    y: float
    words: str
    size: float
    bold: bool = False
    soft: bool = False


@dataclass
class Flow:
    """The panels filled so far, each a list of paragraphs, each a list of lines; and on which panel each answer begins.

    `step`: what type and its distances are multiplied with, as on the form's own panels.
    """

    bottom: float  # mm from the top, how far down a panel is filled
    step: float
    measure: float  # mm, of a column
    lefts: tuple[float, ...]  # where the columns begin
    panels: list[list[list[FlowLine]]] = field(default_factory=list)
    begins: list[int] = field(default_factory=list)
    column: int = 0
    top: float = 0.0  # of the columns
    y: float = 0.0

    @classmethod
    def on(cls, paper: Paper, step: float) -> Flow:
        """A flow on panels of a paper: in two columns on those that lie on their side."""
        wide, high = paper.panel
        columns = (
            (COLUMN, (LEFT, LEFT + COLUMN + GUTTER)) if wide > high else (MEASURE * step, (LEFT,))
        )
        return cls(high - FOOT, step, *columns)

    def room(self, heading: int) -> int:
        """How many lines of an answer the column has room for under a heading of so many lines."""
        return (
            int(
                (self.bottom - self.y - heading * HEADING_STEP * self.step)
                // (BODY_STEP * self.step)
            )
            if self.panels
            else 0
        )

    def broken(self, words: str, size: float, key: str = "regular") -> list[str]:
        """Words broken to the measure."""
        return typeset.broken(words, self.measure * MM, size * self.step, key)

    def next_column(self) -> bool:
        """Go to the next column of the panel, if it has one."""
        if not self.panels or self.column + 1 == len(self.lefts):
            return False
        self.column, self.y = self.column + 1, self.top
        return True

    def turn(self, title: str, hint: str) -> None:
        """Begin a panel."""
        head = [[FlowLine("H2", LEFT, TOP, title, TITLE * self.step, bold=True)]]
        if not self.panels:
            head.append(
                [FlowLine("P", LEFT, TOP + 7.5 * self.step, hint, HINT * self.step, soft=True)]
            )
        self.panels.append(head)
        self.column, self.top = 0, TOP + (16.0 if len(self.panels) == 1 else 10.0) * self.step
        self.y = self.top

    def heading(self, lines: Sequence[str]) -> None:
        """A question; what is written next stands under it."""
        for line in lines:
            self.panels[-1].append(
                [
                    FlowLine(
                        "H3", self.lefts[self.column], self.y, line, HEADING * self.step, bold=True
                    )
                ]
            )
            self.y += HEADING_STEP * self.step
        self.panels[-1].append([])

    def body(self, lines: Sequence[str]) -> None:
        """As much of an answer as stands on the panel."""
        for line in lines:
            self.panels[-1][-1].append(
                FlowLine("P", self.lefts[self.column], self.y, line, BODY * self.step)
            )
            self.y += BODY_STEP * self.step


@dataclass(frozen=True)
class ContinuationWords:
    """The words a continuation needs, in the form's language, and how large they are set."""

    title: str
    hint: str
    again: str  # with {label}
    step: float

    @classmethod
    def of(cls, look: Look) -> ContinuationWords:
        """The words of a look."""
        return cls(
            look.say("page.continued"),
            look.say("page.continued_hint"),
            look.say("page.continued_again"),
            look.step,
        )

    def flow(self, spilled: Sequence[LongAnswer], paper: Paper) -> Flow:
        """Lay the answers out, one after the other."""
        flow = Flow.on(paper, self.step)
        for answer in spilled:
            heading, rest = (
                flow.broken(answer.question, HEADING, "bold"),
                flow.broken(answer.text, BODY),
            )
            while not _share(len(rest), flow.room(len(heading))):
                if not flow.next_column():
                    flow.turn(self.title, self.hint)
                    break
            flow.begins.append(len(flow.panels))
            flow.heading(heading)
            while rest:
                share = _share(len(rest), flow.room(0)) or 1
                flow.body(rest[:share])
                rest = rest[share:]
                if (
                    rest and not flow.next_column()
                ):  # in the next column the paragraph simply goes on
                    flow.turn(self.title, self.hint)
                    flow.heading(
                        flow.broken(self.again.format(label=answer.question), HEADING, "bold")
                    )
            flow.y += GAP * self.step
        return flow


def _share(lines: int, room: int) -> int:
    """How many of an answer's lines go where there is room for so many: all, or so many that `TOGETHER` stand there and next; else none."""
    share = lines if lines <= room else min(room, lines - TOGETHER)
    return share if share >= min(lines, TOGETHER) else 0


@dataclass(frozen=True)
class Style:
    """The paper of a continuation, and the colours of its text."""

    paper: Paper
    ink: tuple[float, ...]
    soft: tuple[float, ...]


class ContinuationPage:
    """One sheet of paper with some panels of a flow: its content stream, and the tag of each marked content in it, by MCID."""

    def __init__(self, style: Style, panels: Sequence[list[list[FlowLine]]]) -> None:
        self.style, self.runs = style, Runs()
        self.tags: list[str] = []
        self.content: list[bytes] = []
        self.sections = [
            self._panel(slot, panel) for slot, panel in enumerate(panels)
        ]  # the MCIDs of each panel

    def _panel(self, slot: int, paragraphs: list[list[FlowLine]]) -> range:
        """The marks and paragraphs of a panel."""
        paper, first = self.style.paper, len(self.tags)
        place = (
            *map(number, (paper.scale, paper.scale, *paper.origin(slot + 1))),
            marks_name(slot + 1).encode(),
        )
        self.content.append(
            b"q %s 0 0 %s %s %s cm /Artifact <</Type /Pagination>> BDC /%s Do EMC" % place
        )
        for lines in filter(None, paragraphs):
            self._paragraph(lines)
        self.content.append(b"Q")
        return range(first, len(self.tags))

    def _paragraph(self, lines: list[FlowLine]) -> None:
        self.content.append(b"/%s <</MCID %d>> BDC BT" % (lines[0].tag.encode(), len(self.tags)))
        self.tags.append(lines[0].tag)
        for line in lines:
            self.content.append(color_operator(self.style.soft if line.soft else self.style.ink))
            at = line.x * MM, (self.style.paper.panel[1] - line.y) * MM
            self.content.append(
                self.runs.line(line.words, line.size, *at, "bold" if line.bold else "regular")
            )
        self.content.append(b"ET EMC")


def sheets(flow: Flow, style: Style) -> list[ContinuationPage]:
    """The sheets of paper for a flow."""
    per = len(style.paper.lefts)
    return [
        ContinuationPage(style, flow.panels[start : start + per])
        for start in range(0, len(flow.panels), per)
    ]


@dataclass(frozen=True)
class StructureRefs:
    """Where the continuation hangs in the file: the page tree, the Document element, fonts, the next free parent-tree key, and the form's day."""

    pages: Ref
    document: Ref
    fonts: dict[str, Ref]
    next_key: int
    released: str


@dataclass(frozen=True)
class AddedPages:
    """What a continuation adds to the file's spine: pages, their sections, and parent-tree entries (key, elements by MCID)."""

    pages: list[Ref] = field(default_factory=list)
    sections: list[Ref] = field(default_factory=list)
    parents: list[tuple[int, list[Ref]]] = field(default_factory=list)


def add_sheets(
    book: Book, tree: StructureRefs, flow: Flow, style: Style, marks: Sequence[Ref]
) -> AddedPages:
    """The tagged pages for a flow, with the marks of each panel."""
    added = AddedPages()
    left = iter(marks)
    for index, sheet in enumerate(sheets(flow, style)):
        page, elements = Ref(), []
        for mcids in sheet.sections:
            section = Ref()
            kids = [book.add(_element(sheet.tags[mcid], section, page, mcid)) for mcid in mcids]
            added.sections.append(book.add(_element("Sect", tree.document, page, kids), section))
            elements += kids
        key = tree.next_key + index
        entries = {
            "Type": Name("Page"),
            "Parent": tree.pages,
            "MediaBox": [0, 0, *style.paper.size],
            "Resources": {
                "Font": {
                    RESOURCES[face]: ref
                    for face, ref in tree.fonts.items()
                    if face in sheet.runs.seen
                },
                "XObject": {
                    marks_name(slot + 1): next(left) for slot in range(len(sheet.sections))
                },
            },
            "Contents": book.add(Stream({}, b"\n".join(sheet.content))),
            "StructParents": key,
            "Tabs": Name("S"),
            "LastModified": tree.released,
            "PieceInfo": private(tree.released, MARK),
        }
        added.pages.append(book.add(entries, page))
        added.parents.append((key, elements))
    return added


def _element(tag: str, parent: Ref, page: Ref, kids: Any) -> dict[str, Any]:
    return {"Type": Name("StructElem"), "S": Name(tag), "P": parent, "Pg": page, "K": kids}
