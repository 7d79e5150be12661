"""The public function `print_sets`: sets of sheets for a course, with names or without."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, Unpack

from .. import files
from ..api import CheckedAnswers, Template, templates
from ..files import AtomicFile
from ..look.look import DrawOptions
from ..look.wording import Wording
from ..model.arguments import check_arguments, check_options
from ..model.errors import AnswersError, UsageError
from ..model.losses import check_codes
from ..model.messages import NOWHERE, Message, Severity, Weight, Where
from ..model.phrases import Phrase
from ..model.sheet_ids import NO_ID
from ..printing.print_job import PrintLayout
from ..tables.doubts import ABOUT_NAMES
from ..tables.name_columns import NAME
from ..tables.table_part import TablePart
from .forms import Forms, check_forms, check_unique, names_and_templates
from .name_list import NamedPerson, NameList
from .name_source import NamesSource
from .printer import Printer
from .recipients import OutputStream, WritableFile, check_output, label_of

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class PrintedSets:
    """What `print_sets` printed.

    Attributes:
        people: How many people have a set with their name.
        nameless: How many sets have no name.
        copies: How often each set is there.
        pages: How many pages the job has, with the list and empty backs.
        notes: What there is to say of the names, each with its row; never a name.
        backs: How many of the pages are empty backs.
    """

    people: int
    nameless: int
    copies: int
    pages: int
    notes: tuple[Message, ...] = ()
    backs: int = 0

    @property
    def sets(self) -> int:
        """How many sets there are in all."""
        return (self.people + self.nameless) * self.copies


@dataclass(frozen=True)
class CourseSets:
    """The sets of a course before they are printed: everything is checked.

    Attributes:
        templates: The forms of a set, in their order.
        people: Who gets a set.
        nameless: How many sets have no name.
        notes: What there is to say of the names.
    """

    templates: tuple[Template, ...]
    people: tuple[NamedPerson, ...] = ()
    nameless: int = 0
    notes: tuple[Message, ...] = field(default=(), repr=False)

    @classmethod
    def of(
        cls,
        form: Forms,
        names: NamesSource | None = None,
        *,
        sets: int | None = None,
        accept: Iterable[str] = (),
        part: TablePart = TablePart(),  # noqa: B008 - it is frozen
        **drawing: Unpack[DrawOptions],
    ) -> CourseSets:
        """Compile the forms, and read and check the names.

        Arguments and errors are those of `print_sets`.
        """
        accepted = check_codes(accept, ABOUT_NAMES)
        named, own = names_and_templates(form, drawing)
        compiled = own or templates(named, **drawing)
        check_unique([template.form.name for template in compiled])
        if names is None:
            return cls(compiled, nameless=1 if sets is None else _at_least_one(sets))
        listed = NameList.read(names, compiled[0].look, part, accepted)
        faults = [fault for person in listed.people for fault in _faults(compiled, person)]
        if faults:
            raise AnswersError(faults)
        notes = (*listed.notes, *_nameless_forms(compiled))
        return cls(compiled, listed.people, sets or 0, notes)

    def print(
        self,
        write: Callable[[bytes], object],
        *,
        copies: int = 1,
        duplex: bool = False,
        progress: Progress | None = None,
    ) -> PrintedSets:
        """Print the job; `write` takes its bytes as they come."""
        layout = PrintLayout(duplex=duplex, copies=copies, spare=self.nameless)
        printer = Printer(self.templates, write, layout)
        total, notes = len(self.people) or self.nameless, list(self.notes)
        for done, person in enumerate(self.people, 1):
            notes += _print(printer, self.templates, person)
            _tell(progress, done, total)
        if not self.people:
            for done in range(1, total + 1):
                printer.add_nameless()
                _tell(progress, done, total)
        pages = printer.close([])
        backs = printer.job.backs
        return PrintedSets(len(self.people), self.nameless, copies, pages, tuple(notes), backs)


def print_sets(
    form: Forms,
    output: str | Path | WritableFile,
    names: NamesSource | None = None,
    *,
    sets: int | None = None,
    copies: int = 1,
    duplex: bool = False,
    accept: Iterable[str] = (),
    worksheet: str | None = None,
    heading_row: int | None = None,
    hidden: Literal["fill", "skip"] | None = None,
    force: bool = False,
    progress: Progress | None = None,
    **options: Unpack[DrawOptions],
) -> PrintedSets:
    """Print sets of empty sheets for a course into one flat PDF for the printer.

    A set is every form in the order given. With names the list for staff comes first, then
    everyone's set with the name on it, then the sets without a name.

    Args:
        form: Names of forms, paths of `.toml` definitions, or templates.
        output: The PDF: a path, or an open binary file.
        names: Who gets a set: a path or an open file, a table or a text with a name on each line;
            or names, as a list of texts; or rows, as for `batch`. Without it no set has a name.
        sets: How many sets without a name there are: 1 without names, 0 with them.
        copies: How often each whole set is printed.
        duplex: Begin each form on a front, with an empty back before it where one is needed.
        accept: The codes of the doubts about the names that are accepted: a refusal names its own.
        worksheet: The name of the sheet of a spreadsheet.
        heading_row: The number of the row with the headings.
        hidden: Whether rows that a spreadsheet hides are printed all the same, or skipped.
        force: Write over a file that exists.
        progress: Called with how many of how many sets are done.
        options: The fields of `DrawOptions`.

    Returns:
        What was printed, with notes: on a name that is too long for its line, for one.

    Raises:
        UsageError: Arguments are of a wrong type or do not go together, or there is no such form.
        DefinitionError: A form's definition is wrong.
        AnswersError: The names cannot be read, there are none, or something is wrong with one; it
            holds all faults, and nothing is printed.
        OutputError: The file exists already, or cannot be written.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     job = Path(folder) / "course.pdf"
    ...     printed = print_sets(["wishing-well", "visual-plan"], job, ["Åse", "Bo"], duplex=True)
    >>> printed.sets, printed.pages  # the list and its back; one page and its back, two pages
    (2, 10)
    """
    check_forms(form)
    check_output(output)
    if output is None or (callable(output) and not hasattr(output, "write")):
        raise UsageError(Phrase("A print job is written into one file: give a path or open one"))
    check_options(options, DrawOptions)
    check_arguments(sets=sets, copies=copies, duplex=duplex, force=force, progress=progress)
    check_arguments(worksheet=worksheet, heading_row=heading_row, hidden=hidden)
    part = TablePart(worksheet or "", heading_row or 0, hidden or "")
    job = CourseSets.of(form, names, sets=sets, accept=accept, part=part, **options)
    if not isinstance(output, str | Path):
        stream = OutputStream(output, label_of(output))
        try:
            return job.print(stream.write, copies=copies, duplex=duplex, progress=progress)
        except BaseException:
            stream.give_up()
            raise
    path = Path(output)
    inputs = [Path(names)] if isinstance(names, str | Path) else []
    files.refuse(path, inputs, force=force, argument="output")
    file = AtomicFile(path, was_free=not force)
    try:
        printed = job.print(file.add, copies=copies, duplex=duplex, progress=progress)
    except BaseException:
        file.abandon()
        raise
    file.close()
    return printed


def _at_least_one(sets: int) -> int:
    if not sets:
        raise UsageError(Phrase("Without names there is at least one set"))
    return sets


def _tell(progress: Progress | None, done: int, total: int) -> None:
    if progress:
        progress(done, total)


def _values(template: Template, person: NamedPerson) -> Mapping[str, Any]:
    """The person's answers to a form: the name, if it asks for that."""
    return {NAME: person.name} if NAME in template.form.paths else {}


