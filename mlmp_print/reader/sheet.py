"""Read one PDF of ours back: its answers, pictures and notes, and how it was drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from .. import files
from ..model.errors import PdfError, system_reason
from ..model.kinds import Kind
from ..model.limits import PDF_BYTES, PDF_FIELDS, PDF_MEMORY, PDF_QUESTIONS, PDF_SECONDS
from ..model.messages import Message, note
from ..model.paths import entries, flatten, unflatten
from ..model.phrases import Phrase, PhraseTemplate
from ..model.schema import has_place, kinds_in
from ..pdf.marks import NO_ID
from ..sandbox import sandbox
from ..sandbox.failures import STOPPED, Failure, pdf_error
from ..sandbox.protocol import Packet
from .attachment import attachment_differences
from .beside import Beside
from .beside_pictures import with_pictures
from .description import SheetOptions, checked, sheet_options
from .footers import missing_pages
from .found_fields import FoundFields
from .objects import safe_name
from .pdf import find_fields
from .questions import Questions, load_others, load_values, missing_fields
from .recognition import recognize, version_notes
from .serialize import pack, unpack
from .several_sheets import SEVERAL, has_copies, has_several_sheets, original_name
from .verdicts import not_checked


@dataclass(frozen=True)
class Read:
    """What a PDF holds.

    Attributes:
        form: The name of its form.
        version: Of the form; None where the file does not say.
        language: None where the file does not say.
        answers: As `fill` takes them.
        notes: What was left out, or is odd.
        pictures: The name that `answers` give a picture → its file's bytes.
        kinds: The kind of each question, by its path without positions.
        sheet_id: "0" where the sheet has none.
        drawn: How the sheet was drawn, as far as the file says it.
        others: The values of further fields of a question, which do not count, by path.
        differences: Where the pages, or attached answers, say something else than the fields,
            whose word counts. Only if `read` was called with `check`.
        untold: Where it cannot be told whether they do. Only if `read` was called with `check`.
        beside: What stands on the sheet and in no field: writing, drawings, notes, pages, files,
            signatures. It is in no answer, and there is a note on each.
    """

    form: str
    version: int | None
    language: str | None
    answers: dict[str, Any] = field(repr=False)
    notes: tuple[Message, ...] = ()
    pictures: dict[str, bytes] = field(default_factory=dict, repr=False)
    kinds: Mapping[str, Kind] = field(default_factory=dict, repr=False)
    sheet_id: str = NO_ID
    drawn: SheetOptions = field(default_factory=SheetOptions, repr=False)
    others: Mapping[str, tuple[Any, ...]] = field(default_factory=dict, repr=False)
    differences: tuple[Message, ...] = ()
    untold: tuple[Message, ...] = ()
    beside: tuple[Beside, ...] = ()

    def rename_pictures(self, names: Mapping[str, str]) -> dict[str, Any]:
        """The answers with other names for the pictures; a picture without one is left out.

        `names` maps a name in `pictures` to the new one.
        """
        paths = {name.rpartition(".")[0]: names.get(name) for name in self.pictures}
        values = {path: paths.get(path, value) for path, value in flatten(self.answers).items()}
        return unflatten({path: value for path, value in values.items() if value is not None})


def read(
    source: str | Path | bytes,
    *,
    password: str | None = None,
    check: bool = False,
    crops: bool = False,
    trusted: bool = False,
) -> Read:
    """Read the answers in a PDF of ours, however it was filled.

    The file is parsed in a process of its own, which is kept for the next one, and stopped if a
    file takes more than 5 s or 512 MB.

    Args:
        source: A path, or the file's bytes.
        password: For an encrypted file.
        check: Look for `differences` between the fields and the pages too, also between long
            answers and the pages at the end on which they stand.
        crops: Draw what stands `beside` the fields.
        trusted: Parse the file in this process; for files that you have made yourself.

    Raises:
        PdfError: The file is not one of our forms, is broken, or seems to hold several sheets.
        EncryptedError: It needs a password, or another one.

    >>> import mlmp_print as mlmp
    >>> pdf = mlmp.fill("wishing-well", {"name": "Peter", "date": "2027-05-01"}).pdf
    >>> found = mlmp.read(pdf, trusted=True)
    >>> found.form, found.answers["name"]
    ('wishing-well', 'Peter')
    """
    data = source if isinstance(source, bytes) else pdf_bytes(Path(source))
    found = (_read if trusted else _read_in_sandbox)(data, password, check)
    if not (crops and found.beside):
        return found
    beside, notes = with_pictures(data, found.beside, password, trusted=trusted)
    return replace(found, beside=beside, notes=(*found.notes, *notes))


def pdf_bytes(path: Path) -> bytes:
    """A file's bytes; of one that is too long, or endless, only enough to tell. Raises PdfError."""
    try:
        return files.beginning(path, PDF_BYTES + 1)
    except OSError as error:
        raise PdfError(Phrase("cannot be read: {reason}", reason=system_reason(error))) from None


