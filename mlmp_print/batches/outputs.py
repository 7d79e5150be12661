"""What a batch may write, looked at before it writes anything: no input, no file twice, and nobody's file but its own."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from .. import files
from ..model.errors import OutputError
from ..model.messages import quoted
from ..tables.people import Person
from .failed_rows import FailedRows
from .file_names import Names
from .journal import Journal, Owner
from .plan import BatchOptions, Plan

REPORT = ("row", "column", "path", "message")


class OutputCheck:
    """Everyone is shown to it once, then `all`."""

    def __init__(self, asked: BatchOptions, names: Names, inputs: Sequence[Path]) -> None:
        """Looks at what is written beside people's files. Raises OutputError."""
        self.asked, self.names, self.inputs = asked, names, inputs
        self.journal = Journal(asked.folder) if asked.folder else None
        self.failed_rows = FailedRows(asked, (), inputs, self.journal)
        self.places = self._beside()
        self.there: list[
            tuple[str, str, str, int]
        ] = []  # our own files that are there, and whose this batch wants to make them: name, form, id, row

    def _beside(self) -> set[str]:
        asked = self.asked
        options = {
            "failed_rows": "-o" if asked.folder else "--print",
            "report": "--report",
            "print_job": "--print",
            "sheet_ids": "--sheet-ids",
        }
        places: set[str] = set()
        for name, option in options.items():
            path: Path | None = getattr(asked, name)
            if path is None:
                continue
            if not path.parent.is_dir() and (
                asked.folder is None or _place(path.parent) != _place(asked.folder)
            ):
                raise OutputError(f"{path}: cannot be written: there is no such folder")
            if _place(path) in places:
                raise OutputError(
                    f"{path}: would be written twice. Give each of the files a name of its own"
                )
            places.add(_place(path))
            ours = name == "sheet_ids" or (
                name == "report" and asked.resume and self._wrote(path)
            )  # a register is added to
            if name != "failed_rows":  # which is looked at if a row fails
                files.refuse(
                    path,
                    self.inputs,
                    force=asked.force or ours,
                    instead=f"another name with {option}",
                )
        return places

    def _wrote(self, report: Path) -> bool:
        """Tell whether a report is as a batch into this folder wrote it."""
        if self.journal is None or not report.is_file():
            return False
        with report.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() in self.journal.lists

    def add(self, member: Person, plan: Plan) -> None:
        """One person. Raises OutputError if one of their files may not be written."""
        if member.troubles:
            self.failed_rows.refuse()
        if not self.asked.folder or not self.journal:
            return
        for form in plan.forms:
            name = self.names.take(member.id, member.row, form)
            target, owner = self.asked.folder / name, self.journal.owner(name)
            if _place(target) in self.places:
                raise OutputError(
                    f"{target}: would be written twice, as row {member.row}’s and as another file. Name that one otherwise"
                )
            goes_on = self.asked.resume and owner is not None
            hint = (
                "--resume adds what is missing. "
                if owner and owner == Owner(form, plan.whose(member.id, member.row))
                else ""
            )
            files.refuse(
                target,
                (),
                force=self.asked.force or goes_on,
                instead="another folder with -o",
                hint=hint,
            )
            if goes_on and not self.asked.force and target.exists():
                self.there.append((name, form, member.id, member.row))

    def all(self, plan: Plan) -> None:
        """After everyone: only now is it known which ids several rows have. Raises OutputError if a file is there that is somebody else's."""
        for name, form, id_, row in self.there:
            assert self.journal and self.asked.folder
            owner = self.journal.owner(name)
            if owner is None or owner == Owner(form, plan.whose(id_, row)):
                continue
            todo = "give names of their own with --filename {form}-{id}"
            if owner.form != form:
                what = f"is there already, of the form {quoted(owner.form)}"
            elif id_ and id_ not in plan.repeated:
                what = f"is there already, made for somebody else than who stands in row {row}"
            else:
                what = "is there already, made from another table, and without an id for each row nobody knows for whom"
                todo = "name the column of ids in a map"
            raise OutputError(
                f"{self.asked.folder / name}: {what}. Give another folder with -o, or {todo}, or --force to write over it"
            )


def _place(path: Path) -> str:
    """A path as a system could confuse it with another."""
    return unicodedata.normalize("NFKC", os.path.realpath(path)).casefold()
