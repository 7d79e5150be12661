"""Batch: one filled PDF for each person in a table. A bad row is named and never stops the rest; a batch that was stopped can go on.

Rows stream through a window of a few chunks, so that memory is flat. Workers fill and write; this process reads the table and
keeps the journal, in the order of the table, so that the result is the same whatever the number of workers.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any, Unpack

from . import __version__, files, look
from .assets import languages
from .columns import ColumnMap, Match, Person, Trouble
from .errors import AnswersError, Fault, MlmpError
from .journal import Journal, Note, alone
from .kinds import Picture
from .limits import FAULTS_SHOWN, PICTURE_BYTES
from .look import Wording
from .naming import Names
from .paths import unflatten
from .tables import WHY, CsvOut, Table
from .verbs import Template, Wanted, template

FAILED_ROWS = "failed-rows.csv"
CHUNK = 16  # people sent to a worker at once
GRACE = 2.0  # seconds that a worker which is told to end goes on


@dataclass(frozen=True)
class Work:
    """What a worker does for one person: fill, and write under `name`."""

    name: str
    answers: Mapping[str, Any] = field(repr=False)
    input: str = ""


@dataclass(frozen=True)
class Made:
    """What came of it: the file's hash and the notes, or the faults."""

    sha256: str = ""
    notes: tuple[Note, ...] = ()
    faults: tuple[Fault, ...] = ()


_templates: dict[str, Template] = {}  # in a worker: the one that it was sent, by its key


def _work(key: str, packed: bytes, pictures: Path, folder: Path | None, work: Sequence[Work]) -> list[Made]:
    """In a worker: fill a chunk, and write it into `folder` if there is one."""
    template_here = _templates.get(key)
    if template_here is None:
        _templates.clear()
        template_here = _templates[key] = pickle.loads(packed)
    made: list[Made] = []
    for each in work:
        try:
            filled = template_here.fill(each.answers, pictures)
        except AnswersError as error:
            made.append(Made(faults=error.faults))
            continue
        if folder:
            files.write(folder / each.name, filled.pdf, folder_later=True)
        made.append(Made(hashlib.sha256(filled.pdf).hexdigest(), tuple((note.path, note.what) for note in filled.notes)))
    if folder:
        files.sync(folder)
    return made


def _start(key: str, packed: bytes) -> None:
    """A new process of ours: it gets the template once, leaves Ctrl-C to the first process, and ends when that has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _end_soon)
    _templates[key] = pickle.loads(packed)
    parent = multiprocessing.parent_process()
    if parent:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(parent: int) -> None:
    wait([parent])
    _end()


def _end_soon(*_: object) -> None:
    """Whoever ends all processes at once ends the first one too: that one is let put its work in order."""
    later = threading.Timer(GRACE, _end)
    later.daemon = True
    later.start()


def _end() -> None:
    files.abandon()
    os._exit(1)


class _Here(Executor):
    """Does the work at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


@contextmanager
def _processes(number: int, key: str, packed: bytes) -> Iterator[Executor]:
    pool = ProcessPoolExecutor(number, multiprocessing.get_context("spawn"), _start, (key, packed))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


@dataclass
class Outcome:
    """What a batch did. Of troubles and notes the first are kept; the report has them all."""

    written: int = 0
    skipped: int = 0
    failed: int = 0
    trouble_count: int = 0
    note_count: int = 0
    troubles: list[Trouble] = field(default_factory=list)
    notes: list[Trouble] = field(default_factory=list)


