"""The print job of a batch: people's sets, spare ones after them, and each course's list first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from ..api import Template
from ..files import AtomicFile
from ..look.wording import Wording
from ..model.sheet_ids import NO_ID
from ..printing.course_list import CourseLine, CourseList
from ..printing.print_job import FormKey, PrintedSheets, PrintJob, PrintLayout
from ..printing.sheets import FlatForm


class Printer:
    """Writes a print job as it grows.

    Of people only names and sheet ids are kept, for the lists.
    """

    def __init__(
        self, templates: Sequence[Template], write: Callable[[bytes], object], layout: PrintLayout
    ) -> None:
        """Begin the job. `write` takes its bytes."""
        self.templates = {template.form.name: template for template in templates}
        self.look, self.layout = templates[0].look, layout
        self.titles = tuple(Wording(template.form, template.look).name for template in templates)
        self.lines: dict[str, list[CourseLine]] = {}
        title = " · ".join(self.titles)
        self.job = PrintJob(write, self._flat_form, layout, title, self.look.tag)

    def _flat_form(self, source: FormKey) -> FlatForm:
        name, settings = source
        return self.templates[name].flat_form(dict(settings))

    def add(self, course: str, name: str, sheet_id: str, sheets: Sequence[PrintedSheets]) -> None:
        """Print one person's set. Raises OutputError."""
        line = CourseLine(name, "" if sheet_id == NO_ID else sheet_id)
        self.lines.setdefault(course, []).append(line)
        self.job.add(course, sheets)

    def add_nameless(self) -> None:
        """Print a set without a name, of which no list knows. Raises OutputError."""
        self.job.add("", self._empty_sheets(NO_ID))

    def close(self, spare: list[str]) -> int:
        """Print the spare sets and the lists of each course, and end the job.

        Args:
            spare: Sheet ids for the spare sets, which are taken off its end.

        Returns:
            The number of pages.

        Raises:
            OutputError: the system refuses.
        """
        for course in self.lines:
            for _ in range(self.layout.spare):
                sheet_id = spare.pop() if spare else NO_ID
                self.add(course, "", sheet_id, self._empty_sheets(sheet_id))
        scanned = any(template.form.marks for template in self.templates.values())
        for course, lines in self.lines.items():
            sheets = CourseList(self.look, course, self.titles, lines, scanned).sheets()
            self.job.add_list(course, sheets)
        self.job.close()
        return self.job.printed

    def _empty_sheets(self, sheet_id: str) -> list[PrintedSheets]:
        return [
            template.print_checked(template.check({}), sheet_id)[0]
            for template in self.templates.values()
        ]


class FilePrinter(Printer):
    """Writes a print job into a file, under a temporary name until it is whole."""

    def __init__(
        self,
        templates: Sequence[Template],
        path: Path,
        layout: PrintLayout,
        *,
        was_free: bool = False,
    ) -> None:
        """Begin the file; `was_free` is that of `AtomicFile`. Raises OutputError."""
        self.file = AtomicFile(path, was_free=was_free)
        super().__init__(templates, self.file.add, layout)

    def close(self, spare: list[str]) -> int:
        """End the job as `Printer` does, and give the file its name.

        Without anybody in it there is no file.
        """
        if not self.lines:
            self.give_up()
            return 0
        pages = super().close(spare)
        self.file.close()
        return pages

    def give_up(self) -> None:
        """Remove the temporary file."""
        self.file.abandon()
