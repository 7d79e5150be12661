"""Write the structure tree (ISO 32000-1 14.7): what a screen reader reads, in its order.

Page content and widgets lead back to their elements through the parent tree (14.7.4.4). ISO 14289-1
(PDF/UA-1) asks that all content is tagged or an artifact (7.1), and that every widget is alone in a
Form element (7.18.4).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..draw.drawing import Element
from .objects import Book, Name, Ref, body
from .widgets import FIRST_KEY, Widgets

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


class StructureTree:
    """The structure elements of a drawing, added to a book in reading order.

    The Document element and the parent tree change when pages are added; they are part of the
    `PageTree`. Everything below the Document element stays.
    """

    def __init__(self, book: Book, root: Element, pages: Sequence[Ref], widgets: Widgets) -> None:
        self._book, self._pages, self._widgets = book, pages, widgets
        self._page_elements: list[dict[int, Ref]] = [{} for _ in pages]  # by marked content id
        self._widget_elements: list[Ref] = []  # in the order of the widgets' keys
        self.root, self.document, self.parents = Ref(), Ref(), Ref()
        self.sections = [
            self._add(kid, self.document) for kid in root.kids if isinstance(kid, Element)
        ]

    @property
    def next_key(self) -> int:
        """The first key of the parent tree that no page or widget of the drawing has."""
        return FIRST_KEY + len(self._widget_elements)

    def add_root(self) -> None:
        """Add the root of the tree (14.7.2)."""
        root = {
            "Type": Name("StructTreeRoot"),
            "K": [self.document],
            "ParentTree": self.parents,
            "ParentTreeNextKey": _NEXT_KEY,
        }
        self._book.add(root, self.root)

    def parent_rows(self) -> bytes:
        """Write the rows of the parent tree: each page's elements, then each widget's Form."""
        rows = []
        for page_index, elements in enumerate(self._page_elements):
            by_id = [elements[content_id] for content_id in sorted(elements)]
            rows.append(b"%d " % page_index + body(by_id))
        for key, element in enumerate(self._widget_elements, FIRST_KEY):
            rows.append(b"%d " % key + body(element))
        return b" ".join(rows)

    def _add(self, element: Element, parent: Ref) -> Ref:
        """Add an element and all below it."""
        ref, page = Ref(), self._pages[element.page_index]
        kids: list[Any] = []
        for kid in element.kids:
            if isinstance(kid, Element):
                kids.append(self._add(kid, ref))
            elif isinstance(kid, int):
                kids.append(kid)
                self._page_elements[element.page_index][kid] = ref
            else:
                widget = self._widgets.place(kid, element.page_index)
                self._widget_elements.append(ref)
                kids.append({"Type": Name("OBJR"), "Obj": widget, "Pg": page})
        one_or_all = kids[0] if len(kids) == 1 else kids
        attributes = self._attributes(element)
        return self._book.add(
            structure_element(element.tag, parent, one_or_all, page, **attributes), ref
        )

    def _attributes(self, element: Element) -> dict[str, Any]:
        attributes: dict[str, Any] = {**element.attributes}
        field = element.kids[0] if element.tag == "Form" else None
        if field is not None and not isinstance(field, Element | int):
            attributes["Alt"] = self._widgets.label(field)
        if scope := attributes.pop("Scope", ""):  # of a table's heading (14.8.5.7)
            attributes["A"] = {"O": Name("Table"), "Scope": Name(scope)}
        if element.box:  # of a figure (14.8.5.4.3)
            attributes["A"] = {
                "O": Name("Layout"),
                "BBox": list(element.box),
                "Placement": Name("Block"),
            }
        return attributes
