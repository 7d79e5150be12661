"""The fields of a PDF: those of its field tree, and those that only stand on its pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pypdf.generic import DictionaryObject

from ..model.errors import PdfError
from ..model.limits import PDF_DEPTH, PDF_FIELDS, PDF_NAME_LETTERS
from ..model.messages import NOTHING
from ..model.phrases import Phrase
from .objects import Key, array, dictionary, full_name, inherited, key, state, text

NOTHING_WRITTEN = ("Link", "Popup")  # links (see `actions`), and the windows of notes
# Widget → why it cannot be seen on its page, or nothing.
WhyHidden = Callable[[DictionaryObject], Phrase]


@dataclass
class PdfField:
    """One field: the object that has its name, and the widgets that show it.

    A file may have several fields of one name.
    """

    name: str
    kind: str  # /FT: Tx, Btn, Ch, Sig
    node: DictionaryObject
    widgets: list[DictionaryObject]
    listed: bool = True  # in the form's list of its fields
    on_page: bool = False
    # Page (from 0) → the widgets that can be seen there.
    visible: dict[int, dict[Key, DictionaryObject]] = field(default_factory=dict)
    why_hidden: Phrase = NOTHING  # of one of its widgets


class FieldTree:
    """The fields by full name, in the order of the file.

    Every object is visited once, in loops: a hostile tree is a ring, or a lattice of 2^40 paths.
    """

    def __init__(self) -> None:
        self.fields: dict[str, list[PdfField]] = {}
        # Page (from 0), and a widget on it that belongs to no field.
        self.nameless: list[tuple[int, DictionaryObject]] = []
        # Page (from 0) → what stands there and is no field.
        self.beside: dict[int, list[DictionaryObject]] = {}
        self._owners: dict[Key, PdfField] = {}  # object → the field that it is (a widget of)
        self._visited: set[Key] = set()
        self._kids_seen = 0

    def add_listed(self, roots: Any) -> None:
        """Add every field below `roots`. A field inherits its type (12.7.3.1).

        Raises PdfError for more or deeper fields than a form has.
        """
        stack = [(item, "", "", 0) for item in reversed(array(roots))]
        while stack:
            item, parent_name, kind, depth = stack.pop()
            if not self._first_visit(item):
                continue
            node = dictionary(item)
            name = _joined(parent_name, text(node.get("/T")))
            check_field(name, depth)
            kind = state(node.get("/FT")) or kind
            kids = self._kids(node)
            subfields = [kid for kid in kids if "/T" in dictionary(kid)]  # the others are widgets
            if subfields:
                stack += [(kid, name, kind, depth + 1) for kid in reversed(subfields)]
            elif name:
                self._add(name, kind, item, kids, listed=True)

    def add_pages(
        self,
        pages: Sequence[DictionaryObject],
        why_hidden: Callable[[DictionaryObject], WhyHidden],
    ) -> None:
        """Note which fields stand on which pages, and add those that are in no list."""
        for number, page in enumerate(pages):
            why_hidden_here = why_hidden(page)
            here: set[Key] = set()
            for item in array(page.get("/Annots")):
                if key(item) in here:
                    continue
                here.add(key(item))
                widget = dictionary(item)
                kind = state(widget.get("/Subtype"))
                if kind == "Widget":
                    self._add_widget(number, item, widget, why_hidden_here(widget))
                elif kind is not None and kind not in NOTHING_WRITTEN:
                    self.beside.setdefault(number, []).append(widget)

    def _add_widget(
        self, number: int, item: Any, widget: DictionaryObject, why_hidden: Phrase
    ) -> None:
        owner = self._owners.get(key(item)) or self._unlisted(item)
        if owner is None:
            if self._first_visit(item):
                self.nameless.append((number, widget))
            return
        owner.on_page = True
        if not why_hidden:
            owner.visible.setdefault(number, {})[key(item)] = widget
        elif owner.kind != "Btn" or (state(widget.get("/AS")) or "Off") != "Off":
            owner.why_hidden = why_hidden  # a button that is off says nothing, seen or not

    def _unlisted(self, widget: Any) -> PdfField | None:
        """The field of a widget to which the tree does not lead; None if there is none.

        It is the nearest ancestor of the widget, or the widget itself, that has a name.
        """
        top = widget
        node = dictionary(top)
        for _ in range(PDF_DEPTH):
            if text(node.get("/T")):
                break
            top = node.get("/Parent")
            node = dictionary(top)
        name = full_name(node)
        if not name:
            return None
        owner = self._owners.get(key(top))
        if owner is None:
            kind = state(inherited(node, "/FT")) or ""
            owner = self._add(name, kind, top, self._kids(node), listed=False)
        if self._first_visit(widget) and key(widget) not in self._owners:
            self._owners[key(widget)] = owner  # the field does not list this widget
            owner.widgets.append(dictionary(widget))
        return owner

    def _add(self, name: str, kind: str, item: Any, kids: list[Any], *, listed: bool) -> PdfField:
        widgets = [dictionary(kid) for kid in kids]
        added = PdfField(name, kind, dictionary(item), widgets, listed)
        for part in (item, *kids):
            self._first_visit(part)
            self._owners.setdefault(key(part), added)
        self.fields.setdefault(name, []).append(added)
        return added

    def _kids(self, node: DictionaryObject) -> list[Any]:
        kids = array(node.get("/Kids"))
        self._kids_seen += len(kids)
        if self._kids_seen > 10 * PDF_FIELDS:  # thousands of fields may share one long list
            raise too_many_fields()
        return kids

    def _first_visit(self, value: Any) -> bool:
        if key(value) in self._visited:
            return False
        self._visited.add(key(value))
        if len(self._visited) > PDF_FIELDS:
            raise too_many_fields()
        return True


def _joined(parent_name: str, partial_name: str | None) -> str:
    if partial_name is None:
        return parent_name
    return f"{parent_name}.{partial_name}" if parent_name else partial_name


def check_field(name: str, depth: int) -> None:
    """Raises PdfError for a field that is nested too deep, or whose full name is too long."""
    if depth > PDF_DEPTH:
        raise too_deep()
    if len(name) > PDF_NAME_LETTERS:
        raise PdfError(
            Phrase("has a field name of more than {limit:,} letters", limit=PDF_NAME_LETTERS)
        )


def too_deep() -> PdfError:
    """The error for fields that are nested deeper than any form has them."""
    return PdfError(Phrase("has fields nested more than {limit} deep", limit=PDF_DEPTH))


def too_many_fields() -> PdfError:
    """The error for more fields than any form has."""
    return PdfError(Phrase("has more than {limit:,} fields", limit=PDF_FIELDS))
