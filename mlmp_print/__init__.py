"""Accessible PDF sheets for “Mit liv – Min plan”: draw them, fill them from JSON, read them back.

    import mlmp_print as mlmp

    mlmp.blank("visual-plan")                    # the bytes of an empty form
    template = mlmp.template("visual-plan")      # a form compiled once, to fill it many times
    template.fill(answers).pdf                   # the bytes of a filled form
    template.fill(answers, lock=True).pdf        # the archive copy: PDF/A, read-only
    mlmp.encrypt(pdf, password)                  # the same file, which the password opens

    sheet = mlmp.read("filled.pdf")
    sheet.answers                                # the answers again
    mlmp.change("visual-plan", sheet, {"date": "2027-05-01"}).pdf  # the sheet with another date
    mlmp.carry("status-sheet", sheet).answers    # what the next sheet starts from

    mlmp.draft_map("visual-plan", "export.csv").toml  # which column is which question
    mlmp.batch("visual-plan", "export.csv", "plans")  # a PDF for everyone in a table
    mlmp.batch("visual-plan", rows, "plans.zip")      # the same from rows in memory, into a zip
    mlmp.print_sets("visual-plan", "course.pdf", ["Åse", "Bo"])  # sets for a course, to print
    mlmp.read_many(["returned"])                 # the answers of every PDF in a folder
    mlmp.goals(sheet)                            # the goals on a sheet, one by one
    mlmp.Returns(mlmp.read_register("ids.csv"))  # who has answered, and who has not

    mlmp.scan(["scans.pdf"])                     # the answers on paper, and what is in doubt

    mlmp.effects(["returned"]).to_json()         # how it went, over many: counts of goals

    mlmp.forms()                                 # the forms that there are
    mlmp.check("visual-plan", answers).faults    # what is wrong with answers, without filling
    mlmp.preview(pdf, page=2)                    # the bytes of a PNG
    mlmp.layouts("visual-plan")                  # where people mark it on paper, as JSON

    with mlmp.language("da"):                    # what is said is in Danish here
        mlmp.fill("visual-plan", answers)

A name is imported when it is first used, so that `import mlmp_print` is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api import (
        Carried,
        Checked,
        Filled,
        Template,
        blank,
        carry,
        change,
        check,
        encrypt,
        fill,
        layouts,
        preview,
        template,
    )
    from .batches.batch import batch
    from .batches.drafted_map import DraftedMap, draft_map
    from .batches.print_sets import PrintedSets, print_sets
    from .batches.register import read_register
    from .batches.report import Outcome
    from .batches.returns import MissingSheets, RepeatedSheet, Returned, Returns
    from .batches.sheet_ids import RegisterEntry
    from .definitions.about import FormInfo, FormTitle, columns, example, forms
    from .definitions.load import schema
    from .look.catalogs import language
    from .model.errors import (
        AnswersError,
        DefinitionError,
        EncryptedError,
        LossError,
        MlmpError,
        OutputError,
        PdfError,
        TooFewError,
        UsageError,
    )
    from .printing.print_job import PrintLayout
    from .reader.beside import Beside
    from .reader.goals import Goal, goals
    from .reader.impersonal import LeftOut, impersonal
    from .reader.many import Received, read_many
    from .reader.sheet import Read, read
    from .scanner.review import read_corrections, write_review
    from .scanner.review_items import review_items
    from .scanner.scan import Scanned, scan
    from .scanner.scanned_sheet import ScannedSheet
    from .scanner.sheet_answers import Doubt
    from .summary.effects import Effects, effects

__version__ = "0.1.0"

# The public names by the module that each is imported from.
_NAMES = {
    "api": (
        "Carried", "Checked", "Filled", "Template", "blank", "carry", "change", "check", "encrypt",
        "fill", "layouts", "preview", "template",
    ),
    "batches.batch": ("batch",),
    "batches.drafted_map": ("DraftedMap", "draft_map"),
    "batches.print_sets": ("PrintedSets", "print_sets"),
    "batches.register": ("read_register",),
    "batches.report": ("Outcome",),
    "batches.returns": ("MissingSheets", "RepeatedSheet", "Returned", "Returns"),
    "batches.sheet_ids": ("RegisterEntry",),
    "definitions.about": ("FormInfo", "FormTitle", "columns", "example", "forms"),
    "definitions.load": ("schema",),
    "look.catalogs": ("language",),
    "model.errors": (
        "AnswersError", "DefinitionError", "EncryptedError", "LossError", "MlmpError",
        "OutputError", "PdfError", "TooFewError",
        "UsageError",
    ),
    "printing.print_job": ("PrintLayout",),
    "reader.beside": ("Beside",),
    "reader.goals": ("Goal", "goals"),
    "reader.impersonal": ("LeftOut", "impersonal"),
    "reader.many": ("Received", "read_many"),
    "reader.sheet": ("Read", "read"),
    "scanner.review": ("read_corrections", "write_review"),
    "scanner.review_items": ("review_items",),
    "scanner.scan": ("Scanned", "scan"),
    "scanner.scanned_sheet": ("ScannedSheet",),
    "scanner.sheet_answers": ("Doubt",),
    "summary.effects": ("Effects", "effects"),
}  # fmt: skip
_MODULES = {name: module for module, names in _NAMES.items() for name in names}

__all__ = [
    "AnswersError",
    "Beside",
    "Carried",
    "Checked",
    "DefinitionError",
    "Doubt",
    "DraftedMap",
    "Effects",
    "EncryptedError",
    "Filled",
    "FormInfo",
    "FormTitle",
    "Goal",
    "LeftOut",
    "LossError",
    "MissingSheets",
    "MlmpError",
    "Outcome",
    "OutputError",
    "PdfError",
    "PrintLayout",
    "PrintedSets",
    "Read",
    "Received",
    "RegisterEntry",
    "RepeatedSheet",
    "Returned",
    "Returns",
    "Scanned",
    "ScannedSheet",
    "Template",
    "TooFewError",
    "UsageError",
    "batch",
    "blank",
    "carry",
    "change",
    "check",
    "columns",
    "draft_map",
    "effects",
    "encrypt",
    "example",
    "fill",
    "forms",
    "goals",
    "impersonal",
    "language",
    "layouts",
    "preview",
    "print_sets",
    "read",
    "read_corrections",
    "read_many",
    "read_register",
    "review_items",
    "scan",
    "schema",
    "template",
    "write_review",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used (PEP 562)."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_MODULES[name]}", __name__), name)
