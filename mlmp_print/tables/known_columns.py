"""Which headings the forms know, asked before it is known which row holds the headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..look.language import GroupWords, group_words, person_headings
from ..look.wording import Wording
from ..model.cells import fold
from ..model.form import Form
from .column_map import ColumnMap
from .form_columns import FormColumns
from .heading_number import written_numbers
from .known_headings import HEADING_LETTERS, KnownHeadings
from .name_columns import NAME

_USED_WITHOUT_MAP = ("id", "form")  # folded: an id, and the column in which `read` names the form
_NUMBERED_ONLY = re.compile(r"\W*(?:nr|no)?\W*[0-9]{1,3}\W*\Z", re.IGNORECASE)


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

    @classmethod
    def of_either(cls, forms: Sequence[tuple[Form, Sequence[Wording]]]) -> KnownColumns:
        """Collect the headings of a table that may have a row for each person or for each entry."""
        headings = [
            KnownHeadings.of(FormColumns(form, grouped), wordings)
            for grouped in (False, True)
            for form, wordings in forms
        ]
        return cls(headings, ColumnMap(), group_words())

    def count(self, headers: Sequence[str]) -> int:
        """Return how many different questions and columns of the map a row of headings names."""
        named: set[str] = set()
        for header in headers:
            if self._in_map(header):
                named.add(header)
            elif path := self.path(header):
                named.add(f"\0{path}")
        return len(named)

    def uses(self, header: str) -> bool:
        """Whether a heading names what somebody needs: a question, an id, a column of the map."""
        return (
            self._in_map(header) or fold(header) in _USED_WITHOUT_MAP or bool(self.path(header))
        ) and self.column_map.columns.get(header) != ""

    def may_use(self, header: str) -> bool:
        """Whether a heading names what somebody needs, or would as the first: “Mål” as “Mål 1”."""
        left_out = self.column_map.columns.get(header) == ""
        return self.uses(header) or (not left_out and bool(self.path(f"{header} 1")))

    def path(self, header: str) -> str:
        """Return the path that a heading has in the first form that knows it, or ""."""
        if len(header) > HEADING_LETTERS:
            return ""
        paths = (headings.path(header) for headings in self.headings)
        return next((path for path in paths if path), "")

    def is_entry(self, header: str) -> bool:
        """Whether a heading names an entry of a list, as “Mål 1” and “Mål” do."""
        return any(
            headings.entry_question(header) or headings.numbered_question(header)
            for headings in self.headings
        )

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
            paths.update(list(self._paths(headings, group, header))[:1])
        return paths.pop() if len(paths) == 1 else ""

    def _paths(self, headings: KnownHeadings, group: str, header: str) -> Iterator[str]:
        """Yield the paths that a column under a group may have, the nearest first."""
        if not group or not header:
            yield from _known(headings, group or header)
            return
        yield from _known(headings, f"{group} {header}")
        above, below = written_numbers(group), written_numbers(header)
        if len(above) == 1:  # a group's number is that of each column below it
            for path in _known(headings, f"{header} {above[0]}"):
                if _NUMBERED_ONLY.match(group) or _same_entry(headings.path(group), path):
                    yield path
        if above and fold(header) in self.words.text:
            yield from _known(headings, group)
        if not above and len(below) == 1:
            for path in _known(headings, f"{group} {below[0]}"):
                if _NUMBERED_ONLY.match(header) or _same_entry(headings.path(header), path):
                    yield path
        # Only a group that says nothing itself leaves its columns what they are without it: a
        # “Navn” under “Kontaktperson” is another person's.
        if not above and fold(group) in self.words.person:
            yield from _known(headings, header)

    def names_groups(self, texts: Sequence[str]) -> bool:
        """Return whether a row names groups of columns below it, and is no title of the table.

        A title begins in the first column, and is no word that we know.
        """
        about_person = {word for one in self.headings for word in one.words("about_person")}
        known = about_person | self.words.person
        return not texts[0] or any(fold(text) in known or self.path(text) for text in texts if text)

    def is_name_of_other(self, group: str, header: str) -> bool:
        """Return whether a heading is somebody's name, but not that of the person of the row.

        Args:
            group: The heading of the group, such as “Kontaktperson”.
            header: The heading below it, such as “Navn”.
        """
        is_own = fold(group) in self.words.person or self.path(group) == NAME
        if not group or is_own or self._in_map(header):
            return False
        parts = person_headings().name_parts
        is_name = self.path(header) == NAME or any(fold(header) in part for part in parts)
        return is_name and self.joined_path(group, header) != NAME

    def split_path(self, header: str, *, ours: bool) -> str:
        """Return the path of a heading that is a group's and one below it, in one cell; or "".

        Args:
            header: The heading, such as “Mål 1 Tema”.
            ours: Whether we have joined it ourselves. Else only a group with a number is looked
                for.
        """
        words = header.split() if len(header) <= HEADING_LETTERS else []
        for at in range(1, len(words)):
            group = " ".join(words[:at])
            if ours or written_numbers(group):
                path = self.joined_path(group, " ".join(words[at:]))
                if path:
                    return path
        return ""


def _known(headings: KnownHeadings, header: str) -> Iterator[str]:
    path = headings.path(header)
    if path:
        yield path


def _same_entry(path: str | None, other: str) -> bool:
    """Whether two paths are of one entry of a list: `goals.1`."""
    return path is not None and path.split(".")[:2] == other.split(".")[:2]


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
