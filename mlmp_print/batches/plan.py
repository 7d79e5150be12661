"""What a batch is asked for, and who is in it, before anything is made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..model.errors import AnswersError
from ..model.messages import Message, Severity, Where
from ..pdf.marks import NO_ID
from ..printing.print_job import PrintLayout
from ..tables.people import Person
from ..tables.table_match import TableMatch
from .sheet_ids import SPARE, Register, RegisterEntry

FAILED_ROWS = "failed-rows.csv"
TOLD_APART = 5  # hexadecimal digits: of two people one in a million is mistaken, and of ten thousand million case numbers ten thousand fit


@dataclass(frozen=True)
class BatchOptions:
    """What a batch is asked for. `folder`: for a PDF of each person. `print_job`: one flat PDF for the printer, laid out by `laying`.

    `filename`: a pattern of {id}, {row} and {form}. `lock`: archive copies. `password`: encrypts each file (a map's column of passwords does
    too; print jobs are never encrypted). `sheet_ids`: a CSV file; everyone gets a sheet id, which is written there first.
    `resume`: leave alone what is there, whole and from the same input, and make the rest, but write over nothing that is not as an earlier batch
    made it for the same person. `force`: write over what is there. `report`: a CSV file.
    """

    folder: Path | None = None
    print_job: Path | None = None
    laying: PrintLayout = field(default_factory=PrintLayout)
    filename: str = ""
    lock: bool = False
    password: str | None = field(default=None, repr=False)
    sheet_ids: Path | None = None
    report: Path | None = None
    resume: bool = False
    force: bool = False
    dry_run: bool = False

    @property
    def failed_rows(self) -> Path:
        """Where the rows that failed go: beside the files, or else beside the print job and called after it."""
        if self.folder or not self.print_job:
            return (self.folder or Path()) / FAILED_ROWS
        return self.print_job.with_name(f"{self.print_job.stem}-{FAILED_ROWS}")


@dataclass
class Plan:
    """Who there is in a table, before anything is made; and, where they get sheet ids, whose row is good."""

    forms: tuple[str, ...]
    table: str  # its digest
    batch: str  # that of table, map and forms, by which a batch that goes on is known
    people: int = 0
    first: dict[str, int] = field(default_factory=dict)  # id → the first row that has it
    repeated: dict[str, int] = field(
        default_factory=dict
    )  # id → how many have it, where they are several
    good: list[tuple[int, str]] = field(default_factory=list)
    courses: set[str] = field(default_factory=set)

    def add(self, member: Person, asked: BatchOptions) -> None:
        """One more."""
        self.people += 1
        if member.id and self.first.setdefault(member.id, member.row) != member.row:
            self.repeated[member.id] = self.repeated.get(member.id, 1) + 1
        if asked.sheet_ids:
            self.courses.add(member.course)
            if not member.troubles:
                self.good.append((member.row, member.id))

    def all(self) -> None:
        """After everyone: forgets the ids that only one row has."""
        self.first = {id_: self.first[id_] for id_ in self.repeated}

    def notes(self, matching: TableMatch) -> Iterator[Message]:
        """That rows with one id look like one person: a table with a row for each goal does, if nobody says so."""
        if self.repeated and not matching.column_map.group_by:
            (id_, rows), *others = self.repeated.items()
            more = (
                f", and {len(others)} other id{'s' if others[1:] else ''} in several"
                if others
                else ""
            )
            yield Message(
                Where(row=self.first[id_], column=matching.id_header),
                f"the id in this row stands in {rows} rows{more}: should they be one person?",
                "Then give group_by in a map",
                Severity.NOTE,
            )

    def whose(self, id_: str, row: int) -> str:
        """Whose a row's files are, for the journal: known by an id that no other row has, else by the row of this very table."""
        known = [id_] if id_ and id_ not in self.repeated else [self.table, row]
        return hashlib.sha256(json.dumps(known).encode()).hexdigest()[:TOLD_APART]

    def ids(self, asked: BatchOptions) -> SheetIds:
        """Sheet ids for all of them and for the spare sets, in the register before any sheet has one. Raises AnswersError, OutputError."""
        if not asked.sheet_ids or asked.dry_run:
            return SheetIds()
        forms, register = ",".join(self.forms), Register(asked.sheet_ids)
        spare = [
            RegisterEntry("", f"{SPARE} {number}", forms, self.batch)
            for number in range(1, asked.laying.spare * len(self.courses) + 1)
        ]
        given = register.take(
            [*(RegisterEntry(id_, str(row), forms, self.batch) for row, id_ in self.good), *spare],
            again=asked.resume,
        )
        return SheetIds(
            register,
            {row: (id_, given_id) for (row, id_), given_id in zip(self.good, given, strict=False)},
            given[len(self.good) :][::-1],
        )


@dataclass
class SheetIds:
    """The sheet ids of a batch: by row, with the id of whom each is for, and for the spare sets."""

    register: Register | None = None
    rows: dict[int, tuple[str, str]] = field(default_factory=dict)
    spare: list[str] = field(default_factory=list)  # those for the first courses last
    unused: set[str] = field(default_factory=set)

    def of(self, member: Person) -> str:
        """The id of one person's sheets. Raises AnswersError for somebody who did not stand in that row when the ids were given."""
        if self.register is None:
            return NO_ID
        id_, given = self.rows.get(member.row, ("", ""))
        if not given or id_ != member.id:
            raise AnswersError(
                [
                    Message(
                        Where(row=member.row),
                        "is another one than when sheet ids were given",
                        "Run it again",
                    )
                ]
            )
        return given

    def give_back(self, member: Person) -> None:
        """One person's sheets are not made."""
        _, given = self.rows.get(member.row, ("", ""))
        self.unused.add(given)

    def close(self) -> None:
        """Take the ids of those who failed, and of spare sets that were not made, out of the register."""
        unused = {*self.unused, *self.spare}
        if self.register and unused:
            self.register.drop(unused)
