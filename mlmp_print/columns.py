"""Which column is which question, and rows as people's answers: one row each, or several rows of which each adds a goal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from .assets import read_toml
from .cells import empty, fold, shown
from .errors import AnswersError, AskedWrong, DefinitionError, Fault, Reject, did_you_mean, quoted
from .kinds import Text
from .look import Wording
from .model import Form, Listing, Place, places
from .tables import WHY, Row, Table


@dataclass(frozen=True)
class ColumnMap:
    """What a `MAP.toml` says: the columns with the id and with what rows belong together by, and heading → path ("" for none)."""

    file: str = ""
    id: str = ""
    group_by: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> ColumnMap:
        """Raises DefinitionError naming the wrong key."""
        told = read_toml(path)
        for key in told:
            if key not in ("id", "group_by", "columns"):
                raise DefinitionError(f"{path.name}: has no key {quoted(key)}. {did_you_mean(key, ('id', 'group_by', 'columns'))}")
        columns = told.get("columns", {})
        texts = [told.get("id", ""), told.get("group_by", ""), *(columns.values() if isinstance(columns, dict) else [None])]
        if not all(isinstance(text, str) for text in texts):
            raise DefinitionError(f'{path.name}: id, group_by and each of [columns] must be texts, such as "Mål" = "goals.1.text"')
        return cls(path.name, told.get("id", ""), told.get("group_by", ""), columns)


@dataclass(frozen=True)
class Trouble:
    """What is wrong at a place in the table; never with what stands there."""

    row: int
    column: str
    path: str
    message: str

    def __str__(self) -> str:
        where = ", ".join(part for part in (f"row {self.row}", f"column {quoted(self.column)}" if self.column else "", self.path) if part)
        return f"{where}: {self.message}"


@dataclass
class Person:
    """One person's answers (path → value), where in the table each came from, the rows, and what is wrong with them."""

    row: int
    id: str
    values: dict[str, Any] = field(default_factory=dict, repr=False)
    origins: dict[str, tuple[int, str]] = field(default_factory=dict, repr=False)
    rows: list[Row] = field(default_factory=list, repr=False)
    troubles: list[Trouble] = field(default_factory=list)

    def trouble(self, path: str, message: str) -> Trouble:
        """Something about the answer at `path`."""
        row, column = self.origins.get(path, (self.row, ""))
        return Trouble(row, column, path, message)


def _all_places(form: Form, *, grouped: bool) -> tuple[dict[str, Place], frozenset[str]]:
    """Path → place with room for all that a list may hold; in a grouped table a list's questions go by their pattern. And those."""
    questions = tuple(replace(question, count=question.most) if isinstance(question, Listing) else question for question in form.questions)
    found: dict[str, Place] = {}
    for place in places(questions):
        found.setdefault(place.pattern if grouped else place.path, place)
    return found, frozenset(path for path, place in found.items() if grouped and place.position is not None)


