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
from ..model.errors import MlmpError, UsageError
from ..model.limits import (
    TABLE_BYTES,
    TABLE_CELLS,
    TABLE_HEADING_SEARCH,
    TABLE_LOST_RESULTS,
    TABLE_MEMORY,
    TABLE_SECONDS,
    TABLE_SHEETS,
)
from ..model.messages import NOWHERE, Message, Severity, Where
from ..model.phrases import Phrase
from ..sandbox.failures import Failure
from ..sandbox.sandbox import Worker
from . import workbook
from .cell_marks import checked_how, is_within
from .formulas import FAILED, failed_formula, failed_formulas, unguard
from .heading_rows import Headings, TopRow
from .known_columns import KnownColumns
from .row import Row, RowReader
from .sheets import SheetTop, choose_sheet, sheet_notes
from .table_file import TableFile
from .table_part import TablePart
from .workbook import RECALCULATE, UNREADABLE, spreadsheet_error

# What the sandbox runs.
OUTLINE = f"{workbook.__name__}:{workbook.outline.__name__}"
READ = f"{workbook.__name__}:{workbook.read_to_json.__name__}"
_PLAIN = frozenset({str, int, float, bool})  # cells that JSON has itself
# Cells that JSON does not have are lists: the name of the type, and what to make it of.
_OTHERS: dict[str, Callable[[Any], Any]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "timedelta": lambda seconds: timedelta(seconds=seconds),
}
_MOST_COLUMNS = 16_384  # of XLSX and ODS
_BROKEN = (AttributeError, KeyError, OverflowError, RecursionError, TypeError, ValueError)


