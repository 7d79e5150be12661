"""Beautiful, accessible, fillable PDF sheets for “Mit liv – Min plan”: draw them, fill them from JSON, read them back.

    import mlmp_print as mlmp
    mlmp.blank("visual-plan")                  # bytes of an empty form
    template = mlmp.template("visual-plan")    # compiled once
    template.fill(answers).pdf                 # bytes of a filled one
    template.fill(answers, lock=True).pdf      # the copy for the archive: PDF/A, read-only, answers attached
    mlmp.encrypt(pdf, password)                # the same file, to be opened with the password
    mlmp.read("filled.pdf").answers            # the answers again
    mlmp.change("visual-plan", mlmp.read("filled.pdf"), {"date": "2027-05-01"}).pdf  # the same, with some answers changed
    for received in mlmp.read_many(["returned"]): ...  # all in a folder; a broken one stops none
    mlmp.batch("visual-plan", "export.csv", "plans")  # one for everyone in a table
    mlmp.carry("status-sheet", mlmp.read("filled.pdf")).answers  # what the next sheet starts from

Nothing heavy is imported until it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .batching import Outcome, batch
    from .collecting import Received, read_many
    from .model.errors import AnswersError, AskedWrong, DefinitionError, EncryptedError, MlmpError, OutputError, PdfError
    from .verbs import Carried, Filled, Read, Template, blank, carry, change, encrypt, fill, read, schema, template

__version__ = "0.1.0"

_VERBS = ("Carried", "Filled", "Read", "Template", "blank", "carry", "change", "encrypt", "fill", "read", "schema", "template")
_BATCH = ("Outcome", "batch")
_COLLECTING = ("Received", "read_many")
_ERRORS = ("AnswersError", "AskedWrong", "DefinitionError", "EncryptedError", "MlmpError", "OutputError", "PdfError")

__all__ = [  # noqa: RUF022 - verbs first
    "Carried", "Filled", "Read", "Template", "blank", "carry", "change", "encrypt", "fill", "read", "schema", "template",
    "Outcome", "batch",
    "Received", "read_many",
    "AnswersError", "AskedWrong", "DefinitionError", "EncryptedError", "MlmpError", "OutputError", "PdfError",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name in _VERBS:
        return getattr(import_module(".verbs", __name__), name)
    if name in _BATCH:
        return getattr(import_module(".batching", __name__), name)
    if name in _COLLECTING:
        return getattr(import_module(".collecting", __name__), name)
    if name in _ERRORS:
        return getattr(import_module(".errors", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
