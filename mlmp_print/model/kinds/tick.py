"""Yes, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from ..cells import CellWords, seen, shown
from ..errors import InvalidValue
from ..names import StateNames
from ..phrases import Phrase
from .kind import Kind, Say, json_type

# Signs that mean the same in every language; words stand in the language files.
YES_SIGNS = frozenset({"x", "1", "true", "✓", "✔", "☒", "☑"})
NO_SIGNS = frozenset({"0", "false", "☐"})


@dataclass(frozen=True)
class Tick(Kind):
    """Yes, or left empty. `false` is the same as empty."""

    name: ClassVar[str] = "tick"

    @property
    def states(self) -> tuple[str, ...]:
        """`Yes`."""
        return ("Yes",)

    def schema(self) -> dict[str, Any]:
        """Describe a boolean."""
        return {"type": "boolean", "x-kind": self.name}

    def check(self, value: Any) -> bool | None:
        """Return True, or None."""
        if value == "":
            return None
        if not isinstance(value, bool):
            raise InvalidValue(
                Phrase("must be true or false, not {type}", type=json_type(value)),
                Phrase("Write true or false, without quotation marks"),
            )
        return value or None

    def from_cell(self, cell: Any, names: StateNames, words: CellWords) -> bool:
        """Return whether a cell says yes: by a sign, or in any of our languages."""
        if isinstance(cell, bool):
            return cell
        word = seen(shown(cell)).casefold()
        if word in YES_SIGNS or word in words.yes:
            return True
        if word in NO_SIGNS or word in words.no:
            return False
        raise InvalidValue(Phrase("is neither yes nor no"), Phrase("Write ja or nej (yes or no)"))

    def store(self, value: bool) -> str:
        """Return `Yes`."""
        return "Yes"

    def load(self, stored: str) -> bool | None:
        """Return True for any state but Off: viewers rename the state."""
        return True

    def impersonal(self, value: Any) -> Any:
        """Return the value itself: the form names all that there are."""
        return self.check(value)

    def state_words(self, state: str, say: Say) -> str:
        """Return nothing: the question itself says what is ticked."""
        return ""