@dataclass(frozen=True)
class Match:
    """The columns of a table, matched with the questions of a form: heading → path, or None."""

    paths: Mapping[str, str | None]
    places: Mapping[str, Place]
    listed: frozenset[str]  # the paths that each row adds an entry for
    names: Mapping[str, Mapping[str, str]] = field(repr=False)  # path → folded name → state
    nearest: Mapping[str, str] = field(default_factory=dict)  # heading → a heading that is known
    id: str = ""
    group_by: str = ""

    @classmethod
    def of(cls, form: Form, wordings: Sequence[Wording], headers: Sequence[str], told: ColumnMap | None = None) -> Match:
        """`wordings`: of every language, the preferred first. By path, then label, then alias; `told` before all.

        Raises AskedWrong for a map that does not fit, AnswersError if no column is a question or two are the same.
        """
        told = told or ColumnMap()
        headers = [header for header in headers if header.strip() and header != WHY]
        asked, listed = _all_places(form, grouped=bool(told.group_by))
        _check_map(told, headers, asked)
        known = _headings(asked, listed, wordings)
        paths = {header: told.columns.get(header, known.get(fold(header))) or None for header in headers}
        used: dict[str, str] = {}
        for header, path in paths.items():
            if path and path in used:
                what = f"the columns {quoted(used[path])} and {quoted(header)} are both {path}"
                raise AnswersError([Fault("row 1", what, 'Leave one out: a line "its heading" = "" under [columns] of a map')])
            if path:
                used[path] = header
        if not used:
            todo = "“mlmp-print schema FORM --columns” writes headings that are known; --columns MAP.toml tells which column is which"
            raise AnswersError([Fault("row 1", f"no column is a question of {form.name}", todo)])
        silent = {told.id, told.group_by, *told.columns}
        shown_headings = {fold(wordings[0].column(place)): wordings[0].column(place) for place in asked.values()}
        nearest = {header: _nearest(header, shown_headings) for header, path in paths.items() if not path and header not in silent}
        names = {path: _names(asked[path], wordings) for path in used}
        id_ = told.id or told.group_by or next((header for header in headers if fold(header) == "id" and not paths[header]), "")
        return cls(paths, asked, listed, names, nearest, id_, told.group_by)

    def lines(self) -> Iterator[str]:
        """The match as a table for people."""
        width = min(40, max(map(len, self.paths)))
        for header, path in self.paths.items():
            use = " + ".join(text for text, here in (("id", self.id), ("one person", self.group_by)) if here == header)
            near = f"(nearest: {quoted(self.nearest[header])})" if self.nearest.get(header) else ""
            yield f"{quoted(header)[1:-1]:{width}} → {', '.join(part for part in (use, path) if part) or f'– {near}'.rstrip()}"

    # Rows ------------------------------------------------------------------------------------------------------------------

    def people(self, table: Table, *, unread: bool = False) -> Iterator[Person]:
        """Everyone in the table, one after another. In a grouped table, a person is whole after the last of their rows.

        `unread`: only who there is; the answers are not looked at.
        """
        if not self.group_by:
            yield from (self._person([row], table.headers, unread) for row in table.rows())
            return
        at = table.headers.index(self.group_by)
        last = {shown(row.cells[at]).strip(): row.number for row in table.rows() if len(row.cells) > at}
        waiting: dict[str, list[Row]] = {}
        for row in table.rows():
            key = shown(row.cells[at]).strip() if len(row.cells) > at else ""
            if not key:
                yield self._person([row], table.headers, unread)
                continue
            waiting.setdefault(key, []).append(row)
            if last[key] == row.number:
                yield self._person(waiting.pop(key), table.headers, unread)

    def _person(self, rows: list[Row], headers: Sequence[str], unread: bool) -> Person:
        cells = dict(zip(headers, rows[0].cells, strict=False))
        person = Person(rows[0].number, shown(cells.get(self.id)).strip(), rows=rows)
        if unread:
            return person
        anchors: dict[tuple[str, str], int] = {}
        for row in rows:
            person.troubles += [Trouble(row.number, fault.where, self.paths.get(fault.where) or "", _message(fault)) for fault in row.faults]
            if not row.faults:
                self._row(person, row, dict(zip(headers, row.cells, strict=False)), anchors)
        if self.group_by and empty(cells.get(self.group_by)):
            person.troubles.append(Trouble(person.row, self.group_by, "", "is empty, so it is not known whose row it is. Write it."))
        named = next((header for header, path in self.paths.items() if path == "name"), None)
        if named and "name" not in person.values and not person.troubles:
            what = 'is empty: a sheet without a name reaches nobody. Write the name, or leave the column out of the map ("").'
            person.troubles.append(Trouble(person.row, named, "name", what))
        return person

    def _row(self, person: Person, row: Row, cells: Mapping[str, Any], anchors: dict[tuple[str, str], int]) -> None:
        """One row's answers come to the person's; the rows' own entries last, since they may be of an entry that is there."""
        added: dict[str, dict[str, tuple[str, Any]]] = {}
        for header, path in self.paths.items():
            if not path or empty(cells.get(header)):
                continue
            kind = self.places[path].kind
            try:
                value = kind.check(kind.from_cell(cells[header], self.names[path]))
            except Reject as reject:
                person.troubles.append(Trouble(row.number, header, path, _message(reject.at(""))))
                continue
            if value is None:
                continue
            if path in self.listed:
                listing, _, rest = path.partition(".")
                added.setdefault(listing, {})[rest] = (header, value)
            else:
                self._add(person, path, path, value, (row.number, header), several=False)
        for listing, entry in added.items():
            anchor = next((path.partition(".")[2] for path in self.listed if self._first(path, listing)), "")
            same = " ".join(str(entry[anchor][1]).split()) if anchor in entry else f"\0{row.number}"
            position = anchors.setdefault((listing, same), 1 + sum(name == listing for name, _ in anchors))
            for rest, (header, value) in entry.items():
                if rest == anchor and f"{listing}.{position}.{rest}" in person.values:
                    continue  # the same but for its spaces
                self._add(person, f"{listing}.{rest}", f"{listing}.{position}.{rest}", value, (row.number, header), several=rest != anchor)

    def _first(self, path: str, listing: str) -> bool:
        """Whether `path` is the first question of a list: what its entries are told apart by."""
        return path == next(known for known in self.places if known in self.listed and known.startswith(f"{listing}."))

    def _add(self, person: Person, asked: str, path: str, value: Any, origin: tuple[int, str], *, several: bool) -> None:
        """An answer comes to those there are: the same one again is nothing new; other words about the same goal stand beside the first."""
        kind = self.places[asked].kind
        old = person.values.get(path)
        if old is None:
            person.values[path] = value
            person.origins[path] = origin
        elif several and isinstance(kind, Text):
            between = ", " if kind.line or "\n" not in f"{old}{value}" else "\n"
            if value not in old.split(between):
                person.values[path] = f"{old}{between}{value}"
        elif old != value:
            message = f"is another one than in row {person.origins[path][0]}, which is of the same person. Make them the same."
            person.troubles.append(Trouble(*origin, path, message))


