"""The layouts of answers that were read: JSON, a line of JSON for each file, or a table."""

from __future__ import annotations

import json
import secrets
import zlib
from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import Any, Protocol

from ..batches.sheet_rows import PersonRows, ReadFile, RowShape, about_heading, row_shape
from ..batches.table_layout import TableLayout
from ..model.errors import PdfError, UsageError
from ..model.limits import JSON_BYTES
from ..model.phrases import Phrase, PhraseTemplate
from ..tables.people_cells import PeopleWords
from .output import json_bytes

LAYOUTS = ("json", "jsonl", "csv", "xlsx")


def check_spreadsheet_name(output: Path | None) -> None:
    """Refuse a name that promises a spreadsheet of a format that is not written here.

    Raises:
        UsageError: the name ends in .ods or .xls.
    """
    if output and output.suffix.lower() in (".ods", ".xls"):
        what = PhraseTemplate(
            "{file}: of spreadsheets, only XLSX is written. End the name in .xlsx or .csv"
        )
        raise UsageError(what.phrase(file=output))


def choose_layout(
    chosen: str | None, output: Path | None, *, several: bool, rows: str = "file"
) -> str:
    """Choose a layout: the one that the user chose, else the one that the output’s name ends in.

    >>> choose_layout(None, Path("answers.ndjson"), several=True)
    'jsonl'
    >>> choose_layout(None, None, several=False)
    'json'

    Raises:
        UsageError: several files, or rows of people or goals, do not go into one JSON file, or the
            name ends in what is not written here.
    """
    check_spreadsheet_name(output)
    ending = output.suffix[1:].lower() if output else ""
    by_name = {"ndjson": "jsonl"}.get(ending, ending if ending in LAYOUTS else "json")
    layout = chosen or by_name
    if rows != "file" and layout == "json":
        raise UsageError(
            Phrase(
                "--rows {rows} needs --format jsonl, csv or xlsx, "
                "or such an ending of the name after -o",
                rows=rows,
            )
        )
    if several and layout == "json":
        raise UsageError(
            Phrase(
                "Several files need --format jsonl, csv or xlsx, "
                "or such an ending of the name after -o"
            )
        )
    return layout


class Layout(Protocol):
    """What answers are written out as."""

    def add(self, read_file: ReadFile) -> bytes:
        """Take the answers of one file; return what can be written at once.

        Raises:
            PdfError: The layout cannot hold them.
        """

    def end(self) -> Iterator[bytes]:
        """Yield what is written after the last file."""


def make_layout(
    name: str,
    *,
    rows: str,
    headings: bool,
    impersonal: bool,
    mark: bool,
    look: Path | None,
) -> Layout:
    """Return a layout.

    Args:
        name: One of LAYOUTS.
        rows: What has a row of its own, one of ROWS.
        headings: Whether a table's headings are words of the sheets.
        impersonal: Whether nothing is said of whose a sheet is, and in which order they came.
        mark: Whether CSV begins with the mark by which Excel knows UTF-8.
        look: The look that sheets were drawn in.

    Raises:
        DefinitionError: The look is wrong.
    """
    shape = row_shape(rows, impersonal=impersonal)
    if name == "json":
        return JsonLayout()
    if name == "jsonl":
        return JsonLinesLayout(shape, shuffled=impersonal)
    return TableLayout(
        shape,
        PeopleWords(look),
        spreadsheet=name == "xlsx",
        mark=mark,
        headings=headings,
        shuffled=impersonal,
    )


class JsonLayout:
    """The answers of one file as JSON, written at once; with a register, whose they are too."""

    def add(self, read_file: ReadFile) -> bytes:
        """The answers as a text for people."""
        return json_bytes(read_file.record() if read_file.joined else read_file.answers)

    def end(self) -> Iterator[bytes]:
        """Nothing more to write."""
        yield from ()


class JsonLinesLayout:
    """A line of JSON for each row: of a file, of a goal, or of a person with all their sheets."""

    def __init__(self, shape: RowShape, *, shuffled: bool) -> None:
        """Begin without lines.

        Args:
            shape: How sheets become rows.
            shuffled: Whether the order of the files must not show.
        """
        self._shape, self._shuffled = shape, shuffled
        self._people: dict[Hashable, list[bytes]] = {}  # → the records of the sheets, compressed
        self._lengths: dict[Hashable, int] = {}
        self._lines: list[bytes] = []  # those that wait until they are shuffled

    def add(self, read_file: ReadFile) -> bytes:
        """The lines of one file, unless they wait for others.

        Raises:
            PdfError: A line would be longer than a table may have it.
        """
        if isinstance(self._shape, PersonRows):
            self._keep(read_file)
            return b""
        lines = [_line(record) for record in self._records(read_file)]
        if not self._shuffled:
            return b"".join(lines)
        self._lines += lines
        return b""

    def _records(self, read_file: ReadFile) -> Iterator[dict[str, Any]]:
        if not self._shape.grouped:
            record = read_file.record()
            names = {*self._shape.about, "answers", "others", *read_file.further}
            yield {name: value for name, value in record.items() if name in names}
            return
        for part in self._shape.parts(read_file):
            values = {column: part.values[path] for path, column in part.columns.items()}
            known = {name: part.about[name] for name in self._shape.about if name in part.about}
            said = {about_heading(name, values): cell for name, cell in known.items() if cell}
            yield said | values

    def _keep(self, read_file: ReadFile) -> None:
        """Keep the record of a sheet until all sheets of the person are there."""
        for part in self._shape.parts(read_file):
            record = read_file.record()
            if read_file.returned and read_file.returned.repeats:
                del record["answers"]
                record["repeats"] = str(read_file.returned.repeats)
            before = self._lengths.get(part.row, 0)
            line = _line(record, before)
            self._lengths[part.row] = before + len(line)
            self._people.setdefault(part.row, []).append(zlib.compress(line, 1))

    def end(self) -> Iterator[bytes]:
        """The lines that have waited."""
        secrets.SystemRandom().shuffle(self._lines)
        yield from self._lines
        for records in self._people.values():
            yield _person_line([json.loads(zlib.decompress(record)) for record in records])


def _person_line(sheets: list[dict[str, Any]]) -> bytes:
    """The line of one person: the id, and a record for each sheet."""
    person: dict[str, Any] = {}
    for name in ("id", "row"):
        said = [sheet.pop(name) for sheet in sheets if name in sheet]
        if said:
            person[name] = said[0]
    return json_bytes({**person, "sheets": sheets}, indent=None)


def _line(record: dict[str, Any], before: int = 0) -> bytes:
    """A record as a line; `before` is how long the line is already. Raises PdfError."""
    line = json_bytes(record, indent=None)
    if len(line) + before > JSON_BYTES:
        what = PhraseTemplate(
            "holds more than a line of JSON may, {limit} MB: read it alone, as JSON"
        )
        raise PdfError(what.phrase(limit=JSON_BYTES >> 20))
    return line
