"""The journal of a batch: what a folder's files are, so that a batch that was stopped can go on.

The journal is a hidden file beside the files, with a line of JSON for each of them: its name, form
and owner, a hash of all that it was made from, and a hash of its contents. It holds no answers.

A line is on the disk before the file gets its name. So every file under its name is known, whatever
stopped the batch, and what somebody has written into one since is never written over. A batch that
was stopped between the two leaves an older file under a name with a newer line: both lines are
kept, and the one with the hash of the file is true.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .. import files
from ..model.errors import OutputError, system_reason
from ..model.messages import Message, Weight, note
from ..model.phrases import Phrase, PhraseTemplate
from ..sandbox.error_packets import pack_phrase, unpack_phrase

NAME = ".mlmp-print.jsonl"
LOCK = ".mlmp-print.lock"  # beside the files while a batch runs


@dataclass(frozen=True)
class Owner:
    """Whom a file is for: its form, and a short hash that tells people apart."""

    form: str
    person: str


@dataclass(frozen=True)
class JournalLine:
    """One file, as a batch made it.

    input: a hash of all that it was made from. sha256: the hash of its contents. row: of the table.
    """

    name: str
    owner: Owner
    row: int
    input: str
    sha256: str
    notes: tuple[Message, ...] = ()

    def packed(self) -> bytes:
        """The line as it stands in the journal."""
        fields = {
            "file": self.name,
            "form": self.owner.form,
            "person": self.owner.person,
            "row": self.row,
            "input": self.input,
            "sha256": self.sha256,
            "notes": [
                [message.path, pack_phrase(message.what), message.weight] for message in self.notes
            ],
        }
        return json.dumps(fields).encode() + b"\n"

    @classmethod
    def unpacked(cls, fields: Mapping[str, Any]) -> JournalLine:
        """The line with these fields. Raises KeyError, TypeError or ValueError for no such line."""
        return cls(
            name=str(fields["file"]),
            owner=Owner(str(fields["form"]), str(fields["person"])),
            row=int(fields["row"]),
            input=str(fields["input"]),
            sha256=str(fields["sha256"]),
            notes=tuple(_note(*packed) for packed in fields["notes"]),
        )


def _note(path: str, what: Any, weight: int = Weight.ANSWER) -> Message:
    return note(str(path), unpack_phrase(what), weight=Weight(weight))


class Journal:
    """The journal of a folder, as it was when this batch began; new lines go to its end.

    lines: file name → its lines, the newest last, as bytes: they take least memory.
    rows: file name → the row of the table in its newest line.
    lists: the hashes of the tables (failed rows, reports) that batches wrote.
    """

    def __init__(self, folder: Path) -> None:
        """Read the journal, if there is one.

        A line that a crash cut short is left out: its file never got its name. So is a line of
        another format: its file is none of ours then, and is refused before it is written over.

        Raises:
            OutputError: the journal cannot be read.
        """
        self.folder, self.path = folder, folder / NAME
        self.lines: dict[str, bytes] = {}
        self.rows: dict[str, int] = {}
        self.lists: set[str] = set()
        try:
            with suppress(FileNotFoundError), files.open_regular(self.path) as lines:
                for line in lines:
                    self._read(line)
        except OSError as error:
            text = PhraseTemplate("{path}: cannot be read: {reason}")
            raise OutputError(text.phrase(path=self.path, reason=system_reason(error))) from None

    def _read(self, packed: bytes) -> None:
        # RecursionError: a line that is nested deep is none of ours.
        with suppress(ValueError, TypeError, AttributeError, KeyError, RecursionError):
            fields = json.loads(packed)
            if "list" in fields:
                self.lists.add(str(fields["list"]))
                return
            line = JournalLine.unpacked(fields)
            self.lines[line.name] = self.lines.get(line.name, b"") + line.packed()
            self.rows[line.name] = line.row

    def _all(self, name: str) -> list[JournalLine]:
        """The lines of a file, the oldest first."""
        packed = self.lines.get(name, b"").splitlines()
        return [JournalLine.unpacked(json.loads(line)) for line in packed]

    def _sha256(self, name: str) -> str:
        """The hash of a file; "" for one that is empty or gone. Raises OSError."""
        with suppress(FileNotFoundError):
            data = (self.folder / name).read_bytes()
            return hashlib.sha256(data).hexdigest() if data else ""
        return ""

    def line(self, name: str) -> JournalLine | None:
        """The line of a file with its hash, else its newest line; None if it is none of ours."""
        lines = self._all(name)
        if len(lines) > 1:
            with suppress(OSError):
                sha256 = self._sha256(name)
                lines += [line for line in lines if line.sha256 == sha256]
        return lines[-1] if lines else None

    def _true_line(self, name: str) -> tuple[int, str, bytes]:
        """The row, the name and the packed line of a file; most files have one line only."""
        packed = self.lines[name]
        if packed.count(b"\n") == 1:
            return self.rows[name], name, packed
        line = self.line(name)
        assert line
        return line.row, name, line.packed()

    def owner(self, name: str) -> Owner | None:
        """Whom a file is for; None if it is none of ours."""
        line = self.line(name)
        return line.owner if line else None

    def notes(self, name: str, input_: str) -> tuple[Message, ...] | None:
        """The notes on a file that is whole and was made from this input; None if there is none."""
        lines = [line for line in self._all(name) if line.input == input_]
        with suppress(OSError):
            sha256 = self._sha256(name) if lines else ""
            return next((line.notes for line in lines if line.sha256 == sha256), None)
        return None

    def changed(self, name: str) -> bool:
        """Tell whether a file is not as a batch made it: then it is somebody's work.

        A file that is gone or empty is nobody's. One that cannot be read may be anything.
        """
        if not os.path.lexists(self.folder / name):
            return False
        try:
            sha256 = self._sha256(name)
        except OSError:
            return True
        return bool(sha256) and sha256 not in {line.sha256 for line in self._all(name)}

    def add(self, lines: Iterable[JournalLine]) -> None:
        """Add lines, before their files get their names. They are on the disk then."""
        self._append(line.packed() for line in lines)

    def add_list(self, sha256: str) -> None:
        """Add the hash of a table, before it gets its name. It is on the disk then."""
        self._append([_list(sha256)])
        self.lists.add(sha256)

    def _append(self, lines: Iterable[bytes]) -> None:
        new = not self.path.exists()
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
        try:
            with os.fdopen(os.open(self.path, flags, 0o600), "ab") as file:
                file.write(b"\n")  # ends a line that a crash cut short
                file.writelines(lines)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise files.cannot_write(self.path, error) from None
        if new:
            files.sync(self.folder)

    def close(self, lists: Iterable[str] = ()) -> None:
        """Write the journal anew: in order, and only with files that exist.

        It is the same then whether the batch was stopped on its way or not. Hashes of files that
        are gone would let somebody confirm a guess of what was in them.

        Args:
            lists: the hashes of the tables that are there.

        Raises:
            OutputError: the journal cannot be written.
        """
        written = Journal(self.folder)
        there: set[str] = set()
        with suppress(OSError), os.scandir(self.folder) as entries:  # a folder may only take files
            there.update(entry.name for entry in entries)
        # To look in the folder's list is quicker than to ask for each file. But a system may spell
        # a name in another way than it was given.
        names = [name for name in written.lines if name in there or (self.folder / name).exists()]
        lines = sorted(map(written._true_line, names))
        ends = [_list(sha256) for sha256 in sorted(set(lists) - {""})]
        files.write(self.path, b"".join([*(packed for _, _, packed in lines), *ends]))


def _list(sha256: str) -> bytes:
    return json.dumps({"list": sha256}).encode() + b"\n"


@contextmanager
def alone(folder: Path, *, new: bool = False) -> Iterator[None]:
    """Keep other batches out of a folder during a block.

    Args:
        folder: it must exist.
        new: the folder did not exist a moment ago; another batch may have written into it since.

    Raises:
        OutputError: another batch is writing into the folder, or has done so since.
    """
    text = Phrase("{folder}: another batch is writing into it", folder=folder)
    busy = OutputError(text, code="in-use:folder")
    with files.lock(folder / LOCK, busy):
        if new and (folder / NAME).exists():
            raise busy
        yield
