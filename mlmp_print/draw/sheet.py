"""What a block is told: the words of the form and the look, and which entries of a list stand on this page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..look.wording import Wording
from ..model.form import Place
from .geometry import Box


@dataclass(frozen=True)
class Sheet:
    """What the blocks on one panel are told: words, sizes, places, and which entries of a list stand here."""

    wording: Wording
    places: Mapping[str, Place]
    first: int
    per: int
    repeat: str = ""  # the list that the page repeats for
    logo: Box | None = None  # where the look's logo lies

    def count(self, key: str) -> int:
        """How many entries a list has room for."""
        return self.wording.form.lists[key].count

    def entries(self, key: str) -> Sequence[int]:
        """The positions of a list's entries that stand on this page."""
        end = self.count(key) + 1
        return (
            range(self.first, min(self.first + self.per, end))
            if key == self.repeat and self.per
            else range(1, end)
        )

    def setting(self, name: str) -> int | str:
        """What is chosen of an option."""
        return self.wording.form.setting(name)

    def size(self, size: float) -> float:
        """A type size as this look sets it."""
        return round(size * self.wording.look.step, 2)

    @property
    def pitch(self) -> float:
        """The distance of writing lines, mm."""
        return self.wording.look.pitch

    def place(self, path: str) -> Place:
        """The question at a path."""
        return self.places[path]

    def say(self, key: str) -> str:
        """Words of the language."""
        return self.wording.look.say(key)

    def word(self, key: str) -> str:
        """Words of this form."""
        return self.wording.word(key)

    def label(self, place: Place) -> str:
        """The printed label."""
        return self.wording.label(place)

    def hint(self, place: Place) -> str:
        """The printed hint."""
        return self.wording.hint(place)

    def said(self, place: Place, state: str) -> str:
        """A state of a choice in words."""
        return self.wording.said(place, state)

    @property
    def themes(self) -> Sequence[str]:
        """The keys of the themes."""
        return [theme.key for theme in self.wording.look.themes]

    def theme_icon(self, key: str) -> str:
        """A theme's icon."""
        return next(theme.icon for theme in self.wording.look.themes if theme.key == key)
