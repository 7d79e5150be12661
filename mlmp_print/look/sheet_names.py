"""What a sheet calls its questions and the answers to choose from, for messages and tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from ..model.form import Form, Place
from ..model.messages import Message
from ..model.names import StateNames
from ..model.paths import pattern
from . import look as looks
from .assets import languages
from .look import Look
from .wording import Wording


@dataclass(frozen=True)
class SheetNames:
    """The names in one language.

    Attributes:
        wording: The words of the sheet.
        typed: Whether people type the paths of its questions, as in JSON.
    """

    wording: Wording
    typed: bool = False

    @cached_property
    def _places(self) -> Mapping[str, Place]:
        """Pattern → the question where it stands first."""
        places: dict[str, Place] = {}
        for place in self.wording.form.all_places():
            places.setdefault(place.pattern, place)
        return places

    def question(self, path: str) -> str:
        """Return the heading that the question at a path has in a table; "" for no question.

        A list and its entries are called by their first question: `goals` is “Mål”, `goals.2` is
        “Mål 2”.
        """
        bare, position = pattern(path)
        place = self._places.get(bare)
        if place is None and bare in self.wording.form.lists:
            place = next(
                first for first in self._places.values() if first.pattern.startswith(f"{bare}.")
            )
        if place is None or (position and not place.position):
            return ""
        heading = self.wording.column(place, str(position or ""))
        return heading if position else heading.strip(" .")  # a heading may begin with the number

    def states(self, path: str) -> StateNames:
        """Return the names of the answers to choose from at a path."""
        place = self._places.get(pattern(path)[0])
        return state_names(place, [self.wording]) if place else StateNames()

    def named(self, messages: Iterable[Message]) -> list[Message]:
        """Return the messages with the name of the question that each is about."""
        return [
            replace(
                message,
                where=replace(
                    message.where, question=self.question(message.path), typed=self.typed
                ),
            )
            for message in messages
        ]


def every_wording(form: Form, own: Look, look_file: Path | None = None) -> list[Wording]:
    """Return the words of a form in every language that it speaks, the look's own first.

    Args:
        form: The form.
        own: The look of the sheet.
        look_file: The municipality's look file, if the look is one.
    """
    others = looks.spoken(look_file) if look_file else languages()
    every = [own, *(looks.load(lang, file=look_file) for lang in others if lang != own.lang)]
    wordings = [Wording(form, look) for look in every]
    return [wording for wording in wordings if wording.spoken]


def state_names(place: Place, wordings: Sequence[Wording]) -> StateNames:
    """Return the names that the states of a question have in several languages.

    Args:
        place: The question.
        wordings: The words of the form in each language, that of the sheet first.
    """
    states = place.kind.states
    names = [
        (name, state)
        for wording in wordings
        for state in states
        for name in (wording.state_words(place, state), *wording.other_names(place, state))
    ]
    on_sheet = {state: " ".join(wordings[0].state_words(place, state).split()) for state in states}
    return StateNames.of(names, on_sheet, states)
