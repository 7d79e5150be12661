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
    from .api import Carried, Filled, Template, blank, carry, change, encrypt, fill, template
    from .batches.batch import batch
    from .batches.outcome import Outcome
    from .definitions.load import schema
    from .model.errors import (
        AnswersError,
        DefinitionError,
        EncryptedError,
        MlmpError,
        OutputError,
        PdfError,
        UsageError,
    )
    from .reader.many import Received, read_many
    from .reader.sheet import Read, read

__version__ = "0.1.0"

# Each public name, and the module that it is imported from when it is first used.
_MODULES = {
    "Carried": "api", "Filled": "api", "Template": "api", "blank": "api", "carry": "api",
    "change": "api", "encrypt": "api", "fill": "api", "template": "api",
    "schema": "definitions.load",
    "Read": "reader.sheet", "read": "reader.sheet",
    "Received": "reader.many", "read_many": "reader.many",
    "Outcome": "batches.outcome", "batch": "batches.batch",
    "AnswersError": "model.errors", "DefinitionError": "model.errors", "EncryptedError": "model.errors",
    "MlmpError": "model.errors", "OutputError": "model.errors", "PdfError": "model.errors", "UsageError": "model.errors",
}  # fmt: skip

__all__ = [  # noqa: RUF022 - verbs first
    "Carried", "Filled", "Read", "Template", "blank", "carry", "change", "encrypt", "fill", "read", "schema", "template",
    "Outcome", "batch",
    "Received", "read_many",
    "AnswersError", "DefinitionError", "EncryptedError", "MlmpError", "OutputError", "PdfError", "UsageError",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_MODULES[name]}", __name__), name)
