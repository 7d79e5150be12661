"""Batch: filled PDFs for each person in a table, and a print job for all. A bad row is named and never stops the rest; a batch that was
stopped can go on.

Rows stream through a window of a few chunks, so that memory is flat. Workers fill and write; this process reads the table, keeps the
journal and writes the print job, in the order of the table, so that the result is the same whatever the number of workers.
"""

from __future__ import annotations

import hashlib
import json
import pickle
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import ExitStack, nullcontext, suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Unpack

from . import __version__, files
from .batches.printer import Printer
from .columns import ColumnMap, Trouble
from .failedrows import FailedRows
from .guarding import REPORT, Guard
from .journal import Journal, Note, Owner, alone
from .look import look
from .look.assets import languages
from .look.look import Wanted
from .look.wording import Wording
from .matching import Matching, Member
from .model.errors import AnswersError, AskedWrong, Fault, MlmpError, quoted
from .model.kinds import Picture
from .model.limits import FAULTS_SHOWN, FAULTS_TRIED, PICTURE_BYTES
from .naming import Names
from .pdf.encrypt import checked as checked_password
from .planning import Asked, Ids, Plan
from .printing.job import Laying
from .tables import CsvOut, Table
from .verbs import Template, templates
from .working import CHUNK, Here, Made, Order, Task, processes, work

Forms = str | Template | Sequence[str] | Sequence[Template]  # one or several


@dataclass
class Outcome:
    """What a batch did: files written and found there already, people who failed, pages printed. Of troubles and notes the first are kept;
    the report has them all. A dry run, which has no report, keeps many more troubles."""

    written: int = 0
    skipped: int = 0
    failed: int = 0
    people: int = 0  # done
    pages: int = 0  # of the print job
    trouble_count: int = 0
    note_count: int = 0
    troubles: list[Trouble] = field(default_factory=list)
    notes: list[Trouble] = field(default_factory=list)
    failed_rows: Path | None = None  # where the rows that failed are

    def told(self, *, dry_run: bool = False) -> str:
        """The outcome in a line."""
        parts = [f"{self.written} {'would be ' if dry_run else ''}filled"] if self.written or self.skipped or not self.pages else []
        parts += [f"{self.skipped} there already"] if self.skipped else []
        parts += [f"{self.people} in the print job, {self.pages} pages"] if self.pages else []
        see = f": see {self.failed_rows}" if self.failed_rows else ""
        parts += [f"{self.failed} not{see}"] if self.failed else []
        return f"{', '.join(parts)}."


