"""Find the cells of an ODS that show something else than they hold. The sandbox runs this.

A cell of an ODS has its value, and in words what it shows: 0.5 and “50 %”. A program that writes no
words leaves nothing to compare. As in `hidden_parts`, no parser reads the XML.
"""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from typing import IO, NamedTuple

from .cell_marks import AS_IT_IS, OTHERWISE, UNSEEN, ShownCell
from .hidden_parts import ODS_CONTENT, attributes_of, whole
from .ods_styles import OdsStyles

_PIECE = 2**20  # bytes
_LONGEST_ROW = 2**23
_MOST_COLUMNS, _MOST_ROWS = 2**14, 2**20
_SETTINGS = "settings.xml"
_MOST_SETTINGS = 2**20

# OpenDocument 1.3 part 3: 9.1.2 table, 9.1.3 table-row, 9.1.6 table-column, 9.1.4 table-cell.
_TAG = re.compile(rb"<(/?\w+:table|\w+:table-column|\w+:table-row)(?=[\s/>])([^<>]*)>")
_CELL = re.compile(rb"<\w+:(covered-)?table-cell(?=[\s/>])([^<>]*)>")
_COVERED = re.compile(rb"<table:covered-table-cell(?:\s[^<>]*[^<>/]|)>")  # with something inside
# 19.385 office:value, 19.370 date-value, 19.383 string-value, each with the words beside it.
# One pattern each: letters that are the same are looked for much faster than one of several.
_VALUES = {
    kind: re.compile(
        rb' office:(%b)="([^"]*)"[^<>]*>\s*'
        rb"<text:p(?:\s[^<>]*)?(?:/>|>([^<]*)</text:p>)\s*</table:(?:covered-)?table-cell>" % kind
    )
    for kind in (b"value", b"date-value", b"string-value")
}
_MARKUP = re.compile(rb"<[^<>]*>")
_SPAN = re.compile(rb'<text:span\s[^<>]*text:style-name="([^"]*)"')
_NOTE = re.compile(rb"<office:annotation[\s>].*?</office:annotation>", re.DOTALL)
_NO_ZEROS = re.compile(rb'config:name="ShowZeroValues"[^<>]*>\s*false\s*<')
_PERCENT = b'"percentage"'

_SPACES = re.compile(r"\s+")
_PARTS_OF_ONE = re.compile(r"(?:([0-9]+) )?([0-9]+)/([0-9]+)\Z")
_ZEROS_FIRST = re.compile(r"[-−]?0[0-9]")
_NEARLY = 1e-9


class _OdsRow(NamedTuple):
    """A row of a sheet: first number, how often, the tag, what is inside, and columns' styles."""

    number: int
    times: int
    attributes: dict[str, str]
    inside: bytes
    columns: list[tuple[int, str]]  # the last column of each stretch, and its style


def shown_in_ods(archive: zipfile.ZipFile, index: int) -> Iterator[ShownCell]:
    """Yield the cells of a sheet that show something else than they hold.

    Args:
        archive: The spreadsheet.
        index: The sheet's place among all sheets, from 0.
    """
    look = _OdsLook(OdsStyles.of(archive), hides_zeros=_hides_zeros(archive))
    with archive.open(ODS_CONTENT) as content:
        for row in _rows(content, index, look):
            if look.columns_matter(row.columns) or look.is_worth_it(row.inside):
                yield from look.cells(row)


def _hides_zeros(archive: zipfile.ZipFile) -> bool:
    if _SETTINGS not in archive.namelist():
        return False
    with archive.open(_SETTINGS) as settings:
        return bool(_NO_ZEROS.search(settings.read(_MOST_SETTINGS)))


def _rows(content: IO[bytes], index: int, look: _OdsLook) -> Iterator[_OdsRow]:
    """Yield the rows of a sheet that may be worth a look, with some others."""
    depth, sheet, number = 0, -1, 0
    columns: list[tuple[int, str]] = []
    for tag, attributes, inside, is_worth_it in _tags(content, look):
        if tag.endswith(b":table"):
            depth += -1 if tag.startswith(b"/") else 1
            if depth == 1 and not tag.startswith(b"/"):
                sheet, number, columns = sheet + 1, 0, []
        elif depth != 1 or sheet != index:
            continue
        elif tag.endswith(b"column"):
            last = columns[-1][0] if columns else 0
            count = whole(attributes, "table:number-columns-repeated", 1)
            columns.append((last + count, attributes.get("table:default-cell-style-name", "")))
        else:
            count = whole(attributes, "table:number-rows-repeated", 1)
            if inside and (is_worth_it or look.columns_matter(columns)):
                yield _OdsRow(number + 1, min(count, _MOST_ROWS), attributes, inside, columns)
            number += count


def _tags(
    content: IO[bytes], look: _OdsLook
) -> Iterator[tuple[bytes, dict[str, str], bytes, bool]]:
    """Yield the tags of tables and columns, and of rows with what is inside.

    With each comes whether it stands in a piece of the file that is worth a look.
    """
    rest = b""
    while piece := content.read(_PIECE):
        text, at = rest + piece, 0
        is_worth_it = look.is_worth_it(text)
        while tag := _TAG.search(text, at):
            end, inside = tag.end(), b""
            if tag[1].endswith(b"row") and not tag[2].endswith(b"/"):
                closing = b"</%b>" % tag[1]
                close = text.find(closing, end)
                if close < 0 and len(text) - tag.start() < _LONGEST_ROW:
                    break  # the row goes on
                inside = text[end : max(close, end)]
                end = close + len(closing) if close >= 0 else end
            yield tag[1], attributes_of(tag[2]), inside, is_worth_it
            at = end
        cut = tag.start() if tag else max(at, text.rfind(b"<", at))
        rest = text[cut:]


