"""Which column is which question, and rows as people's answers: one row each, or several rows of which each adds a goal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ..look.language import cell_words
from ..look.wording import Wording
from ..model.answers import plain, too_many
from ..model.cells import empty, fold
from ..model.errors import AnswersError, InvalidValue
from ..model.form import Form, Listing, Place
from ..model.messages import NOWHERE, Message, Phrase, Where, did_you_mean, quoted
from ..model.paths import POSITION
from .column_map import ColumnMap
from .row import Row

_POSITION = re.compile(r"(?<![0-9])[0-9]{1,3}(?![0-9])")  # four are a year
_HEADING = 100  # letters that a heading of ours has at most


@dataclass
class PersonAnswers:
    """One person's answers to a form (path → value), where in the table each came from, and what is wrong with them."""

    row: int
    id: str
    values: dict[str, Any] = field(default_factory=dict, repr=False)
    origins: dict[str, Where] = field(default_factory=dict, repr=False)
    troubles: list[Message] = field(default_factory=list)

    def where(self, path: str) -> Where:
        """The row and column that the answer at a path came from."""
        return replace(self.origins.get(path, Where(row=self.row)), path=path)


def all_places(form: Form, *, grouped: bool) -> tuple[dict[str, Place], frozenset[str]]:
    """Path → place with room for all that a list may hold; in a grouped table a list's questions go by their pattern. And those."""
    found: dict[str, Place] = {}
    for place in form.all_places():
        found.setdefault(place.pattern if grouped else place.path, place)
    return found, frozenset(
        path for path, place in found.items() if grouped and place.position is not None
    )


