"""The print job: one flat PDF for the printer, for many people and many forms. What sheets share is in it once.

It is written as it grows: fonts and page art when first needed, a person's sheets when they come. Only numbers are kept, so that a
job of ten thousand people takes little more memory than one of ten.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..pdf.archive import PRODUCER
from ..pdf.fonts import add_type0
from ..pdf.objects import HEADER, Book, Name, RawBytes, Ref, body
from ..text.fonts import face
from .sheets import FONTS, FlatForm, FlatSheet, Key

CATALOG, PAGES, INFO = 1, 2, 3  # and FONTS
FormKey = tuple[str, Any]  # a form, and the settings it is drawn with


@dataclass(frozen=True)
class PrintedSheets:
    """A filled form for the printer: what it is drawn from, and its sheets of paper."""

    source: FormKey
    sheets: tuple[FlatSheet, ...] = field(repr=False)


@dataclass(frozen=True)
class PrintLayout:
    """How sheets are laid out. `duplex`: each form begins on a sheet of paper of its own. `by_form`: all of the first form, then all of the next.

    `spare`: how many sets without a name come after those of each course.
    """

    duplex: bool = False
    copies: int = 1
    by_form: bool = False
    spare: int = 0


@dataclass
class _Course:
    """The page numbers of a course: its list, and the sheets in the order they are printed in."""

    node: int
    head: array[int] = field(default_factory=lambda: array("L"))
    pages: list[array[int]] = field(default_factory=list)


class PrintJob:
    """A print job being written through `write`. `plate` gives the flat plate that sheets were drawn from, by their source."""

    def __init__(
        self,
        write: Callable[[bytes], None],
        plate: Callable[[FormKey], FlatForm],
        laying: PrintLayout,
        title: str,
        tag: str,
    ) -> None:
        self._write, self.plate, self.laying, self.title, self.tag = (
            write,
            plate,
            laying,
            title,
            tag,
        )
        self.offsets = array("Q", [0] * (FONTS + 1))  # by number; number 0 is no object
        self.position = 0
        self.digest = hashlib.sha256()
        self.courses: dict[str, _Course] = {}
        self.made: dict[tuple[FormKey, Key], int] = {}
        self.fallback = False
        self.printed = 0  # pages
        self._out(HEADER)

    def add(self, course: str, forms: Sequence[PrintedSheets]) -> None:
        """One person's set: their sheets of each form, in the order of the forms."""
        here = self._course(course, len(forms))
        sets = [
            [(sheet, self._content(each.source, sheet)) for sheet in each.sheets] for each in forms
        ]
        for _ in range(self.laying.copies):
            for place, drawn in enumerate(sets):
                pages = here.pages[place if self.laying.by_form else 0]
                pages.extend(self._page(here.node, sheet, entries) for sheet, entries in drawn)
                self._pad(here, pages, drawn)

    def add_list(self, course: str, sheets: Sequence[FlatSheet]) -> None:
        """The list of a course, which comes before its people's sheets."""
        here = self._course(course, 1)
        drawn = [(sheet, self._content(("", ()), sheet)) for sheet in sheets]
        here.head.extend(self._page(here.node, sheet, entries) for sheet, entries in drawn)
        self._pad(here, here.head, drawn)

    def close(self) -> None:
        """Write what closes the file: fonts, page tree, catalog, cross-reference table."""
        self._fonts()
        for here in self.courses.values():
            pages = [page for part in (here.head, *here.pages) for page in part]
            self._object(
                here.node,
                {
                    "Type": Name("Pages"),
                    "Parent": Ref(PAGES),
                    "Kids": RawBytes(_references(pages)),
                    "Count": len(pages),
                },
            )
        nodes = _references([here.node for here in self.courses.values()])
        self._object(PAGES, {"Type": Name("Pages"), "Kids": RawBytes(nodes), "Count": self.printed})
        preferences = {
            "PrintScaling": Name("None"),
            "Duplex": Name("DuplexFlipLongEdge" if self.laying.duplex else "Simplex"),
            "PickTrayByPDFSize": True,
        }
        self._object(
            CATALOG,
            {
                "Type": Name("Catalog"),
                "Pages": Ref(PAGES),
                "Lang": self.tag,
                "ViewerPreferences": preferences,
            },
        )
        self._object(INFO, {"Title": self.title, "Producer": PRODUCER})
        start, identity = (
            self.position,
            RawBytes(b"<" + self.digest.hexdigest()[:32].encode() + b">"),
        )
        self._out(b"xref\n0 %d\n0000000000 65535 f \n" % len(self.offsets))
        for first in range(1, len(self.offsets), 4096):
            self._out(
                b"".join(
                    b"%010d 00000 n \n" % offset for offset in self.offsets[first : first + 4096]
                )
            )
        trailer = body(
            {
                "Size": len(self.offsets),
                "Root": Ref(CATALOG),
                "Info": Ref(INFO),
                "ID": [identity, identity],
            }
        )
        self._out(b"trailer\n" + trailer + b"\nstartxref\n%d\n%%%%EOF\n" % start)

    # Pages ------------------------------------------------------------------------------------------------------------

    def _course(self, name: str, forms: int) -> _Course:
        if name not in self.courses:
            self.courses[name] = _Course(self._reserve())
        here = self.courses[name]
        while len(here.pages) < (forms if self.laying.by_form else 1):
            here.pages.append(array("L"))
        return here

    def _content(self, source: FormKey, sheet: FlatSheet) -> dict[str, Any]:
        """Write a sheet's objects; returns the entries of a page that shows them."""
        self.fallback = self.fallback or sheet.fallback
        named = {name: Ref(self._shared(source, key)) for name, key in sheet.shared.items()}
        named |= {
            name: Ref(self._object(self._reserve(), RawBytes(data)))
            for name, data in sheet.own.items()
        }
        contents = [Ref(self._shared(source, sheet.art))] if sheet.art else []
        if sheet.content:
            contents.append(Ref(self._object(self._reserve(), RawBytes(sheet.content))))
        return {"Resources": {"Font": Ref(FONTS), "XObject": named}, "Contents": contents}

    def _shared(self, source: FormKey, key: Key) -> int:
        """The number of an object that sheets of a form share, written when first asked for."""
        if (source, key) not in self.made:
            self.made[source, key] = self._object(
                self._reserve(), RawBytes(self.plate(source).shared(key))
            )
        return self.made[source, key]

    def _page(self, node: int, sheet: FlatSheet, entries: dict[str, Any]) -> int:
        self.printed += 1
        return self._object(
            self._reserve(),
            {"Type": Name("Page"), "Parent": Ref(node), "MediaBox": [0, 0, *sheet.size], **entries},
        )

    def _pad(
        self, here: _Course, pages: array[int], drawn: Sequence[tuple[FlatSheet, Any]]
    ) -> None:
        """An empty back, so that what comes next is on paper of its own."""
        if self.laying.duplex and len(drawn) % 2:
            pages.append(self._page(here.node, drawn[-1][0], {"Resources": {}}))

    # Objects ----------------------------------------------------------------------------------------------------------

    def _fonts(self) -> None:
        """The faces whole, once: which letters people use is not known before."""
        book = Book()
        fonts = {
            "Atk": add_type0(book, face("regular"))[0],
            "AtkB": add_type0(book, face("bold"))[0],
        }
        if self.fallback:
            fonts["Noto"] = add_type0(book, face("fallback"))[0]
        book.number_from(len(self.offsets))
        for _, value in book.entries:
            self._object(self._reserve(), value)
        self._object(FONTS, fonts)

    def _reserve(self) -> int:
        self.offsets.append(0)
        return len(self.offsets) - 1

    def _object(self, number: int, value: Any) -> int:
        self.offsets[number] = self.position
        self._out(b"%d 0 obj\n" % number + body(value) + b"\nendobj\n")
        return number

    def _out(self, data: bytes) -> None:
        self._write(data)
        self.digest.update(data)
        self.position += len(data)


def _references(numbers: Sequence[int]) -> bytes:
    return b"[" + b" ".join(b"%d 0 R" % number for number in numbers) + b"]"
