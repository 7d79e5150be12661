"""Open what names are read from: a table, rows, or a text with a name on each line."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from ..files import ReadableFile
from ..look.language import person_headings
from ..model.cells import fold
from ..model.errors import AnswersError, system_reason
from ..model.limits import TABLE_HEADING_SEARCH
from ..model.messages import Message, Where, quoted
from ..model.phrases import Phrase
from ..tables.column_map import ColumnMap
from ..tables.damaged_text import LOST_LETTER
from ..tables.doubts import NO_PERSON, doubt
from ..tables.encoding import BAD_BYTES, find_encoding
from ..tables.known_columns import KnownColumns
from ..tables.name_columns import NAME, name_headers
from ..tables.table import SPREADSHEET_STARTS, Table, TableSource, check_table
from ..tables.table_file import TableFile
from ..tables.table_part import TablePart

NamesSource = TableSource | Iterable[str]

_TABLES = (".csv", ".tsv", ".xlsx", ".xlsm", ".ods", ".xls", ".json", ".jsonl", ".ndjson")
_JSON = {b"[": "json", b"{": "jsonl"}  # what a file without such a name begins with → its format
_RTF = b"{\\rtf"  # what WordPad writes begins as JSON does
_NO_TEXT = (*SPREADSHEET_STARTS, b"%PDF")
_LINE_END = re.compile("\r\n|\r|\n")
_CELLS = re.compile("[;,\t|]")
_NUMBERED = re.compile(r"([0-9]{1,4}\s*[.):]|[-–—*•·▪◦#])\s")
_ADDRESS = re.compile(r"\S@\S")
_CPR = re.compile(r"(?<!\d)[0-3]\d[01]\d{3}[- ]?\d{4}(?!\d)")  # day, month, year, four more


def open_names(
    source: Any, part: TablePart, known: KnownColumns, accepted: frozenset[str]
) -> tuple[Table, bool]:
    """Open a source of names as a table.

    Args:
        source: A path or an open file; rows; or names.
        part: Which part of a table's file is read.
        known: The headings by which names are known.
        accepted: The codes of the doubts that the user accepts.

    Returns:
        The table, and whether it is a mere list, whose only column nobody has headed.

    Raises:
        UsageError: It is no such source, or has no such part.
        AnswersError: It cannot be read, or its lines are no names.
    """
    if isinstance(source, str | Path):
        check_table(source, None, "names")
        path = Path(source)
        if path.suffix.lower() in _TABLES:
            return Table(path, part=part, known=known), False
        return _of_contents(_contents(path), part, known, accepted)
    if callable(getattr(source, "read", None)):
        return _of_contents(TableFile.of_open(source), part, known, accepted)
    check_table(source, None, "names")
    return Table(_rows(cast(Iterable[Any], source)), part=part, known=known), False


def _rows(source: Iterable[Any]) -> Iterator[Any]:
    for row in source:
        yield {NAME: row} if isinstance(row, str) else row


def _contents(path: Path) -> TableFile:
    """Read a file into memory. Raises AnswersError."""
    TableFile.at(path).check_regular()
    try:
        with path.open("rb") as opened:
            return TableFile.of_open(opened)
    except OSError as error:
        what = Phrase("cannot be read: {reason}", reason=system_reason(error))
        raise AnswersError([Message(Where(file=str(path)), what)]) from None


def _of_contents(
    file: TableFile, part: TablePart, known: KnownColumns, accepted: frozenset[str]
) -> tuple[Table, bool]:
    """Open a file by what it holds. Returns as `open_names` does.

    A text is a table if one of its first lines has the heading of names. Else each line is a name.
    """
    start = file.contents.removeprefix(codecs.BOM_UTF8).lstrip()[:1]
    table_format = None if file.ending in _TABLES else _JSON.get(start)
    if file.contents.startswith(_RTF):
        remedy = Phrase("Save it as plain text, with a name on each line")
        where = Where(file=file.label)
        raise AnswersError([Message(where, Phrase("is a document, not a list of names"), remedy)])
    is_table = table_format or file.ending in _TABLES or file.contents.startswith(_NO_TEXT)
    if is_table or start in (b"", b"<"):
        return Table(_again(file), table_format, part=part, known=known), False
    with suppress(AnswersError):  # of names that are no row of a table
        table = Table(_again(file), part=part, known=known)
        if _has_names(table, known):
            return table, False
    lines = _lines(file)
    heading_row = next((row for row, line in enumerate(lines, 1) if known.path(line)), 0)
    if 0 < heading_row <= TABLE_HEADING_SEARCH and not part.heading_row:
        below = replace(part, heading_row=heading_row)
        return Table(_again(file), part=below, known=known), False
    part.refuse_in(file.label, row_numbers=False)
    return Table(_named(lines, accepted), known=known), True


def _again(file: TableFile) -> ReadableFile:
    """Open the contents of a file under its own name."""
    opened = io.BytesIO(file.contents)
    opened.name = file.label  # as a file on the disk has one
    return opened


def _has_names(table: Table, known: KnownColumns) -> bool:
    is_name = any(map(known.path, table.headers))
    return is_name or bool(name_headers(table.headers, known.headings[0], ColumnMap()))


def _lines(file: TableFile) -> list[str]:
    encoding = find_encoding(file)
    with file.open_text(*encoding) as text:
        return [line.strip() for line in _LINE_END.split(text.read())]


def _named(lines: Iterable[str], accepted: frozenset[str]) -> list[dict[str, str]]:
    """A row for each line, with a name on it. Raises AnswersError with all faults."""
    rows: list[dict[str, str]] = []
    faults: list[Message] = []
    for number, line in enumerate(lines, 1):
        rows.append({NAME: line.replace(BAD_BYTES, LOST_LETTER)})
        faults += _line_faults(number, line)
        is_heading = line.endswith(":") or fold(line) in person_headings().people
        if is_heading and NO_PERSON not in accepted:
            what = Phrase("looks like the heading of a list, not like a person")
            remedy = Phrase("Delete the line. If it is a person, accept it by this code")
            faults.append(doubt(NO_PERSON, Where(row=number), what, remedy))
    if faults:
        raise AnswersError(faults)
    return rows


def _line_faults(row: int, line: str) -> Iterator[Message]:
    """Yield why a line may hold more than one name, or less."""
    sign = _sign_beside(line)
    if sign:
        what = Phrase("holds more than a name: there is a {sign} in it", sign=sign)
        remedy = Phrase(
            "Write one name on each line. If it is part of the name, or the file is a table, write "
            "its heading on the first line"
        )
        yield Message(Where(row=row), what, remedy)
    elif _NUMBERED.match(line):
        what = Phrase("begins with a number or a sign of a list")
        remedy = Phrase(
            "Write the names alone. If it is part of the name, write the heading of names on the "
            "first line"
        )
        yield Message(Where(row=row), what, remedy)


def _sign_beside(line: str) -> str:
    """What shows that more than a name stands in a line; "" if nothing does."""
    if sign := _CELLS.search(line):
        return Phrase("tab") if sign[0] == "\t" else quoted(sign[0])
    if _ADDRESS.search(line):
        return quoted("@")
    return Phrase("CPR number") if _CPR.search(line) else ""
