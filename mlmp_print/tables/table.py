"""Open a table, whatever its format: CSV, a spreadsheet, JSON or JSON lines.

A table is read as often as needed, and row by row where the format allows it, so that memory does
not grow with its length.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from ..files import ReadableFile
from ..model.arguments import check_path, mistyped
from ..model.cells import empty
from ..model.errors import AnswersError, UsageError, system_reason
from ..model.messages import NOWHERE, Message, Severity, Where, did_you_mean, quoted
from ..model.phrases import Phrase, PhraseTemplate
from .csv import CsvReader
from .encoding import BYTE_ORDER_MARK, marked_encoding
from .given_rows import GivenRow, GivenRows
from .header_checks import check_headers
from .known_columns import KnownColumns
from .mended_rows import MendedRows, Mends
from .records import JsonLinesReader, JsonListReader, RecordsReader
from .row import Row, RowReader
from .row_numbers import column_letters, row_numbers
from .spreadsheet import SpreadsheetReader
from .table_file import NAMELESS, ReadableText, TableFile
from .table_part import SKIP, TablePart
from .text_checks import cell_faults

# What a program gives as a table.
TableSource = str | Path | ReadableFile | ReadableText | Iterable[GivenRow]

FORMATS = ("csv", "json", "jsonl")  # a spreadsheet is known by its first bytes

SPREADSHEET_STARTS = (
    b"PK\x03\x04",  # ZIP, which XLSX and ODS are
    b"\xd0\xcf\x11\xe0",  # OLE2, which XLS is
)
_START_BYTES = 4096
_ALL = TablePart()
_BLANK = f"{BYTE_ORDER_MARK} \t\r\n"


def check_table(source: Any, table_format: Any, argument: str = "table") -> None:
    """Check that a table can be asked for, without reading anything.

    Raises UsageError, which names the argument.
    """
    if table_format is not None and table_format not in FORMATS:
        remedy = did_you_mean(str(table_format), FORMATS)
        what = Phrase(
            "There is no format {format}. {remedy}", format=quoted(table_format), remedy=remedy
        )
        raise UsageError(what)
    if isinstance(source, str | Path):
        check_path(argument, source)
    elif not callable(getattr(source, "read", None)):
        if isinstance(source, Mapping | bytes) or not isinstance(source, Iterable):
            expected = Phrase("a path, an open file, or rows (an iterable of mappings)")
            raise mistyped(argument, source, expected)
        if table_format is not None:
            raise UsageError(Phrase("Rows have no format: leave the argument table_format out"))


class Table:
    """A table in a file, or of rows in memory.

    Attributes:
        file: The file.
        headings: The headings of its columns, and where they stand.
        headers: The headings of its columns.
        implied: Heading that was joined of two → path of the question that it is.
        records: Whether it is JSON or rows in memory, so that the headings are keys.
    """

    def __init__(
        self,
        source: TableSource,
        table_format: str | None = None,
        *,
        part: TablePart = _ALL,
        known: KnownColumns | None = None,
    ) -> None:
        """Find the headings.

        Args:
            source: A path, an open file, which is kept in memory, or rows.
            table_format: One of `FORMATS`, for a file whose name does not end so.
            part: Which part of the file is read, as the user says.
            known: The headings that the forms know, by which sheet and heading row are found;
                without them they are the first.

        Raises:
            UsageError: It is none of these, or a closed file, or has no such part.
            AnswersError: It is no table, or has unusable headings.
        """
        check_table(source, table_format)
        self._rows: GivenRows | None = None
        if isinstance(source, str | Path):
            self.file = TableFile.at(Path(source))
        elif callable(getattr(source, "read", None)):
            self.file = TableFile.of_open(cast(ReadableFile, source))
        else:
            self.file = TableFile(None, NAMELESS)
            self._rows = GivenRows(cast(Iterable[GivenRow], source))
        with _readable(self.file.label):
            self.file.check_regular()
            self._stamp = self.file.stamp()
            self._reader: RowReader = self._rows or _reader_for(self.file, table_format)
        self.records = isinstance(self._reader, RecordsReader)
        self.find_headings(part, known)
        self._skips_hidden = part.hidden == SKIP
        self._hidden, self._unheaded = set[int](), set[int]()
        named = self.records  # a key may be empty
        self._bare_columns = [at for at, header in enumerate(self.headers) if not (header or named)]
        self._used_columns: list[int] = []
        self._faulty: set[int] | None = None  # rows, once all have been read
        self._accepted: frozenset[str] = frozenset()

    def find_headings(self, part: TablePart, known: KnownColumns | None) -> None:
        """Find the headings, also once more, by other headings that are known.

        Args:
            part: Which part of the file is read.
            known: The headings that the forms know.

        Raises as `Table` does.
        """
        with _readable(self.file.label):
            self.headings = self._reader.headings(self.file, part, known)
        self.headers, self.implied = self.headings.headers, self.headings.implied
        check_headers(
            self.file.label,
            self.headers,
            known.may_use if known else bool,  # without forms each heading is one that is used
            row=self.headings.last or 1,
            json_keys=self.records,
        )

    def use(self, headers: Collection[str], accepted: frozenset[str]) -> None:
        """Say which columns are used, so that their cells are looked at before they are read.

        Args:
            headers: The headings of these columns.
            accepted: The codes of the doubts that the user accepts.
        """
        self._used_columns = [at for at, header in enumerate(self.headers) if header in headers]
        self._faulty = None
        self._accepted = accepted

    def mend(self, mends: Mends) -> None:
        """Take other cells than the file has, and leave rows of it out."""
        self._reader = MendedRows(self._reader, mends)

    @property
    def where(self) -> str:
        """The table as errors call it: its file, and the sheet that is read."""
        if not self._reader.name:
            return self.file.label
        return Phrase(
            "{file}, sheet {sheet}", file=self.file.label, sheet=quoted(self._reader.name)
        )

    @property
    def chosen_sheet(self) -> str:
        """The name of the sheet that is read, if the file has several; else ""."""
        return self._reader.name if self._reader.is_one_of_several else ""

    @property
    def folder(self) -> Path | None:
        """The folder in which the table lies; None for one in memory."""
        return self.file.path.parent if self.file.path else None

    def sha256(self) -> bytes:
        """Return a hash of the table. Raises AnswersError if it has changed meanwhile."""
        self.unchanged()
        return self._rows.sha256() if self._rows else self.file.sha256()

    @property
    def unheaded(self) -> list[str]:
        """The letters of the columns with cells but no heading; complete once `rows` has ended."""
        return [column_letters(self._reader.left + at) for at in sorted(self._unheaded)]

    def rows(self) -> Iterator[Row]:
        """Yield every row that is not empty. Raises AnswersError where the rest is unreadable."""
        hidden_rows, faulty = self._reader.hidden_rows, set[int]()
        with _readable(self.file.label):
            for row in self._reader.rows(self.file, self.headers):
                if not row.faults and all(map(empty, row.cells)):
                    continue
                if row.number in hidden_rows:
                    self._hidden.add(row.number)
                    if self._skips_hidden:
                        continue
                if not row.faults:
                    self._note_unheaded(row)
                checked = self._checked(row)
                if checked is not row:
                    faulty.add(row.number)
                yield checked
        self._faulty = faulty

    def _checked(self, row: Row) -> Row:
        """Return a row with what is plainly wrong with its cells; a table is read twice."""
        is_clean = self._faulty is not None and row.number not in self._faulty
        if row.faults or is_clean or not self._used_columns:
            return row
        faults = tuple(cell_faults(self.headers, row.cells, self._used_columns, self._accepted))
        return replace(row, faults=faults) if faults else row

    def _note_unheaded(self, row: Row) -> None:
        for at in self._bare_columns:
            if at < len(row.cells) and not empty(row.cells[at]):
                self._unheaded.add(at)

    def notes(self) -> Iterator[Message]:
        """Yield what is said of the parts of the file that are not read, or are hidden.

        They are complete once `rows` has ended.
        """
        yield from self._reader.notes
        if self._hidden:
            yield Message(NOWHERE, self._hidden_rows(), severity=Severity.NOTE)
        names = [
            quoted(self.headers[at])
            for at in self._used_columns
            if self._reader.left + at + 1 in self._reader.hidden_columns
        ]
        if names:
            template = PhraseTemplate("hidden columns are read all the same: {names}")
            yield Message(NOWHERE, template.phrase(names=names), severity=Severity.NOTE)

    def _hidden_rows(self) -> Phrase:
        template = PhraseTemplate("hidden rows are filled all the same: {rows}")
        if self._skips_hidden:
            template = PhraseTemplate("hidden rows are left out: {rows}")
        return template.phrase(rows=row_numbers(self._hidden))

    def unchanged(self) -> None:
        """Check that the file is the one whose headings were read. Raises AnswersError if not."""
        with suppress(OSError):
            if self.file.stamp() == self._stamp:
                return
        what = Phrase("was changed while it was read")
        raise AnswersError([Message(Where(file=self.file.label), what, Phrase("Run it again"))])


@contextmanager
def _readable(label: str) -> Iterator[None]:
    """Turn an error of the system inside the context into an AnswersError about the table."""
    try:
        yield
    except OSError as error:
        what = Phrase("cannot be read: {reason}", reason=system_reason(error))
        raise AnswersError([Message(Where(file=label), what)]) from None


def _reader_for(file: TableFile, table_format: str | None) -> RowReader:
    """Choose the reader by what the file begins with; only JSON needs its name or its format."""
    with file.open() as opened:
        start = opened.read(_START_BYTES)
    if start.startswith(SPREADSHEET_STARTS):
        return SpreadsheetReader()
    beginning = _check_start(file.label, start)
    ending = f".{table_format}" if table_format else file.ending
    if ending in (".jsonl", ".ndjson"):
        return JsonLinesReader()
    if ending == ".json":
        return JsonListReader()
    if not ending and file.path is None and beginning.startswith(("[", "{")):
        what = Phrase("looks like JSON, but has no name that ends so")
        remedy = Phrase(
            "Say which with the argument table_format: json for a list, jsonl for lines"
        )
        raise AnswersError([Message(Where(file=file.label), what, remedy)])
    return CsvReader()


def _check_start(label: str, start: bytes) -> str:
    """Return the first letters.

    Raises:
        AnswersError: The file is empty, or one of those that people take for tables.
    """
    where = Where(file=label)
    text = start.decode(marked_encoding(start) or "utf-8", "replace").lstrip(_BLANK)
    if not text:
        raise AnswersError([Message(where, Phrase("is empty"))])
    remedy = Phrase("Save the table as CSV or XLSX")
    if text.startswith("%PDF"):
        raise AnswersError([Message(where, Phrase("is a PDF, not a table"), remedy)])
    if text.startswith("<"):
        raise AnswersError([Message(where, Phrase("is a web page or XML, not a table"), remedy)])
    return text