@dataclass
class Batch:
    """Forms, a table and how they match. `matching` may be looked at before `run`."""

    templates: tuple[Template, ...]
    table: Table
    matching: Matching
    inputs: tuple[Path, ...]

    @classmethod
    def of(cls, form: Forms, table: str | Path, columns: str | Path | None = None, **wanted: Unpack[Wanted]) -> Batch:
        """Reads the headings. A setting goes to every form that has it.

        Raises AnswersError for what is no table, AskedWrong and DefinitionError as `template` does and for a faulty map."""
        asked = [form] if isinstance(form, str | Template) else form
        made = tuple(each for each in asked if isinstance(each, Template)) or templates([each for each in asked if isinstance(each, str)], **wanted)
        names = [each.form.name for each in made]
        if twice := next((name for name in names if names.count(name) > 1), None):
            raise AskedWrong(f"The form {quoted(twice)} is asked for twice. Name it once; --copies prints several")
        told = ColumnMap.read(Path(columns)) if columns else None
        opened = Table(Path(table))
        file = Path(str(wanted["look"])) if wanted.get("look") else None
        own = [Path(each) for each in asked if isinstance(each, str) and each.endswith(".toml")]
        inputs = (opened.path, *([Path(columns)] if columns else []), *([file] if file else []), *own)
        worded = [(each.form, _wordings(each, file)) for each in made]
        return cls(made, opened, Matching.of(worded, opened.headers, told, where=opened.where, records=opened.records), inputs)

    def run(
        self,
        folder: str | Path | None = None,
        *,
        jobs: int = 1,
        executor: Executor | None = None,
        progress: Callable[[int, int], None] | None = None,
        **asked: Any,
    ) -> Outcome:
        """Fill for everyone; `asked` are the fields of `Asked`. `executor`: any of `concurrent.futures`, instead of `jobs` processes; its
        workers must see the folder under this path. Processes are new ones (`spawn`), so that a script needs its `if __name__ == "__main__":`.

        `progress` hears how many of how many people are done. Raises AskedWrong for what does not go together, OutputError before anything
        is written if a file would be written over, and when the disk is full.
        """
        paths = {name: Path(asked[name]) for name in ("print_job", "sheet_ids", "report") if asked.get(name)}
        if executor is None and jobs < 1:
            raise AskedWrong(f"A batch needs a process at least, not {jobs}: give jobs=1")
        wanted = self._possible(Asked(**{**asked, **paths, "folder": None if folder is None else Path(folder)}))
        needed = self._needed(wanted)
        order = Order(self.templates, self.table.path.parent, None if wanted.dry_run else wanted.folder, wanted.lock, wanted.print_job is not None)
        keys = tuple(_key(each, wanted.lock) for each in self.templates)
        packed = pickle.dumps(order)
        key = hashlib.sha256(packed).hexdigest()
        with ExitStack() as stack:
            there = order.folder is not None and order.folder.is_dir()
            if order.folder and there:
                stack.enter_context(alone(order.folder))
            plan = needed._plan(wanted, *self._digests())
            if order.folder and not there:  # and nothing is left of a batch that is refused
                files.make_folder(order.folder)
                stack.enter_context(alone(order.folder, new=True))
            if not wanted.dry_run:
                for folder_ in {path.parent for path in (wanted.failed_rows, wanted.report, wanted.print_job, wanted.sheet_ids) if path}:
                    files.sweep(folder_)
            ours = executor is None
            pool = stack.enter_context(processes(jobs, key, packed) if ours and jobs > 1 else nullcontext(executor or Here()))
            ids = plan.ids(wanted)
            send = Sending(pool, key, b"" if ours and jobs > 1 else packed, 2 * jobs + 2 if ours else 32)
            return Run(needed, wanted, keys, send, plan, ids, progress).all(self._names(wanted))

    def _possible(self, asked: Asked) -> Asked:
        """What is asked for, if it goes together. Raises AskedWrong."""
        encrypted = asked.password is not None or self.matching.told.password
        if asked.folder is None and asked.print_job is None and not asked.dry_run:
            raise AskedWrong("Name a folder for the files, or a file for the print job")
        if asked.dry_run and asked.report:
            raise AskedWrong("A dry run writes nothing, and keeps every error: leave the report out")
        if encrypted and asked.lock:
            raise AskedWrong("Locked copies are PDF/A, which may not be encrypted: lock copies for the archive, encrypt others for sending")
        if asked.password is not None and self.matching.told.password:
            raise AskedWrong(f"{self.matching.told.file}: names a column of passwords; there is one for all too. Choose one of the two")
        if asked.password is not None:
            checked_password(asked.password)
        if asked.sheet_ids and asked.sheet_ids.suffix.lower() != ".csv":
            raise AskedWrong(f"{asked.sheet_ids}: a register of sheet ids is a CSV file. Name it so")
        if not asked.print_job and asked.laying != Laying():
            raise AskedWrong("Duplex, copies, spare sets and their order are the print job's: name its file")
        return asked

    def _names(self, asked: Asked) -> Names:
        several = len(self.templates) > 1
        pattern = asked.filename or ("{id}-{form}" if several else "{id}")
        if several and "{form}" not in pattern:
            raise AskedWrong(f"Several forms need {{form}} in the file name {quoted(pattern)}, as in {{id}}-{{form}}")
        return Names(pattern)

    def _needed(self, asked: Asked) -> Batch:
        """The same, but for what the map says and this is not asked for: passwords are for files, courses for print jobs."""
        course, password = asked.print_job or not asked.folder, asked.folder or not asked.print_job
        return replace(self, matching=self.matching.needed(course=bool(course), password=bool(password)))

    def _plan(self, asked: Asked, table: str, batch_: str) -> Plan:
        """Who there is. Raises if the table cannot be read to its end, has nobody, or a file may not be written."""
        plan = Plan(tuple(each.form.name for each in self.templates), table, batch_)
        guard = None if asked.dry_run else Guard(asked, self._names(asked), self.inputs)
        read = bool(asked.sheet_ids) or (guard is not None and guard.failed_rows.stays)
        for member in self.members(unread=not read):
            plan.add(member, asked)
            if guard:
                guard.add(member, plan)
        plan.all()
        if guard:
            guard.all(plan)
        if not plan.people:
            raise AnswersError([Fault(str(self.table.path), "has no rows below its headings")])
        return plan

    def members(self, *, unread: bool = False) -> Iterator[Member]:
        """Everyone in the table. Raises AnswersError, at its end at the latest, if it was saved since its headings were read."""
        try:
            yield from self.matching.members(self.table, unread=unread)
        except Exception:  # what is half saved may look like anything
            self.table.unchanged()
            raise
        self.table.unchanged()

    def _digests(self) -> tuple[str, str]:
        """Which table this is; and which table, map and forms."""
        self.table.unchanged()
        told = self.matching.told, [each.form.name for each in self.templates]
        with self.table.path.open("rb") as file:
            table = hashlib.file_digest(file, "sha256")
        return table.hexdigest(), hashlib.sha256(table.digest() + repr(told).encode()).hexdigest()[:16]