def _checked(template: Template, person: NamedPerson) -> CheckedAnswers:
    return template.check_values(_values(template, person))


def _faults(compiled: Iterable[Template], person: NamedPerson) -> Iterator[Message]:
    """Yield what is wrong with a name, once for all forms."""
    for template in compiled:
        try:
            _checked(template, person)
        except AnswersError as error:
            for fault in error.messages:
                yield _located(fault, person)
            return


def _print(
    printer: Printer, compiled: Iterable[Template], person: NamedPerson
) -> Iterator[Message]:
    """Print a person's set; yield the notes on it."""
    sheets, notes = [], []
    for template in compiled:
        printed, made = template.print_checked(_checked(template, person))
        sheets.append(printed)
        for note in made:
            if note.weight is not Weight.FIT:
                what = Phrase("{form}: {note}", form=template.form.name, note=note.what)
                notes.append(_located(replace(note, what=what), person))
    printer.add("", person.name, NO_ID, sheets)
    yield from notes


def _located(message: Message, person: NamedPerson) -> Message:
    return message.at(Where(row=person.row))


def _nameless_forms(compiled: Iterable[Template]) -> Iterator[Message]:
    """Note which forms have no line for a name."""
    nameless = [template for template in compiled if NAME not in template.form.paths]
    if nameless:
        titles = [Wording(template.form, template.look).name for template in nameless]
        what = Phrase("no name is asked for on {sheets}: it stands on the list only", sheets=titles)
        yield Message(NOWHERE, what, severity=Severity.NOTE)
