"""Runs a batch: submits chunks of people, takes the results in order, writes report and journal."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, wait
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from .. import files
from ..model.errors import MlmpError
from ..model.kinds import Picture
from ..model.limits import FAULTS_SHOWN, FAULTS_TRIED
from ..model.messages import Message, Where
from ..tables.people import Person
from ..tables.write import CsvWriter
from .failed_rows import FailedRows
from .file_names import Names
from .fingerprints import InputFingerprints
from .journal import Journal, JournalLine, Owner
from .outcome import Outcome
from .outputs import REPORT
from .plan import BatchOptions, Plan, SheetIds
from .printer import Printer
from .workers import CHUNK, Item, Result, work

if TYPE_CHECKING:
    from .job import Batch


PATIENCE = 10.0  # seconds that a failing batch waits for what its workers have begun


def _stop(futures: Iterable[Future[list[Result]]]) -> None:
    """Cancel what has not begun, and wait a while for the rest: it is writing into the folder."""
    wait([future for future in futures if not future.cancel()], timeout=PATIENCE)


@dataclass(frozen=True)
class Submitter:
    """How work reaches the workers, and how many chunks may be under way."""

    workers: Executor
    key: str
    packed: bytes = field(repr=False)
    window: int = 4

    def submit(self, tasks: Sequence[Item]) -> Future[list[Result]]:
        """A chunk of people."""
        return self.workers.submit(work, self.key, self.packed, tasks)


@dataclass
class Pending:
    """One person on the way: what is asked for them, the owner and the input of each file, and the notes on those that are there already."""

    member: Person
    task: Item
    names: tuple[str, ...] = ()
    owners: tuple[Owner, ...] = ()
    inputs: tuple[str, ...] = ()
    there: tuple[tuple[Message, ...] | None, ...] = ()


@dataclass
class Run:
    """A batch on its way."""

    batch: Batch
    asked: BatchOptions
    keys: tuple[str, ...]
    send: Submitter
    plan: Plan
    ids: SheetIds
    progress: Callable[[int, int], None] | None
    done: int = 0
    outcome: Outcome = field(default_factory=Outcome)

    def __post_init__(self) -> None:
        asked, table = self.asked, self.batch.table
        self.fingerprints = InputFingerprints(
            self.keys,
            [
                {path for path, place in match.places.items() if isinstance(place.kind, Picture)}
                for match in self.batch.matching.matches
            ],
            table.path.parent,
        )
        self.several = len(self.batch.templates) > 1
        self.journal = Journal(asked.folder) if asked.folder and not asked.dry_run else None
        self.failed_rows = (
            None
            if asked.dry_run
            else FailedRows(asked, table.headers, self.batch.inputs, self.journal)
        )
        self.report = (
            CsvWriter(asked.report, REPORT) if asked.report and not asked.dry_run else None
        )
        self.printer = (
            Printer(self.batch.templates, asked.print_job, asked.laying)
            if asked.print_job and not asked.dry_run
            else None
        )

    def all(self, names: Names) -> Outcome:
        """Everyone, a chunk after another; on Ctrl-C what is under way is finished, and the report is whole."""
        waiting: deque[tuple[list[Pending], Future[list[Result]]]] = deque()
        for note in (
            *self.batch.matching.notes(self.batch.table),
            *self.plan.notes(self.batch.matching),
        ):
            self._note(note)
        try:
            for chunk in self._chunks(names):
                waiting.append((chunk, self._submit(chunk)))
                while len(waiting) >= self.send.window:
                    self._take(*waiting.popleft())
            while waiting:
                self._take(*waiting.popleft())
            if self.printer:
                self.outcome.pages = self.printer.close(self.ids.spare)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                with suppress(BrokenExecutor):  # its processes were ended too
                    self._interrupted(waiting)
            else:
                _stop(future for _, future in waiting)
            if self.printer:
                self.printer.give_up()
            self._close(all_done=False)
            if isinstance(error, BrokenExecutor):
                raise MlmpError(
                    "A process of the batch was ended from outside, perhaps for want of memory. Run it with --resume and fewer --jobs"
                ) from None
            raise
        self._close(all_done=True)
        self.outcome.failed_rows = (
            self.asked.failed_rows if self.outcome.failed and not self.asked.dry_run else None
        )
        if self.journal and self.failed_rows:
            self.journal.close([self.failed_rows.sha256, self.report.sha256 if self.report else ""])
        self.ids.close()
        return self.outcome

    def _interrupted(self, waiting: deque[tuple[list[Pending], Future[list[Result]]]]) -> None:
        for _, future in waiting:
            future.cancel()
        for chunk, future in waiting:
            if not future.cancelled():
                self._take(chunk, future)

    def _close(self, *, all_done: bool) -> None:
        if self.failed_rows:
            self.failed_rows.close(all_done=all_done)
        if self.report:
            if self.journal:
                self.journal.add_list(self.report.sha256)
            self.report.close()

    def _chunks(self, names: Names) -> Iterator[list[Pending]]:
        chunk: list[Pending] = []
        for member in self.batch.members():
            chunk.append(self._each(member, names))
            if len(chunk) == CHUNK:
                self.batch.table.unchanged()
                yield chunk
                chunk = []
        if chunk:
            yield chunk

    def _each(self, member: Person, names: Names) -> Pending:
        """What is to be done for one person."""
        taken = (
            tuple(
                names.take(member.id, member.row, each.form.name) for each in self.batch.templates
            )
            if self.asked.folder or self.asked.dry_run
            else ()
        )
        values = tuple(person.values for person in member.answers)
        if member.troubles:
            return Pending(member, Item((), values))
        sheet_id, password = self.ids.of(member), self.asked.password or member.password
        wanted, inputs, there = (
            taken or ("",) * len(values),
            self.fingerprints.of(member, sheet_id, password) if self.journal else (),
            [],
        )
        if self.journal and self.asked.resume:
            there = [
                self.journal.notes(name, input_) for name, input_ in zip(taken, inputs, strict=True)
            ]
            wanted = tuple(
                name if found is None else "" for name, found in zip(taken, there, strict=True)
            )
        whose = self.plan.whose(member.id, member.row)
        owners = tuple(Owner(each.form.name, whose) for each in self.batch.templates)
        return Pending(
            member,
            Item(wanted, values, sheet_id, password),
            taken,
            owners,
            inputs,
            tuple(there) or (None,) * len(values),
        )

    def _changed(self, member: Person, wanted: Sequence[str]) -> Iterator[Message]:
        """The files that would be made again, and that somebody has written into."""
        assert self.journal and self.asked.folder
        what = "was changed since it was made, and is left as it is"
        remedy = "--force makes it anew"
        yield from (
            Message(Where(row=member.row), f"{self.asked.folder / name}: {what}", remedy)
            for name in wanted
            if name and self.journal.changed(name)
        )

    def _submit(self, chunk: Sequence[Pending]) -> Future[list[Result]]:
        working = [each for each in chunk if self._has_work(each)]
        return self.send.submit([each.task for each in working])

    def _has_work(self, each: Pending) -> bool:
        return not each.member.troubles and (any(each.task.names) or self.printer is not None)

    def _take(self, chunk: Sequence[Pending], future: Future[list[Result]]) -> None:
        """Give the files of a chunk their names; put its results into report, print job, outcome."""
        made = iter(future.result())
        results = [
            next(made) if self._has_work(each) else Result(notes=((),) * len(each.there))
            for each in chunk
        ]
        pairs = list(zip(chunk, results, strict=True))
        for each, came in pairs:
            each.member.troubles += [
                self._fault(each.member, place, fault) for place, fault in came.faults
            ]
            if self.journal and not self.asked.force and not each.member.troubles:
                each.member.troubles += self._changed(each.member, each.task.names)
        self._save([pair for pair in pairs if not pair[0].member.troubles])
        for each, came in pairs:
            if each.member.troubles:
                self._failed(each.member)
            else:
                self._done(each, came)
        self.done += len(chunk)
        if self.progress:
            self.progress(self.done, self.plan.people)

    def _save(self, pairs: Sequence[tuple[Pending, Result]]) -> None:
        """Write the journal, and have it on the disk; then rename the files, and have that on it."""
        if not self.journal:
            return
        found = [
            (came.parts[place], self._line(each, came, place))
            for each, came in pairs
            for place, name in enumerate(each.task.names)
            if name
        ]
        if not found:
            return
        self.journal.add(line for _, line in found)
        for part, line in found:
            target = self.journal.folder / line.name
            try:
                (self.journal.folder / part).replace(target)
            except OSError as error:
                raise files.cannot_write(target, error) from None
        files.sync(self.journal.folder)

    def _line(self, each: Pending, came: Result, place: int) -> JournalLine:
        return JournalLine(
            each.names[place],
            each.owners[place],
            each.member.row,
            each.inputs[place],
            came.sha256[place],
            came.notes[place],
        )

    def _done(self, each: Pending, came: Result) -> None:
        member = each.member
        self.outcome.people += 1
        for place, person in enumerate(member.answers):
            there = each.there[place]
            notes = came.notes[place] if there is None else there
            if each.task.names[place]:
                self.outcome.written += 1
            elif there is not None:
                self.outcome.skipped += 1
            form = f"{self.batch.templates[place].form.name}: " if self.several else ""
            for message in notes:
                told = replace(message, what=form + message.what) if form else message
                self._note(told.at(person.where(message.path)))
        if self.printer:
            self.printer.add(member.course, member.name, each.task.sheet_id, came.sheets)

    def _fault(self, member: Person, place: int, fault: Message) -> Message:
        """A fault that a worker found; of no form, it is the password's."""
        if place < 0:
            column = self.batch.matching.column_map.password
            return fault.at(Where(row=member.row, column=column))
        return fault.at(member.answers[place].where(fault.path))

    def _note(self, note: Message) -> None:
        self.outcome.note_count += 1
        if len(self.outcome.notes) < FAULTS_SHOWN:
            self.outcome.notes.append(note)
        self._tell(note)

    def _tell(self, trouble: Message) -> None:
        if self.report:
            where = trouble.where
            self.report.add([where.row or "", where.column, where.path, trouble.reported])

    def _failed(self, member: Person) -> None:
        self.outcome.failed += 1
        self.ids.give_back(member)
        self.outcome.trouble_count += len(member.troubles)
        most = FAULTS_TRIED if self.asked.dry_run else FAULTS_SHOWN
        self.outcome.troubles += member.troubles[: max(0, most - len(self.outcome.troubles))]
        for trouble in member.troubles:
            self._tell(trouble)
        if self.failed_rows:
            self.failed_rows.add(member)
