"""What the commands share: help that starts with examples, errors as messages and exit codes, options, input and output."""

from __future__ import annotations

import signal
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from ..model.errors import MlmpError
from ..model.limits import FAULTS_SHOWN
from .output import leave_closed_pipe, tell
from .remedies import with_remedy

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


class CommandGroup(click.Group):
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
        except Terminated:
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


class Terminated(KeyboardInterrupt):
    """The system asks the program to end: what is under way is put in order as on Ctrl-C."""


def end_in_order() -> None:
    """From now on, being asked to end (SIGTERM, or a closed terminal) raises `Terminated`, so that nothing half is left behind."""

    def end(*_: object) -> None:
        raise Terminated

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number and signal.getsignal(number) == signal.SIG_DFL:  # nohup ignores it
            signal.signal(number, end)


def complain(error: MlmpError) -> None:
    """Show an error on stderr: the first of its messages, and how many more there are."""
    for message in error.messages[:FAULTS_SHOWN]:
        tell(str(with_remedy(message)))
    if len(error.messages) > FAULTS_SHOWN:
        tell(f"… and {len(error.messages) - FAULTS_SHOWN} more.")
