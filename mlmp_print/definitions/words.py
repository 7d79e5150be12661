"""Check the words that a form brings itself, language by language."""

from __future__ import annotations

import string
from collections.abc import Iterator
from typing import Any

from ..look.assets import languages
from ..look.references import without_references
from ..model.errors import InvalidValue
from ..model.form import Form, Place
from ..model.kinds import Kind
from ..model.messages import Message, quoted
from ..model.phrases import Phrase, PhraseTemplate
from ..model.toml_table import TomlTable
from ..text import fonts

_KEYS = ("title", "sheet", "about", "words", "ask")
_REQUIRED = ("title", "sheet", "ask")
_QUESTION_KEYS: dict[str, type | tuple[type, ...]] = {
    "label": str,
    "hint": str,
    "question": str,
    "column": str,
    "item": str,
    "example": (str, list),
    "choices": dict,
}
_WITH_POSITION = ("label", "question", "column", "item")  # their words may hold {n}
_WITH_EACH = ("label", "column")  # of several questions alike each needs its own


def word_faults(form: Form, file: str) -> Iterator[Message]:
    """Yield the faults of a form's words.

    Args:
        file: The name of the form's file.
    """
    if not isinstance(form.words, dict):
        what = Phrase("must be tables, one for each language, such as [words.da]")
        yield TomlTable(form.words, file, "words").message(what)
        return
    questions = {place.asked_as: place for place in form.all_places()}
    for lang, content in form.words.items():
        table = TomlTable(content, file, f"[words.{lang}]")
        yield from table.name_faults(Phrase("language"), lang, languages())
        yield from table.key_faults(_KEYS, _REQUIRED)
        printed = {name: content[name] for name in ("title", "sheet", "about") if name in content}
        yield from _text_faults(table.named(table.name, printed))
        yield from _text_faults(table.named(f"[words.{lang}.words]", content.get("words", {})))
        asks = table.named(f"[words.{lang}.ask]", content["ask"])
        keys = [*questions, *form.lists]
        implied = {pattern for pattern, place in questions.items() if place.kind.describes}
        yield from asks.key_faults(keys, [key for key in keys if key not in implied])
        for key in asks.content:
            ask = asks.named(f"{asks.name} {key}", asks.content[key])
            yield from _ask_faults(ask, questions.get(key))


def _text_faults(table: TomlTable) -> Iterator[Message]:
    """Yield the faults of printed texts: no text, or letters that our typeface lacks."""
    yield from table.key_faults(table.content if isinstance(table.content, dict) else ())
    letters = fonts.face("bold").glyph
    for name, text in table.content.items():
        if not isinstance(text, str) or not text.strip():
            yield table.message(Phrase("{name} must be words in quotation marks", name=name))
            continue
        lacking = [letter for letter in text if letter not in letters and letter != "\n"]
        if lacking:
            what = Phrase(
                "{name} has a letter that our typeface lacks: {letter} (U+{code:04X})",
                name=name,
                letter=quoted(lacking[0]),
                code=ord(lacking[0]),
            )
            yield table.message(what)


def _ask_faults(ask: TomlTable, place: Place | None) -> Iterator[Message]:
    """Yield the faults of a question's words, or of a list's if `place` is None."""
    if not isinstance(ask.content, dict):
        yield ask.message(Phrase('must be a table, such as { label = "Name" }'))
    yield from ask.key_faults(_QUESTION_KEYS, ["label" if place else "item"])
    for name, words in ask.content.items():
        if not isinstance(words, _QUESTION_KEYS[name]):
            what = PhraseTemplate("{name} must be words in quotation marks")
            if name == "choices":
                what = PhraseTemplate("{name} must be a table")
            yield ask.message(what.phrase(name=name))
    printed = {name: words for name, words in ask.content.items() if name in ("label", "hint")}
    if not printed.get("hint"):
        printed.pop("hint", None)
    yield from _text_faults(ask.named(ask.name, printed))
    in_list = place is None or place.position is not None
    yield from _placeholder_faults(ask, in_list=in_list, is_each=bool(place and place.each))
    if place:
        yield from _choice_faults(ask, place.kind)
        yield from _example_faults(ask, place.kind)


def _placeholder_faults(ask: TomlTable, *, in_list: bool, is_each: bool) -> Iterator[Message]:
    """Yield words with anything in braces but references, `{n}` and `{each}`.

    `{n}` is the position in a list, `{each}` the number of one of several questions alike.
    """
    allowed = {name for name, holds in (("n", in_list), ("each", is_each)) if holds}
    for name in _WITH_POSITION:
        try:
            text = without_references(ask.content.get(name, ""))
            parts = list(string.Formatter().parse(text))
            placeholders = {part for _, part, _, _ in parts if part is not None}
        except ValueError:  # an open brace
            placeholders = {"{"}
        if placeholders - allowed:
            what = PhraseTemplate(
                "{name} has braces; only {{n}} may stand in them, the position in a list"
            )
            if is_each:
                what = PhraseTemplate(
                    "{name} has braces; only {{n}} and {{each}} may stand in them"
                )
            yield ask.message(what.phrase(name=name))
        elif is_each and name in _WITH_EACH and name in ask.content and "each" not in placeholders:
            what = PhraseTemplate("{name} needs {{each}}, which tells the questions apart")
            yield ask.message(what.phrase(name=name))


def _example_faults(ask: TomlTable, kind: Kind) -> Iterator[Message]:
    """Yield examples that are no answers."""
    example: Any = ask.content.get("example", [])
    for value in [example] if isinstance(example, str) else example:
        try:
            kind.check(value)
        except InvalidValue as reject:
            yield ask.message(Phrase("example {reason}", reason=reject.what))


def _choice_faults(ask: TomlTable, kind: Kind) -> Iterator[Message]:
    """Yield the faults of a choice's words: each of its keys has some."""
    if kind.needs_words:
        yield from ask.key_faults(_QUESTION_KEYS, ["choices"])
        choices = ask.named(f"{ask.name} choices", ask.content["choices"])
        yield from choices.key_faults(kind.states, kind.states)
        yield from _text_faults(choices)
