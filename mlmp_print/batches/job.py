"""A batch before it runs: forms, a table, and how its columns match the questions."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Unpack

from .. import files
from ..api import Template, templates
from ..definitions.load import load
from ..look.look import DrawOptions
from ..look.sheet_names import SheetNames, every_wording
from ..look.wording import Wording
from ..model.errors import AnswersError, UsageError
from ..model.losses import check_codes
from ..model.messages import Message, Where, as_error, quoted
from ..model.phrases import Phrase, PhraseTemplate
from ..tables.column_doubts import ColumnDoubts, FilledColumns
from ..tables.column_map import ColumnMap
from ..tables.doubts import CODES, refuse_doubts
from ..tables.people import Person, read_people
from ..tables.started_sheets import check_start, older_form
from ..tables.table import Table, TableSource
from ..tables.table_match import TableMatch
from .file_names import FileNames
from .fingerprints import InputFingerprints, form_fingerprint
from .forms import Forms, check_unique, names_and_templates
from .journal import alone
from .options import BatchArguments, BatchOptions
from .outputs import OutputCheck
from .plan import Plan
from .recipients import Output
from .report import Outcome
from .run import Run
from .sheet_ids import SheetIds
from .workers import InlineExecutor, Job, Submitter, processes


@dataclass
class Batch:
    """Forms, a table, and how they match. Look at `matching` before `run`, or change `inputs`.

    Attributes:
        templates: The forms.
        table: The table.
        matching: What its columns are in each form.
        inputs: The files that are read, and so are never written over.
        pictures: The folder of the pictures that answers name; None if it is not known.
    """

    templates: tuple[Template, ...]
    table: Table
    matching: TableMatch
    inputs: tuple[Path, ...]
    pictures: Path | None = None

    @classmethod
    def of(
        cls,
        form: Forms,
        table: TableSource,
        columns: str | Path | None = None,
        *,
        table_format: str | None = None,
        pictures: str | Path | None = None,
        accept: Iterable[str] = (),
        **drawing: Unpack[DrawOptions],
    ) -> Batch:
        """Read the table's headings, and match them with the forms' questions.

        Args:
            form: Names of forms, paths of definitions, or templates.
            table: The table.
            columns: The map of columns.
            table_format: Of a table whose name does not end so.
            pictures: The folder of the pictures that answers name; else the table's own.
            accept: The codes of the doubts about the table that are accepted.
            drawing: How the forms are drawn. A setting goes to every form that has it.

        Raises:
            AnswersError: The table cannot be read, or none of its columns is a question.
            UsageError: A form is named twice, or there is no such form or code, or the map has a
                fault.
            DefinitionError: A form's definition is wrong.
        """
        accepted = check_codes(accept, CODES)
        names, own = names_and_templates(form, drawing)
        compiled = own or templates(names, **drawing)
        check_unique([template.form.name for template in compiled])
        column_map = ColumnMap.read(Path(columns)) if columns else None
        opened = Table(table, table_format)
        look_path = drawing.get("look")
        look_file = Path(look_path) if look_path else None
        own_forms = (name for name in names if name.endswith(".toml"))
        read = (opened.file.path, columns, look_file, *own_forms)
        inputs = tuple(Path(path) for path in read if path)
        forms = [template.form for template in compiled]
        look = compiled[0].look
        older = older_form(opened, column_map or ColumnMap(), forms)
        matched_forms = [load(older, look)] if older else forms
        matching = TableMatch.of(
            [(form, every_wording(form, look, look_file)) for form in matched_forms],
            opened.headers,
            column_map,
            where=opened.where,
            records=opened.records,
            accepted=accepted,
        )
        if older:
            check_start(matched_forms[0], forms, opened.where)
            started = tuple(SheetNames(Wording(form, look)) for form in forms)
            matching = replace(matching, started=started)
        folder = opened.folder if pictures is None else Path(pictures)
        return cls(compiled, opened, matching, inputs, folder)

    def run(
        self,
        output: Output | None = None,
        *,
        jobs: int = 1,
        executor: Executor | None = None,
        progress: Callable[[int, int], None] | None = None,
        **arguments: Unpack[BatchArguments],
    ) -> Outcome:
        """Fill for everyone.

        Args:
            output: Where a PDF for each person and form goes, as for `batch`.
            jobs: How many processes work. They are new ones (`spawn`), so that a script needs its
                `if __name__ == "__main__":`.
            executor: Any executor of `concurrent.futures`, instead of `jobs` processes. Its workers
                must see the folder under this path.
            progress: Called with how many of how many people are done.
            arguments: The other fields of `BatchOptions`.

        Raises:
            UsageError: The options do not go together.
            AnswersError: The table cannot be read to its end, or has nobody in it.
            OutputError: A file would be written over; nothing is written then. Or the system
                refuses to write.
        """
        options = BatchOptions.of(output, arguments)
        options.check(self.matching.column_map)
        plan = Plan(self._form_names, self.table.sha256(), self.matching.column_map)
        batch = self._for_outputs(options)
        with ExitStack() as stack:
            notes = batch._claim_folder(plan, options, stack)
            fingerprints = batch._fingerprints(options)  # compiles what the workers get
            submitter = batch._submitter(options, jobs, executor, stack)
            sheet_ids = SheetIds.of(plan, options)
            run = Run(batch, options, submitter, plan, sheet_ids, fingerprints)
            return run.run(self._file_names(options), progress, notes)

    @property
    def _form_names(self) -> tuple[str, ...]:
        return tuple(template.form.name for template in self.templates)

    def _for_outputs(self, options: BatchOptions) -> Batch:
        """This batch without the map's columns that the requested outputs do not use.

        Passwords are for files, courses for print jobs.
        """
        matching = self.matching.for_outputs(
            course=bool(options.print_job or not options.makes_files),
            password=bool(options.makes_files or not options.print_job),
        )
        return replace(self, matching=matching)

    def _claim_folder(
        self, plan: Plan, options: BatchOptions, stack: ExitStack
    ) -> Sequence[Message]:
        """Make the plan, and lock the folder; nothing is left of a batch that is refused.

        Returns:
            Notes on the table as a whole.

        Raises:
            OutputError: a file would be written over, or another batch writes into the folder.
            AnswersError: the table cannot be read to its end, or has nobody in it.
        """
        folder = options.output_folder
        exists = folder is not None and files.is_folder(folder)
        if folder and exists:
            stack.enter_context(alone(folder))
        notes = self._complete(plan, options)
        if folder and not exists:
            files.make_folder(folder)
            stack.enter_context(alone(folder, new=True))
        if not options.dry_run:
            for parent in {path.parent for path in options.side_files.values()}:
                files.sweep(parent)
        if folder:
            files.sweep_batch(folder)
            stack.callback(files.sweep_batch, folder)  # after the workers have ended
        return notes

    def _complete(self, plan: Plan, options: BatchOptions) -> Sequence[Message]:
        """Put everyone into the plan, and check what will be written.

        Returns and raises as `_claim_folder`.
        """
        check = None
        if not options.dry_run:
            check = OutputCheck(options, self._file_names(options), self.inputs)
        # Answers are parsed here only if it matters now who will fail.
        read = bool(options.sheet_ids) or (check is not None and check.failed_rows.blocked)
        filled = FilledColumns(self.matching.headers)
        for person in self.people(unread=not read):
            plan.add(person, options)
            for row in person.rows:
                filled.add(row)
            if check:
                check.add(person, plan)
        plan.close()
        if check:
            check.close(plan)
        if not plan.people:
            where = Where(file=self.table.file.label)
            raise AnswersError([Message(where, Phrase("has no rows below its headings"))])
        columns = ColumnDoubts(self.matching, self.table, filled)
        refuse_doubts(columns.doubts(), self.matching.accepted)
        notes = [
            *self.matching.started_notes(plan.people),
            *columns.notes(),
            *self.matching.notes(self.table),
            *plan.notes(self.matching),
        ]
        if options.strict and notes:
            raise AnswersError(map(as_error, notes))
        return notes

    def people(self, *, unread: bool = False) -> Iterator[Person]:
        """Yield everyone in the table; with `unread`, without their answers.

        Raises:
            AnswersError: The table was saved since its headings were read. This is known at the
                end at the latest.
        """
        try:
            yield from read_people(self.matching, self.table, unread=unread)
        except Exception:  # what is half saved may look like anything
            self.table.unchanged()
            raise
        self.table.unchanged()

    def _file_names(self, options: BatchOptions) -> FileNames:
        """The names of the files. Raises UsageError for a faulty pattern."""
        several = len(self.templates) > 1
        pattern = options.filename or ("{id}-{form}" if several else "{id}")
        if several and "{form}" not in pattern:
            text = PhraseTemplate(
                "Several forms need {form} in the file name {pattern}, as in {example}"
            )
            values = {"form": "{form}", "pattern": quoted(pattern), "example": "{id}-{form}"}
            raise UsageError(text.phrase(**values))
        return FileNames(pattern)

    def _fingerprints(self, options: BatchOptions) -> InputFingerprints:
        forms = [form_fingerprint(template, lock=options.lock) for template in self.templates]
        pictures = [
            {place.path for place in template.form.all_places() if place.kind.is_picture}
            for template in self.templates
        ]
        return InputFingerprints(forms, pictures, self.pictures)

    def _submitter(
        self, options: BatchOptions, jobs: int, executor: Executor | None, stack: ExitStack
    ) -> Submitter:
        """The way to the workers; processes of ours end when the stack is closed."""
        job = Job(
            self.templates,
            pictures=self.pictures,
            folder=options.output_folder,
            returned=options.hands_over and not options.dry_run,
            lock=options.lock,
            printed=options.print_job is not None,
        )
        packed = pickle.dumps(job)
        key = hashlib.sha256(packed).hexdigest()
        if executor is not None:
            return Submitter(executor, key, packed, window=32)
        if jobs == 1:
            return Submitter(InlineExecutor(), key, packed, window=4)
        pool = stack.enter_context(processes(jobs, key, packed))
        return Submitter(pool, key, b"", window=2 * jobs + 2)  # they have the job already
