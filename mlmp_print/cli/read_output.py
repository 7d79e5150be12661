"""Write out what many PDFs hold: the answers, their pictures, and a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..batches.beside_records import beside_pictures
from ..batches.sheet_rows import ReadFile
from ..model.answers import ANSWERS
from ..model.errors import EncryptedError, MlmpError, PdfError
from ..model.losses import check_codes
from ..model.messages import Message, note
from ..model.phrases import Phrase
from ..reader.content import PdfSource, pdf_bytes
from ..reader.goals import goals, has_goals
from ..reader.impersonal import LeftOut, impersonal
from ..reader.many import Received, read_sources
from ..reader.sheet import Read
from ..reader.sheet_questions import with_questions
from ..reader.sources import Source
from .beside_output import codes_beside
from .exit_codes import PARTIAL
from .input import STDIN, read_input
from .output import STDOUT, Delivery
from .picture_folder import PictureFolder
from .read_layouts import make_layout
from .read_log import LEFT_OUT, NOTE, ReadLog, check_report, lines_about, words_of
from .return_report import return_lines

if TYPE_CHECKING:  # whoever does not ask who has answered does not wait for this
    from ..batches.returns import Returned, Returns
    from ..batches.shared_answers import SharedAnswers
    from ..batches.sheet_ids import RegisterEntry

_LONE_DESCRIPTION = Phrase("describes a picture that is left out, and is left out with it")


@dataclass(frozen=True)
class Wanted:
    """What a user wants to know of the sheets, beside their answers.

    Attributes:
        layout: One of `read_layouts.LAYOUTS`.
        rows: What has a row of its own, one of `sheet_rows.ROWS`.
        headings: Whether the headings of a table are words of the sheets.
        impersonal: Whether nothing is told of a person.
        check: Whether the fields are compared with what the pages show.
        accept: Codes of what may stand on the sheets beside the answers.
        look: The look that sheets were drawn in; a table has its names.
        register: Sheet id → whose it is; None if nobody asks.
    """

    layout: str
    rows: str = "file"
    headings: bool = False
    impersonal: bool = False
    check: bool = False
    accept: Sequence[str] = ()
    look: Path | None = None
    register: Mapping[str, RegisterEntry] | None = None

    @property
    def asks_whose(self) -> bool:
        """Whether copies of a sheet must be known."""
        return self.asks_of_each or self.rows == "goal"

    @property
    def asks_of_each(self) -> bool:
        """Whether every sheet must be somebody's."""
        return self.register is not None or self.rows == "person"


