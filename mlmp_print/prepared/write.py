"""Write a folder of prepared things. Pieces that are equal are written once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from .. import __version__
from . import inputs
from .store import FORMAT, INDEX, PIECES


def write(folder: Path, entries: Mapping[str, Sequence[bytes]], *, times: bool) -> None:
    """Write entries, each as the pieces that `packing.pack` made, and replace older ones.

    Args:
        folder: It is made if it is not there.
        times: Note the times of change of the inputs; see `inputs.record`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / INDEX).unlink(missing_ok=True)  # without it, nothing here is used
    pool: dict[bytes, list[int]] = {}
    listed = {name: _listed(pieces, pool) for name, pieces in entries.items()}
    index: dict[str, Any] = {
        "format": FORMAT,
        "version": __version__,
        "inputs": inputs.record(times=times),
        "entries": listed,
    }
    rest = json.dumps(index, separators=(",", ":")).encode()
    digest = hashlib.sha256(rest).hexdigest().encode()
    (folder / PIECES).write_bytes(b"".join(pool))
    (folder / INDEX).write_bytes(digest + b"\n" + rest)


def _listed(pieces: Sequence[bytes], pool: dict[bytes, list[int]]) -> dict[str, Any]:
    """The line of the index for an entry; the pool takes the pieces that it does not have yet."""
    for piece in pieces:
        if piece not in pool:
            end = sum(next(reversed(pool.values()), [0, 0]))
            pool[piece] = [end, len(piece)]
    digest = hashlib.sha256(b"".join(pieces)).hexdigest()
    return {"pieces": [pool[piece] for piece in pieces], "sha256": digest}