def _message(fault: Fault) -> str:
    return str(replace(fault, where=""))


def _check_map(told: ColumnMap, headers: Sequence[str], asked: Mapping[str, Place]) -> None:
    for header in [*filter(None, (told.id, told.group_by)), *told.columns]:
        if header not in headers:
            raise AskedWrong(f"{told.file}: the table has no column {quoted(header)}. {did_you_mean(header, headers)}")
    for header, path in told.columns.items():
        if path and path not in asked:
            raise AskedWrong(f"{told.file}: {quoted(header)}: the form has no question {quoted(path)}. {did_you_mean(path, asked)}")


def _headings(asked: Mapping[str, Place], listed: Iterable[str], wordings: Sequence[Wording]) -> dict[str, str | None]:
    """Folded heading → path; None for one that could be several."""
    listed = frozenset(listed)
    tiers = [[(path, path) for path in asked]]
    for headings in (lambda wording, place, number: [wording.column(place, number)], Wording.aliases):
        for wording in wordings:
            tiers.append([(text, path) for path, place in asked.items() for text in headings(wording, place, "" if path in listed else None)])
    known: dict[str, str | None] = {}
    for tier in tiers:
        found: dict[str, set[str]] = {}
        for text, path in tier:
            found.setdefault(fold(text), set()).add(path)
        for text, paths in found.items():
            known.setdefault(text, paths.pop() if len(paths) == 1 else None)
    return known


def _names(place: Place, wordings: Sequence[Wording]) -> dict[str, str]:
    """Folded name → state, in every language; a name that two states have is none."""
    found: dict[str, set[str]] = {}
    for wording in wordings:
        for state in place.kind.states:
            for name in (state, wording.said(place, state)):
                found.setdefault(fold(name), set()).add(state)
    return {name: states.pop() for name, states in found.items() if name and len(states) == 1}


def _nearest(header: str, headings: Mapping[str, str]) -> str:
    near = get_close_matches(fold(header)[:100], headings, n=1, cutoff=0.6)
    return headings[near[0]] if near else ""
