"""One of a few keys: life themes, and choices that a form defines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from ..cells import CellWords, seen, shown
from ..errors import InvalidValue
from ..names import StateNames
from ..paths import KEY
from ..phrases import Phrase, PhraseTemplate
from .kind import Kind, Say, json_type

# What stands between several answers in one cell; “og”, “and” and “und” may be part of a name.
_BETWEEN = re.compile(r"[,;/|+&\n]|\s(?:og|and|und)\s")
_SEVERAL_LETTERS = 300  # more than anybody would list


@dataclass(frozen=True)
class OneOf(Kind):
    """One of a few keys: what themes and choices have in common."""

    not_one: ClassVar[Phrase]  # refuses a text
    several: ClassVar[Phrase]  # refuses more than one of them
    no_text: ClassVar[PhraseTemplate]  # refuses what is no text
    keys: tuple[str, ...]

    @property
    def states(self) -> tuple[str, ...]:
        """The keys."""
        return self.keys

    def schema(self) -> dict[str, Any]:
        """Describe one of the keys."""
        return {"type": "string", "enum": list(self.keys), "x-kind": self.name}

    @classmethod
    def from_schema(cls, schema: Mapping[str, Any]) -> Self:
        """Return the kind with the keys of the schema; what is no text among them is left out."""
        keys = schema.get("enum")
        if not isinstance(keys, list):
            raise InvalidValue(Phrase("has no keys"))
        return cls(tuple(key for key in keys if isinstance(key, str)))

    def check(self, value: Any) -> str | None:
        """Return one of the keys; nothing is guessed."""
        if value == "":
            return None
        if not isinstance(value, str):
            what = self.no_text.phrase(type=json_type(value))
            raise InvalidValue(what, self.meant(value, StateNames()))
        if value not in self.keys:
            raise InvalidValue(self.not_one, self.meant(value, StateNames()))
        return value

    def meant(self, value: Any, names: StateNames) -> Phrase:
        """Return the nearest key with its name, or all of them."""
        return names.meant_by_key(value if isinstance(value, str) else "", self.keys)

    def from_cell(self, cell: Any, names: StateNames, words: CellWords) -> str:
        """Return the key that a cell names: by itself, or by a name that stands on the sheet."""
        word = seen(shown(cell))
        if word in self.keys:
            return word
        key = names.state(word)
        if key is None and len(self._named_in(word, names)) > 1:
            raise InvalidValue(self.several, Phrase("Write one of them"))
        if key is None:
            raise InvalidValue(self.not_one, names.meant_in_cell(word, self.keys))
        return key

    def _named_in(self, words: str, names: StateNames) -> set[str]:
        """Return the keys that are named between commas and the like."""
        parts = [seen(part) for part in _BETWEEN.split(words[:_SEVERAL_LETTERS])]
        found = (part if part in self.keys else names.state(part) for part in parts)
        return {key for key in found if key}

    def to_cell(self, value: str, names: StateNames) -> str:
        """Return the name on the sheet, or the key of an answer without one."""
        return names.name(value)

    def impersonal(self, value: Any) -> str | None:
        """Return the key, if it is written as our keys are: a forged file may call one a name."""
        key = self.check(value)
        return key if key and KEY.match(key) else None

    def store(self, value: str) -> str:
        """Return the key."""
        return value

    def load(self, stored: str) -> str | None:
        """Return the key."""
        if stored not in self.keys:
            raise InvalidValue(self.not_one, Phrase("Left out"))
        return stored


@dataclass(frozen=True)
class Theme(OneOf):
    """One of the life themes of the look, by its key."""

    name: ClassVar[str] = "theme"
    of_goals: ClassVar[bool] = True
    is_theme: ClassVar[bool] = True
    not_one: ClassVar[Phrase] = Phrase("is not one of the life themes")
    several: ClassVar[Phrase] = Phrase("names several life themes, but a goal has one")
    no_text: ClassVar[PhraseTemplate] = PhraseTemplate("must be one of the life themes, not {type}")

    @classmethod
    def options(cls) -> Sequence[str]:
        """Return none: the look gives the keys."""
        return ()

    @classmethod
    def define(cls, options: Mapping[str, Any], themes: Sequence[str]) -> Self:
        """Return the kind for the themes of the look."""
        return cls(tuple(themes))

    def fit_example(self, value: Any, index: int) -> Any:
        """Return the theme itself, or another one for a look that does not have it."""
        return value if value in self.keys else self.keys[index % len(self.keys)]

    def state_words(self, state: str, say: Say) -> str:
        """Return the theme's name."""
        return say(f"themes.{state}")


@dataclass(frozen=True)
class Choice(OneOf):
    """One of a few answers that the form names by keys.

    The words for them stand with the question (`look.wording`), else under [choices] of the
    language.
    """

    name: ClassVar[str] = "choice"
    not_one: ClassVar[Phrase] = Phrase("is not one of the answers to choose from")
    several: ClassVar[Phrase] = Phrase("names several of the answers to choose from, but has one")
    no_text: ClassVar[PhraseTemplate] = PhraseTemplate(
        "must be one of the answers to choose from, not {type}"
    )
    needs_words: ClassVar[bool] = True

    @classmethod
    def define(cls, options: Mapping[str, Any], themes: Sequence[str]) -> Self:
        """Return the kind with the keys of the definition, which are also names in the PDF."""
        keys = options["keys"]
        good = [key for key in keys if isinstance(key, str) and KEY.match(key)]
        if len(keys) < 2 or len({*good}) < len(keys):
            raise InvalidValue(
                Phrase(
                    "keys must be two or more different names of small letters, digits and _,"
                    ' such as ["yes", "not_yet"]'
                )
            )
        return cls(tuple(keys))

    def state_words(self, state: str, say: Say) -> str:
        """Return the words of the language."""
        return say(f"choices.{state}")
