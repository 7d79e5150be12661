"""Ids and names that stand in several rows, each of which would be a sheet of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..model.messages import Message, Where
from ..model.phrases import Phrase, PhraseTemplate
from ..model.toml_text import toml_text
from ..tables.doubts import SAME_ID, SAME_NAME, doubt
from ..tables.people import Person
from ..tables.table_match import TableMatch


@dataclass
class Repeated:
    """Counts rows by a word in them. Call `add` once per row, then `close`.

    Attributes:
        first: Word → the first row that has it.
        rows: Word → how many rows have it, where they are several.
    """

    first: dict[str, int] = field(default_factory=dict, repr=False)
    rows: dict[str, int] = field(default_factory=dict, repr=False)

    def add(self, word: str, row: int) -> None:
        """Count a row."""
        if word and self.first.setdefault(word, row) != row:
            self.rows[word] = self.rows.get(word, 1) + 1

    def close(self) -> None:
        """Forget the words that only one row has."""
        self.first = {word: self.first[word] for word in self.rows}


@dataclass
class Repeats:
    """Counts the ids and names of a batch.

    Attributes:
        ids: The ids.
        names: The names, without case.
        below: The rows without an id directly below one that has it, as merged cells look.
    """

    ids: Repeated = field(default_factory=Repeated)
    names: Repeated = field(default_factory=Repeated)
    below: list[int] = field(default_factory=list)
    _above: Person | None = field(default=None, repr=False)

    def add(self, person: Person) -> None:
        """Count a person's id and name."""
        self.ids.add(person.id, person.row)
        self.names.add(person.called.casefold(), person.row)
        if not person.id and self._is_below(person):
            self.below.append(person.row)
        self._above = person

    def _is_below(self, person: Person) -> bool:
        """Whether a row without an id may belong to the one directly above it."""
        above = self._above
        if above is None or person.row != above.row + 1:
            return False
        has_id = bool(above.id) or above.row in self.below[-1:]
        return has_id and person.called.casefold() == above.called.casefold()

    def close(self) -> None:
        """Forget what only one row has."""
        self.ids.close()
        self.names.close()

    def doubts(self, match: TableMatch) -> Iterator[Message]:
        """Ask whether rows are one person, as in a table with a row for each goal."""
        if match.column_map.group_by:
            return
        if self.ids.rows:
            yield self._one_id(match.id_header)
        elif self.below:
            yield self._id_above(match.id_header)
        # What `read` wrote has a row for each file, which says whose it is.
        if self.names.rows and not match.id_header and not match.has_form_column:
            yield self._one_name(match.name_columns[0])

    def _one_id(self, id_header: str) -> Message:
        (id_, rows), *others = self.ids.rows.items()
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
        where = Where(row=self.ids.first[id_], column=id_header)
        what = text.phrase(rows=rows, others=len(others))
        return doubt(SAME_ID, where, what, _remedy(id_header))

    def _id_above(self, id_header: str) -> Message:
        what = Phrase(
            "is empty, but the row above has an id (are the cells merged?): "
            "should they be one person?"
        )
        return doubt(SAME_ID, Where(row=self.below[0], column=id_header), what, _remedy(id_header))

    def _one_name(self, headers: tuple[str, ...]) -> Message:
        (name, rows), *others = self.names.rows.items()
        text = PhraseTemplate(
            "the name in this row stands in {rows} rows: should they be one person?"
        )
        if others:
            text = PhraseTemplate(
                "the name in this row stands in {rows} rows, and of other names {others} stand "
                "in several: should they be one person?"
            )
        where = Where(row=self.names.first[name], column=headers[0])
        remedy = _remedy(headers[0])
        if len(headers) > 1:
            remedy = Phrase(
                "Then give each person an id in a column of its own, and group by it in a map. "
                "If each row is a sheet of its own, accept it by this code"
            )
        return doubt(SAME_NAME, where, text.phrase(rows=rows, others=len(others)), remedy)


def _remedy(header: str) -> Phrase:
    setting = f"group_by = {toml_text(header)}"
    return Phrase(
        "Then write {setting} in a map. If each row is a sheet of its own, accept it by this code",
        setting=setting,
    )
