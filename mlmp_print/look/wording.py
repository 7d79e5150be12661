"""The words of one form in one language: title, labels, hints, headings of a table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from ..model.descriptions import beside
from ..model.errors import DefinitionError
from ..model.form import Form, Place
from ..model.messages import Message, Where, quoted
from ..model.phrases import Phrase
from . import references
from .look import Look

_ENDS = ("?", "!", "…", ":")  # no colon follows words that end so
_GAP = re.compile(r"\A[\s.,:]+|\s+(?=[,:](?:\s|\Z))")
_OTHER_HEADINGS = ("aliases", "former")  # tables of the language: what others say, and we did


@dataclass(frozen=True)
class Wording:
    """The words of one form in one language.

    They stand in the form's own file, if it brings words, else in the language file.
    """

    form: Form
    look: Look

    @cached_property
    def _table(self) -> Mapping[str, Any]:
        if self.form.words:
            own = self.form.words.get(self.look.lang, {})
            table = references.resolved(own, self.look.words, f"{self.form.name}.toml")
        else:
            table = self.look.words.get("forms", {}).get(self.form.name, {})
        return dict(table)

    def _lacks(self, part: str, key: str) -> DefinitionError:
        """Return the error for words that are not there."""
        if self.form.words:
            file, table = f"{self.form.name}.toml", f"words.{self.look.lang}"
        else:
            file, table = f"languages/{self.look.lang}.toml", f"forms.{self.form.name}"
        name = f"{table}.{part}" if part else table
        what = Phrase("[{table}] has no {key}", table=name, key=quoted(key))
        return DefinitionError(Message(Where(file=file), what))

    def _ask(self, pattern: str) -> Mapping[str, Any]:
        """Return the words of a question, or of a list."""
        asks = self._table.get("ask", {})
        if pattern not in asks:
            raise self._lacks("ask", pattern)
        ask: Mapping[str, Any] = asks[pattern]
        return ask

    def _described(self, place: Place) -> Place | None:
        """Return the picture of a description that has no words of its own, else None."""
        key = place.kind.describes
        if not key or place.asked_as in self._table.get("ask", {}):
            return None
        return replace(place, path=beside(place.path, key), pattern=beside(place.pattern, key))

    def _description(self, words: str) -> str:
        """Return what a picture's description is called, from what the picture is called."""
        return self.look.say("picture.description").format(picture=words)

    def _say(self, part: str, key: str) -> str:
        table = self._table.get(part, {}) if part else self._table
        if not isinstance(table.get(key), str):
            raise self._lacks(part, key)
        return str(table[key])

    @property
    def title(self) -> str:
        """The form's heading."""
        return self._say("", "title")

    @property
    def name(self) -> str:
        """The form's own name, as staff call it; the language files call it `sheet`."""
        return self._say("", "sheet")

    @property
    def full_title(self) -> str:
        """Heading and name of the form: the title of its files and of its JSON Schema."""
        return f"{self.title} · {self.name}"

    @property
    def about(self) -> str:
        """The purpose of the form, in one sentence; "" without one."""
        return str(self._table.get("about", ""))

    @property
    def spoken(self) -> bool:
        """Whether the form has words in this language; one that brings its own may lack them."""
        return not self.form.words or self.look.lang in self.form.words

    def word(self, key: str) -> str:
        """Return words that a block of the form prints."""
        return self.title if key == "title" else self._say("words", key)

    def label(self, place: Place) -> str:
        """Return the words beside the field."""
        if picture := self._described(place):
            return self._description(self.label(picture))
        label = str(self._ask(place.asked_as)["label"])
        return label.format(n=place.position, each=place.each)

    def common_label(self, place: Place) -> str:
        """Return what several questions alike are called, without the number of each: “Mål”."""
        return str(self._ask(place.asked_as)["label"]).format(n=place.position, each="").strip()

    def hint(self, place: Place) -> str:
        """Return the smaller words under or beside the label; "" without them."""
        if self._described(place):
            return ""
        return str(self._ask(place.asked_as).get("hint", ""))

    def question(self, place: Place) -> str:
        """Return the whole question, understood without the sheet.

        A screen reader says it (`/TU`, ISO 32000-1 12.7.3.1).
        """
        if picture := self._described(place):
            return self._description(self.question(picture))
        ask, label = self._ask(place.asked_as), self.label(place)
        if "question" in ask:
            return str(ask["question"]).format(n=place.position, each=place.each)
        if place.position is not None:
            entry = self.entry(place.pattern.partition(".")[0], place.position)
            label = f"{label}, {entry}"
        return _then(label, " ".join(ask["hint"].split())) if "hint" in ask else label

    def entry(self, key: str, number: int | None) -> str:
        """Return what an entry of a list is called: “goal 2”."""
        return str(self._ask(key)["item"]).format(n=number)

    def state_words(self, place: Place, state: str) -> str:
        """Return a state in words: the question's own (`choices`), else those of its kind."""
        choices = self._ask(place.asked_as).get("choices", {})
        return (
            str(choices[state])
            if state in choices
            else place.kind.state_words(state, self.look.say)
        )

    def answered(self, place: Place, state: str, meaning: str = "") -> str:
        """Return the question with one answer to it: “Score nu, mål 2: 0, jeg klarer det selv”.

        `meaning` is what explains the answer on the sheet. A life theme is explained by the
        language: “Livstema, mål 2: Samfundsliv (penge, bolig og post)”.
        """
        words = self.state_words(place, state)
        if place.kind.is_theme:
            words = self.look.explained_theme(state)
        parts = [part for part in (words, meaning) if part]
        return self.followed(place, ", ".join(parts)) if parts else self.question(place)

    def followed(self, place: Place, words: str) -> str:
        """Return the question followed by words: “Livstema, mål 2: Bolig, Sundhed”."""
        return _then(self.question(place), " ".join(words.split()))

    def picture(self, place: Place, *, is_there: bool, description: str = "") -> str:
        """Return the question of a picture, whether there is one, and what it shows."""
        words = self.look.say("picture.there" if is_there else "picture.none")
        if description:
            words = f"{words}. {description}"
        return self.followed(place, words)

    def column(self, place: Place, number: str | None = None) -> str:
        """Return the heading of the question's column in a table: “Score nu 1”.

        Args:
            number: What stands for the list position; without it, the position.
        """
        if picture := self._described(place):
            return self._description(self.column(picture, number))
        ask = self._ask(place.asked_as)
        return _numbered(str(ask.get("column", ask["label"])), place, number)

    def aliases(self, place: Place, number: str | None = None) -> list[str]:
        """Return other headings that the column is known by, from [aliases] and [former]."""
        return [_numbered(text, place, number) for text in self._aliases_of(place.asked_as)]

    def other_names(self, place: Place, state: str) -> list[str]:
        """Return other names of a state in a table, from [aliases] and [former]."""
        return self._aliases_of(f"{place.asked_as}.{state}")

    def _aliases_of(self, key: str) -> list[str]:
        own_key = f"{self.form.name}:{key}"  # for this form only
        tables = [self.look.words.get(name, {}) for name in _OTHER_HEADINGS]
        texts = [table.get(name, "") for table in tables for name in (key, own_key)]
        return [name for text in texts for name in _apart(text)]

    def entry_names(self, list_key: str) -> list[str]:
        """Return what an entry of a list is called in headings, without its number: “Mål”."""
        item = str(self._table.get("ask", {}).get(list_key, {}).get("item", ""))
        return [name for name in (_unnumbered(item), *self._aliases_of(list_key)) if name]

    def names_elsewhere(self) -> list[str]:
        """Return the other headings of questions and lists that this form does not have."""
        own = {*self.form.lists, *(place.asked_as for place in self.form.all_places())}
        tables = (self.look.words.get(name, {}) for name in _OTHER_HEADINGS)
        entries = ((key, texts) for table in tables for key, texts in table.items())
        foreign = (texts for key, texts in entries if ":" not in key and key not in own)
        return [name for texts in foreign for name in _apart(texts)]

    def heading_words(self, key: str) -> list[str]:
        """Return words that headings have around the questions, from [headings] of the language."""
        return _apart(self.look.words.get("headings", {}).get(key, ""))

    def example(self, place: Place) -> Any:
        """Return an example answer, or None."""
        if self._described(place):
            return None
        example = place.example or self._ask(place.asked_as).get("example", ())
        series = (example,) if isinstance(example, str) else tuple(example)
        index = (place.position or 1) - 1
        return series[index] if index < len(series) else None


def _apart(texts: str) -> list[str]:
    return [text.strip() for text in texts.split("|") if text.strip()]


def _unnumbered(text: str) -> str:
    return _without_gap(text.format(n=""))


def _without_gap(text: str) -> str:
    """Close the gap that a number leaves: “. delmål”, “Indsats , mål”."""
    return _GAP.sub("", text).strip()


def _then(words: str, more: str) -> str:
    """Return words, a colon, and more; no colon after a mark such as “?”."""
    return f"{words} {more}" if words.endswith(_ENDS) else f"{words}: {more}"


def _numbered(text: str, place: Place, number: str | None) -> str:
    number = str(place.position or "") if number is None else number
    named = text.format(n=number, each=place.each).strip()
    if not number and "{n}" in text:
        named = _without_gap(named)
    return named if place.position is None or "{n}" in text else f"{named} {number}".strip()