class SpreadsheetReader(RowReader):
    """A sheet of a spreadsheet.

    The cells stay in memory as JSON, which takes about as much as the sheet's own XML, and become
    Python values a row at a time.
    """

    top = 0  # empty rows above the first
    cells = b""  # a line of JSON for each row

    def __init__(self) -> None:
        super().__init__()
        self.lost: dict[int, list[tuple[int, str]]] = {}  # row → column and how, of lost results
        # Column, how and rows of the cells that show something else than they hold.
        self.shown: list[tuple[int, str, Sequence[tuple[int, int]]]] = []

    def headings(self, file: TableFile, part: TablePart, known: KnownColumns | None) -> Headings:
        """Choose the sheet, read it, and find its headings.

        The process that opens the spreadsheet ends with it.
        """
        with Worker(TABLE_SECONDS, TABLE_MEMORY, partial(_lost, file)) as worker:
            head, _ = worker.run(
                OUTLINE,
                file.contents,
                path=str(file.path or ""),
                label=file.label,
                most_bytes=TABLE_BYTES,
                most_sheets=TABLE_SHEETS,
                rows=TABLE_HEADING_SEARCH,
                last_row=part.heading_row,
            )
            sheets = _checked(file, _sheets, head)
            if not sheets:
                return Headings(())
            sheet, headings = choose_sheet(file.label, sheets, known, part)
            head, self.cells = worker.run(
                READ,
                b"",
                index=sheet.index,
                label=file.label,
                most_cells=TABLE_CELLS,
                most_lost=TABLE_LOST_RESULTS,
            )
        self.name, self.left, self.last_heading = sheet.name, sheet.left, headings.last
        self.is_one_of_several = len(sheets) > 1
        counts, unclear = _checked(file, self._take, head)
        if unclear and part.hidden:
            what = Phrase("{file}: it cannot be told which rows are hidden", file=file.label)
            raise UsageError(Phrase("{what}. Save it as XLSX or ODS", what=what))
        self.notes = [*sheet_notes(sheet, sheets, counts, part), *headings.notes()]
        if unclear:
            what = Phrase("rows may be hidden in this file; hidden rows are filled all the same")
            remedy = Phrase("Save it as XLSX or ODS, where it can be told which")
            self.notes.append(Message(NOWHERE, what, remedy, Severity.NOTE))
        return headings

    def _take(self, head: dict[str, Any]) -> tuple[dict[int, int], bool]:
        """Take what the sandbox says of the sheet.

        Returns:
            How many rows the other sheets have, by their places, and whether there are hidden
            rows of which it is not known which.
        """
        self.top = int(head["top"])
        rows = self.top + self.cells.count(b"\n")
        self.hidden_rows = frozenset(_spread(head["hidden_rows"], rows))
        self.hidden_columns = frozenset(_spread(head["hidden_columns"], _MOST_COLUMNS))
        for row, column, how in head["lost"]:
            self.lost.setdefault(int(row), []).append((int(column), _text(how)))
        self.shown = [
            (int(column), checked_how(how), [(int(first), int(last)) for first, last in stretches])
            for column, how, stretches in head["shown"]
        ]
        counts = {int(index): int(count) for index, count in head["others"].items()}
        return counts, bool(head["unclear"])

    def rows(self, file: TableFile, headers: Sequence[str]) -> Iterator[Row]:
        """Every row below the headings."""
        for number, cells in self._rows(file):
            if number <= self.last_heading:
                continue
            faults = (*failed_formulas(headers, cells), *self._lost_results(number, headers))
            shown = tuple(self._shown(number, headers, cells)) if self.shown else ()
            yield Row(number, [unguard(cell) for cell in cells], faults, shown)

    def _shown(
        self, row: int, headers: Sequence[str], cells: Sequence[Any]
    ) -> Iterator[tuple[str, str]]:
        """Yield the heading of each cell of a row that shows something else, and how."""
        for column, how, stretches in self.shown:
            at = column - self.left - 1
            is_filled = 0 <= at < min(len(headers), len(cells)) and cells[at] != ""
            if is_filled and is_within(row, stretches):
                yield headers[at], how

    def _lost_results(self, row: int, headers: Sequence[str]) -> Iterator[Message]:
        """Yield an error for each formula of a row that calamine shows as an empty cell."""
        for column, how in self.lost.get(row, ()):
            at = column - self.left - 1
            where = Where(column=headers[at] if 0 <= at < len(headers) else "")
            if how == FAILED:
                yield failed_formula(where)
            else:
                yield Message(where, Phrase("is a formula without a result"), RECALCULATE)

    def _rows(self, file: TableFile) -> Iterator[tuple[int, list[Any]]]:
        """Each row's number, as the spreadsheet shows it, and its cells."""
        for number, line in enumerate(io.BytesIO(self.cells), self.top + 1):
            yield number, _checked(file, _unpack_row, line)


def _checked(file: TableFile, take: Callable[[Any], Any], answer: Any) -> Any:
    """Take what the sandbox answers. Raises AnswersError where it is not as `workbook` writes it.

    The sandbox has read a foreign file, so that its answer is checked like any input.
    """
    try:
        return take(answer)
    except _BROKEN:
        raise _lost(file, Failure.NONSENSE, TABLE_SECONDS, TABLE_MEMORY) from None


def _sheets(head: dict[str, Any]) -> list[SheetTop]:
    return [
        SheetTop(
            int(sheet["index"]),
            _text(sheet["name"]),
            bool(sheet["visible"]),
            int(sheet["left"]),
            [_top_row(*row) for row in sheet["tops"]],
        )
        for sheet in head["sheets"]
    ]


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("text")
    return value


def _top_row(number: Any, cells: Any, merged: Any) -> TopRow:
    texts = [unguard(shown(cell).strip()) for cell in _unpack_cells(cells)]
    return TopRow(int(number), texts, [(int(first), int(last)) for first, last in merged])


def _spread(stretches: Any, most: int) -> Iterator[int]:
    """Yield the numbers of stretches up to the last that there is."""
    for first, last in stretches:
        yield from range(int(first), min(int(last), most) + 1)


def _unpack_row(line: bytes) -> list[Any]:
    """The cells of a row. Raises ValueError and others for what `read_to_json` does not write."""
    return _unpack_cells(json.loads(line))


def _unpack_cells(cells: Any) -> list[Any]:
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
