"""Keep what takes long to make, until what it is made of changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path


def kept(cache: Path, name: str, key: str, make: Callable[[], bytes]) -> bytes:
    """Return what was made under this key, or make it and keep it instead of an older one.

    Args:
        cache: The folder.
        name: Of the file.
        key: Changes with what the file is made of.
        make: Makes it.
    """
    file, stamp = cache / name, cache / f"{name}.key"
    if file.exists() and stamp.exists() and stamp.read_text("ascii") == key:
        return file.read_bytes()
    stamp.unlink(missing_ok=True)
    data = make()
    file.write_bytes(data)
    stamp.write_text(key, "ascii")
    return data
