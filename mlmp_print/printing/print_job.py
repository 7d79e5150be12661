"""Write a print job: one flat PDF for the printer, for many people and many forms.

What many sheets share is in the file once. The job is written as it grows: fonts and page art when
the first sheet needs them, a person's sheets as they come. Only numbers stay in memory, so a job of
ten thousand people takes little more than one of ten.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..model.arguments import check_arguments
from ..pdf.archive import PRODUCER
from ..pdf.fonts import add_type0
from ..pdf.objects import HEADER, ROW, Book, Name, RawBytes, Ref, body
from ..pdf.operators import RESOURCES
from ..text.fonts import face
from .sheets import FONTS, FlatForm, FlatSheet, Key

CATALOG, PAGES, INFO = 1, 2, 3  # numbers of objects; the next is FONTS
_ROWS_AT_ONCE = 4096  # of the cross-reference table

FormKey = tuple[str, Any]  # a form's name, and the settings it is drawn with

_LIST: FormKey = ("", ())  # lists are not drawn from a form, and share nothing


@dataclass(frozen=True)
class PrintedSheets:
    """One person's sheets of one form, and the form that they are drawn from."""

    source: FormKey
    sheets: tuple[FlatSheet, ...] = field(repr=False)


@dataclass(frozen=True)
class PrintLayout:
    """How sheets follow each other.

    Attributes:
        duplex: start each form on a sheet of paper of its own.
        copies: print each set so many times.
        by_form: print all of the first form, then all of the next.
        spare: add so many sets without a name to each course.

    Raises:
        UsageError: one of them is of a wrong type, or over its limit.

    >>> PrintLayout(copies=2).copies
    2
    """

    duplex: bool = False
    copies: int = 1
    by_form: bool = False
    spare: int = 0

    def __post_init__(self) -> None:
        check_arguments(
            duplex=self.duplex, copies=self.copies, by_form=self.by_form, spare=self.spare
        )


@dataclass
class _Course:
    """The page numbers of a course: of its list, and of its sheets in the order of printing."""

    node: int  # its node of the page tree
    list_pages: array[int] = field(default_factory=lambda: array("L"))
    pages: list[array[int]] = field(default_factory=list)  # by form if the layout says so


@dataclass(frozen=True)
class _Drawn:
    """A sheet whose objects are written, and the entries of a page that shows them."""

    sheet: FlatSheet
    entries: dict[str, Any]


