"""Write a drawing in which nothing is filled in as a whole file: a tagged page to read.

It has no fields, and no marks for a scan; `read` finds no form in it.
"""

from __future__ import annotations

from ..draw.drawing import Drawing, marks_name
from ..look.wording import Wording
from ..text.fonts import face
from .catalog import catalog, information, metadata
from .fonts import add_type0
from .objects import Book, Ref, form_xobject
from .operators import RESOURCES
from .pages import AddedPages, PageTree, add_images, add_pages
from .static_part import StaticPart
from .structure import add_structure
from .widgets import Widgets


def page_file(drawing: Drawing, wording: Wording) -> bytes:
    """Return the file of a drawing without fields. The same drawing gives the same bytes."""
    book = Book()
    regular, _ = add_type0(book, face("regular"))
    bold, _ = add_type0(book, face("bold").cut(drawing.bold_letters))
    fonts = book.add({RESOURCES["regular"]: regular, RESOURCES["bold"]: bold})

    pages = [Ref() for _ in drawing.contents]
    widgets = Widgets(drawing, wording, pages)
    structure = add_structure(book, drawing, pages, widgets)
    tree = Ref()
    no_marks = book.add(form_xobject((1, 1), b"", {}, plain=True))
    objects = {marks_name(panel): no_marks for panel in range(1, drawing.panels + 1)}
    objects |= add_images(book, drawing, wording.look)
    add_pages(book, drawing, pages, tree, {"Font": fonts, "XObject": objects}, widgets)

    structure.add_root(book)
    refs = {
        "Pages": tree,
        "StructTreeRoot": structure.root,
        "Metadata": book.add(metadata(wording, locked=False)),
    }
    root = book.add(catalog(wording, drawing.paper, refs))
    info = book.add(information(wording.full_title))
    late = (tree, structure.document, structure.parents)
    for number, ref in enumerate(late, book.number_from(1)):
        ref.number = number
    last = PageTree.of(tree, pages, structure).with_pages(AddedPages())
    return StaticPart.of(book, root, info).file([last], b"")
