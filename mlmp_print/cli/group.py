"""The group of commands: help that starts with examples, errors as messages and exit codes."""

from __future__ import annotations

import errno
import signal
import traceback
from collections.abc import Callable, Sequence
from inspect import cleandoc
from pathlib import Path
from typing import Any, NoReturn

import click

from ..model.errors import DefinitionError, MlmpError
from ..model.limits import FAULTS_SHOWN
from ..model.phrases import ENGLISH, Phrase, PhraseTemplate, spoken, translated
from .exit_codes import CLOSED_PIPE, INTERRUPTED, MEANINGS, TERMINATED, UNEXPECTED
from .language import users_catalog
from .output import NOTE, leave_closed_pipe, stdout_error, tell
from .remedies import with_remedy


def help_phrase(docstring: str | None) -> Phrase:
    """Return the docstring of a command as a phrase, a line for each paragraph.

    >>> help_phrase("Fill a form.\\n\\n    It is new.\\n    And locked.")
    'Fill a form.\\n\\nIt is new. And locked.'
    """
    paragraphs = cleandoc(docstring or "").split("\n\n")
    text = "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)
    return Phrase(text)


class Command(click.Command):
    """A command whose help starts with examples, and is in the user's language."""

    def __init__(self, *args: Any, examples: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.phrase = help_phrase(self.help)
        self.examples = examples

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return what stands after the name of the command in the line of its usage."""
        self.options_metavar = translated(Phrase("[OPTIONS]"))
        return super().collect_usage_pieces(ctx)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the first sentence of the help."""
        self.help = translated(self.phrase)
        return super().get_short_help_str(limit)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write examples, usage, text and options."""
        self.help = translated(self.phrase)
        with formatter.section(translated(Phrase("Examples"))):
            for example in self.examples:
                formatter.write(f"{'':{formatter.current_indent}}{example}\n")
        formatter.write_paragraph()
        super().format_help(ctx, formatter)


def command(
    *examples: str, name: str | None = None
) -> Callable[[Callable[..., Any]], click.Command]:
    """Turn a function into the command of its name; the help starts with the examples.

    A command whose name is a function of Python's is given its `name`.
    """
    return click.command(name, cls=Command, examples=examples)


class CommandGroup(click.Group):
    """Runs a command, and turns every error into a message and an exit code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.phrase = help_phrase(self.help)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return what stands after the name of the program in the line of its usage."""
        self.options_metavar = translated(Phrase("[OPTIONS]"))
        self.subcommand_metavar = translated(Phrase("COMMAND [ARGS]..."))
        return super().collect_usage_pieces(ctx)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command line in the language of the environment."""
        catalog = ENGLISH
        try:
            catalog = users_catalog()
        except DefinitionError as error:
            tell(NOTE.phrase(message=str(error)))
        with spoken(catalog):
            return super().main(*args, **kwargs)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help in the user's language."""
        self.help = translated(self.phrase)
        super().format_help(ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the exit codes mean."""
        super().format_epilog(ctx, formatter)
        with formatter.section(translated(Phrase("Exit codes"))):
            rows = ((str(code), translated(meaning)) for code, meaning in MEANINGS.items())
            formatter.write_dl([*rows])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments before the command; `--help` and `--version` are answered here."""
        try:
            return super().parse_args(ctx, args)
        except OSError as error:
            self._end(ctx, error)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command. A user sees a traceback only with `--traceback`: it may quote answers."""
        try:
            return super().invoke(ctx)
        except MlmpError as error:
            tell_error(error)
            ctx.exit(error.exit_code)
        except Termination:
            tell(Phrase("Ended from outside."))
            ctx.exit(TERMINATED)
        except KeyboardInterrupt:
            tell(Phrase("Interrupted."))
            ctx.exit(INTERRUPTED)
        except OSError as error:
            self._end(ctx, error)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if lacks_memory(error):
                tell_no_memory()
                ctx.exit(UNEXPECTED)
            self._end_with_bug(ctx, error)

    def _end(self, ctx: click.Context, error: OSError) -> NoReturn:
        """End because of the system: stdout is closed or takes no more, or files run out."""
        if isinstance(error, BrokenPipeError):
            leave_closed_pipe()
            ctx.exit(CLOSED_PIPE)
        if lacks_memory(error):
            tell_no_memory()
            ctx.exit(UNEXPECTED)
        if error.errno in (errno.EMFILE, errno.ENFILE):
            tell(Phrase("Too many files are open at once. Close other programs."))
            ctx.exit(UNEXPECTED)
        unwritable = stdout_error(error)
        if unwritable is None:
            self._end_with_bug(ctx, error)
        tell_error(unwritable)
        ctx.exit(unwritable.exit_code)

    def _end_with_bug(self, ctx: click.Context, error: Exception) -> NoReturn:
        if ctx.params.get("traceback"):
            raise error
        _tell_bug(error)
        ctx.exit(UNEXPECTED)


class Termination(KeyboardInterrupt):
    """The system asks the program to end. Commands clean up as they do after Ctrl-C."""


def end_in_order() -> None:
    """Raise `Termination` when the system asks the program to end, so that it can clean up.

    The signals are SIGTERM, and SIGHUP when a terminal is closed. Windows has no SIGHUP, and one
    that is ignored stays ignored: the program was started with `nohup`.
    """

    def end(*_: object) -> None:
        raise Termination

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, end)


def tell_error(error: MlmpError) -> None:
    """Show an error on stderr: its first messages, and how many more there are."""
    for message in error.messages[:FAULTS_SHOWN]:
        tell(str(with_remedy(message)))
    more = len(error.messages) - FAULTS_SHOWN
    if more > 0:
        tell(Phrase("… and {count} more.", count=more))


def lacks_memory(error: BaseException | None) -> bool:
    """Whether an error says that memory runs out, or came up while one was handled that does.

    A library may not have room to be loaded, and the interpreter none for an error of its own.
    """
    if error is None:
        return False
    not_loaded = isinstance(error, ImportError) and "map segment" in str(error)
    not_given = isinstance(error, OSError) and error.errno == errno.ENOMEM
    not_said = isinstance(error, SystemError) and "without" in str(error)
    if not_loaded or not_given or not_said or isinstance(error, MemoryError):
        return True
    return lacks_memory(error.__context__)


def tell_no_memory() -> None:
    """Say that memory runs out."""
    tell(Phrase("There is not enough memory for this. Close other programs."))


def _tell_bug(error: Exception) -> None:
    """Say in one line where an unexpected error came from, without its text."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    what = PhraseTemplate(
        "Unexpected error ({error} in {file}, line {line}). "
        "This is a bug: mlmp-print --traceback … shows more."
    )
    file = Path(frame.filename).name
    tell(what.phrase(error=type(error).__name__, file=file, line=frame.lineno))
