"""Rows of a table with cells that somebody has mended since, and without rows that are done.

The file stays as it is: where a person mends a cell on the screen, nobody saves the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from .heading_rows import Headings
from .known_columns import KnownColumns
from .row import Row, RowReader
from .table_file import TableFile
from .table_part import TablePart


@dataclass(frozen=True)
class Mends:
    """What is otherwise than in the file.

    Attributes:
        cells: Number of a row → heading → what stands there now.
        left_out: The numbers of rows that are passed over.
    """

    cells: Mapping[int, Mapping[str, Any]] = field(default_factory=dict, repr=False)
    left_out: frozenset[int] = frozenset()

    def row(self, row: Row, headers: Sequence[str]) -> Row:
        """Return a row as it is now.

        What was wrong with a cell that is mended goes. A row with too few or too many cells stays
        wrong: nobody knows which cell is which.

        >>> mends = Mends({3: {"Navn": "Åse"}})
        >>> mends.row(Row(3, ["Aase", 2]), ["Navn", "Score nu 1"]).cells
        ['Åse', 2]
        """
        cells = self.cells.get(row.number)
        if not cells:
            return row
        now = [
            cells.get(header, cell) for header, cell in zip(headers, row.cells, strict=False)
        ] + list(row.cells[len(headers) :])
        faults = tuple(fault for fault in row.faults if fault.where.column not in cells)
        shown = tuple(cell for cell in row.shown if cell[0] not in cells)
        return replace(row, cells=now, faults=faults, shown=shown)


class MendedRows(RowReader):
    """Reads what another reader reads, with the mends."""

    def __init__(self, reader: RowReader, mends: Mends) -> None:
        self._reader, self._mends = reader, mends
        self._take_over()

    def _take_over(self) -> None:
        reader = self._reader
        self.name, self.is_one_of_several = reader.name, reader.is_one_of_several
        self.left, self.last_heading = reader.left, reader.last_heading
        self.hidden_rows, self.hidden_columns = reader.hidden_rows, reader.hidden_columns
        self.notes = reader.notes

    def headings(self, file: TableFile, part: TablePart, known: KnownColumns | None) -> Headings:
        """Find the headings as the other reader does."""
        found = self._reader.headings(file, part, known)
        self._take_over()
        return found

    def rows(self, file: TableFile, headers: Sequence[str]) -> Iterator[Row]:
        """Read the rows as they are now."""
        for row in self._reader.rows(file, headers):
            if row.number not in self._mends.left_out:
                yield self._mends.row(row, headers)
