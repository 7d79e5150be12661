"""Read a table from CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain, count

from ..model.errors import AnswersError
from ..model.limits import TABLE_CELL_LETTERS, TABLE_ROW_LETTERS
from ..model.messages import NOWHERE, Message, Where
from ..model.phrases import Phrase
from .dialect import declared_delimiter, find_delimiter, find_encoding
from .formulas import failed_formulas, unguard
from .row import Row, RowReader, read_lines
from .table_file import TableFile


class CsvReader(RowReader):
    """Reads CSV in the encodings and with the delimiters that spreadsheets write.

    Excel does not count a `sep=` line as a row, and neither does this.
    """

    def headers(self, file: TableFile) -> list[str]:
        """Read the first row."""
        _, cells = next(self.records(file), (0, []))
        return [unguard(cell.strip()) for cell in cells]

    def rows(self, file: TableFile, headers: Sequence[str]) -> Iterator[Row]:
        """Read the rows below the headings, each with what is wrong with its cells."""
        for number, cells in self.records(file):
            if number == 1 or not cells:
                continue
            faults = [
                *_miscounted_cells(headers, cells),
                *_control_characters(headers, cells),
                *failed_formulas(headers, cells),
            ]
            yield Row(number, [unguard(cell) for cell in cells], tuple(faults))

    def records(self, file: TableFile) -> Iterator[tuple[int, list[str]]]:
        """Yield the number and the cells of every row, headings and empty rows included."""
        with file.open_text(find_encoding(file)) as text:
            lines = read_lines(text)
            first = next(lines, "")
            delimiter = declared_delimiter(first)
            if not delimiter:
                delimiter = find_delimiter(first)
                lines = chain([first], lines)
            yield from _records(file.label, lines, delimiter)


class _LongRecordError(csv.Error):
    """A record has more letters than a row may have."""


class _RecordLines:
    """Hands lines to `csv.reader`, and keeps those of the record that is being read.

    `csv.reader` limits a cell only. Here the whole record is limited, since one that has very many
    cells would fill the memory.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self.record: list[str] = []  # the caller clears it after each record
        self._lines = lines

    def __iter__(self) -> Iterator[str]:
        letters = 0
        for line in self._lines:
            letters = letters + len(line) if self.record else len(line)
            if letters > TABLE_ROW_LETTERS:
                raise _LongRecordError
            self.record.append(line)
            yield line


def _records(label: str, lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(TABLE_CELL_LETTERS)
    source = _RecordLines(lines)
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    for number in count(1):
        source.record.clear()
        where = Where(file=label, row=number, line=reader.line_num + 1)
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            column = _broken_column(source.record, delimiter)
            raise AnswersError([_record_fault(error, where, column)]) from None
        yield number, cells


def _broken_column(record: Sequence[str], delimiter: str) -> int:
    """Return the column, from 1, in which the first line of a broken record ends.

    Only a cell with a quotation mark goes on in another line, so the mistake begins there.
    """
    cells: list[str] = []
    with suppress(csv.Error):
        cells = next(csv.reader(record[:1], delimiter=delimiter), [])
    return max(1, len(cells))


def _record_fault(error: csv.Error, where: Where, column: int) -> Message:
    """Say what broke a record. `csv.Error` tells its causes apart by their texts only."""
    remedy = Phrase("A quotation mark that is never closed does that")
    if isinstance(error, _LongRecordError):
        what = Phrase("is longer than {limit:,} letters", limit=TABLE_ROW_LETTERS)
        return Message(where, what, remedy)
    cell = Where(where.file, row=where.row, line=where.line, column_number=column)
    if "limit" in str(error):
        what = Phrase("a cell is longer than {limit:,} letters", limit=TABLE_CELL_LETTERS)
        return Message(cell, what, remedy)
    if "end of data" in str(error):
        opened = Phrase("a quotation mark is opened and never closed")
        return Message(cell, opened, Phrase("Close it, or delete it"))
    remedy = Phrase("Write a quotation mark within a cell twice")
    return Message(where, Phrase("something follows a closing quotation mark"), remedy)


def _miscounted_cells(headers: Sequence[str], cells: Sequence[str]) -> Iterator[Message]:
    """Yield an error for a row with too many or too few cells, unless the row is empty.

    Empty cells after the last column are no error: spreadsheets write them.
    """
    remedy = Phrase("Look for a missing or an extra separator")
    counts = {"cells": len(cells), "columns": len(headers)}
    if len(cells) < len(headers) and any(cells):
        what = Phrase("has too few cells: {cells:,} instead of {columns:,}", **counts)
        yield Message(NOWHERE, what, remedy)
    if any(cells[len(headers) :]):
        what = Phrase("has too many cells: {cells:,} instead of {columns:,}", **counts)
        yield Message(NOWHERE, what, remedy)


def _control_characters(headers: Sequence[str], cells: Sequence[str]) -> Iterator[Message]:
    for header, cell in zip(headers, cells, strict=False):
        if "\0" in cell:
            where = Where(column=header)
            yield Message(where, Phrase("holds a control character"), Phrase("Delete it"))
