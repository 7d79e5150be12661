"""The setting that a question or a page needs to be drawn."""

from __future__ import annotations

from dataclasses import dataclass

EQUAL, LEAST, MOST = "=", ">=", "<="


@dataclass(frozen=True)
class Only:
    """What is drawn only with a choice for a setting.

    Attributes:
        setting: The setting's name.
        choice: The choice that is needed.
        relation: EQUAL for that choice alone; LEAST for it and larger ones, MOST for it and
            smaller ones.

    >>> Only("goals", 4, LEAST).holds(5), Only("goals", 4, MOST).holds(5)
    (True, False)
    >>> Only("goal_type", "yes").holds("no")
    False
    """

    setting: str
    choice: int | str
    relation: str = EQUAL

    def holds(self, value: int | str) -> bool:
        """Tell whether a choice for the setting is one that is meant."""
        if self.relation == EQUAL or isinstance(value, str) or isinstance(self.choice, str):
            return value == self.choice
        return value >= self.choice if self.relation == LEAST else value <= self.choice

    def __str__(self) -> str:
        """Return the setting with the choice, as it is given: `goals=4`."""
        return f"{self.setting}={self.choice}"
