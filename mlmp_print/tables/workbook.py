"""Parse a spreadsheet and pack its cells as JSON. The sandbox runs this; nothing else calls it.

It imports little, since a process is started for each table, and the parsers only there. The parent
asks twice: for an outline of all sheets, and for the cells of the one that it has chosen.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from ..model.errors import AnswersError
from ..model.messages import Message, Where
from ..model.phrases import Phrase
from ..sandbox.protocol import Packet

UNREADABLE = Phrase("is no spreadsheet that can be read")
_SAVE_AS_CSV = Phrase("Save it as CSV")
RECALCULATE = Phrase("Open the table in a spreadsheet, mend its formulas, and save it there")


def spreadsheet_error(label: str, what: Phrase, remedy: Phrase = _SAVE_AS_CSV) -> AnswersError:
    """An error about a spreadsheet as a whole."""
    return AnswersError([Message(Where(file=label), what, remedy)])


class _Opened:
    """The spreadsheet that this process has opened, between the two questions about it."""

    source: str | io.BytesIO = ""
    sheets: dict[int, Any] = {}  # noqa: RUF012 - index → sheet, of those with something in them


def outline(
    data: bytes, path: str, label: str, most_bytes: int, most_sheets: int, rows: int, last_row: int
) -> Packet:
    """Open a spreadsheet, and return what stands at the top of each sheet that is not empty.

    Args:
        data: The spreadsheet, if it is in memory.
        path: Where it lies, else "".
        label: What errors call it.
        most_bytes, most_sheets: The limits.
        rows: How many rows with something in them are returned of each sheet, at least.
        last_row: The number of a row that is returned too, with those above it.

    Raises:
        AnswersError: The file is no spreadsheet, or is larger than the limits allow.
    """
    import python_calamine as calamine

    from .ods_text import with_line_breaks

    size = _unpacked_size(path or io.BytesIO(data))
    if size > most_bytes:
        what = Phrase(
            "is {size:,} bytes unpacked; at most {limit:,} are read", size=size, limit=most_bytes
        )
        raise spreadsheet_error(label, what)
    worksheets = (calamine.SheetTypeEnum.WorkSheet,)
    try:
        with calamine.CalamineWorkbook.from_object(
            with_line_breaks(path or io.BytesIO(data))
        ) as book:
            about = list(enumerate(book.sheets_metadata))
            _check_sheets(label, len(about), most_sheets)
            found = {
                index: book.get_sheet_by_index(index)
                for index, sheet in about
                if sheet.typ in worksheets
            }
    except (calamine.CalamineError, OSError, ValueError):
        if _is_word(path or io.BytesIO(data)):
            what = Phrase("is a Word document, not a table")
            raise spreadsheet_error(label, what, Phrase("Save the table as CSV or XLSX")) from None
        remedy = Phrase("Is it broken, or has it a password? Save it as CSV")
        raise spreadsheet_error(label, UNREADABLE, remedy) from None
    _Opened.source = path or io.BytesIO(data)
    _Opened.sheets = {index: sheet for index, sheet in found.items() if sheet.start is not None}
    visible = calamine.SheetVisibleEnum.Visible
    sheets = [
        {
            "index": index,
            "name": sheet.name,
            "visible": about[index][1].visible == visible,
            "left": sheet.start[1],
            "tops": list(_tops(sheet, rows, last_row)),
        }
        for index, sheet in _Opened.sheets.items()
    ]
    return json.loads(json.dumps({"sheets": sheets}, default=_pack_cell)), b""


def _tops(sheet: Any, rows: int, last_row: int) -> Iterator[tuple[int, list[Any], list[Any]]]:
    """Yield number, cells and merged cells of the first rows with something in them."""
    top, left = sheet.start
    merged: dict[int, list[tuple[int, int]]] = {}
    for (first_row, first), (_, last) in sheet.merged_cell_ranges or ():
        merged.setdefault(first_row, []).append((first - left, last - left))
    found = 0
    # The rows above the first come too, all empty.
    for index, cells in enumerate(islice(sheet.iter_rows(), top, None), top):
        if any(cell != "" for cell in cells):
            found += 1
            yield index + 1, cells, merged.get(index, [])
        if found >= rows and index + 1 >= last_row:
            return


def read_to_json(
    data: bytes,  # noqa: ARG001
    index: int,
    label: str,
    most_cells: int,
    most_lost: int,
) -> Packet:
    """Read a sheet of the spreadsheet: where it begins, and a line of JSON for each row.

    Args:
        data: Nothing: the spreadsheet is open.
        index: The sheet's place among all sheets, from 0.
        label: What errors call the spreadsheet.
        most_cells, most_lost: The limits of cells, and of formulas without a result.

    Raises:
        AnswersError: The sheet has more than the limits allow.
    """
    from .formula_results import lost_results
    from .hidden_parts import hidden_parts
    from .shown_cells import CoveredCells, shown_cells, shown_stretches

    sheet = _Opened.sheets[index]
    _check_area(label, sheet.height * sheet.width, most_cells)
    lines, covered = io.BytesIO(), CoveredCells(sheet)
    # Row by row: the cells of a large sheet would need its memory a second time as Python values.
    for number, cells in enumerate(islice(sheet.iter_rows(), sheet.start[0], None), sheet.start[0]):
        lines.write(json.dumps(cells, default=_pack_cell).encode() + b"\n")
        covered.add(number, cells)
    rows, columns, unclear = hidden_parts(_Opened.source, index)
    lost = list(islice(lost_results(_Opened.source, index), most_lost + 1))
    if len(lost) > most_lost:
        what = Phrase("has more than {limit:,} formulas without a result", limit=most_lost)
        raise spreadsheet_error(label, what, RECALCULATE)
    others = {
        str(other): _count_rows(_Opened.sheets[other], most_cells)
        for other in _Opened.sheets
        if other != index
    }
    head = {
        "top": sheet.start[0],
        "others": others,
        "hidden_rows": rows,
        "hidden_columns": columns,
        "unclear": unclear,
        "lost": lost,
        "shown": shown_stretches([*covered.found, *shown_cells(_Opened.source, index)]),
    }
    return head, lines.getvalue()


def _count_rows(sheet: Any, most_cells: int) -> int:
    """The rows of a sheet with something in them; of a very large one, all down to its last."""
    if sheet.height * sheet.width > most_cells:
        return int(sheet.height)
    return sum(any(cell != "" for cell in cells) for cells in sheet.iter_rows())


def _check_sheets(label: str, sheets: int, most: int) -> None:
    """Raises AnswersError where there are more sheets than may be."""
    if sheets > most:
        what = Phrase("has {count:,} sheets; at most {limit:,} are read", count=sheets, limit=most)
        raise spreadsheet_error(label, what)


def _check_area(label: str, cells: int, most: int) -> None:
    """Raises AnswersError where more cells lie between the first and the last than may."""
    if cells > most:
        what = Phrase(
            "has {count:,} cells between its first and its last one; at most {limit:,} are read",
            count=cells,
            limit=most,
        )
        raise spreadsheet_error(
            label, what, Phrase("Delete what stands far out, or save it as CSV")
        )


def _pack_cell(cell: Any) -> list[Any]:
    if isinstance(cell, timedelta):
        return ["timedelta", cell.total_seconds()]
    return [type(cell).__name__, cell.isoformat()]


def _unpacked_size(source: str | io.BytesIO) -> int:
    """The bytes that the parts of a spreadsheet say they have. Its reader refuses a broken one."""
    import zipfile  # only in the worker

    with (
        suppress(zipfile.BadZipFile, NotImplementedError, ValueError, EOFError),
        zipfile.ZipFile(source) as archive,
    ):
        return sum(part.file_size for part in archive.infolist())
    return len(source.getvalue()) if isinstance(source, io.BytesIO) else Path(source).stat().st_size


def _is_word(source: str | io.BytesIO) -> bool:
    """Whether a file that is no spreadsheet is a document of Word: DOCX (ECMA-376), or DOC."""
    import zipfile  # only in the worker

    with (
        suppress(zipfile.BadZipFile, NotImplementedError, ValueError, EOFError),
        zipfile.ZipFile(source) as archive,
    ):
        return "word/document.xml" in archive.namelist()
    data = source.getvalue() if isinstance(source, io.BytesIO) else Path(source).read_bytes()
    return "WordDocument".encode("utf-16-le") in data  # the stream of its text, [MS-DOC] 2.1.1
