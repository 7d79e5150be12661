"""A row of a table, and what every reader of rows shares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..model.limits import TABLE_ROW_LETTERS
from ..model.messages import Message


@dataclass(frozen=True)
class Row:
    """A row of a table: `number` as the spreadsheet shows it, its cells by column, and what is wrong with it as a row."""

    number: int
    cells: Sequence[Any] = field(repr=False)
    faults: tuple[Message, ...] = ()  # `where` is the column, or nothing


class RowReader:
    """`name`: of the sheet that is read. `left`: how many empty columns of it come before the first."""

    name = ""
    left = 0


def read_lines(file: Any, most: int = TABLE_ROW_LETTERS) -> Iterator[Any]:
    """The lines of a file; of one that is too long only a first part, which is still too long."""
    while line := file.readline(most + 1):
        yield line
        while len(line) > most and line[-1:] not in ("\n", "\r", b"\n"):
            line = file.readline(most + 1)
