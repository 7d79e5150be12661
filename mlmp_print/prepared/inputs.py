"""The files that drawings are made from: code, forms, words, colours and icons.

Each is known by its size, its time of change and its SHA-256. As long as size and time are those of
the record, a file counts as unchanged and is not opened. Where only the time differs, as after
another checkout and in every installed wheel, the file is read, and its SHA-256 decides.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from .folders import PACKAGE, data_folder

# The rooms whose code has a part in what a sheet looks like.
ROOMS = ("prepared", "text", "model", "look", "draw", "definitions", "pdf", "api")
DATA = ("forms/*.toml", "assets/languages/*.toml", "assets/themes/*.toml", "assets/icons/*.svg")
CODE = "code"  # begins the name of a module: `code/pdf/compile.py`


def inputs() -> Iterator[str]:
    """Yield the names of all files that drawings are made from.

    >>> {"forms/visual-plan.toml", "code/pdf/compile.py"} <= {*inputs()}
    True
    """
    for room in ROOMS:
        for path in sorted((PACKAGE / room).rglob("*.py")):
            yield f"{CODE}/{path.relative_to(PACKAGE).as_posix()}"
    for pattern in DATA:
        top, _, below = pattern.partition("/")
        for path in sorted(data_folder(top).glob(below)):
            yield f"{top}/{path.relative_to(data_folder(top)).as_posix()}"


def record(*, times: bool) -> dict[str, list[Any]]:
    """Return name → size, time of change and SHA-256 of every input as it is now.

    Args:
        times: Note the times of change. In a wheel they would say nothing: who installs it gives
            the files new ones.
    """
    folders = _folders()
    found = {}
    for name in inputs():
        path = Path(_path(folders, name))
        data = path.read_bytes()
        time = path.stat().st_mtime_ns if times else None
        found[name] = [len(data), time, hashlib.sha256(data).hexdigest()]
    return found


def unchanged(records: Mapping[str, Sequence[Any]]) -> bool:
    """Return whether every input is as `record` found it. Raises OSError if one is gone."""
    folders = _folders()
    return all(
        _is_unchanged(_path(folders, name), size, time, digest)
        for name, (size, time, digest) in records.items()
    )


def _is_unchanged(path: str, size: int, time: int | None, digest: str) -> bool:
    status = os.stat(path)  # noqa: PTH116 - there are 150 of them at every start
    if status.st_size != size:
        return False
    if status.st_mtime_ns == time:
        return True
    return hashlib.sha256(Path(path).read_bytes()).hexdigest() == digest


def _folders() -> dict[str, str]:
    return {CODE: str(PACKAGE), **{name: str(data_folder(name)) for name in ("forms", "assets")}}


def _path(folders: Mapping[str, str], name: str) -> str:
    top, _, below = name.partition("/")
    return f"{folders[top]}/{below}"
