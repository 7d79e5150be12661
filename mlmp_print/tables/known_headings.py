"""The headings by which a table's columns are known."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property

from ..look.wording import Wording
from ..model.cells import fold
from .form_columns import FormColumns
from .heading_number import (
    NumberedHeading,
    number_within,
    numbers,
    numbers_apart,
    without_hints,
)
from .heading_stems import goal_score_stems, number_stems, parts_of, question_stems, stem

HEADING_LETTERS = 100  # more than any heading of ours has; comparing long ones takes long
_NEAR = 0.6  # how alike two headings must be, from 0 to 1, for a hint


@dataclass(frozen=True)
class KnownHeadings:
    """The headings by which the questions of a form are known.

    Headings are compared without case, spaces and punctuation. The number of a list's entry may
    stand anywhere in one.

    Attributes:
        columns: The columns that the form's questions may have.
        wordings: The form's words in every language, the preferred language first.
        paths: Folded heading → path; None for a heading that several questions could have.
        preferred: Folded heading → heading as people write it, in the first language only.
    """

    columns: FormColumns
    wordings: Sequence[Wording] = field(repr=False)
    paths: Mapping[str, str | None] = field(repr=False)
    preferred: Mapping[str, str] = field(repr=False)

    @classmethod
    def of(cls, columns: FormColumns, wordings: Sequence[Wording]) -> KnownHeadings:
        """Collect the headings in every language, the preferred language first.

        A path goes before a label, and a label before an alias.
        """
        paths: dict[str, str | None] = {}
        for tier in _tiers(columns, wordings):
            for heading, tier_paths in _by_folded_text(tier).items():
                path = tier_paths.pop() if len(tier_paths) == 1 else None
                paths.setdefault(heading, path)
        for path in columns.number_paths:
            paths.setdefault(fold(path), path)
        labels = [
            wordings[0].column(place, _number(columns, path))
            for path, place in columns.places.items()
        ]
        return cls(columns, wordings, paths, {fold(label): label for label in labels})

    @cached_property
    def _stems(self) -> Mapping[str, str | None]:
        return question_stems(self.columns, self.wordings)

    @cached_property
    def _number_stems(self) -> Mapping[str, str]:
        return number_stems(self.columns, self.wordings)

    @cached_property
    def _goal_score_stems(self) -> Mapping[str, bool]:
        return goal_score_stems(self.columns, self.wordings)

    @cached_property
    def _number_words(self) -> frozenset[str]:
        return self.words("number")

    @cached_property
    def _stems_elsewhere(self) -> frozenset[str]:
        names = (name for wording in self.wordings for name in wording.names_elsewhere())
        return frozenset(map(stem, names)) - self._stems.keys()

    def nearest(self, header: str) -> str:
        """Return the known heading that a wrong one was probably meant to be, or "".

        The name of a question of another form is right there, and no misspelling: a “Delmål” is a
        step of the staircase, and no “Mål”.
        """
        heading = NumberedHeading.of(header[:HEADING_LETTERS], self._number_words)
        if self.is_elsewhere(heading.words):
            return ""
        return nearest_heading(header, self.preferred)

    def is_elsewhere(self, words: str) -> bool:
        """Whether the words of a heading, without its number, are a question of other forms."""
        return stem(words) in self._stems_elsewhere

    def entry_names(self, list_key: str) -> set[str]:
        """Return what an entry of a list is called, in every language."""
        return {name for wording in self.wordings for name in wording.entry_names(list_key)}

    def words(self, key: str) -> frozenset[str]:
        """Return the words of every language for [headings], folded."""
        return frozenset(
            fold(word) for wording in self.wordings for word in wording.heading_words(key)
        )

    def path(self, header: str) -> str | None:
        """Return the path of the question that a heading names, or None."""
        if len(header) > HEADING_LETTERS:
            return None
        if header not in self._found:  # the search for the heading row asks for most several times
            self._found[header] = self._find(without_hints(header))
        return self._found[header]

    @cached_property
    def _found(self) -> dict[str, str | None]:
        return {}

    def _find(self, header: str) -> str | None:
        words, number = self._stem_and_number(header)
        if "%" in header or numbers_apart(header) or self._parts_score(header, words):
            return None  # a percentage is on no scale of ours
        folded = fold(header)
        if folded in self.paths and "#" not in header:
            return self.paths[folded]
        list_key = self.counted_list(header)
        if list_key:
            return self.columns.number_path(list_key)
        pattern = self._stems.get(words)
        return self.columns.at(pattern, number) if pattern else None

    def _stem_and_number(self, header: str) -> tuple[str, int | None]:
        heading = NumberedHeading.of(without_hints(header), self._number_words)
        words = stem(heading.words)
        if words not in self._stems:
            bare = stem(_without_joint(heading.words, self._joints))
            words = bare if bare in self._stems else words
        return words, heading.number

    @cached_property
    def _joints(self) -> frozenset[str]:
        return self.words("joint")

    def _parts_score(self, header: str, words: str) -> bool:
        """Whether a heading is a goal's “Målscore” in parts, “Mål 1 Score”: any of its scores.

        Args:
            header: The heading.
            words: The stem of its words.
        """
        if words not in self._goal_score_stems:
            return False
        is_one_word = self._goal_score_stems[words]
        if is_one_word:
            return words not in map(stem, parts_of(header))
        return number_within(header)

    def counted_list(self, header: str) -> str:
        """Return the list whose entries a column counts, as “Mål nr.” does; "" for none."""
        return self._number_stems.get(stem(header.replace("#", " nr")), "")

    def is_unclear(self, header: str) -> bool:
        """Whether several questions could have a heading, or one but for the number in it."""
        if len(header) > HEADING_LETTERS:
            return False
        words, number = self._stem_and_number(header)
        if number is None:
            return fold(header) in self.paths and self.paths[fold(header)] is None
        pattern = self._stems.get(words) or ""
        return bool(pattern) and pattern.partition(".")[0] not in self.columns.form.lists

    def entry_question(self, header: str) -> str:
        """Return the pattern of a list's question that a heading without number names, or ""."""
        if fold(header) in self.paths:
            return ""
        pattern, number = self._list_question(header)
        return pattern if number is None else ""

    def numbered_question(self, header: str) -> str:
        """Return the pattern of a list's question that a heading with a number names, or ""."""
        if numbers_apart(header):
            return ""
        pattern, number = self._list_question(header)
        return pattern if number is not None else ""

    def _list_question(self, header: str) -> tuple[str, int | None]:
        """Return the pattern of the list's question that a heading names, or "", and its number."""
        if len(header) > HEADING_LETTERS or self.counted_list(header):
            return "", None
        words, number = self._stem_and_number(header)
        pattern = self._stems.get(words) or ""
        is_entry = pattern.partition(".")[0] in self.columns.form.lists
        if not is_entry or self._parts_score(header, words):
            return "", None
        return pattern, number


