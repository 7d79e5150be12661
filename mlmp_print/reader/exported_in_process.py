"""Read the answers of an FDF or XFDF to one form, in the process that parses it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..model.errors import PdfError
from ..model.messages import Message, Severity
from ..model.paths import unflatten
from ..model.phrases import Phrase
from ..sandbox.protocol import Packet
from .export_form import asked, recognize_export
from .exports import open_export
from .found_fields import FoundFields
from .in_process import check_entries
from .other_fields import unknown_field_notes
from .questions import Questions, load_values
from .recognition import fits, patterns_of
from .serialize import pack_exported
from .several_sheets import SEVERAL, has_several_sheets


def answers_to_json(data: bytes, form: str, schema: Mapping[str, Any]) -> Packet:
    """Read the answers, and pack them with the notes and faults: what the sandbox runs.

    Raises:
        PdfError: The file is broken, of another form, or holds several sheets.
        EncryptedError: It is encrypted.
    """
    export, questions = open_export(data), asked(schema)
    found = export.found()
    _check_form(found, form, questions)
    emptied = export.fit(found, questions)
    if has_several_sheets(found, questions):
        raise PdfError(SEVERAL)
    values, value_notes = load_values(found, questions)
    check_entries([*values, *emptied])
    answers = unflatten({**dict.fromkeys(sorted(emptied), ""), **values})
    faults: list[Message] = []
    notes: list[Message] = []
    for message in (*found.notes, *value_notes, *unknown_field_notes(found, questions)):
        is_lost = message.path != "file" and message.path not in values and not message.code
        (faults if is_lost else notes).append(message)
    return pack_exported(answers, notes, map(_as_fault, faults)), b""


def _as_fault(message: Message) -> Message:
    return replace(message, severity=Severity.ERROR)


def _check_form(found: FoundFields, form: str, questions: Questions) -> None:
    """Raises PdfError for fields that are another form's."""
    if fits(patterns_of(found.fields), questions.kinds):
        return
    try:
        other, _, _ = recognize_export(found)
    except PdfError:
        other = ""
    if other:
        what = Phrase(
            "holds the fields of another form: {other}, not {form}", other=other, form=form
        )
        raise PdfError(what)
    raise PdfError(Phrase("holds fields that are not those of {form}", form=form))
