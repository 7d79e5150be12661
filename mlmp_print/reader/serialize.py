"""What a PDF held, packed as JSON and bytes to cross from one process to another, and unpacked again with every part checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..model.kinds import kind_of
from ..model.messages import Message, note

_TOLD = {
    "form": str,
    "version": int | None,
    "language": str | None,
    "sheet_id": str,
    "answers": dict,
}
_DRAWN = {"lang": str, "size": str, "ink": str, "large": bool, "look_name": str, "settings": dict}


def packed(found: Any) -> tuple[dict[str, Any], bytes]:
    """The parts of a `verbs.Read` as plain data, and the files of all pictures one after another."""
    told = {
        **{name: getattr(found, name) for name in _TOLD},
        "notes": [[note.path, note.what] for note in found.notes],
        "pictures": [[name, len(data)] for name, data in found.pictures.items()],
        "kinds": {path: kind.schema() for path, kind in found.kinds.items()},
        "drawn": found.drawn,
        "others": found.others,
        "differences": [[note.path, note.what] for note in found.differences],
    }
    return told, b"".join(found.pictures.values())


def unpacked(told: Mapping[str, Any], data: bytes) -> dict[str, Any]:
    """The same parts again, by their names. Raises ValueError for what `packed` does not make."""
    for name, kind in _TOLD.items():
        if not isinstance(told.get(name), kind) or isinstance(told.get(name), bool):
            raise ValueError(name)
    _check_answers(told["answers"])
    drawn = _object(told.get("drawn"))
    if not all(isinstance(value, _DRAWN.get(name, ())) for name, value in drawn.items()):
        raise ValueError("drawn")
    if not all(isinstance(value, int | str) for value in drawn.get("settings", {}).values()):
        raise ValueError("settings")
    return {
        **{name: told[name] for name in _TOLD},
        "notes": _notes(told, "notes"),
        "pictures": _pictures(told, data),
        "kinds": {
            path: kind_of(_object(schema)) for path, schema in _object(told.get("kinds")).items()
        },
        "drawn": drawn,
        "others": {
            path: tuple(_values(kept)) for path, kept in _object(told.get("others")).items()
        },
        "differences": _notes(told, "differences"),
    }


def _check_answers(answers: dict[str, Any]) -> None:
    """Raises ValueError for values that none of the kinds has."""
    todo: list[Any] = [answers]
    while todo:
        node = todo.pop()
        if isinstance(node, dict | list):
            todo += node.values() if isinstance(node, dict) else node
        elif not isinstance(node, str | int | float):
            raise ValueError("answers")


def _pictures(told: Mapping[str, Any], data: bytes) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    at = 0
    for name, size in _lists(told, "pictures"):
        if (
            not isinstance(name, str)
            or not name.endswith((".jpg", ".png"))
            or not isinstance(size, int)
            or not 0 <= size <= len(data) - at
        ):
            raise ValueError("pictures")
        found[name] = data[at : at + size]
        at += size
    return found


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError("object")
    return value


def _texts(value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise ValueError("texts")
    return value


def _values(value: Any) -> list[Any]:
    if not isinstance(value, list) or not all(
        isinstance(each, str | int | float) for each in value
    ):
        raise ValueError("values")
    return value


def _notes(told: Mapping[str, Any], key: str) -> tuple[Message, ...]:
    return tuple(note(*_texts(pair)) for pair in _lists(told, key))


def _lists(told: Mapping[str, Any], key: str) -> list[list[Any]]:
    """The pairs that stand there."""
    value = told.get(key)
    if not isinstance(value, list) or not all(
        isinstance(entry, list) and len(entry) == 2 for entry in value
    ):
        raise ValueError(key)
    return value
