"""The print job of a batch: sets as they come, spare ones after them, and each course's list before them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..api import Template
from ..files import AtomicFile
from ..look.wording import Wording
from ..pdf.marks import NO_ID
from ..printing.course_list import CourseLine, CourseList
from ..printing.print_job import FormKey, PrintedSheets, PrintJob, PrintLayout
from ..printing.sheets import FlatForm


class Printer:
    """Writes a print job, under a temporary name until it is whole. Of people only names and sheet ids are kept, for the lists."""

    def __init__(self, templates: Sequence[Template], path: Path, laying: PrintLayout) -> None:
        """Raises OutputError."""
        self.templates = {each.form.name: each for each in templates}
        self.look, self.laying = templates[0].look, laying
        self.titles = tuple(Wording(each.form, each.look).name for each in templates)
        self.lines: dict[str, list[CourseLine]] = {}
        self.writing = AtomicFile(path)
        self.job = PrintJob(
            self.writing.add, self._plate, laying, " · ".join(self.titles), self.look.tag
        )

    def _plate(self, source: FormKey) -> FlatForm:
        name, room = source
        return self.templates[name].flat_form(dict(room))

    def add(self, course: str, name: str, sheet_id: str, sheets: Sequence[PrintedSheets]) -> None:
        """One person's set. Raises OutputError."""
        self.lines.setdefault(course, []).append(
            CourseLine(name, "" if sheet_id == NO_ID else sheet_id)
        )
        self.job.add(course, sheets)

    def close(self, spare: list[str]) -> int:
        """The spare sets of each course, with sheet ids taken off the end of `spare` if there are any, and the lists; then the file gets its
        name, unless nothing is in it. Returns the number of pages. Raises OutputError."""
        for course in self.lines:
            for _ in range(self.laying.spare):
                sheet_id = spare.pop() if spare else NO_ID
                self.add(
                    course,
                    "",
                    sheet_id,
                    [
                        each.print_checked(each.check({}), sheet_id)[0]
                        for each in self.templates.values()
                    ],
                )
        for course, lines in self.lines.items():
            self.job.add_list(course, CourseList(self.look, course, self.titles, lines).sheets())
        if not self.lines:
            self.give_up()
            return 0
        self.job.close()
        self.writing.close()
        return self.job.printed

    def give_up(self) -> None:
        """Leave nothing behind."""
        self.writing.abandon()
