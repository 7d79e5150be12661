"""Find out which columns of a table say who somebody is, by their headings and by the rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..model.cells import fold
from ..model.errors import MlmpError
from ..tables.column_map import ColumnMap
from ..tables.form_match import FormMatch
from ..tables.name_columns import NAME
from ..tables.person_columns import IdValues, SamePerson, entry_headers, known_ids
from ..tables.table_match import TableMatch
from .draft_table import DraftTable

_NOTES = "notes"  # the question of an entry to which several rows may have words of their own


@dataclass
class PersonMap:
    """Finds out what a map has to say of a table's columns about the person.

    Attributes:
        draft: The table.
    """

    draft: DraftTable

    @cached_property
    def plain(self) -> TableMatch:
        """The match of a table with a row for each person."""
        return self.draft.matched(ColumnMap())

    def column_map(self) -> ColumnMap:
        """Return what the rows say of the columns of the person.

        Raises:
            AnswersError: The table cannot be read to its end.
        """
        known = list(known_ids(self.plain))
        unknown = self._ids_by_values()
        grouped = self._grouped(known, list(unknown))
        if grouped:
            return grouped
        by_values = [header for header, values in unknown.items() if values.are_unique]
        id_ = known[0] if known else ""
        if not known and len(by_values) == 1 and self._names_differ():
            id_ = by_values[0]
        return ColumnMap(id=id_, course=self._course())

    def _ids_by_values(self) -> dict[str, IdValues]:
        """Return the columns that are no question and have something like an id in every row."""
        about_person, labels = self._words("about_person"), self.plain.unmatched.labels
        columns = {
            header: IdValues()
            for header in self.plain.unmatched.nearest
            if fold(header) not in about_person and labels[header] == header
        }
        for row in self.draft.table.rows():
            for header, values in columns.items() if not row.faults else ():
                values.add(self.plain.text(row, header))
            columns = {header: values for header, values in columns.items() if values.look_so}
        return columns

    def _grouped(self, known: Sequence[str], unknown: Sequence[str]) -> ColumnMap | None:
        """Return the map of a table in which several rows are one person; None for another one.

        Args:
            known: The headings that are known as ids.
            unknown: Those of other columns with something like an id.
        """
        candidates = [*known, *unknown]
        match = self._entry_match(candidates[0]) if candidates else None
        if match is None:
            return None
        notes = dict(self._provider_notes(match))
        people = {header: SamePerson(match, header, [*notes]) for header in candidates}
        self._look(people.values())
        for header, same in people.items():
            if same.is_person_for_certain or (header in known and same.is_person):
                return ColumnMap(id=header, group_by=header, columns=notes)
        return None

    def _entry_match(self, header: str) -> TableMatch | None:
        """Return the match of a table with a row for each entry of a list; None if it is not one.

        Columns such as “Mål 1” are questions of a table with a row for each person only.
        """
        try:
            match = self.draft.matched(ColumnMap(id=header, group_by=header))
        except MlmpError:
            return None
        return match if entry_headers(match) and _asked(match) >= _asked(self.plain) else None

    def _look(self, people: Iterable[SamePerson]) -> None:
        for row in self.draft.table.rows():
            for same in people:
                same.add(row)

    def repeated_name(self) -> str:
        """Return the column of names if one stands in rows with different entries; else ""."""
        header = next(filter(None, (match.header(NAME) for match in self.plain.matches)), "")
        match = self._entry_match(header) if header else None
        if match is None:
            return ""
        same = SamePerson(match, header)
        self._look([same])
        return header if same.is_person else ""

    @staticmethod
    def _provider_notes(match: TableMatch) -> Iterator[tuple[str, str]]:
        """Yield the column of those who provide the help, with the notes of the list's entries.

        So several providers of one goal stand side by side in its notes.
        """
        for form_match in match.matches:
            words = form_match.headings.words("provider")
            found = [name for name in match.unmatched.nearest if fold(name) in words]
            free = _free_notes(form_match)
            if len(found) == 1 and len(free) == 1:
                yield found[0], free[0]

    def _names_differ(self) -> bool:
        """Whether no name stands in several rows: else it is not known whose id it is."""
        heads = self.plain.head_headers
        names: set[tuple[str, ...]] = set()
        for row in self.draft.table.rows() if heads else ():
            name = tuple(self.plain.text(row, header) for header in heads[0])
            if name in names:
                return False
            names.add(name)
        return bool(heads)

    def _course(self) -> str:
        """Return the column that is known as that of courses, if there is one."""
        words = self._words("course")
        found = [header for header in self.plain.unmatched.nearest if fold(header) in words]
        return found[0] if len(found) == 1 else ""

    def _words(self, key: str) -> set[str]:
        return {word for match in self.plain.matches for word in match.headings.words(key)}


def _asked(match: TableMatch) -> int:
    """Return how many columns are a question of a form, or the number of an entry."""
    return len({header for one in match.matches for header, path in one.paths.items() if path})


def _free_notes(match: FormMatch) -> list[str]:
    """Return the paths of notes on a list's entries that no column is."""
    taken = {path for path in match.paths.values() if path}
    return [
        path
        for path in match.columns.entry_paths
        if path.rpartition(".")[2] == _NOTES and path not in taken
    ]
