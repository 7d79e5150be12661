"""What a PDF held, packed as JSON and bytes to cross from one process to another, and unpacked again with every part checked."""

from __future__ import annotations

from typing import Any

from .plate import Note
from .reader import Raw


def packed(raw: Raw) -> tuple[dict[str, Any], bytes]:
    """The parts as plain data, and the files of all pictures one after another."""
    told = {
        "description": raw.description,
        "values": raw.values,
        "others": raw.others,
        "places": raw.places,
        "names": sorted(raw.names),
        "notes": [[note.path, note.what] for note in raw.notes],
        "pictures": [[name, ending, len(data)] for name, (ending, data) in raw.pictures.items()],
        "sheet_ids": raw.sheet_ids,
        "again": raw.again,
        "nameless": raw.nameless,
        "differences": [[note.path, note.what] for note in raw.differences],
        "attached": raw.attached,
    }
    return told, b"".join(data for _, data in raw.pictures.values())


def unpacked(told: dict[str, Any], data: bytes) -> Raw:
    """The same again. Raises ValueError for what `packed` does not make."""
    pictures: dict[str, tuple[str, bytes]] = {}
    at = 0
    for name, ending, size in _lists(told, "pictures", 3):
        if not isinstance(name, str) or ending not in (".jpg", ".png") or not isinstance(size, int) or not 0 <= size <= len(data) - at:
            raise ValueError("pictures")
        pictures[name] = (ending, data[at : at + size])
        at += size
    attached = told.get("attached")
    if not isinstance(told.get("description"), dict) or not isinstance(attached, dict | None):
        raise ValueError("description")
    again, nameless = _object(told.get("again")), told.get("nameless")
    if not all(isinstance(same, bool) for same in again.values()) or not isinstance(nameless, int):
        raise ValueError("again")
    return Raw(
        description=told["description"],
        values=_texts(told.get("values")),
        others={name: _list(texts) for name, texts in _object(told.get("others")).items()},
        places=_texts(told.get("places")),
        names=set(_list(told.get("names"))),
        notes=[Note(*_list(note)) for note in _lists(told, "notes", 2)],
        pictures=pictures,
        sheet_ids=_list(told.get("sheet_ids")),
        again=again,
        nameless=nameless,
        differences=[Note(*_list(note)) for note in _lists(told, "differences", 2)],
        attached=attached,
    )


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError("object")
    return value


def _texts(value: Any) -> dict[str, str]:
    _list(list(_object(value).values()))
    return _object(value)


def _list(value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise ValueError("texts")
    return value


def _lists(told: dict[str, Any], key: str, length: int) -> list[list[Any]]:
    value = told.get(key)
    if not isinstance(value, list) or not all(isinstance(entry, list) and len(entry) == length for entry in value):
        raise ValueError(key)
    return value
