"""Write the elements whose words follow answers: figures that say what is marked in them.

An alternative text is an entry of its structure element (ISO 32000-1 14.9.3), so that element is
written when the form is filled.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..draw.drawing import SpokenAnswers
from .objects import Ref
from .slots import FigureSlot, SpokenSlot
from .structure import LateElement

_ENDS = (".", "!", "?", "…")  # of a sentence


@dataclass(frozen=True)
class FigureObject:
    """The structure element of a Figure that shows answers."""

    spoken: SpokenAnswers
    element: LateElement

    @property
    def refs(self) -> tuple[Ref, ...]:
        """The object."""
        return (self.element.ref,)

    def slot(self) -> FigureSlot:
        """Prepare the element up to its alternative text."""
        spoken = tuple(
            SpokenSlot(
                line.start,
                tuple((place.path, place.kind, words) for place, words in line.parts),
                line.nothing,
                line.leads,
            )
            for line in self.spoken.lines
        )
        words = self.element.alt
        words += "" if words.endswith(_ENDS) else "."
        empty = f"{words} {self.spoken.nothing}"
        return FigureSlot.of(self.element.before_alt(), words, spoken, empty)
