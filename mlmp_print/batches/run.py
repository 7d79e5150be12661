"""Run a batch: send people to the workers in chunks, and take the results in the table's order.

A row passes five classes on its way: `Row` (its cells) → `Person` (all rows of one) → `Item` (goes
to a worker) → `PersonAnswers` (to one form) → `Result` (comes back). Then the report counts it.

A few chunks are under way at a time, so that memory is flat. Only this process writes the journal,
the report and the print job, so that the result is the same whatever the number of workers.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, wait
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ..model.errors import MlmpError
from ..model.messages import Message, as_error
from ..model.phrases import Phrase
from ..tables.people import Person, sheet_names
from .failed_rows import FailedRows
from .file_messages import file_faults, file_notes
from .file_names import FileNames
from .fingerprints import InputFingerprints
from .options import FAILED_ROWS, BatchOptions
from .plan import Plan
from .printer import FilePrinter
from .recipients import Recipient
from .report import Outcome, Report
from .resume import OutputFolder
from .sheet_ids import SheetIds
from .work import Item, Result
from .workers import Submitter, chunk_size

if TYPE_CHECKING:
    from .job import Batch

PATIENCE = 10.0  # seconds that a failing batch waits for what its workers have begun

Chunk = Sequence[tuple[Person, Item]]


class Run:
    """A batch while it runs."""

    def __init__(
        self,
        batch: Batch,
        options: BatchOptions,
        submitter: Submitter,
        plan: Plan,
        sheet_ids: SheetIds,
        fingerprints: InputFingerprints | None,
    ) -> None:
        """Begin the files beside people's own; without fingerprints, the workers read the answers.

        Raises:
            OutputError: the system refuses.
        """
        self.batch, self.options, self.submitter = batch, options, submitter
        self.plan, self.sheet_ids, self.fingerprints = plan, sheet_ids, fingerprints
        path, headers = options.output_folder, batch.table.headers
        self.folder = OutputFolder(path, options, plan) if path else None
        self.journal = self.folder.journal if self.folder else None
        self.failed_rows = FailedRows(options, headers, batch.inputs, self.journal)
        self.report = Report(options)
        self.printer: FilePrinter | None = None
        self.recipient: Recipient | None = None

    def run(
        self,
        names: FileNames,
        progress: Callable[[int, int], None] | None,
        notes: Iterable[Message],
    ) -> Outcome:
        """Do the work for everyone.

        On Ctrl-C, what is under way is finished; the report is whole after any error.

        Args:
            names: Gives the files their names.
            progress: Called with how many of how many people are done.
            notes: Those on the table as a whole.

        Raises:
            OutputError: a file cannot be written, or would be written over.
            AnswersError: the table was saved meanwhile.
            MlmpError: a worker was ended from outside.
        """
        outcome = self.report.outcome
        pending: deque[tuple[Chunk, Future[list[Result]]]] = deque()
        try:
            self._begin()
            for note in notes:
                self.report.note(note)
            for chunk in self._chunks(names):
                pending.append((chunk, self._submit(chunk)))
                while len(pending) >= self.submitter.window:
                    self._take(*pending.popleft(), progress)
            while pending:
                self._take(*pending.popleft(), progress)
            if self.recipient:
                self._close_recipient(self.recipient)
            if self.printer:
                outcome.pages = self.printer.close(self.sheet_ids.spare)
        except BaseException as error:
            self._stop(pending, progress, error)
            if isinstance(error, BrokenExecutor):
                raise MlmpError(
                    Phrase(
                        "A process of the batch was ended from outside, perhaps for want of memory"
                    ),
                    code="worker-ended",
                ) from None
            raise
        self._close(complete=True)
        if self.journal:
            self.journal.close([self.failed_rows.sha256, self.report.sha256])
        self.sheet_ids.close()
        return outcome

    def _stop(
        self,
        pending: deque[tuple[Chunk, Future[list[Result]]]],
        progress: Callable[[int, int], None] | None,
        error: BaseException,
    ) -> None:
        """Put in order what an error leaves; on Ctrl-C, take what the workers have begun."""
        self.submitter.cancel([future for _, future in pending])
        begun = [(chunk, future) for chunk, future in pending if not future.cancelled()]
        if isinstance(error, KeyboardInterrupt):
            with suppress(BrokenExecutor):  # its processes were ended too
                for chunk, future in begun:
                    self._take(chunk, future, progress)
        else:  # workers of an executor of the caller's may still be writing into the folder
            wait([future for _, future in begun], timeout=PATIENCE)
        if self.printer:
            self.printer.give_up()
        if self.recipient:
            self.recipient.give_up()
        self._close(complete=False)

    def _begin(self) -> None:
        """Begin the print job, and what takes the files. Raises OutputError."""
        options = self.options
        if options.dry_run:
            return
        if options.print_job:
            path, is_free = options.print_job, options.print_job in options.free_names
            self.printer = FilePrinter(self.batch.templates, path, options.laying, was_free=is_free)
        self.recipient = options.recipient()

    def _close_recipient(self, recipient: Recipient) -> None:
        """Put the rows that failed beside the files in a zip, and finish it. Raises OutputError."""
        if self.failed_rows.contents:
            recipient.add(FAILED_ROWS, self.failed_rows.contents)
        recipient.close()

    def _close(self, *, complete: bool) -> None:
        """Give the tables their names. Raises OutputError."""
        if self.options.dry_run:
            return
        self.failed_rows.close(complete=complete)
        self.report.close(self.journal)
        if complete and self.report.outcome.failed and self.options.take_file is None:
            self.report.outcome.failed_rows = self.options.failed_rows or Path(FAILED_ROWS)

    # Out: people to the workers

    def _chunks(self, names: FileNames) -> Iterator[Chunk]:
        options = self.options
        bytes_back = options.hands_over or options.print_job is not None
        chunk: list[tuple[Person, Item]] = []
        sent = 0
        for person in self.batch.people(unread=self.fingerprints is None):
            chunk.append((person, self._item(person, names)))
            if len(chunk) == chunk_size(sent, bytes_back=bytes_back):
                self.batch.table.unchanged()
                yield chunk
                sent += len(chunk)
                chunk = []
        if chunk:
            yield chunk

    def _item(self, person: Person, names: FileNames) -> Item:
        """The work for one person. Raises AnswersError if somebody else stands in the row now."""
        options = self.options
        own_names = ("",) * len(self.plan.forms)
        if options.makes_files or options.dry_run:
            own_names = tuple(names.take(person.id, person.row, form) for form in self.plan.forms)
        password = options.password or person.password
        if self.fingerprints is None:
            return Item(own_names, password=password, person=person)
        values = tuple(answers.values for answers in person.answers)
        if person.troubles:
            return Item(own_names, values)
        sheet_id = self.sheet_ids.of_person(person)
        inputs: tuple[str, ...] = ()
        kept: tuple[tuple[Message, ...] | None, ...] = ()
        older = self.batch.older.changed_by(person, self.plan.forms) if self.batch.older else ()
        if self.folder:
            inputs = self.fingerprints.of(
                person.answers, sheet_id, password, [sheet.digest for sheet in older]
            )
            kept = self.folder.kept(own_names, inputs)
        return Item(own_names, values, sheet_id, password, inputs, kept, older)

    def _submit(self, chunk: Chunk) -> Future[list[Result]]:
        return self.submitter.submit(
            [item for person, item in chunk if self._has_work(person, item)]
        )

    def _has_work(self, person: Person, item: Item) -> bool:
        return not person.troubles and (any(item.new_names) or self.printer is not None)

    # In: results from the workers

    def _take(
        self,
        chunk: Chunk,
        future: Future[list[Result]],
        progress: Callable[[int, int], None] | None,
    ) -> None:
        """Save the files of a chunk, and put its results into report and print job."""
        results = iter(future.result())
        triples = []
        for person, item in chunk:
            result = next(results) if self._has_work(person, item) else Result()
            triples.append((person, item, result))
        self._find_faults(triples)
        if self.folder:
            self.folder.save([triple for triple in triples if not triple[0].troubles])
        for person, item, result in triples:
            if person.troubles:
                self._fail(person)
            else:
                self._hand_over(item, result)
                self._finish(person, item, result)
        if progress:
            outcome = self.report.outcome
            progress(outcome.people + outcome.failed, self.plan.people)

    def _hand_over(self, item: Item, result: Result) -> None:
        """Give one person's files to what takes them. Raises OutputError."""
        if self.recipient:
            for name, pdf in zip(item.names, result.pdfs, strict=True):
                self.recipient.add(name, pdf)

    def _find_faults(self, triples: Iterable[tuple[Person, Item, Result]]) -> None:
        """Give people the faults that only now are known."""
        for person, item, result in triples:
            if person.troubles:
                continue
            password_column = self.batch.matching.column_map.password
            person.troubles += file_faults(person, result, password_column)
            if self.options.strict and not person.troubles:
                notes = file_notes(person, item, result, self.plan.forms)
                person.troubles += map(as_error, notes)
                if person.troubles and self.folder:
                    self.folder.discard(result)
            if self.folder and not person.troubles:
                person.troubles += self.folder.edited(person, item)
                if person.troubles:
                    self.folder.discard(result)

    def _finish(self, person: Person, item: Item, result: Result) -> None:
        outcome = self.report.outcome
        outcome.people += 1
        for place, new_name in enumerate(item.new_names):
            outcome.written += bool(new_name)
            outcome.skipped += item.kept_notes(place) is not None
        for note in file_notes(person, item, result, self.plan.forms):
            self.report.note(note)
        if self.printer:
            names = result.sheet_names or sheet_names(person.answers)
            name = person.name_or("" if self.plan.hides_ids else person.id, names)
            self.printer.add(person.course, name, item.sheet_id, result.sheets)

    def _fail(self, person: Person) -> None:
        self.sheet_ids.give_back(person)
        self.report.fail(person)
        if not self.options.dry_run and self.options.take_file is None:
            self.failed_rows.add(person)
