"""Find the cells of a spreadsheet that show something else than they hold. The sandbox runs this.

calamine gives values without their formats: 0.5 where a person sees “50 %”, and a text that
somebody has struck out like any other. As in `hidden_parts`, no parser reads the XML. Of an XLSX
only cells whose styles may do so are looked at, of which most tables have none.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any

from .cell_marks import AS_IT_IS, UNSEEN, ShownCell
from .cell_styles import CellStyle, font_mark, unsafe_rules, unsafe_styles
from .formula_results import cell_pieces, cell_place
from .hidden_parts import Stretch, add_row, attributes_of, found_in, sheet_part
from .ods_shown import shown_in_ods
from .shown_rules import cells_with_rules

_TEXTS = "xl/sharedStrings.xml"
_LONGEST = 2**14  # bytes of a cell with its formula, before its value
_MOST_BY_RULES = 2**16  # columns of areas
_LONGEST_END = 2**21  # bytes behind the cells, where rules stand
_HEAD = 2**14  # bytes in which a sheet says what goes for all its cells
_MOST_MERGED = 1000  # merged cells beside each other; a sheet has fewer columns that matter
_MOST_NAMED = 64  # styles that a pattern spells out; of more, each cell with a style is looked at

# Patterns begin with a space, not with any: letters that are the same are looked for much faster.
# ECMA-376 part 1: 18.3.1.4 c with its style s, 18.3.1.40 f, 18.3.1.96 v, 18.3.1.53 is.
_CELL = (
    rb""" s=["'](%b)["'](?:[^<>]*[^<>/])?>\s*(?:<(?:\w+:)?f[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*)?"""
    rb"<(?:\w+:)?(?:v[^<>]*>(%b)|is[\s>])"
)
_ANY, _PART = rb"[^<]+", rb"[^<.eE]*[.eE][^<]*"
_SHARED = re.compile(
    rb""" t=["']s["'][^<>]*>\s*(?:<(?:\w+:)?f[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*)?"""
    rb"<(?:\w+:)?v[^<>]*>\s*([0-9]+)"
)
_INLINE = re.compile(
    rb"<(?:\w+:)?c\s[^<>]*>\s*<(?:\w+:)?is(?:\s[^<>]*)?>((?:(?!</(?:\w+:)?is>).)*)", re.DOTALL
)
_ZERO = re.compile(rb"<(?:\w+:)?v>-?0(?:\.0*)?</")
# 18.3.1.87 sheetView: a sheet may show no zero at all.
_NO_ZEROS = re.compile(rb"""<(?:\w+:)?sheetView\s[^<>]*showZeros=["'](?:0|false)["']""")
# 18.4.8 si, of which each part of a text may have its own font: 18.4.4 r.
_ITEM = re.compile(rb"<(?:\w+:)?si(?=[\s/>])")
_NUMBER_TYPES = frozenset({"", "n"})
_TEXT_TYPES = frozenset({"s", "str", "inlineStr", "b"})


def shown_cells(source: str | io.BytesIO, index: int) -> Iterator[ShownCell]:
    """Yield the cells of a sheet of an XLSX or an ODS that show something else than they hold.

    Args:
        source: The path of the spreadsheet, or its contents.
        index: The sheet's place among all sheets, from 0.
    """
    yield from found_in(source, index, _shown_in_xlsx, shown_in_ods)


class CoveredCells:
    """Cells below a merged one, which hold what nobody sees. Call `add` once per row.

    Excel empties them; other programs, and who merges by a format, do not.

    Attributes:
        found: The cells that hold something.
    """

    def __init__(self, sheet: Any) -> None:
        """Take the merged cells of a sheet of calamine: first and last corner, from 0."""
        self.found: list[ShownCell] = []
        self._left = sheet.start[1]
        self._merged = sorted(sheet.merged_cell_ranges or (), reverse=True)
        self._open: list[tuple[tuple[int, int], tuple[int, int]]] = []

    def add(self, row: int, cells: Sequence[Any]) -> None:
        """Look at a row, counted from 0; rows come in order."""
        while self._merged and self._merged[-1][0][0] <= row:
            self._open.append(self._merged.pop())
        if not self._open:
            return
        self._open = [area for area in self._open if area[1][0] >= row][:_MOST_MERGED]
        for (top, first), (_, last) in self._open:
            for column in range(first + (row == top), last + 1):
                at = column - self._left
                if 0 <= at < len(cells) and cells[at] != "":
                    self.found.append(ShownCell(row + 1, column + 1, UNSEEN))


def shown_stretches(cells: Iterable[ShownCell]) -> list[tuple[int, str, list[Stretch]]]:
    """Return cells as column, how, and stretches of rows."""
    found: dict[tuple[int, str], list[Stretch]] = {}
    for cell in cells:
        stretches = found.setdefault((cell.column, cell.how), [])
        if cell.last:
            stretches.append((cell.row, cell.last))
        else:
            add_row(stretches, cell.row)
    return [(column, how, _merged(stretches)) for (column, how), stretches in found.items()]


