"""Where a batch's files go if not into a folder: into a zip, or to a function of the program.

Nothing is written beside them: no journal, and so there is no going on after a stop.
"""

from __future__ import annotations

import errno
import io
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from .. import files
from ..files import AtomicFile
from ..model.arguments import check_path, mistyped
from ..model.errors import OutputError, UsageError
from ..model.phrases import Phrase, PhraseTemplate

_FAST = 1  # of zlib's levels: half the time of the usual one, and 4 % more bytes
_PRIVATE = 0o600 << 16  # only the owner may read what is unpacked (APPNOTE 4.4.15)


class WritableFile(Protocol):
    """A file that a program has opened to write bytes, or what takes bytes like one."""

    def write(self, data: bytes, /) -> Any:
        """Take bytes; a file that does not take all of them says how many."""


TakeFile = Callable[[str, bytes], object]  # a function that is called with name and contents
Output = str | Path | WritableFile | TakeFile


def check_output(output: Any) -> None:
    """Check where the files shall go, without writing anything. Raises UsageError."""
    if output is None:
        return
    if isinstance(output, str | Path):
        check_path("output", output)
    elif callable(getattr(output, "write", None)):
        _check_open(output)
    elif not callable(output):
        expected = Phrase("a path, an open binary file, or a function of a name and bytes")
        raise mistyped("output", output, expected)


def _check_open(file: Any) -> None:
    if getattr(file, "closed", False) is True:
        raise UsageError(Phrase("The argument output is a closed file"))
    if files.is_text(file):
        raise UsageError(
            Phrase("The argument output is a file that was opened as text. Open it as binary")
        )
    writable = getattr(file, "writable", None)
    if callable(writable) and not writable():
        raise UsageError(Phrase("The argument output is a file that is not open for writing"))


class Recipient(ABC):
    """Takes the files of a batch in the order of its table."""

    @abstractmethod
    def add(self, name: str, data: bytes) -> None:
        """Take a file. Raises OutputError."""

    @abstractmethod
    def close(self) -> None:
        """Finish. Raises OutputError."""

    @abstractmethod
    def give_up(self) -> None:
        """Leave nothing half done."""


class FunctionRecipient(Recipient):
    """Hands each file to a function of the program."""

    def __init__(self, take: TakeFile) -> None:
        self._take = take

    def add(self, name: str, data: bytes) -> None:
        """Call the function. What it raises is the cause of the OutputError."""
        try:
            self._take(name, data)
        except Exception as error:  # its text may hold anything
            text = PhraseTemplate("{file}: the function that takes the files failed ({error})")
            what = text.phrase(file=name, error=type(error).__name__)
            raise OutputError(what) from error

    def close(self) -> None:
        """Do nothing: the function has taken all there is."""

    def give_up(self) -> None:
        """Do nothing: what the function has taken is the program's."""


class ZipRecipient(Recipient):
    """Writes the files into a zip.

    A zip under a path is there whole or not at all. The zip that a batch gives up is taken out of
    an open file again, if that can be shortened.
    """

    def __init__(self, target: Path | WritableFile, *, was_free: bool = False) -> None:
        """Begin the zip; `was_free` is that of `AtomicFile`. Raises OutputError."""
        self._file = None
        if isinstance(target, Path):
            self._file = AtomicFile(target, was_free=was_free)
        self._stream = OutputStream(self._file.file if self._file else target, label_of(target))
        self._zip = ZipFile(self._stream, "w")  # type: ignore[call-overload]

    def add(self, name: str, data: bytes) -> None:
        """Write a file. The time in a zip is the earliest there is: equal rows, equal bytes."""
        entry = ZipInfo(name)
        entry.compress_type, entry.external_attr = ZIP_DEFLATED, _PRIVATE
        self._zip.writestr(entry, data, compresslevel=_FAST)

    def close(self) -> None:
        """Write the end of the zip, and give it its name."""
        self._zip.close()
        if self._file:
            self._file.close()

    def give_up(self) -> None:
        """Remove what is written."""
        self._stream.give_up()
        self._zip.close()
        if self._file:
            self._file.abandon()


def label_of(target: Path | Any) -> str:
    """Return what messages call a path or an open file."""
    if isinstance(target, Path):
        return str(target)
    name = getattr(target, "name", None)
    return name if isinstance(name, str) else Phrase("the open file")


class OutputStream:
    """Writes into a file that a program has opened: it has no `seek`, so that any file will do.

    A zip that is given up still writes its end; that goes nowhere.
    """

    def __init__(self, file: Any, label: str) -> None:
        self._file, self._label = file, label
        self._alive = True
        self._start: int | None = None
        with suppress(Exception):
            self._start = file.tell() if file.seekable() else None
        self._position = self._start or 0

    def write(self, data: Any) -> int:
        """Write all bytes. Raises OutputError, once."""
        if self._alive:
            try:
                self._write(bytes(data))
            except BaseException as error:
                self._alive = False
                if isinstance(error, Exception):
                    raise self._error(error) from error.__cause__
                raise
        self._position += len(data)
        return len(data)

    def tell(self) -> int:
        """Return where the next byte goes: places in a zip count from the start of the file."""
        return self._position

    def _write(self, data: bytes) -> None:
        while data:
            taken = self._file.write(data)
            if taken is None and not isinstance(self._file, io.RawIOBase):
                return  # what is no raw file takes all
            if not taken:
                raise OSError(errno.EAGAIN, Phrase("it takes no more"))
            data = data[taken:]

    def _error(self, error: Exception) -> OutputError:
        return files.cannot_write(self._label, files.told(error))

    def flush(self) -> None:
        """Do nothing: whoever has opened the file closes it."""

    def give_up(self) -> None:
        """Take off what was written, and write no more."""
        self._alive = False
        if self._start is not None:
            with suppress(Exception):
                self._file.seek(self._start)
                self._file.truncate()
