"""The errors of the package, as one tree. Each says what is wrong, where, and what to do.

No error holds the text of an answer. `exit_code` is the exit status of the command line.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from .messages import NOWHERE, Message, Phrase, Where
from .messages import did_you_mean as did_you_mean
from .messages import printable as printable
from .messages import quoted as quoted


class MlmpError(Exception):
    """The root of the tree; raised itself only where no other class fits."""

    exit_code = 1

    @property
    def messages(self) -> tuple[Message, ...]:
        """All messages of the error; most errors have one."""
        return (Message(NOWHERE, self.args[0] if self.args else ""),)


class InvalidValue(MlmpError):
    """A kind refuses a value. The kind does not know where the value stands; its caller does."""

    exit_code = 4

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy

    def at(self, where: Where) -> Message:
        """Return the refusal as a message about a place."""
        return Message(where, self.what, self.remedy)


class UsageError(MlmpError):
    """The call is wrong: there is no such form, language, size or setting."""

    exit_code = 2


class DefinitionError(MlmpError):
    """A form, language, look or map file is wrong. The text names the file, the key and a remedy.

    >>> print(DefinitionError(Message(Where(file="a.toml"), "lacks the key “code”")))
    a.toml: lacks the key “code”
    """

    exit_code = 2

    def __init__(self, fault: Message | str) -> None:
        self.fault = fault if isinstance(fault, Message) else Message(NOWHERE, fault)
        where, what, remedy = str(self.fault.where), self.fault.what, self.fault.remedy
        located = f"{where}: {what}" if where else what
        super().__init__(f"{located}. {remedy}" if remedy else located)

    @property
    def messages(self) -> tuple[Message, ...]:
        """The one fault, with its place."""
        return (self.fault,)


class AnswersError(MlmpError):
    """The answers cannot be used. `messages` holds every fault, not only the first."""

    exit_code = 4

    def __init__(self, messages: Iterable[Message]) -> None:
        self.faults = tuple(messages)
        super().__init__("\n".join(map(str, self.faults)))

    @property
    def messages(self) -> tuple[Message, ...]:
        """Every fault, in the order of the form or the table."""
        return self.faults

    def __reduce__(self) -> tuple[type[AnswersError], tuple[tuple[Message, ...]]]:
        return type(self), (self.faults,)


class PdfError(MlmpError):
    """A file is not a PDF, is broken, or is not one of our forms."""

    exit_code = 4


class OutputError(MlmpError):
    """A file would be overwritten, or cannot be written."""

    exit_code = 5


class EncryptedError(MlmpError):
    """A PDF needs a password, or another one."""

    exit_code = 6


@contextmanager
def hushed(library: str) -> Iterator[None]:
    """Keep a library from logging: its messages may quote what is in a file.

    Args:
        library: The name of its logger.
    """
    logger = logging.getLogger(library)
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


@contextmanager
def blamed(where: str) -> Iterator[None]:
    """Turn drawing errors into a DefinitionError that names `where`.

    A block that cannot be drawn with its question and its settings is a fault of the definition,
    not of the program.
    """
    try:
        yield
    except (ArithmeticError, LookupError, ValueError) as error:
        if type(error) is ValueError:  # the block itself says what is wrong
            what: str = error.args[0] if error.args else ""
        else:
            what = Phrase(
                "cannot be drawn with the question and the settings it has ({error}: {detail})",
                error=type(error).__name__,
                detail=str(error),
            )
        raise DefinitionError(Message(Where(path=where), what)) from error
