"""What a batch has done so far, so that one that was stopped can go on: a line of JSON beside the outputs for each file. No answers in it."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from .. import files
from ..model.errors import OutputError
from ..model.messages import Message, Phrase, note

NAME = ".mlmp-print.jsonl"
LOCK = ".mlmp-print.lock"  # beside the files while a batch runs

Owner = tuple[str, str]  # the form, and whose it is: a hash that tells people apart


class Journal:
    """`done`: file name → its line, as bytes, which take least memory. `begun`: the files that a batch was about to write when it was stopped, and
    whose they are: nobody knows how far it came, so that they may be written again. `failed`: the hashes of the lists of failed rows it wrote."""

    def __init__(self, folder: Path) -> None:
        """Reads what there is; a last line that a crash cut short counts for nothing. Raises OutputError."""
        self.folder, self.path = folder, folder / NAME
        self.done: dict[str, bytes] = {}
        self.begun: dict[str, Owner] = {}
        self.failed: set[str] = set()
        try:
            with suppress(FileNotFoundError), self.path.open("rb") as lines:
                for line in lines:
                    self._take(line)
        except OSError as error:
            raise OutputError(f"{self.path}: cannot be read: {error.strerror}") from None

    def _take(self, line: bytes) -> None:
        with suppress(ValueError, TypeError, AttributeError, KeyError):
            told = json.loads(line)
            if "done" in told:
                name, notes = (
                    str(told["done"]),
                    [[str(path), str(what)] for path, what in told["notes"]],
                )
                done = {
                    "done": name,
                    "form": str(told["form"]),
                    "whose": str(told["whose"]),
                    "row": int(told["row"]),
                }
                done |= {"input": str(told["input"]), "sha256": str(told["sha256"]), "notes": notes}
                self.done[name] = json.dumps(done).encode() + b"\n"
                self.begun.pop(name, None)
            elif "failed" in told:
                self.failed.add(str(told["failed"]))
            else:
                self.begun.update(
                    {name: (str(form), str(whose)) for name, (form, whose) in told["begun"].items()}
                )

    def owner(self, name: str) -> Owner | None:
        """The form of a file of ours, and whose it is; None if it is none of ours."""
        if name in self.begun:
            return self.begun[name]
        entry = json.loads(self.done.get(name, b"null"))
        return (entry["form"], entry["whose"]) if entry else None

    def whole(self, name: str, input_: str) -> tuple[Message, ...] | None:
        """The notes on a file that is there, whole and from the same input; None if it is not."""
        entry = json.loads(self.done.get(name, b"{}"))
        if entry.get("input") != input_:
            return None
        try:
            data = (self.folder / name).read_bytes()
        except OSError:
            return None
        return (
            tuple(note(path, what) for path, what in entry["notes"])
            if hashlib.sha256(data).hexdigest() == entry["sha256"]
            else None
        )

    def changed(self, name: str) -> bool:
        """Whether a file is not as it was made: files are written whole or not at all, so that it is somebody's work. An empty one is nobody's."""
        if name in self.begun or name not in self.done:
            return False
        try:
            data = (self.folder / name).read_bytes()
        except OSError as error:
            return not isinstance(error, FileNotFoundError)  # what cannot be read may be anything
        return (
            bool(data) and hashlib.sha256(data).hexdigest() != json.loads(self.done[name])["sha256"]
        )

    def begin(self, names: Mapping[str, Owner]) -> None:
        """Before files are written: it is on the disk before they are."""
        self._append({"begun": names}, sure=True)

    def finish(
        self, name: str, owner: Owner, row: int, input_: str, sha256: str, notes: Iterable[Message]
    ) -> None:
        """After a file has its name."""
        form, whose = owner
        self._append(
            {
                "done": name,
                "form": form,
                "whose": whose,
                "row": row,
                "input": input_,
                "sha256": sha256,
                "notes": [[message.path, message.what] for message in notes],
            }
        )

    def fail(self, sha256: str) -> None:
        """Before the list of failed rows gets its name; with the hash of all that is in it."""
        self._append({"failed": sha256}, sure=True)
        self.failed.add(sha256)

    def _append(self, told: Mapping[str, Any], *, sure: bool = False) -> None:
        new = sure and not self.path.exists()
        try:
            with os.fdopen(
                os.open(
                    self.path,
                    os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0),
                    0o600,
                ),
                "ab",
            ) as file:
                file.write(
                    b"\n" + json.dumps(told).encode()
                )  # before it, for a line that a crash cut short
                if sure:
                    file.flush()
                    os.fsync(file.fileno())
        except OSError as error:
            raise OutputError(f"{self.path}: cannot be written: {error.strerror}") from None
        if new:
            files.sync(self.folder)

    def close(self, failed: str = "") -> None:
        """In order and without what is over: the same whether the batch was stopped on its way or not. `failed`: the hash of the list of failed
        rows that is there, "" for none or one that is not ours. Raises OutputError."""
        done = Journal(self.folder).done
        order = sorted((json.loads(line)["row"], name) for name, line in done.items())
        last = json.dumps({"failed": failed}).encode() + b"\n" if failed else b""
        files.write(self.path, b"".join([*(done[name] for _, name in order), last]))


@contextmanager
def alone(folder: Path, *, new: bool = False) -> Iterator[None]:
    """Keep other batches out of a folder during a block.

    Args:
        folder: it must exist.
        new: the folder did not exist a moment ago; another batch may have written into it since.

    Raises:
        OutputError: another batch is writing into the folder, or has done so since.
    """
    busy = Phrase(
        "{folder}: another batch is writing into it. Wait for it, or name another folder with -o",
        folder=folder,
    )
    with files.lock(folder / LOCK, busy):
        if new and (folder / NAME).exists():
            raise OutputError(busy)
        yield
