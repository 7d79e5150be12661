"""Tables in and out: CSV, spreadsheets, JSON and JSONL become rows of cells with the row number that the spreadsheet shows.

A table is read as often as needed, and a row at a time where its format allows that, so that memory stays flat.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any

from .files import Writing
from .model.answers import parse, plain
from .model.cells import empty, fold, shown
from .model.errors import AnswersError, Fault, quoted
from .model.limits import FAULTS_SHOWN, JSON_BYTES, TABLE_BYTES, TABLE_CELL_LETTERS, TABLE_COLUMNS, TABLE_DEPTH, TABLE_ROW_LETTERS
from .model.paths import flatten, path_letters
from .spreadsheets import look_into

DELIMITERS = ";,\t"
WHY = "mlmp-print: why not"  # the column that failed-rows.csv has more than the table
ERROR = re.compile(r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|I/T|REFERENCE!|VÆRDI!|NAVN\?)\Z")
_FORMULA = re.compile(rf"'*([=+\-@\t\r\n]|{ERROR.pattern})")
GUARDED = re.compile(rf"'+([=+\-@\t\r\n]|{ERROR.pattern})")


class Broken(str):
    """A cell in which a formula failed. It is written again as it is: an answer of the same letters would be guarded."""

    __slots__ = ()


@dataclass(frozen=True)
class Row:
    """A row of a table: `number` as the spreadsheet shows it, its cells by column, and what is wrong with it as a row."""

    number: int
    cells: Sequence[Any] = field(repr=False)
    faults: tuple[Fault, ...] = ()  # `where` is the column, or nothing


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
                raise AnswersError([Fault(str(path), "is no file", "A table must be a file, not a folder, pipe or device")])
            self._stamp = _stamp(path)
            with path.open("rb") as file:
                start = file.read(4096)
            self.headers: tuple[str, ...] = ()
            self._read = _reader(path, start)()
            self.headers = tuple(self._read.headers(path))
        except OSError as error:
            raise AnswersError([Fault(str(path), f"cannot be read: {error.strerror}")]) from None
        self.records = isinstance(self._read, _Records)
        _check_headers(path, self.headers, records=self.records)
        self._bare = [] if self.records else [at for at, header in enumerate(self.headers) if not header]
        self._unheaded: set[int] = set()

    @property
    def where(self) -> str:
        """What an error calls it: the file, and the sheet that is read."""
        return f"{self.path}, sheet {quoted(self._read.name)}" if self._read.name else str(self.path)

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
                        self._unheaded.update(at for at in self._bare if at < len(row.cells) and not empty(row.cells[at]))
                    yield row
        except OSError as error:
            raise AnswersError([Fault(str(self.path), f"cannot be read: {error.strerror}")]) from None

    def unchanged(self) -> None:
        """Raises AnswersError if the file is not the one any more whose headings were read."""
        with suppress(OSError):
            if _stamp(self.path) == self._stamp:
                return
        raise AnswersError([Fault(str(self.path), "was changed while it was read", "Run it again")])


def _stamp(path: Path) -> tuple[int, int, int]:
    """What changes when a file is saved, whether in its place or as a new one."""
    found = path.stat()
    return found.st_size, found.st_mtime_ns, found.st_ino


def _letters(column: int) -> str:
    """A column, from 0, as spreadsheets call it."""
    return (_letters(column // 26 - 1) if column >= 26 else "") + chr(ord("A") + column % 26)


def _check_headers(path: Path, headers: Sequence[str], *, records: bool) -> None:
    if not any(header.strip() for header in headers):
        raise AnswersError([Fault(str(path), "has no headings in its first line", "“mlmp-print schema FORM --columns” writes an empty table")])
    if len(headers) > TABLE_COLUMNS:
        raise AnswersError([Fault(str(path), f"has {len(headers):,} columns; at most {TABLE_COLUMNS:,} are read")])
    faults = []
    seen: dict[str, int] = {}
    for number, header in enumerate(headers, 1):
        where = f"{path}: row 1, column {number}"
        if any(unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\t\r\n" for letter in header):
            faults.append(Fault(where, "the heading holds a control character", "Save the table again as UTF-8"))
        elif header.strip() and (key := fold(header) or header) in seen:
            named = f"the heading {quoted(header)}" if not records or plain(header) else "the heading"
            faults.append(Fault(where, f"{named} is that of column {seen[key]} too", "Give each column its own"))
        else:
            seen[fold(header) or header] = number
    if faults:
        raise AnswersError(faults)


def _reader(path: Path, start: bytes) -> Any:
    text = start.decode("utf-16" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace").lstrip("\ufeff \t\r\n")
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _Sheet
    if not text:
        raise AnswersError([Fault(str(path), "is empty")])
    if text.startswith(("%PDF", "<")):
        what = "is a PDF" if text.startswith("%PDF") else "is a web page or XML"
        raise AnswersError([Fault(str(path), f"{what}, not a table", "Save the table as CSV or XLSX")])
    if path.suffix.lower() in (".jsonl", ".ndjson"):
        return _Lines
    return _List if path.suffix.lower() == ".json" else _Csv


class _Reader:
    """`name`: of the sheet that is read. `left`: how many empty columns of it come before the first."""

    name = ""
    left = 0


class _Csv(_Reader):
    """`;`, `,` or tab decided from the line of headings; a `sep=` line before it, which Excel does not count, is obeyed."""

    @classmethod
    def headers(cls, path: Path) -> list[str]:
        return [_unguarded(cell.strip()) for cell in next((cells for _, cells in cls.records(path)), [])]

    @classmethod
    def rows(cls, path: Path, headers: Sequence[str]) -> Iterator[Row]:
        for number, cells in cls.records(path):
            if number == 1 or not cells:
                continue
            faults = []
            if len(cells) != len(headers) and any(cells[len(headers) :] or cells):
                faults.append(Fault("", f"has {len(cells)} cells; the table has {len(headers)} columns", "Look for a missing or an extra separator"))
            faults += [Fault(header, "holds a control character", "Take it out") for header, cell in zip(headers, cells, strict=False) if "\0" in cell]
            faults += _broken(headers, cells)
            yield Row(number, [_unguarded(cell) for cell in cells], tuple(faults))

    @staticmethod
    def records(path: Path) -> Iterator[tuple[int, list[str]]]:
        with path.open(encoding=_encoding(path), newline="") as file:
            lines = _read_lines(file)
            first = next(lines, "")
            delimiter = _delimiter(first)
            if told := re.match(r"sep=([^\"\0-\x08\n-\x1f])[\r\n]*\Z", first, re.IGNORECASE):
                delimiter = told[1]
            else:
                lines = chain([first], lines)
            seen: list[str] = []  # the lines of the record being read
            before = 0

            def noted() -> Iterator[str]:
                letters = 0
                for line in lines:
                    letters = letters + len(line) if seen else len(line)
                    if letters > TABLE_ROW_LETTERS:
                        raise csv.Error("row limit")
                    seen.append(line)
                    yield line

            csv.field_size_limit(TABLE_CELL_LETTERS)
            reader = csv.reader(noted(), delimiter=delimiter, strict=True)
            for number in range(1, 2**31):
                seen.clear()
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    raise AnswersError([_quote_fault(path, delimiter, seen, number, before + 1, str(error))]) from None
                before = reader.line_num
                yield number, cells


def _unguarded(cell: Any) -> Any:
    """A cell without what `csv_line` writes before what a spreadsheet would take for a formula, and this program for a formula's error."""
    if isinstance(cell, str) and cell[:1] == "#" and ERROR.match(cell):
        return Broken(cell)
    return cell[1:] if isinstance(cell, str) and cell[:1] == "'" and GUARDED.match(cell) else cell


