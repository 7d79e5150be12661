"""Read many filled sheets: find their files, read one after another, notice repeated sheets.

A file that cannot be read stops no other. Of every file that has been read only a digest is kept,
so that memory stays flat.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..model.errors import EncryptedError, MlmpError, PdfError, UsageError
from ..model.messages import Message, note
from ..model.phrases import Phrase, PhraseTemplate
from ..pdf.marks import NO_ID
from .sheet import Read, pdf_bytes, read
from .sources import Source, find

_EMPTY = Phrase("there are none: the sheet is empty")
_IN_NO_FIELD = Phrase("there are none in the fields, and something stands beside them: look at it")


@dataclass(frozen=True)
class Received:
    """The result for one file: the `read` sheet, or the `error` that left it out.

    `notes` are those of reading, and which earlier file it repeats.
    """

    file: Path
    read: Read | None = None
    error: MlmpError | None = None
    notes: tuple[Message, ...] = ()


def read_many(
    paths: Iterable[str | Path],
    *,
    password: str | None = None,
    check: bool = False,
    crops: bool = False,
    content: Callable[[Path], bytes] | None = None,
) -> Iterator[Received]:
    """Read every PDF of `paths`, one after another as they are asked for.

    Args:
        paths: Files, folders with all in them and below, or patterns such as `*.pdf`.
        password: Tried on the files that are encrypted.
        check, crops: As for `read`.
        content: Gives a file's bytes, if they are not to be read from the file itself.

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
    yield from read_sources(
        find(paths), password=password, check=check, crops=crops, content=content
    )


def read_sources(
    sources: Iterable[Source],
    *,
    password: str | None = None,
    check: bool = False,
    crops: bool = False,
    content: Callable[[Path], bytes] | None = None,
) -> Iterator[Received]:
    """As `read_many`, for what `find` returns."""
    earlier = _EarlierSheets()
    for source in sources:
        if source.why_not:
            yield Received(source.file, error=PdfError(source.why_not))
            continue
        try:
            data = (content or pdf_bytes)(source.file)
            found = read(data, password=password, check=check, crops=crops)
        except (PdfError, EncryptedError, UsageError) as error:
            yield Received(source.file, error=error)
        except MemoryError:
            yield Received(source.file, error=PdfError(Phrase("takes more memory than there is")))
        else:
            repeats = earlier.notes(source.file, found)
            notes = (*source.notes, *found.notes, *repeats)
            yield Received(source.file, found, notes=notes)


@dataclass
class _EarlierSheets:
    """The sheets that were read before, by what tells that another file repeats one."""

    # Sheet id and form → file and digest. The sheets of one person's set have the same id.
    by_id: dict[tuple[str, str], tuple[Path, bytes]] = field(default_factory=dict)
    by_digest: dict[bytes, Path] = field(default_factory=dict)

    def notes(self, file: Path, found: Read) -> Iterator[Message]:
        """Notes on a file that is empty, or repeats an earlier one. It is still included."""
        if not found.answers:
            yield note("answers", _IN_NO_FIELD if found.beside else _EMPTY)
        digest = _digest(found)
        first = (file, digest)
        if found.sheet_id != NO_ID:
            first = self.by_id.setdefault((found.sheet_id, found.form), first)
        twin = self.by_digest.setdefault(digest, file) if found.answers else file
        if first[0] != file:
            template = _same_sheet(file, first[0], same=first[1] == digest)
            sheet = f"sheet {found.sheet_id}"
            yield note(sheet, template.phrase(file=str(first[0])))
        elif twin != file:
            yield note("answers", Phrase("are the same as in {file}", file=str(twin)))


def _digest(found: Read) -> bytes:
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
