"""Match the columns of a table with the questions of several forms."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from ..look.sheet_names import SheetNames
from ..look.wording import Wording
from ..model.cells import seen, shown, trimmed
from ..model.errors import AnswersError
from ..model.form import Form
from ..model.limits import TABLE_HEADING_SEARCH
from ..model.messages import NOWHERE, Message, Severity, Weight, Where, quoted
from ..model.phrases import Phrase, PhraseTemplate
from .column_map import LEFT_OUT, ColumnMap
from .form_columns import FormColumns
from .form_match import FormMatch
from .heading_rows import WHY
from .id_columns import find_id_header, find_sheet_id_header
from .known_headings import KnownHeadings
from .map_headings import with_table_headings
from .name_columns import NAME, joined_names
from .read_columns import ABOUT, FORM, NUMBER
from .row import Row
from .table import Table
from .unmatched import UnmatchedColumns, undrawn_columns

_TABLE = Phrase("the table")


@dataclass(frozen=True)
class TableMatch:
    """The columns of a table, matched with the questions of each form.

    Attributes:
        matches: The match with each form.
        headers: The headings of all columns.
        column_map: What the user says of the columns.
        id_header: The header of the column with each person's id, or "".
        sheet_id_header: That of the column with the ids of their older sheets, or "".
        unmatched: The columns that are no question.
        accepted: The codes of the doubts that the user accepts.
        records: Whether the table is JSON or rows in memory.
        started: The names of the sheets that are started from those in the table, which are of the
            one form in `matches`; none where the table holds the answers to fill in.
    """

    matches: tuple[FormMatch, ...]
    headers: tuple[str, ...]
    column_map: ColumnMap
    id_header: str
    unmatched: UnmatchedColumns
    accepted: frozenset[str] = frozenset()
    sheet_id_header: str = ""
    started: tuple[SheetNames, ...] = ()
    records: bool = False

    @classmethod
    def of(
        cls,
        forms: Sequence[tuple[Form, Sequence[Wording]]],
        headers: Sequence[str],
        column_map: ColumnMap | None = None,
        *,
        where: str = _TABLE,
        records: bool = False,
        accepted: frozenset[str] = frozenset(),
        may_be_foreign: bool = False,
        heading_row: int = 1,
    ) -> TableMatch:
        """Match the columns of a table.

        Args:
            forms: Each form with its wordings in every language, the preferred language first.
            headers: The table's headings.
            column_map: What the user says of the columns.
            where: What errors call the table.
            records: Whether the headings are keys of JSON. Such a key may be somebody's name, so
                messages show only keys that are written as ours are.
            accepted: The codes of the doubts that the user accepts (see `doubts`).
            may_be_foreign: Whether no column needs to be a question.
            heading_row: The number of the row with the headings, for messages; 0 for keys of JSON.

        Raises:
            UsageError: If the map does not fit the table and the forms.
            AnswersError: If no column is a question, or two are the same question.
        """
        named = _matchable(headers, records=records)
        column_map = with_table_headings(column_map or ColumnMap(), named)
        known = [
            KnownHeadings.of(FormColumns(form, grouped=bool(column_map.group_by)), wordings)
            for form, wordings in forms
        ]
        column_map = column_map.with_columns(_goal_numbers(known, named, column_map))
        column_map.check(named, known, json_keys=records)
        matches = tuple(
            FormMatch.of(headings, named, column_map, heading_row) for headings in known
        )
        if not (may_be_foreign or any(match.questions for match in matches)):
            raise AnswersError([no_question(where, matches, records=records)])
        id_header = find_id_header(column_map, named, matches)
        sheet_id_header = find_sheet_id_header(column_map, named, matches)
        claimed = {*column_map.person_columns, *column_map.columns, *column_map.name}
        claimed |= {header for header in (id_header, sheet_id_header) if header}
        if _has_form_column(matches, named, claimed):
            claimed.update(ABOUT)
        unmatched = UnmatchedColumns.of(matches, headers, claimed, json_keys=records)
        return cls(
            matches,
            tuple(headers),
            column_map,
            id_header,
            unmatched,
            accepted,
            sheet_id_header,
            records=records,
        )

    @cached_property
    def about_columns(self) -> frozenset[str]:
        """The columns in which `read` writes where a row is from, if the table has them."""
        return frozenset(ABOUT) & {*self.headers} if self.has_form_column else frozenset()

    @cached_property
    def has_form_column(self) -> bool:
        """Whether there is a column of forms, and neither map nor form says what else it is."""
        column_map = self.column_map
        claimed = {self.id_header, *column_map.person_columns, *column_map.columns}
        return _has_form_column(self.matches, self.headers, claimed)

    def for_outputs(self, *, course: bool, password: bool) -> TableMatch:
        """Return the match without the map's columns that the requested outputs do not use.

        So a print job needs no passwords, and files without courses have no errors about them.
        `matches` and `unmatched` stay as they are, since the columns mean what they meant before:
        a column of passwords, say, is still no question, whatever its heading.

        Args:
            course: Whether people are sorted by their courses.
            password: Whether files are encrypted.
        """
        column_map = self.column_map
        # “Left out” keeps it known that the map names the column: `row_checks` must not take a
        # column of courses that is called “form” for the one that `read` writes.
        left_out: dict[str, str] = {}
        if column_map.course and not course:
            left_out[column_map.course] = LEFT_OUT
        if column_map.password and not password:
            left_out[column_map.password] = LEFT_OUT
        cleared = replace(
            column_map,
            course=column_map.course if course else "",
            password=column_map.password if password else "",
            columns={**left_out, **column_map.columns},  # what [columns] says of it stays
        )
        return replace(self, column_map=cleared)

    def notes(self, table: Table) -> Iterator[Message]:
        """Yield notes on the table as a whole, once its rows have been read."""
        yield from table.notes()
        names = next((match.name_headers for match in self.matches if match.name_headers), ())
        yield from joined_names(names, self.column_map)
        yield from self.unmatched.notes(table)
        for match in self.matches:
            yield from undrawn_columns(match)

    @property
    def used(self) -> frozenset[str]:
        """The headings of the columns that are used: questions, and what the map says of people."""
        questions = {header for match in self.matches for header, _ in match.questions}
        names = {header for match in self.matches for header in match.name_headers}
        person = {*self.column_map.person_columns, self.id_header}
        return frozenset(questions | names | person) - {""}

    # Groups of columns

    @cached_property
    def person_headers(self) -> Sequence[str]:
        """The headers of the columns of ids, courses and passwords."""
        return list(dict.fromkeys(filter(None, [self.id_header, *self.column_map.person_columns])))

    @cached_property
    def text_headers(self) -> Sequence[str]:
        """The headers of the other columns that are answered in words of one's own."""
        headers = (header for match in self.matches for header in match.text_headers)
        return [header for header in dict.fromkeys(headers) if header not in self.person_headers]

    @cached_property
    def head_headers(self) -> Sequence[tuple[str, ...]]:
        """The headers of the columns that say whose a row is; a name may have several."""
        heads = [(self.id_header,), (self.column_map.group_by,), *self.name_columns]
        return [headers for headers in dict.fromkeys(heads) if headers[0]]

    @cached_property
    def name_columns(self) -> Sequence[tuple[str, ...]]:
        """The headers of the columns of names; the parts of one name stand together."""
        names = (match.name_headers or (match.header(NAME),) for match in self.matches)
        return [headers for headers in dict.fromkeys(names) if headers[0]]

    @cached_property
    def begins_with_label(self) -> bool:
        """Whether the table's first column says neither whose a row is, nor what they answer."""
        first = self.headers[0]
        is_head = any(first in headers for headers in self.head_headers)
        return not is_head and not any(match.paths.get(first) for match in self.matches)

    def started_notes(self, people: int) -> Iterator[Message]:
        """Note that sheets are started from those in the table."""
        if self.started:
            template = PhraseTemplate(
                "{count:,} sheets of {older}: the new ones start from them, as each form says"
            )
            if people == 1:
                template = PhraseTemplate(
                    "1 sheet of {older}: the new one starts from it, as the form says"
                )
            older = quoted(self.matches[0].names.wording.name)
            what = template.phrase(count=people, older=older)
            yield Message(NOWHERE, what, severity=Severity.NOTE, weight=Weight.TABLE)

    # Cells

    @cached_property
    def _cell_indices(self) -> Mapping[str, int]:
        """Header → index of its cells in a row."""
        return {header: index for index, header in enumerate(self.headers)}

    def cell(self, row: Row, header: str) -> Any:
        """Return a row's cell, or None for a column that the table or the row lacks."""
        index = self._cell_indices.get(header)
        if not header or index is None or index >= len(row.cells):
            return None
        return row.cells[index]

    def text(self, row: Row, header: str) -> str:
        """Return a row's cell as a reader sees it; "" for a column that table or row lacks."""
        return seen(shown(self.cell(row, header)))

    def secret(self, row: Row, header: str) -> str:
        """Return a row's cell as `text` does, but inside as it was written, as a password must be.

        Two spaces in a password are two.
        """
        return trimmed(shown(self.cell(row, header)))


