"""Open a table, whatever its format: CSV, a spreadsheet, JSON or JSON lines.

A table is read as often as needed, and row by row where the format allows it, so that memory does
not grow with its length.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..model.cells import empty
from ..model.errors import AnswersError, system_reason
from ..model.messages import Message, Where, quoted
from ..model.phrases import Phrase
from .csv import CsvReader
from .dialect import BYTE_ORDER_MARK, marked_encoding
from .header_checks import check_headers
from .records import JsonLinesReader, JsonListReader, RecordsReader
from .row import Row, RowReader
from .spreadsheet import SpreadsheetReader

WHY = "mlmp-print: why not"  # the column with the reasons, which the list of failed rows adds

_SPREADSHEET_STARTS = (
    b"PK\x03\x04",  # ZIP, which XLSX and ODS are
    b"\xd0\xcf\x11\xe0",  # OLE2, which XLS is
)
_START_BYTES = 4096
_BLANK = f"{BYTE_ORDER_MARK} \t\r\n"


class Table:
    """A table in a file.

    Attributes:
        path: The file.
        headers: The headings of its columns.
        records: Whether it is JSON, so that the headings are keys.
    """

    def __init__(self, path: Path) -> None:
        """Read the headings. Raises AnswersError for what is no table or has unusable headings."""
        self.path = path
        with _readable(path):
            # A table is read several times, which a pipe would not outlast.
            if path.exists() and not path.is_file():
                remedy = Phrase("A table must be a file, not a folder, pipe or device")
                raise AnswersError([Message(Where(file=str(path)), Phrase("is no file"), remedy)])
            self._stamp = _stamp(path)
            self._reader = _reader_for(path)
            self.headers = tuple(self._reader.headers(path))
        self.records = isinstance(self._reader, RecordsReader)
        check_headers(path, self.headers, json_keys=self.records)
        self._bare_columns: list[int] = []
        if not self.records:
            self._bare_columns = [at for at, header in enumerate(self.headers) if not header]
        self._unheaded: set[int] = set()

    @property
    def where(self) -> str:
        """The table as errors call it: its file, and the sheet that is read."""
        if not self._reader.name:
            return str(self.path)
        return Phrase("{file}, sheet {sheet}", file=str(self.path), sheet=quoted(self._reader.name))

    @property
    def unheaded(self) -> list[str]:
        """The letters of the columns with cells but no heading; complete once `rows` has ended."""
        return [column_letters(self._reader.left + at) for at in sorted(self._unheaded)]

    def rows(self) -> Iterator[Row]:
        """Yield every row that is not empty. Raises AnswersError where the rest is unreadable."""
        with _readable(self.path):
            for row in self._reader.rows(self.path, self.headers):
                if row.faults:
                    yield row
                elif not all(map(empty, row.cells)):
                    self._note_unheaded(row)
                    yield row

    def _note_unheaded(self, row: Row) -> None:
        for at in self._bare_columns:
            if at < len(row.cells) and not empty(row.cells[at]):
                self._unheaded.add(at)

    def unchanged(self) -> None:
        """Check that the file is the one whose headings were read. Raises AnswersError if not."""
        with suppress(OSError):
            if _stamp(self.path) == self._stamp:
                return
        what = Phrase("was changed while it was read")
        raise AnswersError([Message(Where(file=str(self.path)), what, Phrase("Run it again"))])


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """Turn an error of the system inside the context into an AnswersError about the file."""
    try:
        yield
    except OSError as error:
        what = Phrase("cannot be read: {reason}", reason=system_reason(error))
        raise AnswersError([Message(Where(file=str(path)), what)]) from None


def _stamp(path: Path) -> tuple[int, int, int]:
    """Return what changes when a file is saved, be it in place or as a new file."""
    status = path.stat()
    return status.st_size, status.st_mtime_ns, status.st_ino


def column_letters(column: int) -> str:
    """Return a column, counted from 0, as spreadsheets call it.

    >>> column_letters(2), column_letters(26)
    ('C', 'AA')
    """
    before = column_letters(column // 26 - 1) if column >= 26 else ""
    return before + chr(ord("A") + column % 26)


def _reader_for(path: Path) -> RowReader:
    """Choose the reader by what the file begins with; only JSON needs the ending of its name."""
    with path.open("rb") as file:
        start = file.read(_START_BYTES)
    if start.startswith(_SPREADSHEET_STARTS):
        return SpreadsheetReader()
    _check_start(path, start)
    ending = path.suffix.lower()
    if ending in (".jsonl", ".ndjson"):
        return JsonLinesReader()
    return JsonListReader() if ending == ".json" else CsvReader()


def _check_start(path: Path, start: bytes) -> None:
    """Raises AnswersError for an empty file, and for those that people take for tables."""
    where = Where(file=str(path))
    text = start.decode(marked_encoding(start) or "utf-8", "replace").lstrip(_BLANK)
    if not text:
        raise AnswersError([Message(where, Phrase("is empty"))])
    remedy = Phrase("Save the table as CSV or XLSX")
    if text.startswith("%PDF"):
        raise AnswersError([Message(where, Phrase("is a PDF, not a table"), remedy)])
    if text.startswith("<"):
        raise AnswersError([Message(where, Phrase("is a web page or XML, not a table"), remedy)])
