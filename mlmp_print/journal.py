"""What a batch has done so far, so that one that was stopped can go on: a line of JSON beside the outputs for each file. No answers in it."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from . import files
from .errors import OutputError

NAME = ".mlmp-print.jsonl"

Note = tuple[str, str]  # path, what


class Journal:
    """`done`: file name → its line, as bytes, which take least memory. `begun`: the names that this folder's batches may have written, so that
    they may be written again."""

    def __init__(self, folder: Path) -> None:
        """Reads what there is; a last line that a crash cut short counts for nothing. Raises OutputError."""
        self.folder, self.path = folder, folder / NAME
        self.done: dict[str, bytes] = {}
        self.begun: set[str] = set()
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
                name, notes = str(told["done"]), [[str(path), str(what)] for path, what in told["notes"]]
                done = {"done": name, "row": int(told["row"]), "input": str(told["input"]), "sha256": str(told["sha256"]), "notes": notes}
                self.done[name] = json.dumps(done).encode() + b"\n"
                self.begun.add(name)
            else:
                self.begun.update(map(str, told["begun"]))

    def whole(self, name: str, input_: str) -> tuple[Note, ...] | None:
        """The notes on a file that is there, whole and from the same input; None if it is not."""
        entry = json.loads(self.done.get(name, b"{}"))
        if entry.get("input") != input_:
            return None
        try:
            data = (self.folder / name).read_bytes()
        except OSError:
            return None
        return tuple((path, what) for path, what in entry["notes"]) if hashlib.sha256(data).hexdigest() == entry["sha256"] else None

    def begin(self, names: Iterable[str]) -> None:
        """Before files are written."""
        self._append({"begun": list(names)})

    def finish(self, name: str, row: int, input_: str, sha256: str, notes: Iterable[Note]) -> None:
        """After a file has its name."""
        self._append({"done": name, "row": row, "input": input_, "sha256": sha256, "notes": list(notes)})

    def _append(self, told: Mapping[str, Any]) -> None:
        try:
            with os.fdopen(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0), 0o600), "ab") as file:
                file.write(b"\n" + json.dumps(told).encode())  # before it, for a line that a crash cut short
        except OSError as error:
            raise OutputError(f"{self.path}: cannot be written: {error.strerror}") from None

    def close(self) -> None:
        """In order and without what is over: the same whether the batch was stopped on its way or not. Raises OutputError."""
        done = Journal(self.folder).done
        order = sorted((json.loads(line)["row"], name) for name, line in done.items())
        files.write(self.path, b"".join([done[name] for _, name in order]))


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """No other batch writes into the folder meanwhile. The lock is the system's and ends with the process; Windows has none on folders."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OutputError(f"{folder}: another batch is writing into it. Wait for it, or name another folder with -o") from None
        except OSError:
            pass  # a file system without locks
        yield
    finally:
        os.close(handle)
