"""The options of a batch."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypedDict

from ..files import is_zip
from ..model.errors import UsageError
from ..model.losses import CHANGED as LOSSES
from ..model.phrases import Phrase, PhraseTemplate
from ..pdf.encrypt import checked as check_password
from ..printing.print_job import PrintLayout
from ..tables.column_map import ColumnMap
from ..tables.doubts import CODES as DOUBTS
from .recipients import (
    FunctionRecipient,
    Output,
    Recipient,
    TakeFile,
    WritableFile,
    ZipRecipient,
)

FAILED_ROWS = "failed-rows.csv"
ENCRYPTED = 50  # as many sheets that are not encrypted take as long as one that is
ACCEPTED = (*DOUBTS, *LOSSES)  # the codes of what a user may accept


class BatchArguments(TypedDict, total=False):
    """The options as a caller gives them; what is left out is as `BatchOptions` has it."""

    print_job: str | Path | None
    laying: PrintLayout
    filename: str
    lock: bool
    password: str | None
    sheet_ids: str | Path | None
    report: str | Path | None
    resume: bool
    force: bool
    strict: bool
    dry_run: bool


@dataclass(frozen=True)
class BatchOptions:
    """What a batch makes, and where.

    Attributes:
        folder: Where to write a PDF for each person and form.
        zip_file: The zip to write them into, or an open file for the zip.
        take_file: The function to call with name and contents of each.
        print_job: The one flat PDF for the printer.
        laying: How the print job is laid out.
        filename: A pattern of {id}, {row} and {form} for the names of the files.
        lock: Whether to make archive copies.
        password: What each file is encrypted with. A map's column of passwords does that too.
            Print jobs are never encrypted.
        sheet_ids: The register (CSV). Everyone gets a sheet id, which is written there first.
        report: A table (CSV) of every error and note.
        resume: Whether to make only what is missing, or was made from another input. A file that
            somebody has changed since, or that is somebody else's, is kept.
        force: Whether to write over files that exist.
        strict: Whether every note is an error: one on the table stops the batch, one on somebody’s
            sheet fails that person.
        dry_run: Whether to write nothing and keep every error.
        free_names: Those of the files beside people's own that nothing had when the batch was
            asked for. What has one of them later is another program's.
    """

    folder: Path | None = None
    zip_file: Path | WritableFile | None = None
    take_file: TakeFile | None = None
    print_job: Path | None = None
    laying: PrintLayout = field(default_factory=PrintLayout)
    filename: str = ""
    lock: bool = False
    password: str | None = field(default=None, repr=False)
    sheet_ids: Path | None = None
    report: Path | None = None
    resume: bool = False
    force: bool = False
    strict: bool = False
    dry_run: bool = False
    free_names: frozenset[Path] = frozenset()

    @classmethod
    def of(cls, output: Output | None, arguments: BatchArguments) -> BatchOptions:
        """The options with paths as `Path`, and with `output` as what it is.

        >>> BatchOptions.of("plans", {"report": "r.csv", "resume": True}).report.name
        'r.csv'
        >>> BatchOptions.of("plans.zip", {}).zip_file.name
        'plans.zip'
        """
        print_job, sheet_ids = arguments.get("print_job"), arguments.get("sheet_ids")
        report = arguments.get("report")
        paths = {
            "print_job": Path(print_job) if print_job else None,
            "sheet_ids": Path(sheet_ids) if sheet_ids else None,
            "report": Path(report) if report else None,
        }
        options = cls(**{**arguments, **paths, **_placed(output)})
        named = options.side_files.values()
        free = frozenset(path for path in named if not os.path.lexists(path))
        return replace(options, free_names=free)

    @property
    def makes_files(self) -> bool:
        """Whether there is a PDF for each person and form."""
        return self.folder is not None or self.hands_over

    @property
    def makes_names(self) -> bool:
        """Whether files are named, if only to show how many there would be."""
        return self.makes_files or self.dry_run

    @property
    def hands_over(self) -> bool:
        """Whether the PDFs go somewhere else than into a folder."""
        return self.zip_file is not None or self.take_file is not None

    def recipient(self) -> Recipient | None:
        """Begin what takes the PDFs, if that is no folder. Raises OutputError."""
        if self.take_file is not None:
            return FunctionRecipient(self.take_file)
        if self.zip_file is None:
            return None
        is_path = isinstance(self.zip_file, Path)
        return ZipRecipient(self.zip_file, was_free=is_path and self.zip_file in self.free_names)

    def work(self, forms: int, column_map: ColumnMap) -> int:
        """How much work a person is, in sheets that are not encrypted."""
        is_encrypted = self.password is not None or column_map.password
        return forms * (ENCRYPTED if is_encrypted and not self.dry_run else 1)

    @property
    def output_folder(self) -> Path | None:
        """The folder that files are written into; none in a dry run."""
        return None if self.dry_run else self.folder

    @property
    def failed_rows(self) -> Path | None:
        """The file of the rows that failed; none if they go into the zip, or nowhere.

        That is beside the files, or else beside the print job, and named after it.

        >>> BatchOptions(print_job=Path("course.pdf")).failed_rows.name
        'course-failed-rows.csv'
        """
        if self.hands_over:
            return None
        if self.folder or not self.print_job:
            return (self.folder or Path()) / FAILED_ROWS
        return self.print_job.with_name(f"{self.print_job.stem}-{FAILED_ROWS}")

    @property
    def side_files(self) -> dict[str, Path]:
        """The files that are not a person's, by the argument that names them."""
        named = {
            "failed_rows": self.failed_rows,
            "report": self.report,
            "print_job": self.print_job,
            "sheet_ids": self.sheet_ids,
            "output": self.zip_file if isinstance(self.zip_file, Path) else None,
        }
        return {name: path for name, path in named.items() if path}

    def check(self, column_map: ColumnMap, *, changed: bool = False) -> None:
        """Raise UsageError if the options do not go together, or not with the map.

        `changed`: whether older sheets are changed.
        """
        if changed and (self.print_job or self.sheet_ids):
            raise UsageError(
                Phrase(
                    "A sheet that is changed keeps its id, and goes into a file: "
                    "leave print job and sheet ids out"
                )
            )
        if not self.makes_files and self.print_job is None and not self.dry_run:
            raise UsageError(Phrase("Say where the files go, or name a file for the print job"))
        if self.resume and self.hands_over:
            raise UsageError(
                Phrase(
                    "Only a batch into a folder can go on after a stop: "
                    "leave the argument resume out"
                )
            )
        if self.dry_run and self.report:
            raise UsageError(
                Phrase("A dry run writes nothing, and keeps every error: leave the report out")
            )
        self._check_passwords(column_map)
        if self.sheet_ids and self.sheet_ids.suffix.lower() != ".csv":
            text = PhraseTemplate("{path}: a register of sheet ids is a CSV file. Name it so")
            raise UsageError(text.phrase(path=self.sheet_ids))
        if not self.print_job and self.laying != PrintLayout():
            raise UsageError(
                Phrase(
                    "Duplex, copies, spare sets and their order are the print job's: name its file"
                )
            )

    def _check_passwords(self, column_map: ColumnMap) -> None:
        if self.lock and (self.password is not None or column_map.password):
            raise UsageError(
                Phrase(
                    "Locked copies are PDF/A, which may not be encrypted: "
                    "lock copies for the archive, encrypt others for sending"
                )
            )
        if self.password is None:
            return
        if column_map.password:
            text = PhraseTemplate(
                "{map}: names a column of passwords; there is one for all too. "
                "Choose one of the two"
            )
            raise UsageError(text.phrase(map=column_map.file))
        check_password(self.password)


def _placed(output: Output | None) -> dict[str, Any]:
    """The field of `BatchOptions` that an output is, with its value."""
    if isinstance(output, str | Path):
        path = Path(output)
        return {"zip_file" if is_zip(path) else "folder": path}
    if output is None or hasattr(output, "write"):
        return {"zip_file": output}
    return {"take_file": output}
