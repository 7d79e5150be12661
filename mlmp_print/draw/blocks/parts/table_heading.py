"""The words over a column of a table."""

from __future__ import annotations

from dataclasses import dataclass

from .letters import LEADING

BETWEEN = 1.2  # mm between label and hint


@dataclass(frozen=True)
class TableHeading:
    """The words over a column: a bold label, and a soft hint or the words of a choice's states."""

    label: tuple[str, ...]
    label_size: float
    hint: tuple[str, ...]
    hint_size: float
    states: tuple[tuple[str, ...], ...] = ()  # each in lines

    @property
    def label_height(self) -> float:
        """The height of the label, mm."""
        return LEADING * self.label_size * len(self.label)

    def height(self, drop: float) -> float:
        """Return the height of the words, where hints begin `drop` mm below the top of labels."""
        if self.hint:
            return drop + BETWEEN + LEADING * self.hint_size * len(self.hint)
        lines = max(map(len, self.states), default=0)
        return self.label_height + (BETWEEN + LEADING * self.hint_size * lines if lines else 0.0)
