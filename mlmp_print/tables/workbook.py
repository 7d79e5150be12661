"""Parse a spreadsheet and pack its cells as JSON. The sandbox runs this; nothing else calls it.

It imports little, since a process is started for each table, and the parsers only there.
"""

from __future__ import annotations

import io
import json
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


def spreadsheet_error(label: str, what: Phrase, remedy: Phrase = _SAVE_AS_CSV) -> AnswersError:
    """An error about a spreadsheet as a whole."""
    return AnswersError([Message(Where(file=label), what, remedy)])


def read_to_json(data: bytes, path: str, label: str, most_bytes: int, most_cells: int) -> Packet:
    """Read the first sheet that is not empty: where it begins, and a line of JSON for each row.

    Args:
        data: The spreadsheet, if it is in memory.
        path: Where it lies, else "".
        label: What errors call it.
        most_bytes, most_cells: The limits.

    Raises:
        AnswersError: The file is no spreadsheet, or is larger than the limits allow.
    """
    import python_calamine as calamine

    size = _unpacked_size(path or io.BytesIO(data))
    if size > most_bytes:
        what = Phrase(
            "is {size:,} bytes unpacked; at most {limit:,} are read", size=size, limit=most_bytes
        )
        raise spreadsheet_error(label, what)
    try:
        with calamine.CalamineWorkbook.from_object(path or io.BytesIO(data)) as book:
            sheets = (book.get_sheet_by_index(index) for index in range(len(book.sheet_names)))
            sheet = next((sheet for sheet in sheets if sheet.start is not None), None)
    except (calamine.CalamineError, OSError, ValueError):
        remedy = Phrase("Is it broken, or has it a password? Save it as CSV")
        raise spreadsheet_error(label, UNREADABLE, remedy) from None
    if not sheet or not sheet.start:
        return {"name": "", "top": 0, "left": 0}, b""
    _check_area(label, sheet.height * sheet.width, most_cells)
    top, left = sheet.start
    lines = io.BytesIO()
    # Row by row: the cells of a large sheet would need its memory a second time as Python values.
    for cells in islice(sheet.iter_rows(), top, None):  # the rows above come too, all empty
        lines.write(json.dumps(cells, default=_pack_cell).encode() + b"\n")
    return {"name": sheet.name, "top": top, "left": left}, lines.getvalue()


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
