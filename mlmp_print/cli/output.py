"""What a command writes: messages on stderr, results to stdout or a file, progress on a terminal."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from ..files import AtomicFile, beginning
from ..model.errors import AnswersError, MlmpError, OutputError
from ..model.limits import JSON_BYTES, PDF_BYTES
from ..model.messages import Message, Where, printable
from .remedies import with_remedy

STDIN = Path("-")


def leave_closed_pipe() -> None:
    """Who read what we say has closed the pipe, as `| head` does: that is no error, and Python must not say at its end that it is one."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):  # in a test there is no such file
            try:
                stream.flush()
            except BrokenPipeError:
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def tell(message: str) -> None:
    """A message on stderr; what a terminal would obey in it, such as in a file's name, is escaped."""
    click.echo("\n".join(map(printable, message.split("\n"))), err=True)


def first(form: str, lines: Sequence[object], count: int) -> None:
    """The first lines, which were kept, on stderr, and how many more of the `count` there are."""
    for line in lines:
        shown = with_remedy(line) if isinstance(line, Message) else line
        tell(form.format(shown))
    if count > len(lines):
        tell(f"… and {count - len(lines)} more.")


class ProgressBar:
    """A bar on a terminal's stderr, for work that takes over two seconds, with the rate and the time left."""

    def __init__(self, label: str) -> None:
        self.label, self.began, self.before = label, time.monotonic(), 0
        self.bar: Any = None

    def __enter__(self) -> ProgressBar:
        return self

    def __call__(self, done: int, total: int) -> None:
        """So much of it is done."""
        if self.bar is None and sys.stderr.isatty() and time.monotonic() - self.began > 2:
            self.bar = click.progressbar(
                length=total, label=self.label, file=sys.stderr, show_pos=True
            )
            self.bar.__enter__()
        if self.bar is not None:
            self.bar.label = f"{self.label}, {done / (time.monotonic() - self.began):.0f} a second"
            self.bar.update(done - self.before)
            self.before = done

    def __exit__(self, *error: object) -> None:
        if self.bar is not None:
            self.bar.__exit__(*error)


class Delivery:
    """Bytes on their way to a file, which is there only when it is whole, or to stdout; binary never to a terminal, and nothing that a terminal obeys.

    A file is begun with the first bytes: without any there is none.
    """

    def __init__(
        self,
        output: Path | None,
        *,
        inputs: Sequence[Path] = (),
        force: bool = False,
        binary: bool = True,
    ) -> None:
        """Raises OutputError for what may not be written."""
        self.target = None if output in (None, STDIN) else output
        self.writing: AtomicFile | None = None
        self.shown = self.target is None and sys.stdout.isatty()
        if self.shown and binary:
            raise OutputError(
                "A PDF, a picture or a spreadsheet is not written to a terminal", code="terminal"
            )
        if self.target:
            from .. import files

            files.refuse(self.target, [path for path in inputs if path != STDIN], force=force)

    def add(self, data: bytes) -> None:
        """Some more. Raises OutputError."""
        if self.target and (data or self.writing):
            from .. import files

            self.writing = self.writing or files.AtomicFile(self.target)
            self.writing.add(data)
        elif data:
            self._print(_for_terminal(data) if self.shown else data)

    def _print(self, data: bytes) -> None:
        stream = sys.stdout.buffer
        try:
            stream.write(data)
            stream.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            os.dup2(
                os.open(os.devnull, os.O_WRONLY), stream.fileno()
            )  # or Python complains again when it closes it
            raise OutputError(f"stdout: cannot be written: {error.strerror}") from None

    def __enter__(self) -> Delivery:
        return self

    def __exit__(self, kind: type[BaseException] | None, *error: object) -> None:
        """The file gets its name; after an error there is none."""
        if self.writing and kind:
            self.writing.abandon()
        elif self.writing:
            self.writing.close()


def deliver(
    data: bytes,
    output: Path | None,
    *,
    inputs: Sequence[Path] = (),
    force: bool = False,
    binary: bool = True,
) -> None:
    """Write to a file, or to stdout; binary never to a terminal. Raises OutputError."""
    with Delivery(output, inputs=inputs, force=force, binary=binary) as delivery:
        delivery.add(data)


def _for_terminal(data: bytes) -> bytes:
    """UTF-8 with everything escaped that a terminal would obey. JSON written so is still the same JSON."""
    text = data.decode("utf-8", "replace")
    return "".join(
        letter if letter.isprintable() or letter in "\r\n\t" else json.dumps(letter)[1:-1]
        for letter in text
    ).encode()


def content(path: Path, missing: type[MlmpError]) -> bytes:
    """The bytes of an input file, or of stdin for `-`; of one that never ends, one more than anything of ours may have."""
    most = max(JSON_BYTES, PDF_BYTES) + 1
    if path == STDIN:
        return sys.stdin.buffer.read(most)
    try:
        return beginning(path, most)
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
        raise (
            AnswersError([Message(Where(file=str(path)), what)])
            if missing is AnswersError
            else missing(f"{path}: {what}")
        ) from None


def dump(value: Any, indent: int | None = 2) -> bytes:
    """JSON for people; ASCII only where the text could not be written otherwise."""
    try:
        return (json.dumps(value, ensure_ascii=False, indent=indent) + "\n").encode()
    except UnicodeEncodeError:
        return (json.dumps(value, indent=indent) + "\n").encode()
