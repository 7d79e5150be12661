"""Who is in a batch, before anything is made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from ..model.messages import Message, Severity, Weight, Where
from ..model.phrases import Phrase, PhraseTemplate
from ..tables.column_map import ColumnMap
from ..tables.people import Person
from ..tables.table_match import TableMatch
from .fingerprints import slow_hash
from .options import BatchOptions

# Hexadecimal digits that tell people apart. Of two people one in a million is mistaken; and of ten
# thousand million case numbers ten thousand fit, so that the journal does not give the number away.
PERSON_DIGITS = 5


@dataclass
class Plan:
    """Who is in a table. Call `add` once per person, then `close`.

    Attributes:
        forms: The names of the forms.
        table_sha256: A hash of the table.
        column_map: What the user says of its columns.
        people: How many people there are.
        first: Id → the first row that has it.
        repeated: Id → how many rows have it, where they are several.
        good_rows: For sheet ids: the row and id of everyone without a fault.
        courses: For sheet ids: the courses.
    """

    forms: tuple[str, ...]
    table_sha256: bytes
    column_map: ColumnMap
    people: int = 0
    first: dict[str, int] = field(default_factory=dict)
    repeated: dict[str, int] = field(default_factory=dict)
    good_rows: list[tuple[int, str]] = field(default_factory=list)
    courses: set[str] = field(default_factory=set)

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
        if person.id and self.first.setdefault(person.id, person.row) != person.row:
            self.repeated[person.id] = self.repeated.get(person.id, 1) + 1
        if options.sheet_ids:
            self.courses.add(person.course)
            if not person.troubles:
                self.good_rows.append((person.row, person.id))

    def close(self) -> None:
        """Forget the ids that only one row has."""
        self.first = {id_: self.first[id_] for id_ in self.repeated}

    def notes(self, matching: TableMatch) -> Iterator[Message]:
        """Note that rows with one id look like one person, if the map does not group them.

        A table with a row for each goal does.
        """
        if not self.repeated or matching.column_map.group_by:
            return
        (id_, rows), *others = self.repeated.items()
        text = PhraseTemplate(
            "the id in this row stands in {rows} rows: should they be one person?"
        )
        if len(others) == 1:
            text = PhraseTemplate(
                "the id in this row stands in {rows} rows, and 1 other id in several: "
                "should they be one person?"
            )
        elif others:
            text = PhraseTemplate(
                "the id in this row stands in {rows} rows, and {others} other ids in several: "
                "should they be one person?"
            )
        yield Message(
            Where(row=self.first[id_], column=matching.id_header),
            text.phrase(rows=rows, others=len(others)),
            Phrase("Then give group_by in a map"),
            Severity.NOTE,
            weight=Weight.TABLE,
        )

    def person_hash(self, id_: str, row: int) -> str:
        """Whom a row's files are for, in the journal.

        People are known by an id that no other row has, else by the row of this very table.
        """
        unique = bool(id_) and id_ not in self.repeated
        known = [id_] if unique else [self.table_hash, row]
        return hashlib.sha256(json.dumps(known).encode()).hexdigest()[:PERSON_DIGITS]
