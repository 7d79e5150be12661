"""What the worker and its parent say to each other over two pipes: two sizes, a JSON object and bytes.

Plain data both ways, since what comes back from a process that has read a hostile file is not to be trusted either.
"""

from __future__ import annotations

import json
import struct
from typing import IO, Any

OUT_OF_MEMORY = 71  # the exit code that says so
PREPARE = "prepare"  # the one function that the worker has itself
_SIZES = struct.Struct(">QQ")


def send(stream: IO[bytes], told: dict[str, Any], data: bytes = b"") -> None:
    """Write a message. The JSON is ASCII, so that half characters cross too."""
    head = json.dumps(told).encode()
    stream.write(_SIZES.pack(len(head), len(data)) + head)
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes], most: int) -> tuple[dict[str, Any], bytes]:
    """Read a message. Raises EOFError where there is none, or only a part of one, ValueError for one of more than `most` bytes, or that is
    not as `send` writes it."""
    head, data = _SIZES.unpack(_all(stream, _SIZES.size))
    if head + data > most:
        raise ValueError("too long")
    told = json.loads(_all(stream, head))
    if not isinstance(told, dict):
        raise ValueError("not an object")
    return told, _all(stream, data)


def _all(stream: IO[bytes], size: int) -> bytes:
    """So many bytes, or EOFError: who writes them may die over it."""
    found = stream.read(size)
    if len(found) < size:
        raise EOFError
    return found
