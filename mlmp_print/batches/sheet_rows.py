"""Which rows a sheet becomes: one for each file, one for each goal, or one for each person."""

from __future__ import annotations

from collections.abc import Container, Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from ..model.paths import flatten, without_positions
from ..model.sheet_ids import NO_ID
from ..reader.goals import about_sheet, goals
from ..reader.sheet import Read
from ..tables.read_columns import ABOUT, BESIDE, DOUBTS, NUMBER
from .beside_records import beside_cell, beside_records

if TYPE_CHECKING:
    from .returns import Returned

IMPERSONAL = ("form", "version")  # all that is said about a sheet of which no person is told


_ONLY_KNOWN = ("id", "sheet_id")  # keys that a record has only where they say something


@dataclass(frozen=True)
class ReadFile:
    """A file that was read, as the layouts take it.

    Attributes:
        file: Its path.
        sheet: What it holds.
        answers: Its answers, with the names that the pictures have in the folder.
        names: The names of the pictures in the folder.
        returned: Whose it is; None if nobody asked.
        joined: Whether a register was asked for the id of the person.
        further: What else a record says of it; of a sheet of paper, its doubts.
    """

    file: Path
    sheet: Read
    answers: Mapping[str, Any] = field(repr=False)
    names: Mapping[str, str] = field(default_factory=dict, repr=False)
    returned: Returned | None = None
    joined: bool = False
    further: Mapping[str, Any] = field(default_factory=dict, repr=False)

    def about(self) -> dict[str, Any]:
        """What is said about the sheet, in the order of the columns."""
        return {
            **self._person(),
            "file": str(self.file),
            "form": self.sheet.form,
            "version": self.sheet.version,
            "language": self.sheet.language,
            "sheet_id": None if self.sheet.sheet_id == NO_ID else self.sheet.sheet_id,
        }

    def _person(self) -> dict[str, Any]:
        """The id of the person; where the table had none, the row, or which spare set it is."""
        entry = self.returned.entry if self.returned else None
        if not self.joined:
            return {}
        if entry is None or entry.id:
            return {"id": entry.id if entry else None}
        return {"id": None, "row": entry.row}

    def record(self) -> dict[str, Any]:
        """The sheet as a record of JSON."""
        said = {
            name: cell for name, cell in self.about().items() if name not in _ONLY_KNOWN or cell
        }
        record = {**said, "answers": self.answers}
        if self.sheet.others:
            record["others"] = self.sheet.others
        if self.sheet.beside:
            record["beside"] = beside_records(self.sheet, self.names)
        return {**record, **self.further}


@dataclass(frozen=True)
class RowPart:
    """What one sheet adds to one row.

    Attributes:
        about: What is said about the sheet: heading → cell.
        values: The answers by their paths.
        columns: Path → the path that its column is called by.
        of_form: The form, if columns of different forms are kept apart; else "".
        row: What tells the row from others; None for a row of its own.
    """

    about: Mapping[str, Any]
    values: Mapping[str, Any] = field(repr=False)
    columns: Mapping[str, str] = field(repr=False)
    of_form: str = ""
    row: Hashable = None


class RowShape(Protocol):
    """How sheets become rows."""

    @property
    def about(self) -> tuple[str, ...]:
        """The headings of what is said about a sheet, in their order."""

    @property
    def grouped(self) -> bool:
        """Whether a row is one entry of a list."""

    def parts(self, read_file: ReadFile) -> Iterator[RowPart]:
        """Yield what a sheet adds to the table."""


@dataclass(frozen=True)
class FileRows:
    """A row for each file, with a column for each answer."""

    about: tuple[str, ...] = ABOUT
    grouped: bool = False

    def parts(self, read_file: ReadFile) -> Iterator[RowPart]:
        """Yield the one row of a file."""
        values = flatten(read_file.answers)
        yield RowPart(_about(read_file), values, {path: path for path in values})


@dataclass(frozen=True)
class GoalRows:
    """A row for each goal; the columns have no number, as in a table with a row for each goal."""

    about: tuple[str, ...] = (*ABOUT, NUMBER)
    grouped: bool = True

    def parts(self, read_file: ReadFile) -> Iterator[RowPart]:
        """Yield the rows of a file's goals; none of a copy whose goals are there already."""
        if read_file.returned and read_file.returned.repeats:
            return
        sheet = read_file.sheet
        shared = {
            path: read_file.answers[path]
            for path in about_sheet(sheet.kinds)
            if path in read_file.answers
        }
        for goal in goals(sheet):
            said = {path: goal.answers[key] for key, path in goal.paths.items()}
            values = {**shared, **said}
            columns = {path: without_positions(path) for path in values}
            yield RowPart({**_about(read_file), NUMBER: goal.number}, values, columns)


@dataclass(frozen=True)
class PersonRows:
    """A row for each person: all sheets with one sheet id, or with one id in the register.

    A copy of a sheet with other answers has a further row; nobody but the user can choose.
    """

    about: tuple[str, ...] = ABOUT
    grouped: bool = False

    def parts(self, read_file: ReadFile) -> Iterator[RowPart]:
        """Yield what a sheet adds to the row of its person; of a repeated copy only its file."""
        returned = read_file.returned
        if returned is None:
            return
        values = {} if returned.repeats else flatten(read_file.answers)
        columns = {path: path for path in values}
        row = (returned.key, returned.copy)
        yield RowPart(_about(read_file), values, columns, read_file.sheet.form, row)


_SHAPES: dict[str, FileRows | GoalRows | PersonRows] = {
    "file": FileRows(),
    "goal": GoalRows(),
    "person": PersonRows(),
}
ROWS = tuple(_SHAPES)


def about_heading(name: str, columns: Container[str]) -> str:
    """Return the heading of what is said about a sheet, if no column of an answer has it."""
    return f"{name} of the sheet" if name in columns else name


def row_shape(rows: str, *, impersonal: bool) -> RowShape:
    """Return how sheets become rows; `rows` is one of ROWS.

    Args:
        rows: What has a row of its own.
        impersonal: Whether nothing is said of whose a sheet is.
    """
    shape = _SHAPES[rows]
    return replace(shape, about=IMPERSONAL) if impersonal else shape


def _about(read_file: ReadFile) -> dict[str, Any]:
    beside = beside_cell(read_file.sheet)
    doubts = [doubt["path"] for doubt in read_file.further.get(DOUBTS, ()) if doubt["path"]]
    return {
        **read_file.about(),
        **({BESIDE: beside} if beside else {}),
        **({DOUBTS: ", ".join(doubts)} if doubts else {}),
    }
