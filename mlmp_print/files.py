"""Files: read at most N bytes of one; write one whole or not at all, never over another unasked, private to its owner."""

from __future__ import annotations

import atexit
import contextlib
import errno
import os
import re
import secrets
import stat
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from .model.errors import OutputError

_PART = re.compile(r"\.[0-9a-f]{16}\.part\Z")
_open: set[Path] = set()  # the temporary files of this process that have no name of their own yet


def refuse(
    target: Path,
    inputs: Iterable[Path],
    *,
    force: bool,
    instead: str = "another name with -o",
    hint: str = "",
) -> None:
    """Raises OutputError if `target` is one of the inputs, is no file, or exists and `force` is not set. `instead` and `hint`: what else to do."""
    try:
        there = target.exists()
        is_input = there and any(source.exists() and source.samefile(target) for source in inputs)
    except OSError as error:
        raise OutputError(f"{target}: cannot be written: {error.strerror}") from None
    if is_input:
        raise OutputError(f"{target}: is an input; it is never written over. Give {instead}")
    option = instead.rpartition(" ")[2]
    if target.is_dir():
        raise OutputError(f"{target}: is a folder. Give a file's name with {option}")
    if there and not target.is_file():
        raise OutputError(
            f"{target}: is a device or a pipe. Give a file's name with {option}{', or - for stdout' if option == '-o' else ''}"
        )
    if there and not force:
        raise OutputError(
            f"{target}: is there already. {hint}Give --force to write over it, or {instead}"
        )


def make_folder(path: Path, mode: int = 0o700) -> None:
    """Make a folder, for its owner only unless `mode` says otherwise, if it is not there. Raises OutputError."""
    try:
        for missing in reversed(
            [folder for folder in (path, *path.parents) if not folder.exists()]
        ):  # `parents=True` would not give them the mode
            missing.mkdir(mode, exist_ok=True)
        path.mkdir(mode, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{path}: cannot be made a folder: {error.strerror}") from None


def write_all(
    folder: Path, contents: Mapping[str, bytes], *, force: bool, mode: int = 0o600
) -> None:
    """Write files into `folder` by their path in it, in the order given, with `mode`. Raises OutputError; nothing is written if one of them may not be."""
    targets = {folder / name: data for name, data in contents.items()}
    for target in targets:
        refuse(target, (), force=force)
    for parent in {target.parent: None for target in targets}:
        make_folder(
            parent, mode | (mode & 0o444) >> 2
        )  # who may read the files may look into the folder
    for target, data in targets.items():
        write(target, data, mode)


class AtomicFile:
    """A file that is written bit by bit under a temporary name in its folder, and gets its own name when closed."""

    def __init__(self, target: Path, mode: int = 0o600, *, folder_later: bool = False) -> None:
        """Raises OutputError. `folder_later`: the caller has the folder's names on the disk with `sync`, for many files at once."""
        self.target, self.folder_later = target, folder_later
        try:
            while not self._begun(mode):
                pass
        except OSError as error:
            _open.discard(self.part)
            raise OutputError(f"{target}: cannot be written: {error.strerror}") from None

    def _begun(self, mode: int) -> bool:
        """Make the temporary file; False if another process has swept it away before it was held."""
        self.part = self.target.with_name(f".{secrets.token_hex(8)}.part")
        _open.add(self.part)  # before it is there: whatever happens, `abandon` finds it
        self.file = os.fdopen(os.open(self.part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb")
        if _hold(self.file.fileno()) and os.fstat(self.file.fileno()).st_nlink:
            return True
        self.abandon()
        return False

    def add(self, data: bytes) -> None:
        """Write some more. Raises OutputError; then the temporary file is gone."""
        try:
            self.file.write(data)
        except BaseException as error:
            self._give_up(error)
            raise

    def close(self) -> None:
        """Rename it. Raises OutputError; then the temporary file is gone."""
        try:
            self.file.flush()
            os.fsync(self.file.fileno())
            self.file.close()
            self.part.replace(self.target)
            _open.discard(self.part)
        except BaseException as error:
            self._give_up(error)
            raise
        if not self.folder_later:
            sync(self.target.parent)

    def abandon(self) -> None:
        """Take the temporary file away; the target is as it was."""
        with contextlib.suppress(OSError):
            self.file.close()
        with contextlib.suppress(OSError):
            self.part.unlink()
        _open.discard(self.part)

    def _give_up(self, error: BaseException) -> None:
        self.abandon()
        if isinstance(error, OSError):
            raise OutputError(f"{self.target}: cannot be written: {error.strerror}") from None


def write(target: Path, data: bytes, mode: int = 0o600, *, folder_later: bool = False) -> None:
    """Write under a temporary name in the same folder, then rename: a crash leaves the old file or the new, never half.

    Readable by the owner only, unless `mode` says otherwise. `folder_later` as in `AtomicFile`. Raises OutputError.
    """
    writing = AtomicFile(target, mode, folder_later=folder_later)
    writing.add(data)
    writing.close()


def abandon() -> None:
    """Take away the temporary files of this process; on its way out, whatever the reason."""
    for part in _open.copy():
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


atexit.register(abandon)


def sync(path: Path) -> None:
    """Have a folder's names on the disk, where the system can."""
    with contextlib.suppress(OSError):
        folder = os.open(path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _hold(file: int) -> bool:
    """Hold an open file, so that `sweep` leaves it alone as long as this process lives. Returns whether nobody else does."""
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True


def sweep(folder: Path) -> None:
    """Take away the temporary files that killed runs have left in a folder; those of runs that are alive stay."""
    for path in folder.glob(".*.part"):
        if not _PART.match(path.name):
            continue
        with contextlib.suppress(OSError):
            file = os.open(path, os.O_RDWR)
            try:
                if _hold(file):
                    path.unlink(missing_ok=True)
            finally:
                os.close(file)


_OF_THE_SHELL = frozenset(map(Path, ("/dev/fd", "/proc/self/fd")))  # where `<(command)` is


def beginning(path: Path, most: int) -> bytes:
    """The first bytes of a file, of one that never ends as of any other.

    Raises OSError where it cannot be read, and for a named pipe: nobody may ever write to it. What is piped in, or made by the shell, is read.
    """
    if (
        stat.S_ISFIFO(path.stat().st_mode)
        and path != Path("/dev/stdin")
        and path.parent not in _OF_THE_SHELL
    ):
        raise OSError(errno.EINVAL, "it is a pipe, not a file")
    with path.open("rb") as file:
        return file.read(most)
