"""What a command reads: files and stdin, answers, passwords."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from ..files import beginning
from ..model.errors import AnswersError, MlmpError, UsageError, system_reason
from ..model.limits import JSON_BYTES, PASSWORD_LETTERS, PDF_BYTES
from ..model.messages import Message, Where
from ..model.phrases import Phrase, translated
from .options import usage_error

STDIN = Path("-")
_MOST = max(JSON_BYTES, PDF_BYTES) + 1  # enough to see that an input is too large


def read_input(path: Path, error: type[MlmpError]) -> bytes:
    """Read a file, or stdin for `-`. Of an input that never ends, read no more than is allowed.

    Raises:
        error: the file cannot be read.
    """
    if path == STDIN:
        return sys.stdin.buffer.read(_MOST)
    try:
        return beginning(path, _MOST)
    except OSError as failure:
        what = Phrase("cannot be read: {reason}", reason=system_reason(failure))
        if error is AnswersError:
            raise AnswersError([Message(Where(file=str(path)), what)]) from None
        raise error(what).about(str(path)) from None


def read_answers(path: Path | None) -> Any:
    """Read the answers in a JSON file, or on stdin; None without a path. Raises AnswersError.

    An FDF or XFDF, which its contents tell, is returned as bytes: the form reads it.
    """
    from ..model import answers
    from ..reader.formats import export_format

    if path is None:
        return None
    data = read_input(path, AnswersError)
    if export_format(data):
        return data
    return answers.parse(data, where="stdin" if path == STDIN else str(path))


def check_one_stdin(*paths: Path | None, names: Sequence[str]) -> None:
    """Check that at most one of several inputs is stdin.

    Raises:
        click.UsageError: more are.
    """
    if paths.count(STDIN) > 1:
        raise usage_error(Phrase("Only one of these can be stdin: {names}.", names=names))


def check_terminal_input(answers: Path | None) -> None:
    """Refuse to wait for answers that are typed on a terminal.

    Raises:
        click.UsageError: stdin is a terminal, and the answers would come from it.
    """
    if answers == STDIN and sys.stdin.isatty():
        raise usage_error(Phrase("Name the file with the answers, or pipe them in."))


def check_password_prompt(*, encrypt: bool, password_file: Path | None) -> None:
    """Check that a password can be typed, before any work is done.

    Raises:
        click.UsageError: there is no terminal.
    """
    if encrypt and not password_file and not sys.stdin.isatty():
        raise usage_error(
            Phrase("There is no terminal to ask for the password on: give --password-file.")
        )


def new_password(path: Path | None) -> str:
    """Read a password to encrypt with from a file, or ask for it twice on the terminal."""
    if path is not None:
        return read_password(path)
    try:
        answer: str = click.prompt(
            translated(Phrase("Password for the PDF")),
            hide_input=True,
            confirmation_prompt=translated(Phrase("The same again")),
            err=True,
        )
    except click.Abort:
        raise KeyboardInterrupt from None
    return answer


def read_password(path: Path) -> str:
    """Read the password on the first line of a file, without a byte order mark.

    Raises:
        UsageError: the file cannot be read, is not UTF-8, or has a line that is no password.
    """
    try:
        text = read_input(path, UsageError).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(Phrase("is not UTF-8. Save it again as UTF-8")).about(str(path)) from None
    password = text.split("\n")[0].rstrip("\r")
    if len(password) > PASSWORD_LETTERS:
        what = Phrase(
            "has more than {limit:,} letters in its first line: that is no password",
            limit=PASSWORD_LETTERS,
        )
        raise UsageError(what).about(str(path))
    return password


def optional_password(path: Path | None) -> str | None:
    """The password in a file; None without a file."""
    return read_password(path) if path else None
