"""Many filled sheets come back: finding their files, reading one after another, and noticing which are the same sheet twice.

A file that cannot be read stops no other. Of every file that has been read only a digest is kept, so that memory stays flat.
"""

from __future__ import annotations

import glob
import hashlib
import json
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..model.errors import EncryptedError, MlmpError, PdfError, UsageError
from ..model.limits import FAULTS_SHOWN
from ..model.messages import Message, note, printable
from ..pdf.marks import NO_ID
from .sheet import Read, pdf_bytes, read

GLOB = frozenset("*?[")


@dataclass(frozen=True)
class Received:
    """What came of one file: what was `read`, or the `error` that left it out. `notes`: those of reading, and which earlier file it repeats."""

    file: Path
    read: Read | None = None
    error: MlmpError | None = None
    notes: tuple[Message, ...] = ()

    def told(self) -> Iterator[tuple[str, str]]:
        """What is to be said of it: `left out`, `differs` or `note`, and why; safe for a terminal, and without answers. Of very many the first."""
        if self.error:
            yield "left out", printable(f"{self.error}.")
        for what, notes in (
            ("note", self.notes),
            ("differs", self.read.differences if self.read else ()),
        ):
            yield from ((what, printable(str(note))) for note in notes[:FAULTS_SHOWN])
            if len(notes) > FAULTS_SHOWN:
                yield what, f"… and {len(notes) - FAULTS_SHOWN:,} more of this file"


@dataclass(frozen=True)
class Source:
    """A file to be read, or why what was found on the way is not; and what is to be said of how it was named."""

    file: Path
    why_not: str = ""
    notes: tuple[Message, ...] = ()


def read_many(
    paths: Iterable[str | Path],
    *,
    password: str | None = None,
    check: bool = False,
    content: Callable[[Path], bytes] | None = None,
) -> Iterator[Received]:
    """Read every PDF of `paths`, one after another as they are asked for: files, folders with all in them and below, or patterns such as `*.pdf`.

    `password` is tried on those that are encrypted, `check` is that of `read`; `content` gives a file's bytes, if not the file itself.
    Raises nothing for a file that is missing, broken or not ours: its `Received` has the error.
    """
    yield from read_each(find(paths), password=password, check=check, content=content)


def find(paths: Iterable[str | Path]) -> list[Source]:
    """The files, each once, in the order of `paths`, within a folder by name. What is in a folder and is no regular file is there with the reason."""
    places: list[Source] = []
    for path in map(Path, paths):
        if os.path.isdir(path):  # noqa: PTH112 - no error for a name that cannot be
            places += list(_in_folder(path)) or [Source(path, "holds no PDF")]
        elif GLOB & set(str(path)) and not os.path.lexists(path):
            matching = map(Path, sorted(set(_matching(path))))
            found = [
                place
                for each in matching
                for place in (
                    _in_folder(each) if each.is_dir() and not each.is_symlink() else [_found(each)]
                )
            ]
            places += {place.file: place for place in found}.values() or [
                Source(path, "matches no file")
            ]
        else:
            places.append(Source(path))
    return _each_once(places)


def _each_once(places: Iterable[Source]) -> list[Source]:
    """The places without files that are among them already, under whatever name; the first of each has a note of it."""
    kept: dict[str, Source] = {}
    for place in places:
        file = f"{place.file}\0" if place.why_not else os.path.realpath(place.file)
        before = kept.setdefault(file, place)
        if before is not place and not place.why_not:
            again = (
                "is named more than once"
                if before.file == place.file
                else f"is also named as {place.file}"
            )
            kept[file] = replace(before, notes=(*before.notes, note("file", f"{again}; read once")))
    return [replace(place, notes=tuple(dict.fromkeys(place.notes))) for place in kept.values()]


