"""A table and several forms: what each column is in each of them, and everyone in the table with their answers to all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from itertools import chain, islice

from ..definitions.load import names as form_names
from ..look.wording import Wording
from ..model.answers import plain
from ..model.cells import fold, shown
from ..model.errors import AnswersError, InvalidValue, UsageError
from ..model.form import Form
from ..model.kinds import Text
from ..model.messages import NOWHERE, Message, Severity, Where, did_you_mean, quoted
from ..text import typeset
from .column_map import ColumnMap
from .columns import FormMatch, PersonAnswers, all_places, differs_from_row
from .row import Row
from .table import WHY, Table

FORM = "form"  # the column in which `read` writes it
_NAMES_SHOWN = 100  # headings in one note


@dataclass
class Person:
    """One person in the table: their rows, and their answers to each form."""

    row: int
    id: str
    rows: Sequence[Row] = field(repr=False)
    course: str = ""
    password: str = field(default="", repr=False)
    persons: Sequence[PersonAnswers] = ()
    troubles: list[Message] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What the sheets are named with, else what the table calls the row: its id, or its number where no letters of ours can show that."""
        names = [
            *(str(person.values["name"]) for person in self.persons if person.values.get("name")),
            self.id,
        ]
        return next(
            (name for name in names if typeset.drawable(name) and not typeset.missing(name)),
            str(self.row),
        )


