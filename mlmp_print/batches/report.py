"""What a batch did, in numbers and messages, and the report of every message."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..model.limits import FAULTS_SHOWN, FAULTS_TRIED
from ..model.messages import Message, Weight
from ..model.phrases import Phrase, PhraseTemplate, translated
from ..tables.people import Person
from ..tables.write import CsvWriter
from .journal import Journal
from .options import BatchOptions

HEADINGS = ("row", "column", "path", "message")


@dataclass
class Outcome:
    """What a batch did.

    The first troubles and notes are kept; the report has all of them. Without a report, a dry run
    and a batch that hands its files to a function keep many more.

    Attributes:
        written: How many files were written; in a dry run, how many would be.
        skipped: How many files were there already.
        failed: How many people failed.
        people: How many people are done.
        pages: How many pages the print job has.
        trouble_count: How many errors there were.
        note_count: How many notes there were, without the following.
        fit_count: How many texts are set smaller to fit.
        troubles: The first errors.
        notes: The weightiest notes, and of these the first.
        failed_rows: Where the rows that failed are: a file, or its name in the zip.
    """

    written: int = 0
    skipped: int = 0
    failed: int = 0
    people: int = 0
    pages: int = 0
    trouble_count: int = 0
    note_count: int = 0
    fit_count: int = 0
    troubles: list[Message] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    failed_rows: Path | None = None

    def summary(self, *, dry_run: bool = False) -> Phrase:
        """Return the outcome in a line.

        >>> Outcome(written=3, skipped=2, failed=1).summary()
        '3 filled, 2 there already, 1 not.'
        """
        return Phrase("{parts}.", parts=list(self._parts(dry_run=dry_run)))

    def _parts(self, *, dry_run: bool) -> Iterator[Phrase]:
        if (self.written or self.skipped or not self.pages) and dry_run:
            yield Phrase("{count} would be filled", count=self.written)
        elif self.written or self.skipped or not self.pages:
            yield Phrase("{count} filled", count=self.written)
        if self.skipped:
            yield Phrase("{count} there already", count=self.skipped)
        if self.pages:
            what = PhraseTemplate("{people} in the print job, {pages} pages")
            yield what.phrase(people=self.people, pages=self.pages)
        if self.failed and self.failed_rows:
            yield Phrase("{count} not: see {file}", count=self.failed, file=self.failed_rows)
        elif self.failed:
            yield Phrase("{count} not", count=self.failed)


def _table(options: BatchOptions) -> CsvWriter | None:
    if options.report is None:
        return None
    return CsvWriter(options.report, HEADINGS, was_free=options.report in options.free_names)


class Report:
    """Counts what a batch does in an `Outcome`, and writes every message into a table."""

    def __init__(self, options: BatchOptions) -> None:
        """Begin the table, if there is to be one. Raises OutputError."""
        self.outcome = Outcome()
        told_here_only = options.take_file is not None and not options.report
        self._most = FAULTS_TRIED if options.dry_run or told_here_only else FAULTS_SHOWN
        self._table = _table(options)

    def note(self, message: Message) -> None:
        """Report a note. Raises OutputError."""
        self._write(message)
        if message.weight is Weight.FIT:
            self.outcome.fit_count += 1
            return
        self.outcome.note_count += 1
        notes = self.outcome.notes
        if len(notes) < FAULTS_SHOWN or message.weight > notes[-1].weight:
            insort(notes, message, key=lambda note: -note.weight)  # after those of its weight
            del notes[FAULTS_SHOWN:]

    def fail(self, person: Person) -> None:
        """Report a person's errors. Raises OutputError."""
        outcome, troubles = self.outcome, person.troubles
        outcome.failed += 1
        outcome.trouble_count += len(troubles)
        outcome.troubles += troubles[: max(0, self._most - len(outcome.troubles))]
        for message in troubles:
            self._write(message)

    def _write(self, message: Message) -> None:
        if self._table:
            where = message.where
            column, path = translated(where.column), translated(where.path)
            self._table.add([where.row or "", column, path, message.reported])

    def close(self, journal: Journal | None) -> None:
        """Give the table its name, once the journal knows it. Raises OutputError."""
        if self._table:
            if journal:
                journal.add_list(self._table.sha256)
            self._table.close()

    @property
    def sha256(self) -> str:
        """The hash of the table; "" without one."""
        return self._table.sha256 if self._table else ""
