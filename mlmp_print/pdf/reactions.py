"""Prepare ink on a page that follows answers: a goal card in its theme's colour, a text again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..draw.drawing import Echo, Reaction
from .objects import Ref, chunk, form_xobject
from .slots import EchoSlot, ReactionSlot


@dataclass(frozen=True)
class ReactionObject:
    """The form XObject of a reaction, which shows one appearance or another."""

    reaction: Reaction
    sizes: Sequence[tuple[float, float]]  # pt, of all appearances of the drawing
    appearances: Sequence[Ref]
    ref: Ref = field(default_factory=Ref)

    @property
    def refs(self) -> tuple[Ref, ...]:
        """The object."""
        return (self.ref,)

    def slot(self) -> ReactionSlot:
        """Write the object for every combination of states that has an appearance."""
        choices = tuple((place.path, place.kind) for place in self.reaction.places)
        states = {}
        for chosen, index in self.reaction.appearances.items():
            resources = {"XObject": {"S": self.appearances[index]}}
            shown = form_xobject(self.sizes[index], b"/S Do", resources, plain=True)
            states[chosen] = chunk([(self.ref, shown)])
        return ReactionSlot(choices, states)


@dataclass(frozen=True)
class EchoObject:
    """The form XObject of an echo, which shows a text answer once more."""

    echo: Echo
    ref: Ref = field(default_factory=Ref)

    @property
    def refs(self) -> tuple[Ref, ...]:
        """The object."""
        return (self.ref,)

    def slot(self) -> EchoSlot:
        """Prepare the object; empty, it shows nothing."""
        place, frame = self.echo.place, self.echo.frame
        blank = form_xobject((frame.width, frame.height), b"", {}, plain=True)
        empty = chunk([(self.ref, blank)])
        return EchoSlot(place.path, place.kind, frame, self.ref.number, empty)
