"""The standard streams of the process, also where whoever started it closed some of them."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from collections.abc import Iterator
from typing import Any

from ..model.phrases import Phrase


def open_streams() -> None:
    """Make all three streams usable.

    The descriptor of a closed stream would be given to the next file that is opened, and messages
    of a library would then be written into that file. So the null device takes its place. A closed
    stdin is empty. A closed stdout refuses what is written to it: a result must not get lost. What
    stderr does not take gets lost, since nobody can be told.
    """
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest that is free, which is this one
    if sys.stdin is None:
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    if sys.stdout is None:
        sys.stdout = io.TextIOWrapper(_Closed(), encoding="utf-8", write_through=True)
    if sys.stderr is None:
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    else:
        sys.stderr = _Messages(sys.stderr.buffer, sys.stderr.encoding, sys.stderr.errors)


class _Closed(io.RawIOBase):
    """A stream that refuses the first bytes, and after that says no more."""

    def __init__(self) -> None:
        super().__init__()
        self._refused = False

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return 1

    def write(self, data: Any, /) -> int:
        if len(data) and not self._refused:
            self._refused = True
            raise OSError(errno.EBADF, Phrase("it is closed"))
        return memoryview(data).nbytes


class _Messages(io.TextIOWrapper):
    """Stderr that does not end the program if it is full; a closed pipe still does."""

    def __init__(self, buffer: Any, encoding: str, errors: str | None) -> None:
        super().__init__(buffer, encoding, errors, line_buffering=True)

    def write(self, text: str, /) -> int:
        with _lost():
            super().write(text)
        return len(text)

    def flush(self) -> None:
        with _lost():
            super().flush()


@contextlib.contextmanager
def _lost() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError:
        pass