@dataclass
class Batch:
    """A form, a table and how they match. `match` may be looked at before `run`."""

    template: Template
    table: Table
    match: Match
    inputs: tuple[Path, ...]

    @classmethod
    def of(cls, form: str | Template, table: str | Path, columns: str | Path | None = None, **wanted: Unpack[Wanted]) -> Batch:
        """Reads the headings. Raises AnswersError for what is no table, AskedWrong and DefinitionError as `template` does and for a faulty map."""
        made = form if isinstance(form, Template) else template(form, **wanted)
        told = ColumnMap.read(Path(columns)) if columns else None
        opened = Table(Path(table))
        file = Path(str(wanted["look"])) if wanted.get("look") else None
        spoken = look.spoken(file) if file else languages()
        looks = [made.look, *(look.load(lang, file=file) for lang in spoken if lang != made.look.lang)]
        wordings = [wording for wording in (Wording(made.form, each) for each in looks) if wording.spoken]
        inputs = (opened.path, *([Path(columns)] if columns else []))
        return cls(made, opened, Match.of(made.form, wordings, opened.headers, told), inputs)

    def run(
        self,
        folder: str | Path,
        *,
        filename: str = "{id}",
        jobs: int = 1,
        executor: Executor | None = None,
        resume: bool = False,
        force: bool = False,
        dry_run: bool = False,
        report: str | Path | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Outcome:
        """Fill for everyone. `executor`: any of `concurrent.futures`, instead of `jobs` processes; its workers must see `folder` under this path.
        Processes are new ones (`spawn`), so that a script needs its `if __name__ == "__main__":`.

        `resume` leaves alone what is there, whole and from the same input. `progress` hears how many of how many people are done.
        Raises OutputError before anything is written if a file would be written over (`force` allows it), and when the disk is full.
        """
        out = Path(folder)
        names = self._plan(out, filename, force=force, resume=resume, report=report, dry_run=dry_run)
        key = self._key()
        packed = pickle.dumps(self.template)
        if not dry_run:
            files.make_folder(out)
        pool = nullcontext(executor or _Here()) if executor or jobs <= 1 else _processes(jobs, key, packed)
        with nullcontext() if dry_run else alone(out), pool as workers:
            if not dry_run:
                files.sweep(out)
            ours = executor is None
            run = _Run(self, out, Path(report) if report else None, key, b"" if ours and jobs > 1 else packed, workers, resume, dry_run)
            return run.all(Names(filename, self.template.form.name), names, 2 * jobs + 2 if ours else 32, progress)

    def _plan(self, folder: Path, filename: str, *, force: bool, resume: bool, report: str | Path | None, dry_run: bool) -> int:
        """How many people there are. Raises if the table cannot be read to its end, has nobody, or a file may not be written."""
        names = Names(filename, self.template.form.name)
        ours = Journal(folder).begun if resume else set()
        people = 0
        if not dry_run:
            files.refuse(folder / FAILED_ROWS, self.inputs, force=force or resume)
            if report:
                files.refuse(Path(report), self.inputs, force=force or resume)
        for people, person in enumerate(self.match.people(self.table, unread=True), 1):  # noqa: B007
            name = names.take(person.id, person.row)
            if not dry_run:
                files.refuse(folder / name, (), force=force or name in ours)
        if not people:
            raise AnswersError([Fault(str(self.table.path), "has no rows below its headings")])
        return people

    def _key(self) -> str:
        """What the output depends on besides the answers: form, look, size, version of the kit: all of which the blank shows."""
        return hashlib.sha256(__version__.encode() + self.template.fill({}).pdf).hexdigest()


@dataclass
class _Run:
    """A batch on its way."""

    batch: Batch
    folder: Path
    report: Path | None
    key: str
    packed: bytes
    workers: Executor
    resume: bool
    dry_run: bool
    outcome: Outcome = field(default_factory=Outcome)

    def __post_init__(self) -> None:
        headers = self.batch.table.headers
        self.why_at = headers.index(WHY) if WHY in headers else None
        self.pictures = self.batch.table.path.parent
        self.picture_paths = [path for path, place in self.batch.match.places.items() if isinstance(place.kind, Picture)]
        self.journal = None if self.dry_run else Journal(self.folder)
        headings = [WHY, *(header for header in headers if header != WHY)]
        self.failed_rows = None if self.dry_run else CsvOut(self.folder / FAILED_ROWS, headings, only_if_any=True)
        self.report_file = CsvOut(self.report, ["row", "column", "path", "message"]) if self.report and not self.dry_run else None

    def all(self, names: Names, total: int, window: int, progress: Callable[[int, int], None] | None) -> Outcome:
        """Everyone, a chunk after another; on Ctrl-C what is under way is finished, and the report is whole."""
        waiting: deque[tuple[list[tuple[Person, Work, tuple[Note, ...] | None]], Future[list[Made]]]] = deque()
        done = 0
        try:
            for chunk in self._chunks(names):
                waiting.append((chunk, self._submit(chunk)))
                while len(waiting) >= window:
                    done += self._take(*waiting.popleft())
                    if progress:
                        progress(done, total)
            while waiting:
                done += self._take(*waiting.popleft())
                if progress:
                    progress(done, total)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                with suppress(BrokenExecutor):  # its processes were ended too
                    self._interrupted(waiting)
            self._close()
            if isinstance(error, BrokenExecutor):
                raise MlmpError("A process of the batch was ended from outside, perhaps for want of memory. Run it with --resume and fewer --jobs") from None
            raise
        self._close()
        if self.journal:
            self.journal.close()
        return self.outcome

    def _interrupted(self, waiting: Any) -> None:
        for _, future in waiting:
            future.cancel()
        for chunk, future in waiting:
            if not future.cancelled():
                self._take(chunk, future)

    def _close(self) -> None:
        for file in (self.failed_rows, self.report_file):
            if file:
                file.close()

    def _chunks(self, names: Names) -> Iterator[list[tuple[Person, Work, tuple[Note, ...] | None]]]:
        """People with their work, and the notes of those whose file is there already."""
        chunk: list[tuple[Person, Work, tuple[Note, ...] | None]] = []
        for person in self.batch.match.people(self.batch.table):
            answers = unflatten(person.values)
            work = Work(names.take(person.id, person.row), answers, self._input(person))
            there = self.journal.whole(work.name, work.input) if self.journal and self.resume and not person.troubles else None
            chunk.append((person, work, there))
            if len(chunk) == CHUNK:
                yield chunk
                chunk = []
        if chunk:
            yield chunk

    def _input(self, person: Person) -> str:
        """A hash of all that a person's file depends on."""
        found = hashlib.sha256(json.dumps([self.key, sorted(person.values.items())]).encode())
        for path in person.values.keys() & set(self.picture_paths):
            picture = self.pictures / person.values[path]
            if picture.is_file() and picture.stat().st_size <= PICTURE_BYTES:
                found.update(hashlib.sha256(picture.read_bytes()).digest())
        return found.hexdigest()

    def _submit(self, chunk: Sequence[tuple[Person, Work, tuple[Note, ...] | None]]) -> Future[list[Made]]:
        work = [work for person, work, there in chunk if there is None and not person.troubles]
        if self.journal and work:
            self.journal.begin(each.name for each in work)
        return self.workers.submit(_work, self.key, self.packed, self.pictures, None if self.dry_run else self.folder, work)

    def _take(self, chunk: Sequence[tuple[Person, Work, tuple[Note, ...] | None]], future: Future[list[Made]]) -> int:
        """What came of a chunk goes into journal, report and outcome."""
        made = iter(future.result())
        for person, work, there in chunk:
            if person.troubles:
                self._failed(person)
                continue
            if there is None:
                came = next(made)
                person.troubles += [person.trouble(fault.where, str(Fault("", fault.what, fault.todo))) for fault in came.faults]
                if person.troubles:
                    self._failed(person)
                    continue
                self.outcome.written += 1
                if self.journal:
                    self.journal.finish(work.name, person.row, work.input, came.sha256, came.notes)
            else:
                self.outcome.skipped += 1
            for path, what in came.notes if there is None else there:
                self._note(person.trouble(path, f"Note: {what}"))
        return len(chunk)

    def _note(self, note: Trouble) -> None:
        self.outcome.note_count += 1
        if len(self.outcome.notes) < FAULTS_SHOWN:
            self.outcome.notes.append(note)
        self._tell(note)

    def _tell(self, trouble: Trouble) -> None:
        if self.report_file:
            self.report_file.add([trouble.row, trouble.column, trouble.path, trouble.message])

    def _failed(self, person: Person) -> None:
        self.outcome.failed += 1
        self.outcome.trouble_count += len(person.troubles)
        self.outcome.troubles += person.troubles[: max(0, FAULTS_SHOWN - len(self.outcome.troubles))]
        for trouble in person.troubles:
            self._tell(trouble)
        for row in person.rows:
            own = [f"{trouble.column}: {trouble.message}" if trouble.column else trouble.message for trouble in person.troubles if trouble.row == row.number]
            other = f"row {person.troubles[0].row}, which is of the same person, has a fault"
            cells = [cell for at, cell in enumerate(row.cells) if at != self.why_at]
            if self.failed_rows:  # why comes first, so that a row with too few or too many cells is still one when it is read again
                self.failed_rows.add([" ".join(own) or other, *cells])


def batch(form: str | Template, table: str | Path, folder: str | Path, *, columns: str | Path | None = None, **options: Any) -> Outcome:
    """Fill a form for everyone in a table: one PDF each in `folder`. `options`: those of `Batch.run`, and how the form is wanted (`Wanted`)."""
    wanted: dict[str, Any] = {name: options.pop(name) for name in Wanted.__annotations__ if name in options}
    return Batch.of(form, table, columns, **wanted).run(folder, **options)
