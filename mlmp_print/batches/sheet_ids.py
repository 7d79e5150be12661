"""The register of sheet ids: whose each of them is, and the ids that a batch gives out."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Container, Iterable
from contextlib import AbstractContextManager
from dataclasses import astuple, dataclass, field
from pathlib import Path

from .. import files
from ..model.errors import AnswersError
from ..model.messages import Message, Where
from ..model.phrases import Phrase
from ..model.sheet_ids import ALPHABET, LETTERS, NO_ID, check_character, is_sheet_id
from ..tables.people import Person
from ..tables.table import Table
from ..tables.write import CsvWriter
from .options import BatchOptions
from .plan import Plan


def new_id(taken: Container[str] = (), choose: Callable[[str], str] = secrets.choice) -> str:
    """A random sheet id that is not taken.

    Its check character is one of the letters that nobody misreads.
    """
    while True:
        letters = "".join(choose(ALPHABET) for _ in range(LETTERS))
        sheet_id = letters + check_character(letters)
        if sheet_id[-1] in ALPHABET and sheet_id not in taken:
            return sheet_id


HEADINGS = ("sheet_id", "id", "row", "forms", "batch")
SPARE = "spare"  # stands for the row of a set without a name


@dataclass(frozen=True)
class RegisterEntry:
    """Whose a sheet id is; never a name.

    Attributes:
        id: The id of the person.
        row: Their row, or which spare set it is.
        forms: The forms of the set, with commas between.
        batch: A hash of the table, map and forms.
    """

    id: str
    row: str
    forms: str
    batch: str

    @property
    def form_names(self) -> tuple[str, ...]:
        """The forms of the set."""
        return tuple(name.strip() for name in self.forms.split(",") if name.strip())

    @property
    def is_spare(self) -> bool:
        """Whether the set has no name on it, so that it is nobody's yet."""
        return not self.id and self.row.startswith(SPARE)


@dataclass
class Register:
    """The register of sheet ids, a CSV file. What is in it stays: papers with those ids exist."""

    path: Path
    entries: list[tuple[str, RegisterEntry]] = field(default_factory=list)
    new_ids: set[str] = field(default_factory=set)  # those of this batch

    def read(self) -> None:
        """Read the entries; none if the file does not exist or is empty.

        Raises:
            AnswersError: The file is no register, or has a broken line.
        """
        self.entries = []
        if not self.path.exists() or not self.path.stat().st_size:
            return
        table = Table(self.path)
        if tuple(table.headers) != HEADINGS:
            where, headings = Where(file=str(self.path)), ", ".join(HEADINGS)
            remedy = Phrase("Name another file; its headings must be {headings}", headings=headings)
            raise AnswersError([Message(where, Phrase("is not a register of sheet ids"), remedy)])
        for row in table.rows():
            cells = [str(cell) for cell in row.cells]
            if len(cells) != len(HEADINGS) or not is_sheet_id(cells[0]):
                where = Where(file=str(self.path), row=row.number)
                what = Phrase("is not a line of a register of sheet ids")
                raise AnswersError(
                    [Message(where, what, Phrase("Mend it; nothing is lost meanwhile"))]
                )
            self.entries.append((cells[0], RegisterEntry(*cells[1:])))

    def take(self, entries: Iterable[RegisterEntry], *, again: bool) -> list[str]:
        """Give out sheet ids, which are in the file before they are used.

        Args:
            entries: Whose the ids are.
            again: Whether somebody who has had an id before gets the last one again.

        Raises:
            AnswersError: The file is no register.
            OutputError: The file cannot be written.
        """
        with _lock(self.path):
            self.read()
            known = {entry: sheet_id for sheet_id, entry in self.entries} if again else {}
            taken = {sheet_id for sheet_id, _ in self.entries}
            ids: list[str] = []
            for entry in entries:
                sheet_id = known.get(entry) or new_id(taken)
                if sheet_id not in taken:
                    taken.add(sheet_id)
                    self.new_ids.add(sheet_id)
                    self.entries.append((sheet_id, entry))
                ids.append(sheet_id)
            self._write()
        return ids

    def drop(self, ids: Container[str]) -> None:
        """Remove ids of this batch that no sheet was made with.

        What was there before, or another batch has added meanwhile, stays.
        """
        with _lock(self.path):
            self.read()
            self.entries = [
                (sheet_id, entry)
                for sheet_id, entry in self.entries
                if sheet_id not in self.new_ids or sheet_id not in ids
            ]
            self._write()

    def _write(self) -> None:
        table = CsvWriter(self.path, HEADINGS)
        for sheet_id, entry in self.entries:
            table.add([sheet_id, *astuple(entry)])
        table.close()


def _lock(register: Path) -> AbstractContextManager[None]:
    """Keep other batches from changing the register during a block; wait for them first."""
    return files.lock(register.with_name(f".{register.name}.lock"))


@dataclass
class SheetIds:
    """The sheet ids of a batch.

    Attributes:
        register: Where they stand; none if nobody gets one.
        rows: Row → the id of the person there, and their sheet id.
        spare: The sheet ids of the spare sets, those for the first courses last.
        unused: Sheet ids that no sheet was made with.
    """

    register: Register | None = None
    rows: dict[int, tuple[str, str]] = field(default_factory=dict)
    spare: list[str] = field(default_factory=list)
    unused: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, plan: Plan, options: BatchOptions) -> SheetIds:
        """Give sheet ids to everyone in a plan and to the spare sets.

        They are in the register before any sheet has one. Raises AnswersError and OutputError as
        `Register.take`.
        """
        if not options.sheet_ids or options.dry_run:
            return cls()
        register, forms, batch = Register(options.sheet_ids), ",".join(plan.forms), plan.batch_hash
        people = [RegisterEntry(id_, str(row), forms, batch) for row, id_ in plan.good_rows]
        spare = [
            RegisterEntry("", f"{SPARE} {number}", forms, batch)
            for number in range(1, options.laying.spare * len(plan.courses) + 1)
        ]
        ids = register.take([*people, *spare], again=options.resume)
        rows = {
            row: (id_, sheet_id) for (row, id_), sheet_id in zip(plan.good_rows, ids, strict=False)
        }
        return cls(register, rows, ids[len(people) :][::-1])

    def of_person(self, person: Person) -> str:
        """The sheet id of one person.

        Raises:
            AnswersError: Somebody else stood in the person's row when the ids were given.
        """
        if self.register is None:
            return NO_ID
        id_, sheet_id = self.rows.get(person.row, ("", ""))
        if not sheet_id or id_ != person.id:
            what = Phrase("is another one than when sheet ids were given")
            raise AnswersError([Message(Where(row=person.row), what, Phrase("Run it again"))])
        return sheet_id

    def give_back(self, person: Person) -> None:
        """Note that no sheet is made for a person."""
        _, sheet_id = self.rows.get(person.row, ("", ""))
        self.unused.add(sheet_id)

    def close(self) -> None:
        """Remove the ids of those who failed, and of spare sets that were not made."""
        unused = {*self.unused, *self.spare}
        if self.register and unused:
            self.register.drop(unused)
