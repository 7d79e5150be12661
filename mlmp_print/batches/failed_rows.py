"""The rows that failed: a table with the reason first, to be mended and run again. One that is not as a batch wrote it may be somebody's work."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from .. import files
from ..model.errors import OutputError
from ..tables.people import Person
from ..tables.table import WHY
from ..tables.write import CsvWriter
from .journal import Journal
from .plan import BatchOptions


class FailedRows:
    """The list of them: there only if a row failed, and one that an earlier batch into the folder wrote is taken away if none does."""

    def __init__(
        self,
        asked: BatchOptions,
        headers: Sequence[str],
        inputs: Sequence[Path],
        journal: Journal | None,
    ) -> None:
        self.asked, self.path, self.inputs, self.journal = asked, asked.failed_rows, inputs, journal
        self.why_at = headers.index(WHY) if WHY in headers else None
        self.headings = [WHY, *(header for header in headers if header != WHY)]
        self.out: CsvWriter | None = None

    @property
    def sha256(self) -> str:
        """The hash of the list that is there, if a batch into this folder wrote it; else ""."""
        with suppress(OSError):
            found = hashlib.sha256(self.path.read_bytes()).hexdigest()
            return found if self.journal and found in self.journal.lists else ""
        return ""

    @property
    def stays(self) -> bool:
        """Whether there is one that may not be written over."""
        try:
            self.refuse()
        except OutputError:
            return True
        return False

    def refuse(self) -> None:
        """Raises OutputError if there is one that may not be written over."""
        ours = bool(self.sha256)
        hint = (
            ""
            if self.journal is None
            else "--resume adds what is missing. "
            if ours
            else "To mend it, run a copy of it, called otherwise. "
        )
        instead = "another folder with -o" if self.asked.folder else "another name with --print"
        files.refuse(
            self.path,
            self.inputs,
            force=self.asked.force or (self.asked.resume and ours),
            instead=instead,
            hint=hint,
        )

    def add(self, member: Person) -> None:
        """All rows of one person, each with what is wrong with it. Raises OutputError."""
        if self.out is None:
            self.refuse()
            self.out = CsvWriter(self.path, self.headings)
        for row in member.rows:
            own = [
                f"{trouble.where.column}: {trouble.sentence}"
                if trouble.where.column
                else trouble.sentence
                for trouble in member.troubles
                if trouble.where.row == row.number
            ]
            other = f"row {member.troubles[0].where.row}, which is of the same person, has a fault"
            cells = [cell for at, cell in enumerate(row.cells) if at != self.why_at]
            self.out.add(
                [" ".join(own) or other, *cells]
            )  # why comes first, so that a row with too few or too many cells is still one when it is read again

    def close(self, *, all_done: bool) -> None:
        """Give the list its name; or take an older one away, if all rows were tried and none failed. Raises OutputError."""
        if self.out:
            if self.journal:
                self.journal.add_list(self.out.sha256)
            self.out.close()
        elif (
            all_done
            and (self.asked.resume or self.asked.force)
            and self.sha256
            and not any(map(self.path.samefile, self.inputs))
        ):
            try:
                self.path.unlink()
            except OSError as error:
                raise OutputError(f"{self.path}: cannot be taken away: {error.strerror}") from None
