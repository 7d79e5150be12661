"""The rows that failed: a table with the reason first, to be put right and run again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from .. import files
from ..model.errors import OutputError, system_reason
from ..model.kinds import is_given_picture
from ..model.messages import NOTHING
from ..model.phrases import Phrase, PhraseTemplate, translated
from ..tables.heading_rows import WHY
from ..tables.people import Person
from ..tables.row import Row
from ..tables.write import CsvWriter, csv_table
from .journal import Journal
from .options import BatchOptions

PICTURE = "<picture>"  # no file is called so: who runs the row again is told


class FailedRows:
    """The table of the rows that failed. It exists only if one did.

    For a batch into a zip the rows are kept in memory, until `contents` puts them into the zip.

    One that an earlier batch into the folder wrote is removed if none failed now. One that is not
    as a batch wrote it may be somebody's work, and is kept.
    """

    def __init__(
        self,
        options: BatchOptions,
        headers: Sequence[str],
        inputs: Sequence[Path],
        journal: Journal | None,
    ) -> None:
        self.options, self.path = options, options.failed_rows
        self.inputs, self.journal = inputs, journal
        self.why_at = headers.index(WHY) if WHY in headers else None
        self.headings = [WHY, *(header for header in headers if header != WHY)]
        self.table: CsvWriter | None = None
        self.kept: list[list[Any]] = []

    @property
    def sha256(self) -> str:
        """The hash of the table that exists, if a batch into this folder wrote it; else ""."""
        with suppress(OSError):
            if self.path is None:
                return ""
            sha256 = hashlib.sha256(self.path.read_bytes()).hexdigest()
            return sha256 if self.journal and sha256 in self.journal.lists else ""
        return ""

    @property
    def blocked(self) -> bool:
        """Whether a table exists that may not be written over."""
        try:
            self.refuse()
        except OutputError:
            return True
        return False

    def refuse(self) -> None:
        """Raise OutputError if a table exists that may not be written over."""
        if self.path is None:
            return
        ours = bool(self.sha256)
        remedy, code = NOTHING, "exists"
        if ours:
            code = "exists-own"
        elif self.journal is not None:
            remedy = Phrase("To mend it, run a copy of it, called otherwise")
        files.refuse(
            self.path,
            self.inputs,
            force=self.options.force or (self.options.resume and ours),
            argument="folder" if self.options.folder else "print_job",
            code=code,
            remedy=remedy,
        )

    def add(self, person: Person) -> None:
        """Add all rows of one person, each with what is wrong with it. Raises OutputError."""
        for row in person.rows:
            # The reason comes first, so that a row with a cell too many or too few stays one.
            cells = [_written(cell) for at, cell in enumerate(row.cells) if at != self.why_at]
            self._add_line([self._reason(person, row), *cells])

    def _add_line(self, line: list[Any]) -> None:
        if self.path is None:
            self.kept.append(line)
            return
        if self.table is None:
            self.refuse()
            self.table = CsvWriter(self.path, self.headings)
        self.table.add(line)

    @property
    def contents(self) -> bytes:
        """The table of the rows that are kept in memory; b"" if there are none."""
        return b"".join(csv_table(self.headings, self.kept, mark=True)) if self.kept else b""

    def _reason(self, person: Person, row: Row) -> str:
        reasons = " ".join(_row_reasons(person, row))
        if reasons:
            return reasons
        faulty = person.troubles[0].where.row
        what = Phrase("row {row}, which is of the same person, has a fault", row=faulty)
        return translated(what)

    def close(self, *, complete: bool) -> None:
        """Give the table its name; if all rows were tried and none failed, remove an older one.

        Raises:
            OutputError: the system refuses.
        """
        if self.table:
            if self.journal:
                self.journal.add_list(self.table.sha256)
            self.table.close()
        elif complete and (self.options.resume or self.options.force):
            self._remove()

    def _remove(self) -> None:
        """Remove an older table, unless somebody has changed it or the batch is read from it."""
        if self.path is None or not self.sha256 or any(map(self.path.samefile, self.inputs)):
            return
        try:
            self.path.unlink()
        except OSError as error:
            text = PhraseTemplate("{path}: cannot be taken away: {reason}")
            raise OutputError(text.phrase(path=self.path, reason=system_reason(error))) from None


def _written(cell: Any) -> Any:
    """A cell as the table has it: a picture from memory is named so that nobody overlooks it."""
    in_memory = is_given_picture(cell) and not isinstance(cell, Path)
    return PICTURE if in_memory else cell


def _row_reasons(person: Person, row: Row) -> Iterator[str]:
    for message in person.troubles:
        where = message.where
        if where.row == row.number:
            column = translated(where.column)
            yield f"{column}: {message.sentence}" if column else message.sentence
