"""Match the columns of a table with the questions of several forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ..look.wording import Wording
from ..model.cells import fold, shown
from ..model.errors import AnswersError
from ..model.form import Form
from ..model.messages import Message, Phrase, Where, quoted
from .column_map import ColumnMap
from .form_match import FormMatch
from .row import Row
from .table import WHY, Table
from .unmatched import UnmatchedColumns

_ID = "id"  # the heading, folded, of a column of ids that no map names
_LABEL_WIDTH = 40  # letters
_NO_USE = "–"


@dataclass(frozen=True)
class TableMatch:
    """The columns of a table, matched with the questions of each form.

    Attributes:
        matches: The match with each form.
        headers: The headings of all columns.
        column_map: What the user says of the columns.
        id: The header of the column with each person's id, or "".
        unmatched: The columns that are no question.
    """

    matches: tuple[FormMatch, ...]
    headers: tuple[str, ...]
    column_map: ColumnMap
    id: str
    unmatched: UnmatchedColumns

    @classmethod
    def of(
        cls,
        forms: Sequence[tuple[Form, Sequence[Wording]]],
        headers: Sequence[str],
        column_map: ColumnMap | None = None,
        *,
        where: str = "the table",
        records: bool = False,
    ) -> TableMatch:
        """Match the columns of a table.

        Args:
            forms: Each form with its wordings in every language, the preferred language first.
            headers: The table's headings.
            column_map: What the user says of the columns.
            where: What errors call the table.
            records: Whether the headings are keys of JSON. Such a key may be somebody's name, so
                messages show only keys that are written as ours are.

        Raises:
            UsageError: If the map does not fit the table and the forms.
            AnswersError: If no column is a question, or two are the same question.
        """
        column_map = column_map or ColumnMap()
        named = [header for header in headers if (header.strip() or records) and header != WHY]
        column_map.check(named, [form for form, _ in forms], json_keys=records)
        matches = tuple(FormMatch.of(form, wordings, named, column_map) for form, wordings in forms)
        if not any(match.questions for match in matches):
            raise AnswersError([_no_question(where, matches, records=records)])
        id_ = column_map.id or column_map.group_by or _id_header(named, matches)
        claimed = {*column_map.person_columns, *column_map.columns}
        if id_:
            claimed.add(id_)
        unmatched = UnmatchedColumns.of(matches, headers, claimed, json_keys=records)
        return cls(matches, tuple(headers), column_map, id_, unmatched)

    def for_outputs(self, *, course: bool, password: bool) -> TableMatch:
        """Return the match without the map's columns that the requested outputs do not use.

        Args:
            course: Whether people are sorted by their courses.
            password: Whether files are encrypted.
        """
        column_map = self.column_map
        unused = {}
        if not course and column_map.course:
            unused["course"] = column_map.course
        if not password and column_map.password:
            unused["password"] = column_map.password
        left_out = dict.fromkeys(unused.values(), "")
        cleared = replace(
            column_map,
            columns={**left_out, **column_map.columns},
            **dict.fromkeys(unused, ""),
        )
        return replace(self, column_map=cleared)

    def notes(self, table: Table) -> Iterator[Message]:
        """Yield notes on the table as a whole, once its rows have been read."""
        return self.unmatched.notes(table)

    # Cells

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {header: at for at, header in enumerate(self.headers)}

    def text(self, row: Row, header: str) -> str:
        """Return a row's cell as text, or "" for a column that the table or the row lacks."""
        at = self._places.get(header, len(row.cells)) if header else len(row.cells)
        return shown(row.cells[at]).strip() if at < len(row.cells) else ""

    # The match as a table for people

    def lines(self) -> Iterator[str]:
        """Yield a line for each column that says what it is: “Mål 1 → goals.1.text”."""
        headers = self.matches[0].paths
        labels = self.unmatched.labels
        width = min(_LABEL_WIDTH, max(len(labels[header]) for header in headers))
        for header in headers:
            label = quoted(labels[header])[1:-1]
            yield f"{label:{width}} → {self._use(header)}"

    def _use(self, header: str) -> str:
        refusal = self.unmatched.refused.get(header)
        if refusal:
            return f"{_NO_USE} ({refusal.what})"
        uses = [*self._person_use(header), *self._paths(header)]
        if uses:
            return ", ".join(uses)
        near = self.unmatched.nearest.get(header)
        return f"{_NO_USE} (nearest: {quoted(near)})" if near else _NO_USE

    def _person_use(self, header: str) -> Iterator[str]:
        """Yield what a column says of the person, such as “id + one person” of the map's keys."""
        uses = {
            "id": self.id,
            "one person": self.column_map.group_by,
            "course": self.column_map.course,
            "password": self.column_map.password,
        }
        names = [use for use, column in uses.items() if column and column == header]
        if names:
            yield " + ".join(names)

    def _paths(self, header: str) -> Iterator[str]:
        """Yield the paths that a column is, each with its forms where not all forms have it."""
        forms: dict[str, list[str]] = {}
        for match in self.matches:
            path = match.paths[header]
            if path:
                forms.setdefault(path, []).append(match.form)
        for path, names in forms.items():
            everywhere = len(names) == len(self.matches)
            yield path if everywhere else f"{path} ({', '.join(names)})"


def _id_header(headers: Sequence[str], matches: Sequence[FormMatch]) -> str:
    """Return the header of a column called “id” that is no question, or ""."""
    for header in headers:
        if fold(header) == _ID and not any(match.paths[header] for match in matches):
            return header
    return ""


def _no_question(where: str, matches: Sequence[FormMatch], *, records: bool) -> Message:
    forms = ", ".join(match.form for match in matches)
    if records:
        what = Phrase("no key is a question of {forms}", forms=forms)
        return Message(Where(file=where), what, code="no-question")
    what = Phrase("no column is a question of {forms}", forms=forms)
    remedy = "The headings must stand in the first row that is not empty"
    return Message(Where(file=where), what, remedy, code="no-question")
