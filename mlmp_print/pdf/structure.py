"""Write the structure tree (ISO 32000-1 14.7): what a screen reader reads, in its order.

Page content and widgets lead back to their elements through the parent tree (14.7.4.4). ISO 14289-1
(PDF/UA-1) asks that all content is tagged or an artifact (7.1), and that every widget is alone in a
Form element (7.18.4).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..draw.drawing import Drawing, Element, PictureField, SpokenAnswers
from .objects import Book, Name, Ref, body
from .widgets import DrawnField, Widgets

_NEXT_KEY = 1_000_000  # above all that a file can use, so that added pages need not change it


def structure_element(
    tag: str, parent: Ref, kids: Any, page: Ref | None = None, **attributes: Any
) -> dict[str, Any]:
    """Make a structure element (14.7.2). `page` is where its marked content lies."""
    return {
        "Type": Name("StructElem"),
        "S": Name(tag),
        "P": parent,
        "Pg": page,
        "K": kids,
        **attributes,
    }


@dataclass(frozen=True)
class LateElement:
    """A structure element whose alternative text follows the answers, so that filling writes it.

    `entries` are all but that text, and `alt` is the text as the form was drawn.
    """

    ref: Ref
    entries: Mapping[str, Any]
    alt: str

    def before_alt(self) -> bytes:
        """Write the object up to its text; all references must have their numbers."""
        return b"%d 0 obj\n%s /Alt " % (self.ref.number, body(self.entries).removesuffix(b">>"))


@dataclass(frozen=True)
class StructureTree:
    """The structure of a form's own pages, as objects of a book.

    The Document element and the parent tree change when pages are added; they are part of the
    `PageTree`. Everything below the Document element stays.

    Attributes:
        root: The root of the tree.
        document: The Document element, which the root has as its only kid.
        parents: The parent tree.
        sections: The elements directly below the Document element.
        page_elements: Of each page: marked content id → the element with that content.
        widget_elements: Key of a widget in the parent tree → the widget's Form element.
        next_key: The first key of the parent tree that no page or widget has.
        late: The elements that are left to filling, by what their texts follow.
    """

    root: Ref
    document: Ref
    parents: Ref
    sections: Sequence[Ref]
    page_elements: Sequence[Mapping[int, Ref]]
    widget_elements: Mapping[int, Ref]
    next_key: int
    late: Mapping[PictureField | SpokenAnswers, LateElement]

    def add_root(self, book: Book) -> None:
        """Add the root of the tree (14.7.2)."""
        entries = {
            "Type": Name("StructTreeRoot"),
            "K": [self.document],
            "ParentTree": self.parents,
            "ParentTreeNextKey": _NEXT_KEY,
        }
        book.add(entries, self.root)

    def parent_rows(self) -> bytes:
        """Write the rows of the parent tree: each page's elements, then each widget's Form."""
        rows = []
        for page_index, elements in enumerate(self.page_elements):
            by_id = [elements[content_id] for content_id in sorted(elements)]
            rows.append(b"%d " % page_index + body(by_id))
        for key, element in self.widget_elements.items():
            rows.append(b"%d " % key + body(element))
        return b" ".join(rows)


def add_structure(
    book: Book, drawing: Drawing, pages: Sequence[Ref], widgets: Widgets
) -> StructureTree:
    """Add the structure elements of a drawing to a book, in reading order.

    Each widget is put on its page on the way, and so gets its key in the parent tree: the widgets
    of a page have the order of the structure.
    """
    document = Ref()
    elements = _Elements(book, pages, widgets)
    sections = [
        elements.add(section, document)
        for section in drawing.root.kids
        if isinstance(section, Element)
    ]
    return StructureTree(
        root=Ref(),
        document=document,
        parents=Ref(),
        sections=sections,
        page_elements=elements.of_pages,
        widget_elements=elements.of_widgets,
        next_key=widgets.next_key,
        late=elements.late,
    )


class _Elements:
    """Adds elements to a book, and remembers the element of each content and each widget."""

    def __init__(self, book: Book, pages: Sequence[Ref], widgets: Widgets) -> None:
        self._book, self._pages, self._widgets = book, pages, widgets
        self.of_pages: list[dict[int, Ref]] = [{} for _ in pages]
        self.of_widgets: dict[int, Ref] = {}
        self.late: dict[PictureField | SpokenAnswers, LateElement] = {}

    def add(self, element: Element, parent: Ref) -> Ref:
        """Add an element and all below it; one whose text follows answers is left to filling."""
        ref, page = Ref(), self._pages[element.page_index]
        kids: list[Any] = []
        for kid in element.kids:
            if isinstance(kid, Element):
                kids.append(self.add(kid, ref))
            elif isinstance(kid, int):
                kids.append(kid)
                self.of_pages[element.page_index][kid] = ref
            else:
                key = self._widgets.place(kid, element.page_index)
                self.of_widgets[key] = ref
                kids.append({"Type": Name("OBJR"), "Obj": self._widgets[kid], "Pg": page})
        entries = structure_element(
            element.tag, parent, _one_or_all(kids), page, **self._attributes(element)
        )
        followed = _followed(element)
        if not followed:
            return self._book.add(entries, ref)
        alt = entries.pop("Alt")
        self.late[followed] = LateElement(ref, entries, alt)
        return ref

    def _attributes(self, element: Element) -> dict[str, Any]:
        """Return the entries of an element that describe it."""
        entries: dict[str, Any] = {**element.attributes}
        for kid in element.kids:
            if isinstance(kid, DrawnField):
                entries["Alt"] = self._widgets.label(kid)
        owned: list[Any] = []  # attribute objects (14.7.5), each with the owner of its names
        scope = entries.pop("Scope", "")
        if scope:  # of a table's heading (14.8.5.7)
            owned.append({"O": Name("Table"), "Scope": Name(scope)})
        span = entries.pop("ColSpan", "")
        if span:  # of a cell across columns (14.8.5.7)
            owned.append({"O": Name("Table"), "ColSpan": int(span)})
        if element.box:  # of a figure (14.8.5.4.3)
            box = list(element.box)
            owned.append({"O": Name("Layout"), "BBox": box, "Placement": Name("Block")})
        if owned:
            entries["A"] = _one_or_all(owned)
        return entries


def _followed(element: Element) -> PictureField | SpokenAnswers | None:
    """Return what the alternative text of an element follows, if anything."""
    pictures = (kid for kid in element.kids if isinstance(kid, PictureField))
    return element.spoken or next(pictures, None)


def _one_or_all(items: list[Any]) -> Any:
    """Return the only item itself, for which `/K` and `/A` need no array; else all."""
    return items[0] if len(items) == 1 else items
