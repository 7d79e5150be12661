"""Find the rows and columns that a spreadsheet hides. The sandbox runs this; nothing else does.

calamine does not tell them. In XLSX and ODS they are marked in the sheet's XML. Only the tags are
looked for, a piece at a time: no parser reads the XML, so that no entity is ever expanded.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from posixpath import normpath
from typing import IO, NamedTuple, TypeVar

Found = TypeVar("Found")
Finder = Callable[[zipfile.ZipFile, int], Iterator[Found]]
Stretch = tuple[int, int]  # first and last, from 1

# What `zipfile` raises over a part that is not there, broken, encrypted or packed in a rare way.
UNZIPPABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
_PIECE = 2**20  # bytes
_LONGEST_TAG = 2**16
_ATTRIBUTE = re.compile(rb"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_TRUE = (b"1", b"true")

# ECMA-376 part 1: 18.3.1.73 row, 18.3.1.13 col, 18.2.19 sheet.
_SHEET_TAGS = re.compile(rb"<(?:\w+:)?(row|col)(?=[\s/>])([^<>]*)>")
_BOOK_TAGS = re.compile(rb"<(?:\w+:)?(sheet)(?=[\s/>])([^<>]*)>")
_LINK_TAGS = re.compile(rb"<(?:\w+:)?(Relationship)(?=[\s/>])([^<>]*)>")
BOOK = "xl/workbook.xml"
_LINKS = "xl/_rels/workbook.xml.rels"

# OpenDocument 1.3 part 3: 9.1.2 table, 9.1.3 table-row, 9.1.6 table-column, and their groups.
_ODS_TAGS = re.compile(
    rb"<(/?\w+:(?:table|table-row|table-column|table-row-group|table-column-group))(?=[\s/>])"
    rb"([^<>]*)>"
)
ODS_CONTENT = "content.xml"

# [MS-XLS] 2.4.221 Row: type 0x0208 and size 16; bit 5 of its fourteenth byte is fDyZero.
_XLS_ROW = re.compile(rb"\x08\x02\x10\x00.{12}(.)[\x00\x01\x03].{2}", re.DOTALL)
_XLS_HIDDEN = 0x20


class HiddenParts(NamedTuple):
    """What a sheet hides.

    Attributes:
        rows, columns: Stretches of them.
        unclear: Whether something is hidden, and it cannot be told what.
    """

    rows: list[Stretch]
    columns: list[Stretch]
    unclear: bool = False


def found_in(
    source: str | io.BytesIO, index: int, in_xlsx: Finder[Found], in_ods: Finder[Found]
) -> Iterator[Found]:
    """Yield what is found on a sheet of an XLSX or an ODS; nothing in what cannot be unpacked.

    Args:
        source: The path of the spreadsheet, or its contents.
        index: The sheet's place among all sheets, from 0.
        in_xlsx: Finds it in an XLSX.
        in_ods: Finds it in an ODS.
    """
    if not zipfile.is_zipfile(source):
        return
    with suppress(*UNZIPPABLE), zipfile.ZipFile(source) as archive:
        names = set(archive.namelist())
        if BOOK in names:
            yield from in_xlsx(archive, index)
        elif ODS_CONTENT in names:
            yield from in_ods(archive, index)


def hidden_parts(source: str | io.BytesIO, index: int) -> HiddenParts:
    """Return what a sheet of a spreadsheet hides.

    Args:
        source: The path of the spreadsheet, or its contents.
        index: The sheet's place among all sheets, from 0.
    """
    if zipfile.is_zipfile(source):
        with suppress(*UNZIPPABLE), zipfile.ZipFile(source) as archive:
            names = set(archive.namelist())
            if BOOK in names:
                return _hidden_in_xlsx(archive, sheet_part(archive, index))
            if ODS_CONTENT in names:
                return _hidden_in_ods(archive, index)
        return HiddenParts([], [], unclear=True)  # XLSB, or packed as Python cannot unpack
    contents = source.getvalue() if isinstance(source, io.BytesIO) else Path(source).read_bytes()
    rows = _XLS_ROW.finditer(contents)
    return HiddenParts([], [], unclear=any(row[1][0] & _XLS_HIDDEN for row in rows))


def sheet_part(archive: zipfile.ZipFile, index: int) -> str:
    """Return the name of the part with a sheet of an XLSX, or ""."""
    with archive.open(BOOK) as book:
        sheets = [attributes for _, attributes in tags(book, _BOOK_TAGS)]
    with archive.open(_LINKS) as links:
        targets = {
            attributes.get("Id"): attributes.get("Target", "")
            for _, attributes in tags(links, _LINK_TAGS)
        }
    if index >= len(sheets):
        return ""
    target = targets.get(sheets[index].get("r:id")) or ""
    return target[1:] if target.startswith("/") else normpath(f"xl/{target}")


def _hidden_in_xlsx(archive: zipfile.ZipFile, part: str) -> HiddenParts:
    rows: list[Stretch] = []
    columns: list[Stretch] = []
    number = 0
    with archive.open(part) as sheet:
        for tag, attributes in tags(sheet, _SHEET_TAGS):
            hidden = attributes.get("hidden", "").encode() in _TRUE
            if tag == b"col":
                if hidden or _is_zero(attributes.get("width")):
                    columns.append((whole(attributes, "min"), whole(attributes, "max")))
            else:
                number = whole(attributes, "r", number + 1)
                # `zeroHeight` of sheetFormatPr hides the rows that are not written: a row that is
                # there is shown, with a height or without.
                if hidden or _is_zero(attributes.get("ht")):
                    add_row(rows, number)
    return HiddenParts(rows, columns)


def _hidden_in_ods(archive: zipfile.ZipFile, index: int) -> HiddenParts:
    rows: list[Stretch] = []
    columns: list[Stretch] = []
    depth, sheet, row, column = 0, -1, 0, 0
    groups: list[bool] = []  # of each open group: whether it is folded
    with archive.open(ODS_CONTENT) as content:
        for tag, attributes in tags(content, _ODS_TAGS):
            closes, name = tag.startswith(b"/"), tag.rpartition(b":")[2]
            if name == b"table":
                depth += -1 if closes else 1
                if not closes and depth == 1:
                    sheet, row, column = sheet + 1, 0, 0
                    groups.clear()
                continue
            if depth != 1 or sheet != index:  # another sheet, or a table within a cell
                continue
            if name.endswith(b"group"):
                if closes and groups:
                    groups.pop()
                elif not closes:
                    groups.append(attributes.get("table:display") == "false")
                continue
            if closes:
                continue
            hidden = any(groups) or attributes.get("table:visibility") in ("collapse", "filter")
            if name == b"table-row":
                first, row = row + 1, row + whole(attributes, "table:number-rows-repeated", 1)
                if hidden:
                    _add(rows, first, row)
            else:
                repeated = whole(attributes, "table:number-columns-repeated", 1)
                first, column = column + 1, column + repeated
                if hidden:
                    _add(columns, first, column)
    return HiddenParts(rows, columns)


def tags(part: IO[bytes], pattern: re.Pattern[bytes]) -> Iterator[tuple[bytes, dict[str, str]]]:
    """Yield the name and the attributes of each tag that a pattern finds in a part."""
    rest = b""
    while piece := part.read(_PIECE):
        text = rest + piece
        end = 0
        for tag in pattern.finditer(text):
            end = tag.end()
            yield tag[1], attributes_of(tag[2])
        cut = text.rfind(b"<", max(end, len(text) - _LONGEST_TAG))  # a tag that goes on
        rest = text[cut:] if cut >= 0 else b""


def attributes_of(text: bytes) -> dict[str, str]:
    """Return the attributes of a tag."""
    return {
        name.decode("utf-8", "replace"): (double or single).decode("utf-8", "replace")
        for name, double, single in _ATTRIBUTE.findall(text)
    }


def whole(attributes: dict[str, str], key: str, otherwise: int = 0) -> int:
    """Return a whole number of at most seven digits; a sheet has about a million rows."""
    text = attributes.get(key, "")
    return int(text) if text.isdecimal() and len(text) <= 7 else otherwise


def _is_zero(text: str | None) -> bool:
    return text is not None and not text.strip("0.")


def add_row(stretches: list[Stretch], number: int) -> None:
    """Add a row to stretches of rows, of which it mostly continues the last."""
    if not stretches or stretches[-1] != (number, number):
        _add(stretches, number, number)


def _add(stretches: list[Stretch], first: int, last: int) -> None:
    """Add a stretch, as a part of the one before if it follows it directly."""
    if stretches and stretches[-1][1] + 1 == first:
        first, _ = stretches.pop()
    stretches.append((first, last))
