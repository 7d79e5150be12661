"""Pack a `Read` as JSON and bytes, to cross from the sandbox, and check every part on arrival.

It comes from a process that has read a hostile file, so a part of another type than `pack` writes
is refused. What is of the right type may still be anything, as in any file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ..model.kinds import kind_of
from ..model.messages import Message
from ..sandbox.error_packets import pack_message, unpack_message
from ..sandbox.protocol import Packet
from .beside import Beside

if TYPE_CHECKING:
    from .sheet import Read

_PARTS = {
    "form": str,
    "version": int | None,
    "language": str | None,
    "sheet_id": str,
    "answers": dict,
}
_DRAWN = {
    "lang": str,
    "size": str,
    "ink": str,
    "large": bool,
    "marks": bool,
    "look_name": str,
    "settings": dict,
}


def pack(read: Read) -> Packet:
    """The parts of a `Read` as plain data, and the files of all pictures one after another."""
    head = {
        **{name: getattr(read, name) for name in _PARTS},
        "notes": list(map(pack_message, read.notes)),
        "pictures": [[name, len(data)] for name, data in read.pictures.items()],
        "kinds": {path: kind.schema() for path, kind in read.kinds.items()},
        "drawn": read.drawn,
        "others": read.others,
        "differences": list(map(pack_message, read.differences)),
        "untold": list(map(pack_message, read.untold)),
        "exported": read.exported,
        "beside": [[item.page, item.box, item.kind, item.text] for item in read.beside],
    }
    return head, b"".join(read.pictures.values())


def unpack(head: Mapping[str, Any], data: bytes) -> dict[str, Any]:
    """The parts again, by name. Raises TypeError or ValueError for what `pack` does not write."""
    for name, kind in _PARTS.items():
        part = head.get(name)
        if not isinstance(part, kind) or isinstance(part, bool):
            raise ValueError(name)
    _check_answers(head["answers"])
    if not isinstance(head.get("exported"), bool):
        raise ValueError("exported")
    kinds = _object(head.get("kinds"))
    others = _object(head.get("others"))
    return {
        **{name: head[name] for name in _PARTS},
        "exported": head["exported"],
        "notes": _messages(head.get("notes")),
        "pictures": _pictures(head.get("pictures"), data),
        "kinds": {path: kind_of(_object(schema)) for path, schema in kinds.items()},
        "drawn": _drawn(head.get("drawn")),
        "others": {path: tuple(_values(values)) for path, values in others.items()},
        "differences": _messages(head.get("differences")),
        "untold": _messages(head.get("untold")),
        "beside": tuple(map(_beside, _list(head.get("beside")))),
    }


def pack_exported(
    answers: Mapping[str, Any], notes: Iterable[Message], faults: Iterable[Message]
) -> dict[str, Any]:
    """The answers of an export as plain data."""
    packed = {"notes": list(map(pack_message, notes)), "faults": list(map(pack_message, faults))}
    return {"answers": answers, **packed}


def unpack_exported(
    head: Mapping[str, Any],
) -> tuple[dict[str, Any], tuple[Message, ...], tuple[Message, ...]]:
    """Answers, notes and faults again. Raises TypeError or ValueError, as `unpack` does."""
    answers = _object(head.get("answers"))
    _check_answers(answers)
    return answers, _messages(head.get("notes")), _messages(head.get("faults"))


def _check_answers(answers: dict[str, Any]) -> None:
    """Raises ValueError for a value that no kind has."""
    stack: list[Any] = [answers]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            stack += node.values()
        elif isinstance(node, list):
            stack += node
        elif not isinstance(node, str | int | float):
            raise ValueError("answers")


def _pictures(sizes: Any, data: bytes) -> dict[str, bytes]:
    """Cut the pictures' files out of `data`, by their names and sizes."""
    pictures: dict[str, bytes] = {}
    start = 0
    for pair in _list(sizes):
        name, size = _list(pair)
        if not isinstance(name, str) or not name.endswith((".jpg", ".png")):
            raise ValueError("picture's name")
        if not isinstance(size, int) or not 0 <= size <= len(data) - start:
            raise ValueError("picture's size")
        pictures[name] = data[start : start + size]
        start += size
    return pictures


def _beside(value: Any) -> Beside:
    page, box, kind, text = _list(value)
    sides = _values(box)
    if type(page) is not int or not isinstance(kind, str) or not isinstance(text, str):
        raise ValueError("beside")
    if len(sides) != 4 or not all(isinstance(side, int | float) for side in sides):
        raise ValueError("box")
    left, bottom, right, top = map(float, sides)
    return Beside(page, (left, bottom, right, top), kind, text)


def _drawn(value: Any) -> dict[str, Any]:
    drawn = _object(value)
    if not all(isinstance(option, _DRAWN.get(name, ())) for name, option in drawn.items()):
        raise ValueError("drawn")
    settings = drawn.get("settings", {})
    if not all(isinstance(setting, int | str) for setting in settings.values()):
        raise ValueError("settings")
    return drawn


def _messages(value: Any) -> tuple[Message, ...]:
    return tuple(map(unpack_message, _list(value)))


def _values(value: Any) -> list[Any]:
    values = _list(value)
    if not all(isinstance(member, str | int | float) for member in values):
        raise ValueError("values")
    return values


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError("object")
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError("list")
    return value
