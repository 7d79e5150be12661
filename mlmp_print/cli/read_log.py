"""What `read` says about files: the first lines for the terminal, all of them in the report."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..model.errors import OutputError, UsageError
from ..model.limits import FAULTS_SHOWN
from ..model.messages import Message, printable
from ..model.phrases import Phrase, translated
from ..reader.many import Received
from ..reader.sheet import Read
from ..tables.write import csv_line
from .output import STDOUT, Delivery
from .remedies import with_remedy
from .return_report import ReturnLine

# The words in the report’s second column.
LEFT_OUT, DIFFERS, UNTOLD, NOTE = "left out", "differs", "cannot tell", "note"
DOUBT = "doubt"  # of an answer on paper


class ReadLog:
    """Keeps and reports what there is to say.

    Attributes:
        left_out: a line for each file that was not read, with the reason.
        notes: the first lines about the files that were read.
        note_count: how many such lines there are.
        all: the first lines about no file alone: who is missing, and what came back twice.
        all_count: how many such lines there are.
        noted: how many files that were read have lines about them.
    """

    def __init__(self, report: Delivery | None, *, hushed: bool) -> None:
        """Begin without lines.

        Args:
            report: Where all of them are written.
            hushed: Whether they are only counted, since they may tell of a person.
        """
        self._report, self._hushed = report, hushed
        self.left_out: list[str] = []
        self.notes: list[str] = []
        self.all: list[str] = []
        self.note_count = self.all_count = self.noted = 0

    def __enter__(self) -> ReadLog:
        if self._report:
            self._report.__enter__()
            self._report.add(("\ufeff" + csv_line(["file", "what", "why"])).encode())
        return self

    def __exit__(self, kind: type[BaseException] | None, *error: object) -> None:
        if self._report:
            self._report.__exit__(kind, *error)

    def about(self, file: Path, lines: Sequence[tuple[str, str]]) -> None:
        """Take what there is to say about one file: what it is, and the words."""
        self.noted += any(what != LEFT_OUT for what, _ in lines)
        if self._hushed:
            return
        for what, why in lines:
            line = f"{printable(str(file))}: {why}"
            if what == LEFT_OUT:
                self.left_out.append(line)
            else:
                self.note_count += 1
                self._keep(self.notes, line)
            self._write(str(file), what, why)

    def about_all(self, line: ReturnLine) -> None:
        """Take a line about no file alone."""
        if self._hushed:
            return
        self.all_count += 1
        self._keep(self.all, printable(line.why))
        self._write(line.file, line.what, line.why)

    def _keep(self, lines: list[str], line: str) -> None:
        if len(lines) < FAULTS_SHOWN:
            lines.append(line)

    def _write(self, file: str, what: str, why: str) -> None:
        if self._report:
            row = csv_line([file, what, why])
            self._report.add(row.encode("utf-8", "backslashreplace"))


def check_report(report: Path | None, output: Path | None) -> None:
    """Check that the report does not go where the answers go. Raises UsageError, OutputError."""
    if report == STDOUT:
        raise UsageError(Phrase("--report - would stand among the answers on stdout. Name a file"))
    if report and output and _same_file(report, output):
        what = Phrase("is where the answers go. Give the report another name")
        raise OutputError(what).about(str(report))


def lines_about(received: Received, sheet: Read) -> Iterator[tuple[str, str]]:
    """What there is to say of a file that was read: of very many messages the first."""
    groups = (
        (NOTE, received.notes),
        (DIFFERS, sheet.differences),
        (UNTOLD, sheet.untold),
    )
    for what, messages in groups:
        for message in messages[:FAULTS_SHOWN]:
            yield what, words_of(message)
        more = len(messages) - FAULTS_SHOWN
        if more > 0:
            yield what, translated(Phrase("… and {count:,} more of this file", count=more))


def words_of(message: Message) -> str:
    """A message as a line has it, with the option that helps."""
    return printable(str(with_remedy(message)))


def _same_file(one: Path, other: Path) -> bool:
    """Whether two names lead to the same file, which may not exist yet."""
    try:
        return one.samefile(other)
    except OSError:
        return os.path.realpath(one) == os.path.realpath(other)
