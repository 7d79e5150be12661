"""The columns that a table may have for the questions of a form."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..model.answers import too_many
from ..model.form import Form, Listing, Place
from ..model.messages import Message, quoted
from ..model.paths import join
from ..model.phrases import Phrase

NUMBER = "number"  # the question that a column answers which counts the entries of a list


@dataclass(frozen=True)
class FormColumns:
    """The columns that a table may have for the questions of a form.

    Attributes:
        form: The form.
        grouped: Whether several rows are one person, and each row adds an entry to a list. Then a
            question of a list has one column, `goals.text`; else it has one for each entry that
            the list may have, `goals.1.text`, `goals.2.text` …
    """

    form: Form
    grouped: bool

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """The question of each column by its path."""
        by_path: dict[str, Place] = {}
        for place in self.form.all_places():
            path = place.pattern if self.grouped else place.path
            by_path.setdefault(path, place)
        return by_path

    @cached_property
    def entry_paths(self) -> frozenset[str]:
        """The paths without a position: each row of a grouped table adds to a list there."""
        if not self.grouped:
            return frozenset()
        return frozenset(path for path, place in self.places.items() if place.position is not None)

    @cached_property
    def first_patterns(self) -> Mapping[str, str]:
        """The pattern of the first question of each list, by the list's key."""
        first: dict[str, str] = {}
        for place in self.places.values():
            list_key, _, question = place.pattern.partition(".")
            if question and place.position is not None:
                first.setdefault(list_key, place.pattern)
        return first

    @cached_property
    def key_questions(self) -> Mapping[str, str]:
        """The first question of each list, by the list's key: `goals` → `text`.

        Rows of a person with the same answer to it are about the same entry.
        """
        return {key: listing.members[0].key for key, listing in self.form.lists.items()}

    @cached_property
    def paths(self) -> Collection[str]:
        """What a column may be: the questions, and the numbers of entries."""
        return {**self.places, **self.number_paths}

    def number_path(self, list_key: str) -> str | None:
        """Return the path by which a column counts the entries of a list, if one can."""
        path = join(list_key, NUMBER)
        return path if path in self.number_paths else None

    def is_key(self, pattern: str) -> bool:
        """Return whether a question is the first one of its list."""
        list_key, _, question = pattern.partition(".")
        return self.key_questions.get(list_key) == question

    @cached_property
    def numbered_lists(self) -> Sequence[str]:
        """The lists without a question `number`, in which `LIST.number` is an entry's place."""
        return [
            key
            for key, listing in self.form.lists.items()
            if NUMBER not in {member.key for member in listing.members}
        ]

    @cached_property
    def number_paths(self) -> Mapping[str, str]:
        """`LIST.number` → list, for the columns that say where in its list a row's entry stands.

        Only in a grouped table a row is one entry.
        """
        lists = self.numbered_lists if self.grouped else ()
        return {join(key, NUMBER): key for key in lists}

    def at(self, pattern: str, number: int | None) -> str | None:
        """Return the path of a question's column, if there is one with this number in its heading.

        >>> from mlmp_print.definitions import load as forms
        >>> from mlmp_print.look import look
        >>> columns = FormColumns(forms.load("visual-plan", look.load()), grouped=False)
        >>> columns.at("goals.text", 2), columns.at("name", None), columns.at("goals.text", 99)
        ('goals.2.text', 'name', None)
        """
        list_key, _, question = pattern.partition(".")
        is_entry = list_key in self.form.lists
        path = join(list_key, number, question) if is_entry and number else pattern
        is_numbered = bool(number) and path != pattern
        return path if path in self.places and is_numbered == (number is not None) else None


def entry_beyond_list(listing: Listing, name: str, position: int) -> Message:
    """Say that a list has no entry at a position; what remains is put on a second sheet.

    Args:
        listing: The list.
        name: What the sheet calls it.
        position: Of the entry.
    """
    what = Phrase("is entry {position} of {list}", position=position, list=quoted(name))
    return too_many(listing, what)
