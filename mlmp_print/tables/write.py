"""Tables out: headings and rows as CSV or as XLSX. Texts stay texts, numbers are numbers, and nothing is a formula."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from ..files import AtomicFile
from ..model.cells import shown
from ..model.errors import OutputError
from .csv import ERROR, GUARDED, BrokenCell

XLSX_LETTERS, XLSX_COLUMNS, XLSX_ROWS = (
    32_767,
    16_384,
    1_048_576,
)  # what the format holds (ECMA-376; Excel's specifications)
_MADE = datetime(2000, 1, 1)  # the same rows give the same bytes
_WIDTH = 18


def csv_table(
    headings: Sequence[str], rows: Iterable[Iterable[Any]], *, mark: bool
) -> Iterator[bytes]:
    """CSV (`;`, UTF-8), a line at a time. `mark`: with the byte order mark by which Excel knows UTF-8."""
    yield (("\ufeff" if mark else "") + csv_line(headings)).encode("utf-8", "backslashreplace")
    for row in rows:
        yield csv_line(row).encode("utf-8", "backslashreplace")


def xlsx_table(headings: Sequence[str], rows: Iterable[Iterable[Any]]) -> bytes:
    """A workbook of one sheet, its headings kept in sight. Raises OutputError for what does not go into one."""
    import xlsxwriter

    if len(headings) > XLSX_COLUMNS:
        raise OutputError(
            f"A spreadsheet holds {XLSX_COLUMNS:,} columns, and these are {len(headings):,}. Write CSV"
        )
    out = io.BytesIO()
    with xlsxwriter.Workbook(
        out, {"in_memory": True}
    ) as book:  # nothing on the disk that is not told to be there
        book.set_properties({"created": _MADE})
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(0, len(headings) - 1), _WIDTH)
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, _sound(heading), bold)
        for number, row in enumerate(rows, 1):
            if number >= XLSX_ROWS:
                raise OutputError(f"A spreadsheet holds {XLSX_ROWS:,} rows. Write CSV")
            for column, cell in enumerate(row):
                _write(sheet, number, column, cell)
    return out.getvalue()


def _write(sheet: Any, row: int, column: int, cell: Any) -> None:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        sheet.write_number(row, column, cell)
        return
    text = _sound(shown(cell))
    if _letters(text) > XLSX_LETTERS:
        raise OutputError(
            f"Row {row + 1}, column {column + 1}: a spreadsheet's cell holds {XLSX_LETTERS:,} letters, and this answer is longer. Write CSV"
        )
    if text:
        sheet.write_string(row, column, text)


def fits(cell: Any) -> bool:
    """Whether a cell of a spreadsheet holds it all."""
    return _letters(_sound(shown(cell))) <= XLSX_LETTERS


def _letters(text: str) -> int:
    """As the format counts them: units of UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def _sound(text: str) -> str:
    """Without halves of characters, which XML cannot hold; with one `'` more where reading a table takes one off."""
    sound = text.encode("utf-8", "backslashreplace").decode()
    return f"'{sound}" if GUARDED.match(sound) or ERROR.match(sound) else sound


_FORMULA = re.compile(rf"'*([=+\-@\t\r\n]|{ERROR.pattern})")


def csv_line(cells: Iterable[Any]) -> str:
    """Cells as a line of CSV (`;`). What a spreadsheet would take for a formula, or reading for its error, gets a `'`
    before it, which reading takes off again."""
    out = io.StringIO()
    texts = [(shown(cell), isinstance(cell, BrokenCell)) for cell in cells]
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerow(
        [f"'{text}" if _FORMULA.match(text) and not broken else text for text, broken in texts]
    )
    return out.getvalue()


def csv_start(headings: Sequence[str]) -> bytes:
    """How a file of `CsvWriter` with these first headings begins."""
    return ("\ufeff" + csv_line(headings).rstrip("\r\n")).encode()


class CsvWriter:
    """A CSV file (UTF-8 with BOM) written a line at a time under a temporary name; it gets its own name when closed."""

    def __init__(self, path: Path, headings: Sequence[str]) -> None:
        """Raises OutputError."""
        self.writing, self._digest = AtomicFile(path), hashlib.sha256()
        self._write(b"\xef\xbb\xbf" + csv_line(headings).encode())

    def add(self, cells: Iterable[Any]) -> None:
        """One line more. Raises OutputError."""
        self._write(csv_line(cells).encode("utf-8", "backslashreplace"))

    def _write(self, data: bytes) -> None:
        self.writing.add(data)
        self._digest.update(data)

    @property
    def sha256(self) -> str:
        """The hash of all that it holds."""
        return self._digest.hexdigest()

    def close(self) -> None:
        """Give the file its name. Raises OutputError."""
        self.writing.close()
