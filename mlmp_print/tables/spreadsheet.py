"""A look into a spreadsheet from a process of its own, before it is opened in this one.

A workbook of a few kilobytes may say that its cells lie a billion rows apart, or unpack to more than there is memory. The library
that reads it then ends the whole process, which no `except` stops. So a process that may be lost opens it first, with limits on its
memory (not on Windows) and time.
"""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from ..model.cells import shown
from ..model.errors import AnswersError
from ..model.limits import TABLE_BYTES, TABLE_CELLS, TABLE_MEMORY, TABLE_SECONDS
from ..model.messages import Message, Where
from .formulas import failed_formulas, unguard
from .row import Row, RowReader

# Nothing of ours is imported there, so that it starts in no time.
_PROGRAM = """
import contextlib, sys
with contextlib.suppress(ImportError):
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]),) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[3]),) * 2)  # even if the first process is gone by then
import python_calamine
with python_calamine.CalamineWorkbook.from_path(sys.argv[1]) as book:
    sheets = (book.get_sheet_by_index(index) for index in range(len(book.sheet_names)))
    print(next((sheet.height * sheet.width for sheet in sheets if sheet.start is not None), 0))
"""


def look_into(path: Path) -> None:
    """Raises AnswersError for a file that is no spreadsheet, that cannot be opened within the limits, or whose cells span too large an area."""
    where = [entry for entry in sys.path if entry]
    command = [
        sys.executable,
        "-P",
        "-c",
        _PROGRAM,
        str(path.absolute()),
        str(TABLE_MEMORY),
        str(TABLE_SECONDS),
    ]
    try:
        told = subprocess.run(
            command,
            capture_output=True,
            timeout=TABLE_SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(where)},
        )
    except subprocess.TimeoutExpired:
        raise AnswersError(
            [
                Message(
                    Where(file=str(path)),
                    f"takes more than {TABLE_SECONDS} seconds to open",
                    "Save it as CSV",
                )
            ]
        ) from None
    if told.returncode:
        todo = f"Is it broken, has it a password, or does it need more than {TABLE_MEMORY // 2**20:,} MB? Save it as CSV"
        raise AnswersError(
            [Message(Where(file=str(path)), "is no spreadsheet that can be read", todo)]
        )
    cells = int(told.stdout or 0)
    if cells > TABLE_CELLS:
        what = f"has {cells:,} cells between its first and its last one; at most {TABLE_CELLS:,} are read"
        raise AnswersError(
            [Message(Where(file=str(path)), what, "Delete what stands far out, or save it as CSV")]
        )


def _unpacked(path: Path) -> int:
    """What a spreadsheet says how large it is; a broken archive is for its reader to refuse."""
    with (
        suppress(zipfile.BadZipFile, NotImplementedError, ValueError, EOFError),
        zipfile.ZipFile(path) as packed,
    ):
        return sum(part.file_size for part in packed.infolist())
    return path.stat().st_size


class SpreadsheetReader(RowReader):
    """The first sheet of a spreadsheet (XLSX, ODS, XLS) that has something in it."""

    def headers(self, path: Path) -> list[str]:
        size = _unpacked(path)
        if size > TABLE_BYTES:
            raise AnswersError(
                [
                    Message(
                        Where(file=str(path)),
                        f"is {size:,} bytes unpacked; at most {TABLE_BYTES:,} are read",
                        "Save it as CSV",
                    )
                ]
            )
        look_into(path)
        return [
            unguard(shown(cell).strip())
            for cell in next((cells for _, cells in self.records(path)), [])
        ]

    def rows(self, path: Path, headers: Sequence[str]) -> Iterator[Row]:
        for at, (number, cells) in enumerate(self.records(path)):
            if at:
                yield Row(
                    number,
                    [unguard(cell) for cell in cells],
                    tuple(failed_formulas(headers, cells)),
                )

    def records(self, path: Path) -> Iterator[tuple[int, list[Any]]]:
        import python_calamine as calamine

        try:
            with calamine.CalamineWorkbook.from_path(path) as book:
                sheets = (book.get_sheet_by_index(index) for index in range(len(book.sheet_names)))
                sheet = next((sheet for sheet in sheets if sheet.start is not None), None)
        except (calamine.CalamineError, OSError, ValueError):
            raise AnswersError(
                [
                    Message(
                        Where(file=str(path)),
                        "is no spreadsheet that can be read",
                        "Is it broken, or has it a password? Save it as CSV",
                    )
                ]
            ) from None
        if sheet and sheet.start:
            self.name, (top, self.left) = sheet.name, sheet.start
            for at, cells in enumerate(sheet.to_python(skip_empty_area=True)):
                yield top + at + 1, cells
