"""Files: read at most N bytes of one, write one whole or not at all, and hold locks.

A file is written under a temporary name in the folder of its target, and renamed when it is whole.
A crash leaves the old file or the new one, never half of one. There are two kinds of such names:

- `.HEX.part` is written and renamed by one process (`AtomicFile`). It holds a system lock on the
  open file, so that `sweep` can tell it from one that a killed process has left.
- `.HEX.batch.part` is written by a worker of a batch (`BatchParts`) and renamed by the batch's
  first process, perhaps on another machine. No lock on the file can be handed over like that.
  Instead it belongs to whoever holds the lock of the folder, and only `sweep_batch`, called under
  that lock, removes it.
"""

# Longer than 300 lines: how a file gets its name, and who may remove it before, is one idea.

from __future__ import annotations

import atexit
import contextlib
import errno
import io
import os
import re
import secrets
import stat
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from .model.errors import OutputError, UsageError, system_reason
from .model.messages import NOTHING
from .model.phrases import Phrase, PhraseTemplate

_PART = re.compile(r"\.[0-9a-f]{16}\.part\Z")
_BATCH_PART = re.compile(r"\.[0-9a-f]{16}\.batch\.part\Z")
_open: set[Path] = set()  # the temporary files that this process is writing
_beginning = threading.Lock()  # held by a thread that begins a file of a batch
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
LAST_WAIT = 1.0  # seconds that a process which ends waits for a file that is just begun
_OPEN_PARTS = 16  # files of a batch that one worker has open; systems allow 256 at least


def told(error: Exception) -> OSError:
    """Return an error of the system with its reason; for any other, the name of its class.

    The text of an error that a program raises may hold an answer.

    >>> told(ValueError("Peter")).strerror
    'ValueError'
    """
    if isinstance(error, OSError) and error.strerror:
        return error
    return OSError(errno.EIO, Phrase("{reason}", reason=type(error).__name__))


def cannot_write(path: Path | str, error: OSError) -> OutputError:
    """The error for a file that the system does not let us write."""
    missing = isinstance(error, FileNotFoundError | NotADirectoryError)
    if missing and isinstance(path, Path) and not is_folder(path.parent):
        return no_folder(path)
    return OutputError(
        Phrase("{path}: cannot be written: {reason}", path=path, reason=system_reason(error))
    )


def is_zip(path: Path) -> bool:
    """Tell whether a path for many files names a zip, not a folder.

    >>> is_zip(Path("plans.zip")), is_zip(Path("plans"))
    (True, False)
    """
    return path.suffix.lower() == ".zip"


def is_folder(path: Path) -> bool:
    """Whether there is a folder with that name, which may be longer than any name can be."""
    try:
        return path.is_dir()
    except OSError:
        return False


def no_folder(path: Path) -> OutputError:
    """The error for a file whose folder does not exist."""
    text = PhraseTemplate(
        "{path}: cannot be written: there is no folder {folder}. Make it first, or name another"
    )
    return OutputError(text.phrase(path=path, folder=path.parent))


# Before writing -------------------------------------------------------------------------------


def refuse(
    target: Path,
    inputs: Iterable[Path],
    *,
    force: bool,
    argument: str = "output",
    code: str = "exists",
    remedy: Phrase = NOTHING,
) -> None:
    """Raise OutputError if a file must not be written.

    Args:
        target: The file.
        inputs: Files that are read; none of them is ever written over.
        force: Whether the file may be written over if it exists.
        argument: What the caller named the file with, for the code of the error.
        code: The code if the file exists.
        remedy: What else to do if the file exists.

    Raises:
        OutputError: The file is an input, is no regular file, or exists and `force` is not set.
    """
    try:
        exists = target.exists()
        is_input = exists and any(path.exists() and path.samefile(target) for path in inputs)
    except OSError as error:
        raise cannot_write(target, error) from None
    reason, text = "", PhraseTemplate()
    if is_input:
        reason = "is-input"
        text = PhraseTemplate("{path}: is an input; it is never written over")
    elif target.is_dir():
        reason, text = "is-folder", PhraseTemplate("{path}: is a folder")
    elif exists and not target.is_file():  # renaming would remove /dev/null for everyone
        reason, text = "is-device", PhraseTemplate("{path}: is a device or a pipe")
    elif exists and not force:
        reason, text = code, PhraseTemplate("{path}: is there already")
        if remedy:
            text = PhraseTemplate("{path}: is there already. {remedy}")
    if reason:
        values = {"remedy": remedy} if remedy else {}
        raise OutputError(text.phrase(path=target, **values), code=f"{reason}:{argument}")


