"""Which column of a table tells people apart, by what stands in it.

A row may be a person, or one entry of a person's list: then the same id stands in several rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..look.language import cell_words, person_headings
from ..model.cells import fold
from ..model.errors import InvalidValue
from ..model.kinds import Date
from ..model.names import StateNames
from .name_columns import NAME
from .row import Row
from .table_match import TableMatch

_FEWEST = 3  # rows: of fewer ones nothing can be said
# A number, perhaps with letters or parts: 7001, S-2026-0017; or a UUID.
_ID = re.compile(r"(?=.*[0-9])[0-9A-Za-zÆØÅæøå]+([-./_][0-9A-Za-z]+){0,5}")
_ID_LETTERS = 40
_PHONE_DIGITS = 8  # of Danish telephone numbers
_DECIMAL = re.compile(r"[0-9]+[.,][0-9]+")


def known_ids(match: TableMatch) -> Iterator[str]:
    """Yield the headings that are known as ids, and are no question; the first kind first."""
    for known in person_headings().ids:
        for header in match.headers:
            is_question = any(form_match.paths.get(header) for form_match in match.matches)
            if fold(header) in known and not is_question:
                yield header


class IdValues:
    """Whether what stands in a column looks like ids. Call `add` once per row."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._unique = True
        self._others = False  # something else than numbers as long as those of telephones
        self.look_so = True  # whether every row has something like an id

    def add(self, text: str) -> None:
        """Look at what stands in a row."""
        if self.look_so:
            self.look_so = _looks_like_id(text)
            self._unique = self._unique and text not in self._seen
            self._others |= len(text) != _PHONE_DIGITS or not text.isdigit()
            self._seen.add(text)

    @property
    def are_unique(self) -> bool:
        """Whether the rows have an id each, and they are no telephone numbers."""
        return self.look_so and self._unique and self._others and len(self._seen) >= _FEWEST


def _looks_like_id(text: str) -> bool:
    if len(text) > _ID_LETTERS or not _ID.fullmatch(text) or _DECIMAL.fullmatch(text):
        return False
    try:
        Date().from_cell(text, StateNames(), cell_words())
    except InvalidValue:
        return len(text) > 1  # one digit is a score
    return False


class SamePerson:
    """Whether rows with one text in a column are one person, each with an entry of a list.

    Call `add` once per row.
    """

    def __init__(self, match: TableMatch, header: str, apart: Sequence[str] = ()) -> None:
        """Look at a column.

        Args:
            match: The columns, matched as those of a grouped table.
            header: The heading of the column.
            apart: The headings of more columns in which rows of one person may differ.
        """
        self._match, self._header = match, header
        self._entries = [*entry_headers(match), *apart]
        self._names = [name for name in _name_headers(match) if name != header]
        self._first: dict[str, tuple[int, str]] = {}  # key → hash of its first entry, name
        self._keys: dict[str, str] = {}  # name → the first key with it
        self._repeated: set[str] = set()
        self._renamed: set[str] = set()
        self._differs = self._shared = self._blank = False

    def add(self, row: Row) -> None:
        """Look at a row."""
        key = "" if row.faults else self._match.text(row, self._header)
        if not key:
            self._blank |= not row.faults
            return
        name = " ".join(self._match.text(row, header) for header in self._names).strip()
        entry = hash(tuple(self._match.text(row, header) for header in self._entries))
        if key in self._first:
            first_entry, first_name = self._first[key]
            self._repeated.add(key)
            self._differs |= entry != first_entry
            if name and first_name and name != first_name:
                self._renamed.add(key)
        else:
            self._first[key] = (entry, name)
        self._shared |= bool(name) and self._keys.setdefault(name, key) != key

    @property
    def is_person(self) -> bool:
        """Whether some keys have several rows with different entries, and mostly one name each."""
        mostly_one_name = 2 * len(self._renamed) < max(1, len(self._repeated))
        return bool(self._entries) and self._differs and mostly_one_name

    @property
    def is_person_for_certain(self) -> bool:
        """Whether that is so, and each key has one name and each name one key."""
        one_to_one = bool(self._keys) and not (self._renamed or self._shared or self._blank)
        return self.is_person and one_to_one


def entry_headers(match: TableMatch) -> Sequence[str]:
    """Return the headings of a grouped table's columns whose rows are entries of a list."""
    return [
        header
        for form_match in match.matches
        for header, path in form_match.paths.items()
        if path and path in {*form_match.columns.entry_paths, *form_match.columns.number_paths}
    ]


def _name_headers(match: TableMatch) -> Sequence[str]:
    headers = [
        header
        for form_match in match.matches
        for header in (form_match.name_headers or (form_match.header(NAME),))
    ]
    return list(dict.fromkeys(filter(None, headers)))
