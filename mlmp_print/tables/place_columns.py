"""Columns that say where in a list each entry stands, though no heading names them so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..look.language import below_person_group
from ..model.cells import fold
from .form_match import FormMatch
from .heading_number import NumberedHeading
from .heading_stems import parts_of, stem
from .row import Row
from .table_match import TableMatch

_FEWEST = 3  # people with several entries: of fewer, any small numbers may seem to count these
_COMPOUND_LETTERS = 5  # shorter words stand by chance at the ends of others
_PLACE = re.compile(r"0*([1-9][0-9]?)(?:[.,]0+)?\.?")


@dataclass
class PlaceColumn:
    """A column that is left out of a table with a row for each entry, and may count these.

    Attributes:
        match: The table, matched with the forms.
        header: The heading of the column.
        key_header: That of the text of an entry, such as a goal.
        list_key: The list.
        most: How many entries it may have.
        named: Whether the heading has a word for numbers or for an order.
    """

    match: TableMatch
    header: str
    key_header: str
    list_key: str
    most: int
    named: bool
    _fits: bool = True
    _gaps: bool = False
    _several: int = 0  # people with several entries
    _otherwise: bool = False
    _again: bool = False
    _seen: set[int] = field(default_factory=set)

    @classmethod
    def all_of(cls, match: TableMatch, unknown: Sequence[str]) -> Iterator[PlaceColumn]:
        """Yield the columns that may be such, of a table in which no column is known as one.

        Args:
            match: The table, matched with the forms.
            unknown: The headings of the columns that are no question.
        """
        for form_match in match.matches:
            columns = form_match.columns
            for path, list_key in columns.number_paths.items():
                key = form_match.header(columns.first_patterns.get(list_key, ""))
                if not key or path in form_match.paths.values():
                    continue
                words = form_match.headings.words("number") | form_match.headings.words("order")
                for header in unknown:
                    if not is_about_person(form_match, header) and not is_count(form_match, header):
                        named = not words.isdisjoint(map(fold, parts_of(header)))
                        most = columns.form.lists[list_key].most
                        yield cls(match, header, key, list_key, most, named)

    def add(self, rows: Sequence[Row]) -> None:
        """Look at the rows of a person."""
        if not self._fits:
            return
        places: dict[str, int] = {}  # the text of an entry → where it stands
        for row in rows:
            text = self.match.text(row, self.key_header)
            found = _PLACE.fullmatch(self.match.text(row, self.header))
            if text and not (found and places.setdefault(text, int(found[1])) == int(found[1])):
                self._fits = False
                return
        numbers = list(places.values())
        if len({*numbers}) < len(numbers) or max(numbers, default=0) > self.most:
            self._fits = False
            return
        self._several += len(numbers) > 1
        self._gaps |= sorted(numbers) != list(range(1, len(numbers) + 1))
        self._otherwise |= numbers != list(range(1, len(numbers) + 1))
        self._again |= not self._seen.isdisjoint(numbers)
        self._seen.update(numbers)

    @property
    def tells_otherwise(self) -> bool:
        """Whether entries would stand in other places than the column says.

        A number of the row or of a case is none of these: it never comes again.
        """
        if self.named:
            counts = not self._gaps or self._again
        else:
            counts = not self._gaps and self._several >= _FEWEST
        return self._fits and self._otherwise and counts


def is_about_person(match: FormMatch, header: str) -> bool:
    """Whether a heading is of what lists of people have, and no sheet asks for: “Telefon 2”."""
    words = match.headings.words("about_person")
    bare = NumberedHeading.of(header, ()).words
    return not {fold(header), fold(bare), below_person_group(header)}.isdisjoint(words)


def is_count(match: FormMatch, header: str) -> bool:
    """Whether a heading says that something is counted, as “Antal mål” does."""
    return fold(header).startswith(tuple(match.headings.words("count")))


def is_counted(match: FormMatch, header: str) -> bool:
    """Whether a heading has a word for what is counted, as “Hjemmebesøg 1” and “Timer” do."""
    counted = tuple(map(stem, match.headings.words("counted")))
    long = tuple(word for word in counted if len(word) >= _COMPOUND_LETTERS)
    parts = map(stem, parts_of(header))
    return any(part in counted or part.startswith(long) or part.endswith(long) for part in parts)
