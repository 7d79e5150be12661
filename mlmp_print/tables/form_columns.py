"""The columns that a table may have for the questions of a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ..model.answers import too_many
from ..model.form import Form, Listing, Place
from ..model.messages import Message, quoted
from ..model.phrases import Phrase


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
        first: dict[str, str] = {}
        for path in self.places:
            if path in self.entry_paths:
                list_key, _, question = path.partition(".")
                first.setdefault(list_key, question)
        return first


def entry_beyond_list(listing: Listing, name: str, position: int) -> Message:
    """Say that a list has no entry at a position; what remains is put on a second sheet.

    Args:
        listing: The list.
        name: What the sheet calls it.
        position: Of the entry.
    """
    what = Phrase("is entry {position} of {list}", position=position, list=quoted(name))
    return too_many(listing, what)