class PrintJob:
    """A print job on its way to `write`.

    Args:
        write: takes the next bytes of the file.
        form: gives the flat form that sheets are drawn from.
        layout: how sheets follow each other.
        title: of the file.
        tag: its language (BCP 47).
    """

    def __init__(
        self,
        write: Callable[[bytes], object],
        form: Callable[[FormKey], FlatForm],
        layout: PrintLayout,
        title: str,
        tag: str,
    ) -> None:
        self._write, self._form, self._layout = write, form, layout
        self._title, self._tag = title, tag
        self._offsets = array("Q", [0] * (FONTS + 1))  # by number; number 0 is no object
        self._position = 0
        self._digest = hashlib.sha256()
        self._courses: dict[str, _Course] = {}
        self._shared: dict[tuple[FormKey, Key], int] = {}  # numbers of objects that sheets share
        self._fallback = False
        self.printed = 0  # pages
        self.backs = 0  # of them, empty ones
        self._out(HEADER)

    def add(self, course: str, forms: Sequence[PrintedSheets]) -> None:
        """Add one person's set: their sheets of each form, in the order of the forms."""
        place = self._course(course, len(forms))
        drawn = [[self._draw(form.source, sheet) for sheet in form.sheets] for form in forms]
        for _ in range(self._layout.copies):
            for index, sheets in enumerate(drawn):
                pages = place.pages[index if self._layout.by_form else 0]
                self._add_pages(place, pages, sheets)

    def add_list(self, course: str, sheets: Sequence[FlatSheet]) -> None:
        """Add the list of a course, which comes before its people's sheets."""
        place = self._course(course, 1)
        drawn = [self._draw(_LIST, sheet) for sheet in sheets]
        self._add_pages(place, place.list_pages, drawn)

    def close(self) -> None:
        """Write what ends the file: fonts, page tree, catalog, cross-reference table, trailer."""
        self._write_fonts()
        self._write_page_tree()
        duplex = "DuplexFlipLongEdge" if self._layout.duplex else "Simplex"
        preferences = {
            "PrintScaling": Name("None"),  # a scan measures the marks at their actual size
            "Duplex": Name(duplex),
            "PickTrayByPDFSize": True,
        }
        catalog = {
            "Type": Name("Catalog"),
            "Pages": Ref(PAGES),
            "Lang": self._tag,
            "ViewerPreferences": preferences,
        }
        self._object(CATALOG, catalog)
        self._object(INFO, {"Title": self._title, "Producer": PRODUCER})
        self._write_trailer()

    # Pages --------------------------------------------------------------------------------------

    def _course(self, name: str, forms: int) -> _Course:
        """The course of that name, with room for the pages of so many forms."""
        if name not in self._courses:
            self._courses[name] = _Course(self._reserve())
        course = self._courses[name]
        while len(course.pages) < (forms if self._layout.by_form else 1):
            course.pages.append(array("L"))
        return course

    def _draw(self, source: FormKey, sheet: FlatSheet) -> _Drawn:
        """Write a sheet's objects; copies of the sheet show the same ones."""
        self._fallback = self._fallback or sheet.fallback
        named = {name: self._shared_object(source, key) for name, key in sheet.shared.items()}
        named |= {name: self._add_object(data) for name, data in sheet.own.items()}
        contents = []
        if sheet.art:
            contents.append(self._shared_object(source, sheet.art))
        if sheet.content:
            contents.append(self._add_object(sheet.content))
        resources = {"Font": Ref(FONTS), "XObject": named}
        return _Drawn(sheet, {"Resources": resources, "Contents": contents})

    def _shared_object(self, source: FormKey, key: Key) -> Ref:
        """An object that sheets of a form share; the first sheet that needs it has it written."""
        if (source, key) not in self._shared:
            self._shared[source, key] = self._add_object(self._form(source).shared(key)).number
        return Ref(self._shared[source, key])

    def _add_pages(self, course: _Course, pages: array[int], drawn: Sequence[_Drawn]) -> None:
        """Write a page for each sheet, and an empty back if paper is not to be shared."""
        pages.extend(self._page(course, item.sheet, item.entries) for item in drawn)
        if self._layout.duplex and len(drawn) % 2:
            self.backs += 1
            pages.append(self._page(course, drawn[-1].sheet, {"Resources": {}}))

    def _page(self, course: _Course, sheet: FlatSheet, entries: dict[str, Any]) -> int:
        self.printed += 1
        page = {"Type": Name("Page"), "Parent": Ref(course.node), "MediaBox": [0, 0, *sheet.size]}
        return self._object(self._reserve(), {**page, **entries})

    def _write_page_tree(self) -> None:
        """Write a node for each course, and one above them."""
        for course in self._courses.values():
            pages = [page for part in (course.list_pages, *course.pages) for page in part]
            node = {
                "Type": Name("Pages"),
                "Parent": Ref(PAGES),
                "Kids": _references(pages),
                "Count": len(pages),
            }
            self._object(course.node, node)
        nodes = _references(course.node for course in self._courses.values())
        self._object(PAGES, {"Type": Name("Pages"), "Kids": nodes, "Count": self.printed})

    # Objects ------------------------------------------------------------------------------------

    def _write_fonts(self) -> None:
        """Write the faces whole: which letters people use is not known before."""
        keys = ["regular", "bold", "fallback"] if self._fallback else ["regular", "bold"]
        book = Book()
        fonts = {RESOURCES[key]: add_type0(book, face(key))[0] for key in keys}
        book.number_from(len(self._offsets))
        for _, value in book.entries:
            self._object(self._reserve(), value)
        self._object(FONTS, fonts)

    def _add_object(self, data: bytes) -> Ref:
        """Write an object that is bytes already."""
        return Ref(self._object(self._reserve(), RawBytes(data)))

    def _reserve(self) -> int:
        """Take the next number for an object that is written later."""
        self._offsets.append(0)
        return len(self._offsets) - 1

    def _object(self, number: int, value: Any) -> int:
        self._offsets[number] = self._position
        self._out(b"%d 0 obj\n" % number + body(value) + b"\nendobj\n")
        return number

    def _write_trailer(self) -> None:
        """Write cross-reference table (ISO 32000-1 7.5.4) and trailer (7.5.5)."""
        start, size = self._position, len(self._offsets)
        identity = RawBytes(b"<%s>" % self._digest.hexdigest()[:32].encode())
        self._out(b"xref\n0 %d\n0000000000 65535 f \n" % size)
        for first in range(1, size, _ROWS_AT_ONCE):
            offsets = self._offsets[first : first + _ROWS_AT_ONCE]
            self._out(b"".join(ROW % offset for offset in offsets))
        trailer = {
            "Size": size,
            "Root": Ref(CATALOG),
            "Info": Ref(INFO),
            "ID": [identity, identity],
        }
        self._out(b"trailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (body(trailer), start))

    def _out(self, data: bytes) -> None:
        self._write(data)
        self._digest.update(data)
        self._position += len(data)


def _references(numbers: Iterable[int]) -> RawBytes:
    return RawBytes(b"[" + b" ".join(b"%d 0 R" % number for number in numbers) + b"]")
