"""Write tables as CSV or XLSX. Texts stay texts, numbers stay numbers, and nothing is a formula."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ..files import AtomicFile
from ..model.cells import shown
from ..model.errors import OutputError
from ..model.phrases import Phrase, PhraseTemplate
from .dialect import DELIMITER
from .encoding import BYTE_ORDER_MARK
from .formulas import FailedFormula, guard_csv, guard_xlsx

# What a sheet of XLSX holds (ECMA-376, and Microsoft's “Excel specifications and limits”).
XLSX_LETTERS = 32_767
XLSX_COLUMNS = 16_384
XLSX_ROWS = 1_048_576

_CREATED = datetime(2000, 1, 1)  # not the time of day, so that the same rows give the same bytes
_COLUMN_WIDTH = 18  # letters
# Earlier days are texts: Excel takes 1900 for a leap year, and other programs do not.
_FIRST_DAY = date(1900, 3, 1)
_DAY_FORMAT = "dd-mm-yyyy"


def csv_table(
    headings: Sequence[str], rows: Iterable[Iterable[Any]], *, mark: bool
) -> Iterator[bytes]:
    r"""Yield a table as CSV (`;`, UTF-8), line by line.

    Args:
        headings: The first line.
        rows: The cells of the lines below it.
        mark: Whether to begin with the byte order mark by which Excel knows UTF-8.

    >>> b"".join(csv_table(["Navn", "Mål"], [["Åse", "bage"]], mark=False)).decode()
    'Navn;Mål\r\nÅse;bage\r\n'
    """
    start = BYTE_ORDER_MARK if mark else ""
    yield _encoded(start + csv_line(headings))
    for row in rows:
        yield _encoded(csv_line(row))


def csv_line(cells: Iterable[Any]) -> str:
    r"""Write cells as a line of CSV, guarded against formulas.

    >>> csv_line(["Åse", 1.5, "-vaske", "a;b"])
    'Åse;1,5;\'-vaske;"a;b"\r\n'
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=DELIMITER, lineterminator="\r\n")
    writer.writerow([_csv_cell(cell) for cell in cells])
    return out.getvalue()


class CsvWriter:
    """Writes a CSV file line by line under a temporary name; `close` gives it its own name.

    Attributes:
        writing: The file under its temporary name.
    """

    def __init__(self, path: Path, headings: Sequence[str], *, was_free: bool = False) -> None:
        """Write the headings; `was_free` is that of `AtomicFile`.

        Raises OutputError if the file cannot be written.
        """
        self.writing = AtomicFile(path, was_free=was_free)
        self._digest = hashlib.sha256()
        self._write(BYTE_ORDER_MARK + csv_line(headings))

    def add(self, cells: Iterable[Any]) -> None:
        """Write one line. Raises OutputError if that fails."""
        self._write(csv_line(cells))

    def _write(self, text: str) -> None:
        data = _encoded(text)
        self.writing.add(data)
        self._digest.update(data)

    @property
    def sha256(self) -> str:
        """The SHA-256 of everything written so far."""
        return self._digest.hexdigest()

    def close(self) -> None:
        """Give the file its name. Raises OutputError if that fails."""
        self.writing.close()


@dataclass(frozen=True)
class Worksheet:
    """A sheet of a workbook; `name` is "" for the program's own."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Iterable[Any]]


def xlsx_table(headings: Sequence[str], rows: Iterable[Iterable[Any]]) -> bytes:
    """Return a workbook of one sheet whose headings stay in sight.

    Raises:
        OutputError: If the format has no room for all columns, rows, or letters of a cell.
    """
    return xlsx_workbook([Worksheet("", headings, rows)])


def xlsx_workbook(worksheets: Iterable[Worksheet]) -> bytes:
    """Return a workbook of several sheets. Raises as `xlsx_table` does."""
    import xlsxwriter

    out = io.BytesIO()
    # In memory, since temporary files would hold answers and may outlive a crash.
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": _CREATED})
        bold = book.add_format({"bold": True})
        day = book.add_format({"num_format": _DAY_FORMAT})
        for worksheet in worksheets:
            _check_columns(worksheet.headings)
            sheet = book.add_worksheet(worksheet.name or None)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, max(0, len(worksheet.headings) - 1), _COLUMN_WIDTH)
            for column, heading in enumerate(worksheet.headings):
                sheet.write_string(0, column, _xlsx_text(heading), bold)
            for number, row in enumerate(worksheet.rows, 1):
                _write_xlsx_row(sheet, number, row, day)
    return out.getvalue()


def _check_columns(headings: Sequence[str]) -> None:
    if len(headings) > XLSX_COLUMNS:
        template = PhraseTemplate(
            "A spreadsheet holds {limit:,} columns, and these are {columns:,}. Write CSV"
        )
        raise OutputError(template.phrase(limit=XLSX_COLUMNS, columns=len(headings)))


def fits(cell: Any) -> bool:
    """Whether a cell of XLSX has room for a value.

    >>> fits("x" * 32_767), fits("x" * 32_768)
    (True, False)
    """
    return _utf16_units(_xlsx_text(cell)) <= XLSX_LETTERS


def _write_xlsx_row(sheet: Any, number: int, row: Iterable[Any], day: Any) -> None:
    """Write a row. `day` is the format of dates."""
    if number >= XLSX_ROWS:
        raise OutputError(Phrase("A spreadsheet holds {limit:,} rows. Write CSV", limit=XLSX_ROWS))
    for column, cell in enumerate(row):
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            sheet.write_number(number, column, cell)
            continue
        if isinstance(cell, date) and cell >= _FIRST_DAY:
            sheet.write_datetime(number, column, cell, day)
            continue
        text = _xlsx_text(cell)
        if _utf16_units(text) > XLSX_LETTERS:
            raise OutputError(_long_cell(number, column))
        if text:
            sheet.write_string(number, column, text)


def _long_cell(row: int, column: int) -> Phrase:
    template = PhraseTemplate(
        "Row {row}, column {column}: a spreadsheet's cell holds {limit:,} letters, "
        "and this answer is longer. Write CSV"
    )
    return template.phrase(row=row + 1, column=column + 1, limit=XLSX_LETTERS)


def _utf16_units(text: str) -> int:
    """Count letters as XLSX does: a letter beyond the first 65,536 of Unicode counts twice."""
    return len(text.encode("utf-16-le")) // 2


def _csv_cell(cell: Any) -> str:
    return cell if isinstance(cell, FailedFormula) else guard_csv(shown(cell))


def _xlsx_text(cell: Any) -> str:
    text = cell.isoformat() if isinstance(cell, date) else shown(cell)
    return guard_xlsx(_encoded(text).decode())


def _encoded(text: str) -> bytes:
    """Encode a text as UTF-8. Halves of characters, which UTF-8 and XML lack, become escapes."""
    return text.encode("utf-8", "backslashreplace")
