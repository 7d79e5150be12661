"""What a command writes: messages on stderr, results to stdout or a file, and a progress bar."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from .. import files
from ..model.errors import OutputError, system_reason
from ..model.messages import Message, printable
from ..model.phrases import Phrase, PhraseTemplate, translated
from .remedies import with_remedy

STDOUT = Path("-")
NOTE = PhraseTemplate("Note: {message}")
_ALONE = PhraseTemplate("{message}")
PROGRESS_AFTER = 2  # seconds of work, before a progress bar is shown


def leave_closed_pipe() -> None:
    """Handle a closed stdout, as `… | head` leaves it: keep Python from printing an error at exit.

    Python flushes its streams at exit. So what is left of a closed one goes to the null device.
    """
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):  # a captured stream has no file
            try:
                stream.flush()
            except BrokenPipeError:
                _point_at_null(stream.fileno())


_NO_ROOM = {
    errno.EBADF,
    errno.ENOSPC,
    errno.EFBIG,
    errno.EIO,
    getattr(errno, "EDQUOT", errno.ENOSPC),
}


def stdout_error(error: OSError) -> OutputError | None:
    """The error for a stdout that is closed or takes no more; None for another error."""
    if error.filename is not None or error.errno not in _NO_ROOM:
        return None
    return _unwritable_stdout(error)


def _unwritable_stdout(error: OSError) -> OutputError:
    """Give up stdout: what Python still holds for it would make it complain at exit."""
    with contextlib.suppress(OSError, ValueError):  # a captured stream has no file
        _point_at_null(sys.stdout.fileno())
    return OutputError(Phrase("stdout: cannot be written: {reason}", reason=system_reason(error)))


def _point_at_null(descriptor: int) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)


def tell(message: str) -> None:
    """Show a message on stderr, in the user's language if it is a phrase.

    Characters that a terminal would obey are escaped: a file’s name may hold some.
    """
    click.echo("\n".join(map(printable, translated(message).split("\n"))), err=True)


def tell_first(
    messages: Sequence[Message | str], count: int, *, template: PhraseTemplate = _ALONE
) -> None:
    """Show the first messages, which were kept, and how many more of `count` there are.

    `template` has a place for a message.
    """
    for message in messages:
        shown = with_remedy(message) if isinstance(message, Message) else message
        tell(template.phrase(message=str(shown)))
    if count > len(messages):
        tell(Phrase("… and {count} more.", count=count - len(messages)))


class ProgressBar:
    """A bar on a terminal’s stderr for long work, with the rate and the time left."""

    def __init__(self, label: PhraseTemplate) -> None:
        """`label` has a place for the `rate`: how many are done a second."""
        self.label = label
        self.began = time.monotonic()
        self.done = 0
        self.bar: Any = None

    def __enter__(self) -> ProgressBar:
        return self

    def __call__(self, done: int, total: int) -> None:
        """Show how much is done."""
        if self.bar is None and sys.stderr.isatty() and self._seconds() > PROGRESS_AFTER:
            self.bar = click.progressbar(length=total, file=sys.stderr, show_pos=True)
            self.bar.__enter__()
        if self.bar is not None:
            rate = round(done / self._seconds())
            self.bar.label = translated(self.label.phrase(rate=rate))
            self.bar.update(done - self.done)
            self.done = done

    def _seconds(self) -> float:
        return time.monotonic() - self.began

    def __exit__(self, *error: object) -> None:
        if self.bar is not None:
            self.bar.__exit__(*error)


class Delivery:
    """Writes bytes to stdout, or to a file that appears only when it is whole.

    A terminal gets no binary, and no character that it would obey. A file is begun with the first
    bytes: without any, there is no file.
    """

    def __init__(
        self,
        output: Path | None,
        *,
        inputs: Sequence[Path] = (),
        force: bool = False,
        binary: bool = True,
        argument: str = "output",
    ) -> None:
        """Check that the output may be written.

        Args:
            output: the file; stdout without it, or for `-`.
            inputs: files that are read, and so never written over.
            force: whether the file may be written over if it exists.
            binary: whether a terminal must not get it.
            argument: what the user named the file with (see `remedies`).

        Raises:
            OutputError: it is an input, it exists (without `force`), its folder does not, or it is
                binary and for a terminal.
        """
        self.target = None if output in (None, STDOUT) else output
        self.file: files.AtomicFile | None = None
        self.was_free = self.target is not None and not os.path.lexists(self.target)
        self.on_terminal = self.target is None and sys.stdout.isatty()
        if self.on_terminal and binary:
            raise OutputError(
                Phrase("A PDF, a picture or a spreadsheet is not written to a terminal"),
                code="terminal",
            )
        if self.target:
            if not files.is_folder(self.target.parent):
                raise files.no_folder(self.target)
            read = [path for path in inputs if path != STDOUT]
            files.refuse(self.target, read, force=force, argument=argument)

    def add(self, data: bytes) -> None:
        """Write some more. Raises OutputError."""
        if self.target and (data or self.file):
            self.file = self.file or files.AtomicFile(self.target, was_free=self.was_free)
            self.file.add(data)
        elif data:
            self._print(_for_terminal(data) if self.on_terminal else data)

    def _print(self, data: bytes) -> None:
        stream = sys.stdout.buffer
        try:
            stream.write(data)
            stream.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _unwritable_stdout(error) from None

    def __enter__(self) -> Delivery:
        return self

    def __exit__(self, kind: type[BaseException] | None, *error: object) -> None:
        """Give the file its name; after an error, leave no file."""
        if self.file and kind:
            self.file.abandon()
        elif self.file:
            self.file.close()


def deliver(
    data: bytes,
    output: Path | None,
    *,
    inputs: Sequence[Path] = (),
    force: bool = False,
    binary: bool = True,
) -> None:
    """Write all bytes at once, as `Delivery` does. Raises OutputError."""
    with Delivery(output, inputs=inputs, force=force, binary=binary) as delivery:
        delivery.add(data)


def _for_terminal(data: bytes) -> bytes:
    """Escape the characters of a UTF-8 text that a terminal would obey. JSON stays the same."""
    text = data.decode("utf-8", "replace")
    letters = (
        letter if letter.isprintable() or letter in "\r\n\t" else json.dumps(letter)[1:-1]
        for letter in text
    )
    return "".join(letters).encode()


def json_bytes(value: Any, indent: int | None = 2) -> bytes:
    """Write JSON for people. Half characters, which UTF-8 cannot hold, make it ASCII.

    >>> json_bytes({"name": "Åse"}, indent=None).decode()
    '{"name": "Åse"}\\n'
    """
    try:
        return (json.dumps(value, ensure_ascii=False, indent=indent) + "\n").encode()
    except UnicodeEncodeError:
        return (json.dumps(value, indent=indent) + "\n").encode()
