"""Messages and errors as plain data, checked when they come back from the worker.

The worker has read a hostile file, so nothing that it answers is trusted. A template is code to
`str.format`: `{name.__class__}` would look into this process, and `{n:999999999}` fill its memory.
"""

from __future__ import annotations

import re
from dataclasses import asdict, fields
from string import Formatter
from typing import Any

from ..model.errors import AnswersError, EncryptedError, MlmpError, PdfError, UsageError
from ..model.messages import Message, Severity, Weight, Where
from ..model.phrases import Phrase

# An error of another class is a fault of ours, and ends the worker.
ERRORS = (UsageError, EncryptedError, PdfError, AnswersError)

_CLASSES: dict[str, type[MlmpError]] = {error.__name__: error for error in ERRORS}
_PLACE = {field.name: field.default for field in fields(Where)}
_CODE = re.compile(r"[a-z_:-]{0,40}\Z")
_FORMAT = re.compile(r",?g?\Z")  # the formats that our own templates use
_PARTS = {field.name for field in fields(Message)}
_DEPTH = 4  # phrases within phrases; ours have two


def pack_message(message: Message) -> dict[str, Any]:
    """A message as JSON."""
    place = asdict(message.where)
    return {
        "where": {name: value for name, value in place.items() if value != _PLACE[name]},
        "what": pack_phrase(message.what),
        "remedy": pack_phrase(message.remedy),
        "severity": int(message.severity),
        "code": message.code,
        "weight": int(message.weight),
    }


def unpack_message(value: Any) -> Message:
    """The message again. Raises ValueError for anything that `pack_message` does not write.

    >>> message = Message(Where(row=3), Phrase("has {count:,} cells", count=1200))
    >>> unpack_message(pack_message(message)) == message
    True
    >>> unpack_message({**pack_message(message), "what": {"template": "{x.y}", "values": {"x": 1}}})
    Traceback (most recent call last):
    ...
    ValueError: template
    """
    if not isinstance(value, dict) or value.keys() != _PARTS:
        raise ValueError("message")
    for name in ("severity", "weight"):
        if type(value[name]) is not int:
            raise ValueError(name)
    return Message(
        _unpack_where(value["where"]),
        unpack_phrase(value["what"]),
        unpack_phrase(value["remedy"]),
        Severity(value["severity"]),
        _unpack_code(value["code"]),
        Weight(value["weight"]),
    )


def pack_error(error: MlmpError) -> dict[str, Any]:
    """An error of one of the `ERRORS` as JSON."""
    messages = [pack_message(message) for message in error.messages]
    return {"error": type(error).__name__, "messages": messages}


def unpack_error(value: dict[str, Any]) -> MlmpError:
    """The error again. Raises ValueError for anything that `pack_error` does not write."""
    messages = value.get("messages")
    error = _CLASSES.get(str(value.get("error")))
    if error is None or not isinstance(messages, list) or not messages:
        raise ValueError("error")
    unpacked = [unpack_message(message) for message in messages]
    if error is AnswersError:
        return AnswersError(unpacked)
    return error(unpacked[0].what, code=unpacked[0].code)


def _unpack_code(value: Any) -> str:
    if not isinstance(value, str) or not _CODE.match(value):
        raise ValueError("code")
    return value


def pack_phrase(phrase: Phrase) -> dict[str, Any]:
    """A phrase as JSON, so that it can still be translated."""
    values = {name: _pack_value(value) for name, value in phrase.values.items()}
    return {"template": phrase.template, "values": values}


def _pack_value(value: Any) -> Any:
    if isinstance(value, Phrase):
        return pack_phrase(value)
    if isinstance(value, list | tuple):
        return [_pack_value(item) for item in value]
    return value if isinstance(value, int | float) else str(value)


def unpack_phrase(value: Any, depth: int = 0) -> Phrase:
    """The phrase again. Raises ValueError for anything that `pack_phrase` does not write."""
    if depth > _DEPTH or not isinstance(value, dict) or value.keys() != {"template", "values"}:
        raise ValueError("phrase")
    template, values = value["template"], value["values"]
    if not isinstance(template, str) or not isinstance(values, dict):
        raise ValueError("phrase")
    if values:  # else the template is the text, braces and all
        _check_template(template, values)
    return Phrase(template, **{name: _unpack_value(values[name], depth) for name in values})


def _unpack_value(value: Any, depth: int) -> Any:
    """One value of a phrase: a number, a name, a phrase, or a list of names and phrases."""
    if isinstance(value, str | int | float):
        return value
    if isinstance(value, list) and depth <= _DEPTH:
        return [_unpack_value(item, depth + 1) for item in value]
    return unpack_phrase(value, depth + 1)


def _check_template(template: str, values: dict[str, Any]) -> None:
    """Raises ValueError for a placeholder that is more than the name of a value and a format."""
    for _, name, form, conversion in Formatter().parse(template):
        if name is None:
            continue
        if name not in values or not name.isidentifier() or conversion:
            raise ValueError("template")
        if not _FORMAT.match(form or ""):
            raise ValueError("template")


def _unpack_where(value: Any) -> Where:
    if not isinstance(value, dict):
        raise ValueError("where")
    for name, part in value.items():
        if type(part) is not type(_PLACE.get(name)):
            raise ValueError("where")
    return Where(**value)
