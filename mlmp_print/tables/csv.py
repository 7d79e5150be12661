"""Read a table from CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain, count, islice

from ..model.errors import AnswersError
from ..model.limits import (
    TABLE_CELL_LETTERS,
    TABLE_HEADING_SEARCH,
    TABLE_ROW_LETTERS,
)
from ..model.messages import NOWHERE, Message, Where
from ..model.phrases import Phrase
from .damaged_text import LOST_LETTER
from .dialect import declared_delimiter, is_row, likely_delimiters
from .encoding import BAD_BYTES, MARKING, Encoding, find_encoding
from .formulas import GUARD, failed_formulas, quoted_text, unguard, unsolved_formulas
from .heading_rows import WHY, Headings, TopRow, find_headings
from .known_columns import KnownColumns
from .row import Row, RowReader, read_lines
from .table_file import TableFile
from .table_part import TablePart

# A row without them has no control character, and nothing is guarded, a formula or several lines.
_RARE = ("\0", "#", GUARD, "=", "\n", "\r")
_FEWEST_BESIDE = 2  # columns beside one; of one separator a line may be by chance
_ENOUGH = 2  # questions that the headings name, so that no other delimiter is tried


class CsvReader(RowReader):
    """Reads CSV in the encodings and with the delimiters that spreadsheets write.

    Excel does not count a `sep=` line as a row, and neither does this.
    """

    encoding = Encoding("utf-8")
    delimiter = ""

    def headings(self, file: TableFile, part: TablePart, known: KnownColumns | None) -> Headings:
        """Find the encoding, the delimiter and the headings.

        The delimiter is the likeliest by the first line, unless the forms know more of the headings
        with another one: a title above them may have commas.
        """
        self.encoding = find_encoding(file)
        lines = self._first_lines(file)
        declared = declared_delimiter(lines[0]) if lines else ""
        first, *others = [declared] if declared else likely_delimiters(lines)
        tops = list(self._tops(file, first, part.heading_row))
        if tops and tops[0].cells[0] == WHY:  # our own list, of whatever part its rows were
            part = TablePart()
        part.refuse_in(file.label, row_numbers=True)
        best = find_headings(file.label, tops, known, part.heading_row)
        self.delimiter = first
        for delimiter in others if best.count < _ENOUGH and known else ():
            with suppress(AnswersError):  # of a delimiter that is none
                tops = list(self._tops(file, delimiter, part.heading_row))
                found = find_headings(file.label, tops, known, part.heading_row)
                if found.count > best.count:
                    best, self.delimiter = found, delimiter
        self.last_heading = best.last
        self.notes = list(best.notes())
        return best

    def _first_lines(self, file: TableFile) -> list[str]:
        with file.open_text(*self.encoding) as text:
            return list(islice(read_lines(text), TABLE_HEADING_SEARCH))

    def _tops(self, file: TableFile, delimiter: str, last_row: int) -> Iterator[TopRow]:
        """Yield the first rows with something in them, at least down to a given one."""
        found = 0
        for number, cells in self.records(file, delimiter):
            texts = [unguard(quoted_text(cell.strip())) for cell in cells]
            if any(texts):
                found += 1
                yield TopRow(number, texts)
            if found >= TABLE_HEADING_SEARCH and number >= last_row:
                return

    def rows(self, file: TableFile, headers: Sequence[str]) -> Iterator[Row]:
        """Read the rows below the headings, each with what is wrong with its cells."""
        for number, cells in self.records(file, self.delimiter):
            if number <= self.last_heading or not cells:
                continue
            faults = [*_miscounted_cells(headers, cells)]
            text = "".join(cells)
            if not any(sign in text for sign in _RARE):  # to look at every cell takes much longer
                yield Row(number, cells, tuple(faults))
                continue
            faults += _control_characters(headers, cells)
            faults += failed_formulas(headers, cells)
            faults += unsolved_formulas(headers, cells)
            faults += _swallowed_rows(headers, cells, self.delimiter)
            yield Row(number, [unguard(quoted_text(cell)) for cell in cells], tuple(faults))

    def records(self, file: TableFile, delimiter: str) -> Iterator[tuple[int, list[str]]]:
        """Yield the number and the cells of every row, headings and empty rows included."""
        with file.open_text(*self.encoding) as text:
            lines = read_lines(text)
            first = next(lines, "")
            number = 1
            if not declared_delimiter(first):
                lines = chain([first], lines)
            elif is_row(first):
                number = 2
            records = _records(file.label, lines, delimiter, number)
            if self.encoding.errors == MARKING:
                records = ((row, [_with_signs(cell) for cell in cells]) for row, cells in records)
            yield from records


def _with_signs(cell: str) -> str:
    """Return a cell with the sign for a lost letter in place of bad bytes, which can be written."""
    return cell.replace(BAD_BYTES, LOST_LETTER)


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


def _records(
    label: str, lines: Iterable[str], delimiter: str, first: int
) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(TABLE_CELL_LETTERS)
    source = _RecordLines(lines)
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    for number in count(first):
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


def _swallowed_rows(
    headers: Sequence[str], cells: Sequence[str], delimiter: str
) -> Iterator[Message]:
    """Yield an error for a cell that holds whole rows: a quotation mark was closed too late.

    Then as many delimiters stand in it as in those rows. In a text a space follows most of them.
    """
    beside = len(headers) - 1
    for header, cell in zip(headers, cells, strict=False):
        lines = len(cell.splitlines()) - 1
        if beside < _FEWEST_BESIDE or lines < 1 or cell.count(delimiter) != lines * beside:
            continue
        if f"{delimiter} " not in cell:
            what = Phrase("holds another row of the table: a quotation mark is closed too late")
            remedy = Phrase("Close it. If it is one answer, write a space behind its separators")
            yield Message(Where(column=header), what, remedy)
