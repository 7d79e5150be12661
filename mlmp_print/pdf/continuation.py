"""Continuation pages: the whole text of every answer that its box had no room for, under its question.

They lie on panels after the form's own, two to an A3 sheet, with the same marks, tagged like the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from .. import typeset
from ..drawing import PANEL, Paper, marks_name
from ..model import MM
from .objects import Book, Name, Ref, Stream, number
from .text import Runs, color_operator

LEFT, TOP, BOTTOM, MEASURE = 14.0, 26.0, 270.0, 150.0  # mm; about 70 letters a line
TITLE, HINT, HEADING, BODY = 20.0, 10.5, 13.0, 12.0  # pt
BODY_STEP, HEADING_STEP, GAP = 5.6, 7.0, 5.0  # mm


@dataclass(frozen=True)
class Spilled:
    """One answer that goes on: its question and its whole text."""

    question: str
    text: str


@dataclass(frozen=True)
class Line:
    """A line on a panel: tag, baseline in mm from the top, words, size, and whether bold and soft."""

    tag: str
    y: float
    words: str
    size: float
    bold: bool = False
    soft: bool = False


@dataclass
class Flow:
    """The panels filled so far, each a list of paragraphs, each a list of lines; and on which panel each answer begins."""

    panels: list[list[list[Line]]] = field(default_factory=list)
    begins: list[int] = field(default_factory=list)
    y: float = BOTTOM

    def room(self, needed: float) -> bool:
        """Whether `needed` mm are left on the panel."""
        return self.y + needed <= BOTTOM

    def turn(self, title: str, hint: str) -> None:
        """Begin a panel."""
        head = [[Line("H2", TOP, title, TITLE, bold=True)]]
        if not self.panels:
            head.append([Line("P", TOP + 7.5, hint, HINT, soft=True)])
        self.panels.append(head)
        self.y = TOP + (16.0 if len(self.panels) == 1 else 10.0)


@dataclass(frozen=True)
class Words:
    """The words a continuation needs, in the form's language."""

    title: str
    hint: str
    again: str  # with {label}

    def flow(self, spilled: Sequence[Spilled]) -> Flow:
        """Lay the answers out, one after the other."""
        flow = Flow()
        for answer in spilled:
            lines = typeset.broken(answer.text, MEASURE * MM, BODY)
            if not flow.room(HEADING_STEP + 3 * BODY_STEP):
                flow.turn(self.title, self.hint)
            flow.begins.append(len(flow.panels))
            self._heading(flow, answer.question)
            for line in lines:
                if not flow.room(BODY_STEP):
                    flow.turn(self.title, self.hint)
                    self._heading(flow, self.again.format(label=answer.question))
                flow.panels[-1][-1].append(Line("P", flow.y, line, BODY))
                flow.y += BODY_STEP
            flow.y += GAP
        return flow

    def _heading(self, flow: Flow, words: str) -> None:
        for line in typeset.broken(words, MEASURE * MM, HEADING):
            flow.panels[-1].append([Line("H3", flow.y, line, HEADING, bold=True)])
            flow.y += HEADING_STEP
        flow.panels[-1].append([])


@dataclass(frozen=True)
class Tree:
    """Where the continuation hangs in the file: the page tree, the Document element, fonts, and the next free parent-tree key."""

    pages: Ref
    document: Ref
    fonts: dict[str, Ref]
    next_key: int
    paper: Paper
    sheet_size: tuple[float, float]
    soft: tuple[float, ...]


def add_sheets(book: Book, tree: Tree, flow: Flow, marks: Sequence[Ref]) -> tuple[list[Ref], list[Ref], list[tuple[int, list[Ref]]]]:
    """The sheets of paper for a flow: page objects, their Sect elements, and parent-tree entries (key, elements by MCID)."""
    pages, sections, parents = [], [], []
    per = len(tree.paper.panels)
    for start in range(0, len(flow.panels), per):
        page, key = Ref(), tree.next_key + start // per
        content: list[bytes] = []
        by_mcid: list[Ref] = []
        runs = Runs(tree.fonts)
        for slot, panel in enumerate(flow.panels[start : start + per]):
            left, bottom = tree.paper.panels[slot][0] * MM, (tree.paper.height - tree.paper.panels[slot][1] - PANEL[1]) * MM
            content.append(b"/Artifact <</Type /Pagination>> BDC q 1 0 0 1 %s %s cm /%s Do Q EMC" % (number(left), number(bottom), marks_name(slot + 1).encode()))
            section = Ref()
            kids = [_paragraph(book, tree, section, page, lines, content, by_mcid, (left, bottom), runs) for lines in panel if lines]
            sections.append(book.add(_element("Sect", tree.document, kids), section))
        names = {marks_name(slot + 1): ref for slot, ref in enumerate(marks[start : start + per])}
        pages.append(
            book.add(
                {
                    "Type": Name("Page"),
                    "Parent": tree.pages,
                    "MediaBox": [0, 0, *tree.sheet_size],
                    "Resources": {"Font": runs.used(), "XObject": names},
                    "Contents": book.add(Stream({}, b"\n".join(content))),
                    "StructParents": key,
                    "Tabs": Name("S"),
                },
                page,
            )
        )
        parents.append((key, by_mcid))
    return pages, sections, parents


def _element(tag: str, parent: Ref, kids: Any, **more: Any) -> dict[str, Any]:
    return {"Type": Name("StructElem"), "S": Name(tag), "P": parent, "K": kids, **more}


def _paragraph(
    book: Book, tree: Tree, section: Ref, page: Ref, lines: list[Line], content: list[bytes], by_mcid: list[Ref], origin: tuple[float, float], runs: Runs
) -> Ref:
    left, bottom = origin
    mcid = len(by_mcid)
    content.append(b"/%s <</MCID %d>> BDC BT" % (lines[0].tag.encode(), mcid))
    for line in lines:
        key = "bold" if line.bold else "regular"
        content.append(color_operator(tree.soft if line.soft else (0.12,)))
        content.append(runs.line(line.words, line.size, left + LEFT * MM, bottom + (PANEL[1] - line.y) * MM, key))
    content.append(b"ET EMC")
    by_mcid.append(book.add(_element(lines[0].tag, section, mcid, Pg=page)))
    return by_mcid[-1]
