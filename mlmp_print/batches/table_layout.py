"""The answers of many files as one table: CSV for programs, or a spreadsheet for people."""

from __future__ import annotations

import pickle
import secrets
import zlib
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..model.cells import fold
from ..model.errors import PdfError
from ..model.limits import PDF_ANSWERS, TABLE_COLUMNS, TABLE_ROW_LETTERS
from ..model.paths import order, without_positions
from ..model.phrases import PhraseTemplate
from ..reader.sheet import Read
from ..reader.sheet_questions import question_or_path
from ..tables import write as table_writing
from ..tables.people_cells import PeopleWords
from .sheet_rows import ReadFile, RowPart, RowShape, about_heading

Column = tuple[str, str]  # the form, if columns of different forms are kept apart, and the path
# Headings that a batch gives a meaning of their own.
_RESERVED = frozenset({"id", "form"})
_SPARSE = ("id", "row", "beside", "doubts")  # columns that are there only if something is in them
_JOINED = "; "  # between what several sheets of one row say about themselves


@dataclass
class _Row:
    """One row: what each of its sheets added, compressed; and its letters, at most."""

    parts: list[bytes] = field(default_factory=list)
    letters: int = 0


@dataclass(frozen=True)
class _FormWords:
    """The language and the look by which a form's headings are chosen: those of its first sheet."""

    number: int
    language: str | None
    look_name: str


class TableLayout:
    """A table of sheets of whatever forms. A spreadsheet has the names of the sheet for keys.

    Only after the last file is it known which columns the table needs. Until then the rows are
    kept, compressed.
    """

    def __init__(
        self,
        shape: RowShape,
        words: PeopleWords,
        *,
        spreadsheet: bool,
        mark: bool,
        headings: bool,
        shuffled: bool,
    ) -> None:
        """Begin a table.

        Args:
            shape: How sheets become rows.
            words: Those of the sheets.
            spreadsheet: Whether it is XLSX, with answers in words; else CSV.
            mark: Whether CSV begins with the mark by which Excel knows UTF-8.
            headings: Whether the headings are words of the sheets; else paths.
            shuffled: Whether the order of files and forms must not show.
        """
        self._shape, self._words = shape, words
        self._spreadsheet, self._mark = spreadsheet, mark
        self._in_words, self._shuffled = headings, shuffled
        self._rows: dict[Hashable, _Row] = {}
        self._forms: dict[str, _FormWords] = {}  # by name, as they come
        self._columns: dict[Column, dict[str, tuple[int, int, int]]] = {}  # → form → sort key
        self._used: set[str] = set()  # what is said about at least one sheet

    def add(self, read_file: ReadFile) -> bytes:
        """Keep the rows of one file; nothing is written yet.

        Raises:
            PdfError: They would spoil the table for all the others.
        """
        sheet = read_file.sheet
        parts = [self._in_cells(sheet, part) for part in self._shape.parts(read_file)]
        self._check(sheet, parts)
        look_name = sheet.drawn.get("look_name", "")
        self._forms.setdefault(sheet.form, _FormWords(len(self._forms), sheet.language, look_name))
        position = order(sheet.kinds)
        for part in parts:
            for name in part.columns.values():
                forms = self._columns.setdefault((part.of_form, name), {})
                forms.setdefault(sheet.form, position(name))
            self._used |= part.about.keys()
            self._keep(part)
        return b""

    def _in_cells(self, sheet: Read, part: RowPart) -> RowPart:
        """The answers of a row as people write them into cells, if the table is a spreadsheet."""
        if not self._spreadsheet:
            return part
        cells = self._words.cells(sheet.form, sheet.language, sheet.drawn.get("look_name", ""))
        values = {
            path: cells.cell(path, value, sheet.kinds.get(without_positions(path)))
            for path, value in part.values.items()
        }
        return RowPart(part.about, values, part.columns, part.of_form, part.row)

    def _keep(self, part: RowPart) -> None:
        row = self._rows.setdefault(len(self._rows) if part.row is None else part.row, _Row())
        values = {name: part.values[path] for path, name in part.columns.items()}
        about = [part.about.get(name) for name in self._shape.about]
        if part.row is not None:  # another sheet may add to it
            row.letters += _letters(part.values)
        # Dates are no JSON.
        row.parts.append(zlib.compress(pickle.dumps((about, part.of_form, values)), 1))

    def _check(self, sheet: Read, parts: list[RowPart]) -> None:
        """Check that `batch`, or a spreadsheet program, still takes the table with these rows."""
        most = max((len(part.values) for part in parts), default=0)
        if most > PDF_ANSWERS:
            what = PhraseTemplate(
                "holds {count:,} answers; at most {limit:,} go into a row: read it alone, as JSON"
            )
            raise PdfError(what.phrase(count=most, limit=PDF_ANSWERS))
        columns = {(part.of_form, name) for part in parts for name in part.columns.values()}
        if len(self._shape.about) + len(self._columns.keys() | columns) > TABLE_COLUMNS:
            what = PhraseTemplate(
                "has answers that would make the table wider than {limit:,} columns: "
                "read it alone, as JSON"
            )
            raise PdfError(what.phrase(limit=TABLE_COLUMNS))
        for part in parts:
            earlier = self._rows.get(part.row) if part.row is not None else None
            letters = _letters(part.values) + (earlier.letters if earlier else 0)
            if letters + TABLE_COLUMNS > TABLE_ROW_LETTERS:
                what = PhraseTemplate(
                    "holds more letters than a row of a table, {limit:,}: read it alone, as JSON"
                )
                raise PdfError(what.phrase(limit=TABLE_ROW_LETTERS))
            if self._spreadsheet:
                _check_cells(sheet, part.values)

    # The whole table

    def end(self) -> Iterator[bytes]:
        """The whole table: the columns of the first form, then those that each other form adds."""
        headings, rows = self.cells()
        if self._spreadsheet:
            yield table_writing.xlsx_table(headings, rows)
        else:
            yield from table_writing.csv_table(headings, rows, mark=self._mark)

    def cells(self) -> tuple[list[str], Iterator[list[Any]]]:
        """Return the headings of the whole table, and its rows."""
        about, columns = self._ordered()
        return self._headings(about, columns), self._unpacked(about, columns)

    def paths(self) -> tuple[list[str], list[str]]:
        """Return what the columns of `cells` hold: what is said about sheets, then the paths."""
        about, columns = self._ordered()
        return about, [path for _, path in columns]

    def _ordered(self) -> tuple[list[str], list[Column]]:
        columns = sorted(self._columns, key=self._sort_key)
        about = [name for name in self._shape.about if name not in _SPARSE or name in self._used]
        return about, columns

    def _sort_key(self, column: Column) -> tuple[Any, ...]:
        form, position = next(iter(self._columns[column].items()))
        if self._shuffled:  # which form came first must not show
            form, position = min(self._columns[column].items())
            return form, *position, column
        return self._forms[form].number, *position, column

    def _headings(self, about: list[str], columns: list[Column]) -> list[str]:
        """The headings of a table, no two of them alike."""
        several = len({form for form, _ in columns}) > 1
        keys = [f"{form}.{path}" if several else path for form, path in columns]
        said = [about_heading(name, keys) for name in about]
        if not self._in_words:
            return [*said, *keys]
        words = [self._heading(column, several=several) for column in columns]
        return [*said, *_unlike(words, keys, {*map(fold, said), *_RESERVED})]

    def _heading(self, column: Column, *, several: bool) -> str:
        """A heading in the words of the sheets; "" where forms have different words."""
        _, path = column
        found = set()
        for form in self._columns[column]:
            words = self._forms[form]
            headings = self._words.headings(
                form, words.language, words.look_name, grouped=self._shape.grouped
            )
            heading = headings.get(path, "")
            found.add(f"{self._form_name(form)}: {heading}" if several and heading else heading)
        return found.pop() if len(found) == 1 else ""

    def _form_name(self, form: str) -> str:
        words = self._forms[form]
        return self._words.form_name(form, words.language, words.look_name)

    def _unpacked(self, about: list[str], columns: list[Column]) -> Iterator[list[Any]]:
        rows = list(self._rows.values())
        if self._shuffled:
            secrets.SystemRandom().shuffle(rows)
        for row in rows:
            said: dict[str, list[Any]] = {name: [] for name in self._shape.about}
            values: dict[Column, Any] = {}
            for part in row.parts:
                cells, form, answers = pickle.loads(zlib.decompress(part))
                for name, cell in zip(self._shape.about, cells, strict=True):
                    if cell is not None and cell not in said[name]:
                        said[name].append(cell)
                values.update({(form, path): value for path, value in answers.items()})
            yield [*(_joined(name, said[name]) for name in about), *map(values.get, columns)]


