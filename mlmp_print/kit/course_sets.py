"""The sets for a course: several sheets in one PDF for the printer.

Staff choose the number of copies in the print dialog. What everyone gets is printed on both sides,
and each form begins on a front. What lies on the table or hangs on the wall has no backs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ..api import Template
from ..batches.printer import Printer
from ..look.look import Look
from ..model.form import Form
from ..printing.print_job import PrintLayout
from .entry import Entry

# Set → its forms. Everyone on a course gets the first, and needs all of it. The others lie on the
# table or hang on the wall; a kit without one of them has the rest.
EVERYONE = "everyone"
SETS = {
    EVERYONE: ("preparation-sheet", "visual-plan", "goal-staircase"),
    "table": (
        "course-programme",
        "wheel-poster",
        "theme-cards",
        "score-card",
        "mood-board",
        "parking-lot",
        "wishing-well",
    ),
}
LEAST = 2  # forms in a set

InLargePrint = Callable[[Entry], tuple[Form, Look]]


@dataclass(frozen=True)
class CourseSet:
    """One set in one language and print, in the paper sizes of the kit.

    Attributes:
        key: The page calls it by `kit.set_KEY`.
        entries: Its sheets as the kit has them each alone.
        drawn: The same sheets as they are drawn for the set.
        large: Whether that is large print.
    """

    key: str
    entries: tuple[Entry, ...]
    drawn: tuple[tuple[Form, Look], ...]
    large: bool

    @property
    def look(self) -> Look:
        """The look of the sheets."""
        return self.entries[0].look

    @property
    def sizes(self) -> tuple[str, ...]:
        """The paper sizes that all of the sheets have."""
        return tuple(
            size
            for size in self.entries[0].sizes
            if all(size in entry.sizes for entry in self.entries)
        )

    def file(self, size: str) -> str:
        """The path of the PDF."""
        ending = "-large" if self.large else ""
        return f"sets/{self.key}-{self.look.lang}-{size}{ending}.pdf"

    def draw(self, size: str) -> tuple[bytes, int]:
        """Draw the PDF. Returns it with the number of its pages."""
        parts: list[bytes] = []
        templates = [Template(form, look, size) for form, look in self.drawn]
        printer = Printer(templates, parts.append, PrintLayout(duplex=self.key == EVERYONE))
        printer.add_nameless()
        pages = printer.close([])
        return b"".join(parts), pages


def course_sets(entries: Sequence[Entry], in_large_print: InLargePrint) -> Iterator[CourseSet]:
    """Yield the sets that there are of the sheets of one language; the first in large print too.

    Args:
        entries: The sheets.
        in_large_print: Gives a sheet's form and look in large print.
    """
    by_name = {entry.form.name: entry for entry in entries}
    for key, names in SETS.items():
        chosen = tuple(by_name[name] for name in names if name in by_name)
        if len(chosen) < (len(names) if key == EVERYONE else LEAST):
            continue
        usual = tuple((entry.form, entry.look) for entry in chosen)
        yield CourseSet(key, chosen, usual, large=chosen[0].look.large)
        if key == EVERYONE and not chosen[0].look.large:
            yield CourseSet(key, chosen, tuple(map(in_large_print, chosen)), large=True)
