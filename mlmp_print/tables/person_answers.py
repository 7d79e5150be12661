"""Collect one person's answers to a form from their rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..look.language import cell_words
from ..look.sheet_names import SheetNames
from ..model.cells import empty, seen, trimmed
from ..model.errors import InvalidValue
from ..model.messages import NOWHERE, Message, Where
from ..model.phrases import Phrase
from .entry_number import NumberedEntries, entry_number
from .form_columns import entry_beyond_list
from .form_match import FormMatch
from .name_columns import NAME
from .row import Row

NAMELESS = "nameless"  # the code of the error about a person without a name


class Origin(NamedTuple):
    """The row and the heading of the column that an answer comes from."""

    row: int
    column: str = ""


@dataclass
class PersonAnswers:
    """One person's answers to a form.

    Attributes:
        row: The number of the person's first row.
        id: The person's id.
        names: What the sheet calls its questions.
        values: The answers by path.
        origins: Where each answer comes from, by path.
        troubles: What is wrong with the person's cells.
        notes: What of an older sheet the answers could not start from.
    """

    row: int
    id: str
    names: SheetNames = field(repr=False)
    values: dict[str, Any] = field(default_factory=dict, repr=False)
    origins: dict[str, Origin] = field(default_factory=dict, repr=False)
    troubles: list[Message] = field(default_factory=list)
    notes: tuple[Message, ...] = ()

    def where(self, path: str) -> Where:
        """Return the row and column that the answer at a path comes from."""
        return self.asked(path, self.origins.get(path, Origin(self.row)))

    def asked(self, path: str, origin: Origin) -> Where:
        """Return a row and column with the question that is asked there."""
        question = self.names.question(path)
        return Where(row=origin.row, column=origin.column, path=path, question=question)


def person_answers(
    match: FormMatch, rows: Sequence[Row], headers: Sequence[str], id_: str
) -> PersonAnswers:
    """Read the answers in one person's rows.

    Args:
        match: The table's columns, matched with the form.
        rows: The person's rows; at least one.
        headers: The table's headings.
        id_: The person's id.
    """
    collector = _AnswerCollector(match, PersonAnswers(rows[0].number, id_, match.names))
    for row in rows:
        collector.add_row(row, headers)
    collector.check_name()
    return collector.person


def differs_from_row(row: int) -> Message:
    """Say that a cell contradicts another row of the same person."""
    what = Phrase("differs from row {row}, which belongs to the same person", row=row)
    return Message(NOWHERE, what, Phrase("Use one value"))


class _Cell(NamedTuple):
    """The value of a cell, and where it stands."""

    value: Any
    origin: Origin


_PathCell = tuple[str, _Cell]  # the path of the question, and the cell that answers it


class _AnswerCollector:
    """Adds the answers of one row after another to those of a person."""

    def __init__(self, match: FormMatch, person: PersonAnswers) -> None:
        self.match, self.person = match, person
        # List key → what tells the person's entries apart → position of the entry.
        self._positions: dict[str, dict[str, int]] = {}
        self._numbered: dict[str, NumberedEntries] = {}  # by the list's key

    def add_row(self, row: Row, headers: Sequence[str]) -> None:
        """Add a row's answers. Of a row that is wrong as a row, it is not known what it says."""
        if row.faults:
            for fault in row.faults:
                column = fault.where.column
                path = self.match.paths.get(column) or ""
                origin = Origin(row.number, column)
                self.person.troubles.append(fault.at(self.person.asked(path, origin)))
            return
        entry_paths = self.match.columns.entry_paths
        entries: dict[str, dict[str, _Cell]] = {}  # list key → question → cell
        cells = dict(zip(headers, row.cells, strict=False))
        found = self._cells(row, cells)
        if len(self.match.name_headers) > 1:
            found = self._with_whole_name(found)
        for path, cell in found:
            if path in entry_paths:
                list_key, _, question = path.partition(".")
                entries.setdefault(list_key, {})[question] = cell
            else:
                self._add(path, path, cell)
        for list_key, entry in entries.items():
            self._add_entry(row, list_key, entry, cells)

    def _cells(self, row: Row, cells: Mapping[str, Any]) -> Iterator[_PathCell]:
        """Yield path and value of each cell that answers a question; the others are refused."""
        words = cell_words()
        for header, path, kind, names in self.match.asked_columns:
            cell = cells.get(header)
            if empty(cell):
                continue
            origin = Origin(row.number, header)
            try:
                value = kind.check(kind.from_cell(cell, names, words))
            except InvalidValue as reject:
                self.person.troubles.append(reject.at(self.person.asked(path, origin)))
                continue
            if value is not None:
                yield path, _Cell(value, origin)

    def _add_entry(
        self, row: Row, list_key: str, entry: Mapping[str, _Cell], cells: Mapping[str, Any]
    ) -> None:
        """Add a row's entry to a list, or its words to the same entry of an earlier row.

        Two providers of one goal have a row each with the same goal's text, so rows with the same
        answer to the list's first question are one entry. A row without it is an entry of its own.
        """
        key_question = self.match.columns.key_questions[list_key]
        identity = f"\0{row.number}"
        first = next(iter(entry.values()))
        if key_question in entry:
            first = entry[key_question]
            identity = seen(str(first.value))
        number_header = self.match.number_headers.get(list_key)
        if number_header:
            key = identity if key_question in entry else ""
            origin = Origin(row.number, number_header)
            position = self._number(list_key, cells.get(number_header), key, origin)
        else:
            position = self._position(list_key, identity, first.origin)
        if not position:
            return
        for question, cell in entry.items():
            column = f"{list_key}.{question}"
            path = f"{list_key}.{position}.{question}"
            is_key = question == key_question
            if is_key and path in self.person.values:
                continue  # the same, but perhaps for its spaces
            self._add(column, path, cell, several=not is_key)

    def _number(self, list_key: str, cell: Any, key: str, origin: Origin) -> int:
        """Return the position that a row gives its entry; 0 if it is wrong."""
        listing = self.match.columns.form.lists[list_key]
        name = self.match.names.question(list_key)
        where = self.person.asked(list_key, origin)
        try:
            number = entry_number(cell, name)
            self._numbered.setdefault(list_key, NumberedEntries()).add(number, origin.row, key)
        except InvalidValue as reject:
            self.person.troubles.append(reject.at(where))
            return 0
        if number > listing.most:
            self.person.troubles.append(entry_beyond_list(listing, name, number).at(where))
            return 0
        return number

    def _position(self, list_key: str, identity: str, origin: Origin) -> int:
        """Return the position of an entry in its list; 0 beyond what the form allows.

        Only the first entry beyond is an error, since it says that there are too many.
        """
        positions = self._positions.setdefault(list_key, {})
        listing = self.match.columns.form.lists[list_key]
        if identity not in positions and len(positions) <= listing.most:
            positions[identity] = len(positions) + 1
            if positions[identity] > listing.most:
                position = listing.most + 1
                name = self.match.names.question(list_key)
                message = entry_beyond_list(listing, name, position)
                where = self.person.asked(f"{list_key}.{position}", origin)
                self.person.troubles.append(message.at(where))
        position = positions.get(identity, 0)
        return position if position <= listing.most else 0

    def _add(self, column: str, path: str, cell: _Cell, *, several: bool = False) -> None:
        """Add an answer to the person's.

        Args:
            column: The path of the column that the answer stands in.
            path: The path of the answer.
            cell: The answer.
            several: Whether rows may have words of their own, which then stand side by side.
        """
        person = self.person
        value, origin = cell
        old = person.values.get(path)
        if old is None:
            person.values[path] = value
            person.origins[path] = origin
            return
        if _looks_like(old, value):
            return
        kind = self.match.places[column].kind
        if several and (both := kind.combine(old, value)) is not None:
            person.values[path] = both
        else:
            message = differs_from_row(person.origins[path].row)
            person.troubles.append(message.at(person.asked(path, origin)))

    def _with_whole_name(self, cells: Iterator[_PathCell]) -> Iterator[_PathCell]:
        """Put the parts of a name together, with a space between them."""
        headers = self.match.name_headers
        parts: dict[str, _Cell] = {}
        for path, cell in cells:
            if cell.origin.column in headers:
                parts[cell.origin.column] = cell
            else:
                yield path, cell
        ordered = [parts[header] for header in headers if header in parts]
        if not ordered:
            return
        origin = ordered[0].origin
        try:
            name = self.match.places[NAME].kind.check(
                " ".join(trimmed(str(part.value)) for part in ordered)
            )
        except InvalidValue as reject:
            self.person.troubles.append(reject.at(self.person.asked(NAME, origin)))
            return
        yield NAME, _Cell(name, origin)

    def check_name(self) -> None:
        """Refuse a person without a name, if the table has a column for names.

        Nobody could be handed a sheet without a name.
        """
        header = self.match.header(NAME)
        if not header or NAME in self.person.values or self.person.troubles:
            return
        where = self.person.asked(NAME, Origin(self.person.row, header))
        what = Phrase(
            "is empty, or its formula failed: nobody can be handed a sheet without a name"
        )
        remedy = Phrase('Write the name, or leave the column out of the map ("")')
        self.person.troubles.append(Message(where, what, remedy, code=NAMELESS))


def _looks_like(first: Any, second: Any) -> bool:
    """Whether two values are equal, or two texts that a reader could not tell apart."""
    if isinstance(first, str) and isinstance(second, str):
        return seen(first) == seen(second)
    return bool(first == second)