# In the sandbox ---------------------------------------------------------------------------------


def read_to_json(data: bytes, password: str | None, check: bool) -> Packet:
    """Read a file in this process, and pack the result: what the sandbox runs."""
    return pack(_read(data, password, check))


READ = f"{__name__}:{read_to_json.__name__}"


def _read_in_sandbox(data: bytes, password: str | None, check: bool) -> Read:
    notes: tuple[Message, ...] = ()
    try:
        head, pictures = sandbox.run(READ, data, password=password, check=check)
    except PdfError as error:
        if not check or error.code != STOPPED:
            raise
        head, pictures = sandbox.run(READ, data, password=password, check=False)
        notes = (not_checked(),)  # the check took too long, and costs no answers
    try:
        found = Read(**unpack(head, pictures))
        return replace(found, untold=(*found.untold, *notes))
    except (TypeError, ValueError):
        sandbox.stop()
        raise pdf_error(Failure.NONSENSE, PDF_SECONDS, PDF_MEMORY) from None


# In this process --------------------------------------------------------------------------------


def _read(data: bytes, password: str | None, check: bool) -> Read:
    found = find_fields(data, password, check=check)
    description = checked(found.description)
    form, questions, whole = _questions(found, description)
    if has_several_sheets(found, questions):
        raise PdfError(SEVERAL)
    values, value_notes = load_values(found, questions)
    if entries(values) > PDF_FIELDS:
        raise PdfError(
            Phrase(
                "has answers at places so far down its lists that these have more than {limit:,} "
                "entries; no more are read",
                limit=PDF_FIELDS,
            )
        )
    values, pictures = _name_pictures(values)
    notes = [
        *found.notes,
        *missing_fields(found, questions),
        *missing_pages(found.footers, incomplete=found.incomplete or not whole),
        *_unknown_fields(found, questions),
        *value_notes,
        *_file_notes(found, questions),
        *version_notes(form, description["version"]),
    ]
    return Read(
        form=form,
        version=description["version"],
        language=description["language"],
        answers=unflatten(values),
        notes=tuple(notes),
        pictures=pictures,
        kinds=questions.kinds,
        sheet_id=found.sheet_ids[0] if found.sheet_ids else NO_ID,
        drawn=sheet_options(description),
        others=load_others(found, questions),
        differences=(*found.differences, *attachment_differences(found.attached, values)),
        untold=tuple(found.untold),
        beside=tuple(found.beside),
    )


def _questions(found: FoundFields, description: Mapping[str, Any]) -> tuple[str, Questions, bool]:
    """The name and the questions of a file's form, as the file says, or by its fields' names.

    Returns them, and False if only some of the form's fields are there.
    """
    name, schema, whole = description["form"], description.get("schema"), True
    kinds = kinds_in(schema)
    if len(kinds) > PDF_QUESTIONS:
        raise PdfError(
            Phrase(
                "says that its form has more than {limit:,} questions; no more are read",
                limit=PDF_QUESTIONS,
            )
        )
    if not kinds or not name:
        name, schema, whole = recognize(found)
        kinds = kinds_in(schema)
    return name, Questions(kinds, lambda path: has_place(schema, path)), whole


def _name_pictures(values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Give each picture a file name, from its path. Returns the values with it, and the files."""
    named: dict[str, Any] = {}
    pictures: dict[str, bytes] = {}
    for path, value in values.items():
        if isinstance(value, tuple):
            ending, content = value
            named[path] = path + ending
            pictures[path + ending] = content
        else:
            named[path] = value
    return named, pictures


def _unknown_fields(found: FoundFields, questions: Questions) -> Iterator[Message]:
    """A note for each field that holds something and is no question of the form."""
    for name, field_found in found.fields.items():
        if field_found.is_empty or name in questions:
            continue
        if original_name(name) not in questions:  # else a copy, see `has_copies`
            yield note(safe_name(name), Phrase("is no question of this form; left out"))


def _file_notes(found: FoundFields, questions: Questions) -> Iterator[Message]:
    if has_copies(found, questions):
        yield note("file", Phrase("holds a page or a sheet several times, with the same answers"))
    if found.nameless == 1:
        yield note("file", Phrase("has 1 box that belongs to no field any more; left out"))
    elif found.nameless:
        template = PhraseTemplate("has {count:,} boxes that belong to no field any more; left out")
        yield note("file", template.phrase(count=found.nameless))
