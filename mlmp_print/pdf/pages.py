"""Write pages, and the three objects that know all pages of a file.

Continuation pages are added when a form is filled. The page tree, the Document element of the
structure and the parent tree name every page, so they are written anew then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..draw.drawing import LOGO_NAME, Drawing, question_picture_name
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


def add_images(book: Book, drawing: Drawing, look: Look) -> dict[str, Ref]:
    """Add the pictures of a look that pages show; return them under the names that pages use."""
    return {name: book.add(image) for name, image in image_objects(drawing, look).items()}


def image_objects(drawing: Drawing, look: Look) -> dict[str, Stream]:
    """Make the images of a look that pages show, by name: its logo, and pictures of questions.

    They are without colour if the look is grey. An image that is shapes is drawn on the page.
    """
    named = {LOGO_NAME: look.logo} if look.logo else {}
    for number, picture in enumerate(look.pictures.values()):
        named[question_picture_name(number)] = picture
    shown = {
        name: graphic.picture
        for name, graphic in named.items()
        if graphic.picture and any(shows(content, name) for content in drawing.contents)
    }
    if look.ink == "gray" and shown:
        from ..look.picture_library import grayed  # noqa: PLC0415 - few looks have pictures

        shown = {name: grayed(picture) for name, picture in shown.items()}
    return {name: image_object(picture) for name, picture in shown.items()}


def shows(content: bytes, resource: str) -> bool:
    """Tell whether a page's content shows a named object."""
    return b"/%s Do" % resource.encode() in content
