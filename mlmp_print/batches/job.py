"""A batch before it runs: forms, a table, and how its columns match the questions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Unpack

from .. import files
from ..api import Template, templates
from ..look.look import DrawOptions
from ..model.errors import AnswersError
from ..model.losses import CHANGED, check_codes
from ..model.messages import Message, Where, as_error
from ..model.phrases import Phrase
from ..reader.content import PdfSource
from ..tables.column_doubts import ColumnDoubts, FilledColumns
from ..tables.column_map import ColumnMap
from ..tables.doubts import refuse_doubts
from ..tables.people import Person, read_people
from ..tables.table import Table, TableSource
from ..tables.table_match import TableMatch
from ..tables.table_part import TablePart
from ..tables.telling_cells import TellingCells
from .file_names import FileNames
from .fingerprints import InputFingerprints
from .forms import Forms, check_unique, names_and_templates
from .journal import alone
from .matching import open_and_match
from .older_arguments import SUPPLIED, OlderArguments, check_signs
from .older_sheets import OlderSheets
from .options import ACCEPTED, BatchArguments, BatchOptions
from .outputs import OutputCheck
from .plan import Plan
from .reading import Reading
from .recipients import Output
from .report import Outcome
from .run import Run
from .sheet_ids import SheetIds
from .work import Change, Job
from .workers import Workers


@dataclass
class Batch:
    """Forms, a table, and how they match. Look at `matching` before `run`, or change `inputs`.

    Attributes:
        templates: The forms.
        table: The table.
        matching: What its columns are in each form.
        inputs: The files that are read, and so are never written over.
        pictures: The folder of the pictures that answers name; None if it is not known.
        accepted: The codes of the doubts and losses that are accepted.
        names: The forms as the caller named them; none if the templates are the caller's.
        drawing: How the forms are drawn, as the caller said it.
        older: The older sheets that people's sheets start from, or that are changed.
    """

    templates: tuple[Template, ...]
    table: Table
    matching: TableMatch
    inputs: tuple[Path, ...]
    pictures: Path | None = None
    accepted: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    drawing: DrawOptions = field(default_factory=DrawOptions)
    older: OlderSheets | None = None

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
        part: TablePart = TablePart(),  # noqa: B008 - it is frozen
        **drawing: Unpack[DrawOptions],
    ) -> Batch:
        """Read the table's headings, and match them with the forms' questions.

        Args:
            form: Names of forms, paths of definitions, or templates.
            table: The table.
            columns: The map of columns.
            table_format: Of a table whose name does not end so.
            pictures: The folder of the pictures that answers name; else the table's own.
            accept: The codes of what is accepted: doubts about the table, losses of older sheets.
            part: Which part of the table's file is read. What it leaves open the map may say.
            drawing: How the forms are drawn. A setting goes to every form that has it.

        Raises:
            AnswersError: The table cannot be read, or none of its columns is a question.
            UsageError: A form is named twice, or there is no such form or code, or the map has a
                fault.
            DefinitionError: A form's definition is wrong.
        """
        accepted = check_codes(accept, ACCEPTED)
        names, own = names_and_templates(form, drawing)
        compiled = own or templates(names, **drawing)
        check_unique([template.form.name for template in compiled])
        column_map = ColumnMap.read(Path(columns)) if columns else ColumnMap()
        look_path = drawing.get("look")
        look_file = Path(look_path) if look_path else None
        opened, matching = open_and_match(
            compiled, table, table_format, column_map, part, look_file, accepted
        )
        own_forms = (name for name in names if name.endswith(".toml"))
        read = (opened.file.path, columns, look_file, *own_forms)
        inputs = tuple(Path(path) for path in read if path)
        folder = opened.folder if pictures is None else Path(pictures)
        return cls(compiled, opened, matching, inputs, folder, accepted, tuple(names), drawing)

    def use_older(self, sheets: Iterable[PdfSource], arguments: OlderArguments) -> None:
        """Read the older sheets that everyone's start from, or that are changed.

        Raises:
            AnswersError: No sheet can be read, or the register is none.
        """
        check_signs(self.matching, self.table.where)
        older = OlderSheets.read(sheets, self.accepted, arguments)
        for person in self.people(unread=True):
            older.claim(person)
        self.older = older
        self.matching = replace(self.matching, accepted=self.matching.accepted | SUPPLIED)
        self.inputs += tuple(older.files)

    def run(
        self,
        output: Output | None = None,
        *,
        jobs: int | None = 1,
        executor: Executor | None = None,
        progress: Callable[[int, int], None] | None = None,
        **arguments: Unpack[BatchArguments],
    ) -> Outcome:
        """Fill for everyone.

        Args:
            output: Where a PDF for each person and form goes, as for `batch`.
            jobs: How many processes work. They are new ones (`spawn`), so that a script needs its
                `if __name__ == "__main__":`. None: as many as are of use.
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
        matching = self.matching
        changed = self.older is not None and self.older.changed
        options.check(matching.column_map, changed=changed)
        plan = Plan(self._form_names, self.table.sha256(), matching.column_map, matching.accepted)
        batch = self._for_outputs(options)
        with ExitStack() as stack:
            work = options.work(len(self.templates), batch.matching.column_map)
            workers = Workers(jobs, executor, stack, work)
            notes = batch._claim_folder(plan, options, workers, stack)
            fingerprints = InputFingerprints.of_forms(
                self.templates, self.pictures, lock=options.lock
            )  # compiles what the workers get
            reading = Reading.of(batch, options, fingerprints)
            way = workers.submitter(batch._job(options, reading))
            sheet_ids = SheetIds.of(plan, options)
            run = Run(batch, options, way, plan, sheet_ids, None if reading else fingerprints)
            return run.run(self._file_names(options, plan.row_digits), progress, notes)

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
        self, plan: Plan, options: BatchOptions, workers: Workers, stack: ExitStack
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
        notes = self._complete(plan, options, workers)
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

    def _complete(self, plan: Plan, options: BatchOptions, workers: Workers) -> Sequence[Message]:
        """Put everyone into the plan, and check what will be written.

        Returns and raises as `_claim_folder`.
        """
        check = None
        names = self._file_names(options)
        if not options.dry_run:
            check = OutputCheck(options, names, self.inputs)
        # Answers are parsed here only if it matters now who will fail.
        read = bool(options.sheet_ids) or (check is not None and check.failed_rows.blocked)
        filled, cells = FilledColumns(self.matching.headers), TellingCells(self.matching)
        for person in self.people(unread=not read):
            plan.add(person, options)
            workers.expect(plan.people)
            cells.add(person.rows)
            for row in person.rows:
                filled.add(row)
            if check:
                check.add(person)
        plan.close()
        doubts = plan.doubts(self.matching.id_header, names, options)
        refuse_doubts([*plan.repeats.doubts(self.matching), *doubts], self.matching.accepted)
        if check:
            check.close(plan)
        if not plan.people:
            where = Where(file=self.table.file.label)
            raise AnswersError([Message(where, Phrase("has no rows below its headings"))])
        columns = ColumnDoubts(self.matching, self.table, filled, cells)
        refuse_doubts(columns.doubts(), self.matching.accepted)
        notes = [
            *self.matching.started_notes(plan.people),
            *(self.older.table_notes() if self.older else columns.notes()),
            *self.matching.notes(self.table),
            *(plan.notes(self.matching.id_header) if options.makes_names else ()),
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
            for person in read_people(self.matching, self.table, unread=unread):
                if self.older and not unread:
                    self.older.start(person, self.templates)
                yield person
        except Exception:  # what is half saved may look like anything
            self.table.unchanged()
            raise
        self.table.unchanged()

    def _file_names(self, options: BatchOptions, row_digits: int = 0) -> FileNames:
        """The names of the files. Raises UsageError for a faulty pattern."""
        return FileNames.of(options.filename, row_digits, several=len(self.templates) > 1)

    def _change(self) -> Change | None:
        """How older sheets are changed; None if new ones are made."""
        if self.older is None or not self.older.changed:
            return None
        return Change(self.names, self.drawing, self.accepted & frozenset(CHANGED))

    def _job(self, options: BatchOptions, reading: Reading | None) -> Job:
        """What the workers make for everyone."""
        return Job(
            self.templates,
            pictures=self.pictures,
            folder=options.output_folder,
            returned=options.hands_over and not options.dry_run,
            lock=options.lock,
            printed=options.print_job is not None,
            change=self._change(),
            reading=reading,
        )
