"""Match the columns of a table with the questions of one form."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from ..look.sheet_names import SheetNames, state_names
from ..model.form import Place
from ..model.kinds import Kind
from ..model.names import StateNames
from ..model.undrawn import needed_settings
from .column_map import ColumnMap
from .form_columns import FormColumns
from .known_headings import KnownHeadings
from .name_columns import NAME, name_headers
from .single_use import check_single_use


class AskedColumn(NamedTuple):
    """A column that is a question, and what its cells are understood by."""

    header: str
    path: str
    kind: Kind
    names: StateNames


@dataclass(frozen=True)
class FormMatch:
    """The columns of a table, matched with the questions of a form.

    Attributes:
        columns: The columns that the form's questions may have.
        headings: The headings by which they are known.
        paths: Header of the table → path of its question, or None.
        state_names: Path → what people call the answers to choose from.
        names: What the sheet calls its questions.
        name_headers: The headers of the columns that the name is put together from, in its order.
    """

    columns: FormColumns
    headings: KnownHeadings = field(repr=False)
    paths: Mapping[str, str | None]
    state_names: Mapping[str, StateNames] = field(repr=False)
    names: SheetNames = field(repr=False)
    name_headers: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        headings: KnownHeadings,
        headers: Sequence[str],
        column_map: ColumnMap,
        heading_row: int = 1,
    ) -> FormMatch:
        """Match by the column map, and else by the headings that the form's questions have.

        Args:
            headings: Those by which the form's questions are known.
            headers: The table's headings.
            column_map: What the user says of the columns. Paths that the form lacks are passed
                over, since the map may be for several forms.
            heading_row: The number of the row with the headings, for messages; 0 without one.

        Raises:
            AnswersError: If two columns are the same question.
        """
        columns, wordings = headings.columns, headings.wordings
        paths, parts = _paths_and_parts(headings, headers, column_map)
        names = SheetNames(wordings[0])
        check_single_use(_without(paths, parts[1:]), names, heading_row)
        choices = {
            path: state_names(columns.places[path], wordings)
            for path in filter(None, paths.values())
            if path in columns.places
        }
        return cls(columns, headings, paths, choices, names, parts)

    def without_headings(self) -> FormMatch:
        """Return the match without the headings by which other tables would be matched."""
        return replace(self, headings=KnownHeadings(self.columns, (), {}, {}))

    @property
    def form_name(self) -> str:
        """The name of the form."""
        return self.columns.form.name

    @property
    def places(self) -> Mapping[str, Place]:
        """The questions that a column may be, by their paths."""
        return self.columns.places

    @cached_property
    def questions(self) -> Sequence[tuple[str, str]]:
        """Header and path of each column that is a question."""
        form = self.columns.form
        return [
            (header, path)
            for header, path in self.paths.items()
            if path and path in self.places and form.draws(self.places[path])
        ]

    @cached_property
    def asked_columns(self) -> Sequence[AskedColumn]:
        """The same columns, each with what its cells are understood by."""
        return [
            AskedColumn(header, path, self.places[path].kind, self.state_names[path])
            for header, path in self.questions
        ]

    @cached_property
    def undrawn(self) -> Mapping[str, Sequence[str]]:
        """Setting → headers of the columns whose question is drawn only with it."""
        draws, found = self.columns.form.draws, {}
        for header, path in self.paths.items():
            place = self.places.get(path or "")
            if place and not draws(place):
                found[header] = place
        return {
            setting: [
                header
                for header, place in found.items()
                if place.only and place.only.setting == name
            ]
            for name, setting in needed_settings(found.values()).items()
        }

    @cached_property
    def number_headers(self) -> Mapping[str, str]:
        """List → header of the column that says where in the list each row's entry stands."""
        lists = self.columns.number_paths
        return {
            lists[path]: header for header, path in self.paths.items() if path and path in lists
        }

    @cached_property
    def matched_lists(self) -> frozenset[str]:
        """The lists of which a column is a question."""
        keys = {path.partition(".")[0] for _, path in self.questions}
        return frozenset(keys & self.columns.form.lists.keys())

    @property
    def has_scores(self) -> bool:
        """Whether a list of which a column is a question has scores."""
        return any(
            place.kind.is_score and place.pattern.partition(".")[0] in self.matched_lists
            for place in self.places.values()
        )

    def named_by_heading(self, path: str) -> list[str]:
        """Return the headers whose words name a question, whatever the map says of them."""
        return [header for header in self.paths if self.headings.path(header) == path]

    @cached_property
    def text_headers(self) -> Sequence[str]:
        """The header of each column that is answered in words of one's own."""
        return [header for header, path in self.questions if self.places[path].kind.is_free_text]

    @cached_property
    def scored_texts(self) -> Sequence[tuple[Sequence[str], Sequence[str]]]:
        """For each list with scores: the headers of the texts that are scored, and of the scores.

        Such a text is the first question of an entry, as a goal is. A list of which the table has
        no such text is left out.
        """
        texts: dict[str, list[str]] = {}
        scores: dict[str, list[str]] = {}
        firsts = self.columns.first_patterns
        for header, path in self.questions:
            place = self.places[path]
            list_key, _, question = place.pattern.partition(".")
            if question and place.kind.is_score:
                scores.setdefault(list_key, []).append(header)
            elif place.pattern == firsts.get(list_key) and place.kind.is_free_text:
                texts.setdefault(list_key, []).append(header)
        return [(texts[key], headers) for key, headers in scores.items() if key in texts]

    @cached_property
    def entry_texts(self) -> Mapping[str, Sequence[str]]:
        """List → headers of the texts that tell its entries apart, as the goals do."""
        texts: dict[str, list[str]] = {}
        for header, path in self.questions:
            place = self.places[path]
            list_key = place.pattern.partition(".")[0]
            is_first = place.pattern == self.columns.first_patterns.get(list_key)
            if is_first and place.kind.is_free_text:
                texts.setdefault(list_key, []).append(header)
        return texts

    @cached_property
    def goal_texts(self) -> Sequence[str]:
        """The headers of `entry_texts` in lists whose entries have scores."""
        scores = [place for place in self.places.values() if place.kind.is_score]
        scored = {place.pattern.partition(".")[0] for place in scores}
        return [text for key in sorted(scored) for text in self.entry_texts.get(key, ())]

    @cached_property
    def goal_of_score(self) -> Mapping[str, str]:
        """Header of each score → header of the text of its goal, "" if the table has none.

        As `scored_texts`, without lists of which the table has no text.
        """
        texts = {path: header for header, path in self.questions}
        scored = {header for _, headers in self.scored_texts for header in headers}
        return {
            header: texts.get(self._first_path(path), "")
            for header, path in self.questions
            if header in scored
        }

    def _first_path(self, path: str) -> str:
        """Return the path of the first question of the entry that a path is in."""
        place = self.places[path]
        list_key = place.pattern.partition(".")[0]
        first = self.columns.first_patterns[list_key]
        return self.columns.at(first, place.position if path != place.pattern else None) or ""

    def header(self, path: str) -> str:
        """Return the header of the column that is a question, or "" without such a column."""
        return next((header for header, other in self.questions if other == path), "")


