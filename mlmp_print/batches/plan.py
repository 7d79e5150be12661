"""Who is in a batch, before anything is made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from ..model.messages import Message, Severity, Where
from ..model.phrases import Phrase
from ..tables.column_map import ColumnMap
from ..tables.cpr_numbers import CprColumn, cpr_digits
from ..tables.decimal_ids import DecimalIds
from ..tables.doubts import CPR_NAMES, SAME_ID, doubt
from ..tables.people import Person
from .file_names import FileNames
from .fingerprints import slow_hash
from .options import BatchOptions
from .repeats import Repeats
from .row_names import RowNames

# Hexadecimal digits that tell people apart. Of two people one in a million is mistaken; and of ten
# thousand million case numbers ten thousand fit, so that the journal does not give the number away.
PERSON_DIGITS = 5
_ROW_DIGITS = 4  # at least, in names of files by row: they sort as the rows do


@dataclass
class Plan:
    """Who is in a table. Call `add` once per person, then `close`.

    Attributes:
        forms: The names of the forms.
        table_sha256: A hash of the table.
        column_map: What the user says of its columns.
        accepted: The codes of the doubts that the user accepts.
        people: How many people there are.
        repeats: Ids and names that stand in several rows.
        good_rows: For sheet ids: the row and id of everyone without a fault.
        courses: For sheet ids: the courses.
        cpr: Whether the ids are CPR numbers.
        decimals: Whether they are whole numbers that were read as numbers with a fraction.
        row_names: The rows without an id, whose files are named by them.
        last_row: The last row in which a person begins.
    """

    forms: tuple[str, ...]
    table_sha256: bytes
    column_map: ColumnMap
    accepted: frozenset[str] = frozenset()
    people: int = 0
    repeats: Repeats = field(default_factory=Repeats)
    good_rows: list[tuple[int, str]] = field(default_factory=list)
    courses: set[str] = field(default_factory=set)
    cpr: CprColumn = field(default_factory=CprColumn)
    decimals: DecimalIds = field(default_factory=DecimalIds)
    row_names: RowNames = field(default_factory=RowNames)
    last_row: int = 0
    _spellings: dict[str, tuple[str, int]] = field(default_factory=dict, repr=False)
    _respelled: list[tuple[int, int]] = field(default_factory=list, repr=False)

    @cached_property
    def table_hash(self) -> str:
        """The table, for journal and register, which outlive the batch: a slow hash."""
        return slow_hash(self.table_sha256)

    @cached_property
    def batch_hash(self) -> str:
        """Table, map and forms, for the register: a batch that goes on is known by it."""
        text = repr((self.table_hash, self.column_map, list(self.forms)))
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def add(self, person: Person, options: BatchOptions) -> None:
        """Add one person."""
        self.people += 1
        self.last_row = max(self.last_row, person.row)
        if person.id:
            self.cpr.add(person.id)
            self.decimals.add(person.id, person.row)
            digits = cpr_digits(person.id)
            first, row = self._spellings.setdefault(digits, (person.id, person.row))
            if digits and first != person.id:
                self._respelled.append((person.row, row))
        self.row_names.add(person.id, person.row)
        self.repeats.add(person)
        if options.sheet_ids:
            self.courses.add(person.course)
            if not person.troubles:
                self.good_rows.append((person.row, person.id))

    def close(self) -> None:
        """Forget the ids and names that only one row has."""
        self.repeats.close()
        self._spellings.clear()

    @property
    def hides_ids(self) -> bool:
        """Whether ids stand in no name of a file, no journal and no list: they are CPR numbers."""
        return self.cpr.likely and CPR_NAMES not in self.accepted

    @property
    def row_digits(self) -> int:
        """How many digits a row has in the names of files, if no id stands there; else 0."""
        return max(_ROW_DIGITS, len(str(self.last_row))) if self.hides_ids else 0

    def doubts(self, id_header: str, names: FileNames, options: BatchOptions) -> Iterator[Message]:
        """Yield what may be wrong with the people as a whole.

        Args:
            id_header: The heading of the column of ids.
            names: Names the files.
            options: Those of the batch.
        """
        if self.cpr.likely:
            for row, other in self._respelled[:1]:
                what = Phrase("is the CPR number of row {row}, written otherwise", row=other)
                remedy = Phrase(
                    "Write it the same way in both. If they are people of their own, accept it "
                    "by this code"
                )
                yield doubt(SAME_ID, Where(row=row, column=id_header), what, remedy)
        if self.cpr.likely and options.filename and names.has_ids:
            what = Phrase("holds CPR numbers, and files would be named after them")
            remedy = Phrase(
                "Write {row} for {id} in the pattern of the names. "
                "If the files may be called so, accept it by this code",
                row="{row}",
                id="{id}",
            )
            yield doubt(CPR_NAMES, Where(column=id_header), what, remedy)
        yield from self.decimals.doubts(id_header)
        if options.makes_names and not (self.hides_ids or options.filename):
            yield from self.row_names.doubts(id_header)

    def notes(self, id_header: str) -> Iterator[Message]:
        """Note that files are named by their rows, since the ids are CPR numbers."""
        if not self.hides_ids:
            return
        name = f"row-{self.last_row:0{self.row_digits}}.pdf"
        what = Phrase("holds CPR numbers, so files are named by their rows, as {name}", name=name)
        remedy = Phrase("If files may be named after them, accept it by this code")
        refusal = doubt(CPR_NAMES, Where(column=id_header), what, remedy)
        yield replace(refusal, severity=Severity.NOTE)

    def knows(self, id_: str) -> bool:
        """Whether the journal knows a person by an id."""
        return bool(id_) and id_ not in self.repeats.ids.rows and not self.hides_ids

    def person_hash(self, id_: str, row: int) -> str:
        """Whom a row's files are for, in the journal.

        People are known by an id that no other row has, else by the row of this very table. A CPR
        number is not used: who knows the day of somebody's birth could find the rest by its hash.
        """
        return person_digest(id_) if self.knows(id_) else person_digest(self.table_hash, row)


def person_digest(*known: str | int) -> str:
    """Whom a file is for, in the journal: an id, or the hash of a table and a row."""
    return hashlib.sha256(json.dumps(known).encode()).hexdigest()[:PERSON_DIGITS]
