"""The wire between the sandbox and its worker: two sizes, a JSON object, and bytes.

Both directions carry plain data only. We do not use pebble, loky or concurrent.futures here: they
unpickle what the worker answers, and unpickling runs whatever code its sender chooses. A worker
that has read a hostile file may send anything.
"""

from __future__ import annotations

import json
import struct
from typing import IO, Any

OUT_OF_MEMORY = 71  # the worker's exit code after a MemoryError
PREPARE = "prepare"  # the one function that the worker has itself
_SIZES = struct.Struct(">QQ")

Packet = tuple[dict[str, Any], bytes]  # a JSON object, and bytes beside it


def send(stream: IO[bytes], head: dict[str, Any], data: bytes = b"") -> None:
    """Write a packet. The JSON is ASCII, so that lone surrogates cross too.

    >>> import io
    >>> pipe = io.BytesIO()
    >>> send(pipe, {"page": 1}, b"%PDF")
    >>> receive(io.BytesIO(pipe.getvalue()), limit=100)
    ({'page': 1}, b'%PDF')
    """
    encoded = json.dumps(head).encode()
    stream.write(_SIZES.pack(len(encoded), len(data)) + encoded)
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes], limit: int) -> Packet:
    """Read a packet of at most `limit` bytes.

    Raises:
        EOFError: The stream ends before the packet does.
        ValueError: The packet is larger than `limit`, or not one that `send` writes.
    """
    head_size, data_size = _SIZES.unpack(_read_exactly(stream, _SIZES.size))
    if head_size + data_size > limit:
        raise ValueError("too long")
    head = json.loads(_read_exactly(stream, head_size))
    if not isinstance(head, dict):
        raise ValueError("not an object")
    return head, _read_exactly(stream, data_size)


def _read_exactly(stream: IO[bytes], size: int) -> bytes:
    """Read `size` bytes. Raises EOFError where there are fewer: the writer died."""
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data
