"""The layouts of answers that were read: JSON, a line of JSON for each file, or a table."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..model.errors import PdfError, UsageError
from ..model.limits import JSON_BYTES, PDF_ANSWERS, TABLE_COLUMNS, TABLE_ROW_LETTERS
from ..model.paths import flatten, order, without_positions
from ..model.phrases import Phrase, PhraseTemplate
from ..pdf.marks import NO_ID
from ..reader.sheet import Read
from ..reader.sheet_questions import question_or_path
from ..tables import write as table_writing
from ..tables.people_cells import PeopleWords
from ..tables.read_columns import ABOUT
from .beside_output import beside_cell, beside_records
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


def choose_layout(chosen: str | None, output: Path | None, *, several: bool) -> str:
    """Choose a layout: the one that the user chose, else the one that the output’s name ends in.

    >>> choose_layout(None, Path("answers.ndjson"), several=True)
    'jsonl'
    >>> choose_layout(None, None, several=False)
    'json'

    Raises:
        UsageError: several files do not go into one JSON file, or the name ends in what is not
            written here.
    """
    check_spreadsheet_name(output)
    ending = output.suffix[1:].lower() if output else ""
    by_name = {"ndjson": "jsonl"}.get(ending, ending if ending in LAYOUTS else "json")
    layout = chosen or by_name
    if several and layout == "json":
        raise UsageError(
            Phrase(
                "Several files need --format jsonl, csv or xlsx, "
                "or such an ending of the name after -o"
            )
        )
    return layout


class JsonLayout:
    """The answers of one file as JSON, written at once."""

    def add(
        self, _file: Path, _sheet: Read, answers: Mapping[str, Any], _names: Mapping[str, str]
    ) -> bytes:
        """The answers as a text for people."""
        return json_bytes(answers)

    def end(self) -> Iterator[bytes]:
        """Nothing more to write."""
        yield from ()


class JsonLinesLayout(JsonLayout):
    """A line of JSON for each file: where it comes from, and its answers."""

    def add(
        self, file: Path, sheet: Read, answers: Mapping[str, Any], names: Mapping[str, str]
    ) -> bytes:
        """The line of one file; `names` are those of the files of its pictures.

        Raises:
            PdfError: the line would be longer than a table may have it.
        """
        record: dict[str, Any] = {
            "file": str(file),
            "form": sheet.form,
            "version": sheet.version,
            "language": sheet.language,
        }
        if sheet.sheet_id != NO_ID:
            record["sheet_id"] = sheet.sheet_id
        record["answers"] = answers
        if sheet.others:
            record["others"] = sheet.others
        if sheet.beside:
            record["beside"] = beside_records(sheet, names)
        line = json_bytes(record, indent=None)
        if len(line) > JSON_BYTES:
            what = PhraseTemplate(
                "holds more than a line of JSON may, {limit} MB: read it alone, as JSON"
            )
            raise PdfError(what.phrase(limit=JSON_BYTES >> 20))
        return line


class TableLayout:
    """A table with a row for each file, of whatever forms: CSV for programs, or a spreadsheet.

    A spreadsheet is for people, and has the names of the sheet instead of keys.

    Only after the last file is it known which columns the table needs. Until then the rows are
    kept, compressed.
    """

    def __init__(self, *, words: PeopleWords | None, mark: bool) -> None:
        """Begin a table.

        Args:
            words: those of a spreadsheet; CSV without them.
            mark: whether CSV begins with the mark by which Excel knows UTF-8.
        """
        self.words, self.mark = words, mark
        self.rows: list[bytes] = []
        self.beside = False  # whether a sheet has something beside its fields
        self.forms: dict[str, int] = {}  # name → its number, as they come
        self.columns: dict[str, tuple[int, int, int, int]] = {}  # path → sort key

    def add(
        self, file: Path, sheet: Read, answers: Mapping[str, Any], _names: Mapping[str, str]
    ) -> bytes:
        """Keep the row of one file; nothing is written yet.

        Raises:
            PdfError: the row would spoil the table for all the others.
        """
        values = flatten(answers)
        if self.words:
            values = _cells(self.words, sheet, values)
        self._check(sheet, values)
        form = self.forms.setdefault(sheet.form, len(self.forms))
        position = order(sheet.kinds)
        for path in values:
            self.columns.setdefault(path, (form, *position(path)))
        sheet_id = None if sheet.sheet_id == NO_ID else sheet.sheet_id
        about = [str(file), sheet.form, sheet.version, sheet.language, sheet_id]
        about.append(beside_cell(sheet) or None)
        self.beside = self.beside or bool(sheet.beside)
        self.rows.append(zlib.compress(pickle.dumps((about, values)), 1))  # dates are no JSON
        return b""

    def _check(self, sheet: Read, values: Mapping[str, Any]) -> None:
        """Check that `batch`, or a spreadsheet program, still takes the table with these values."""
        if len(values) > PDF_ANSWERS:
            what = PhraseTemplate(
                "holds {count:,} answers; at most {limit:,} go into a row: read it alone, as JSON"
            )
            raise PdfError(what.phrase(count=len(values), limit=PDF_ANSWERS))
        if len(ABOUT) + len(self.columns.keys() | values.keys()) > TABLE_COLUMNS:
            what = PhraseTemplate(
                "has answers that would make the table wider than {limit:,} columns: "
                "read it alone, as JSON"
            )
            raise PdfError(what.phrase(limit=TABLE_COLUMNS))
        if len(table_writing.csv_line(values.values())) + TABLE_COLUMNS > TABLE_ROW_LETTERS:
            what = PhraseTemplate(
                "holds more letters than a row of a table, {limit:,}: read it alone, as JSON"
            )
            raise PdfError(what.phrase(limit=TABLE_ROW_LETTERS))
        if self.words:
            _check_cells(sheet, values)

    def end(self) -> Iterator[bytes]:
        """The whole table: the columns of the first form, then those that each other form adds."""
        paths = sorted(self.columns, key=lambda path: (*self.columns[path], path))
        names = ABOUT if self.beside else ABOUT[:-1]
        about = [f"{name} of the sheet" if name in self.columns else name for name in names]
        headings, rows = [*about, *paths], self._unpacked(paths)
        if self.words:
            yield table_writing.xlsx_table(headings, rows)
        else:
            yield from table_writing.csv_table(headings, rows, mark=self.mark)

    def _unpacked(self, paths: list[str]) -> Iterator[list[Any]]:
        for row in self.rows:
            about, values = pickle.loads(zlib.decompress(row))
            shown = about if self.beside else about[:-1]
            yield [*shown, *map(values.get, paths)]


def _cells(words: PeopleWords, sheet: Read, values: Mapping[str, Any]) -> dict[str, Any]:
    """The answers of a sheet as people write them into cells."""
    cells = words.cells(sheet.form, sheet.language, sheet.drawn.get("look_name", ""))
    return {
        path: cells.cell(path, value, sheet.kinds.get(without_positions(path)))
        for path, value in values.items()
    }


def _check_cells(sheet: Read, values: Mapping[str, Any]) -> None:
    """Check that every value fits into a cell of a spreadsheet. Raises PdfError."""
    for path, value in values.items():
        if not table_writing.fits(value):
            what = PhraseTemplate(
                "{path} is longer than a spreadsheet's cell holds, {limit:,} letters: write CSV"
            )
            question = question_or_path(path, sheet.form, sheet.language)
            raise PdfError(what.phrase(path=question, limit=table_writing.XLSX_LETTERS))
