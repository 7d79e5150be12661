"""Rows of a table, and the shape that all readers of rows have."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO, Any, AnyStr

from ..model.limits import TABLE_ROW_LETTERS
from ..model.messages import Message
from .heading_rows import Headings
from .known_columns import KnownColumns
from .table_file import TableFile
from .table_part import TablePart

_LINE_ENDS = ("\n", "\r", b"\n")


@dataclass(frozen=True)
class Row:
    """One row of a table.

    Attributes:
        number: The row's number as a spreadsheet shows it; in JSON the place in the list, or line.
        cells: The cells by column. They hold answers, so no message or log shows them.
        faults: What is wrong with the row itself; `where` is the column, if it is one column's.
        shown: The headings of cells that show something else than they hold, each with how.
    """

    number: int
    cells: Sequence[Any] = field(repr=False)
    faults: tuple[Message, ...] = ()
    shown: tuple[tuple[str, str], ...] = ()


class RowReader(ABC):
    """Reads the rows of one file format.

    Attributes:
        name: The name of the sheet that is read, in a workbook.
        is_one_of_several: Whether the workbook has other sheets with something in them.
        left: The number of empty columns to the left of the sheet's first column.
        last_heading: The number of the last row of headings.
        hidden_rows, hidden_columns: The numbers of those that a spreadsheet hides.
        notes: What is said of the parts of the file that are not read.
    """

    name = ""
    is_one_of_several = False
    left = 0
    last_heading = 1
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    notes: Sequence[Message] = ()

    @abstractmethod
    def headings(self, file: TableFile, part: TablePart, known: KnownColumns | None) -> Headings:
        """Find the headings of the columns.

        Args:
            file: The file.
            part: Which part of it is read, as the user says.
            known: The headings that the forms know; without them, the first row is it.

        Raises:
            UsageError: The file has no such part.
            AnswersError: It is no such file, or it cannot be told where its headings are.
        """

    @abstractmethod
    def rows(self, file: TableFile, headers: Sequence[str]) -> Iterator[Row]:
        """Read the rows below the headings. Raises AnswersError where the rest is unreadable."""


def read_lines(file: IO[AnyStr], limit: int = TABLE_ROW_LETTERS) -> Iterator[AnyStr]:
    """Yield the lines of a file without ever holding more than a limit of one line.

    Of a longer line only its start is yielded. That start is over the limit, so that the caller
    refuses the line without reading all of it.
    """
    while line := file.readline(limit + 1):
        yield line
        while len(line) > limit and line[-1:] not in _LINE_ENDS:
            line = file.readline(limit + 1)