def _goal_numbers(
    known: Sequence[KnownHeadings], headers: Sequence[str], column_map: ColumnMap
) -> Mapping[str, str]:
    """Return what the column is in which `read` numbers goals that have a row each."""
    is_read = FORM in headers and NUMBER in headers and bool(column_map.group_by)
    if not is_read or {FORM, NUMBER} & {*column_map.columns, *column_map.person_columns}:
        return {}
    keys = {
        path.partition(".")[0]
        for headings in known
        for path in map(headings.path, headers)
        if path and path in headings.columns.entry_paths
    }
    return {NUMBER: f"{keys.pop()}.{NUMBER}"} if len(keys) == 1 else {}


def _has_form_column(
    matches: Sequence[FormMatch], headers: Collection[str], claimed: Collection[str]
) -> bool:
    is_question = any(match.paths.get(FORM) for match in matches)
    return FORM in headers and FORM not in claimed and not is_question


def _matchable(headers: Sequence[str], *, records: bool) -> list[str]:
    """Return the headings by which columns are matched.

    A column without a heading cannot be matched, but in JSON an empty key is a key as any other.
    The column of reasons in a list of failed rows is ours, and no answer.
    """
    matchable = headers if records else [header for header in headers if header.strip()]
    return [header for header in matchable if header != WHY]


def no_question(where: str, matches: Sequence[FormMatch], *, records: bool) -> Message:
    """Refuse a table of which no column is a question.

    Args:
        where: What errors call the table.
        matches: The table, matched with each form.
        records: Whether the headings are keys of JSON.
    """
    forms = ", ".join(match.form_name for match in matches)
    if records:
        what = Phrase("no key is a question of {forms}", forms=forms)
        return Message(Where(file=where), what, code="no-question")
    what = Phrase("no column is a question of {forms}", forms=forms)
    remedy = Phrase(
        "The headings must stand in one of the first {rows} rows", rows=TABLE_HEADING_SEARCH
    )
    return Message(Where(file=where), what, remedy, code="no-question")
