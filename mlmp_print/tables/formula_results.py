"""Find the formulas of a spreadsheet that have no result. The sandbox runs this; nothing else does.

calamine shows a formula that failed, and one that nothing has worked out yet, as an empty cell: a
lookup that finds nothing would be an answer that nobody gave. As in `hidden_parts`, only tags are
looked for, a piece at a time, and no parser reads the XML.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import IO, NamedTuple

from .formulas import FAILED, NOT_WORKED_OUT
from .hidden_parts import BOOK, ODS_CONTENT, attributes_of, found_in, sheet_part, tags, whole

_PIECE = 2**20  # bytes
_LONGEST = 2**17  # bytes of a cell with its formula, which has at most 8,192 letters

# ECMA-376 part 1: 18.3.1.4 c, 18.3.1.40 f, 18.3.1.96 v. An empty text is a result: `t="str"`.
_CELL = re.compile(
    rb"<(?:\w+:)?c\s([^<>]*[^<>/])>\s*"
    rb"(<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v(?:\s[^<>]*)?>\s*</(?:\w+:)?v>|(?=</(?:\w+:)?c>)))?"
)
_CELL_BEGINS = re.compile(rb"<(?:\w+:)?c\s")
# 18.2.2 calcPr: `fullCalcOnLoad` is written by programs that have worked out no formula themselves.
_CALCULATION = re.compile(rb"<(?:\w+:)?(calcPr)(?=[\s/>])([^<>]*)>")
_ZERO = re.compile(
    rb"<(?:\w+:)?c\s([^<>]*[^<>/])>\s*<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"<(?:\w+:)?v>0</(?:\w+:)?v>"
)
# OpenDocument 1.3 part 3: 9.1.2 table, 9.1.3 table-row, 9.1.4 table-cell with its table:formula.
_ODS_TAGS = re.compile(
    rb"<(/?\w+:(?:table|table-row)|\w+:table-cell(?=[^<>]*:formula=))(?=[\s/>])([^<>]*)>"
)
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})\Z")


class LostResult(NamedTuple):
    """A formula without a result.

    Attributes:
        row, column: From 1; the column is 0 where it is not told.
        how: `FAILED` or `NOT_WORKED_OUT`.
    """

    row: int
    column: int
    how: str


def lost_results(source: str | io.BytesIO, index: int) -> Iterator[LostResult]:
    """Yield the formulas without a result on a sheet of an XLSX or an ODS.

    Args:
        source: The path of the spreadsheet, or its contents.
        index: The sheet's place among all sheets, from 0.
    """
    yield from found_in(source, index, _lost_in_xlsx, _lost_in_ods)


def _is_not_worked_out(archive: zipfile.ZipFile) -> bool:
    """Whether the formulas of an XLSX wait for a spreadsheet; until then they may say 0."""
    with archive.open(BOOK) as book:
        return any(
            attributes.get("fullCalcOnLoad") in ("1", "true")
            for _, attributes in tags(book, _CALCULATION)
        )


def _lost_in_xlsx(archive: zipfile.ZipFile, index: int) -> Iterator[LostResult]:
    patterns = [_CELL, _ZERO] if _is_not_worked_out(archive) else [_CELL]
    with archive.open(sheet_part(archive, index)) as sheet:
        for piece in cell_pieces(sheet):
            yield from _lost_cells(piece, patterns)


def cell_pieces(sheet: IO[bytes]) -> Iterator[bytes]:
    """Yield a sheet of an XLSX in pieces that each end before a cell begins."""
    rest = b""
    while piece := sheet.read(_PIECE):
        text = rest + piece
        least = max(0, len(text) - _LONGEST)
        cut = text.rfind(b"<c ", least)
        if cut < 0:  # with a prefix, or another space
            cut = max((cell.start() for cell in _CELL_BEGINS.finditer(text, least)), default=least)
        yield text[:cut]
        rest = text[cut:]
    yield rest


def _lost_cells(text: bytes, patterns: Sequence[re.Pattern[bytes]]) -> Iterator[LostResult]:
    if b'"e"' not in text and b"'e'" not in text and b"f" not in text:
        return
    for pattern in patterns:
        for cell in pattern.finditer(text):
            is_formula = pattern is _ZERO or cell[2] is not None
            if not is_formula and b"e" not in cell[1]:  # most cells
                continue
            attributes = attributes_of(cell[1])
            how = _how(attributes.get("t"), is_formula=is_formula)
            if how:
                yield LostResult(*cell_place(attributes.get("r", "")), how)


def _how(kind: str | None, *, is_formula: bool) -> str:
    """How a cell of a type comes to have no result; "" if it has one. A text may be empty."""
    if kind == "e":
        return FAILED
    return NOT_WORKED_OUT if is_formula and kind != "str" else ""


def cell_place(name: str) -> tuple[int, int]:
    """Return the row and the column of a cell by its name, both from 1; zeros for no name.

    >>> cell_place("AA7"), cell_place("")
    ((7, 27), (0, 0))
    """
    place = _PLACE.match(name)
    return (int(place[2]), _column(place[1])) if place else (0, 0)


def _column(letters: str) -> int:
    """The number of a column: A is 1, AA 27."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def _holds(part: IO[bytes], word: bytes) -> bool:
    """Whether a word stands in a part."""
    rest = b""
    while piece := part.read(_PIECE):
        if word in rest + piece:
            return True
        rest = piece[-len(word) :]
    return False


def _lost_in_ods(archive: zipfile.ZipFile, index: int) -> Iterator[LostResult]:
    with archive.open(ODS_CONTENT) as content:
        if not _holds(content, b":formula="):  # as most tables
            return
    depth, sheet, row = 0, -1, 0
    with archive.open(ODS_CONTENT) as content:
        for tag, attributes in tags(content, _ODS_TAGS):
            closes, name = tag.startswith(b"/"), tag.rpartition(b":")[2]
            if name == b"table":
                depth += -1 if closes else 1
                if not closes and depth == 1:
                    sheet, row = sheet + 1, 0
            elif closes or depth != 1 or sheet != index:
                continue
            elif name == b"table-row":
                row += whole(attributes, "table:number-rows-repeated", 1)
            elif attributes.get("calcext:value-type") == "error":
                yield LostResult(row, 0, FAILED)
            elif "office:value-type" not in attributes:
                yield LostResult(row, 0, NOT_WORKED_OUT)
