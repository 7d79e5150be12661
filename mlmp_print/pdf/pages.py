"""Write pages, and the three objects that know all pages of a file.

Continuation pages are added when a form is filled. The page tree, the Document element of the
structure and the parent tree name every page, so they are written anew then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..draw.drawing import LOGO_NAME, Drawing
from ..look.look import Look
from .objects import Book, Chunk, Name, RawBytes, Ref, Stream, body, chunk, image_object
from .structure import StructureTree, structure_element
from .widgets import Widgets


@dataclass(frozen=True)
class AddedPages:
    """Pages added after a form's own: their sections, and their rows of the parent tree."""

    pages: list[Ref] = field(default_factory=list)
    sections: list[Ref] = field(default_factory=list)
    parents: list[tuple[int, list[Ref]]] = field(default_factory=list)  # key → elements by MCID


@dataclass(frozen=True)
class PageTree:
    """The form's own pages, as the objects that name all pages need them. Plain data.

    `next_key` is the first key of the parent tree that is free for an added page.
    """

    pages: Ref
    document: Ref
    parents: Ref
    structure_root: Ref
    page_numbers: tuple[int, ...]
    section_numbers: tuple[int, ...]
    parent_rows: bytes = field(repr=False)
    next_key: int

    @classmethod
    def of(cls, tree: Ref, pages: Sequence[Ref], structure: StructureTree) -> PageTree:
        """Collect the form's own pages; all objects must have their numbers."""
        return cls(
            pages=tree,
            document=structure.document,
            parents=structure.parents,
            structure_root=structure.root,
            page_numbers=tuple(page.number for page in pages),
            section_numbers=tuple(section.number for section in structure.sections),
            parent_rows=structure.parent_rows(),
            next_key=structure.next_key,
        )

    def with_pages(self, added: AddedPages) -> Chunk:
        """Write the page tree (7.7.3.2), the Document element and the parent tree (14.7.4.4)."""
        kids = [*map(Ref, self.page_numbers), *added.pages]
        sections = [*map(Ref, self.section_numbers), *added.sections]
        rows = [self.parent_rows]
        rows += [b"%d " % key + body(elements) for key, elements in added.parents]
        return chunk(
            [
                (self.pages, {"Type": Name("Pages"), "Kids": kids, "Count": len(kids)}),
                (self.document, structure_element("Document", self.structure_root, sections)),
                (self.parents, RawBytes(b"<</Nums [" + b" ".join(rows) + b"]>>")),
            ]
        )


def add_pages(
    book: Book,
    drawing: Drawing,
    pages: Sequence[Ref],
    tree: Ref,
    resources: Mapping[str, Any],
    widgets: Widgets,
) -> None:
    """Add the form's own pages (7.7.3.3), which share one dictionary of resources."""
    shared = book.add(resources)
    for sheet, content in enumerate(drawing.contents):
        page = {
            "Type": Name("Page"),
            "Parent": tree,
            "MediaBox": [0, 0, *drawing.paper.size],
            "Resources": shared,
            "Contents": book.add(Stream({}, content)),
            "Annots": widgets.on_pages[sheet],
            "StructParents": sheet,
            "Tabs": Name("S"),  # tab order is structure order (ISO 14289-1 7.18.3)
        }
        book.add(page, pages[sheet])


def add_logo(book: Book, look: Look) -> dict[str, Ref]:
    """Add the logo of a look, if it is a picture; return it under the name that pages use."""
    logo = logo_object(look)
    return {LOGO_NAME: book.add(logo)} if logo else {}


def logo_object(look: Look) -> Stream | None:
    """Make the image of a look's logo, if it is a picture; without colour if the look is grey."""
    if not look.logo or not look.logo.picture:
        return None
    from ..look.pictures import grayed  # noqa: PLC0415 - few looks have a picture for a logo

    picture = look.logo.picture
    return image_object(grayed(picture) if look.ink == "gray" else picture)
