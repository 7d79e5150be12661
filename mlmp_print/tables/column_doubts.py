"""What may be wrong with the columns of a table as a whole, once its rows have been read.

A table with a heading row in the wrong place, or with words that we do not know, would make sheets
with nothing on them but names.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from ..model.answers import plain
from ..model.cells import empty, fold
from ..model.messages import NOWHERE, Message, Severity, Weight, Where, quoted
from ..model.paths import without_positions
from ..model.phrases import Phrase, PhraseTemplate
from . import doubts
from .column_map import LEFT_OUT
from .form_match import FormMatch
from .heading_rows import WHY
from .lost_columns import lost_columns, main_list, resembles_entry
from .place_columns import is_about_person
from .read_columns import FORM, NUMBER, WHOSE
from .row import Row
from .table import Table
from .table_match import TableMatch
from .telling_cells import TellingCells
from .telling_doubts import doubts_of_cells

_NAME = "name"
_HEAD = (_NAME, "date")  # of a sheet that is printed empty, and filled in by hand
_NOT_OF_COLUMNS = {doubts.OTHER_FORM, doubts.SHOWN_OTHERWISE, doubts.STRUCK_OUT}
_NAMES_SHOWN = 20  # headings in one message
_MAP = PhraseTemplate(
    "Say in a map which question each is, or leave it out with {left_out}. "
    "If the table is right as it is, accept it by this code"
)
_MAP_ROWS = PhraseTemplate(
    "With group_by each row adds an entry, so that its heading has no number. Write {setting} "
    "under [columns] of the map, or leave the column out with {left_out}. "
    "If the table is right as it is, accept it by this code"
)


class FilledColumns:
    """The columns of a table with something in them. Call `add` once per row."""

    def __init__(self, headers: Sequence[str]) -> None:
        self._headers = headers
        self._empty = set(range(len(headers)))

    def add(self, row: Row) -> None:
        """Look at one row."""
        if self._empty and not row.faults:
            cells = row.cells
            self._empty -= {at for at in self._empty if at < len(cells) and not empty(cells[at])}

    @property
    def headers(self) -> list[str]:
        """The headings of these columns."""
        return [header for at, header in enumerate(self._headers) if at not in self._empty]


class ColumnDoubts:
    """What may be wrong with the columns of a table, or should be known of them."""

    def __init__(
        self, match: TableMatch, table: Table, filled: FilledColumns, cells: TellingCells
    ) -> None:
        """Tell the columns apart, once all rows have been added to `filled` and `cells`."""
        self.match, self.where, self.cells = match, Where(file=table.where), cells
        self.filled = [header for header in filled.headers if header.strip() and header != WHY]
        self.unheaded = table.unheaded
        known_elsewhere = {*match.about_columns, *_about_person(match, self.filled)}
        thrown_away = {
            header for header, path in match.column_map.columns.items() if path == LEFT_OUT
        }
        self.was_read = match.has_form_column and FORM in self.filled
        self.counted = [
            header
            for header in self.filled
            if header not in known_elsewhere | thrown_away and not self._is_of_other_rows(header)
        ]
        unknown = match.unmatched.nearest
        self.unknown = [header for header in self.counted if header in unknown]
        self.has_unknown = bool(self.unknown or self.unheaded)

    def _is_of_other_rows(self, header: str) -> bool:
        """Whether a column is a path that `read` wrote for rows of another form."""
        return self.was_read and plain(header) and header in self.match.unmatched.nearest

    @property
    def undecided(self) -> frozenset[str]:
        """The headings of which somebody has to say what they are, before the table is used."""
        found = {doubts.code_of(message) for message in self.doubts()}
        unknown = self.unknown if found - _NOT_OF_COLUMNS else []
        older = [
            header
            for match in self.match.matches
            for source, _ in self._moved_scores(match)
            for header, path in match.questions
            if without_positions(path) == source
        ]
        return frozenset([*unknown, *older])

    def doubts(self) -> Iterator[Message]:
        """Yield a refusal for each thing that may be wrong."""
        yield from self._uncounted_entries()
        yield from self._rows_of_read_entries()
        yield from self._most_unknown()
        for match in self.match.matches:
            yield from self._no_list(match)
            yield from self._no_goals(match)
            yield from self._older_scores(match)
        yield from self._lost()
        yield from doubts_of_cells(self.match, self.cells, self.unknown)
        if self.has_unknown and self._lacks_name():
            what = Phrase("no column is the name; unknown: {names}", names=self._names())
            yield doubts.doubt(doubts.NO_NAME, self.where, what, self._remedy())

    def notes(self) -> Iterator[Message]:
        """Yield notes on what nobody doubts, but everybody should know."""
        if self._lacks_name() and (not self.has_unknown or doubts.NO_NAME in self.match.accepted):
            what = Phrase("no column is the name: the sheets have none")
            yield Message(NOWHERE, what, severity=Severity.NOTE, weight=Weight.TABLE)
        yield from self.cells.shown.notes()

    def _most_unknown(self) -> Iterator[Message]:
        unknown = len(self.unknown) + len(self.unheaded)
        count = len(self.counted) + len(self.unheaded)
        if 2 * unknown > count:
            what = Phrase(
                "{unknown} of {count} columns with something in them are unknown: {names}",
                unknown=unknown,
                count=count,
                names=self._names(),
            )
            yield doubts.doubt(doubts.UNKNOWN_COLUMNS, self.where, what, self._remedy())

    def _lost(self) -> Iterator[Message]:
        """Doubt that what seems to be a goal or a score is left out beside others."""
        lost = {
            header for match in self.match.matches for header in lost_columns(match, self.unknown)
        }
        lost |= {*self.cells.answers}
        if lost:
            names = self._shown(
                [self._with_nearest(header) for header in self.unknown if header in lost]
            )
            what = Phrase(
                "columns that look like goals or scores are left out: {names}", names=names
            )
            yield doubts.doubt(doubts.LOST_COLUMNS, self.where, what, self._remedy())

    def _with_nearest(self, header: str) -> Phrase:
        name = quoted(self.match.unmatched.labels[header])
        near = self.match.unmatched.nearest[header]
        if not near or fold(near) == fold(header):
            return name
        return Phrase("{name} (nearest: {near})", name=name, near=quoted(near))

    def _no_list(self, match: FormMatch) -> Iterator[Message]:
        """Doubt that a table of answers has none to the form's list.

        A list of names has none either: its sheets are printed to be written on.
        """
        listing = main_list(match)
        if not listing or listing.key in match.matched_lists or not self.has_unknown:
            return
        answers = {path for _, path in match.questions}.difference(_HEAD)
        if answers or any(resembles_entry(match, listing, header) for header in self.unknown):
            what = Phrase(
                "no column is “{list}”; unknown: {names}",
                list=match.names.question(listing.key),
                names=self._names(),
            )
            yield doubts.doubt(doubts.NO_LIST, self.where, what, self._remedy())

    def _no_goals(self, match: FormMatch) -> Iterator[Message]:
        """Doubt scores without a column of goals, where another column may hold these."""
        scored = {
            path.partition(".")[0]
            for _, path in match.questions
            if match.places[path].kind.is_score
        }
        for list_key in sorted(scored & match.matched_lists) if self.has_unknown else ():
            if list_key in match.entry_texts:
                continue
            what = Phrase(
                "has scores, but no column is “{list}”; unknown: {names}",
                list=match.names.question(list_key),
                names=self._names(),
            )
            yield doubts.doubt(doubts.NO_LIST, self.where, what, self._remedy())

    def _lacks_name(self) -> bool:
        """Whether sheets would have no name, though nobody has said so in a map."""
        named = {header for match in self.match.matches for header in match.named_by_heading(_NAME)}
        if named & self.match.column_map.columns.keys():
            return False
        return any(
            _NAME in match.columns.places and not match.header(_NAME)
            for match in self.match.matches
        )

    def _older_scores(self, match: FormMatch) -> Iterator[Message]:
        """Doubt scores that a form has as those of today, and an older form as its own."""
        for source, question in self._moved_scores(match):
            what = Phrase(
                "has {now}, but no {then}: the scores of a plan would stand here as those of today",
                now=quoted(match.names.question(source)),
                then=quoted(match.names.question(question)),
            )
            remedy = Phrase(
                "Say in a map which of the two they are, or keep the column “form” of what was "
                "read. If they are of today, accept it by this code"
            )
            yield doubts.doubt(doubts.OTHER_FORM, self.where, what, remedy)

    def _moved_scores(self, match: FormMatch) -> Iterator[tuple[str, str]]:
        """Yield the pattern of scores that may be a plan's, and of what these would be here.

        A status sheet has a plan's “Score nu” as its “Score sidst”. So a table with “Score nu” and
        nothing else may be one of plans. Where `read` names the form, it is known.
        """
        if self.was_read:
            return
        mapped = self.match.column_map.columns
        asked = {
            without_positions(path)
            for header, path in match.questions
            if header in self.filled and header not in mapped
        }
        patterns = {without_positions(path) for _, path in match.questions}
        moved = {
            place.pattern: place.sources[0]
            for place in match.columns.places.values()
            if place.sources and place.pattern not in place.sources
        }
        for question, source in moved.items():
            if source in asked and question not in patterns:
                yield source, question

    def _uncounted_entries(self) -> Iterator[Message]:
        """Refuse numbers of entries in a table whose rows are not those of a person."""
        for header in self.unknown:
            for match in self.match.matches:
                if match.columns.grouped or not match.headings.counted_list(header):
                    continue
                what = Phrase("counts entries, so that several rows are one person")
                remedy = Phrase(
                    "Name the column with the person as group_by in a map, or leave this one out"
                )
                yield Message(Where(column=header), what, remedy)
                break

    def _rows_of_read_entries(self) -> Iterator[Message]:
        """Refuse what `read` wrote with a row for each goal, if each row would be a sheet."""
        is_grouped = any(match.columns.grouped for match in self.match.matches)
        is_left_out = NUMBER in self.match.unmatched.nearest
        if is_grouped or not (self.was_read and is_left_out and NUMBER in self.filled):
            return
        what = Phrase("counts the goals of a sheet: each row is a goal, and no sheet")
        setting = f'group_by = "{next((name for name in WHOSE if name in self.filled), FORM)}"'
        remedy = Phrase(
            "Write {setting} in a map, so that the rows of a sheet are one person", setting=setting
        )
        yield Message(Where(column=NUMBER), what, remedy)

    def _names(self) -> Phrase:
        labels = self.match.unmatched.labels
        names: list[Phrase] = [
            *(quoted(labels[header]) for header in self.unknown),
            *(Phrase("column {column}", column=letters) for letters in self.unheaded),
        ]
        return self._shown(names)

    @staticmethod
    def _shown(names: Sequence[Phrase]) -> Phrase:
        more = len(names) - _NAMES_SHOWN
        shown = list(islice(names, _NAMES_SHOWN))
        if more <= 0:
            return Phrase("{names}", names=shown)
        return Phrase("{names} and {more:,} more", names=shown, more=more)

    def _remedy(self) -> Phrase:
        for match in self.match.matches:
            for header in self.unknown if match.columns.grouped else ():
                pattern = match.headings.numbered_question(header)
                if pattern:
                    setting = f'{json.dumps(header, ensure_ascii=False)} = "{pattern}"'
                    return _MAP_ROWS.phrase(setting=setting, left_out='""')
        return _MAP.phrase(left_out='""')


def _about_person(match: TableMatch, headers: Collection[str]) -> set[str]:
    """Return the headings of what lists of people have and no sheet asks for: “Telefon”."""
    forms = match.matches
    return {name for name in headers if any(is_about_person(form, name) for form in forms)}
