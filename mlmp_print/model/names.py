"""The names that the answers to choose from have on a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .cells import fold
from .messages import meant, quoted
from .phrases import Phrase


@dataclass(frozen=True)
class StateNames:
    """What people call the states of one question; without names, each is called by its key.

    Attributes:
        known: Folded name → state, for every name that a cell of a table may have.
        on_sheet: State → its name on the sheet, if a cell with that name means this state.
    """

    known: Mapping[str, str] = field(default_factory=dict)
    on_sheet: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls, names: Iterable[tuple[str, str]], on_sheet: Mapping[str, str], states: Sequence[str]
    ) -> StateNames:
        """Collect names. One that two states have stands for neither.

        Args:
            names: Name and state, of all languages.
            on_sheet: State → its name on the sheet.
            states: The keys of the states.

        >>> names = [("Bolig", "home"), ("Hjem", "home"), ("Hjem", "family")]
        >>> on_sheet = {"home": "Bolig", "family": "Hjem"}
        >>> found = StateNames.of(names, on_sheet, ["home", "family"])
        >>> found.name("home"), found.name("family"), found.state("hjem")
        ('Bolig', 'family', None)
        """
        meanings: dict[str, set[str]] = {}
        for name, state in [*((state, state) for state in states), *names]:
            meanings.setdefault(fold(name), set()).add(state)
        known = {name: found.pop() for name, found in meanings.items() if name and len(found) == 1}
        understood = {
            state: name for state, name in on_sheet.items() if known.get(fold(name)) == state
        }
        return cls(known, understood)

    def state(self, name: str) -> str | None:
        """Return the state that a cell with this name means, or None."""
        return self.known.get(fold(name))

    def name(self, state: str) -> str:
        """Return the name to write into a cell for a state; the key of one without a name."""
        return self.on_sheet.get(state, state)

    def meant_in_cell(self, word: str, states: Sequence[str]) -> Phrase:
        """Return a remedy for a wrong word in a cell: the name of the nearest state, or of all."""
        return self._meant(word, {state: self.name(state) for state in states})

    def meant_by_key(self, word: str, states: Sequence[str]) -> Phrase:
        """Return a remedy for a wrong key: the nearest one with its name, or all of them.

        >>> names = StateNames.of([("Bolig", "home")], {"home": "Bolig"}, ["home", "health"])
        >>> names.meant_by_key("hom", ["home", "health"])
        'Did you mean “home” (Bolig)?'
        >>> names.meant_by_key("", ["home", "health"])
        'Known: “home” (Bolig), health'
        """
        return self._meant(word, {state: self._key_and_name(state) for state in states})

    def _key_and_name(self, state: str) -> str:
        name = self.on_sheet.get(state)
        return Phrase("{key} ({name})", key=quoted(state, 100), name=name) if name else state

    def _meant(self, word: str, labels: Mapping[str, str]) -> Phrase:
        """Compare a word with keys and names, without case, spaces and punctuation."""
        spellings = {fold(state): label for state, label in labels.items()}
        for name, state in self.known.items():
            if state in labels:
                spellings.setdefault(name, labels[state])
        return meant(fold(word[:100]), spellings)
