"""The print job of a batch: people's sets, spare ones after them, and each course's list first."""

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
    """Writes a print job, under a temporary name until it is whole.

    Of people only names and sheet ids are kept, for the lists.
    """

    def __init__(self, templates: Sequence[Template], path: Path, layout: PrintLayout) -> None:
        """Begin the file. Raises OutputError."""
        self.templates = {template.form.name: template for template in templates}
        self.look, self.layout = templates[0].look, layout
        self.titles = tuple(Wording(template.form, template.look).name for template in templates)
        self.lines: dict[str, list[CourseLine]] = {}
        self.file = AtomicFile(path)
        title = " · ".join(self.titles)
        self.job = PrintJob(self.file.add, self._flat_form, layout, title, self.look.tag)

    def _flat_form(self, source: FormKey) -> FlatForm:
        name, settings = source
        return self.templates[name].flat_form(dict(settings))

    def add(self, course: str, name: str, sheet_id: str, sheets: Sequence[PrintedSheets]) -> None:
        """Print one person's set. Raises OutputError."""
        line = CourseLine(name, "" if sheet_id == NO_ID else sheet_id)
        self.lines.setdefault(course, []).append(line)
        self.job.add(course, sheets)

    def close(self, spare: list[str]) -> int:
        """Print the spare sets and the lists of each course; give the file its name.

        Without anybody in it there is no file.

        Args:
            spare: Sheet ids for the spare sets, which are taken off its end.

        Returns:
            The number of pages.

        Raises:
            OutputError: the system refuses.
        """
        for course in self.lines:
            for _ in range(self.layout.spare):
                self._add_spare(course, spare.pop() if spare else NO_ID)
        for course, lines in self.lines.items():
            self.job.add_list(course, CourseList(self.look, course, self.titles, lines).sheets())
        if not self.lines:
            self.give_up()
            return 0
        self.job.close()
        self.file.close()
        return self.job.printed

    def _add_spare(self, course: str, sheet_id: str) -> None:
        """Print a set without a name."""
        sheets = []
        for template in self.templates.values():
            printed, _ = template.print_checked(template.check({}), sheet_id)
            sheets.append(printed)
        self.add(course, "", sheet_id, sheets)

    def give_up(self) -> None:
        """Remove the temporary file."""
        self.file.abandon()
