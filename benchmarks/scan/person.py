"""A simulated person: which pen and which marks, how steady and how neat the hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from .pens import SHARE
from .strokes import Generator

Name = TypeVar("Name", str, float)

MIXED = "mixed"
STYLES = {"cross": 0.38, "tick": 0.14, "fill": 0.15, "circle": 0.1, "plus": 0.03, MIXED: 0.2}
MIXTURE = {"cross": 0.4, "tick": 0.2, "fill": 0.15, "circle": 0.15, "slash": 0.06, "dot": 0.04}
TREMORS = {0.4: 0.3, 1.0: 0.5, 2.2: 0.2}  # steady, ordinary, shaking


def chosen(shares: dict[Name, float], rng: Generator) -> Name:
    """One of the keys, by their shares."""
    total = sum(shares.values())
    names = list(shares)
    return names[int(rng.choice(len(names), p=[share / total for share in shares.values()]))]


@dataclass(frozen=True)
class Person:
    """How somebody marks and writes."""

    pen: str
    writing_pen: str
    style: str  # of `strokes.MARKS`, or MIXED
    tremor: float
    large: bool  # crosses and ticks larger than the cells
    letters: float  # height of capitals, mm
    messy: float  # mm, how far a mark lies beside the middle of its cell

    @classmethod
    def by_chance(cls, rng: Generator, pens: dict[str, float] = SHARE) -> Person:
        pen = chosen(pens, rng)
        other = chosen({"blue": 0.4, "black": 0.4, "pencil": 0.2}, rng)
        return cls(
            pen=pen,
            writing_pen=pen if rng.random() < 0.8 else other,
            style=chosen(STYLES, rng),
            tremor=chosen(TREMORS, rng),
            large=bool(rng.random() < 0.2),
            letters=float(rng.uniform(3.6, 6.5)),
            messy=float(rng.uniform(0.2, 0.5)),
        )

    def mark(self, rng: Generator) -> str:
        """The style of one mark."""
        return chosen(MIXTURE, rng) if self.style == MIXED else self.style
