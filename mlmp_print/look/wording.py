"""The words of one form in one language: title, labels, hints, what stands in a table's headings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..model.errors import DefinitionError
from ..model.form import Form, Place
from ..model.messages import quoted
from .look import Look


@dataclass(frozen=True)
class Wording:
    """The words of one form in one language."""

    form: Form
    look: Look

    def _table(self) -> tuple[str, Mapping[str, Any]]:
        """Where the form's words stand, and the words: its own file if it brings them, else the language's."""
        if self.form.words:
            return f"{self.form.name}.toml: [words.{self.look.lang}", self.form.words.get(
                self.look.lang, {}
            )
        return f"languages/{self.look.lang}.toml: [forms.{self.form.name}", self.look.words.get(
            "forms", {}
        ).get(self.form.name, {})

    def _ask(self, pattern: str) -> dict[str, Any]:
        where, table = self._table()
        if pattern not in table.get("ask", {}):
            raise DefinitionError(f"{where}.ask] has no {quoted(pattern)}")
        return dict(table["ask"][pattern])

    def _say(self, part: str, key: str) -> str:
        where, table = self._table()
        table = table.get(part, {}) if part else table
        if not isinstance(table.get(key), str):
            raise DefinitionError(f"{where}{'.' if part else ''}{part}] has no {quoted(key)}")
        return str(table[key])

    @property
    def title(self) -> str:
        """The form's heading."""
        return self._say("", "title")

    @property
    def sheet(self) -> str:
        """The form's own name, as staff call it."""
        return self._say("", "sheet")

    @property
    def full_title(self) -> str:
        """Heading and name of the form: the title of its files and of its JSON Schema."""
        return f"{self.title} · {self.sheet}"

    @property
    def about(self) -> str:
        """What the form is for, in one sentence; may be nothing."""
        return str(self._table()[1].get("about", ""))

    @property
    def spoken(self) -> bool:
        """Whether the form has words in this language; one that brings its own may lack them."""
        return not self.form.words or self.look.lang in self.form.words

    def word(self, key: str) -> str:
        """Words that a block of the form prints."""
        return self.title if key == "title" else self._say("words", key)

    def label(self, place: Place) -> str:
        """What is printed beside the field."""
        return str(self._ask(place.pattern)["label"]).format(n=place.position)

    def hint(self, place: Place) -> str:
        """The smaller words under or beside the label; may be nothing."""
        return str(self._ask(place.pattern).get("hint", ""))

    def question(self, place: Place) -> str:
        """The whole question, understood without the sheet: a screen reader says it (`/TU`, ISO 32000-1 12.7.3.1)."""
        ask, label = self._ask(place.pattern), self.label(place)
        if "question" in ask:
            return str(ask["question"]).format(n=place.position)
        if place.position is not None:
            return f"{label}, {self._ask(place.pattern.split('.')[0])['item'].format(n=place.position)}"
        return _then(label, " ".join(ask["hint"].split())) if "hint" in ask else label

    def said(self, place: Place, state: str) -> str:
        """A state of a choice in words: the question's own (`choices` in its table), else those of its kind."""
        own = self._ask(place.pattern).get("choices", {})
        return str(own[state]) if state in own else place.kind.said(state, self.look.say)

    def answered(self, place: Place, state: str) -> str:
        """The question with one answer to it: “Score nu, mål 2: 1½”."""
        said = self.said(place, state)
        return (
            _then(self.question(place), said.replace("\n", " ")) if said else self.question(place)
        )

    def column(self, place: Place, number: str | None = None) -> str:
        """The heading of the question's column in a table: “Score nu 1”. The words may give one as `column`; `number` stands for the position."""
        ask = self._ask(place.pattern)
        return _numbered(str(ask.get("column", ask["label"])), place, number)

    def aliases(self, place: Place, number: str | None = None) -> list[str]:
        """Other headings that the column is known by: those under [aliases] of the language, with `|` between."""
        return [_numbered(text, place, number) for text in self._known_by(place.pattern)]

    def other_names(self, place: Place, state: str) -> list[str]:
        """Other names that a state of a choice is known by in a table: those under [aliases], at the question's and the state's."""
        return self._known_by(f"{place.pattern}.{state}")

    def _known_by(self, key: str) -> list[str]:
        found = self.look.words.get("aliases", {}).get(key, "")
        return [text.strip() for text in found.split("|") if text.strip()]

    def example(self, place: Place) -> Any:
        """An example answer, or None."""
        given = place.example or self._ask(place.pattern).get("example", ())
        series = (given,) if isinstance(given, str) else tuple(given)
        position = (place.position or 1) - 1
        return series[position] if position < len(series) else None


def _then(words: str, more: str) -> str:
    """Words and what comes after them, behind a colon unless they end with a mark of their own."""
    return f"{words}{' ' if words.endswith(('?', '!', '…', ':')) else ': '}{more}"


def _numbered(text: str, place: Place, number: str | None) -> str:
    number = str(place.position or "") if number is None else number
    return (
        text.format(n=number).strip()
        if place.position is None or "{n}" in text
        else f"{text} {number}".strip()
    )
