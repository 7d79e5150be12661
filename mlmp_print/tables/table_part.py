"""Which part of a table's file is read: its sheet, its heading row, its hidden rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..model.errors import UsageError
from ..model.messages import quoted
from ..model.phrases import Phrase

FILL, SKIP = "fill", "skip"
HIDDEN = (FILL, SKIP)  # what to do with hidden rows


@dataclass(frozen=True)
class TablePart:
    """Which part of a table's file is read, as the user says it.

    Attributes:
        sheet: The name of the sheet; "" if it is found by its headings.
        heading_row: The number of the row with the headings, or of the lower one of two; 0 if it
            is found.
        hidden: What happens to hidden rows, one of `HIDDEN`; "" if they are filled and named.
    """

    sheet: str = ""
    heading_row: int = 0
    hidden: str = ""

    def or_else(self, other: TablePart) -> TablePart:
        """Return this part, with what it leaves open as another one has it.

        >>> TablePart(sheet="Data").or_else(TablePart("Ark1", hidden="skip"))
        TablePart(sheet='Data', heading_row=0, hidden='skip')
        """
        return TablePart(
            self.sheet or other.sheet,
            self.heading_row or other.heading_row,
            self.hidden or other.hidden,
        )

    def refuse_in(self, label: str, *, row_numbers: bool) -> None:
        """Refuse what a file without sheets cannot have.

        Args:
            label: What messages call the file.
            row_numbers: Whether a row of the file may hold the headings, as in CSV.

        Raises:
            UsageError: With everything that it cannot have.
        """
        lines = list(self._foreign(label, row_numbers=row_numbers))
        if not lines:
            return
        what = lines[0]
        for line in lines[1:]:
            what = Phrase("{first}\n{second}", first=what, second=line)
        raise UsageError(what)

    def _foreign(self, label: str, *, row_numbers: bool) -> Iterator[Phrase]:
        if self.sheet:
            yield Phrase(
                "{file} has no sheets: leave the sheet {sheet} out",
                file=label,
                sheet=quoted(self.sheet),
            )
        if self.heading_row and not row_numbers:
            yield Phrase("{file} has no heading row: leave its number out", file=label)
        if self.hidden:
            yield Phrase("{file} has no hidden rows: leave out what happens to them", file=label)