def certain_headings(columns: FormColumns, wordings: Sequence[Wording]) -> dict[str, str]:
    """Return path → heading in the first language, where a table is understood by it for certain.

    In whatever language a table is read, such a heading means this question and no other.
    """
    pairs = (pair for tier in _tiers(columns, wordings) for pair in tier)
    meanings = _by_folded_text(pairs)
    labels = {
        path: wordings[0].column(place, _number(columns, path))
        for path, place in columns.places.items()
    }
    return {path: label for path, label in labels.items() if meanings[fold(label)] == {path}}


def nearest_heading(header: str, preferred: Mapping[str, str]) -> str:
    """Return the one of the preferred headings that a wrong one was probably meant to be, or "".

    A heading with another number is about another entry, and never meant. One without a number may
    be about the first entry.

    >>> headings = {"scorenu1": "Score nu 1", "scorenu2": "Score nu 2", "navn": "Navn"}
    >>> nearest_heading("Skore nu 2", headings), nearest_heading("Skore nu 7", headings)
    ('Score nu 2', '')
    """
    own = numbers(header)
    allowed = (own,) if own else ([], [1])
    known = {key: text for key, text in preferred.items() if numbers(text) in allowed}
    folded = fold(header)[:HEADING_LETTERS]
    near = get_close_matches(folded, known, n=1, cutoff=_NEAR)
    return known[near[0]] if near else ""


def _tiers(columns: FormColumns, wordings: Sequence[Wording]) -> Iterator[list[tuple[str, str]]]:
    """Yield lists of heading and path; an earlier list goes before a later one."""
    yield [(path, path) for path in columns.places]
    for wording in wordings:
        yield [
            (wording.column(place, _number(columns, path)), path)
            for path, place in columns.places.items()
        ]
    for wording in wordings:
        yield [
            (alias, path)
            for path, place in columns.places.items()
            for alias in wording.aliases(place, _number(columns, path))
        ]


def _number(columns: FormColumns, path: str) -> str | None:
    """Return what a heading has for the position in a list: nothing, if all entries share it."""
    return "" if path in columns.entry_paths else None


def _without_joint(words: str, joints: Collection[str]) -> str:
    """Leave out the word between a question and an entry: “Score nu for mål”."""
    parts = words.split()
    return " ".join(
        part for at, part in enumerate(parts) if not at or part.casefold() not in joints
    )


def _by_folded_text(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    meanings: dict[str, set[str]] = {}
    for text, meaning in pairs:
        meanings.setdefault(fold(text), set()).add(meaning)
    return meanings