def _broken(headers: Sequence[str], cells: Sequence[Any]) -> Iterator[Fault]:
    """The cells in which a formula failed. (In an XLSX, calamine shows them as empty.)"""
    for header, cell in zip(headers, cells, strict=False):
        if isinstance(cell, str) and cell.startswith("#") and ERROR.match(cell):
            yield Fault(header, "is a formula's error", "Mend the formula in the spreadsheet")


def _quote_fault(path: Path, delimiter: str, lines: Sequence[str], number: int, line: int, error: str) -> Fault:
    """What broke a record: the column is found by reading as far as its first line goes."""
    if "row limit" in error:
        return Fault(f"{path}: row {number} (line {line})", f"is longer than {TABLE_ROW_LETTERS:,} letters", "A quotation mark that is never closed does that")
    cells: list[str] = []
    with suppress(csv.Error):
        cells = next(csv.reader(lines[:1], delimiter=delimiter))
    where = f"{path}: row {number} (line {line}), column {max(1, len(cells))}"
    if "limit" in error:
        return Fault(where, f"a cell is longer than {TABLE_CELL_LETTERS:,} letters", "A quotation mark that is never closed does that")
    if "end of data" in error:
        return Fault(where, "a quotation mark is opened and never closed", "Close it, or take it out")
    return Fault(f"{path}: row {number} (line {line})", "something follows a closing quotation mark", "Write a quotation mark within a cell twice")


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(3)
    marked = "utf-16" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig" if start == b"\xef\xbb\xbf" else ""
    for encoding in [marked] if marked else ["utf-8", "cp1252"]:
        with suppress(UnicodeDecodeError), path.open(encoding=encoding, newline="") as text:
            while text.read(2**20):
                pass
            return encoding
    raise AnswersError([Fault(str(path), "is neither UTF-8, UTF-16 nor Windows-1252", "Save the table again as “CSV UTF-8”")])