def _merged(stretches: list[Stretch]) -> list[Stretch]:
    """Stretches in order, none of which touches the next; a cell may be found twice."""
    merged: list[Stretch] = []
    for first, last in sorted(stretches):
        if merged and first <= merged[-1][1] + 1:
            before = merged.pop()
            merged.append((before[0], max(before[1], last)))
        else:
            merged.append((first, last))
    return merged


def _shown_in_xlsx(archive: zipfile.ZipFile, index: int) -> Iterator[ShownCell]:
    look, after = _XlsxLook(unsafe_styles(archive), _marked_texts(archive)), b""
    with archive.open(sheet_part(archive, index)) as sheet:
        for piece in cell_pieces(sheet):
            yield from look.cells(piece)
            if after or b"/sheetData>" in piece or b":sheetData>" in piece:
                after = (after + piece)[-_LONGEST_END:]
    if b"onditionalFormatting" in after:
        yield from islice(cells_with_rules(after, unsafe_rules(archive)), _MOST_BY_RULES)


def _marked_texts(archive: zipfile.ZipFile) -> Mapping[int, str]:
    """The shared texts of which a part is struck out, or written in signs: number → how."""
    if _TEXTS not in archive.namelist():
        return {}
    data = archive.read(_TEXTS)
    if not _has_fonts(data):  # nearly always
        return {}
    begins = [item.start() for item in _ITEM.finditer(data)]
    marks: dict[int, str] = {}
    for number, (begin, end) in enumerate(zip(begins, [*begins[1:], len(data)], strict=True)):
        mark = font_mark(data[begin:end])
        if mark:
            marks[number] = mark
    return marks


def _has_fonts(data: bytes) -> bool:
    """Whether parts of texts may have a font that matters."""
    return b"strike" in data or b"dings" in data


class _XlsxLook:
    """Looks at the cells of a sheet that may show something else than they hold."""

    def __init__(self, styles: Mapping[int, CellStyle], texts: Mapping[int, str]) -> None:
        self._styles, self._texts = styles, texts
        parts = [number for number, style in styles.items() if style.is_safe_for_whole]
        others = [number for number in styles if number not in set(parts)]
        self._patterns = [*_pattern(others, _ANY), *_pattern(parts, _PART)]
        self._known: dict[tuple[int, bytes], str] = {}  # style and number → how it is shown
        self._hides_zeros: bool | None = None  # until the first piece has been seen

    def cells(self, piece: bytes) -> Iterator[ShownCell]:
        """Yield the cells in a piece of a sheet, of which the first has what is said of it all."""
        if self._hides_zeros is None:
            self._hides_zeros = bool(_NO_ZEROS.search(piece, 0, _HEAD))
        for pattern in self._patterns:
            for found in pattern.finditer(piece):
                if how := self._how(piece, found):
                    yield _at(piece, found.start(), how)
        yield from self._parts_of_texts(piece)
        if self._hides_zeros:
            for found in _ZERO.finditer(piece):
                if _type(_tag(piece, found.start())) in _NUMBER_TYPES:
                    yield _at(piece, found.start(), UNSEEN)

    def _parts_of_texts(self, piece: bytes) -> Iterator[ShownCell]:
        """Yield the cells of which a part has a font that matters."""
        for found in _SHARED.finditer(piece) if self._texts else ():
            mark = self._texts.get(int(found[1][:9]))
            if mark:
                yield _at(piece, found.start(), mark)
        for found in _INLINE.finditer(piece) if _has_fonts(piece) else ():
            if how := font_mark(found[1]):
                yield _at(piece, found.start() + 3, how)

    def _how(self, piece: bytes, found: re.Match[bytes]) -> str:
        number = int(found[1])
        style = self._styles.get(number)
        if style is None:  # where the pattern spells no styles out
            return AS_IT_IS
        if style.mark:
            return style.mark
        kind = _type(_tag(piece, found.start()))
        if kind in _TEXT_TYPES:
            return style.number_format.shows_text()
        if kind not in _NUMBER_TYPES or not found[2]:
            return AS_IT_IS
        key = (number, found[2])
        if key not in self._known:
            self._known[key] = _shows(style, found[2])
        return self._known[key]


def _pattern(styles: Collection[int], value: bytes) -> list[re.Pattern[bytes]]:
    """What finds the cells of styles that hold a value; nothing without styles."""
    if not styles:
        return []
    named = "|".join(map(str, sorted(styles))) if len(styles) <= _MOST_NAMED else "[0-9]{1,6}"
    return [re.compile(_CELL % (named.encode(), value))]


def _shows(style: CellStyle, value: bytes) -> str:
    with suppress(ValueError, OverflowError):
        return style.number_format.shows_number(float(value))
    return AS_IT_IS


def _tag(piece: bytes, within: int) -> dict[str, str]:
    """The attributes of the cell whose tag begins before a place, formula and value after it."""
    least = max(0, within - _LONGEST)
    begin = piece.rfind(b"<c ", least, within)
    if begin < 0:
        begin = piece.rfind(b":c ", least, within)
    return attributes_of(piece[begin : piece.find(b">", begin)]) if begin >= 0 else {}


def _type(attributes: Mapping[str, str]) -> str:
    return attributes.get("t", "")


def _at(piece: bytes, within: int, how: str) -> ShownCell:
    row, column = cell_place(_tag(piece, within).get("r", ""))
    return ShownCell(row, column, how)