def make_folder(path: Path, mode: int = 0o700) -> None:
    """Make a folder and those above it, if they do not exist; for the owner only by default.

    Raises:
        OutputError: the system refuses.
    """
    try:  # `parents=True` would give the folders above the usual mode
        for folder in reversed((path, *path.parents)):
            if not folder.exists():
                folder.mkdir(mode, exist_ok=True)
        path.mkdir(mode, exist_ok=True)
    except OSError as error:
        text = PhraseTemplate("{path}: cannot be made a folder: {reason}")
        raise OutputError(text.phrase(path=path, reason=system_reason(error))) from None


# Writing --------------------------------------------------------------------------------------


class AtomicFile:
    """A file that is written in pieces under a temporary name, and renamed when closed."""

    def __init__(
        self, target: Path, mode: int = 0o600, *, folder_later: bool = False, was_free: bool = False
    ) -> None:
        """Create the temporary file.

        Args:
            target: the name that the file gets.
            mode: its permissions; the owner's only by default.
            folder_later: do not sync the folder; the caller does it once for many files.
            was_free: nothing had the name when the caller looked. So a file that has it now, or
                will when this one is closed, is another program's, and stays.

        Raises:
            OutputError: the system refuses, or another program has made the file meanwhile.
        """
        self.target, self.folder_later = target, folder_later
        self.existed = os.path.lexists(target)
        if self.existed and was_free:
            raise _made_meanwhile(target)
        try:
            while not self._create(mode):
                pass
        except OSError as error:
            _open.discard(self.part)
            raise cannot_write(target, error) from None

    def _create(self, mode: int) -> bool:
        """Create the temporary file and lock it; False if another process swept it in between."""
        self.part = self.target.with_name(f".{secrets.token_hex(8)}.part")
        _open.add(self.part)  # before the file exists, so that `abandon` always finds it
        self.file = os.fdopen(os.open(self.part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb")
        if _hold(self.file.fileno()) and os.fstat(self.file.fileno()).st_nlink:
            return True
        self.abandon()
        return False

    def add(self, data: bytes) -> None:
        """Write more. Raises OutputError; the temporary file is gone then."""
        try:
            self.file.write(data)
        except BaseException as error:
            self._give_up(error)
            raise

    def close(self) -> None:
        """Give the file its name. Raises OutputError; the temporary file is gone then."""
        try:
            self.file.flush()
            os.fsync(self.file.fileno())
            if sys.platform == "win32":  # where an open file cannot be renamed
                self.file.close()
            self._rename()  # still locked: no other process sweeps it before
            _open.discard(self.part)
            self.file.close()
        except BaseException as error:
            self._give_up(error)
            raise
        if not self.folder_later:
            sync(self.target.parent)

    def _rename(self) -> None:
        """Give the file its name, but not in the place of one that another program made meanwhile.

        A link takes no name that is taken; not every file system has links, nor has Python in a
        browser.
        """
        if self.existed:
            self.part.replace(self.target)
            return
        try:
            os.link(self.part, self.target)
        except FileExistsError:
            raise _made_meanwhile(self.target) from None
        except (OSError, NotImplementedError, AttributeError):
            self.part.replace(self.target)
        else:
            self.part.unlink()

    def abandon(self) -> None:
        """Remove the temporary file; the target is as it was."""
        with contextlib.suppress(OSError):
            self.file.close()
        with contextlib.suppress(OSError):
            self.part.unlink()
        _open.discard(self.part)

    def _give_up(self, error: BaseException) -> None:
        self.abandon()
        if isinstance(error, OSError):
            raise cannot_write(self.target, error) from None


def _made_meanwhile(path: Path) -> OutputError:
    return OutputError(Phrase("{path}: another program has made it meanwhile", path=path))


def write(target: Path, data: bytes, mode: int = 0o600, *, folder_later: bool = False) -> None:
    """Write a file: a crash leaves the old one or the new one, never half of one.

    The arguments and errors are those of `AtomicFile`.
    """
    file = AtomicFile(target, mode, folder_later=folder_later)
    file.add(data)
    file.close()


class BatchParts:
    """Files of a batch under temporary names; their contents are on the disk after the block.

    They are written one after another, and then synced. A sync makes the file system commit: if
    each came right after its file, each would take a commit of its own, and wait for it.

    Once the batch's journal knows a file, its first process renames it. A process that is told to
    end removes only what it has not handed over.
    """

    def __init__(self, folder: Path) -> None:
        """Begin with none; `folder` is where the files will be."""
        self.folder = folder
        self.unsynced: list[tuple[str, Path, int]] = []  # name, temporary path, handle

    def __enter__(self) -> BatchParts:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Sync the files. After an error, those that are not synced are gone."""
        try:
            if kind is None:
                self._sync()
        finally:
            for _name, part, handle in self.unsynced:
                with contextlib.suppress(OSError):
                    os.close(handle)
                with contextlib.suppress(OSError):
                    part.unlink(missing_ok=True)
                _open.discard(part)

    def add(self, name: str, data: bytes) -> str:
        """Write a file that will get a name; return its temporary name.

        Raises:
            OutputError: the system refuses.
        """
        if len(self.unsynced) == _OPEN_PARTS:
            self._sync()
        part = self.folder / f".{secrets.token_hex(8)}.batch.part"
        try:
            with _beginning:
                _open.add(part)  # before the file exists, so that `abandon` always finds it
                handle = os.open(part, _NEW, 0o600)
            self.unsynced.append((name, part, handle))
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(handle, rest) :]
        except OSError as error:
            raise cannot_write(self.folder / name, error) from None
        _begin_sync(handle)
        return part.name

    def _sync(self) -> None:
        for name, _, handle in self.unsynced:
            try:
                os.fsync(handle)
            except OSError as error:
                raise cannot_write(self.folder / name, error) from None
        while self.unsynced:
            _, part, handle = self.unsynced.pop()
            _open.discard(part)
            with contextlib.suppress(OSError):  # what is synced is there, whatever closing says
                os.close(handle)


def _begin_sync(handle: int) -> None:
    """Have the system begin to write a file to the disk, where it takes such a hint.

    Linux does so when it hears that the contents are not needed again soon. A sync that comes later
    finds most of the work done; without the hint it comes to the same, only slower.
    """
    if hasattr(os, "posix_fadvise"):
        with contextlib.suppress(OSError):
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)


def write_all(
    folder: Path, contents: Mapping[str, bytes], *, force: bool, mode: int = 0o600
) -> None:
    """Write files into a folder, by their path in it and in the order given.

    Raises:
        OutputError: one of them may not be written; then none is.
    """
    targets = {folder / name: data for name, data in contents.items()}
    for target in targets:
        refuse(target, (), force=force)
    folder_mode = mode | (mode & 0o444) >> 2  # who may read the files may look into the folder
    for parent in {target.parent: None for target in targets}:
        make_folder(parent, folder_mode)
    for target, data in targets.items():
        write(target, data, mode)


def sync(folder: Path) -> None:
    """fsync a folder, so that renames in it survive a power cut; does nothing where unsupported."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


# What killed processes leave ------------------------------------------------------------------


def abandon() -> None:
    """Remove the temporary files that this process is writing; called when it ends."""
    for part in _open.copy():
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


atexit.register(abandon)


def abandon_for_good() -> None:
    """Remove them before the process ends at once: no thread begins another file of a batch.

    A thread that is at work would begin one after `abandon` has looked, and leave it behind.
    """
    _beginning.acquire(timeout=LAST_WAIT)
    abandon()


def _hold(handle: int) -> bool:
    """Lock an open temporary file for as long as this process lives; False if another holds it.

    Without a lock of the system's, it is taken to be ours. Windows needs none: it removes no open
    file. This is flock itself and not `filelock`, which would cost every small command its import.
    """
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True


def sweep(folder: Path) -> None:
    """Remove what killed processes left in a folder; those that live keep their files."""
    for path in folder.glob(".*.part"):
        if not _PART.match(path.name):
            continue
        with contextlib.suppress(OSError):
            if sys.platform == "win32":
                path.unlink()
                continue
            handle = os.open(path, os.O_RDWR)
            try:
                if _hold(handle):
                    path.unlink(missing_ok=True)
            finally:
                os.close(handle)


def sweep_batch(folder: Path) -> None:
    """Remove the temporary files of workers from a folder whose lock this process holds."""
    for path in folder.glob(".*.batch.part"):
        if _BATCH_PART.match(path.name):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)


# Locks ----------------------------------------------------------------------------------------


@contextlib.contextmanager
def lock(path: Path, busy: OutputError | None = None) -> Iterator[None]:
    """Hold an empty lock file during a block; it is removed afterwards.

    The lock is the system's. It ends with the process, however that ends; a lock file that a killed
    process left is no lock. On a file system without locks the block runs without one: a “soft”
    lock, which is only a file that exists, would outlive a killed process and lock its owner out.

    Args:
        path: the lock file. It is private to its owner.
        busy: the error if another process holds the lock. Without it, wait for that process.

    Raises:
        OutputError: another process holds the lock, or the file cannot be made, or is no lock file.
    """
    handle = _take_lock(path, busy)
    try:
        yield
    finally:
        _remove_lock(path, handle)


def _take_lock(path: Path, busy: OutputError | None) -> int:
    """Open and lock the lock file, and return its handle."""
    while True:
        handle = _open_lock(path)
        try:
            if not _locked(handle, wait=busy is None):
                assert busy
                raise busy
            if _is_at(path, handle):
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)  # its last holder has removed it meanwhile; make another