def same_questions(
    headings: KnownHeadings, headers: Sequence[str], column_map: ColumnMap
) -> Mapping[str, str]:
    """Return each column that is the same question as an earlier one → that one.

    Args:
        headings: Those by which the form's questions are known.
        headers: The table's headings.
        column_map: What the user says of the columns.
    """
    paths, parts = _paths_and_parts(headings, headers, column_map)
    first: dict[str, str] = {}
    same = {
        header: first.setdefault(path, header)
        for header, path in _without(paths, parts[1:]).items()
        if path
    }
    return {header: other for header, other in same.items() if header != other}


def _paths_and_parts(
    headings: KnownHeadings, headers: Sequence[str], column_map: ColumnMap
) -> tuple[dict[str, str | None], tuple[str, ...]]:
    """Return the path of each column, and the columns that hold the parts of the name."""
    columns = headings.columns
    parts = name_headers(headers, headings, column_map) if NAME in columns.places else ()
    paths = {
        header: NAME if header in parts else _path(header, headings, column_map)
        for header in headers
    }
    if not columns.grouped:
        unclaimed = {*headers} - {*column_map.columns, column_map.password, *parts}
        paths.update(_only_entries(paths, headings, unclaimed))
    return paths, parts


def _without(paths: Mapping[str, str | None], headers: Sequence[str]) -> Mapping[str, str | None]:
    return {header: path for header, path in paths.items() if header not in headers}


def _path(header: str, headings: KnownHeadings, column_map: ColumnMap) -> str | None:
    if header == column_map.password and header not in column_map.columns:
        return None  # whatever its heading: a password never becomes an answer
    columns = headings.columns
    path = column_map.columns.get(header)
    if path is None:
        path = headings.path(header)
    elif path not in columns.paths:
        path = headings.path(path) if path else None  # a map may give a heading that is known
    return path if path and path in columns.paths else None


def _only_entries(
    paths: Mapping[str, str | None], headings: KnownHeadings, unclaimed: Collection[str]
) -> dict[str, str]:
    """Return header → path for headings such as “Mål”, without a number, of a row's only entry.

    Beside numbered columns of the same list it is not known which entry they are about, but of
    “Mål”, “Mål 2”, “Mål 3” the first is that of entry 1.
    """
    taken = {path for path in paths.values() if path}
    numbered = {path.partition(".")[0] for path in taken}
    found: dict[str, str] = {}
    for header in paths:
        pattern = headings.entry_question(header) if header in unclaimed else ""
        list_key = pattern.partition(".")[0]
        first, second = (headings.columns.at(pattern, number) for number in (1, 2))
        if first and (list_key not in numbered or (second in taken and first not in taken)):
            found[header] = first
    return found
