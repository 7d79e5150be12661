"""A lint of a PDF's structure: whether page and tags refer to each other.

A screen reader goes from the page to the tags (marked content → parent tree → element) and from the
tags to the page (element → marked content, widget). A file in which the two ways disagree passes
every validator that we tried, and reads wrong (ISO 32000-1 14.7.4, 14.8).
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf

Key = tuple[int, int]  # an object's number and generation


def faults(pdf: bytes | pikepdf.Pdf) -> list[str]:
    """The faults in the structure of a tagged PDF, one sentence each; none if it is sound."""
    document = pikepdf.open(io.BytesIO(pdf)) if isinstance(pdf, bytes) else pdf
    return list(_Lint(document).faults())


class _Lint:
    def __init__(self, document: pikepdf.Pdf) -> None:
        self.document = document
        self.pages = {page.obj.objgen: number for number, page in enumerate(document.pages, 1)}
        self.elements: dict[Key, pikepdf.Object] = {}  # reached from the root, in reading order
        self.marked: list[tuple[Key, int, int]] = []  # element, page, MCID: in reading order
        self.objects: list[tuple[Key, int, Key]] = []  # element, page, object: in reading order
        self.parents: dict[int, Any] = {}

    def faults(self) -> Iterator[str]:
        root = self.document.Root.StructTreeRoot
        yield from self.read_tree(root)
        yield from self.read_parents(root)
        yield from self.unreachable()
        for page in self.document.pages:
            yield from self.page_content(page)
            yield from self.page_widgets(page)
        yield from self.dangling()

    # From the root down ---------------------------------------------------------------------------

    def read_tree(self, root: pikepdf.Object) -> Iterator[str]:
        """Walk the elements in reading order. Each must name the parent whose kid it is."""
        stack = [(kid, root, None) for kid in reversed(_listed(root.get("/K")))]
        while stack:
            kid, parent, page = stack.pop()
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/S") is not None:
                yield from self.read_element(kid, parent)
                if kid.objgen not in self.elements:
                    self.elements[kid.objgen] = kid
                    own = self.page_of(kid) or page
                    stack += [(below, kid, own) for below in reversed(_listed(kid.get("/K")))]
            elif isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR":
                self.objects.append((parent.objgen, self.page_of(kid) or page or 0, kid.Obj.objgen))
            elif isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/MCR":
                self.marked.append((parent.objgen, self.page_of(kid) or page or 0, int(kid.MCID)))
            elif isinstance(kid, int):
                self.marked.append((parent.objgen, page or 0, kid))
            else:
                yield f"{_named(parent)} has a kid that is nothing known"

    def read_element(self, element: pikepdf.Object, parent: pikepdf.Object) -> Iterator[str]:
        if element.objgen == (0, 0):
            yield f"{_named(parent)} has a kid that is not an object of its own"
        elif element.objgen in self.elements:
            yield f"{_named(element)} is a kid twice"
        above = element.get("/P")
        if above is None or above.objgen != parent.objgen:
            yield f"{_named(element)} names a parent that is not the one whose kid it is"

    def page_of(self, thing: pikepdf.Object) -> int | None:
        page = thing.get("/Pg")
        return self.pages.get(page.objgen) if page is not None else None

    def read_parents(self, root: pikepdf.Object) -> Iterator[str]:
        """The parent tree as a dict; its keys must rise (ISO 32000-1 7.9.7)."""
        keys: list[int] = []
        stack = [root.ParentTree]
        while stack:
            node = stack.pop()
            stack += reversed(_listed(node.get("/Kids")))
            numbers = _listed(node.get("/Nums"))
            for key, value in zip(numbers[::2], numbers[1::2], strict=True):
                keys.append(int(key))
                self.parents[int(key)] = value
        if keys != sorted(set(keys)):
            yield "the keys of the parent tree do not rise"
        if keys and int(root.get("/ParentTreeNextKey", -1)) <= max(keys):
            yield "the next key of the parent tree is taken"

    def unreachable(self) -> Iterator[str]:
        for thing in self.document.objects:
            if (
                isinstance(thing, pikepdf.Dictionary)
                and thing.get("/Type") == "/StructElem"
                and thing.objgen not in self.elements
            ):
                yield f"{_named(thing)} is not reached from the root"

    # From the page up -----------------------------------------------------------------------------

    def page_content(self, page: pikepdf.Page) -> Iterator[str]:
        """Every marked content of a page is there once, and its element knows it."""
        number = self.pages[page.obj.objgen]
        found: list[int] = []
        depth: list[str] = []
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) in ("BDC", "BMC"):
                if depth:
                    yield f"page {number}: {operands[0]} is inside of {depth[-1]}"
                depth.append(str(operands[0]))
                if (
                    len(operands) > 1
                    and isinstance(operands[1], pikepdf.Dictionary)
                    and "/MCID" in operands[1]
                ):
                    found.append(int(operands[1].MCID))
                elif str(operands[0]) != "/Artifact":
                    yield f"page {number}: {operands[0]} has no MCID"
            elif str(operator) == "EMC":
                if not depth:
                    yield f"page {number}: marked content ends that never began"
                depth = depth[:-1]
        if depth:
            yield f"page {number}: {depth[-1]} does not end"
        for mcid, times in Counter(found).items():
            if times > 1:
                yield f"page {number}: MCID {mcid} is there {times} times"
        yield from self.page_parents(page, number, set(found))

    def page_parents(self, page: pikepdf.Page, number: int, found: set[int]) -> Iterator[str]:
        key = page.obj.get("/StructParents")
        row = self.parents.get(int(key)) if key is not None else None
        if not isinstance(row, pikepdf.Array):
            yield f"page {number} has no row in the parent tree"
            return
        for mcid in sorted(found):
            element = row[mcid] if mcid < len(row) else None
            if not isinstance(element, pikepdf.Dictionary):
                yield f"page {number}: MCID {mcid} has no element in the parent tree"
            elif (element.objgen, number, mcid) not in self.marked:
                there = f"page {number}: MCID {mcid}"
                yield f"{there} leads to {_named(element)}, which does not have it on that page"
        for mcid, element in enumerate(row):
            if element is not None and mcid not in found:
                there = f"page {number}: the parent tree"
                yield f"{there} has an element for MCID {mcid}, which is not on the page"

    def page_widgets(self, page: pikepdf.Page) -> Iterator[str]:
        """Every widget leads to a Form element that leads back to it, in reading order."""
        number = self.pages[page.obj.objgen]
        places = {key: place for place, (_, _, key) in enumerate(self.objects)}
        order: list[int] = []
        for index, widget in enumerate(_listed(page.obj.get("/Annots"))):
            if widget.get("/Subtype") != "/Widget":
                continue
            name = f"page {number}: widget {index}"
            key = widget.get("/StructParent")
            element = self.parents.get(int(key)) if key is not None else None
            if not isinstance(element, pikepdf.Dictionary):
                yield f"{name} has no element in the parent tree"
            elif element.get("/S") != "/Form":
                yield f"{name} leads to {_named(element)}, not to a Form"
            elif [
                kid.get("/Type") if isinstance(kid, pikepdf.Dictionary) else kid
                for kid in _listed(element.get("/K"))
            ] != ["/OBJR"]:
                yield f"{name} leads to {_named(element)}, which does not hold one widget alone"
            elif (element.objgen, number, widget.objgen) not in self.objects:
                yield f"{name} leads to {_named(element)}, which leads elsewhere"
            if widget.get("/P") is not None and widget.P.objgen != page.obj.objgen:
                yield f"{name} names another page"
            order.append(places.get(widget.objgen, -1))
        if order != sorted(order):
            yield f"page {number}: the widgets are not in reading order"

    def dangling(self) -> Iterator[str]:
        """What the tree claims to hold is really on the pages, and is held once."""
        widgets = {
            (number, widget.objgen)
            for number, page in enumerate(self.document.pages, 1)
            for widget in _listed(page.obj.get("/Annots"))
        }
        for element, number, key in self.objects:
            if (number, key) not in widgets:
                yield f"{_named(self.elements[element])} leads to an object that is not on its page"
        for (number, mcid), times in Counter(
            (number, mcid) for _, number, mcid in self.marked
        ).items():
            if times > 1:
                yield f"page {number}: MCID {mcid} belongs to {times} elements"
        for element, number, mcid in self.marked:
            row = self.row(number)
            if mcid >= len(row) or row[mcid] is None or row[mcid].objgen != element:
                there = f"MCID {mcid} of page {number}"
                yield f"{_named(self.elements[element])} has {there}, which belongs to another"

    def row(self, number: int) -> list[Any]:
        if not number:
            return []
        key = self.document.pages[number - 1].obj.get("/StructParents")
        return _listed(self.parents.get(int(key))) if key is not None else []


def _listed(value: Any) -> list[Any]:
    """An array, a single value, or nothing, as a list."""
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _named(element: pikepdf.Object) -> str:
    kind = str(element.get("/S", element.get("/Type", "?"))).lstrip("/")
    return f"{kind} (object {element.objgen[0]})"
