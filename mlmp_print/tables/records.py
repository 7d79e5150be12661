"""Read a table from JSON or JSON lines, where each object is one row.

An object may be nested as answers are, or flat with paths or headings as its keys.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ..model.answers import parse, plain
from ..model.errors import AnswersError
from ..model.limits import FAULTS_SHOWN, JSON_BYTES, TABLE_COLUMNS, TABLE_DEPTH, TABLE_ROW_LETTERS
from ..model.messages import NOWHERE, Message, Where
from ..model.paths import flatten, path_letters
from ..model.phrases import Phrase
from .heading_rows import Headings
from .known_columns import KnownColumns
from .row import Row, RowReader, read_lines
from .table_file import TableFile
from .table_part import TablePart


class Record(NamedTuple):
    """One object of the file: its row number, its values by path, and what is wrong with it."""

    number: int
    values: dict[str, Any]
    faults: tuple[Message, ...] = ()


class RecordsReader(RowReader):
    """Reads JSON objects. The columns are all keys that any of the objects has."""

    @abstractmethod
    def records(self, file: TableFile) -> Iterator[Record]:
        """Yield the objects of the file. Raises AnswersError if it cannot be read to its end."""

    def headings(self, file: TableFile, part: TablePart, known: KnownColumns | None) -> Headings:  # noqa: ARG002
        """Take the keys as headings. Raises UsageError for what only rows of cells have."""
        part.refuse_in(file.label, row_numbers=False)
        return Headings(tuple(self.headers(file)))

    def headers(self, file: TableFile) -> list[str]:
        """Collect the keys of all objects, in the order in which they occur."""
        keys: dict[str, None] = {}
        faults: list[Message] = []
        number = 0
        for number, values, record_faults in self.records(file):
            keys.update(dict.fromkeys(values))
            if len(keys) > TABLE_COLUMNS:
                break
            if record_faults and len(faults) < FAULTS_SHOWN:
                faults.append(record_faults[0].at(Where(file=file.label, row=number)))
        if keys:
            return list(keys)
        raise AnswersError(faults or [_no_keys(file, empty_list=not number)])

    def rows(self, file: TableFile, headers: Sequence[str]) -> Iterator[Row]:
        """Yield a row for each object, with an empty cell for each key that it lacks."""
        for number, values, faults in self.records(file):
            yield Row(number, [values.get(header) for header in headers], faults)


class JsonLinesReader(RecordsReader):
    """Reads JSON lines, one object a line, as `read` writes them."""

    def records(self, file: TableFile) -> Iterator[Record]:
        """Yield an object for each line. A line that is not JSON is a fault of its row only."""
        with file.open() as lines:
            for number, line in enumerate(read_lines(lines, JSON_BYTES), 1):
                if not line.strip():
                    continue
                try:
                    value = parse(line, "")
                except AnswersError as error:
                    faults = tuple(message.at(NOWHERE) for message in error.messages)
                    yield Record(number, {}, faults)
                else:
                    yield make_record(number, value)


class JsonListReader(RecordsReader):
    """Reads a JSON list of objects. The whole file is in memory, so its size is limited."""

    def records(self, file: TableFile) -> Iterator[Record]:
        """Yield the objects of the list."""
        where = Where(file=file.label)
        with file.open() as start:
            data = start.read(JSON_BYTES + 1)
        if len(data) > JSON_BYTES:
            what = Phrase("is more than {limit:,} bytes", limit=JSON_BYTES)
            remedy = Phrase("Write a line for each person and call it .jsonl: that has no limit")
            raise AnswersError([Message(where, what, remedy)])
        value = parse(data, file.label)
        if not isinstance(value, list):
            remedy = Phrase("Write [ { … }, { … } ], or a line for each and call it .jsonl")
            raise AnswersError([Message(where, Phrase("must be a list of objects"), remedy)])
        for number, entry in enumerate(value, 1):
            yield make_record(number, entry)


def make_record(number: int, value: Any) -> Record:
    """Flatten a JSON value into a record.

    >>> make_record(1, {"name": "Åse", "goals": [{"text": "bage"}]}).values
    {'name': 'Åse', 'goals.1.text': 'bage'}
    >>> print(*make_record(2, "Åse").faults)
    is not an object. Write { … } for each person.
    """
    fault = _shape_fault(value)
    if fault:
        return Record(number, {}, (fault,))
    faults = list(_repeated_keys(value))
    values = _without_envelope(value)
    flat = flatten(values)
    if not faults and len(flat) != _count_leaves(values):
        what = Phrase("gives the same answer as a path and within an object")
        faults.append(Message(NOWHERE, what, Phrase("Keep one")))
    return Record(number, flat, tuple(faults))


def _shape_fault(value: Any) -> Message | None:
    """Say why a value is no record. This comes before any work that grows with its depth."""
    if not isinstance(value, dict):
        return Message(NOWHERE, Phrase("is not an object"), Phrase("Write { … } for each person"))
    if len(list(_levels(value))) > TABLE_DEPTH:
        what = Phrase("is nested more than {limit} deep", limit=TABLE_DEPTH)
        return Message(NOWHERE, what, Phrase("Answers are at most three levels deep"))
    # Each key is repeated in the paths of all that stands below it, so that a small file with
    # long keys could flatten into very many letters.
    if path_letters(value, TABLE_ROW_LETTERS) > TABLE_ROW_LETTERS:
        what = Phrase("has more than {limit:,} letters of keys", limit=TABLE_ROW_LETTERS)
        return Message(NOWHERE, what, Phrase("Give each question its own short key"))
    return None


def _repeated_keys(value: dict[str, Any]) -> Iterator[Message]:
    """Yield an error for each key that an object has twice.

    A key that is not written as ours are may be somebody's name: its number is shown instead.
    """
    for level in _levels(value):
        for node in level:
            for key in getattr(node, "twice", ()):
                label = key
                if not plain(key):
                    label = Phrase("key {number}", number=list(node).index(key) + 1)
                yield Message(Where(column=label), Phrase("is there twice"), Phrase("Keep one"))


def _without_envelope(value: dict[str, Any]) -> dict[str, Any]:
    """Lift the answers of a line that `read` wrote to the level of file and form."""
    answers = value.get("answers")
    if not isinstance(answers, dict) or "form" not in value:
        return value
    about = {key: entry for key, entry in value.items() if key != "answers"}
    return {**about, **answers}


def _levels(value: Any) -> Iterator[list[Any]]:
    """Yield the values at each depth of a JSON value, down to one level below the limit."""
    level = [value]
    for _ in range(TABLE_DEPTH + 1):
        yield level
        level = [inner for node in level for inner in _inner(node)]
        if not level:
            return


def _inner(node: Any) -> Sequence[Any]:
    if isinstance(node, dict):
        return list(node.values())
    return node if isinstance(node, list) else ()


def _count_leaves(value: Any) -> int:
    """Count the values that are neither objects nor lists; each should have a path of its own."""
    nodes = [node for level in _levels(value) for node in level]
    return sum(not isinstance(node, dict | list) for node in nodes)


def _no_keys(file: TableFile, *, empty_list: bool) -> Message:
    what = Phrase("is an empty list") if empty_list else Phrase("holds only empty objects")
    remedy = Phrase("Write an object { … } with the answers of each person")
    return Message(Where(file=file.label), what, remedy)
