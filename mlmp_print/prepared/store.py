"""Find what was prepared, and check it before anybody uses it.

Two files lie in the folder. `index.json` begins with the SHA-256 of its rest. It names the version
of the package, the files that the drawings were made from (`inputs`), and for each entry its pieces
in `pieces.bin` with their SHA-256. So what is stale, cut off, damaged, or of another build counts
as not prepared. Whoever can write here could change the code beside it too: the checks find
accidents, and no forger who knows the format.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from .. import __version__
from . import inputs
from .folders import data_folder
from .packing import DAMAGED

INDEX, PIECES = "index.json", "pieces.bin"
FORMAT = 1

_chosen: list[Path | None] = []  # by `using`


@contextmanager
def using(folder: Path | None) -> Iterator[None]:
    """Take what is prepared from another folder within the block, or with None from none at all."""
    before = _chosen[:]
    try:
        _chosen[:] = [folder]
        _entries.cache_clear()
        yield
    finally:
        _chosen[:] = before
        _entries.cache_clear()


def folder() -> Path | None:
    """Return the folder of what was prepared; it need not be there."""
    return _chosen[0] if _chosen else data_folder("prepared")


def entry(name: str) -> list[bytes] | None:
    """Return the pieces of an entry, or None if there is none that can be used."""
    where = folder()
    try:
        found = _entries().get(name)
        if found is None or where is None:
            return None
        with (where / PIECES).open("rb") as file:
            pieces = [_piece(file, *place) for place in found["pieces"]]
        if hashlib.sha256(b"".join(pieces)).hexdigest() == found["sha256"]:
            return pieces
    except (OSError, *DAMAGED):
        pass
    return None


def names() -> Collection[str]:
    """Return the names of the entries that can be used.

    >>> "no such entry" in names()
    False
    """
    return _entries().keys()


def _piece(file: Any, start: int, length: int) -> bytes:
    file.seek(start)
    data: bytes = file.read(length)
    return data


@cache
def _entries() -> Mapping[str, Mapping[str, Any]]:
    """The entries by name; none if the index is damaged, or made from other files."""
    where = folder()
    if where is None:
        return {}
    try:
        digest, _, rest = (where / INDEX).read_bytes().partition(b"\n")
        if hashlib.sha256(rest).hexdigest().encode() != digest:
            return {}
        index = json.loads(rest)
        made_by = index["format"], index["version"]
        if made_by != (FORMAT, __version__) or not inputs.unchanged(index["inputs"]):
            return {}
        entries: Mapping[str, Mapping[str, Any]] = index["entries"]
        return entries
    except (OSError, *DAMAGED):
        return {}
