"""The answers in an FDF or XFDF, for a form that the caller names.

Here nothing may be lost in silence, as with answers in JSON: what `read` leaves out with a note is
a fault.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..model.errors import AnswersError, PdfError
from ..model.limits import PDF_MEMORY, PDF_SECONDS
from ..model.messages import Message
from ..model.phrases import Phrase
from ..sandbox import sandbox
from ..sandbox.failures import Failure, pdf_error
from .content import PdfSource, pdf_bytes
from .formats import export_format, is_pdf
from .serialize import unpack_exported

# What the sandbox runs.
_ANSWERS = f"{__package__}.exported_in_process:answers_to_json"


class ExportedAnswers(NamedTuple):
    """What an export holds for a form: answers as `fill` takes them, and notes.

    An answer that the export says is empty is "".
    """

    answers: dict[str, Any]
    notes: tuple[Message, ...]


def exported_answers(source: PdfSource, form: str, schema: Mapping[str, Any]) -> ExportedAnswers:
    """Read the answers to one form. The file is parsed in the sandbox.

    Args:
        source: A path, the file's bytes, or an open binary file.
        form: The name of the form.
        schema: The JSON Schema of its answers.

    Raises:
        AnswersError: A value is of no question, or not one that its question can have.
        PdfError: It is neither FDF nor XFDF, is broken, or of another form.
        EncryptedError: It is encrypted.
    """
    data = pdf_bytes(source, "answers")
    if is_pdf(data):
        raise PdfError(Phrase("is a PDF, and no file with answers"), code="is-pdf")
    if not export_format(data):
        raise PdfError(Phrase("is neither FDF nor XFDF"))
    head, _ = sandbox.run(_ANSWERS, data, form=form, schema=schema)
    try:
        answers, notes, faults = unpack_exported(head)
    except (TypeError, ValueError):
        sandbox.stop()
        raise pdf_error(Failure.NONSENSE, PDF_SECONDS, PDF_MEMORY) from None
    if faults:
        raise AnswersError(faults)
    return ExportedAnswers(answers, notes)
