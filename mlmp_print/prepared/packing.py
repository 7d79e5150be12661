"""Turn values into bytes and back: JSON for what is small, and long bytes beside it.

This is data, and cannot do what a pickle can: unpacking makes the classes that its caller names,
and no others. A long run of bytes that is compressed already, such as a font inside a file, is a
piece of its own, so that many values can share it.
"""

from __future__ import annotations

import dataclasses
import json
import re
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

LONG = 512  # bytes; what is shorter is not worth a piece of its own
BYTES, MAP = "bytes", "map"
# The data of a stream in a PDF (ISO 32000-1 7.3.8), or all there is. zlib's best compression begins
# with 78 DA (RFC 1950 2.2).
_COMPRESSED = re.compile(rb"(?:\A|(?<=\nstream\n))x\xda.*?(?=\r?\nendstream|\Z)", re.DOTALL)

# What unpacking anything but what `pack` packed may raise.
DAMAGED = (ValueError, TypeError, LookupError, AttributeError, RecursionError, zlib.error)

Classes = Mapping[str, type]


def classes(*allowed: type) -> dict[str, type]:
    """Return the classes by name, as `pack` and `unpack` want them: dataclasses, named tuples."""
    return {one.__name__: one for one in allowed}


def pack(value: Any, known: Classes) -> list[bytes]:
    """Pack a value: None, numbers, texts, bytes, sequences, mappings, instances of `known`.

    A sequence comes back as a tuple.

    Returns:
        The head, and the long pieces that it refers to.

    >>> unpack(pack({"a": (1, b"xyz", None)}, {}), {})
    {'a': (1, b'xyz', None)}

    Raises:
        TypeError: There is a value of another type in it.
    """
    packer = _Packer(known)
    tree = json.dumps(packer.packed(value), ensure_ascii=False, separators=(",", ":")).encode()
    head = b"%d\n%s%s" % (len(tree), tree, packer.short)
    return [zlib.compress(head, 9), *packer.long]


def unpack(pieces: Sequence[bytes], known: Classes) -> Any:
    """Return the value that `pack` made the pieces of.

    Raises:
        One of `DAMAGED`: `pack` did not make them, or not with these classes.
    """
    head = zlib.decompress(pieces[0])
    length, _, rest = head.partition(b"\n")
    size = int(length)
    return _Unpacker(known, rest[size:], pieces[1:]).value(json.loads(rest[:size]))


class _Packer:
    """Collects bytes while it turns a value into what JSON can hold."""

    def __init__(self, known: Classes) -> None:
        self.known = known
        self.short = bytearray()
        self.long: list[bytes] = []

    def packed(self, value: Any) -> Any:
        """The value as JSON. A mapping with one key stands for bytes, a mapping or an instance."""
        name = type(value).__name__
        if self.known.get(name) is type(value):
            return {name: [self.packed(part) for part in _parts(value)]}
        match value:
            case None | bool() | int() | float() | str():
                return value
            case bytes():
                return {BYTES: self.runs(value)}
            case Mapping():
                return {MAP: [[self.packed(key), self.packed(it)] for key, it in value.items()]}
            case list() | tuple():
                return [self.packed(part) for part in value]
        raise TypeError(f"cannot pack {name}")

    def runs(self, data: bytes) -> list[Any]:
        """The bytes as runs: a number for a long piece, start and length for a short run."""
        runs: list[Any] = []
        done = 0
        for found in _COMPRESSED.finditer(data):
            if len(found[0]) >= LONG:
                runs += [self.run(data[done : found.start()]), len(self.long)]
                self.long.append(found[0])
                done = found.end()
        return [*runs, self.run(data[done:])]

    def run(self, data: bytes) -> list[int]:
        """Keep a short run; return where."""
        start = len(self.short)
        self.short += data
        return [start, len(data)]


def _parts(value: Any) -> list[Any]:
    names = getattr(value, "_fields", None) or [part.name for part in dataclasses.fields(value)]
    return [getattr(value, name) for name in names]


class _Unpacker:
    """Turns what JSON held into a value again."""

    def __init__(self, known: Classes, short: bytes, long: Sequence[bytes]) -> None:
        self.known, self.short, self.long = known, short, long

    def value(self, packed: Any) -> Any:
        """The value behind a piece of JSON."""
        if isinstance(packed, list):
            return tuple(map(self.value, packed))
        if not isinstance(packed, dict):
            return packed
        ((name, parts),) = packed.items()
        if name == BYTES:
            return b"".join(map(self.run, parts))
        if name == MAP:
            return {self.value(key): self.value(value) for key, value in parts}
        return self.known[name](*map(self.value, parts))

    def run(self, run: Any) -> bytes:
        """The bytes of a run."""
        if isinstance(run, int):
            return self.long[run]
        start, length = run
        return self.short[start : start + length]