def _read_lines(file: Any, most: int = TABLE_ROW_LETTERS) -> Iterator[Any]:
    """The lines of a file; of one that is too long only a first part, which is still too long."""
    while line := file.readline(most + 1):
        yield line
        while len(line) > most and line[-1:] not in ("\n", "\r", b"\n"):
            line = file.readline(most + 1)


def _delimiter(line: str) -> str:
    outside = re.sub(r'"[^"]*"', "", line)
    return max(DELIMITERS, key=outside.count)


def _unpacked(path: Path) -> int:
    """What a spreadsheet says how large it is; a broken archive is for its reader to refuse."""
    with suppress(zipfile.BadZipFile, NotImplementedError, ValueError, EOFError), zipfile.ZipFile(path) as packed:
        return sum(part.file_size for part in packed.infolist())
    return path.stat().st_size


class _Sheet(_Reader):
    """The first sheet of a spreadsheet (XLSX, ODS, XLS) that has something in it."""

    def headers(self, path: Path) -> list[str]:
        size = _unpacked(path)
        if size > TABLE_BYTES:
            raise AnswersError([Fault(str(path), f"is {size:,} bytes unpacked; at most {TABLE_BYTES:,} are read", "Save it as CSV")])
        look_into(path)
        return [_unguarded(shown(cell).strip()) for cell in next((cells for _, cells in self.records(path)), [])]

    def rows(self, path: Path, headers: Sequence[str]) -> Iterator[Row]:
        for at, (number, cells) in enumerate(self.records(path)):
            if at:
                yield Row(number, [_unguarded(cell) for cell in cells], tuple(_broken(headers, cells)))

    def records(self, path: Path) -> Iterator[tuple[int, list[Any]]]:
        import python_calamine as calamine

        try:
            with calamine.CalamineWorkbook.from_path(path) as book:
                sheets = (book.get_sheet_by_index(index) for index in range(len(book.sheet_names)))
                sheet = next((sheet for sheet in sheets if sheet.start is not None), None)
        except (calamine.CalamineError, OSError, ValueError):
            raise AnswersError([Fault(str(path), "is no spreadsheet that can be read", "Is it broken, or has it a password? Save it as CSV")]) from None
        if sheet and sheet.start:
            self.name, (top, self.left) = sheet.name, sheet.start
            for at, cells in enumerate(sheet.to_python(skip_empty_area=True)):
                yield top + at + 1, cells


