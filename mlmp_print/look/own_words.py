"""A municipality's words in the place of a language's: one thing keeps one name on every sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..model.errors import DefinitionError
from ..model.messages import NOTHING, Message, Where, quoted
from ..model.phrases import Phrase
from .references import resolved, term_alone

_KEY_SHOWN = 80  # letters


@dataclass(frozen=True)
class OwnWords:
    """What a look file says in `[words.XX]`.

    Attributes:
        own: Key of the language file → words; a term with several forms has a table of them.
        lang: The language.
        file: What messages call the look.
    """

    own: Mapping[str, Any]
    lang: str
    file: str
    _renamed: dict[str, str] = field(default_factory=dict)  # term → its new word

    def say_otherwise(self, words: dict[str, Any]) -> None:
        """Replace words of the language by the look's own.

        Raises:
            DefinitionError: The language has no words at a key, or at a reference; a term lacks one
                of its forms; one thing gets two names.
        """
        named = _names_of_sheets(words)
        for key, own in self.own.items():
            table, last = _table_with(words, key)
            if table is None or last not in table:
                raise self._no_words(key)
            if isinstance(table[last], Mapping) and key.startswith("terms."):
                table[last] = self._forms(key, own, table[last])
            elif not isinstance(table[last], str) or not isinstance(own, str):
                raise self._no_words(key)
            elif key.startswith("terms.") and key.count(".") > 1:
                raise self._one_form(key)
            elif (term := term_alone(table[last])) in named and term not in self.own:
                self._rename(words, term, own)
            else:
                table[last] = own
        resolved(self.own, words, self.file)

    def _forms(self, key: str, own: Any, forms: Mapping[str, str]) -> dict[str, str]:
        """Return all forms of a term."""
        given = own if isinstance(own, Mapping) else {}
        if given.keys() != forms.keys() or not all(isinstance(form, str) for form in own.values()):
            what = Phrase(
                "{key} in [words.{lang}] needs exactly these forms, each a text: {forms}",
                key=quoted(key, _KEY_SHOWN),
                lang=self.lang,
                forms=", ".join(forms),
            )
            raise self._wrong(what)
        return dict(own)

    def _rename(self, words: dict[str, Any], term: str, own: str) -> None:
        """Rename a sheet's thing by the key of one place where it is named: on every sheet."""
        if self._renamed.setdefault(term, own) != own:
            what = Phrase(
                "[words.{lang}] has two names for one thing: {name} and {other}",
                lang=self.lang,
                name=quoted(self._renamed[term]),
                other=quoted(own),
            )
            remedy = Phrase("Give its name as {term}", term=quoted(term))
            raise self._wrong(what, remedy)
        words["terms"][term.removeprefix("terms.")] = own

    def _one_form(self, key: str) -> DefinitionError:
        what = Phrase(
            "{key} in [words.{lang}] is one form of a word",
            key=quoted(key, _KEY_SHOWN),
            lang=self.lang,
        )
        term = quoted(key.rpartition(".")[0], _KEY_SHOWN)
        return self._wrong(what, Phrase("Give all its forms, in a table, as {term}", term=term))

    def _no_words(self, key: str) -> DefinitionError:
        what = Phrase(
            "[words.{lang}] has {key}, but the language has no words there",
            lang=self.lang,
            key=quoted(key, _KEY_SHOWN),
        )
        return self._wrong(what)

    def _wrong(self, what: Phrase, remedy: Phrase = NOTHING) -> DefinitionError:
        return DefinitionError(Message(Where(file=self.file), what, remedy))


def _names_of_sheets(words: Mapping[str, Any]) -> set[str]:
    """Return the terms that name a sheet, as the parking lot has one of its own."""
    sheets = (form.get("sheet", "") for form in words.get("forms", {}).values())
    return {term_alone(sheet) for sheet in sheets} - {""}


def _table_with(words: dict[str, Any], key: str) -> tuple[dict[str, Any] | None, str]:
    """Return the table that holds a dotted key, or None, and the last part of the key.

    Keys of the language file may hold dots themselves.
    """
    table: Any = words
    rest = key.split(".")
    while isinstance(table, dict):
        if ".".join(rest) in table:
            return table, ".".join(rest)
        heads = [".".join(rest[:length]) for length in range(len(rest) - 1, 0, -1)]
        head = next((head for head in heads if head in table), "")
        if not head:
            break
        table, rest = table[head], rest[head.count(".") + 1 :]
    return None, rest[-1]
