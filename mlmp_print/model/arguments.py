"""Check the arguments that a program gives to a public function.

A name means the same in every public function, so that one rule checks it everywhere. A message
names the argument and the type, and never shows a value: it may be an answer or a password.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from .errors import UsageError
from .limits import (
    BATCH_JOBS,
    PREVIEW_DPI_LEAST,
    PREVIEW_DPI_MOST,
    PRINT_COPIES,
    SPARE_SETS,
    TABLE_HEADING_ROW,
)
from .messages import did_you_mean, quoted
from .phrases import Phrase, PhraseTemplate
from .sheet_ids import LETTERS, NO_ID, is_sheet_id

SHEET_ID_LETTERS = 16  # older files may have ids of other systems; those of batches have 8
SHEET_ID = re.compile(rf"[0-9A-Z]{{1,{SHEET_ID_LETTERS}}}\Z")  # goes into a small QR code

Rule = Callable[[str, Any], None]


def checked_list(
    argument: str, given: Any, kinds: type | tuple[type, ...], expected: Phrase
) -> list[Any]:
    """Return what an iterable holds. Raises UsageError if it is none of `kinds`."""
    is_list = isinstance(given, Iterable) and not isinstance(given, str | bytes | Path)
    found = list(given) if is_list else []
    if not is_list or not all(isinstance(one, kinds) for one in found):
        raise mistyped(argument, given, expected)
    return found


def mistyped(argument: str, value: Any, expected: Phrase) -> UsageError:
    """Return the error for an argument of a wrong type.

    >>> print(mistyped("lang", 5, Phrase("a text")))
    The argument lang must be a text, not int
    """
    given = "None" if value is None else type(value).__name__
    text = PhraseTemplate("The argument {argument} must be {expected}, not {type}")
    return UsageError(text.phrase(argument=argument, expected=expected, type=given))


def check_arguments(**given: Any) -> None:
    """Check arguments, each by the rule of its name.

    Raises:
        UsageError: The first one that is wrong.

    >>> check_arguments(lang="da", jobs=0)
    Traceback (most recent call last):
    mlmp_print.model.errors.UsageError: The argument jobs must be a whole number from 1 to 64
    """
    for name, value in given.items():
        _RULES[name](name, value)


def check_options(options: Mapping[str, Any], known: type) -> None:
    """Check the keyword arguments of a `TypedDict`, as `check_arguments` does.

    Python itself does not: a function that takes them as `**options` takes any name.

    Args:
        options: The keyword arguments. One that has no rule here its function checks itself.
        known: The `TypedDict`.

    Raises:
        UsageError: The first one that is wrong, or that there is not.
    """
    names = known.__annotations__
    for name in options:
        if name not in names:
            what = Phrase(
                "There is no argument {argument}. {remedy}",
                argument=quoted(name),
                remedy=did_you_mean(name, names),
            )
            raise UsageError(what)
    check_arguments(**{name: value for name, value in options.items() if name in _RULES})


# Rules ------------------------------------------------------------------------------------------


def _text(name: str, value: Any) -> None:
    if not isinstance(value, str):
        raise mistyped(name, value, Phrase("a text"))


def _form(name: str, value: Any) -> None:
    _text(name, value)
    check_path(name, value)


def _sheet_id(name: str, value: Any) -> None:
    _text(name, value)
    if value != NO_ID and not is_sheet_id(value):
        text = PhraseTemplate(
            "The argument {argument} must be a sheet id as a register has it: {letters} letters or "
            "digits, the last of which checks the others. A scan reads no other"
        )
        raise UsageError(text.phrase(argument=name, letters=LETTERS + 1))


def _password(name: str, value: Any) -> None:
    if value is None:
        return
    if not isinstance(value, str):
        raise mistyped(name, value, Phrase("a text, or None"))
    if any("\ud800" <= letter <= "\udfff" for letter in value):
        text = PhraseTemplate("The argument {argument} holds halves of characters")
        raise UsageError(text.phrase(argument=name))


def _worksheet(name: str, value: Any) -> None:
    if value is not None and not (isinstance(value, str) and value):
        raise mistyped(name, value, Phrase("the name of a sheet, or None"))


def _hidden(name: str, value: Any) -> None:
    if value is not None and value not in ("fill", "skip"):
        text = PhraseTemplate("The argument {argument} must be fill, skip or None")
        raise UsageError(text.phrase(argument=name))


def _flag(name: str, value: Any) -> None:
    if not isinstance(value, bool):
        raise mistyped(name, value, Phrase("True or False"))


def _flag_or_none(name: str, value: Any) -> None:
    if value is not None and not isinstance(value, bool):
        raise mistyped(name, value, Phrase("True, False or None"))


def _bytes(name: str, value: Any) -> None:
    if not isinstance(value, bytes):
        raise mistyped(name, value, Phrase("bytes"))


def _path(name: str, value: Any) -> None:
    if value is None:
        return
    if not isinstance(value, str | Path):
        raise mistyped(name, value, Phrase("a path (str or Path), or None"))
    check_path(name, value)


def check_path(name: str, value: str | Path) -> None:
    """Check that the system can be asked for a path. Raises UsageError."""
    try:
        encoded = os.fsencode(value)
    except UnicodeEncodeError:
        encoded = b"\0"
    if b"\0" in encoded:
        text = PhraseTemplate(
            "The argument {argument} is a path with a character that no path can have"
        )
        raise UsageError(text.phrase(argument=name))


def number(least: int, most: int) -> Rule:
    """Return the rule for a whole number between two others, both included.

    >>> number(1, 64)("jobs", True)
    Traceback (most recent call last):
    mlmp_print.model.errors.UsageError: The argument jobs must be a whole number from 1 to 64
    """

    def rule(name: str, value: Any) -> None:
        is_number = isinstance(value, int) and not isinstance(value, bool)
        if not is_number or not least <= value <= most:
            text = PhraseTemplate(
                "The argument {argument} must be a whole number from {least} to {most}"
            )
            raise UsageError(text.phrase(argument=name, least=least, most=most))

    return rule


def _heading_row(name: str, value: Any) -> None:
    if value is not None:
        number(1, TABLE_HEADING_ROW)(name, value)


def _sets(name: str, value: Any) -> None:
    if value is not None:
        number(0, SPARE_SETS)(name, value)


def _page(name: str, value: Any) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        text = PhraseTemplate("The argument {argument} must be the number of a page, from 1")
        raise UsageError(text.phrase(argument=name))


def _settings(name: str, value: Any) -> None:
    if not isinstance(value, Mapping):
        raise mistyped(name, value, Phrase("a mapping, such as {example}", example='{"goals": 6}'))
    for key, setting in value.items():
        if not isinstance(key, str):
            raise mistyped(name, key, Phrase("a mapping whose keys are texts"))
        if not isinstance(setting, str | int) or isinstance(setting, bool):
            raise mistyped(name, setting, Phrase("a mapping of whole numbers and texts"))


def _function(name: str, value: Any) -> None:
    if value is not None and not callable(value):
        raise mistyped(name, value, Phrase("a function, or None"))


def _executor(name: str, value: Any) -> None:
    # By its method: not every library's executor is a subclass of Python's.
    is_executor = not isinstance(value, type) and callable(getattr(value, "submit", None))
    if value is not None and not is_executor:
        raise mistyped(name, value, Phrase("an executor with the method submit, or None"))


_RULES: dict[str, Rule] = {
    # How a form is drawn
    "form": _form,
    "lang": _text,
    "size": _text,
    "ink": _text,
    "large": _flag,
    "marks": _flag_or_none,
    "look": _path,
    "settings": _settings,
    # One sheet
    "folder": _path,
    "lock": _flag,
    "sheet_id": _sheet_id,
    "pdf": _bytes,
    "password": _password,
    "check": _flag,
    "crops": _flag,
    "all_pages": _flag,
    "trusted": _flag,
    "content": _function,
    "page": _page,
    "dpi": number(PREVIEW_DPI_LEAST, PREVIEW_DPI_MOST),
    # A batch
    "columns": _path,
    "register": _path,
    "older_password": _password,
    "worksheet": _worksheet,
    "heading_row": _heading_row,
    "hidden": _hidden,
    "pictures": _path,
    "duplex": _flag,
    "copies": number(1, PRINT_COPIES),
    "sets": _sets,
    "by_form": _flag,
    "spare": number(0, SPARE_SETS),
    "jobs": number(1, BATCH_JOBS),
    "executor": _executor,
    "progress": _function,
    "print_job": _path,
    "filename": _text,
    "sheet_ids": _path,
    "report": _path,
    "resume": _flag,
    "force": _flag,
    "strict": _flag,
    "dry_run": _flag,
}
