"""A page of a form, as its definition has it: blocks, and how it repeats. Frozen plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

from .only import Only


class Block(Protocol):
    """A part of a page, as far as a form knows it: something that can be drawn."""

    def draw(self, pen: Any, sheet: Any) -> None:
        """Draw ink and place fields."""


@runtime_checkable
class Elastic(Protocol):
    """A block that can tell whether it has room for as many entries as stand on its page."""

    def has_room(self, sheet: Any) -> bool:
        """Tell whether the entries are not too crowded."""


@dataclass(frozen=True)
class Page:
    """One panel of the form.

    Attributes:
        repeat: The list whose further entries repeat this page; "" for none.
        per: The number of entries on each such page, or the name of an option with that number.
        whole: Whether the list has as many entries as its pages hold. If not, the last page may
            have room left, in which no entry is drawn.
        full: The list whose last page must be full, or this page is left out; "" for none.
        only: The setting without which the page is not drawn; None for one that always is.
        once: The indices of the blocks that only the first of the repeated pages has.
        again: Index → the block in another box, for all repeated pages but the first.
    """

    blocks: tuple[Block, ...]
    repeat: str = ""
    per: int | str = 0
    whole: bool = True
    full: str = ""
    only: Only | None = None
    once: frozenset[int] = frozenset()
    again: Mapping[int, Block] = field(default_factory=dict)

    def blocks_for(self, first: int) -> tuple[Block, ...]:
        """Return the blocks of the page that starts at list entry `first`.

        Questions outside of the list stand on the first page only: each has one field.
        """
        if first == 1:
            return self.blocks
        repeated = [
            self.again.get(index, block)
            for index, block in enumerate(self.blocks)
            if index not in self.once
        ]
        return tuple(
            block for block in repeated if getattr(block, "path", self.repeat) == self.repeat
        )
