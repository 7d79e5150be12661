"""Read a table from a spreadsheet (XLSX, ODS, XLS), which is parsed in the sandbox alone.

A workbook of a few kilobytes may say that its cells lie a billion rows apart, or unpack to more
than there is memory; the library that reads it then ends its process, which no `except` stops. So
`workbook` runs in the sandbox and hands over the cells as plain data. Only looking into the
file there, and parsing it again here, would be slower (a batch goes through its table several
times), and would trust that the file is still the same.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from ..model.cells import shown
from ..model.errors import MlmpError
from ..model.limits import TABLE_BYTES, TABLE_CELLS, TABLE_MEMORY, TABLE_SECONDS
from ..model.phrases import Phrase
from ..sandbox.failures import Failure
from ..sandbox.sandbox import Worker
from . import workbook
from .formulas import failed_formulas, unguard
from .row import Row, RowReader
from .table_file import TableFile
from .workbook import UNREADABLE, spreadsheet_error

READ = f"{workbook.__name__}:{workbook.read_to_json.__name__}"  # what the sandbox runs
_PLAIN = frozenset({str, int, float, bool})  # cells that JSON has itself
# Cells that JSON does not have are lists: the name of the type, and what to make it of.
_OTHERS: dict[str, Callable[[Any], Any]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "timedelta": lambda seconds: timedelta(seconds=seconds),
}


class SpreadsheetReader(RowReader):
    """The first sheet of a spreadsheet that has a cell with something in it.

    The cells stay in memory as JSON, which takes about as much as the sheet's own XML, and become
    Python values a row at a time.
    """

    top = 0  # empty rows above the first
    cells = b""  # a line of JSON for each row

    def headers(self, file: TableFile) -> list[str]:
        """Read the sheet. Returns its first row, as texts."""
        self._load(file)
        first = next((cells for _, cells in self._rows(file)), [])
        return [unguard(shown(cell).strip()) for cell in first]

    def rows(self, file: TableFile, headers: Sequence[str]) -> Iterator[Row]:
        """Every row but the first."""
        for index, (number, cells) in enumerate(self._rows(file)):
            if index:
                faults = tuple(failed_formulas(headers, cells))
                yield Row(number, [unguard(cell) for cell in cells], faults)

    def _load(self, file: TableFile) -> None:
        """Have the sheet read in a process of its own, which ends with it."""
        limits = {"most_bytes": TABLE_BYTES, "most_cells": TABLE_CELLS}
        with Worker(TABLE_SECONDS, TABLE_MEMORY, partial(_lost, file)) as worker:
            head, self.cells = worker.run(
                READ, file.contents, path=str(file.path or ""), label=file.label, **limits
            )
        name, top, left = (head.get(part) for part in ("name", "top", "left"))
        if not isinstance(name, str) or not isinstance(top, int) or not isinstance(left, int):
            raise _nonsense(file)
        self.name, self.top, self.left = name, top, left

    def _rows(self, file: TableFile) -> Iterator[tuple[int, list[Any]]]:
        """Each row's number, as the spreadsheet shows it, and its cells."""
        for number, line in enumerate(io.BytesIO(self.cells), self.top + 1):
            try:
                cells = _unpack_row(line)
            except (TypeError, ValueError, RecursionError, OverflowError):
                raise _nonsense(file) from None
            yield number, cells


def _unpack_row(line: bytes) -> list[Any]:
    """The cells of a row. Raises ValueError and others for what `read_to_json` does not write."""
    cells = json.loads(line)
    if not isinstance(cells, list):
        raise ValueError("row")
    if _PLAIN.issuperset(map(type, cells)):
        return cells
    return [cell if type(cell) in _PLAIN else _unpack_cell(cell) for cell in cells]


def _unpack_cell(cell: Any) -> Any:
    if not isinstance(cell, list) or len(cell) != 2:
        raise ValueError("cell")
    make = _OTHERS.get(str(cell[0]))
    if make is None:
        raise ValueError("cell")
    return make(cell[1])


def _nonsense(file: TableFile) -> MlmpError:
    return _lost(file, Failure.NONSENSE, TABLE_SECONDS, TABLE_MEMORY)


def _lost(file: TableFile, failure: Failure, seconds: float, memory: int) -> MlmpError:
    """The error for a spreadsheet over which the worker was lost.

    A worker that does not start, or that somebody or the system has ended, says nothing of the
    file. Python hears nothing of a library that runs out of memory: Rust ends the process, as for a
    crash. So both have one remedy.
    """
    if failure is Failure.IMPOSSIBLE:
        return MlmpError(
            Phrase(
                "A spreadsheet is read in a process of its own, and this program cannot start one: "
                "save it as CSV"
            )
        )
    if failure is Failure.START:
        return MlmpError(
            Phrase(
                "The process that reads spreadsheets does not start. "
                "Is the installation whole, and is there memory left?"
            )
        )
    if failure is Failure.ENDED:
        what = Phrase(
            "was not read: the process that reads spreadsheets was ended from outside, perhaps for "
            "want of memory"
        )
        return spreadsheet_error(file.label, what, Phrase("Run it again, or save it as CSV"))
    if failure is Failure.TIME:
        what = Phrase("takes more than {seconds:g} seconds to open", seconds=seconds)
        return spreadsheet_error(file.label, what)
    remedy = Phrase(
        "Is it broken, has it a password, or does it need more than {size} MB? Save it as CSV",
        size=memory >> 20,
    )
    return spreadsheet_error(file.label, UNREADABLE, remedy)