class AnswerWriter:
    """Reads many files and writes out what they hold.

    Attributes:
        log: What there is to say about the files.
        count: how many files were read.
        beside: the codes of what stands on the sheets, in no answer, and is not accepted.
        returns: Who has answered; None if nobody asks.
        kept_back: What was left out of the answers, since it may tell of a person.
        without_goals: How many sheets are of a form without goals, where goals are asked for.
    """

    def __init__(
        self,
        wanted: Wanted,
        output: Path | None,
        inputs: Sequence[Path],
        *,
        several: bool,
        force: bool = False,
        pictures: Path | None = None,
        report: Path | None = None,
    ) -> None:
        """Check that everything may be written.

        Args:
            wanted: What the user wants to know.
            output: a file for the answers; None or `-` is stdout.
            inputs: the files that are read. They are never written over.
            several: whether there may be more than one file.
            force: write over files that exist.
            pictures: a folder for the pictures.
            report: a CSV file for the notes and for what was left out.

        Raises:
            DefinitionError: the look is wrong.
            OutputError: a file may not be written.
            UsageError: `fill` would not find the pictures, or the report is for stdout.
        """
        check_report(report, output)
        self.wanted, self.inputs, self.force = wanted, inputs, force
        to_file = output not in (None, STDOUT)
        self.layout = make_layout(
            wanted.layout,
            rows=wanted.rows,
            headings=wanted.headings,
            impersonal=wanted.impersonal,
            mark=to_file,
            look=wanted.look,
        )
        is_binary = wanted.layout == "xlsx"
        self.delivery = Delivery(output, inputs=inputs, force=force, binary=is_binary)
        self.pictures: PictureFolder | None = None
        if pictures:
            beside = output.parent if output and to_file else Path()
            self.pictures = PictureFolder.beside(beside, pictures, several=several)
        report_file: Delivery | None = None
        if report:
            report_file = Delivery(
                report, inputs=inputs, force=force, binary=False, argument="report"
            )
        self.log = ReadLog(report_file, hushed=wanted.impersonal)
        self.count = self.differing = self.without_goals = 0
        self.accept, self.beside = check_codes(wanted.accept), set[str]()
        self.errors: list[MlmpError] = []
        self.returns, self.shared = _returns(wanted)
        self.kept_back = LeftOut()

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
        results = read_sources(
            sources,
            password=password,
            check=self.wanted.check,
            crops=self.pictures is not None,
            content=pdf_or_stdin,
            jobs=jobs,
        )
        with closing(results):  # on Ctrl-C the workers end first
            self.write_received(results, lambda done: progress(done, len(sources)))

    def write_received(
        self, results: Iterable[Received], progress: Callable[[int], None] = lambda _: None
    ) -> None:
        """Write what was read; `progress` hears how many are done. Raises OutputError."""
        with ExitStack() as stack:
            stack.enter_context(self.delivery)
            stack.enter_context(self.log)
            for number, received in enumerate(results, 1):
                self._add(received)
                progress(number)
            self._end()
            if self.count:
                for data in self.layout.end():
                    self.delivery.add(data)

    def _end(self) -> None:
        """Say who has answered, and who has not."""
        if self.returns:
            for line in return_lines(self.returns):
                self.log.about_all(line)

    def _add(self, received: Received) -> None:
        """Write the answers of one file, and what there is to say about it."""
        lines: list[tuple[str, str]] = []
        error = received.error
        if received.read:
            try:
                notes = self._add_answers(received, received.read)
            except PdfError as refusal:
                error = refusal
            else:
                said = replace(received, notes=(*received.notes, *notes))
                lines = [*lines_about(said, received.read)]
                lines += self._lines_beside(received, received.read)
        if error:
            self.errors.append(error)
            lines = [(LEFT_OUT, words_of(message)) for message in error.messages]
        self.log.about(received.file, lines)

    def _add_answers(self, received: Received, sheet: Read) -> tuple[Message, ...]:
        """Write the answers and the pictures of one file; return further notes on it.

        Raises:
            PdfError: the layout cannot hold the answers.
        """
        returned = self.returns.add(received) if self.returns else None
        told = impersonal(sheet, self.kept_back) if self.wanted.impersonal else sheet
        found = self._pictures_of(received, sheet)
        names = self.pictures.add(found, received.file) if self.pictures else {}
        is_joined = self.wanted.register is not None
        answers = told.rename_pictures(names)
        further = {} if self.wanted.impersonal else self._further(received, names)
        file = ReadFile(received.file, told, answers, names, returned, is_joined, further)
        data = self.layout.add(file)
        if self.pictures:
            self.pictures.write(self.inputs, force=self.force)
        self.delivery.add(data)
        self.count += 1
        self.differing += bool(sheet.differences or sheet.untold)
        self.beside |= codes_beside(sheet, self.accept)
        return tuple(self._further_notes(received, sheet, returned))

    def _pictures_of(self, received: Received, sheet: Read) -> dict[str, bytes]:  # noqa: ARG002
        """The pictures of a sheet by the names of their files; paper has others."""
        return {**sheet.pictures, **beside_pictures(sheet)}

    def _further(self, received: Received, names: Mapping[str, str]) -> Mapping[str, Any]:  # noqa: ARG002
        """What else a record says of a sheet; of a PDF nothing."""
        return {}

    def _further_notes(
        self, received: Received, sheet: Read, returned: Returned | None
    ) -> Iterator[Message]:
        """Yield notes on whose a sheet is, and on what its rows lack."""
        if returned and self.wanted.asks_of_each:
            yield from returned.notes
        if returned and self.shared:
            yield from self.shared.notes(returned.key, received)
        if self.wanted.rows != "goal":
            return
        if not has_goals(sheet.kinds):
            self.without_goals += 1
        elif not goals(sheet):
            yield note(ANSWERS, Phrase("hold no goal, so that the sheet has no row"))

    def _lines_beside(self, received: Received, sheet: Read) -> Iterator[tuple[str, str]]:  # noqa: ARG002
        """A note for each picture that is not written, since no folder was named."""
        left_out = () if self.pictures else sheet.pictures
        what = Phrase("is a picture, left out: --pictures DIR writes it")
        paths = [name.rpartition(".")[0] for name in left_out]
        descriptions = filter(None, map(sheet.description_path, paths))
        notes = [note(path, what) for path in paths]
        notes += [note(path, _LONE_DESCRIPTION) for path in descriptions]
        for picture in with_questions(notes, sheet.form, sheet.language):
            yield NOTE, str(picture)

    @property
    def is_decided(self) -> bool:
        """Whether it is known whose every sheet is, and which copy of it counts."""
        if self.returns is None:
            return True
        is_certain = not (self.wanted.asks_of_each and self.returns.uncertain)
        return self.returns.copies_agree and is_certain

    @property
    def exit_code(self) -> int:
        """0, or 3 if some files were left out, or hold more or something else than their fields.

        It is also 3 if somebody must decide which copy counts, or whose a sheet is. If no file
        could be used, it is 4, or 6 if all of them are encrypted.
        """
        if self.count:
            is_whole = not (self.errors or self.differing or self.beside)
            return 0 if is_whole and self.is_decided else PARTIAL
        encrypted = all(isinstance(error, EncryptedError) for error in self.errors)
        return EncryptedError.exit_code if encrypted else PdfError.exit_code


def _returns(wanted: Wanted) -> tuple[Returns | None, SharedAnswers | None]:
    """What notices whose the sheets are, and what the forms of one person say; if anybody asks."""
    if not wanted.asks_whose:
        return None, None
    from ..batches.returns import Returns
    from ..batches.shared_answers import SharedAnswers

    return Returns(wanted.register), SharedAnswers() if wanted.rows == "person" else None


def pdf_or_stdin(source: PdfSource) -> bytes:
    """Return the bytes of a PDF: of a file, or of stdin for `-`."""
    return read_input(STDIN, PdfError) if source == STDIN else pdf_bytes(source)
