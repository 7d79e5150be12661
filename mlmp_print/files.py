"""Files: written whole or not at all, never over another without being told to, private to their owner."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from .errors import OutputError


def refuse(target: Path, inputs: Iterable[Path], *, force: bool) -> None:
    """Raises OutputError if `target` is one of the inputs, or exists and `force` is not set."""
    if any(source.exists() and target.exists() and source.samefile(target) for source in inputs):
        raise OutputError(f"{target}: is an input; it is never written over. Give another name with -o")
    if target.is_dir():
        raise OutputError(f"{target}: is a folder. Give a file's name with -o")
    if target.exists() and not force:
        raise OutputError(f"{target}: is there already. Give --force to write over it, or another name with -o")


def write(target: Path, data: bytes) -> None:
    """Write under a temporary name in the same folder, then rename: a crash leaves the old file or the new, never half.

    Readable by the owner only. Raises OutputError.
    """
    part = target.with_name(f".{target.name[:80]}.{secrets.token_hex(4)}.part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
        except BaseException:
            with contextlib.suppress(OSError):
                part.unlink()
            raise
    except OSError as error:
        raise OutputError(f"{target}: cannot be written: {error.strerror}") from None
    with contextlib.suppress(OSError):  # not every system lets a folder be synced
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
