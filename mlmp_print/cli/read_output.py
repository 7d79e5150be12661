"""What was read, written out: answers as JSON, a line of JSON for each file, or a row for each file in a table that `batch` reads."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from ..model.errors import EncryptedError, MlmpError, OutputError, PdfError, UsageError
from ..model.limits import FAULTS_SHOWN, JSON_BYTES, PDF_ANSWERS, TABLE_COLUMNS, TABLE_ROW_LETTERS
from ..model.messages import printable
from ..model.paths import flatten, order
from ..pdf.marks import NO_ID
from ..reader.many import Received, Source, read_each
from ..reader.sheet import Read, pdf_bytes
from ..tables import write as tableout
from ..tables.write import csv_line
from .album import PictureFolder
from .output import STDIN, Delivery, content, dump
from .remedies import with_remedy

PARTIAL = 3  # the exit code for: finished, but not with all
LAYOUTS = ("json", "jsonl", "csv", "xlsx")
ABOUT = ("file", "form", "version", "language", "sheet_id")  # the columns before those of answers


def layout_for(asked: str | None, output: Path | None, *, several: bool) -> str:
    """The layout asked for, else the one that the ending of `output` names, else json. Raises UsageError for json of several files."""
    ending = output.suffix[1:].lower() if output else ""
    layout = asked or {"ndjson": "jsonl"}.get(ending, ending if ending in LAYOUTS else "json")
    if several and layout == "json":
        raise UsageError(
            "Several files need --format jsonl, csv or xlsx, or such an ending of the name after -o."
        )
    return layout


class JsonLinesOutput:
    """JSON, written as it comes: the answers alone, or with `whole` a line that says whose they are."""

    def __init__(self, *, whole: bool) -> None:
        self.whole = whole

    def add(self, file: Path, found: Read, answers: Mapping[str, Any]) -> bytes:
        """What one file gives. Raises PdfError for a line that nothing of ours would read."""
        if not self.whole:
            return dump(answers)
        told = {
            "file": str(file),
            "form": found.form,
            "version": found.version,
            "language": found.language,
        }
        told |= {} if found.sheet_id == NO_ID else {"sheet_id": found.sheet_id}
        told |= {"answers": answers} | ({"others": found.others} if found.others else {})
        line = dump(told, indent=None)
        if len(line) > JSON_BYTES:
            raise PdfError(
                f"holds more than a line of JSON may, {JSON_BYTES >> 20} MB: read it alone, as JSON"
            )
        return line

    def end(self) -> Iterator[bytes]:
        """Nothing more."""
        yield from ()


class TableOutput:
    """A table of all files, of whatever forms. Which columns it needs is known only after the last file: until then the rows are kept, compressed."""

    def __init__(self, *, spreadsheet: bool, mark: bool) -> None:
        self.spreadsheet, self.mark = spreadsheet, mark
        self.kept: list[bytes] = []
        self.forms: dict[str, int] = {}
        self.columns: dict[str, tuple[int, int, int, int]] = {}  # path → where it stands

    def add(self, file: Path, found: Read, answers: Mapping[str, Any]) -> bytes:
        """One row more; nothing is written yet. Raises PdfError for one that would spoil the table of all the others."""
        values = flatten(answers)
        self._check(values)
        rank = self.forms.setdefault(found.form, len(self.forms))
        place = order(found.kinds)
        for path in values:
            self.columns.setdefault(path, (rank, *place(path)))
        sheet_id = None if found.sheet_id == NO_ID else found.sheet_id
        about = [str(file), found.form, found.version, found.language, sheet_id]
        self.kept.append(zlib.compress(json.dumps([about, values]).encode(), 1))
        return b""

    def _check(self, values: Mapping[str, Any]) -> None:
        """That `batch`, or a spreadsheet program, still takes the table with these answers in it."""
        alone = "read it alone, as JSON"
        if len(values) > PDF_ANSWERS:
            raise PdfError(
                f"holds {len(values):,} answers; at most {PDF_ANSWERS:,} go into a row: {alone}"
            )
        if len(ABOUT) + len(self.columns.keys() | values.keys()) > TABLE_COLUMNS:
            raise PdfError(
                f"has answers that would make the table wider than {TABLE_COLUMNS:,} columns: {alone}"
            )
        if len(csv_line(values.values())) + TABLE_COLUMNS > TABLE_ROW_LETTERS:
            raise PdfError(
                f"holds more letters than a row of a table, {TABLE_ROW_LETTERS:,}: {alone}"
            )
        if self.spreadsheet:
            for path, value in values.items():
                if not tableout.fits(value):
                    raise PdfError(
                        f"{path} is longer than a spreadsheet's cell holds, {tableout.XLSX_LETTERS:,} letters: write CSV"
                    )

    def end(self) -> Iterator[bytes]:
        """The whole table: the columns in the order of the first form, then what each further one adds."""
        paths = sorted(self.columns, key=lambda path: (*self.columns[path], path))
        about = [f"{name} of the sheet" if name in self.columns else name for name in ABOUT]
        headings, rows = [*about, *paths], self._rows(paths)
        yield from (
            [tableout.xlsx_table(headings, rows)]
            if self.spreadsheet
            else tableout.csv_table(headings, rows, mark=self.mark)
        )

    def _rows(self, paths: list[str]) -> Iterator[list[Any]]:
        for packed in self.kept:
            about, values = json.loads(zlib.decompress(packed))
            yield [*about, *map(values.get, paths)]


def to_one_file(one: Path, other: Path) -> bool:
    """Whether two names that need not be there yet lead to the same file."""
    try:
        return one.samefile(other)
    except OSError:
        return os.path.realpath(one) == os.path.realpath(other)


class AnswerWriter:
    """Reading many files and writing out what they hold. What there was to say is in `left_out` and `notes` afterwards."""

    def __init__(
        self,
        layout: str,
        output: Path | None,
        inputs: Sequence[Path],
        *,
        several: bool,
        force: bool = False,
        check: bool = False,
        pictures: Path | None = None,
        report: Path | None = None,
    ) -> None:
        """Raises OutputError for what may not be written, UsageError for pictures where `fill` would not look, or a report on stdout."""
        if report == STDIN:
            raise UsageError("--report - would stand among the answers on stdout. Name a file.")
        if report and output and to_one_file(report, output):
            raise OutputError(f"{report}: is where the answers go. Give the report another name")
        self.inputs, self.force, self.check = inputs, force, check
        to_file = output not in (None, STDIN)
        self.layout: JsonLinesOutput | TableOutput = JsonLinesOutput(whole=layout == "jsonl")
        if layout in ("csv", "xlsx"):
            self.layout = TableOutput(spreadsheet=layout == "xlsx", mark=to_file)
        self.delivery = Delivery(output, inputs=inputs, force=force, binary=layout == "xlsx")
        self.album = (
            PictureFolder.beside(
                output.parent if output and to_file else Path(), pictures, several=several
            )
            if pictures
            else None
        )
        self.report = Delivery(report, inputs=inputs, force=force, binary=False) if report else None
        self.left_out: list[str] = []
        self.notes: list[str] = []  # the first of them
        self.note_count = self.count = self.differing = 0
        self.failed: list[MlmpError] = []

    def all(
        self, places: Sequence[Source], password: str | None, progress: Callable[[int, int], None]
    ) -> None:
        """Read and write everything. Raises OutputError; then neither the answers nor a report has been written."""
        with ExitStack() as stack:
            stack.enter_context(self.delivery)
            if self.report:
                stack.enter_context(self.report).add(
                    ("\ufeff" + csv_line(["file", "what", "why"])).encode()
                )
            for number, received in enumerate(
                read_each(places, password=password, check=self.check, content=_content), 1
            ):
                self._take(received)
                progress(number, len(places))
            if self.count:
                for data in self.layout.end():
                    self.delivery.add(data)

    def _take(self, received: Received) -> None:
        told: list[tuple[str, str]] = []
        if received.read:
            try:
                told += self._put(received.file, received.read)
            except PdfError as error:
                received = Received(received.file, error=error)
        if received.error:
            self.failed.append(received.error)
        for what, why in [*_words(received), *told]:
            line = f"{printable(str(received.file))}: {why}"
            if what == "left out":
                self.left_out.append(line)
            else:
                self.note_count += 1
                self.notes += [line] if len(self.notes) < FAULTS_SHOWN else []
            if self.report:
                self.report.add(
                    csv_line([received.file, what, why]).encode("utf-8", "backslashreplace")
                )

    def _put(self, file: Path, found: Read) -> list[tuple[str, str]]:
        """Write out what one file held; what is to be said of its pictures. Raises PdfError for what the layout cannot hold."""
        names = self.album.take(found, file) if self.album else {}
        data = self.layout.add(file, found, found.naming(names))
        if self.album:
            self.album.write(self.inputs, force=self.force)
        self.delivery.add(data)
        self.count += 1
        self.differing += bool(found.differences)
        left = () if self.album else found.pictures
        return [
            ("note", f"{name.rpartition('.')[0]}: is a picture, left out: --pictures DIR writes it")
            for name in left
        ]

    @property
    def exit_code(self) -> int:
        """0; 3 if some files were left out or differ from what they show; if none was usable 4, or 6 if all of them are encrypted."""
        if self.count:
            return PARTIAL if self.failed or self.differing else 0
        return (
            EncryptedError.exit_code
            if all(isinstance(error, EncryptedError) for error in self.failed)
            else PdfError.exit_code
        )


def _words(received: Received) -> Iterator[tuple[str, str]]:
    """What `received` says of itself, an error with the remedy of the command line."""
    for what, why in received.told():
        error = received.error if what == "left out" else None
        yield what, printable(str(*map(with_remedy, error.messages))) if error else why


def _content(path: Path) -> bytes:
    return content(path, PdfError) if path == STDIN else pdf_bytes(path)
