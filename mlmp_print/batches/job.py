"""A batch before it runs: forms, a table, and how its columns match the questions."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Unpack

from .. import __version__, files
from ..api import Template, templates
from ..look import look
from ..look.assets import languages
from ..look.look import DrawOptions
from ..look.wording import Wording
from ..model.errors import AnswersError, UsageError
from ..model.messages import Message, Where, quoted
from ..pdf.encrypt import checked as checked_password
from ..printing.print_job import PrintLayout
from ..tables.column_map import ColumnMap
from ..tables.people import Person, read_people
from ..tables.table import Table
from ..tables.table_match import TableMatch
from .file_names import Names
from .journal import alone
from .outcome import Outcome
from .outputs import OutputCheck
from .plan import BatchOptions, Plan
from .run import Run, Submitter
from .workers import InlineExecutor, Job, processes

Forms = str | Template | Sequence[str] | Sequence[Template]  # one or several


@dataclass
class Batch:
    """Forms, a table and how they match. `matching` may be looked at before `run`."""

    templates: tuple[Template, ...]
    table: Table
    matching: TableMatch
    inputs: tuple[Path, ...]

    @classmethod
    def of(
        cls,
        form: Forms,
        table: str | Path,
        columns: str | Path | None = None,
        **wanted: Unpack[DrawOptions],
    ) -> Batch:
        """Reads the headings. A setting goes to every form that has it.

        Raises AnswersError for what is no table, UsageError and DefinitionError as `template` does and for a faulty map."""
        asked = [form] if isinstance(form, str | Template) else form
        made = tuple(each for each in asked if isinstance(each, Template)) or templates(
            [each for each in asked if isinstance(each, str)], **wanted
        )
        names = [each.form.name for each in made]
        if twice := next((name for name in names if names.count(name) > 1), None):
            raise UsageError(
                f"The form {quoted(twice)} is asked for twice. Name it once; --copies prints several"
            )
        told = ColumnMap.read(Path(columns)) if columns else None
        opened = Table(Path(table))
        file = Path(str(wanted["look"])) if wanted.get("look") else None
        own = [Path(each) for each in asked if isinstance(each, str) and each.endswith(".toml")]
        inputs = (
            opened.path,
            *([Path(columns)] if columns else []),
            *([file] if file else []),
            *own,
        )
        worded = [(each.form, _wordings(each, file)) for each in made]
        return cls(
            made,
            opened,
            TableMatch.of(worded, opened.headers, told, where=opened.where, records=opened.records),
            inputs,
        )

    def run(
        self,
        folder: str | Path | None = None,
        *,
        jobs: int = 1,
        executor: Executor | None = None,
        progress: Callable[[int, int], None] | None = None,
        **asked: Any,
    ) -> Outcome:
        """Fill for everyone; `asked` are the fields of `BatchOptions`. `executor`: any of `concurrent.futures`, instead of `jobs` processes; its
        workers must see the folder under this path. Processes are new ones (`spawn`), so that a script needs its `if __name__ == "__main__":`.

        `progress` hears how many of how many people are done. Raises UsageError for what does not go together, OutputError before anything
        is written if a file would be written over, and when the disk is full.
        """
        paths = {
            name: Path(asked[name])
            for name in ("print_job", "sheet_ids", "report")
            if asked.get(name)
        }
        if executor is None and jobs < 1:
            raise UsageError(f"A batch needs a process at least, not {jobs}: give jobs=1")
        wanted = self._possible(
            BatchOptions(**{**asked, **paths, "folder": None if folder is None else Path(folder)})
        )
        needed = self._needed(wanted)
        order = Job(
            self.templates,
            self.table.path.parent,
            None if wanted.dry_run else wanted.folder,
            wanted.lock,
            wanted.print_job is not None,
        )
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
                for folder_ in {
                    path.parent
                    for path in (
                        wanted.failed_rows,
                        wanted.report,
                        wanted.print_job,
                        wanted.sheet_ids,
                    )
                    if path
                }:
                    files.sweep(folder_)
            ours = executor is None
            pool = stack.enter_context(
                processes(jobs, key, packed)
                if ours and jobs > 1
                else nullcontext(executor or InlineExecutor())
            )
            ids = plan.ids(wanted)
            send = Submitter(
                pool, key, b"" if ours and jobs > 1 else packed, 2 * jobs + 2 if ours else 32
            )
            return Run(needed, wanted, keys, send, plan, ids, progress).all(self._names(wanted))

    def _possible(self, asked: BatchOptions) -> BatchOptions:
        """What is asked for, if it goes together. Raises UsageError."""
        encrypted = asked.password is not None or self.matching.column_map.password
        if asked.folder is None and asked.print_job is None and not asked.dry_run:
            raise UsageError("Name a folder for the files, or a file for the print job")
        if asked.dry_run and asked.report:
            raise UsageError(
                "A dry run writes nothing, and keeps every error: leave the report out"
            )
        if encrypted and asked.lock:
            raise UsageError(
                "Locked copies are PDF/A, which may not be encrypted: lock copies for the archive, encrypt others for sending"
            )
        if asked.password is not None and self.matching.column_map.password:
            raise UsageError(
                f"{self.matching.column_map.file}: names a column of passwords; there is one for all too. Choose one of the two"
            )
        if asked.password is not None:
            checked_password(asked.password)
        if asked.sheet_ids and asked.sheet_ids.suffix.lower() != ".csv":
            raise UsageError(
                f"{asked.sheet_ids}: a register of sheet ids is a CSV file. Name it so"
            )
        if not asked.print_job and asked.laying != PrintLayout():
            raise UsageError(
                "Duplex, copies, spare sets and their order are the print job's: name its file"
            )
        return asked

    def _names(self, asked: BatchOptions) -> Names:
        several = len(self.templates) > 1
        pattern = asked.filename or ("{id}-{form}" if several else "{id}")
        if several and "{form}" not in pattern:
            raise UsageError(
                f"Several forms need {{form}} in the file name {quoted(pattern)}, as in {{id}}-{{form}}"
            )
        return Names(pattern)

    def _needed(self, asked: BatchOptions) -> Batch:
        """The same, but for what the map says and this is not asked for: passwords are for files, courses for print jobs."""
        course, password = asked.print_job or not asked.folder, asked.folder or not asked.print_job
        return replace(
            self, matching=self.matching.for_outputs(course=bool(course), password=bool(password))
        )

    def _plan(self, asked: BatchOptions, table: str, batch_: str) -> Plan:
        """Who there is. Raises if the table cannot be read to its end, has nobody, or a file may not be written."""
        plan = Plan(tuple(each.form.name for each in self.templates), table, batch_)
        guard = None if asked.dry_run else OutputCheck(asked, self._names(asked), self.inputs)
        read = bool(asked.sheet_ids) or (guard is not None and guard.failed_rows.stays)
        for member in self.members(unread=not read):
            plan.add(member, asked)
            if guard:
                guard.add(member, plan)
        plan.all()
        if guard:
            guard.all(plan)
        if not plan.people:
            raise AnswersError(
                [Message(Where(file=str(self.table.path)), "has no rows below its headings")]
            )
        return plan

    def members(self, *, unread: bool = False) -> Iterator[Person]:
        """Everyone in the table. Raises AnswersError, at its end at the latest, if it was saved since its headings were read."""
        try:
            yield from read_people(self.matching, self.table, unread=unread)
        except Exception:  # what is half saved may look like anything
            self.table.unchanged()
            raise
        self.table.unchanged()

    def _digests(self) -> tuple[str, str]:
        """Which table this is; and which table, map and forms."""
        self.table.unchanged()
        told = self.matching.column_map, [each.form.name for each in self.templates]
        with self.table.path.open("rb") as file:
            table = hashlib.file_digest(file, "sha256")
        return table.hexdigest(), hashlib.sha256(table.digest() + repr(told).encode()).hexdigest()[
            :16
        ]


def _wordings(made: Template, file: Path | None) -> list[Wording]:
    """The wordings that headings are known by: that of the template first."""
    spoken = look.spoken(file) if file else languages()
    looks = [made.look, *(look.load(lang, file=file) for lang in spoken if lang != made.look.lang)]
    return [wording for wording in (Wording(made.form, each) for each in looks) if wording.spoken]


def _key(made: Template, lock: bool) -> str:
    """What a file depends on besides the answers: form, look, size, version of the kit: all of which the blank shows."""
    return hashlib.sha256(__version__.encode() + made.fill({}, lock=lock).pdf).hexdigest()
