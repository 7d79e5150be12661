"""Read many filled sheets: find their files, read them in order, notice repeated sheets.

A file that cannot be read stops no other. Of every file that has been read only a digest is kept,
so that memory stays flat.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from ..model.answers import ANSWERS
from ..model.arguments import check_arguments, mistyped
from ..model.errors import MlmpError
from ..model.messages import Message, note
from ..model.phrases import Phrase, PhraseTemplate
from ..model.sheet_ids import NO_ID
from .content import PdfSource, check_source, pdf_bytes
from .in_order import FileReading, read_in_order
from .sheet import Read
from .sources import SHEETS, LookedFor, Source, find

_EMPTY = Phrase("there are none: the sheet is empty")
_IN_NO_FIELD = Phrase("there are none in the fields, and something stands beside them: look at it")


@dataclass(frozen=True)
class Received:
    """The result for one file.

    Attributes:
        file: Its path. For an open file that is its name; for bytes, and for a file without a
            name, it is the number of the sheet: `#3`.
        read: What it holds; None if it was left out.
        error: Why it was left out.
        notes: Those of reading, and which earlier file it repeats.
    """

    file: Path
    read: Read | None = None
    error: MlmpError | None = None
    notes: tuple[Message, ...] = ()


def read_many(
    sources: Iterable[PdfSource],
    *,
    password: str | None = None,
    check: bool = False,
    crops: bool = False,
    jobs: int = 1,
    executor: Executor | None = None,
) -> Iterator[Received]:
    """Read every PDF of `sources`, in their order, as they are asked for.

    Args:
        sources: Files, folders with all in them and below, patterns such as `*.pdf`; bytes, and
            open binary files. Only paths are all looked up before the first is read.
        password: Tried on the files that are encrypted.
        check, crops: As for `read`.
        jobs: How many files are read at the same time, each in a process of its own, but no more
            than this machine has processors. A few files are read before they are asked for.
        executor: Any executor of `concurrent.futures`, instead of `jobs`. It gets the bytes of the
            files, so that it may run on other machines; they need mlmp_print.

    Raises:
        UsageError: An argument is of a wrong type.
        MlmpError: A process of the executor was ended from outside.

    Yields:
        One `Received` for each file. A file that is missing, broken or not ours raises nothing:
        its `Received` has the error.

    >>> import mlmp_print as mlmp, pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     pdf = mlmp.fill("wishing-well", {"name": "Åse"}).pdf
    ...     _ = pathlib.Path(folder, "one.pdf").write_bytes(pdf)
    ...     _ = pathlib.Path(folder, "two.pdf").write_bytes(b"")
    ...     for received in mlmp.read_many([folder]):
    ...         print(received.file.name, received.read and received.read.answers["name"])
    one.pdf Åse
    two.pdf None
    """
    check_arguments(password=password, check=check, crops=crops, jobs=jobs, executor=executor)
    check_sources("sources", sources)
    return read_sources(
        _sources(sources),
        password=password,
        check=check,
        crops=crops,
        jobs=jobs,
        executor=executor,
    )


def check_sources(argument: str, sources: Any) -> None:
    """Raise UsageError for what is no list of files."""
    if isinstance(sources, str | Path | bytes) or not isinstance(sources, Iterable):
        expected = Phrase("a list or another iterable of paths, bytes or open binary files")
        raise mistyped(argument, sources, expected)


def each_source(given: Iterable[PdfSource], looked_for: LookedFor = SHEETS) -> list[Source]:
    """Return all that is to be read, so that it is known how much that is. As for `read_many`."""
    return list(_sources(given, looked_for))


def _sources(given: Iterable[PdfSource], looked_for: LookedFor = SHEETS) -> Iterator[Source]:
    """Yield what is to be read. Of paths that follow each other, each file is read once."""
    number = 0
    for are_paths, group in groupby(given, lambda source: isinstance(source, str | Path)):
        if are_paths:
            paths = list(group)
            number += len(paths)
            for path in paths:
                check_source(path, "sources")
            yield from find(paths, looked_for)  # type: ignore[arg-type]  # they are paths
            continue
        for source in group:
            number += 1
            check_source(source, "sources")
            yield Source.given(source, number)  # type: ignore[arg-type]  # it is no path


def read_sources(
    sources: Iterable[Source],
    *,
    password: str | None = None,
    check: bool = False,
    crops: bool = False,
    content: Callable[[PdfSource], bytes] | None = None,
    jobs: int = 1,
    executor: Executor | None = None,
) -> Generator[Received, None, None]:
    """As `read_many`, for what `find` returns.

    Args:
        content: Gives a file's bytes, if they are not to be read from the file itself.
    """
    earlier = EarlierSheets()
    reading = FileReading(password, check, crops)
    for source, outcome in read_in_order(sources, content or pdf_bytes, reading, jobs, executor):
        if isinstance(outcome, MlmpError):
            yield Received(source.file, error=outcome)
        else:
            repeats = earlier.notes(source.file, outcome)
            notes = (*source.notes, *outcome.notes, *repeats)
            yield Received(source.file, outcome, notes=notes)


@dataclass
class EarlierSheets:
    """The sheets that were read before, by what tells that another file repeats one."""

    # Sheet id and form → file and digest. The sheets of one person's set have the same id.
    by_id: dict[tuple[str, str], tuple[Path, bytes]] = field(default_factory=dict)
    by_digest: dict[bytes, Path] = field(default_factory=dict)

    def notes(self, file: Path, found: Read) -> Iterator[Message]:
        """Notes on a file that is empty, or repeats an earlier one. It is still included."""
        if not found.answers:
            yield note(ANSWERS, _IN_NO_FIELD if found.beside else _EMPTY)
        digest = answers_digest(found)
        first = (file, digest)
        if found.sheet_id != NO_ID:
            first = self.by_id.setdefault((found.sheet_id, found.form), first)
        twin = self.by_digest.setdefault(digest, file) if found.answers else file
        if first[0] != file:
            template = _same_sheet(file, first[0], same=first[1] == digest)
            sheet = Phrase("sheet {id}", id=found.sheet_id)
            yield note(sheet, template.phrase(file=str(first[0])))
        elif twin != file:
            yield note(ANSWERS, Phrase("are the same as in {file}", file=str(twin)))


def answers_digest(found: Read) -> bytes:
    """Return what two sheets have in common only if they hold the same answers and pictures."""
    pictures = {name: hashlib.sha256(data).hexdigest() for name, data in found.pictures.items()}
    content = json.dumps([found.form, found.answers, pictures], sort_keys=True)
    return hashlib.sha256(content.encode()).digest()


def _same_sheet(file: Path, earlier: Path, *, same: bool) -> PhraseTemplate:
    """The template for a sheet that is there twice: the same, or which of the two is the newer.

    A sheet itself carries no time, so that only the files' times can tell.
    """
    if same:
        return PhraseTemplate("is also that of {file}, which holds the same answers")
    try:
        age, earlier_age = file.stat().st_mtime_ns, earlier.stat().st_mtime_ns
    except OSError:
        age = earlier_age = 0
    if age == earlier_age:
        return PhraseTemplate("is also that of {file}, with other answers")
    if age > earlier_age:
        return PhraseTemplate(
            "is also that of {file}, with other answers; by the files' times this one is the newer"
        )
    return PhraseTemplate(
        "is also that of {file}, with other answers; by the files' times that one is the newer"
    )
