"""Messages and errors as the page shows them: sentences in one language, with their places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from ..model.errors import MlmpError
from ..model.losses import CODES as LOSSES
from ..model.messages import NOTHING, Message, Severity
from ..model.phrases import Phrase, translated
from ..tables.doubts import MEANINGS


def said(message: Message) -> dict[str, Any]:
    """Return a message in the language of the context.

    >>> from mlmp_print.model.messages import Where
    >>> from mlmp_print.model.phrases import Phrase
    >>> fault = said(Message(Where(row=3, column="Score nu 1"), Phrase("is not on the scale")))
    >>> fault["row"], fault["column"], fault["sentence"]
    (3, 'Score nu 1', 'is not on the scale.')
    """
    where, (kind, _, code) = message.where, message.code.partition(":")
    is_accepted, is_doubt = kind in ("doubt", "loss"), kind == "doubt"
    if is_doubt:  # its code and the remedy that speaks of it are for a command line
        message = replace(message, what=_without_code(message), remedy=NOTHING)
    return {
        "text": str(message),
        "sentence": message.sentence,
        "what": translated(message.what),
        "remedy": translated(message.remedy),
        "severity": "note" if message.severity is Severity.NOTE else "error",
        "weight": message.weight.name.lower(),
        "code": message.code,
        "accept": code if is_accepted else message.code if message.code in LOSSES else "",
        "meaning": translated(MEANINGS[code]) if is_doubt else "",
        "choices": _choices(message),
        "file": translated(where.file),
        "row": where.row,
        "column": translated(where.column),
        "path": translated(where.path),
        "question": translated(where.question),
        "page": where.page,
    }


def _without_code(message: Message) -> Phrase:
    """Return what a doubt says, without the code that only a command line needs."""
    doubt: Phrase = message.what.values["doubt"]
    return doubt


def _choices(message: Message) -> list[str]:
    """Return the sheets of a workbook, where a message asks which one is read."""
    if message.code != "sheet" or not isinstance(message.what, Phrase):
        return []
    return [str(name)[1:-1] for name in message.what.values["names"]]  # without quotation marks


def all_said(messages: Iterable[Message]) -> list[dict[str, Any]]:
    """Return messages in the language of the context."""
    return [said(message) for message in messages]


def error_said(error: MlmpError) -> dict[str, Any]:
    """Return an error in the language of the context.

    Its `kind` is the name of its class, by which the page chooses heading and way out.
    """
    return {
        "kind": type(error).__name__,
        "code": error.code,
        "text": str(error),
        "messages": all_said(error.messages),
    }
