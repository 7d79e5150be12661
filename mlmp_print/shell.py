"""What the commands share: help that starts with examples, errors as messages and exit codes, options, input and output."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .files import beginning
from .model.errors import AnswersError, Fault, MlmpError, OutputError, printable
from .model.limits import FAULTS_SHOWN, JSON_BYTES, PDF_BYTES

if TYPE_CHECKING:
    from .files import Writing

STDIN = Path("-")
INTERRUPTED = 130
ENDED = 143
NOT_WANTED = 141


class Command(click.Command):
    """A command whose help starts with examples."""

    def __init__(self, *args: Any, examples: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = examples

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Examples, usage, text, options."""
        with formatter.section("Examples"):
            for example in self.examples:
                formatter.write(f"{'':{formatter.current_indent}}{example}\n")
        formatter.write_paragraph()
        super().format_help(ctx, formatter)


class Kit(click.Group):
    """The group of commands: turns every error of ours into its message and exit code, and any other into one line."""

    def verb(self, *examples: str) -> Callable[[Callable[..., Any]], click.Command]:
        """Register a function as the command of its name."""
        return self.command(cls=Command, examples=examples)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; no traceback reaches a user who has not asked for it."""
        try:
            return super().invoke(ctx)
        except MlmpError as error:
            complain(error)
            ctx.exit(error.exit_code)
        except Ended:
            tell("Ended from outside.")
            ctx.exit(ENDED)
        except KeyboardInterrupt:
            tell("Interrupted.")
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            leave_closed_pipe()
            ctx.exit(NOT_WANTED)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if ctx.params.get("traceback"):
                raise
            where = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{type(error).__name__} in {Path(where.filename).name}, line {where.lineno}"
            tell(f"Unexpected error ({place}). This is a bug: mlmp-print --traceback … shows more.")
            ctx.exit(1)


def leave_closed_pipe() -> None:
    """Who read what we say has closed the pipe, as `| head` does: that is no error, and Python must not say at its end that it is one."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):  # in a test there is no such file
            try:
                stream.flush()
            except BrokenPipeError:
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


class Ended(KeyboardInterrupt):
    """The system asks the program to end: what is under way is put in order as on Ctrl-C."""


def end_in_order() -> None:
    """From now on, being asked to end (SIGTERM, or a closed terminal) raises `Ended`, so that nothing half is left behind."""

    def end(*_: object) -> None:
        raise Ended

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number and signal.getsignal(number) == signal.SIG_DFL:  # nohup ignores it
            signal.signal(number, end)


def tell(message: str) -> None:
    """A message on stderr; what a terminal would obey in it, such as in a file's name, is escaped."""
    click.echo("\n".join(map(printable, message.split("\n"))), err=True)


def complain(error: MlmpError) -> None:
    """An error on stderr; of many faults the first ones, and how many more."""
    if not isinstance(error, AnswersError):
        tell(str(error))
        return
    for fault in error.faults[:FAULTS_SHOWN]:
        tell(str(fault))
    if len(error.faults) > FAULTS_SHOWN:
        tell(f"… and {len(error.faults) - FAULTS_SHOWN} more.")


def settings(ctx: click.Context, param: click.Parameter, given: tuple[str, ...]) -> dict[str, int | str]:  # noqa: ARG001
    """`--set goals=6 --set score=words` as a dict."""
    found: dict[str, int | str] = {}
    for item in given:
        key, equals, value = item.partition("=")
        if not equals or not value:
            raise click.BadParameter("write a name and a value, as goals=6")
        found[key] = int(value) if re.fullmatch("[0-9]{1,6}", value) else value
    return found


def print_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """How sheets look, whichever they are."""
    for option in (
        click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", callback=settings, help="A setting of the form: goals=6 is room for six."),
        click.option("--large", is_flag=True, help="Large print: type one step up, writing lines 14 mm apart."),
        click.option("--ink", default="color", show_default=True, metavar="color|gray", help="Colour, or tones for a black-and-white printer."),
        click.option("--look", type=click.Path(path_type=Path), metavar="FILE.toml", help="A municipality's own name, logo, themes, colours and words."),
    ):
        command = option(command)
    return command