@dataclass(frozen=True)
class TableMatch:
    """The columns of a table, matched with the questions of each form."""

    matches: tuple[FormMatch, ...]
    headers: tuple[str, ...]
    told: ColumnMap
    id: str = ""
    nearest: Mapping[str, str] = field(
        default_factory=dict
    )  # heading that is no question → one that is known
    refused: Mapping[str, Message] = field(
        default_factory=dict
    )  # heading under which nothing may stand → why
    labels: Mapping[str, str] = field(
        default_factory=dict, repr=False
    )  # heading → what messages call the column

    @classmethod
    def of(
        cls,
        forms: Sequence[tuple[Form, Sequence[Wording]]],
        headers: Sequence[str],
        told: ColumnMap | None = None,
        *,
        where: str = "the table",
        records: bool = False,
    ) -> TableMatch:
        """`forms`: each with its wordings in every language, the preferred first. `where`: what errors call the table. `records`: the headings
        are keys of JSON; those that are not written as keys are may be about somebody, and no message shows them.

        Raises UsageError for a map that does not fit, AnswersError if no column is a question or two are the same.
        """
        told = told or ColumnMap()
        named = [header for header in headers if (header.strip() or records) and header != WHY]
        _check_map(told, named, [form for form, _ in forms], records=records)
        matches = tuple(FormMatch.of(form, wordings, named, told) for form, wordings in forms)
        if not any(path for match in matches for path in match.paths.values()):
            raise AnswersError([_no_question(where, matches, records=records)])
        loose = [header for header in named if not any(match.paths[header] for match in matches)]
        headings = {key: heading for match in matches for key, heading in match.headings.items()}
        id_ = (
            told.id
            or told.group_by
            or next((header for header in loose if fold(header) == "id"), "")
        )
        claimed = {id_, *told.single, *told.columns}
        refused = {
            header: fault
            for header in named
            if header not in claimed
            and (fault := _refused(header, matches, misplaced=records and header in loose))
        }
        near = {header: _nearest(header, headings) for header in loose if header not in claimed}
        nearest = {header: heading for header, heading in near.items() if header not in refused}
        hidden = {
            header
            for header, heading in near.items()
            if records and not heading and not plain(header)
        }
        labels = {
            header: f"key {number}" if header in hidden else header
            for number, header in enumerate(headers, 1)
        }
        return cls(matches, tuple(headers), told, id_, nearest, refused, labels)

    def notes(self, table: Table) -> Iterator[Message]:
        """What there is to say of the table as a whole, once its rows have gone by."""
        if self.nearest:
            names = [quoted(self.labels[header]) for header in islice(self.nearest, _NAMES_SHOWN)]
            more = (
                f" and {len(self.nearest) - len(names):,} more"
                if len(self.nearest) > len(names)
                else ""
            )
            yield Message(
                NOWHERE,
                f"left out, since no question is called so: {', '.join(names)}{more}",
                severity=Severity.NOTE,
            )
        if letters := table.unheaded:
            what = (
                f"column {letters[0]} has"
                if len(letters) == 1
                else f"columns {', '.join(letters)} have"
            )
            yield Message(NOWHERE, f"{what} no heading; left out", severity=Severity.NOTE)

    def needed(self, *, course: bool, password: bool) -> TableMatch:
        """The same without what is not needed of a map: what stands in those columns is not looked at."""
        unused = [
            key
            for key, used in (("course", course), ("password", password))
            if not used and getattr(self.told, key)
        ]
        nothing = {getattr(self.told, key): "" for key in unused}
        return replace(
            self,
            told=replace(
                self.told, columns={**nothing, **self.told.columns}, **dict.fromkeys(unused, "")
            ),
        )

    def lines(self) -> Iterator[str]:
        """The match as a table for people."""
        headers = self.matches[0].paths
        width = min(40, max(len(self.labels[header]) for header in headers))
        single = {
            self.id: "id",
            self.told.group_by: "one person",
            self.told.course: "course",
            self.told.password: "password",
        }
        for header in headers:
            if header in self.refused:
                yield f"{quoted(self.labels[header])[1:-1]:{width}} → – ({self.refused[header].what})"
                continue
            uses = [single[header]] if header in single else []
            if self.id == self.told.group_by == header:
                uses = ["id + one person"]
            uses += self._paths(header)
            near = f"(nearest: {quoted(self.nearest[header])})" if self.nearest.get(header) else ""
            yield f"{quoted(self.labels[header])[1:-1]:{width}} → {', '.join(uses) or f'– {near}'.rstrip()}"

    def _paths(self, header: str) -> list[str]:
        """The paths that a column is, with the forms where not all have it."""
        found: dict[str, list[str]] = {}
        for match in self.matches:
            if path := match.paths[header]:
                found.setdefault(path, []).append(match.form)
        return [
            path if len(forms) == len(self.matches) else f"{path} ({', '.join(forms)})"
            for path, forms in found.items()
        ]

    # People ----------------------------------------------------------------------------------------------------------------

    def members(self, table: Table, *, unread: bool = False) -> Iterator[Person]:
        """Everyone in the table, one after another. In a grouped table, a person is whole after the last of their rows.

        `unread`: only who there is; the answers are not looked at.
        """
        for rows in self._rows(table):
            (id_, course, password), faults = self._single_values(rows)
            member = Person(rows[0].number, id_, rows, course, password)
            if not unread:
                member.persons = [
                    match.person(rows, self.headers, member.id) for match in self.matches
                ]
                found = [trouble for person in member.persons for trouble in person.troubles]
                usual = [*found, *faults, *self._refused(rows), *self._single_faults(member)]
                member.troubles = [*self._other_forms(rows), *self._loose(rows)] or [
                    *dict.fromkeys(usual)
                ]
            yield member

    def _single_values(self, rows: Sequence[Row]) -> tuple[list[str], list[Message]]:
        """Id, course and password: of each the first in a person's rows; and the rows that say another one, or a course that no list can show.
        Of a row with a cell too many or too few it is not known what it says."""
        rows = [row for row in rows if not row.faults] or rows[:1]
        found: list[str] = []
        faults: list[Message] = []
        for header in (self.id, self.told.course, self.told.password):
            said = [(row.number, text) for row in rows if (text := self._cell(row, header))]
            first_row, first = said[0] if said else (0, "")
            if header == self.told.course:
                faults += _undrawable(first_row, header, first)
            differs = differs_from_row(first_row)
            faults += [
                differs.at(Where(row=number, column=header))
                for number, text in said
                if text != first
            ]
            found.append(first)
        return found, faults

    def _refused(self, rows: Sequence[Row]) -> Iterator[Message]:
        """What stands where nothing may; of a list that is too long, only the first of each row."""
        for row in rows if self.refused else ():
            told: set[str] = set()
            for header, fault in self.refused.items():
                if row.faults or fault.path in told or not self._cell(row, header):
                    continue
                told.add(fault.path)
                label = self.labels[header]
                path = fault.path if label == header else ""
                yield fault.at(Where(row=row.number, column=label, path=path))

    def _cell(self, row: Row, header: str) -> str:
        """What a row has in a column, as text; "" without the column."""
        at = self.headers.index(header) if header else len(row.cells)
        return shown(row.cells[at]).strip() if at < len(row.cells) else ""

    def _other_forms(self, rows: Sequence[Row]) -> Iterator[Message]:
        """Rows that `read` has written of a sheet of another form: its answers are not those to the same questions here."""
        if not self._names_forms:
            return
        asked = [match.form for match in self.matches]
        for row in rows:
            named = self._cell(row, FORM)
            if named and [named] != asked:
                other = (
                    f"the form {quoted(named)}"
                    if named in {*form_names(), *asked}
                    else "another form"
                )
                yield Message(
                    Where(row=row.number, column=FORM),
                    f"is the row of a sheet of {other}; it is left out",
                    "Batch that form by itself. If the column is about something else: "
                    f'a line "{FORM}" = "" under [columns] of a map',
                )

    @property
    def _names_forms(self) -> bool:
        """Whether the table has the column in which `read` names the form of each row, and nobody says what else that is."""
        claimed = {*self.told.single, *self.told.columns, self.id}
        return (
            FORM in self.headers
            and FORM not in claimed
            and not any(match.paths[FORM] for match in self.matches)
        )

    def _loose(self, rows: Sequence[Row]) -> Iterator[Message]:
        """Rows of nobody: what else is wrong with them, and with those above, depends on whose they are."""
        for row in rows if self.told.group_by else ():
            if not self._cell(row, self.told.group_by):
                same = (
                    f"Is it of the same person as row {rows[0].number}? Write it in every row."
                    if row is not rows[0]
                    else "Write it."
                )
                yield Message(
                    Where(row=row.number, column=self.told.group_by),
                    "is empty, so it is not known whose row it is",
                    same,
                )

    def _single_faults(self, member: Person) -> Iterator[Message]:
        """Columns that must not be empty."""
        if self.told.password and not member.password:
            yield Message(
                Where(row=member.row, column=self.told.password),
                "is empty, so the file cannot be encrypted",
                "Write a password",
            )

    def _rows(self, table: Table) -> Iterator[list[Row]]:
        """The rows of each person."""
        if not self.told.group_by:
            yield from ([row] for row in table.rows())
            return
        last = {key: row.number for key, row in self._keyed(table)}
        waiting: dict[str, list[Row]] = {}
        for key, row in self._keyed(table):
            if not key:
                yield [row]
                continue
            waiting.setdefault(key, []).append(row)
            if (
                last.get(key) == row.number
            ):  # a table that is saved meanwhile may have others: `Table.unchanged` finds that
                yield waiting.pop(key)

    def _keyed(self, table: Table) -> Iterator[tuple[str, Row]]:
        """The rows with what they belong together by. One without it, directly below another, may be of the same person: so it looks where cells
        were merged, or written once. Neither is used then."""
        key, number = "", 0
        for row in table.rows():
            key = self._cell(row, self.told.group_by) or (key if row.number == number + 1 else "")
            number = row.number
            yield key, row


