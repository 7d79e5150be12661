"""The errors that the library raises, as one family.

An error says what is wrong, where, and what to do. It never holds the text of an answer: a log or a
terminal would show it. `exit_code` is what the command line ends with.
"""

from __future__ import annotations

import errno
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Self

from .messages import NOTHING, NOWHERE, Message, Where
from .phrases import Phrase, translated


class MlmpError(Exception):
    """The root of the family; raised itself only for what no other class names.

    Args:
        text: What is wrong, and where.
        code: A short, stable name of the reason, or empty. A user interface that knows the code can
            add how its own user puts it right, as the command line adds the option to give. After
            a colon stands the argument that the caller gave: `exists:print_job`.

    >>> text = Phrase("{path}: is there already", path="plan.pdf")
    >>> error = OutputError(text, code="exists")
    >>> print(error)
    plan.pdf: is there already
    >>> error.code, error.exit_code
    ('exists', 5)
    """

    exit_code = 1

    def __init__(self, text: Phrase = NOTHING, *, code: str = "") -> None:
        super().__init__(text)
        self.code = code

    def __str__(self) -> str:
        """The text in the language of the context."""
        return translated(self.args[0])

    @property
    def messages(self) -> tuple[Message, ...]:
        """The messages of this error; most errors have one."""
        return (Message(NOWHERE, self.args[0], code=self.code),)

    def about(self, file: str, *, code: str = "") -> Self:
        """The same error with the file’s name before its text; `code` replaces the code.

        >>> print(PdfError(Phrase("is not a PDF, or broken")).about("plan.pdf"))
        plan.pdf: is not a PDF, or broken
        """
        text = Phrase("{file}: {text}", file=file, text=self.args[0])
        return type(self)(text, code=code or self.code)


class InvalidValue(MlmpError):
    """A kind refuses a value.

    The kind does not know where the value stands. Its caller adds that with `at`.

    >>> refusal = InvalidValue(Phrase("is not a date"), Phrase("Write year-month-day"))
    >>> print(refusal.at(Where(path="date")))
    date: is not a date. Write year-month-day.
    """

    exit_code = 4

    def __init__(self, what: Phrase, remedy: Phrase = NOTHING, *, code: str = "") -> None:
        super().__init__(what, code=code)
        self.what, self.remedy = what, remedy

    def at(self, where: Where) -> Message:
        """The message about the value at a place."""
        return Message(where, self.what, self.remedy, code=self.code)


class UsageError(MlmpError):
    """The call cannot be understood: there is no such form, language, size or setting."""

    exit_code = 2


class DefinitionError(MlmpError):
    """A form, language, look or map file is wrong. The text names the file, the key and a remedy.

    >>> print(DefinitionError(Message(Where(file="a.toml"), Phrase("lacks the key “code”"))))
    a.toml: lacks the key “code”
    """

    exit_code = 2

    def __init__(self, fault: Message | Phrase, *, code: str = "") -> None:
        self.fault = fault if isinstance(fault, Message) else Message(NOWHERE, fault, code=code)
        super().__init__(self.fault.what, code=self.fault.code)

    def __str__(self) -> str:
        """The fault in the language of the context."""
        return str(self.fault).removesuffix(".")

    @property
    def messages(self) -> tuple[Message, ...]:
        """The one fault, with its place."""
        return (self.fault,)


class AnswersError(MlmpError):
    """The answers cannot be used. It holds every fault found, not only the first.

    Args:
        messages: the faults.

    >>> what = Phrase("is no question of this form")
    >>> error = AnswersError([Message(Where(path="name"), what)])
    >>> [message.path for message in error.messages]
    ['name']
    """

    exit_code = 4

    def __init__(self, messages: Iterable[Message]) -> None:
        self.faults = tuple(messages)
        super().__init__()

    def __str__(self) -> str:
        """The faults in the language of the context, one a line."""
        return "\n".join(map(str, self.faults))

    @property
    def messages(self) -> tuple[Message, ...]:
        """Every fault found."""
        return self.faults

    def about(self, file: str, *, code: str = "") -> Self:
        """The same faults, each with the file in its place; `code` replaces their codes."""
        return type(self)(
            replace(fault, where=replace(fault.where, file=file), code=code or fault.code)
            for fault in self.faults
        )

    def __reduce__(self) -> tuple[type[AnswersError], tuple[tuple[Message, ...]]]:
        return type(self), (self.faults,)


class LossError(AnswersError):
    """A new sheet would lose what the older one holds beside its answers; it names all of that.

    The code of each message is `loss:` and the code by which the loss is accepted.
    """


class PdfError(MlmpError):
    """A file is not a PDF, is broken, or is not one of our forms."""

    exit_code = 4


class TooFewError(MlmpError):
    """So few people are counted that their own answers could be told from the counts."""

    exit_code = 4


class OutputError(MlmpError):
    """A file would be overwritten, or cannot be written."""

    exit_code = 5


class EncryptedError(MlmpError):
    """A PDF needs a password, or another one."""

    exit_code = 6

    @classmethod
    def for_password(cls, password: str | None) -> Self:
        """The error for a PDF that `password` does not open; None means that nobody gave one."""
        if password:
            return cls(Phrase("is encrypted: the password is wrong"))
        return cls(Phrase("is encrypted: it needs a password"), code="needs-password")


# What the system's commonest errors mean; others are said in the system's own words.
_SYSTEM = {
    errno.ENOENT: Phrase("there is no such file or folder"),
    errno.EACCES: Phrase("you have no permission"),
    errno.EPERM: Phrase("the system does not allow it"),
    errno.EEXIST: Phrase("it is there already"),
    errno.EISDIR: Phrase("it is a folder"),
    errno.ENOTDIR: Phrase("a part of its name is no folder"),
    errno.ENAMETOOLONG: Phrase("the name is too long"),
    errno.ENOSPC: Phrase("the disk is full"),
    errno.EFBIG: Phrase("the file is too large for the disk"),
    errno.EROFS: Phrase("the disk cannot be written to"),
    errno.EIO: Phrase("the disk or the drive failed"),
    errno.EMFILE: Phrase("too many files are open"),
    errno.ELOOP: Phrase("its links lead in a circle"),
    errno.EINVAL: Phrase("the name cannot be a file's name"),
}


def system_reason(error: OSError) -> Phrase:
    """Say why the system refused, as a part of a sentence.

    >>> system_reason(FileNotFoundError(errno.ENOENT, "No such file or directory"))
    'there is no such file or folder'
    """
    if isinstance(error.strerror, Phrase):  # the error is our own
        return error.strerror
    known = _SYSTEM.get(error.errno or 0)
    return known or Phrase("{reason}", reason=str(error.strerror))


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
        what = error.args[0] if error.args else NOTHING
        if not isinstance(what, Phrase):  # else the block itself says what is wrong
            what = Phrase(
                "cannot be drawn with the question and the settings it has ({error}: {detail})",
                error=type(error).__name__,
                detail=str(error),
            )
        raise DefinitionError(Message(Where(path=where), what)) from error
