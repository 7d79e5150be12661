"""Match the columns of a table with the questions of several forms."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from ..look.sheet_names import SheetNames
from ..look.wording import Wording
from ..model.cells import fold, shown
from ..model.errors import AnswersError
from ..model.form import Form
from ..model.messages import NOWHERE, Message, Severity, Weight, Where, quoted, shortened
from ..model.phrases import Phrase, translated
from .column_map import LEFT_OUT, ColumnMap
from .form_columns import FormColumns
from .form_match import FormMatch
from .known_headings import KnownHeadings
from .read_columns import ABOUT, FORM
from .row import Row
from .table import WHY, Table
from .unmatched import UnmatchedColumns

_ID = "id"  # the heading, folded, of a column of ids that no map names
_LABEL_WIDTH = 40  # letters
_NO_USE = Phrase("–")
_TABLE = Phrase("the table")


@dataclass(frozen=True)
class TableMatch:
    """The columns of a table, matched with the questions of each form.

    Attributes:
        matches: The match with each form.
        headers: The headings of all columns.
        column_map: What the user says of the columns.
        id_header: The header of the column with each person's id, or "".
        unmatched: The columns that are no question.
        accepted: The codes of the doubts that the user accepts.
        started: The names of the sheets that are started from those in the table, which are of the
            one form in `matches`; none where the table holds the answers to fill in.
    """

    matches: tuple[FormMatch, ...]
    headers: tuple[str, ...]
    column_map: ColumnMap
    id_header: str
    unmatched: UnmatchedColumns
    accepted: frozenset[str] = frozenset()
    started: tuple[SheetNames, ...] = ()

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

        Raises:
            UsageError: If the map does not fit the table and the forms.
            AnswersError: If no column is a question, or two are the same question.
        """
        column_map = column_map or ColumnMap()
        named = _matchable(headers, records=records)
        known = [
            KnownHeadings.of(FormColumns(form, grouped=bool(column_map.group_by)), wordings)
            for form, wordings in forms
        ]
        column_map.check(named, known, json_keys=records)
        matches = tuple(FormMatch.of(headings, named, column_map) for headings in known)
        if not any(match.questions for match in matches):
            raise AnswersError([_no_question(where, matches, records=records)])
        id_header = _id_header(column_map, named, matches)
        claimed = {*column_map.person_columns, *column_map.columns}
        if id_header:
            claimed.add(id_header)
        if _has_form_column(matches, named, claimed):
            claimed.update(ABOUT)
        unmatched = UnmatchedColumns.of(matches, headers, claimed, json_keys=records)
        return cls(matches, tuple(headers), column_map, id_header, unmatched, accepted)

    @cached_property
    def about_columns(self) -> frozenset[str]:
        """The columns in which `read` writes where a row is from, if the table has them."""
        return frozenset(ABOUT) & {*self.headers} if self.has_form_column else frozenset()

    @property
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
        return self.unmatched.notes(table)

    def started_notes(self, people: int) -> Iterator[Message]:
        """Note that sheets are started from those in the table."""
        if self.started:
            what = Phrase(
                "{count:,} sheets of {older}: the new ones start from them, as each form says",
                count=people,
                older=quoted(self.matches[0].names.wording.name),
            )
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
        """Return a row's cell as text, or "" for a column that the table or the row lacks."""
        return shown(self.cell(row, header)).strip()

    # The match as a table for people

    def lines(self) -> Iterator[str]:
        """Yield a line for each column that says what it is: “Mål 1 → goals.1.text”."""
        headers = self.matches[0].paths
        labels = self.unmatched.labels
        width = min(_LABEL_WIDTH, max(len(labels[header]) for header in headers))
        for header in headers:
            label = shortened(translated(labels[header]))
            yield f"{label:{width}} → {translated(self._use(header))}"

    def _use(self, header: str) -> Phrase:
        refusal = self.unmatched.refused.get(header)
        if refusal:
            return Phrase("– ({refusal})", refusal=refusal.what)
        uses = [*self._person_use(header), *self._paths(header)]
        if uses:
            return Phrase("{uses}", uses=uses)
        near = self.unmatched.nearest.get(header)
        return Phrase("– (nearest: {name})", name=quoted(near)) if near else _NO_USE

    def _person_use(self, header: str) -> Iterator[str]:
        """Yield what a column says of the person, such as “id + one person” of the map's keys."""
        uses = {
            Phrase("id"): self.id_header,
            Phrase("one person"): self.column_map.group_by,
            Phrase("course"): self.column_map.course,
            Phrase("password"): self.column_map.password,
        }
        names = [use for use, column in uses.items() if column and column == header]
        if names:
            yield " + ".join(map(translated, names))

    def _paths(self, header: str) -> Iterator[str]:
        """Yield the paths that a column is, each with its forms where not all forms have it."""
        forms: dict[str, list[str]] = {}
        for match in self.matches:
            path = match.paths[header]
            if path:
                forms.setdefault(path, []).append(match.form_name)
        for path, names in forms.items():
            everywhere = len(names) == len(self.matches)
            yield path if everywhere else f"{path} ({', '.join(names)})"


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


def _id_header(column_map: ColumnMap, headers: Sequence[str], matches: Sequence[FormMatch]) -> str:
    """Return the header of the column with each person's id, or "".

    It is the column that the map names. Without one it is the map's `group_by`, which tells people
    apart; and without that a column called “id”, “Sagsnr” or the like that is no question.
    """
    named = column_map.id or column_map.group_by
    if named:
        return named
    free = [header for header in headers if not any(match.paths[header] for match in matches)]
    words = {word for match in matches for word in match.headings.words("id")}
    ids = [header for header in free if fold(header) == _ID]
    return next((header for header in [*ids, *free] if fold(header) in {_ID, *words}), "")


def _no_question(where: str, matches: Sequence[FormMatch], *, records: bool) -> Message:
    forms = ", ".join(match.form_name for match in matches)
    if records:
        what = Phrase("no key is a question of {forms}", forms=forms)
        return Message(Where(file=where), what, code="no-question")
    what = Phrase("no column is a question of {forms}", forms=forms)
    remedy = Phrase("The headings must stand in the first row that is not empty")
    return Message(Where(file=where), what, remedy, code="no-question")