def _open_lock(path: Path) -> int:
    """Open the lock file, or make it. Follow no link, and never change a file that has contents."""
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        handle = os.open(path, flags, 0o600)
    except OSError as error:
        if error.errno == errno.ELOOP:  # a link
            raise _no_lock(path) from None
        raise cannot_write(path, error) from None
    state = os.fstat(handle)
    if stat.S_ISREG(state.st_mode) and not state.st_size:
        return handle
    os.close(handle)
    raise _no_lock(path)


def _no_lock(path: Path) -> OutputError:
    return OutputError(Phrase("{path}: is not a lock file. Remove it", path=path))


def _locked(handle: int, *, wait: bool) -> bool:
    """Lock an open file; False if another process holds the lock and `wait` is not set."""
    from filelock import lock_descriptor

    try:
        return lock_descriptor(handle, blocking=wait)
    except OSError:  # a file system without locks
        return True


def _is_at(path: Path, handle: int) -> bool:
    """Tell whether an open file is still the one under its name."""
    try:
        return os.path.samestat(path.lstat(), os.fstat(handle))
    except OSError:
        return False


def _remove_lock(path: Path, handle: int) -> None:
    """Remove the lock file, then the lock.

    Whoever waits for the lock gets it on a file without a name, sees that, and makes a new one.
    Windows removes no open file: there the lock ends first, and the file stays if another holds it.
    """
    if sys.platform == "win32":
        os.close(handle)
        with contextlib.suppress(OSError):
            path.unlink()
        return
    if _is_at(path, handle):
        with contextlib.suppress(OSError):
            path.unlink()
    os.close(handle)