class _OdsLook:
    """Looks at the rows of a sheet."""

    def __init__(self, styles: OdsStyles, *, hides_zeros: bool) -> None:
        self._cells, self._texts = styles.cells, styles.texts
        self._hides_zeros = hides_zeros
        names = [re.escape(name.encode()) for name in (*styles.cells, *styles.texts)]
        either = rb"|".join(names)
        self._named = re.compile(rb':style-name="(?:%b)"' % either) if names else None

    def is_worth_it(self, text: bytes) -> bool:
        """Whether rows may have such cells; this is quick, and for most tables it is enough."""
        if _PERCENT in text or b"<office:annotation" in text:
            return True
        if self._hides_zeros and b'"0"' in text:
            return True
        if b":covered-table-cell" in text and _COVERED.search(text):
            return True
        if self._named and self._named.search(text):
            return True
        values = {
            found
            for kind, values in _VALUES.items()
            if kind + b"=" in text
            for found in values.findall(text)
            if found[1] != found[2]  # as most are
        }
        return any(_shows(*value) for value in values)

    def columns_matter(self, columns: list[tuple[int, str]]) -> bool:
        """Whether a style that cells have from their columns does something to them."""
        return bool(self._cells) and any(style in self._cells for _, style in columns)

    def cells(self, row: _OdsRow) -> Iterator[ShownCell]:
        """Yield the cells of a row that show something else than they hold."""
        inside = _NOTE.sub(b"", row.inside)
        tags = list(_CELL.finditer(inside))
        column = 0
        for at, tag in enumerate(tags):
            attributes = attributes_of(tag[2])
            first = column + 1
            column += whole(attributes, "table:number-columns-repeated", 1)
            if column > _MOST_COLUMNS:
                return
            end = tags[at + 1].start() if at + 1 < len(tags) else len(inside)
            whole_cell = inside[tag.start() : end]
            for how in {*self._by_style(row, first, attributes, whole_cell), _by_value(whole_cell)}:
                for number in range(row.number, row.number + row.times) if how else ():
                    for place in range(first, column + 1):
                        yield ShownCell(number, place, how)

    def _by_style(
        self, row: _OdsRow, column: int, attributes: dict[str, str], cell: bytes
    ) -> Iterator[str]:
        """Yield what its style, and those of the parts of its text, do to a cell."""
        if self._hides_zeros and attributes.get("office:value") == "0":
            yield UNSEEN
        if not _MARKUP.sub(b"", cell).strip():
            return
        if b":covered-" in cell:  # by a merged one
            yield UNSEEN
        name = attributes.get("table:style-name") or row.attributes.get(
            "table:default-cell-style-name"
        )
        if name is None:
            name = next((style for last, style in row.columns if column <= last), "")
        yield self._cells.get(name, AS_IT_IS)
        for span in _SPAN.finditer(cell):
            yield self._texts.get(span[1].decode("utf-8", "replace"), AS_IT_IS)


def _by_value(cell: bytes) -> str:
    if _PERCENT in cell.partition(b">")[0]:
        return OTHERWISE
    for values in _VALUES.values():
        if found := values.search(cell):
            return _shows(*found.groups(b""))
    return AS_IT_IS


@lru_cache(maxsize=4096)
def _shows(kind: bytes, value: bytes, words: bytes) -> str:
    """How a value is shown by the words beside it."""
    held, shown = (_SPACES.sub(" ", _text(part)).strip() for part in (value, words))
    if not shown:
        return UNSEEN if held else AS_IT_IS
    if kind == b"string-value":
        is_same = shown == held
    elif kind == b"date-value":
        is_same = _is_whole_day(held, shown)
    else:
        is_same = _is_number(held, shown)
    return AS_IT_IS if is_same else OTHERWISE


def _text(part: bytes) -> str:
    return html.unescape(part.decode("utf-8", "replace"))


def _is_number(held: str, shown: str) -> bool:
    """Whether a number is shown as it is, however it is written.

    >>> _is_number("1.5", "1,50"), _is_number("1.5", "1 1/2"), _is_number("1.5", "2")
    (True, True, False)
    """
    with suppress(ValueError, OverflowError, ZeroDivisionError):
        number = float(held)
        if found := _PARTS_OF_ONE.match(shown):
            near = [int(found[1] or 0) + int(found[2]) / int(found[3])]
        else:
            digits = shown.replace(" ", "").replace("−", "-")
            if _ZEROS_FIRST.match(digits):
                return False
            spellings = {
                digits.replace(",", "."),
                digits.replace(",", ""),
                digits.replace(".", "").replace(",", "."),
            }
            near = [float(spelling) for spelling in spellings if spelling.count(".") < 2]
        return any(abs(one - number) <= _NEARLY * max(1.0, abs(number)) for one in near)
    return False


def _is_whole_day(held: str, shown: str) -> bool:
    """Whether a date is shown with day, month and year.

    >>> _is_whole_day("2026-05-01", "1. maj 2026"), _is_whole_day("2026-05-01", "maj 26")
    (True, False)
    """
    with suppress(ValueError):
        year, month, day = map(int, held[:10].split("-"))
        figures = [int(digits[:9]) for digits in re.findall("[0-9]+", shown)]
        figures.remove(year if year in figures else year % 100)
        figures.remove(day)
        return month in figures or bool(re.search(r"[^\W\d_]{3}", shown))
    return False
