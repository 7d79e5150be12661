"""The words of the language files: one file a language, in `assets/languages/`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ..model.cells import CellWords, fold
from ..model.errors import DefinitionError
from ..model.messages import Message, Where, quoted
from ..model.phrases import Phrase
from ..prepared.folders import data_folder
from .assets import languages, read_toml


def language_words(lang: str) -> dict[str, Any]:
    """Return the words of a language, to change as a look says them otherwise.

    Raises:
        DefinitionError: Its file is no TOML.
    """
    return _copied(_file_words(lang))


def _file_words(lang: str) -> Mapping[str, Any]:
    """Return the words of a language as its file has them. Raises as `language_words` does."""
    return _read_once(data_folder("assets") / "languages" / f"{lang}.toml")


@cache
def _read_once(path: Path) -> Mapping[str, Any]:
    """Read a language file once: many parts of a table are understood by its words."""
    return read_toml(path)


def _copied(table: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: _copied(entry) if isinstance(entry, Mapping) else entry for key, entry in table.items()
    }


def file_name(lang: str) -> str:
    """Return what messages call the file of a language.

    >>> file_name("da")
    'languages/da.toml'
    """
    return f"languages/{lang}.toml"


def say(words: Any, lang: str, key: str) -> str:
    """Return the words of a language at a dotted key.

    Raises:
        DefinitionError: It has none.
    """
    found = words_at(words, key)
    if found is None:
        raise _lacks_words(lang, key)
    return found


def words_at(words: Any, key: str) -> str | None:
    """Return the words at a dotted key of a language file, or None.

    >>> words_at({"page": {"more": "side 2"}}, "page.more"), words_at({}, "page.more")
    ('side 2', None)
    """
    node = words
    for part in key.split("."):
        node = node.get(part) if isinstance(node, Mapping) else None
    return node if isinstance(node, str) else None


@cache
def cell_words() -> CellWords:
    """Return the words that people write in a table's cells, in every language.

    Raises:
        DefinitionError: A language file lacks some of them.
    """
    tables = []
    for lang in languages():
        table = _file_words(lang).get("cells", {})
        try:
            CellWords.of([table])
        except KeyError as error:
            raise _lacks_words(lang, f"cells.{error.args[0]}") from None
        except ValueError as error:
            where = Where(file=file_name(lang), path="[cells]")
            raise DefinitionError(Message(where, error.args[0])) from None
        tables.append(table)
    return CellWords.of(tables)


@dataclass(frozen=True)
class GroupWords:
    """The words of two heading rows, of which the upper one names groups of columns; all folded.

    Attributes:
        person: A group of columns about the person: “Stamdata” says no more than they do.
        text: A column that is what its group is called: “Tekst” under “Mål 1” is the goal.
    """

    person: frozenset[str]
    text: frozenset[str]


@cache
def group_words() -> GroupWords:
    """Return the words of two heading rows, in every language.

    Raises:
        DefinitionError: A language file lacks some of them.
    """
    return GroupWords(
        frozenset(_folded_words("group_headings.person")),
        frozenset(_folded_words("group_headings.text")),
    )


def _folded_words(key: str) -> Iterator[str]:
    for lang in languages():
        yield from map(fold, say(_file_words(lang), lang, key).split("|"))


@dataclass(frozen=True)
class PersonHeadings:
    """The headings of columns that say whom a row is about, folded, in every language.

    Attributes:
        ids: Those of ids, each kind a set; the first kind that a table has goes before the next.
        name_parts: Those of first, middle and last names.
        people: What stands above a list of names.
    """

    ids: tuple[frozenset[str], ...]
    name_parts: tuple[frozenset[str], frozenset[str], frozenset[str]]
    people: frozenset[str]


def below_person_group(header: str) -> str:
    """Return a heading without that of a group of columns about the person before it, folded.

    >>> below_person_group("Stamdata Sagsnr"), below_person_group("Borger-id")
    ('sagsnr', 'borgerid')
    """
    words = header.split()
    groups = group_words().person
    for at in range(len(words) - 1, 0, -1):
        if fold(" ".join(words[:at])) in groups:
            return fold(" ".join(words[at:]))
    return fold(header)


@cache
def person_headings() -> PersonHeadings:
    """Return the headings of ids and of parts of names.

    Raises:
        DefinitionError: A language file lacks some of them.

    >>> "sagsnr" in person_headings().ids[1], "vorname" in person_headings().name_parts[0]
    (True, True)
    """

    def folded(key: str) -> frozenset[str]:
        texts = (say(_file_words(lang), lang, f"person.{key}") for lang in languages())
        return frozenset(fold(heading) for text in texts for heading in text.split("|"))

    ids = (folded("person_id"), folded("case_id"), folded("state_id"))
    parts = (folded("first_name"), folded("middle_name"), folded("last_name"))
    return PersonHeadings(ids, parts, folded("people"))


def yes_word(lang: str) -> str:
    """Return the word for yes that people of a language write first.

    >>> yes_word("da"), yes_word("en")
    ('ja', 'yes')
    """
    return say(_file_words(lang), lang, "cells.yes").partition("|")[0].strip()


def _lacks_words(lang: str, key: str) -> DefinitionError:
    what = Phrase("has no words for {key}", key=quoted(key))
    return DefinitionError(Message(Where(file=file_name(lang)), what))
