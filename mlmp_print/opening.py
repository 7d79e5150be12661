"""Files by name: as much of one as may be, and none that is waited for."""

from __future__ import annotations

import errno
import stat
from pathlib import Path

_OF_THE_SHELL = frozenset(map(Path, ("/dev/fd", "/proc/self/fd")))  # where `<(command)` is


def beginning(path: Path, most: int) -> bytes:
    """The first bytes of a file, of one that never ends as of any other.

    Raises OSError where it cannot be read, and for a named pipe: nobody may ever write to it. What is piped in, or made by the shell, is read.
    """
    if stat.S_ISFIFO(path.stat().st_mode) and path != Path("/dev/stdin") and path.parent not in _OF_THE_SHELL:
        raise OSError(errno.EINVAL, "it is a pipe, not a file")
    with path.open("rb") as file:
        return file.read(most)