def read_each(
    places: Iterable[Source],
    *,
    password: str | None = None,
    check: bool = False,
    content: Callable[[Path], bytes] | None = None,
) -> Iterator[Received]:
    """As `read_many`, for what `find` has found."""
    known = _Known()
    for place in places:
        if place.why_not:
            yield Received(place.file, error=PdfError(place.why_not))
            continue
        try:
            found = read((content or pdf_bytes)(place.file), password=password, check=check)
        except (PdfError, EncryptedError, UsageError) as error:
            yield Received(place.file, error=error)
        except MemoryError:
            yield Received(place.file, error=PdfError("takes more memory than there is"))
        else:
            yield Received(
                place.file,
                found,
                notes=(*place.notes, *found.notes, *known.notes(place.file, found)),
            )


def _in_folder(folder: Path) -> Iterator[Source]:
    unreadable: list[OSError] = []
    found: list[Source] = []
    for here, folders, names in os.walk(folder, onerror=unreadable.append):
        found += [_found(path) for name in folders if (path := Path(here) / name).is_symlink()]
        found += [
            _found(path) for name in names if (path := Path(here) / name).suffix.lower() == ".pdf"
        ]
    found += [
        Source(Path(error.filename), f"cannot be looked into: {error.strerror}")
        for error in unreadable
    ]
    return iter(sorted(found, key=lambda place: place.file.parts))


def _found(path: Path) -> Source:
    """A place that nobody has named: only a regular file is read, so that nothing leads elsewhere, and nothing is waited for."""
    if path.is_symlink() and path.is_dir():
        return Source(path, "is a link to another folder, which is not followed. Name that folder")
    regular = stat.S_ISREG(path.lstat().st_mode)
    return Source(
        path, "" if regular else "is a link or a device, not a file: left out. Name it to read it"
    )


def _matching(pattern: Path) -> Iterator[str]:
    """What a pattern matches. `**` is any folders in folders, but not those that begin with a dot, and no links."""
    parts = pattern.parts
    if "**" not in parts:
        yield from glob.glob(str(pattern))  # noqa: PTH207 - an absolute pattern too
        return
    at = parts.index("**")
    rest = Path(*(part for part in parts[at:] if part != "**"))
    for top in glob.glob(str(Path(*parts[:at]))):  # noqa: PTH207
        for here, folders, _ in os.walk(top) if rest.parts else ():
            folders[:] = [name for name in folders if not name.startswith(".")]
            yield from glob.glob(str(glob.escape(here) / rest))  # noqa: PTH207
        if not rest.parts:  # then all that is in it
            yield top


@dataclass
class _Known:
    """What was read before: sheet id and form → file and digest; digest → file. The sheets of one person's set have the same id."""

    sheets: dict[tuple[str, str], tuple[Path, bytes]] = field(default_factory=dict)
    same: dict[bytes, Path] = field(default_factory=dict)

    def notes(self, file: Path, found: Read) -> Iterator[Message]:
        """That a file has no answers, or is the sheet of an earlier one, or says the same as one. Nothing is left out for it."""
        if not found.answers:
            yield note("answers", "there are none: the sheet is empty")
        digest = _digest(found)
        before = (
            self.sheets.setdefault((found.sheet_id, found.form), (file, digest))
            if found.sheet_id != NO_ID
            else (file, digest)
        )
        twin = self.same.setdefault(digest, file) if found.answers else file
        if before[0] != file:
            same = (
                "which holds the same answers"
                if before[1] == digest
                else f"with other answers{_newer(file, before[0])}"
            )
            yield note(f"sheet {found.sheet_id}", f"is also that of {before[0]}, {same}")
        elif twin != file:
            yield note("answers", f"are the same as in {twin}")


def _digest(found: Read) -> bytes:
    pictures = {name: hashlib.sha256(data).hexdigest() for name, data in found.pictures.items()}
    return hashlib.sha256(
        json.dumps([found.form, found.answers, pictures], sort_keys=True).encode()
    ).digest()


def _newer(file: Path, other: Path) -> str:
    """Which of two files is the newer, as far as their folder knows: a sheet itself carries no time."""
    try:
        ages = file.stat().st_mtime_ns, other.stat().st_mtime_ns
    except OSError:
        return ""
    if ages[0] == ages[1]:
        return ""
    return f"; by the files' times {'this one' if ages[0] > ages[1] else 'that one'} is the newer"
