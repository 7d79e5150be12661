"""Write out what sheets of paper hold: as for PDFs, with doubts and with what is to be typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..batches.sheet_rows import ReadFile
from ..model.errors import EncryptedError, PdfError
from ..model.messages import Message, Where
from ..model.phrases import Phrase, translated
from ..model.sheet_ids import NO_ID
from ..reader.many import Received
from ..reader.sheet import Read
from ..reader.sheet_questions import with_questions
from ..reader.sheet_records import DRAWN
from ..scanner.review_data import ReviewItem
from ..scanner.scan import Scanned
from ..scanner.scanned_sheet import ScannedSheet
from ..tables.read_columns import DOUBTS
from .exit_codes import PARTIAL
from .output import json_bytes, tell
from .read_log import DOUBT, LEFT_OUT, NOTE, words_of
from .read_output import AnswerWriter


@dataclass(frozen=True)
class OnPaper(Received):
    """A sheet of paper as what was read of a file; `sheet` is the sheet."""

    sheet: ScannedSheet | None = None

    @classmethod
    def of(cls, sheet: ScannedSheet) -> OnPaper:
        """Return what was read of a sheet."""
        found = sheet.read
        return cls(sheet.file, found, notes=found.notes, sheet=sheet)


class ScanJsonLayout:
    """A list of records: one document, however many sheets there are."""

    def __init__(self) -> None:
        self._is_first = True

    def add(self, read_file: ReadFile) -> bytes:
        """The record of one sheet."""
        start = b"[\n" if self._is_first else b",\n"
        self._is_first = False
        return start + json_bytes(read_file.record()).rstrip(b"\n")

    def end(self) -> Iterator[bytes]:
        """The end of the list."""
        yield b"\n]\n"


class ScanWriter(AnswerWriter):
    """Writes out what was read from paper.

    Attributes:
        doubts: How many doubts are open.
        reviewed: Whether a page for a person is written.
    """

    doubts = 0
    reviewed = False

    def write_scanned(self, scanned: Scanned) -> None:
        """Write every sheet, and name what was refused. Raises OutputError."""
        if self.wanted.layout == "json":
            self.layout = ScanJsonLayout()
        self.refused = sum(not one.is_twin for one in scanned.refused)
        self._scanned = scanned
        self.write_received(map(OnPaper.of, scanned))

    def _end(self) -> None:
        super()._end()
        for one, message in zip(self._scanned.refused, self._scanned.messages, strict=True):
            kind = NOTE if one.is_twin else LEFT_OUT
            line = kind, words_of(replace(message, where=Where()))
            self.log.about(Path(self._scanned.named(one.place)), [line])

    def _pictures_of(self, received: Received, sheet: Read) -> dict[str, bytes]:
        paper = _sheet(received)
        return {**sheet.pictures, **paper.crops}

    def _further(self, received: Received, names: Mapping[str, str]) -> Mapping[str, Any]:
        """Doubts, and what is to be typed."""
        paper = _sheet(received)
        pages = [*dict.fromkeys(map(str, paper.pages))]  # both halves of A3 are on one
        further: dict[str, Any] = {"pages": pages} if len(pages) > 1 else {}
        drawn = {**paper.panels.about.drawn}
        drawn.pop("lang", None)
        further[DRAWN] = drawn
        if paper.missing:
            further["missing"] = list(paper.missing)
        if paper.pictures:
            further["pictures"] = _pictures(paper.pictures, names)
        if paper.doubts:
            further[DOUBTS] = [
                {
                    "path": doubt.path,
                    "read": doubt.read,
                    "why": str(doubt.why),
                    "page": self._scanned.named(doubt.place),
                }
                for doubt in paper.doubts
            ]
        if paper.settled:
            further["settled"] = list(paper.settled)
        return further

    def _lines_beside(self, received: Received, sheet: Read) -> Iterator[tuple[str, str]]:
        """A line for each doubt, and one for all that is to be typed."""
        paper = _sheet(received)
        self.doubts += len(paper.doubts)
        messages = [Message(Where(path=one.path), one.why) for one in paper.doubts]
        named = with_questions(messages, sheet.form, sheet.language)
        for one, message in zip(paper.doubts, named, strict=True):
            page = self._scanned.named(one.place)
            is_first = page == str(received.file)
            yield (
                DOUBT,
                str(
                    message if is_first else Phrase("{file}: {text}", file=page, text=str(message))
                ),
            )
        yield from super()._lines_beside(received, sheet)
        if paper.pictures and not (self.pictures or self.reviewed):
            what = Phrase(
                "there are texts or pictures by hand, in no answer ({count:,}): "
                "--pictures DIR or --review DIR shows them",
                count=len(paper.pictures),
            )
            yield NOTE, translated(what)

    @property
    def exit_code(self) -> int:
        """0, or 3 if pages were refused or doubts are open; 4 if there is no sheet, or 6."""
        if not self.count:
            errors = self._scanned.errors
            encrypted = bool(errors) and all(isinstance(one, EncryptedError) for one in errors)
            only = encrypted and len(errors) == self.refused
            return EncryptedError.exit_code if only else PdfError.exit_code
        return PARTIAL if self.refused or self.doubts else super().exit_code

    @property
    def _is_of_another_job(self) -> bool:
        """Whether the register has none of the sheets, which have ids."""
        known = self.wanted.register
        ids = {one.sheet_id for one in self._scanned.sets} - {NO_ID}
        return known is not None and bool(ids) and not ids & known.keys()

    def tell_scanned(self) -> None:
        """Say at the end what there was, and what is to be done."""
        scanned = self._scanned
        if self._is_of_another_job:
            tell(Phrase("None of the sheets is in the register: it is of another job."))
        if scanned.lists:
            tell(
                Phrase(
                    "Lists for staff, on which nothing is filled in: {count:,}.",
                    count=scanned.lists,
                )
            )
        tell(
            Phrase(
                "{pages:,} pages: {sheets:,} sheets, {backs:,} blank backs, {refused:,} left out; "
                "{doubts:,} doubts.",
                pages=scanned.pages,
                sheets=self.count,
                backs=scanned.backs,
                refused=self.refused,
                doubts=self.doubts,
            )
        )


def _pictures(
    pictures: Mapping[str, Sequence[str]], names: Mapping[str, str]
) -> dict[str, str | list[str] | None]:
    """Path → the file of the crop, or None if none is written; several if a page is there twice."""
    found: dict[str, str | list[str] | None] = {}
    for path, crops in pictures.items():
        files = [names[crop] for crop in crops if crop in names]
        found[path] = files if len(files) > 1 else next(iter(files), None)
    return found


def write_review(
    folder: Path, items: Iterable[ReviewItem], looks: Sequence[Path], *, force: bool
) -> None:
    """Write the page on which a person settles what is open. Raises OutputError."""
    from ..scanner import review

    look = looks[0] if looks else None
    page = review.write_review(folder, items, look=look, force=force)
    tell(Phrase("Open {page} to settle what is open.", page=page))


def _sheet(received: Received) -> ScannedSheet:
    assert isinstance(received, OnPaper) and received.sheet
    return received.sheet