def _wordings(made: Template, file: Path | None) -> list[Wording]:
    """The wordings that headings are known by: that of the template first."""
    spoken = look.spoken(file) if file else languages()
    looks = [made.look, *(look.load(lang, file=file) for lang in spoken if lang != made.look.lang)]
    return [wording for wording in (Wording(made.form, each) for each in looks) if wording.spoken]


def _key(made: Template, lock: bool) -> str:
    """What a file depends on besides the answers: form, look, size, version of the kit: all of which the blank shows."""
    return hashlib.sha256(__version__.encode() + made.fill({}, lock=lock).pdf).hexdigest()


@lru_cache(maxsize=1)  # one for all is made once
def _secret(password: str) -> str:
    """What the journal may hold of a password: nothing that it could be guessed by in a hurry."""
    return hashlib.scrypt(password.encode(), salt=b"mlmp_print", n=2**14, r=8, p=1).hex()


@dataclass(frozen=True)
class Sending:
    """How work reaches the workers, and how many chunks may be under way."""

    workers: Executor
    key: str
    packed: bytes = field(repr=False)
    window: int = 4

    def submit(self, tasks: Sequence[Task]) -> Future[list[Made]]:
        """A chunk of people."""
        return self.workers.submit(work, self.key, self.packed, tasks)


@dataclass
class Each:
    """One person on the way: what is asked for them, the owner and the input of each file, and the notes on those that are there already."""

    member: Member
    task: Task
    names: tuple[str, ...] = ()
    owners: tuple[Owner, ...] = ()
    inputs: tuple[str, ...] = ()
    there: tuple[tuple[Note, ...] | None, ...] = ()


