"""Write out what many PDFs hold: the answers, their pictures, and a report."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path

from ..model.errors import EncryptedError, MlmpError, OutputError, PdfError, UsageError
from ..model.limits import FAULTS_SHOWN
from ..model.losses import check_codes
from ..model.messages import Message, note, printable
from ..model.phrases import Phrase, translated
from ..reader.content import PdfSource, pdf_bytes
from ..reader.many import Received, read_sources
from ..reader.sheet import Read
from ..reader.sheet_questions import with_questions
from ..reader.sources import Source
from ..tables.people_cells import PeopleWords
from ..tables.write import csv_line
from .beside_output import codes_beside
from .exit_codes import PARTIAL
from .input import STDIN, read_input
from .output import STDOUT, Delivery
from .picture_folder import PictureFolder
from .read_layouts import JsonLayout, JsonLinesLayout, TableLayout
from .remedies import with_remedy

_LONE_DESCRIPTION = Phrase("describes a picture that is left out, and is left out with it")
# The words in the report’s second column.
LEFT_OUT, DIFFERS, UNTOLD, NOTE = "left out", "differs", "cannot tell", "note"


class AnswerWriter:
    """Reads many files and writes out what they hold.

    Attributes:
        left_out: a line for each file that was not read, with the reason.
        notes: the first lines about the files that were read.
        note_count: how many such lines there are.
        count: how many files were read.
        beside: the codes of what stands on the sheets, in no answer, and is not accepted.
    """

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
        accept: Sequence[str] = (),
        look: Path | None = None,
    ) -> None:
        """Check that everything may be written.

        Args:
            layout: one of `read_layouts.LAYOUTS`.
            output: a file for the answers; None or `-` is stdout.
            inputs: the files that are read. They are never written over.
            several: whether there may be more than one file.
            force: write over files that exist.
            check: compare the fields with what the pages show.
            pictures: a folder for the pictures.
            report: a CSV file for the notes and for what was left out.
            accept: codes of what may stand on the sheets beside the answers.
            look: the look that sheets were drawn in; a spreadsheet has its names.

        Raises:
            DefinitionError: the look is wrong.
            OutputError: a file may not be written.
            UsageError: `fill` would not find the pictures, or the report is for stdout.
        """
        _check_report(report, output)
        self.inputs, self.force, self.check = inputs, force, check
        to_file = output not in (None, STDOUT)
        self.layout = _layout(layout, mark=to_file, look=look)
        self.delivery = Delivery(output, inputs=inputs, force=force, binary=layout == "xlsx")
        self.pictures: PictureFolder | None = None
        if pictures:
            beside = output.parent if output and to_file else Path()
            self.pictures = PictureFolder.beside(beside, pictures, several=several)
        self.report: Delivery | None = None
        if report:
            self.report = Delivery(
                report, inputs=inputs, force=force, binary=False, argument="report"
            )
        self.left_out: list[str] = []
        self.notes: list[str] = []
        self.note_count = self.count = self.differing = 0
        self.accept, self.beside = check_codes(accept), set[str]()
        self.errors: list[MlmpError] = []

    def write(
        self,
        sources: Sequence[Source],
        password: str | None,
        progress: Callable[[int, int], None],
        jobs: int = 1,
    ) -> None:
        """Read every file and write what it holds, `jobs` files at the same time.

        `progress` hears how many of how many are done.

        Raises:
            OutputError: something cannot be written. Then no answers and no report are there.
        """
        with ExitStack() as stack:
            stack.enter_context(self.delivery)
            if self.report:
                stack.enter_context(self.report)
                self.report.add(("\ufeff" + csv_line(["file", "what", "why"])).encode())
            results = read_sources(
                sources,
                password=password,
                check=self.check,
                crops=self.pictures is not None,
                content=pdf_or_stdin,
                jobs=jobs,
            )
            stack.enter_context(closing(results))  # on Ctrl-C the workers end first
            for number, received in enumerate(results, 1):
                self._add(received)
                progress(number, len(sources))
            if self.count:
                for data in self.layout.end():
                    self.delivery.add(data)

    def _add(self, received: Received) -> None:
        """Write the answers of one file, and what there is to say about it."""
        lines: list[tuple[str, str]] = []
        error = received.error
        if received.read:
            try:
                self._add_answers(received.file, received.read)
            except PdfError as refusal:
                error = refusal
            else:
                lines = [*_lines(received, received.read), *self._picture_lines(received.read)]
        if error:
            self.errors.append(error)
            lines = [(LEFT_OUT, _words(message)) for message in error.messages]
        for what, why in lines:
            self._tell(received.file, what, why)

    def _add_answers(self, file: Path, sheet: Read) -> None:
        """Write the answers and the pictures of one file.

        Raises:
            PdfError: the layout cannot hold the answers.
        """
        names = self.pictures.add(sheet, file) if self.pictures else {}
        data = self.layout.add(file, sheet, sheet.rename_pictures(names), names)
        if self.pictures:
            self.pictures.write(self.inputs, force=self.force)
        self.delivery.add(data)
        self.count += 1
        self.differing += bool(sheet.differences or sheet.untold)
        self.beside |= codes_beside(sheet, self.accept)

    def _picture_lines(self, sheet: Read) -> Iterator[tuple[str, str]]:
        """A note for each picture that is not written, since no folder was named."""
        left_out = () if self.pictures else sheet.pictures
        what = Phrase("is a picture, left out: --pictures DIR writes it")
        paths = [name.rpartition(".")[0] for name in left_out]
        descriptions = filter(None, map(sheet.description_path, paths))
        notes = [note(path, what) for path in paths]
        notes += [note(path, _LONE_DESCRIPTION) for path in descriptions]
        for picture in with_questions(notes, sheet.form, sheet.language):
            yield NOTE, str(picture)

    def _tell(self, file: Path, what: str, why: str) -> None:
        """Keep a line about a file for the terminal, and write it into the report."""
        line = f"{printable(str(file))}: {why}"
        if what == LEFT_OUT:
            self.left_out.append(line)
        else:
            self.note_count += 1
            if len(self.notes) < FAULTS_SHOWN:
                self.notes.append(line)
        if self.report:
            row = csv_line([file, what, why])
            self.report.add(row.encode("utf-8", "backslashreplace"))

    @property
    def exit_code(self) -> int:
        """0, or 3 if some files were left out, or hold more or something else than their fields.

        If no file could be used, 4, or 6 if all of them are encrypted.
        """
        if self.count:
            return PARTIAL if self.errors or self.differing or self.beside else 0
        encrypted = all(isinstance(error, EncryptedError) for error in self.errors)
        return EncryptedError.exit_code if encrypted else PdfError.exit_code


def _check_report(report: Path | None, output: Path | None) -> None:
    if report == STDOUT:
        raise UsageError(Phrase("--report - would stand among the answers on stdout. Name a file"))
    if report and output and _same_file(report, output):
        what = Phrase("is where the answers go. Give the report another name")
        raise OutputError(what).about(str(report))


def _same_file(one: Path, other: Path) -> bool:
    """Whether two names lead to the same file, which may not exist yet."""
    try:
        return one.samefile(other)
    except OSError:
        return os.path.realpath(one) == os.path.realpath(other)


def _layout(name: str, *, mark: bool, look: Path | None) -> JsonLayout | TableLayout:
    if name in ("csv", "xlsx"):
        return TableLayout(words=PeopleWords(look) if name == "xlsx" else None, mark=mark)
    return JsonLinesLayout() if name == "jsonl" else JsonLayout()


def _lines(received: Received, sheet: Read) -> Iterator[tuple[str, str]]:
    """What there is to say of a file that was read: of very many messages the first."""
    groups = (
        (NOTE, received.notes),
        (DIFFERS, sheet.differences),
        (UNTOLD, sheet.untold),
    )
    for what, messages in groups:
        for message in messages[:FAULTS_SHOWN]:
            yield what, _words(message)
        more = len(messages) - FAULTS_SHOWN
        if more > 0:
            yield what, translated(Phrase("… and {count:,} more of this file", count=more))


def _words(message: Message) -> str:
    return printable(str(with_remedy(message)))


def pdf_or_stdin(source: PdfSource) -> bytes:
    """Return the bytes of a PDF: of a file, or of stdin for `-`."""
    return read_input(STDIN, PdfError) if source == STDIN else pdf_bytes(source)