def look_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a command that draws in one language and size."""
    command = print_options(command)
    command = click.option("--size", default="", metavar="a4|a3", show_default="a4", help="A3 is two upright A4 panels, or one wide one enlarged.")(command)
    return click.option("--lang", default="", metavar="LANG", show_default="da", help="Language of the sheet; the command forms lists them.")(command)


def first(form: str, lines: Sequence[object], count: int) -> None:
    """The first lines, which were kept, on stderr, and how many more of the `count` there are."""
    for line in lines:
        tell(form.format(line))
    if count > len(lines):
        tell(f"… and {count - len(lines)} more.")


class Progress:
    """A bar on a terminal's stderr, for work that takes over two seconds, with the rate and the time left."""

    def __init__(self, label: str) -> None:
        self.label, self.began, self.before = label, time.monotonic(), 0
        self.bar: Any = None

    def __enter__(self) -> Progress:
        return self

    def __call__(self, done: int, total: int) -> None:
        """So much of it is done."""
        if self.bar is None and sys.stderr.isatty() and time.monotonic() - self.began > 2:
            self.bar = click.progressbar(length=total, label=self.label, file=sys.stderr, show_pos=True)
            self.bar.__enter__()
        if self.bar is not None:
            self.bar.label = f"{self.label}, {done / (time.monotonic() - self.began):.0f} a second"
            self.bar.update(done - self.before)
            self.before = done

    def __exit__(self, *error: object) -> None:
        if self.bar is not None:
            self.bar.__exit__(*error)


force_option = click.option("--force", is_flag=True, help="Write over a file that is there already.")
output_option = click.option("-o", "--output", type=click.Path(path_type=Path), metavar="PATH", help="Where to write; - is stdout.")


class Delivery:
    """Bytes on their way to a file, which is there only when it is whole, or to stdout; binary never to a terminal, and nothing that a terminal obeys.

    A file is begun with the first bytes: without any there is none.
    """

    def __init__(self, output: Path | None, *, inputs: Sequence[Path] = (), force: bool = False, binary: bool = True) -> None:
        """Raises OutputError for what may not be written."""
        self.target = None if output in (None, STDIN) else output
        self.writing: Writing | None = None
        self.shown = self.target is None and sys.stdout.isatty()
        if self.shown and binary:
            raise OutputError("A PDF, a picture or a spreadsheet is not written to a terminal. Name a file with -o")
        if self.target:
            from . import files

            files.refuse(self.target, [path for path in inputs if path != STDIN], force=force)

    def add(self, data: bytes) -> None:
        """Some more. Raises OutputError."""
        if self.target and (data or self.writing):
            from . import files

            self.writing = self.writing or files.Writing(self.target)
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
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # or Python complains again when it closes it
            raise OutputError(f"stdout: cannot be written: {error.strerror}") from None

    def __enter__(self) -> Delivery:
        return self

    def __exit__(self, kind: type[BaseException] | None, *error: object) -> None:
        """The file gets its name; after an error there is none."""
        if self.writing and kind:
            self.writing.abandon()
        elif self.writing:
            self.writing.close()


def deliver(data: bytes, output: Path | None, *, inputs: Sequence[Path] = (), force: bool = False, binary: bool = True) -> None:
    """Write to a file, or to stdout; binary never to a terminal. Raises OutputError."""
    with Delivery(output, inputs=inputs, force=force, binary=binary) as delivery:
        delivery.add(data)


def _for_terminal(data: bytes) -> bytes:
    """UTF-8 with everything escaped that a terminal would obey. JSON written so is still the same JSON."""
    text = data.decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() or letter in "\r\n\t" else json.dumps(letter)[1:-1] for letter in text).encode()


def content(path: Path, missing: type[MlmpError]) -> bytes:
    """The bytes of an input file, or of stdin for `-`; of one that never ends, one more than anything of ours may have."""
    most = max(JSON_BYTES, PDF_BYTES) + 1
    if path == STDIN:
        return sys.stdin.buffer.read(most)
    try:
        return beginning(path, most)
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
        raise (AnswersError([Fault(str(path), what)]) if missing is AnswersError else missing(f"{path}: {what}.")) from None


def dump(value: Any, indent: int | None = 2) -> bytes:
    """JSON for people; ASCII only where the text could not be written otherwise."""
    try:
        return (json.dumps(value, ensure_ascii=False, indent=indent) + "\n").encode()
    except UnicodeEncodeError:
        return (json.dumps(value, indent=indent) + "\n").encode()
