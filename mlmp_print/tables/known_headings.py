"""The headings by which a table's columns are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from ..look.wording import Wording
from ..model.cells import fold
from .form_columns import FormColumns

HEADING_LETTERS = 100  # more than any heading of ours has; comparing long ones takes long
_NEAR = 0.6  # how alike two headings must be, from 0 to 1, for a hint


@dataclass(frozen=True)
class KnownHeadings:
    """The headings by which the questions of a form are known.

    Headings are compared without case, spaces and punctuation.

    Attributes:
        paths: Folded heading → path; None for a heading that several questions could have.
        preferred: Folded heading → heading as people write it, in the first language only.
    """

    paths: Mapping[str, str | None]
    preferred: Mapping[str, str]

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
        labels = [wordings[0].column(place) for place in columns.places.values()]
        return cls(paths, {fold(label): label for label in labels})

    def path(self, header: str) -> str | None:
        """Return the path of the question that a heading names, or None."""
        return self.paths.get(fold(header))


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

    >>> nearest_heading("Skore nu 1", {"scorenu1": "Score nu 1", "navn": "Navn"})
    'Score nu 1'
    """
    folded = fold(header)[:HEADING_LETTERS]
    near = get_close_matches(folded, preferred, n=1, cutoff=_NEAR)
    return preferred[near[0]] if near else ""


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


def _by_folded_text(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    meanings: dict[str, set[str]] = {}
    for text, meaning in pairs:
        meanings.setdefault(fold(text), set()).add(meaning)
    return meanings
