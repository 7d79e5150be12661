"""Draw continuation pages: panels after the form's own, with the same marks and tags.

An A3 sheet holds two upright panels.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..draw.drawing import marks_name
from ..draw.geometry import MM
from ..draw.paper import Paper
from .content_digest import content_digest
from .flow import Flow, Panel, Paragraph
from .objects import Book, Name, Ref, Stream, private
from .operators import RESOURCES, Runs, color_operator, numbers
from .pages import AddedPages, PageTree
from .structure import structure_element

# In the page-piece dictionary of each page, so that `read` knows it. A space and the digest of the
# page's content follow.
MARK = "continuation"


@dataclass(frozen=True)
class ContinuationStyle:
    """The paper of continuation pages, the colours of their text, and the day they are dated."""

    paper: Paper
    ink: tuple[float, ...]
    soft: tuple[float, ...]
    released: str  # a PDF date (7.9.4)


class ContinuationPage:
    """One sheet of paper with some panels: its content, and the tags of its marked content."""

    def __init__(self, style: ContinuationStyle, panels: Sequence[Panel]) -> None:
        self.style, self.runs = style, Runs()
        self.tags: list[str] = []  # by marked content id
        self.content: list[bytes] = []
        self.sections = [  # the marked content ids of each panel
            self._draw_panel(slot, panel) for slot, panel in enumerate(panels, 1)
        ]

    def _draw_panel(self, slot: int, panel: Panel) -> range:
        """Draw the marks and paragraphs of the panel at a slot of the sheet."""
        paper, first_id = self.style.paper, len(self.tags)
        scale = numbers((paper.scale,))
        place = b"q %s 0 0 %s %s cm" % (scale, scale, numbers(paper.origin(slot)))
        marks = b"/Artifact <</Type /Pagination>> BDC /%s Do EMC" % marks_name(slot).encode()
        self.content.append(place + b" " + marks)
        for paragraph in filter(None, panel):
            self._draw_paragraph(paragraph)
        self.content.append(b"Q")
        return range(first_id, len(self.tags))

    def _draw_paragraph(self, lines: Paragraph) -> None:
        tag = lines[0].tag
        self.content.append(b"/%s <</MCID %d>> BDC BT" % (tag.encode(), len(self.tags)))
        self.tags.append(tag)
        height = self.style.paper.panel[1]
        for line in lines:
            color = self.style.soft if line.soft else self.style.ink
            key = "bold" if line.bold else "regular"
            x, y = line.x * MM, (height - line.y) * MM
            self.content.append(color_operator(color))
            self.content.append(self.runs.line(line.words, line.size, x, y, key))
        self.content.append(b"ET EMC")


def draw_pages(flow: Flow, style: ContinuationStyle) -> list[ContinuationPage]:
    """Draw the panels of a flow on as many sheets of paper as they need."""
    on_a_sheet = len(style.paper.lefts)
    return [
        ContinuationPage(style, flow.panels[start : start + on_a_sheet])
        for start in range(0, len(flow.panels), on_a_sheet)
    ]


def add_continuation(
    book: Book,
    tree: PageTree,
    pages: Sequence[ContinuationPage],
    fonts: Mapping[str, Ref],
    marks: Sequence[Ref],
) -> AddedPages:
    """Add continuation pages to a book.

    Args:
        book: takes the objects.
        tree: the form's own pages.
        pages: the pages, drawn.
        fonts: by face.
        marks: the marks of each panel, on all pages together.
    """
    added = AddedPages()
    marks_left = iter(marks)
    for key, page in enumerate(pages, tree.next_key):
        ref = Ref()
        sections, elements = _add_sections(book, tree, page, ref)
        names = [marks_name(slot) for slot in range(1, len(sections) + 1)]
        objects = {name: next(marks_left) for name in names}
        used = {RESOURCES[face]: font for face, font in fonts.items() if face in page.runs.seen}
        resources = {"Font": used, "XObject": objects}
        added.pages.append(book.add(_page(book, tree, page, resources, key), ref))
        added.sections.extend(sections)
        added.parents.append((key, elements))
    return added


def _add_sections(
    book: Book, tree: PageTree, page: ContinuationPage, ref: Ref
) -> tuple[list[Ref], list[Ref]]:
    """Add a section for each panel of a page; return the sections and all elements in them."""
    sections, elements = [], []
    for content_ids in page.sections:
        section = Ref()
        kids = [
            book.add(structure_element(page.tags[content_id], section, content_id, ref))
            for content_id in content_ids
        ]
        elements += kids
        sections.append(book.add(structure_element("Sect", tree.document, kids, ref), section))
    return sections, elements


def _page(
    book: Book, tree: PageTree, page: ContinuationPage, resources: Mapping[str, Any], key: int
) -> dict[str, Any]:
    style, content = page.style, b"\n".join(page.content)
    return {
        "Type": Name("Page"),
        "Parent": tree.pages,
        "MediaBox": [0, 0, *style.paper.size],
        "Resources": resources,
        "Contents": book.add(Stream({}, content)),
        "StructParents": key,
        "Tabs": Name("S"),
        "LastModified": style.released,
        "PieceInfo": private(style.released, f"{MARK} {content_digest(content)}"),
    }
