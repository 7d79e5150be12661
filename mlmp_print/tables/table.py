"""Tables in and out: CSV, spreadsheets, JSON and JSONL become rows of cells with the row number that the spreadsheet shows.

A table is read as often as needed, and a row at a time where its format allows that, so that memory stays flat.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from ..model.answers import plain
from ..model.cells import empty, fold
from ..model.errors import AnswersError
from ..model.limits import TABLE_COLUMNS
from ..model.messages import Message, Where, quoted
from .csv import CsvReader
from .records import JsonLinesReader, JsonListReader, RecordsReader
from .row import Row
from .spreadsheet import SpreadsheetReader

WHY = "mlmp-print: why not"  # the column that failed-rows.csv has more than the table


class Table:
    """A table in a file. `headers` are its columns' headings; `rows` may be gone through again and again, and `unchanged` tells whether they are
    the same ones each time.

    `records`: JSON, so that the headings are keys. `unheaded`: after `rows`, the columns that have cells but no heading, by their letters.
    """

    def __init__(self, path: Path) -> None:
        """Raises AnswersError for what is no table, or one without a sound line of headings."""
        self.path = path
        try:
            if path.exists() and not path.is_file():  # it is read several times
                raise AnswersError(
                    [
                        Message(
                            Where(file=str(path)),
                            "is no file",
                            "A table must be a file, not a folder, pipe or device",
                        )
                    ]
                )
            self._stamp = _stamp(path)
            with path.open("rb") as file:
                start = file.read(4096)
            self.headers: tuple[str, ...] = ()
            self._read = _reader(path, start)()
            self.headers = tuple(self._read.headers(path))
        except OSError as error:
            raise AnswersError(
                [Message(Where(file=str(path)), f"cannot be read: {error.strerror}")]
            ) from None
        self.records = isinstance(self._read, RecordsReader)
        _check_headers(path, self.headers, records=self.records)
        self._bare = (
            [] if self.records else [at for at, header in enumerate(self.headers) if not header]
        )
        self._unheaded: set[int] = set()

    @property
    def where(self) -> str:
        """What an error calls it: the file, and the sheet that is read."""
        return (
            f"{self.path}, sheet {quoted(self._read.name)}" if self._read.name else str(self.path)
        )

    @property
    def unheaded(self) -> list[str]:
        """See above."""
        return [_letters(self._read.left + at) for at in sorted(self._unheaded)]

    def rows(self) -> Iterator[Row]:
        """Every row that is not empty. Raises AnswersError where the rest cannot be understood."""
        try:
            for row in self._read.rows(self.path, self.headers):
                if row.faults or not all(map(empty, row.cells)):
                    if self._bare and not row.faults:
                        self._unheaded.update(
                            at
                            for at in self._bare
                            if at < len(row.cells) and not empty(row.cells[at])
                        )
                    yield row
        except OSError as error:
            raise AnswersError(
                [Message(Where(file=str(self.path)), f"cannot be read: {error.strerror}")]
            ) from None

    def unchanged(self) -> None:
        """Raises AnswersError if the file is not the one any more whose headings were read."""
        with suppress(OSError):
            if _stamp(self.path) == self._stamp:
                return
        raise AnswersError(
            [Message(Where(file=str(self.path)), "was changed while it was read", "Run it again")]
        )


def _stamp(path: Path) -> tuple[int, int, int]:
    """What changes when a file is saved, whether in its place or as a new one."""
    found = path.stat()
    return found.st_size, found.st_mtime_ns, found.st_ino


def _letters(column: int) -> str:
    """A column, from 0, as spreadsheets call it."""
    return (_letters(column // 26 - 1) if column >= 26 else "") + chr(ord("A") + column % 26)


def _check_headers(path: Path, headers: Sequence[str], *, records: bool) -> None:
    if not any(header.strip() for header in headers):
        raise AnswersError(
            [
                Message(
                    Where(file=str(path)),
                    "has no headings in its first line",
                    "“mlmp-print schema FORM --columns” writes an empty table",
                )
            ]
        )
    if len(headers) > TABLE_COLUMNS:
        raise AnswersError(
            [
                Message(
                    Where(file=str(path)),
                    f"has {len(headers):,} columns; at most {TABLE_COLUMNS:,} are read",
                )
            ]
        )
    faults = []
    seen: dict[str, int] = {}
    for number, header in enumerate(headers, 1):
        where = Where(str(path), row=1, column_number=number)
        if any(
            unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\t\r\n"
            for letter in header
        ):
            faults.append(
                Message(
                    where, "the heading holds a control character", "Save the table again as UTF-8"
                )
            )
        elif header.strip() and (key := fold(header) or header) in seen:
            named = (
                f"the heading {quoted(header)}" if not records or plain(header) else "the heading"
            )
            faults.append(
                Message(
                    where, f"{named} is that of column {seen[key]} too", "Give each column its own"
                )
            )
        else:
            seen[fold(header) or header] = number
    if faults:
        raise AnswersError(faults)


def _reader(path: Path, start: bytes) -> Any:
    text = start.decode(
        "utf-16" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace"
    ).lstrip("\ufeff \t\r\n")
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return SpreadsheetReader
    if not text:
        raise AnswersError([Message(Where(file=str(path)), "is empty")])
    if text.startswith(("%PDF", "<")):
        what = "is a PDF" if text.startswith("%PDF") else "is a web page or XML"
        raise AnswersError(
            [
                Message(
                    Where(file=str(path)), f"{what}, not a table", "Save the table as CSV or XLSX"
                )
            ]
        )
    if path.suffix.lower() in (".jsonl", ".ndjson"):
        return JsonLinesReader
    return JsonListReader if path.suffix.lower() == ".json" else CsvReader


# Out ----------------------------------------------------------------------------------------------------------------------