@dataclass(frozen=True)
class FormMatch:
    """The columns of a table, matched with the questions of a form: heading → path, or None."""

    form: str
    paths: Mapping[str, str | None]
    places: Mapping[str, Place]
    listed: frozenset[str]  # the paths that each row adds an entry for
    names: Mapping[str, Mapping[str, str]] = field(repr=False)  # path → folded name → state
    headings: Mapping[str, str] = field(
        repr=False
    )  # that the questions are known by: folded → as written
    lists: Mapping[str, Listing] = field(repr=False)
    known: Mapping[str, str | None] = field(repr=False)  # folded heading → path, in every language
    group_by: str = ""

    @classmethod
    def of(
        cls, form: Form, wordings: Sequence[Wording], headers: Sequence[str], told: ColumnMap
    ) -> FormMatch:
        """`wordings`: of every language, the preferred first. By path, then label, then alias; `told` before all, as far as the form has its paths.

        Raises AnswersError if two columns are the same question.
        """
        asked, listed = all_places(form, grouped=bool(told.group_by))
        known = _headings(asked, listed, wordings)
        paths: dict[str, str | None] = {}
        for header in headers:
            path = told.columns.get(
                header, None if header == told.password else known.get(fold(header))
            )
            paths[header] = path if path in asked else None
        used: dict[str, str] = {}
        for header, path in paths.items():
            if path and path in used:
                what = f"the columns {quoted(used[path])} and {quoted(header)} are both {path}"
                raise AnswersError(
                    [
                        Message(
                            Where(row=1),
                            what,
                            'Leave one out: a line "its heading" = "" under [columns] of a map',
                        )
                    ]
                )
            if path:
                used[path] = header
        names = {path: _names(asked[path], wordings) for path in used}
        headings = {
            fold(wordings[0].column(place)): wordings[0].column(place) for place in asked.values()
        }
        return cls(
            form.name, paths, asked, listed, names, headings, form.lists, known, told.group_by
        )

    # Rows ------------------------------------------------------------------------------------------------------------------

    def person(self, rows: Sequence[Row], headers: Sequence[str], id_: str) -> PersonAnswers:
        """The answers that one person's rows hold."""
        person = PersonAnswers(rows[0].number, id_)
        entries: dict[str, dict[str, int]] = {}
        for row in rows:
            person.troubles += [
                fault.at(self._where(row.number, fault.where.column)) for fault in row.faults
            ]
            if not row.faults:
                self._row(person, row, dict(zip(headers, row.cells, strict=False)), entries)
        named = next((header for header, path in self.paths.items() if path == "name"), None)
        if named and "name" not in person.values and not person.troubles:
            person.troubles.append(
                Message(
                    Where(row=person.row, column=named, path="name"),
                    "is empty: a sheet without a name reaches nobody",
                    'Write the name, or leave the column out of the map ("")',
                )
            )
        return person

    def _where(self, row: int, header: str) -> Where:
        """A cell, and the question that it answers."""
        return Where(row=row, column=header, path=self.paths.get(header) or "")

    def beyond(self, header: str) -> Message | None:
        """What is wrong with a heading that would be a question's but for a position that its list may not have: “Mål 13” of 12."""
        for number in _POSITION.finditer(header) if len(header) <= _HEADING else ():
            before, after = header[: number.start()], header[number.end() :]
            first, second = (
                self.places.get(self.known.get(fold(f"{before}{position}{after}")) or "")
                for position in (1, 2)
            )
            if first and first.position and (second or first).pattern == first.pattern:
                listing = self.lists[first.path.partition(".")[0]]
                if int(number[0]) > listing.most:
                    return _beyond(listing, int(number[0]))
        return None

    def misplaced(self, path: str) -> Message | None:
        """What is wrong with a path that is no question but lies where one is, as `answers` says it; None for one that has nothing to do with the form."""
        key, *inside = path.split(".")
        asked = [known for known in self.places if known.partition(".")[0] == key]
        if not asked:
            return None
        listing = None if self.group_by else self.lists.get(key)
        if listing:
            if not inside or not POSITION.match(inside[0]):
                return Message(Where(path=path), "must be a list", "Write [ … ]")
            if int(inside[0]) > listing.most:
                return _beyond(listing, int(inside[0]))
            asked = [known for known in asked if known.startswith(f"{key}.{inside[0]}.")]
        if len(inside) == bool(listing) and key not in asked:
            return Message(Where(path=path), "must be an object", "Write { … }")
        return Message(
            Where(path=path),
            "is no question of this form",
            did_you_mean(path, asked) if plain(path) else "",
        )

    def _row(
        self,
        person: PersonAnswers,
        row: Row,
        cells: Mapping[str, Any],
        entries: dict[str, dict[str, int]],
    ) -> None:
        """One row's answers come to the person's; the rows' own entries last, since they may be of an entry that is there.

        `entries`: of each list, what the person's entries so far are told apart by → their position."""
        added: dict[str, dict[str, tuple[str, Any]]] = {}
        for header, path in self.paths.items():
            if not path or empty(cells.get(header)):
                continue
            kind = self.places[path].kind
            try:
                cell = kind.from_cell(cells[header], self.names[path], cell_words())
                value = kind.check(cell)
            except InvalidValue as reject:
                person.troubles.append(reject.at(Where(row=row.number, column=header, path=path)))
                continue
            if value is None:
                continue
            if path in self.listed:
                listing, _, rest = path.partition(".")
                added.setdefault(listing, {})[rest] = (header, value)
            else:
                self._add(
                    person, path, path, value, Where(row=row.number, column=header), several=False
                )
        for listing, entry in added.items():
            anchor = next(
                (path.partition(".")[2] for path in self.listed if self._first(path, listing)), ""
            )
            same = " ".join(str(entry[anchor][1]).split()) if anchor in entry else f"\0{row.number}"
            header, _ = entry.get(anchor) or next(iter(entry.values()))
            position = self._position(
                person,
                listing,
                entries.setdefault(listing, {}),
                same,
                Where(row=row.number, column=header),
            )
            for rest, (header, value) in entry.items() if position else ():
                if rest == anchor and f"{listing}.{position}.{rest}" in person.values:
                    continue  # the same but for its spaces
                self._add(
                    person,
                    f"{listing}.{rest}",
                    f"{listing}.{position}.{rest}",
                    value,
                    Where(row=row.number, column=header),
                    several=rest != anchor,
                )

    def _position(
        self,
        person: PersonAnswers,
        listing: str,
        seen: dict[str, int],
        same: str,
        origin: Where,
    ) -> int:
        """Where in a list an entry stands; 0 beyond what the form may have, which is a fault of the person, told once."""
        most = self.lists[listing].most
        if same not in seen and len(seen) <= most:
            seen[same] = len(seen) + 1
            if seen[same] > most:
                person.troubles.append(
                    _beyond(self.lists[listing], most + 1).at(
                        replace(origin, path=f"{listing}.{most + 1}")
                    )
                )
        position = seen.get(same, 0)
        return position if position <= most else 0

    def _first(self, path: str, listing: str) -> bool:
        """Whether `path` is the first question of a list: what its entries are told apart by."""
        return path == next(
            known
            for known in self.places
            if known in self.listed and known.startswith(f"{listing}.")
        )

    def _add(
        self,
        person: PersonAnswers,
        asked: str,
        path: str,
        value: Any,
        origin: Where,
        *,
        several: bool,
    ) -> None:
        """An answer comes to those there are: the same one again is nothing new; other words about the same goal stand beside the first."""
        kind = self.places[asked].kind
        old = person.values.get(path)
        if old is None:
            person.values[path] = value
            person.origins[path] = origin
        elif several and (both := kind.combine(old, value)) is not None:
            person.values[path] = both
        elif old != value:
            person.troubles.append(
                differs_from_row(person.origins[path].row).at(replace(origin, path=path))
            )


def differs_from_row(row: int) -> Message:
    """What to say of a cell that contradicts one of the same person in another row."""
    what = Phrase("is another one than in row {row}, which is of the same person", row=row)
    return Message(NOWHERE, what, "Make them the same")


def _beyond(listing: Listing, position: int) -> Message:
    return too_many(listing, f"is entry {position} of {listing.key}")


def _headings(
    asked: Mapping[str, Place], listed: Iterable[str], wordings: Sequence[Wording]
) -> dict[str, str | None]:
    """Folded heading → path; None for one that could be several."""
    listed = frozenset(listed)
    tiers = [[(path, path) for path in asked]]
    for headings in (
        lambda wording, place, number: [wording.column(place, number)],
        Wording.aliases,
    ):
        for wording in wordings:
            tiers.append(
                [
                    (text, path)
                    for path, place in asked.items()
                    for text in headings(wording, place, "" if path in listed else None)
                ]
            )
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
            for name in (state, wording.state_words(place, state), *wording.other_names(place, state)):
                found.setdefault(fold(name), set()).add(state)
    return {name: states.pop() for name, states in found.items() if name and len(states) == 1}
