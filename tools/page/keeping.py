"""Keep what takes long to make, until what it is made of changes.

Two builds may run at once, and each may be ended at any time: a file comes into its place whole.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path


def kept(cache: Path, name: str, key: str, make: Callable[[], bytes]) -> bytes:
    """Return what was made under this key, or make it and keep it instead of an older one.

    Args:
        cache: The folder.
        name: Of the file. Its first line is the key.
        key: Changes with what the file is made of.
        make: Makes it.
    """
    file = cache / name
    if file.exists():
        found, _, data = file.read_bytes().partition(b"\n")
        if found == key.encode():
            return data
    data = make()
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        beside = Path(folder, name)
        beside.write_bytes(key.encode() + b"\n" + data)
        beside.replace(file)
    return data
