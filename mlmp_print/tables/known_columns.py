"""Which headings the forms know, asked before it is known which row holds the headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..look.language import GroupWords, group_words
from ..look.wording import Wording
from ..model.cells import fold
from ..model.form import Form
from .column_map import ColumnMap
from .form_columns import FormColumns
from .known_headings import HEADING_LETTERS, KnownHeadings

_USED_WITHOUT_MAP = ("id", "form")  # folded: an id, and the column in which `read` names the form
_NUMBER = re.compile(r"(?<![0-9])[0-9]{1,3}(?![0-9])")


@dataclass(frozen=True)
class KnownColumns:
    """The headings that the forms and the column map know.

    Attributes:
        headings: Those of each form.
        column_map: What the user says of the columns.
        words: What people write in the upper one of two heading rows, and below it.
    """

    headings: Sequence[KnownHeadings] = field(repr=False)
    column_map: ColumnMap
    words: GroupWords = field(repr=False)

    @classmethod
    def of(
        cls, forms: Sequence[tuple[Form, Sequence[Wording]]], column_map: ColumnMap
    ) -> KnownColumns:
        """Collect the headings of several forms, each given with its wordings."""
        grouped = bool(column_map.group_by)
        headings = [
            KnownHeadings.of(FormColumns(form, grouped), wordings) for form, wordings in forms
        ]
        return cls(headings, column_map, group_words())

    def count(self, headers: Sequence[str]) -> int:
        """Return how many different questions and columns of the map a row of headings names."""
        named: set[str] = set()
        for header in headers:
            if self._in_map(header):
                named.add(header)
            elif self.path(header):
                named.add(f"\0{self.path(header)}")
        return len(named)

    def uses(self, header: str) -> bool:
        """Whether a heading names what somebody needs: a question, an id, a column of the map."""
        return (
            self._in_map(header) or fold(header) in _USED_WITHOUT_MAP or bool(self.path(header))
        ) and self.column_map.columns.get(header) != ""

    def path(self, header: str) -> str:
        """Return the path that a heading has in the first form that knows it, or ""."""
        if len(header) > HEADING_LETTERS:
            return ""
        paths = (headings.path(header) for headings in self.headings)
        return next((path for path in paths if path), "")

    def _in_map(self, header: str) -> bool:
        return header in self.column_map.columns or header in self.column_map.person_columns

    def joined_path(self, group: str, header: str) -> str:
        """Return the path of a heading that stands under the heading of a group, or "".

        All forms that know it must mean the same. Without a group it is the heading alone.

        Args:
            group: The heading of the group, such as “Mål 1”.
            header: The heading below it, such as “Tema”.
        """
        paths: set[str] = set()
        for headings in self.headings:
            found = (headings.path(spelling) for spelling in self._spellings(group, header))
            paths.update([path for path in found if path][:1])
        return paths.pop() if len(paths) == 1 else ""

    def _spellings(self, group: str, header: str) -> Iterator[str]:
        """Yield the headings that a column under a group may stand for, the nearest first."""
        if not group or not header:
            yield group or header
            return
        yield f"{group} {header}"
        numbers = _NUMBER.findall(group)
        if len(numbers) == 1:
            yield f"{header} {numbers[0]}"  # a group's number is that of each column below it
        if numbers and fold(header) in self.words.text:
            yield group
        if not numbers:
            below = _NUMBER.findall(header)
            if len(below) == 1:
                yield f"{group} {below[0]}"
            # Only a group that says nothing itself leaves its columns what they are without it: a
            # “Navn” under “Kontaktperson” is another person's.
            if fold(group) in self.words.person:
                yield header


def implied_paths(
    known: KnownColumns, columns: Sequence[tuple[str, str]], headers: Sequence[str]
) -> Mapping[str, str]:
    """Return the paths of joined headings that the forms do not know by their joined words.

    Args:
        known: The headings that the forms know.
        columns: The group and the heading of each column.
        headers: The two, joined.
    """
    implied: dict[str, str] = {}
    for (group, header), joined in zip(columns, headers, strict=True):
        if joined in known.column_map.columns or known.path(joined):
            continue
        path = known.joined_path(group, header)
        if path:
            implied[joined] = path
    return implied
