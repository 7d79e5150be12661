"""Find the files that a user names: files, folders with all in them and below, or patterns."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from ..files import ReadableFile
from ..model.errors import system_reason
from ..model.limits import JSON_BYTES
from ..model.messages import NOTHING, Message, note
from ..model.phrases import Phrase
from .formats import ENDINGS

LINES = (".jsonl", ".ndjson")  # of files with the record of a sheet on each line
_GLOB = frozenset("*?[")


@dataclass
class FileLine:
    """One line of a file, as an open file: it is read when it is asked for, and no longer open."""

    file: Path
    start: int
    size: int
    _read: int = field(default=0, repr=False)  # bytes

    def read(self, size: int, /) -> bytes:
        """Return at most `size` more bytes of the line; none at its end."""
        with self.file.open("rb") as opened:
            opened.seek(self.start + self._read)
            part = opened.read(min(self.size - self._read, size))
        self._read += len(part)
        return part


@dataclass(frozen=True)
class Source:
    """A file to read, or why a file that was found is not read.

    Attributes:
        file: Its path; for what a program has in memory, what messages call it.
        why_not: Why it is not read, or "".
        notes: About how it was named.
        content: What a program has in memory or opened; None for a file under its path.
    """

    file: Path
    why_not: Phrase = NOTHING
    notes: tuple[Message, ...] = ()
    content: bytes | ReadableFile | None = field(default=None, repr=False)

    @property
    def on_disk(self) -> Path | None:
        """The file that is read; None for what a program has in memory."""
        if isinstance(self.content, FileLine):
            return self.content.file
        return self.file if self.content is None else None

    @classmethod
    def given(cls, content: bytes | ReadableFile, number: int) -> Source:
        """Return the source for bytes or an open file: the name of the file, or its number.

        >>> Source.given(b"%PDF-1.7", 3).file.name
        '#3'
        """
        name = getattr(content, "name", None)  # a number for a file that has no name
        return cls(Path(name if isinstance(name, str) and name else f"#{number}"), content=content)


class LookedFor(NamedTuple):
    """Which files are looked for in folders.

    Attributes:
        endings: Of their names, in small letters.
        nothing: Why a folder without any is not read.
        passes_over: Whether a file of such a name is none of them after all.
    """

    endings: tuple[str, ...]
    nothing: Phrase
    passes_over: Callable[[Path], bool] = lambda _: False

    def holds(self, source: Source) -> bool:
        """Whether a file that was found in a folder is one of them."""
        return bool(source.why_not) or not self.passes_over(source.file)


SHEETS = LookedFor(ENDINGS, Phrase("holds no PDF, FDF or XFDF"))


def find(paths: Iterable[str | Path], looked_for: LookedFor = SHEETS) -> list[Source]:
    """The files, each once: in the order of `paths`, and within a folder by name.

    A device or a link in a folder is returned with the reason why it is not read.
    """
    sources: list[Source] = []
    for path in map(Path, paths):
        if os.path.isdir(path):  # noqa: PTH112 - no error for a name that cannot be
            sources += list(_in_folder(path, looked_for)) or [Source(path, looked_for.nothing)]
        elif _GLOB & set(str(path)) and not os.path.lexists(path):
            sources += _matching(path, looked_for) or [Source(path, Phrase("matches no file"))]
        elif path.suffix.lower() in LINES and looked_for is SHEETS:
            sources += lines_of(path)
        else:
            sources.append(Source(path))
    return _each_once(sources)


def lines_of(path: Path) -> list[Source]:
    """The lines of a file of records, each as a source; lines with nothing on them are none."""
    found: list[Source] = []
    try:
        start = number = 0
        with path.open("rb") as file:
            while line := file.readline(JSON_BYTES + 1):
                number += 1
                if line.strip():
                    content = FileLine(path, start, len(line))
                    found.append(Source(Path(f"{path}#{number}"), content=content))
                start += len(line)
    except OSError:
        return [Source(path)]  # which is found out when it is read
    return found or [Source(path, Phrase("holds no sheets"))]


def is_line(file: Path) -> bool:
    """Tell whether a source is a line of a file, whose name then tells nothing of a person.

    >>> is_line(Path("answers.jsonl#3")), is_line(Path("peter.pdf"))
    (True, False)
    """
    return file.suffix.lower().partition("#")[0] in LINES and "#" in file.suffix


def _each_once(sources: Iterable[Source]) -> list[Source]:
    """The sources without repeated files, under whatever name; the first has a note of it."""
    kept: dict[str, Source] = {}
    for source in sources:
        file = f"{source.file}\0" if source.why_not else os.path.realpath(source.file)
        first = kept.setdefault(file, source)
        if first is source or source.why_not:
            continue
        again: Phrase = Phrase("is named more than once; read once")
        if first.file != source.file:
            again = Phrase("is also named as {file}; read once", file=str(source.file))
        kept[file] = replace(first, notes=(*first.notes, note("file", again)))
    return [replace(source, notes=tuple(dict.fromkeys(source.notes))) for source in kept.values()]


def _in_folder(folder: Path, looked_for: LookedFor) -> Iterator[Source]:
    """The files in a folder and below, by name, and what cannot be looked into."""
    errors: list[OSError] = []
    found: list[Path] = []
    for here, folders, names in os.walk(folder, onerror=errors.append):
        links = [Path(here) / name for name in folders]
        found += [path for path in links if path.is_symlink()]
        paths = [Path(here) / name for name in names]
        found += [path for path in paths if path.suffix.lower() in looked_for.endings]
    sources = list(filter(looked_for.holds, map(_unnamed, found)))
    for error in errors:
        reason = Phrase("cannot be looked into: {reason}", reason=system_reason(error))
        sources.append(Source(Path(error.filename), reason))
    return iter(sorted(sources, key=lambda source: source.file.parts))


def _unnamed(path: Path) -> Source:
    """A file that nobody has named: only a regular file is read.

    So no link leads elsewhere, and no pipe is waited for.
    """
    if path.is_symlink() and path.is_dir():
        return Source(
            path, Phrase("is a link to another folder, which is not followed. Name that folder")
        )
    if stat.S_ISREG(path.lstat().st_mode):
        return Source(path)
    return Source(path, Phrase("is a link or a device, not a file: left out. Name it to read it"))


def _matching(pattern: Path, looked_for: LookedFor) -> list[Source]:
    """The files that match a pattern, each once, and those in folders that match it."""
    sources: dict[Path, Source] = {}
    for path in map(Path, sorted(set(_matches(pattern)))):
        is_folder = path.is_dir() and not path.is_symlink()
        for source in _in_folder(path, looked_for) if is_folder else [_unnamed(path)]:
            if looked_for.holds(source):
                sources[source.file] = source
    return list(sources.values())


def _matches(pattern: Path) -> Iterator[str]:
    """The paths that match a pattern.

    `**` stands for any folders in folders, but not for those that begin with a dot, nor for links.
    """
    parts = pattern.parts
    if "**" not in parts:
        yield from glob.glob(str(pattern))  # noqa: PTH207 - an absolute pattern too
        return
    at = parts.index("**")
    rest = Path(*(part for part in parts[at:] if part != "**"))
    for top in glob.glob(str(Path(*parts[:at]))):  # noqa: PTH207
        if not rest.parts:  # then all that is in it
            yield top
            continue
        for here, folders, _ in os.walk(top):
            folders[:] = [name for name in folders if not name.startswith(".")]
            yield from glob.glob(str(glob.escape(here) / rest))  # noqa: PTH207
