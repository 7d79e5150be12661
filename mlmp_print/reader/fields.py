"""The fields of a PDF: those of its field tree, and those that only stand on its pages; and on which pages each can be seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pypdf.generic import DictionaryObject

from ..model.errors import PdfError
from ..model.limits import PDF_DEPTH, PDF_FIELDS, PDF_NAME_LETTERS
from .objects import Key, array, dictionary, full_name, inherited, key, state, text

Hides = Callable[[DictionaryObject], str]  # widget → why it cannot be seen on its page, or nothing


@dataclass
class PdfField:
    """One field: the object that has its name, and the widgets that show it. A file may have several of one name."""

    name: str
    kind: str
    node: DictionaryObject
    widgets: list[DictionaryObject]
    listed: bool = True  # in the form's list of its fields
    on_page: bool = False
    seen: dict[int, dict[Key, DictionaryObject]] = field(
        default_factory=dict
    )  # page (from 0) → the widgets that can be seen there
    hidden: str = ""  # why one of its widgets cannot be


@dataclass
class FieldTree:
    """Walks the field tree once, then the pages. Every object is visited once, walks are loops."""

    found: dict[str, list[PdfField]] = field(
        default_factory=dict
    )  # by full name, in the order of the file
    nameless: int = 0  # widgets of no field
    owners: dict[Key, PdfField] = field(
        default_factory=dict
    )  # object → the field that it is (a widget of)
    visited: set[Key] = field(default_factory=set)
    looked_at: int = 0

    def tree(self, roots: Any) -> None:
        """Every field below `roots`. Type and value are inherited (12.7.3.1). Raises PdfError for more than a form has."""
        stack = [(item, "", "", 0) for item in reversed(array(roots))]
        while stack:
            item, above, kind, depth = stack.pop()
            if not self._first_time(item):
                continue
            if depth > PDF_DEPTH:
                raise PdfError(f"has fields nested more than {PDF_DEPTH} deep")
            node = dictionary(item)
            partial = text(node.get("/T"))
            name = above if partial is None else f"{above}.{partial}" if above else partial
            if len(name) > PDF_NAME_LETTERS:
                raise PdfError(f"has a field name of more than {PDF_NAME_LETTERS:,} letters")
            kind = state(node.get("/FT")) or kind
            kids = self._kids(node)
            deeper = [kid for kid in kids if "/T" in dictionary(kid)]
            if deeper:
                stack += [(kid, name, kind, depth + 1) for kid in reversed(deeper)]
            elif name:
                self._add(name, kind, item, kids, listed=True)

    def pages(
        self, pages: Sequence[DictionaryObject], hides: Callable[[DictionaryObject], Hides]
    ) -> None:
        """Which fields stand on which pages, and those that are in no list."""
        for number, page in enumerate(pages):
            here: set[Key] = set()
            why = hides(page)
            for item in array(page.get("/Annots")):
                if key(item) in here:
                    continue
                here.add(key(item))
                widget = dictionary(item)
                if state(widget.get("/Subtype")) == "Widget":
                    self._meet(number, item, widget, why(widget))

    def _meet(self, number: int, item: Any, widget: DictionaryObject, hidden: str) -> None:
        found = self.owners.get(key(item)) or self._unlisted(item)
        if found is None:
            self.nameless += self._first_time(item)
            return
        found.on_page = True
        if not hidden:
            found.seen.setdefault(number, {})[key(item)] = widget
        elif (
            found.kind != "Btn" or (state(widget.get("/AS")) or "Off") != "Off"
        ):  # a button that is not chosen tells nothing
            found.hidden = hidden

    def _unlisted(self, item: Any) -> PdfField | None:
        """The field of a widget that the tree does not lead to: the nearest object above it that has a name; None if there is none."""
        widget, top = item, item
        node = dictionary(top)
        for _ in range(PDF_DEPTH):
            if text(node.get("/T")):
                break
            top = node.get("/Parent")
            node = dictionary(top)
        name = full_name(node)
        if not name:
            return None
        found = self.owners.get(key(top)) or self._add(
            name, state(inherited(node, "/FT")) or "", top, self._kids(node), listed=False
        )
        if (
            self._first_time(widget) and key(widget) not in self.owners
        ):  # the field does not know its widget
            self.owners[key(widget)] = found
            found.widgets.append(dictionary(widget))
        return found

    def _add(self, name: str, kind: str, item: Any, kids: list[Any], *, listed: bool) -> PdfField:
        for part in (item, *kids):
            self._first_time(part)
        made = PdfField(name, kind, dictionary(item), [dictionary(kid) for kid in kids], listed)
        for part in (item, *kids):
            self.owners.setdefault(key(part), made)
        self.found.setdefault(name, []).append(made)
        return made

    def _kids(self, node: DictionaryObject) -> list[Any]:
        kids = array(node.get("/Kids"))
        self.looked_at += len(kids)
        if self.looked_at > 10 * PDF_FIELDS:  # many fields may share a list
            raise PdfError(f"has more than {PDF_FIELDS:,} fields")
        return kids

    def _first_time(self, value: Any) -> bool:
        if key(value) in self.visited:
            return False
        self.visited.add(key(value))
        if len(self.visited) > PDF_FIELDS:
            raise PdfError(f"has more than {PDF_FIELDS:,} fields")
        return True