def _undrawable(row: int, header: str, text: str) -> Iterator[Message]:
    """What stands on a list is refused as an answer would be."""
    try:
        Text().check(text)
    except InvalidValue as reject:
        yield reject.at(Where(row=row, column=header))


def _no_question(where: str, matches: Sequence[FormMatch], *, records: bool) -> Message:
    what = f"no {'key' if records else 'column'} is a question of {' or '.join(match.form for match in matches)}"
    first = "" if records else "The headings must stand in the first row that is not empty. "
    remedy = "“mlmp-print schema FORM --columns” writes headings that are known; --columns MAP.toml tells which column is which"
    return Message(Where(file=where), what, first + remedy)


def _refused(header: str, matches: Sequence[FormMatch], *, misplaced: bool) -> Message | None:
    """Why nothing may stand under a heading, by the first form that has a reason."""
    beyond = (match.beyond(header) for match in matches if not match.paths[header])
    within = (match.misplaced(header) for match in matches if misplaced)
    return next((fault for fault in chain(beyond, within) if fault), None)


def _check_map(
    told: ColumnMap, headers: Sequence[str], forms: Sequence[Form], *, records: bool
) -> None:
    """Raises UsageError with all that does not fit."""
    grouped = bool(told.group_by)
    asked = {path: None for form in forms for path in all_places(form, grouped=grouped)[0]}
    wrong = []
    for header in dict.fromkeys([*told.single, *told.columns]):
        if header not in headers:
            known = [
                other
                for other in headers
                if not records or plain(other) or get_close_matches(header, [other])
            ]
            wrong.append(f"the table has no column {quoted(header)}. {did_you_mean(header, known)}")
    for header, path in told.columns.items():
        if path and path not in asked:
            whose = "the form has" if len(forms) == 1 else "the forms have"
            wrong.append(
                f"{quoted(header)}: {whose} no question {quoted(path)}. {_position(path, forms, grouped=grouped) or did_you_mean(path, asked)}"
            )
    if wrong:
        raise UsageError("\n".join(f"{told.file}: {what}" for what in wrong))


def _position(path: str, forms: Sequence[Form], *, grouped: bool) -> str:
    """What to do about a path that only a grouped table has."""
    if grouped or not any(path in all_places(form, grouped=True)[1] for form in forms):
        return ""
    key, _, rest = path.partition(".")
    return f"Write which one, as {quoted(f'{key}.1.{rest}')}; or, if each row is one of several of a person, name the column with the person as group_by"


def _nearest(header: str, headings: Mapping[str, str]) -> str:
    near = get_close_matches(fold(header)[:100], headings, n=1, cutoff=0.6)
    return headings[near[0]] if near else ""
