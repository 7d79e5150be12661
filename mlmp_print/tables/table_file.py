"""The file that a table is read from: one on the disk, or the contents of one that is open."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from .. import files
from ..files import ReadableFile
from ..model.errors import AnswersError, system_reason
from ..model.limits import TABLE_BYTES
from ..model.messages import Message, Where
from ..model.phrases import Phrase


class ReadableText(Protocol):
    """A file that a program has opened to read it as text."""

    def read(self, size: int, /) -> str:
        """Return at most N letters; none at the end."""


NAMELESS = Phrase("the table")  # what messages call a table that no file is named after


@dataclass(frozen=True)
class TableFile:
    """A file that is read as often as needed.

    Attributes:
        path: Where it lies; None for one that is in memory.
        label: What messages call it.
        ending: Of its name, in small letters: `.csv`.
        contents: Of a file that is in memory.
    """

    path: Path | None
    label: str
    ending: str = ""
    contents: bytes = field(default=b"", repr=False)

    @classmethod
    def at(cls, path: Path) -> TableFile:
        """Return the file under a path."""
        return cls(path, str(path), path.suffix.lower())

    @classmethod
    def of_open(cls, file: ReadableFile | ReadableText) -> TableFile:
        """Keep the contents of an open file in memory: a table is read several times.

        Raises:
            UsageError: The file is closed, or not open for reading.
            AnswersError: It cannot be read, or is larger than the limit.
        """
        name: Any = getattr(file, "name", "")  # a number for a file that has none
        name = name if isinstance(name, str) else ""
        label = name or NAMELESS
        try:
            contents = files.read_open(file, TABLE_BYTES + 1, "table")
        except OSError as error:
            what = Phrase("cannot be read: {reason}", reason=system_reason(error))
            raise AnswersError([Message(Where(file=label), what)]) from error.__cause__
        if len(contents) > TABLE_BYTES:
            what = Phrase("is more than {limit:,} bytes", limit=TABLE_BYTES)
            remedy = Phrase("Give its path: a CSV or JSONL under a path has no limit")
            raise AnswersError([Message(Where(file=label), what, remedy)])
        return cls(None, label, Path(name).suffix.lower(), contents)

    def open(self) -> BinaryIO:
        """Open the file at its start. Raises OSError."""
        return self.path.open("rb") if self.path else io.BytesIO(self.contents)

    def open_text(self, encoding: str, errors: str = "strict") -> io.TextIOWrapper:
        """Open the file at its start as text, with its line ends as they are. Raises OSError."""
        return io.TextIOWrapper(self.open(), encoding=encoding, errors=errors, newline="")

    def check_regular(self) -> None:
        """Raise AnswersError for a pipe or a folder: a table is read several times."""
        if self.path and self.path.exists() and not self.path.is_file():
            remedy = Phrase("A table must be a file, not a folder, pipe or device")
            raise AnswersError([Message(Where(file=self.label), Phrase("is no file"), remedy)])

    def stamp(self) -> object:
        """Return what changes when the file is saved, in place or as a new one. Raises OSError."""
        if self.path is None:
            return None
        status = self.path.stat()
        return status.st_size, status.st_mtime_ns, status.st_ino

    def sha256(self) -> bytes:
        """Return a hash of the contents. Raises OSError."""
        with self.open() as file:
            return hashlib.file_digest(file, "sha256").digest()  # type: ignore[arg-type]
