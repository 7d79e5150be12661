"""Read a file in the process that parses it, which is the sandbox for every file from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from ..model.errors import PdfError
from ..model.limits import PDF_FIELDS, PDF_QUESTIONS
from ..model.messages import Message, note
from ..model.paths import entries, unflatten
from ..model.phrases import Phrase
from ..model.schema import has_place, kinds_in
from ..model.sheet_ids import NO_ID
from ..sandbox.protocol import Packet
from .attachment import attachment_differences
from .description import checked, sheet_options
from .export_form import recognize_export
from .exports import open_export
from .footers import missing_pages
from .formats import export_format
from .found_fields import FoundFields
from .other_fields import look_at_other_fields
from .pdf import find_fields
from .questions import Questions, load_others, load_values, missing_fields
from .recognition import recognize, version_notes
from .serialize import pack
from .several_sheets import SEVERAL, has_copies, has_several_sheets
from .sheet import Read
from .sheet_questions import with_questions
from .sheet_records import is_record, read_record
from .verdicts import no_page


def read_to_json(data: bytes, password: str | None, check: bool) -> Packet:
    """Read a file in this process, and pack the result: what the sandbox runs."""
    return pack(read_in_process(data, password, check))


def read_in_process(data: bytes, password: str | None, check: bool) -> Read:
    """Read a file in this process. Arguments and errors are those of `sheet.read`."""
    if export_format(data):
        return _read_export(data, check)
    if is_record(data):
        record = read_record(data)
        return replace(record, untold=(no_page(),)) if check else record
    found = find_fields(data, password, check=check)
    description = checked(found.description)
    form, questions, whole = _questions(found, description)
    return _sheet(found, description, form, questions, whole=whole)


def _read_export(data: bytes, check: bool) -> Read:
    """Read FDF or XFDF: fields without a sheet, and without a word on their form."""
    export = open_export(data)
    found = export.found()
    form, questions, notes = recognize_export(found)
    export.fit(found, questions)
    found.notes += notes
    if check:
        found.untold.append(no_page())
    return replace(_sheet(found, checked({}), form, questions, whole=True), exported=True)


def _sheet(
    found: FoundFields,
    description: Mapping[str, Any],
    form: str,
    questions: Questions,
    *,
    whole: bool,
) -> Read:
    """What is read, from what was found and the form that it is of."""
    if has_several_sheets(found, questions):
        raise PdfError(SEVERAL)
    values, value_notes = load_values(found, questions)
    check_entries(values)
    values, pictures = _name_pictures(values)
    notes = [
        *found.notes,
        *missing_fields(found, questions),
        *missing_pages(found.footers, incomplete=found.incomplete or not whole),
        *look_at_other_fields(found, questions),
        *value_notes,
        *_file_notes(found, questions),
        *version_notes(form, description["version"]),
    ]
    differences = (*found.differences, *attachment_differences(found.attached, values))
    language = description["language"]
    return Read(
        form=form,
        version=description["version"],
        language=language,
        answers=unflatten(values),
        notes=with_questions(notes, form, language),
        pictures=pictures,
        kinds=questions.kinds,
        sheet_id=found.sheet_ids[0] if found.sheet_ids else NO_ID,
        drawn=sheet_options(description),
        others=load_others(found, questions),
        differences=with_questions(differences, form, language),
        untold=with_questions(found.untold, form, language),
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


def check_entries(paths: Iterable[str]) -> None:
    """Raises PdfError for values that stand so far down their lists that these are very long."""
    if entries(paths) > PDF_FIELDS:
        raise PdfError(
            Phrase(
                "has answers at places so far down its lists that these have more than {limit:,} "
                "entries; no more are read",
                limit=PDF_FIELDS,
            )
        )


def _file_notes(found: FoundFields, questions: Questions) -> Iterator[Message]:
    if has_copies(found, questions):
        yield note("file", Phrase("holds a page or a sheet several times, with the same answers"))
