"""Read a table from rows that a program has in memory, or that a database gives one by one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from ..model.answers import plain
from ..model.errors import AnswersError, InvalidValue
from ..model.kinds import is_given_picture
from ..model.limits import TABLE_CELLS, TABLE_DEPTH
from ..model.messages import NOWHERE, Message, Where
from ..model.paths import join
from ..model.phrases import Phrase, PhraseTemplate
from .records import Record, RecordsReader, make_record
from .table_file import NAMELESS, TableFile

_PLAIN = frozenset({str, int, float, bool, type(None)})
_LIKE_PLAIN = str | int | float | date | time | timedelta
_NUMBER_BITS = 1024  # of a whole number; Python writes none of thousands of digits as text


class GivenRow(Protocol):
    """A row as programs have it: any mapping, or a row of sqlite3, which is none."""

    def keys(self) -> Iterable[str]:
        """Return the headings."""

    def __getitem__(self, key: str, /) -> Any:
        """Return the cell below a heading."""


class GivenRows(RecordsReader):
    """Rows that a program gives. They stay in memory, since a table is read several times."""

    def __init__(self, rows: Iterable[GivenRow]) -> None:
        """Take all rows. Raises AnswersError if there are too many, or they break off."""
        self._records = list(_taken(rows))

    def records(self, file: TableFile) -> Iterator[Record]:  # noqa: ARG002
        """Yield the rows."""
        yield from self._records

    def headers(self, file: TableFile) -> list[str]:
        """Collect the keys of all rows. Raises AnswersError if there are none."""
        if not self._records:
            raise AnswersError([Message(Where(file=file.label), Phrase("has no rows"))])
        return super().headers(file)

    def sha256(self) -> bytes:
        """Return a hash of the rows."""
        digest = hashlib.sha256()
        for record in self._records:
            values = {path: _hashable(value) for path, value in record.values.items()}
            digest.update(repr((record.number, values)).encode("utf-8", "surrogatepass"))
        return digest.digest()


def _hashable(value: Any) -> Any:
    from ..look.picture_sources import given_digest  # heavy: Pillow

    return given_digest(value) if is_given_picture(value) else value


def _taken(rows: Iterable[GivenRow]) -> Iterator[Record]:
    cells = 0
    for number, row in enumerate(_without_failures(rows), 1):
        record = _record(number, row)
        cells += max(1, len(record.values))
        if cells > TABLE_CELLS:
            raise _too_many()
        yield record


def _without_failures(rows: Iterable[GivenRow]) -> Iterator[GivenRow]:
    """Turn what the program raises into an AnswersError. Its text may hold an answer."""
    number = 0
    try:
        for number, row in enumerate(rows, 1):  # noqa: B007 - the error needs it
            yield row
    except Exception as error:
        text = PhraseTemplate("the program that gives the rows failed here ({error})")
        what = text.phrase(error=type(error).__name__)
        raise AnswersError([Message(Where(file=NAMELESS, row=number + 1), what)]) from error


def _too_many() -> AnswersError:
    what = Phrase("has more than {limit:,} values", limit=TABLE_CELLS)
    return AnswersError([Message(Where(file=NAMELESS), what, Phrase("Give it in several parts"))])


def _record(number: int, row: Any) -> Record:
    """Make a record of a row, with cells as JSON and spreadsheets have them."""
    if not callable(getattr(row, "keys", None)):
        remedy = Phrase("Give a mapping of headings or paths, such as {row}", row='{"name": "Åse"}')
        return Record(number, {}, (Message(NOWHERE, Phrase("is no mapping"), remedy),))
    keys = list(row.keys())
    if not all(isinstance(key, str) for key in keys):
        return Record(number, {}, (Message(NOWHERE, Phrase("has a key that is no text")),))
    if len(set(keys)) != len(keys):  # as `SELECT a.id, b.id` has
        what = Phrase("has two columns of one name")
        return Record(number, {}, (Message(NOWHERE, what, Phrase("Name one otherwise")),))
    cells = _Cells()
    value = {key: cells.converted(row[key], key) for key in keys}
    record = make_record(number, value)
    return record._replace(faults=(*record.faults, *cells.faults))


class _Cells:
    """Converts the cells of one row, and collects what is wrong with them."""

    def __init__(self) -> None:
        self.faults: list[Message] = []
        self.left = TABLE_CELLS

    def converted(self, value: Any, path: str, depth: int = 0) -> Any:
        """Return a cell as the readers of files give it; None for one that is wrong."""
        if type(value) in _PLAIN and type(value) is not int:
            return value
        self.left -= 1
        if self.left < 0:  # a list may hold itself
            raise _too_many()
        if isinstance(value, Mapping | list | tuple):
            return self._nested(value, path, depth)
        try:
            return _cell(value)
        except InvalidValue as reject:
            where = Where(column=path) if plain(path) else NOWHERE
            self.faults.append(reject.at(where))
            return None

    def _nested(self, value: Any, path: str, depth: int) -> Any:
        if depth > TABLE_DEPTH:  # enough to be refused for its depth
            return {}
        if not isinstance(value, Mapping):
            members: Iterable[tuple[Any, Any]] = enumerate(value, 1)
        else:
            members = value.items()
        converted = {
            str(key): self.converted(member, join(path, str(key)), depth + 1)
            for key, member in members
        }
        return converted if isinstance(value, Mapping) else list(converted.values())


def _cell(value: Any) -> Any:
    """Return a value of a database as a cell.

    Raises:
        InvalidValue: It has a type that no cell has, or is no picture.
    """
    if isinstance(value, Decimal):
        whole = value.is_finite() and value == value.to_integral_value()
        value = int(value) if whole else float(value)
    if isinstance(value, date) and value != value:  # noqa: PLR0124 - the “not a time” of pandas
        raise InvalidValue(Phrase("is no date"), Phrase("Give None for none"))
    if isinstance(value, str):  # a class of the program's own may not reach another process
        return str.__str__(value)
    if isinstance(value, int) and value.bit_length() > _NUMBER_BITS:
        raise InvalidValue(Phrase("is a number of hundreds of digits"), Phrase("Give it as a text"))
    if isinstance(value, _LIKE_PLAIN):
        return value
    if isinstance(value, UUID):
        return str(value)
    if not is_given_picture(value):
        what = Phrase("is of the type {type}, which no cell has", type=type(value).__name__)
        raise InvalidValue(what, Phrase("Give it as a text"))
    if not isinstance(value, bytes | Path):
        from ..look.given_images import check_image  # heavy, and Pillow is there by now

        check_image(value)  # a broken one could not be sent to another process
    return value
