"""Write the elements whose words follow answers: figures that say what is marked in them.

An alternative text is an entry of its structure element (ISO 32000-1 14.9.3), so that element is
written when the form is filled.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..draw.drawing import SpokenAnswers, SpokenLine
from .objects import Chunk, Ref, text_parts
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
        """Prepare the element with all words that may stand in its alternative text."""
        words = self.element.alt
        words += "" if words.endswith(_ENDS) else "."
        written = _Words([words, ", ", ".", " ", *self._words()])
        before = self.element.before_alt() + written.begin
        after = written.end + b">>\nendobj\n"
        nothing = written[" "] + written[self.spoken.nothing]
        return FigureSlot(
            before=before + written[words],
            lines=tuple(_line(line, written) for line in self.spoken.lines),
            comma=written[", "],
            period=written["."],
            after=after,
            empty=Chunk(before + written[words] + nothing + after, (0,)),
        )

    def _words(self) -> Iterator[str]:
        """All words but those that the text begins with."""
        yield self.spoken.nothing
        for line in self.spoken.lines:
            yield f" {line.start}: "
            yield line.nothing
            for _, words in line.parts:
                yield from words.values()


class _Words:
    """Words as parts of one text string, by the words."""

    def __init__(self, words: Sequence[str]) -> None:
        self.begin, parts, self.end = text_parts(words)
        self._parts = dict(zip(words, parts, strict=True))

    def __getitem__(self, words: str) -> bytes:
        return self._parts[words]


def _line(line: SpokenLine, written: _Words) -> SpokenSlot:
    parts = []
    for place, words in line.parts:
        # By the answer, not by its state: filling looks it up in no time.
        by_answer = {
            place.kind.load(state) if state else None: written[said]
            for state, said in words.items()
        }
        parts.append((place.path, by_answer))
    start = written[f" {line.start}: "]
    return SpokenSlot(start, tuple(parts), written[line.nothing], line.leads)
