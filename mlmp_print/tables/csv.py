"""Reads a table from CSV: its encoding, its separator, its quotation marks."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Any

from ..model.errors import AnswersError
from ..model.limits import TABLE_CELL_LETTERS, TABLE_ROW_LETTERS
from ..model.messages import NOWHERE, Message, Where
from .row import Row, RowReader, read_lines

DELIMITERS = ";,\t"
ERROR = re.compile(r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|I/T|REFERENCE!|VÆRDI!|NAVN\?)\Z")
GUARDED = re.compile(rf"'+([=+\-@\t\r\n]|{ERROR.pattern})")


class BrokenCell(str):
    """A cell in which a formula failed. It is written again as it is: an answer of the same letters would be guarded."""

    __slots__ = ()


class CsvReader(RowReader):
    """`;`, `,` or tab decided from the line of headings; a `sep=` line before it, which Excel does not count, is obeyed."""

    @classmethod
    def headers(cls, path: Path) -> list[str]:
        return [
            _unguarded(cell.strip()) for cell in next((cells for _, cells in cls.records(path)), [])
        ]

    @classmethod
    def rows(cls, path: Path, headers: Sequence[str]) -> Iterator[Row]:
        for number, cells in cls.records(path):
            if number == 1 or not cells:
                continue
            faults = []
            if len(cells) != len(headers) and any(cells[len(headers) :] or cells):
                faults.append(
                    Message(
                        NOWHERE,
                        f"has {len(cells)} cells; the table has {len(headers)} columns",
                        "Look for a missing or an extra separator",
                    )
                )
            faults += [
                Message(Where(column=header), "holds a control character", "Take it out")
                for header, cell in zip(headers, cells, strict=False)
                if "\0" in cell
            ]
            faults += _broken(headers, cells)
            yield Row(number, [_unguarded(cell) for cell in cells], tuple(faults))

    @staticmethod
    def records(path: Path) -> Iterator[tuple[int, list[str]]]:
        with path.open(encoding=_encoding(path), newline="") as file:
            lines = read_lines(file)
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
                    raise AnswersError(
                        [_quote_fault(path, delimiter, seen, number, before + 1, str(error))]
                    ) from None
                before = reader.line_num
                yield number, cells


def _unguarded(cell: Any) -> Any:
    """A cell without what `csv_line` writes before what a spreadsheet would take for a formula, and this program for a formula's error."""
    if isinstance(cell, str) and cell[:1] == "#" and ERROR.match(cell):
        return BrokenCell(cell)
    return cell[1:] if isinstance(cell, str) and cell[:1] == "'" and GUARDED.match(cell) else cell


def _broken(headers: Sequence[str], cells: Sequence[Any]) -> Iterator[Message]:
    """The cells in which a formula failed. (In an XLSX, calamine shows them as empty.)"""
    for header, cell in zip(headers, cells, strict=False):
        if isinstance(cell, str) and cell.startswith("#") and ERROR.match(cell):
            yield Message(
                Where(column=header), "is a formula's error", "Mend the formula in the spreadsheet"
            )


def _quote_fault(
    path: Path, delimiter: str, lines: Sequence[str], number: int, line: int, error: str
) -> Message:
    """What broke a record: the column is found by reading as far as its first line goes."""
    if "row limit" in error:
        return Message(
            Where(file=str(path), row=number, line=line),
            f"is longer than {TABLE_ROW_LETTERS:,} letters",
            "A quotation mark that is never closed does that",
        )
    cells: list[str] = []
    with suppress(csv.Error):
        cells = next(csv.reader(lines[:1], delimiter=delimiter))
    where = Where(str(path), row=number, line=line, column_number=max(1, len(cells)))
    if "limit" in error:
        return Message(
            where,
            f"a cell is longer than {TABLE_CELL_LETTERS:,} letters",
            "A quotation mark that is never closed does that",
        )
    if "end of data" in error:
        return Message(
            where, "a quotation mark is opened and never closed", "Close it, or take it out"
        )
    return Message(
        Where(file=str(path), row=number, line=line),
        "something follows a closing quotation mark",
        "Write a quotation mark within a cell twice",
    )


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(3)
    marked = (
        "utf-16"
        if start[:2] in (b"\xff\xfe", b"\xfe\xff")
        else "utf-8-sig"
        if start == b"\xef\xbb\xbf"
        else ""
    )
    for encoding in [marked] if marked else ["utf-8", "cp1252"]:
        with suppress(UnicodeDecodeError), path.open(encoding=encoding, newline="") as text:
            while text.read(2**20):
                pass
            return encoding
    raise AnswersError(
        [
            Message(
                Where(file=str(path)),
                "is neither UTF-8, UTF-16 nor Windows-1252",
                "Save the table again as “CSV UTF-8”",
            )
        ]
    )


def _delimiter(line: str) -> str:
    outside = re.sub(r'"[^"]*"', "", line)
    return max(DELIMITERS, key=outside.count)
