"""The words by which a form's questions are known in headings, apart from numbers.

“Mål 1: Score nu”, “Score nu, mål 1” and “1. Nuværende mestringsniveau” are one question of one
entry. Their words without the number, the stem, name the question; the number names the entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..look.wording import Wording
from ..model.cells import fold
from ..model.form import Place
from .form_columns import FormColumns

_BETWEEN_WORDS = re.compile(r"[\W\d_]+")
# As systems write our letters that know none of them.
_PLAIN = str.maketrans({"å": "aa", "æ": "ae", "ø": "oe", "ä": "ae", "ö": "oe", "ü": "ue"})


def stem(words: str) -> str:
    """Return the words of a heading as stems are compared.

    >>> stem("MÅL: Score nu") == stem("Maal score nu")
    True
    """
    return fold(words).translate(_PLAIN)


def parts_of(header: str) -> list[str]:
    """Return the words of a heading one by one, without its signs and figures.

    >>> parts_of("1. Mål-nr (nu)")
    ['', 'Mål', 'nr', 'nu', '']
    """
    return _BETWEEN_WORDS.split(header)


def question_stems(columns: FormColumns, wordings: Sequence[Wording]) -> Mapping[str, str | None]:
    """Return stem → pattern of the question; None for a stem that several questions could have.

    A label goes before another name, and a name of its own before one put together with that of
    the list's entry. An earlier language goes before a later one.
    """
    stems: dict[str, str | None] = {}
    for tier in _tiers(_first_places(columns), columns, wordings):
        patterns: dict[str, set[str]] = {}
        for words, pattern in tier:
            patterns.setdefault(stem(words), set()).add(pattern)
        for words, found in patterns.items():
            stems.setdefault(words, found.pop() if len(found) == 1 else None)
    stems.pop("", None)
    return stems


def goal_score_stems(columns: FormColumns, wordings: Sequence[Wording]) -> Mapping[str, bool]:
    """Return the stems of the names of scores that begin with an entry's name, as “Målscore” does.

    “Mål 1 Score” has the same letters, and may be any of the goal's scores. Each has whether it is
    one word.
    """
    return {
        stem(name): " " not in name
        for wording in wordings
        for place in _first_places(columns).values()
        if place.position and place.kind.is_score
        for name in wording.aliases(place, "")
        for entry in wording.entry_names(place.pattern.partition(".")[0])
        if stem(name).startswith(stem(entry))
    }


def _first_places(columns: FormColumns) -> dict[str, Place]:
    """Return pattern → the question where it stands first."""
    return {place.pattern: place for place in reversed(columns.form.all_places())}


def number_stems(columns: FormColumns, wordings: Sequence[Wording]) -> Mapping[str, str]:
    """Return stem → list, for headings such as “Mål nr.”: the number of an entry in its list."""
    stems: dict[str, str] = {}
    for wording in wordings:
        for list_key in columns.numbered_lists:
            for name in wording.entry_names(list_key):
                for word in wording.heading_words("number"):
                    stems.setdefault(stem(f"{name} {word}"), list_key)
                    stems.setdefault(stem(f"{word} {name}"), list_key)
    return stems


def _tiers(
    first: Mapping[str, Place], columns: FormColumns, wordings: Sequence[Wording]
) -> Iterator[Iterable[tuple[str, str]]]:
    """Yield lists of words and pattern; an earlier list goes before a later one."""
    for wording in wordings:
        yield [(wording.column(place, ""), pattern) for pattern, place in first.items()]
    for wording in wordings:
        yield [
            (words, pattern)
            for pattern, place in first.items()
            for words in _other_names(place, columns, wording)
        ]
    for wording in wordings:
        yield [
            (words, pattern)
            for pattern, place in first.items()
            if place.position
            for words in _with_entry(place, columns, wording)
        ]


def _other_names(place: Place, columns: FormColumns, wording: Wording) -> Iterator[str]:
    yield from wording.aliases(place, "")
    if columns.is_key(place.pattern):
        yield from wording.entry_names(place.pattern.partition(".")[0])


def _with_entry(place: Place, columns: FormColumns, wording: Wording) -> Iterator[str]:
    """Yield “Mål Score nu” and “Score nu Mål”, for every name of the entry and of the question."""
    is_key = columns.is_key(place.pattern)
    own_names = [wording.column(place, ""), *wording.aliases(place, "")]
    names = wording.heading_words("text") if is_key else own_names
    for entry in wording.entry_names(place.pattern.partition(".")[0]):
        for name in names:
            yield f"{entry} {name}"
            yield f"{name} {entry}"