@dataclass
class Run:
    """A batch on its way."""

    batch: Batch
    asked: Asked
    keys: tuple[str, ...]
    send: Sending
    plan: Plan
    ids: Ids
    progress: Callable[[int, int], None] | None
    done: int = 0
    outcome: Outcome = field(default_factory=Outcome)

    def __post_init__(self) -> None:
        asked, table = self.asked, self.batch.table
        places = [match.places for match in self.batch.matching.matches]
        self.pictures = [{path for path, place in each.items() if isinstance(place.kind, Picture)} for each in places]
        self.several = len(self.batch.templates) > 1
        self.journal = Journal(asked.folder) if asked.folder and not asked.dry_run else None
        self.failed_rows = None if asked.dry_run else FailedRows(asked, table.headers, self.batch.inputs, self.journal)
        self.report = CsvOut(asked.report, REPORT) if asked.report and not asked.dry_run else None
        self.printer = Printer(self.batch.templates, asked.print_job, asked.laying) if asked.print_job and not asked.dry_run else None

    def all(self, names: Names) -> Outcome:
        """Everyone, a chunk after another; on Ctrl-C what is under way is finished, and the report is whole."""
        waiting: deque[tuple[list[Each], Future[list[Made]]]] = deque()
        for note in (*self.batch.matching.notes(self.batch.table), *self.plan.notes(self.batch.matching)):
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
            if self.printer:
                self.printer.give_up()
            self._close(all_done=False)
            if isinstance(error, BrokenExecutor):
                raise MlmpError("A process of the batch was ended from outside, perhaps for want of memory. Run it with --resume and fewer --jobs") from None
            raise
        self._close(all_done=True)
        self.outcome.failed_rows = self.asked.failed_rows if self.outcome.failed and not self.asked.dry_run else None
        if self.journal and self.failed_rows:
            self.journal.close(self.failed_rows.sha256)
        self.ids.close()
        return self.outcome

    def _interrupted(self, waiting: deque[tuple[list[Each], Future[list[Made]]]]) -> None:
        for _, future in waiting:
            future.cancel()
        for chunk, future in waiting:
            if not future.cancelled():
                self._take(chunk, future)

    def _close(self, *, all_done: bool) -> None:
        if self.failed_rows:
            self.failed_rows.close(all_done=all_done)
        if self.report:
            self.report.close()

    def _chunks(self, names: Names) -> Iterator[list[Each]]:
        chunk: list[Each] = []
        for member in self.batch.members():
            chunk.append(self._each(member, names))
            if len(chunk) == CHUNK:
                self.batch.table.unchanged()
                yield chunk
                chunk = []
        if chunk:
            yield chunk

    def _each(self, member: Member, names: Names) -> Each:
        """What is to be done for one person."""
        taken = tuple(names.take(member.id, member.row, each.form.name) for each in self.batch.templates) if self.asked.folder or self.asked.dry_run else ()
        values = tuple(person.values for person in member.persons)
        if member.troubles:
            return Each(member, Task((), values))
        sheet_id, password = self.ids.of(member), self.asked.password or member.password
        wanted, inputs, there = taken or ("",) * len(values), self._inputs(member, sheet_id, password), []
        if self.journal and self.asked.resume:
            there = [self.journal.whole(name, input_) for name, input_ in zip(taken, inputs, strict=True)]
            wanted = tuple(name if found is None else "" for name, found in zip(taken, there, strict=True))
            member.troubles += [] if self.asked.force else self._changed(member, wanted)
        whose = self.plan.whose(member.id, member.row)
        owners = tuple((each.form.name, whose) for each in self.batch.templates)
        return Each(member, Task(wanted, values, sheet_id, password), taken, owners, inputs, tuple(there) or (None,) * len(values))

    def _changed(self, member: Member, wanted: Sequence[str]) -> Iterator[Trouble]:
        """The files that would be made again, and that somebody has written into."""
        assert self.journal and self.asked.folder
        what = "was changed since it was made, and is left as it is. --force makes it anew."
        yield from (Trouble(member.row, "", "", f"{self.asked.folder / name}: {what}") for name in wanted if name and self.journal.changed(name))

    def _inputs(self, member: Member, sheet_id: str, password: str) -> tuple[str, ...]:
        """For each file, a hash of all that it depends on."""
        if not self.journal:
            return ()
        secret = _secret(password) if password else ""
        found = []
        for key, person, pictures in zip(self.keys, member.persons, self.pictures, strict=True):
            digest = hashlib.sha256(json.dumps([key, sheet_id, secret, sorted(person.values.items())]).encode())
            for path in sorted(person.values.keys() & pictures):
                picture = self.batch.table.path.parent / person.values[path]
                if picture.is_file() and picture.stat().st_size <= PICTURE_BYTES:
                    digest.update(hashlib.sha256(picture.read_bytes()).digest())
            found.append(digest.hexdigest())
        return tuple(found)

    def _submit(self, chunk: Sequence[Each]) -> Future[list[Made]]:
        working = [each for each in chunk if self._has_work(each)]
        begun = {name: owner for each in working for name, owner in zip(each.task.names, each.owners, strict=True) if name}
        if self.journal and begun:
            self.journal.begin(begun)
        return self.send.submit([each.task for each in working])

    def _has_work(self, each: Each) -> bool:
        return not each.member.troubles and (any(each.task.names) or self.printer is not None)

    def _take(self, chunk: Sequence[Each], future: Future[list[Made]]) -> None:
        """What came of a chunk goes into journal, report, print job and outcome."""
        made = iter(future.result())
        for each in chunk:
            came = next(made) if self._has_work(each) else Made(notes=((),) * len(each.there))
            each.member.troubles += [self._fault(each.member, place, fault) for place, fault in came.faults]
            if each.member.troubles:
                self._failed(each.member)
            else:
                self._done(each, came)
        self.done += len(chunk)
        if self.progress:
            self.progress(self.done, self.plan.people)

    def _done(self, each: Each, came: Made) -> None:
        member = each.member
        self.outcome.people += 1
        for place, person in enumerate(member.persons):
            there = each.there[place]
            notes = came.notes[place] if there is None else there
            if each.task.names[place]:
                self.outcome.written += 1
                if self.journal:
                    self.journal.finish(each.names[place], each.owners[place], member.row, each.inputs[place], came.sha256[place], notes)
            elif there is not None:
                self.outcome.skipped += 1
            for path, what in notes:
                form = f"{self.batch.templates[place].form.name}: " if self.several else ""
                self._note(person.trouble(path, f"Note: {form}{what}"))
        if self.printer:
            self.printer.add(member.course, member.name, each.task.sheet_id, came.sheets)

    def _fault(self, member: Member, place: int, fault: Fault) -> Trouble:
        """A fault that a worker found; of no form, it is the password's."""
        if place < 0:
            return Trouble(member.row, self.batch.matching.told.password, "", fault.what)
        return member.persons[place].trouble(fault.where, str(Fault("", fault.what, fault.todo)))

    def _note(self, note: Trouble) -> None:
        self.outcome.note_count += 1
        if len(self.outcome.notes) < FAULTS_SHOWN:
            self.outcome.notes.append(note)
        self._tell(note)

    def _tell(self, trouble: Trouble) -> None:
        if self.report:
            self.report.add([trouble.row or "", trouble.column, trouble.path, trouble.message])

    def _failed(self, member: Member) -> None:
        self.outcome.failed += 1
        self.ids.give_back(member)
        self.outcome.trouble_count += len(member.troubles)
        most = FAULTS_TRIED if self.asked.dry_run else FAULTS_SHOWN
        self.outcome.troubles += member.troubles[: max(0, most - len(self.outcome.troubles))]
        for trouble in member.troubles:
            self._tell(trouble)
        if self.failed_rows:
            self.failed_rows.add(member)


def batch(
    form: Forms,
    table: str | Path,
    folder: str | Path | None = None,
    *,
    columns: str | Path | None = None,
    **options: Any,
) -> Outcome:
    """Fill a form, or several, for everyone in a table. `options`: those of `Batch.run` and `Asked`, and how the forms are wanted (`Wanted`)."""
    wanted: dict[str, Any] = {name: options.pop(name) for name in Wanted.__annotations__ if name in options}
    return Batch.of(form, table, columns, **wanted).run(folder, **options)
