"""Check what a batch will write before it writes anything.

It writes over no input, nothing twice, and nobody's file but its own.
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .. import files
from ..model.errors import OutputError
from ..model.messages import quoted
from ..model.phrases import PhraseTemplate
from ..tables.people import Person
from .failed_rows import FailedRows
from .file_names import FileNames
from .journal import Journal, Owner
from .options import BatchOptions
from .plan import Plan


@dataclass(frozen=True)
class _Existing:
    """A file of an earlier batch that this one wants to make."""

    name: str
    form: str
    id: str
    row: int


class OutputCheck:
    """The check of a batch's outputs. Call `add` once per person, then `close`."""

    def __init__(self, options: BatchOptions, names: FileNames, inputs: Sequence[Path]) -> None:
        """Check the files that are not a person's. Raises OutputError."""
        self.options, self.names, self.inputs = options, names, inputs
        self.journal = Journal(options.folder) if options.folder else None
        self.is_new_folder = options.folder is not None and not files.is_folder(options.folder)
        self.folder_path = os.path.realpath(options.folder) if options.folder else ""
        self.failed_rows = FailedRows(options, (), inputs, self.journal)
        self.input_keys = {_path_key(path) for path in inputs}
        self.existing: list[_Existing] = []
        self.people: list[tuple[str, int]] = []  # id and row
        self.side_keys: set[str] = set()
        for argument, path in options.side_files.items():
            self._check_side_file(argument, path)

    def _check_side_file(self, argument: str, path: Path) -> None:
        folder = self.options.folder
        in_folder = folder is not None and _path_key(path.parent) == _path_key(folder)
        if not in_folder and not files.is_folder(path.parent):
            raise files.no_folder(path)
        if _path_key(path) in self.side_keys:
            text = PhraseTemplate(
                "{path}: would be written twice. Give each of the files a name of its own"
            )
            raise OutputError(text.phrase(path=path))
        self.side_keys.add(_path_key(path))
        if argument == "failed_rows":  # it is checked if a row fails
            return
        own = argument == "sheet_ids" or (argument == "report" and self._is_own_report(path))
        files.refuse(path, self.inputs, force=self.options.force or own, argument=argument)

    def _is_own_report(self, path: Path) -> bool:
        """Tell whether this batch goes on, and the report is as an earlier one wrote it."""
        if not self.options.resume or self.journal is None or not path.is_file():
            return False
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() in self.journal.lists

    def add(self, person: Person) -> None:
        """Take note of a person. Raises OutputError if they fail and no list of that may be."""
        if person.troubles:
            self.failed_rows.refuse()
        if self.options.folder:
            self.people.append((person.id, person.row))

    def _check_file(self, file: _Existing, plan: Plan) -> None:
        assert self.journal and self.options.folder
        key = self._file_key(file.name)
        path = self.options.folder / file.name
        if key in self.side_keys:
            text = PhraseTemplate(
                "{path}: would be written twice, as row {row}’s and as another file. "
                "Name that one otherwise"
            )
            raise OutputError(text.phrase(path=path, row=file.row))
        if self.is_new_folder:  # it holds no file that could be in the way
            return
        owner = self.journal.owner(file.name)
        own = owner == Owner(file.form, plan.person_hash(file.id, file.row))
        goes_on = self.options.resume and owner is not None
        files.refuse(
            path,
            (path,) if key in self.input_keys else (),
            force=self.options.force or goes_on,
            argument="folder",
            code="exists-own" if own else "exists",
        )
        if goes_on and not self.options.force and path.exists():
            self.existing.append(file)

    def _file_key(self, name: str) -> str:
        """The `_path_key` of a person's file. In a new folder none is a link to somewhere else."""
        assert self.options.folder
        if self.is_new_folder:
            return _folded(f"{self.folder_path}{os.sep}{name}")
        return _path_key(self.options.folder / name)

    def close(self, plan: Plan) -> None:
        """Check everyone's files, now that it is known what the ids are, and which come again.

        Raises:
            OutputError: a file may not be written, or is somebody else's.
        """
        self.names.row_digits = plan.row_digits
        for id_, row in self.people:
            for form in plan.forms:
                self._check_file(_Existing(self.names.take(id_, row, form), form, id_, row), plan)
        for file in self.existing:
            self._check_owner(file, plan)

    def _check_owner(self, file: _Existing, plan: Plan) -> None:
        assert self.journal and self.options.folder
        path, owner = self.options.folder / file.name, self.journal.owner(file.name)
        if owner is None or owner == Owner(file.form, plan.person_hash(file.id, file.row)):
            return
        code = "exists-other:folder"
        if owner.form != file.form:
            text = PhraseTemplate("{path}: is there already, of the form {form}")
            what = text.phrase(path=path, form=quoted(owner.form))
        elif plan.knows(file.id):
            text = PhraseTemplate(
                "{path}: is there already, made for somebody else than who stands in row {row}"
            )
            what = text.phrase(path=path, row=file.row)
        else:
            text = PhraseTemplate(
                "{path}: is there already, made from another table, "
                "and without an id for each row nobody knows for whom"
            )
            what, code = text.phrase(path=path), "exists-no-ids:folder"
        raise OutputError(what, code=code)


def _path_key(path: Path) -> str:
    """What two paths share that some system takes for one."""
    return _folded(os.path.realpath(path))


def _folded(path: str) -> str:
    return unicodedata.normalize("NFKC", path).casefold()