class _Records(_Reader):
    """JSON objects, one a row: nested as answers are, or flat with paths or headings as keys; `read --format jsonl` writes such lines."""

    @classmethod
    def records(cls, path: Path) -> Iterator[tuple[int, Any, tuple[Fault, ...]]]:
        raise NotImplementedError

    @classmethod
    def headers(cls, path: Path) -> list[str]:
        found: dict[str, None] = {}
        faults: list[Fault] = []
        number = 0
        for number, record, why in cls.records(path):
            found.update(dict.fromkeys(record))
            if len(found) > TABLE_COLUMNS:
                break
            if why and len(faults) < FAULTS_SHOWN:
                faults.append(replace(why[0], where=f"{path}: row {number}"))
        if not found:
            what = "holds only empty objects" if number else "is an empty list"
            raise AnswersError(faults or [Fault(str(path), what, "Write an object { … } with the answers of each person")])
        return list(found)

    @classmethod
    def rows(cls, path: Path, headers: Sequence[str]) -> Iterator[Row]:
        for number, record, faults in cls.records(path):
            yield Row(number, [record.get(header) for header in headers], faults)

    @staticmethod
    def record(given: Any) -> tuple[dict[str, Any], tuple[Fault, ...]]:
        if not isinstance(given, dict):
            return {}, (Fault("", "is not an object", "Write { … } for each person"),)
        levels = list(_levels(given))
        if len(levels) > TABLE_DEPTH:
            return {}, (Fault("", f"is nested more than {TABLE_DEPTH} deep", "Answers are at most three levels deep"),)
        if path_letters(given, TABLE_ROW_LETTERS) > TABLE_ROW_LETTERS:
            return {}, (Fault("", f"has more than {TABLE_ROW_LETTERS:,} letters of keys", "Give each question its own short key"),)
        faults = [
            Fault(key if plain(key) else f"key {list(node).index(key) + 1}", "is there twice", "Keep one")
            for level in levels
            for node in level
            for key in getattr(node, "twice", ())
        ]
        if isinstance(given.get("answers"), dict) and "form" in given:
            given = {**{key: value for key, value in given.items() if key != "answers"}, **given["answers"]}
        found = flatten(given)
        if not faults and len(found) != sum(not isinstance(node, dict | list) for level in _levels(given) for node in level):
            faults.append(Fault("", "gives the same answer as a path and within an object", "Keep one"))
        return found, tuple(faults)


def _levels(given: Any) -> Iterator[list[Any]]:
    """What stands in a JSON value, a level after another; one level more than the limit at most."""
    level = [given]
    for _ in range(TABLE_DEPTH + 1):
        yield level
        level = [inner for node in level if isinstance(node, dict | list) for inner in (node.values() if isinstance(node, dict) else node)]
        if not level:
            return


class _Lines(_Records):
    @classmethod
    def records(cls, path: Path) -> Iterator[tuple[int, Any, tuple[Fault, ...]]]:
        with path.open("rb") as file:
            for number, line in enumerate(_read_lines(file, JSON_BYTES), 1):
                if not line.strip():
                    continue
                try:
                    given = parse(line, "")
                except AnswersError as error:
                    yield number, {}, tuple(Fault("", fault.what, fault.todo) for fault in error.faults)
                else:
                    yield number, *cls.record(given)


class _List(_Records):
    @classmethod
    def records(cls, path: Path) -> Iterator[tuple[int, Any, tuple[Fault, ...]]]:
        with path.open("rb") as file:
            data = file.read(JSON_BYTES + 1)
        if len(data) > JSON_BYTES:
            raise AnswersError([Fault(str(path), f"is more than {JSON_BYTES:,} bytes", "Write a line for each person and call it .jsonl: that has no limit")])
        given = parse(data, str(path))
        if not isinstance(given, list):
            raise AnswersError([Fault(str(path), "must be a list of objects", "Write [ { … }, { … } ], or a line for each and call it .jsonl")])
        for number, entry in enumerate(given, 1):
            yield number, *cls.record(entry)


# Out ----------------------------------------------------------------------------------------------------------------------


def csv_line(cells: Iterable[Any]) -> str:
    """Cells as a line of CSV (`;`). What a spreadsheet would take for a formula, or reading for its error, gets a `'`
    before it, which reading takes off again."""
    out = io.StringIO()
    texts = [(shown(cell), isinstance(cell, Broken)) for cell in cells]
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerow([f"'{text}" if _FORMULA.match(text) and not broken else text for text, broken in texts])
    return out.getvalue()


def csv_start(headings: Sequence[str]) -> bytes:
    """How a file of `CsvOut` with these first headings begins."""
    return ("\ufeff" + csv_line(headings).rstrip("\r\n")).encode()


class CsvOut:
    """A CSV file (UTF-8 with BOM) written a line at a time under a temporary name; it gets its own name when closed."""

    def __init__(self, path: Path, headings: Sequence[str]) -> None:
        """Raises OutputError."""
        self.writing, self._digest = Writing(path), hashlib.sha256()
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