# Reading --------------------------------------------------------------------------------------

_PIECE = 2**20  # bytes
_NO_FILE = Phrase("it is no ordinary file")
_SHELL_PIPES = frozenset(map(Path, ("/dev/fd", "/proc/self/fd")))  # where `<(command)` stands


def beginning(path: Path, most: int) -> bytes:
    """Read at most N bytes of a file; never block on a named pipe.

    Raises:
        OSError: the file cannot be read, or is a named pipe: nobody may ever write to that. Stdin
            and pipes of the shell are read.
    """
    from_shell = path == Path("/dev/stdin") or path.parent in _SHELL_PIPES
    if not from_shell and stat.S_ISFIFO(path.stat().st_mode):
        raise OSError(errno.EINVAL, Phrase("it is a pipe, not a file"))
    data = bytearray()
    with path.open("rb") as file:
        # To read `most` bytes at once would take memory for all of them first.
        while piece := file.read(min(_PIECE, most - len(data))):
            data += piece
    return bytes(data)


def open_regular(path: Path) -> BinaryIO:
    """Open a file of our own for reading; follow no link, and never block on a pipe.

    Raises:
        OSError: the file cannot be read, or is a link, a device or a pipe: somebody has put it in
            the place of ours.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    if path.is_symlink():
        raise OSError(errno.ELOOP, _NO_FILE)
    handle = os.open(path, flags | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, _NO_FILE)
    return os.fdopen(handle, "rb")


class ReadableFile(Protocol):
    """A file that a program has opened to read its bytes, or what reads like one."""

    def read(self, size: int, /) -> bytes:
        """Return at most N bytes; none at the end."""


def is_text(file: Any) -> bool:
    """Tell whether an open file reads and writes texts, not bytes.

    >>> is_text(io.StringIO()), is_text(io.BytesIO())
    (True, False)
    """
    return isinstance(file, io.TextIOBase) or hasattr(file, "encoding")


def read_open(file: Any, most: int, argument: str) -> bytes:
    """Read at most N bytes of an open file, from where it stands; of a text file as UTF-8.

    Args:
        file: What has a method `read`.
        most: N.
        argument: What the caller calls the file.

    Raises:
        UsageError: The file is closed, or is not open for reading.
        OSError: It cannot be read.
    """
    if getattr(file, "closed", False) is True:
        raise UsageError(Phrase("The argument {argument} is a closed file", argument=argument))
    parts: list[bytes] = []
    left = most
    while left > 0 and (part := _read_part(file, left, argument)):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _read_part(file: Any, most: int, argument: str) -> bytes:
    try:
        part = file.read(most)
        if isinstance(part, str):
            return part.encode()
    except io.UnsupportedOperation:
        text = PhraseTemplate("The argument {argument} is a file that is not open for reading")
        raise UsageError(text.phrase(argument=argument)) from None
    except UnicodeError:
        text = PhraseTemplate(
            "The argument {argument} is a text file that has another encoding, "
            "or holds halves of characters. Open it as binary"
        )
        raise UsageError(text.phrase(argument=argument)) from None
    except Exception as error:  # it may be anybody's class
        raise told(error) from error
    if not isinstance(part, bytes):  # None: a file that does not wait for what is not there yet
        raise OSError(errno.EIO, Phrase("it gave no bytes"))
    return part