def _joined(name: str, cells: list[Any]) -> Any:
    """What all sheets of a row say: one value as it is, several as a text."""
    if len(cells) < 2:
        return cells[0] if cells else None
    return ("\n" if name == "beside" else _JOINED).join(map(str, cells))


def _unlike(words: list[str], keys: list[str], taken: set[str]) -> list[str]:
    """Headings in words, but the key wherever two would be alike for a reader of tables."""
    chosen = [word or key for word, key in zip(words, keys, strict=True)]
    while True:
        seen: dict[str, int] = dict.fromkeys(taken, 1)
        for heading in chosen:
            seen[fold(heading)] = seen.get(fold(heading), 0) + 1
        unlike = [
            key if seen[fold(heading)] > 1 else heading
            for heading, key in zip(chosen, keys, strict=True)
        ]
        if unlike == chosen:
            return chosen
        chosen = unlike


def _letters(values: Mapping[str, Any]) -> int:
    return len(table_writing.csv_line(values.values()))


def _check_cells(sheet: Read, values: Mapping[str, Any]) -> None:
    """Check that every value fits into a cell of a spreadsheet. Raises PdfError."""
    for path, value in values.items():
        if not table_writing.fits(value):
            what = PhraseTemplate(
                "{path} is longer than a spreadsheet's cell holds, {limit:,} letters: write CSV"
            )
            question = question_or_path(path, sheet.form, sheet.language)
            raise PdfError(what.phrase(path=question, limit=table_writing.XLSX_LETTERS))
