"""What a block reads while it draws: words, sizes, questions, and the list entries on its panel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, takewhile

from ..look.wording import Wording
from ..model.form import Place
from .drawing import SpokenAnswers, SpokenLine
from .geometry import Box


@dataclass(frozen=True)
class Sheet:
    """The form and the look, as the blocks on one panel see them.

    A panel shows `per` entries of the list `repeat`, from number `first`. `logo` is where the
    look's logo lies.
    """

    wording: Wording
    places: Mapping[str, Place]
    first: int
    per: int
    repeat: str = ""
    logo: Box | None = None

    # The form -------------------------------------------------------------------------------------

    def place(self, path: str) -> Place:
        """Return the question at a path."""
        return self.places[path]

    def keys_alike(self, path: str, key: str) -> list[str]:
        """Return the keys of the questions at a path that a key stands for.

        That is the key itself, `goal_1` and `goal_2` for several questions alike, or none.
        """
        if f"{path}.{key}" in self.places:
            return [key]
        keys = (f"{key}_{number}" for number in count(1))
        return [*takewhile(lambda one: f"{path}.{one}" in self.places, keys)]

    def count(self, key: str) -> int:
        """Return how many entries a list has room for."""
        return self.wording.form.lists[key].count

    def entries(self, key: str) -> Sequence[int]:
        """Return the numbers of a list's entries that stand on this panel."""
        end = self.count(key) + 1
        if key == self.repeat and self.per:
            return range(self.first, min(self.first + self.per, end))
        return range(1, end)

    @property
    def room_left(self) -> int:
        """For how many entries the last panel of the list has room left."""
        return self.wording.form.room_left(self.repeat)

    def setting(self, name: str) -> int | str:
        """Return the chosen value of an option."""
        return self.wording.form.setting(name)

    def has_setting(self, name: str, choice: int | str) -> bool:
        """Tell whether the form has an option, and this is the choice for it."""
        return self.wording.form.settings.get(name) == choice

    @property
    def score_in_words(self) -> bool:
        """Whether scores are explained by words under the numbers."""
        return self.setting("score") == "words"

    # Sizes ----------------------------------------------------------------------------------------

    def size(self, size: float) -> float:
        """Return a type size as this look sets it: in large print larger, 14 pt at least."""
        return self.wording.look.type_size(size)

    def grown(self, length: float) -> float:
        """Return a length in mm as this look draws it: in large print larger."""
        return length * self.wording.look.step

    @property
    def is_large(self) -> bool:
        """Whether this is large print."""
        return self.wording.look.large

    @property
    def least_size(self) -> float:
        """The least type size of large print, pt; 0 in usual print: each block has its own."""
        return self.wording.look.type_size(0)

    @property
    def step(self) -> float:
        """The factor for the sizes of pictures and targets: they grow with the type."""
        return self.wording.look.step

    @property
    def pitch(self) -> float:
        """The distance of writing lines, mm."""
        return self.wording.look.pitch

    # Words ----------------------------------------------------------------------------------------

    @property
    def lang(self) -> str:
        """The language of the sheet, `da`."""
        return self.wording.look.lang

    def say(self, key: str) -> str:
        """Return words of the language."""
        return self.wording.look.say(key)

    def on_one_line(self, key: str) -> str:
        """Return words of the language without the breaks that they have on a narrow place."""
        return " ".join(self.say(key).split("\n"))

    def word(self, key: str) -> str:
        """Return words of this form."""
        return self.wording.word(key)

    def label(self, place: Place) -> str:
        """Return the printed label of a question."""
        return self.wording.label(place)

    def common_label(self, place: Place) -> str:
        """Return the printed label of several questions alike, without the number of each."""
        return self.wording.common_label(place)

    def hint(self, place: Place) -> str:
        """Return the printed hint of a question."""
        return self.wording.hint(place)

    def state_words(self, place: Place, state: str) -> str:
        """Return the words of one state of a choice."""
        return self.wording.state_words(place, state)

    def score_word(self, state: str) -> str:
        """Return the word for a whole score."""
        return self.say(f"score.word_{state}")

    def entry(self, key: str, number: int) -> str:
        """Return what an entry of a list is called, as a sentence begins: “Goal 2”."""
        words = self.wording.entry(key, number)
        return words[:1].upper() + words[1:]

    def spoken(self, lines: Iterable[SpokenLine], nothing: str = "nothing") -> SpokenAnswers:
        """Return what a Figure shows of answers, for whoever does not see it.

        `nothing` names the words while there are no answers.
        """
        return SpokenAnswers(tuple(lines), self.say(f"figure.{nothing}"))

    def question_picture(self, place: Place) -> str:
        """Return the key of the look's own picture of a question; "" without one."""
        form = self.wording.form.name
        return self.wording.look.question_picture(form, place.pattern)

    # Themes ---------------------------------------------------------------------------------------

    @property
    def themes(self) -> Sequence[str]:
        """The keys of the themes."""
        return [theme.key for theme in self.wording.look.themes]

    def theme_name(self, key: str) -> str:
        """Return the name of a theme."""
        return self.say(f"themes.{key}")

    @property
    def theme_names(self) -> list[str]:
        """The names of all themes."""
        return [self.theme_name(key) for key in self.themes]

    @property
    def explained_themes(self) -> list[str]:
        """The names of all themes, each with what it is, for people who hear them."""
        return [self.wording.look.explained_theme(key) for key in self.themes]

    def theme_icon(self, key: str) -> str:
        """Return the icon of a theme."""
        icons = {theme.key: theme.icon for theme in self.wording.look.themes}
        return icons[key]

    def theme_examples(self, key: str) -> list[str]:
        """Return everyday examples of a theme; none for one that a municipality made.

        Such a theme may have the key of ours and mean something else. It has no code of FFB.
        """
        built_in = {theme.key for theme in self.wording.look.themes if theme.ffb}
        return self.word(f"examples_{key}").split("\n") if key in built_in else []
