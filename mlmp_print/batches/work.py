"""What a batch's worker does for one person after another.

It reads and checks the answers, fills each form, writes the files under temporary names, and draws
the sheets for the printer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from .. import api, files
from ..api import CheckedAnswers, Filled, Template, encrypt
from ..look.look import DrawOptions
from ..model.errors import AnswersError, UsageError
from ..model.messages import Message, Where
from ..model.paths import unflatten
from ..model.sheet_ids import NO_ID
from ..printing.print_job import PrintedSheets
from ..reader.sheet import Read
from ..tables.people import Person, sheet_names
from ..tables.person_answers import PersonAnswers
from .packed_sheet import PackedSheet
from .reading import Reading

NO_FORM = -1  # the place of a fault that is not in a form’s answers

Notes = tuple[Message, ...]


@dataclass(frozen=True)
class Job:
    """What is made for everyone.

    Attributes:
        templates: The forms.
        pictures: The folder of the pictures that answers name; None if it is not known.
        folder: Where the files go; none if no files are written.
        returned: Whether the files come back, instead of going into a folder.
        lock: Whether they are archive copies.
        printed: Whether sheets are drawn for a print job.
        change: How older sheets are changed; None if new ones are made.
        reading: What answers are read with; None if the first process has read them.
    """

    templates: tuple[Template, ...]
    pictures: Path | None
    folder: Path | None
    returned: bool = False
    lock: bool = False
    printed: bool = False
    change: Change | None = None
    reading: Reading | None = None


@dataclass(frozen=True)
class Change:
    """How older sheets are changed.

    Attributes:
        names: The forms; none if the job's templates draw the sheets.
        drawing: What is drawn otherwise than in the older sheet.
        accepted: The codes of what may be lost.
    """

    names: tuple[str, ...]
    drawing: DrawOptions
    accepted: frozenset[str]


@dataclass(frozen=True)
class Item:
    """The work for one person. All tuples have an entry for each form.

    Attributes:
        names: The names of the files; "" where none is wanted.
        values: Path → checked value; nothing if the worker reads the answers.
        sheet_id: What the sheets carry instead of a name.
        password: What the files are encrypted with; "" for none.
        inputs: The fingerprint of what each file is made from.
        kept: The notes on a file that is there already and stays, else None.
        older: The older sheets that are changed; none if new ones are made.
        person: Whose answers the worker reads; None if they were read before.
    """

    names: tuple[str, ...]
    values: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)
    sheet_id: str = NO_ID
    password: str = field(default="", repr=False)
    inputs: tuple[str, ...] = ()
    kept: tuple[Notes | None, ...] = ()
    older: tuple[PackedSheet, ...] = ()
    person: Person | None = field(default=None, repr=False)

    @property
    def new_names(self) -> tuple[str, ...]:
        """The names of the files that are to be made; "" for others."""
        return tuple(
            name if self.kept_notes(place) is None else "" for place, name in enumerate(self.names)
        )

    def kept_notes(self, place: int) -> Notes | None:
        """The notes on a file that stays, else None."""
        return self.kept[place] if self.kept else None


@dataclass(frozen=True)
class Result:
    """What a worker did for one person. Tuples have an entry for each form.

    Attributes:
        pdfs: The files, if they come back; b"" for one that was not to be made.
        parts: The temporary names of the files; "" for one that was not to be made.
        sha256: The hashes of the files that are written into a folder.
        notes: What there is to say of each.
        sheets: The sheets for the printer.
        faults: What is wrong, each with the place of its form; then there is nothing else.
        inputs: The fingerprint of what each file is made from.
        troubles: What is wrong with the person's rows; then there is nothing else.
        places: Where in the table the answers stand that notes and faults are about, by form and
            path; nothing if the first process has read the answers.
        sheet_names: The name on each sheet for the printer; "" where there is none.
    """

    pdfs: tuple[bytes, ...] = field(default=(), repr=False)
    parts: tuple[str, ...] = ()
    sha256: tuple[str, ...] = ()
    notes: tuple[Notes, ...] = ()
    sheets: tuple[PrintedSheets, ...] = field(default=(), repr=False)
    faults: tuple[tuple[int, Message], ...] = ()
    inputs: tuple[str, ...] = ()
    troubles: tuple[Message, ...] = ()
    places: Mapping[tuple[int, str], Where] = field(default_factory=dict)
    sheet_names: tuple[str, ...] = field(default=(), repr=False)


def make(job: Job, items: Sequence[Item]) -> list[Result]:
    """Do the work for a chunk of people.

    If one form fails for a person, none of that person's files is written.

    Raises:
        OutputError: a file cannot be written.
    """
    # All are read before the first is filled in: a processor that does one thing at a time finds
    # more of it in its caches.
    read = [_read(job, item) for item in items]
    with files.BatchParts(job.folder or Path()) as parts:
        return [_make(job, item, answers, parts) for item, answers in read]


def _read(job: Job, item: Item) -> tuple[Item | Result, Sequence[PersonAnswers]]:
    """Read a person's answers, unless the first process has done that.

    Returns:
        The work with the answers, or what is wrong with the person's rows.
    """
    if job.reading is None or item.person is None:
        return item, ()
    answers, troubles = job.reading.read(item.person)
    if troubles:
        return Result(troubles=tuple(troubles)), ()
    values = tuple(form_answers.values for form_answers in answers)
    inputs = job.reading.inputs(answers, item.password)
    return Item(item.names, values, password=item.password, inputs=inputs), answers


def _make(
    job: Job, item: Item | Result, answers: Sequence[PersonAnswers], parts: files.BatchParts
) -> Result:
    """Do the work for one person, or say what is wrong with the rows."""
    if isinstance(item, Result):
        return item
    result = _filled_and_written(job, item, parts)
    places = _places(answers, result) if answers else {}
    names = sheet_names(answers) if answers and job.printed else ()
    if not (places or names):  # most have nothing to say
        return result
    return replace(result, places=places, sheet_names=names)


def _places(answers: Sequence[PersonAnswers], result: Result) -> dict[tuple[int, str], Where]:
    """Where in the table the answers stand that there is something to say of."""
    told = [(place, fault.path) for place, fault in result.faults if place != NO_FORM]
    told += [(place, note.path) for place, notes in enumerate(result.notes) for note in notes]
    return {(place, path): answers[place].where(path) for place, path in told}


def _filled_and_written(job: Job, item: Item, parts: files.BatchParts) -> Result:
    """Do the work for one person whose answers are read."""
    checked: list[CheckedAnswers] = []
    if job.change:
        filled, faults = _changed(job, job.change, item)
    else:
        checked, faults = _check(job, item)
        filled = [] if faults else _filled(job, item, checked)
    if faults:
        return Result(faults=tuple(faults))
    try:
        pdfs = [_pdf(form, item.password) for form in filled]
    except UsageError as error:
        return Result(faults=tuple((NO_FORM, message) for message in error.messages))
    notes = [form.notes if form else () for form in filled]
    sheets = []
    if job.printed:
        forms = zip(job.templates, checked, strict=True)
        printed = [template.print_checked(answers, item.sheet_id) for template, answers in forms]
        sheets, notes = [sheet for sheet, _ in printed], [note for _, note in printed]
    return Result(
        pdfs=tuple(pdfs) if job.returned else (),
        parts=_write(job, item, pdfs, parts),
        sha256=_hashes(job, pdfs) if job.folder else (),
        notes=tuple(notes),
        sheets=tuple(sheets),
        inputs=item.inputs,
    )


def _check(job: Job, item: Item) -> tuple[list[CheckedAnswers], list[tuple[int, Message]]]:
    """The checked answers to each form, and the faults of all."""
    checked: list[CheckedAnswers] = []
    faults: list[tuple[int, Message]] = []
    for place, (template, values) in enumerate(zip(job.templates, item.values, strict=True)):
        try:
            checked.append(template.check_values(values, job.pictures))
        except AnswersError as error:
            faults += [(place, fault) for fault in error.messages]
    return checked, faults


def _filled(job: Job, item: Item, checked: Sequence[CheckedAnswers]) -> list[Filled | None]:
    """The filled forms that are to be made."""
    return [
        template.fill_checked(answers, lock=job.lock, sheet_id=item.sheet_id) if name else None
        for template, answers, name in zip(job.templates, checked, item.new_names, strict=True)
    ]


def _changed(
    job: Job, change: Change, item: Item
) -> tuple[list[Filled | None], list[tuple[int, Message]]]:
    """The changed sheets that are to be made, and the faults of all."""
    changed: list[Filled | None] = []
    faults: list[tuple[int, Message]] = []
    for place, (older, values, name) in enumerate(
        zip(item.older, item.values, item.new_names, strict=True)
    ):
        if not name:
            changed.append(None)
            continue
        try:
            changed.append(_change(job, change, place, older.read(), unflatten(values)))
        except AnswersError as error:
            faults += [(place, fault) for fault in error.messages]
    return changed, faults


def _change(
    job: Job, change: Change, place: int, older: Read, answers: Mapping[str, Any]
) -> Filled:
    """Change one sheet. Raises AnswersError."""
    if not change.names:
        return job.templates[place].change(
            older, answers, job.pictures, lock=job.lock, accept=change.accepted
        )
    return api.change(
        change.names[place],
        older,
        answers,
        job.pictures,
        lock=job.lock,
        accept=change.accepted,
        **change.drawing,
    )


def _pdf(filled: Filled | None, password: str) -> bytes:
    if filled is None:
        return b""
    return encrypt(filled.pdf, password) if password else filled.pdf


def _hashes(job: Job, pdfs: Sequence[bytes]) -> tuple[str, ...]:
    """The hashes of files; "" for one that was not to be made."""
    if job.change:
        return tuple(hashlib.sha256(pdf).hexdigest() if pdf else "" for pdf in pdfs)
    forms = [template.compiled_form(lock=job.lock).static for template in job.templates]
    return tuple(form.sha256(pdf) if pdf else "" for form, pdf in zip(forms, pdfs, strict=True))


def _write(job: Job, item: Item, pdfs: Sequence[bytes], parts: files.BatchParts) -> tuple[str, ...]:
    """Write the files under temporary names, and return those."""
    if not job.folder:
        return ()
    named = zip(item.new_names, pdfs, strict=True)
    return tuple(parts.add(name, pdf) if name else "" for name, pdf in named)
