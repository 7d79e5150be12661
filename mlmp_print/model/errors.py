"""One family of errors: each says what is wrong, where, and what to do; none holds an answer's text.

`exit_code` is what the command line ends with (the table stands in the README).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches

_NAMES_SHOWN = 100  # of those that are known


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong with an input: `where` it is, `what` it is, and what `todo` about it."""

    where: str
    what: str
    todo: str = ""

    def __str__(self) -> str:
        sentence = f"{self.where}: {self.what}." if self.where else f"{self.what}."
        return (
            f"{sentence} {self.todo}{'' if self.todo.endswith('?') else '.'}"
            if self.todo
            else sentence
        )


class MlmpError(Exception):
    """The root of the family; raised itself only for a fault that no other class names."""

    exit_code = 1


class InvalidValue(MlmpError):
    """A kind refuses a value. It does not know where the value stands; the caller adds that."""

    exit_code = 4

    def __init__(self, what: str, todo: str = "") -> None:
        super().__init__(what)
        self.what, self.todo = what, todo

    def at(self, where: str) -> Fault:
        """The same refusal as a fault with its place."""
        return Fault(where, self.what, self.todo)


class UsageError(MlmpError):
    """The call itself cannot be understood: no such form, language, size, or setting."""

    exit_code = 2


class DefinitionError(MlmpError):
    """A form, language or theme file is wrong. The message names the file, the key and the right keys."""

    exit_code = 2


class AnswersError(MlmpError):
    """The answers cannot be used. `faults` holds every fault found, not only the first."""

    exit_code = 4

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))

    def __reduce__(self) -> tuple[type[AnswersError], tuple[tuple[Fault, ...]]]:
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
    """Within: the library logs nothing. What it would say over a file may quote what is in it."""
    logger = logging.getLogger(library)
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


@contextmanager
def blamed(where: str) -> Iterator[None]:
    """Within: a block that cannot be drawn as a form defines it, for its question or its settings, is a fault of the definition."""
    try:
        yield
    except (ArithmeticError, LookupError, ValueError) as error:
        what = (
            str(error)
            if type(error) is ValueError
            else f"cannot be drawn with the question and the settings it has ({type(error).__name__}: {error})"
        )
        raise DefinitionError(f"{where}: {what}") from error


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint naming the nearest of `known`, or all of them when none is near."""
    known = list(known)
    near = get_close_matches(word[:100], known, n=1, cutoff=0.6)
    if near:
        return f"Did you mean {quoted(near[0], 100)}?"
    names = [quoted(name, 100)[1:-1] for name in known[:_NAMES_SHOWN]]
    return f"Known: {', '.join(names)}{' …' if len(known) > len(names) else ''}"


def quoted(word: object, longest: int = 40) -> str:
    """`word` in quotation marks, safe for a terminal: control characters escaped, long ones cut."""
    text = str(word)
    return f"“{printable(text if len(text) <= longest else text[: longest - 1] + '…')}”"


def printable(text: str) -> str:
    """The text with everything escaped that a terminal would obey or not show: control characters, turns of direction, halves of letters."""
    return (
        text
        if text.isprintable()
        else "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in text)
    )
