"""Words of a language that refer to others, so that one thing has one name on every sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..model.errors import DefinitionError
from ..model.messages import Message, Where, quoted
from ..model.phrases import Phrase
from . import language

# {terms.goal.one}, {forms.mood-board.sheet}: a key with a dot. What a sheet fills in when it is
# drawn, {n}, has none.
_REFERENCE = re.compile(r"\{([A-Za-z]\w*(?:\.[\w-]+)+)\}")
_TERM = re.compile(r"\{([Tt]erms\.\w+(?:\.\w+)?)\}\Z")


def resolved(node: Any, words: Mapping[str, Any], file: str) -> Any:
    """Return words, or a table of them, with what their references stand for.

    Args:
        node: The words.
        words: All words of the language, for the references.
        file: What messages call the file with the words.

    Raises:
        DefinitionError: There are no words at a reference, or it leads back to itself.

    >>> words = {"terms": {"goal": {"one": "mål", "my": "mit {terms.goal.one}"}}}
    >>> resolved({"label": "{Terms.goal.my} {n}"}, words, "da.toml")
    {'label': 'Mit mål {n}'}
    """
    if isinstance(node, Mapping):
        return {key: resolved(entry, words, file) for key, entry in node.items()}
    if isinstance(node, list):
        return [resolved(entry, words, file) for entry in node]
    return _told(node, words, file, ()) if isinstance(node, str) else node


def without_references(text: str) -> str:
    """Return words without their references.

    >>> without_references("{Terms.goal.one} {n}")
    ' {n}'
    """
    return _REFERENCE.sub("", text)


def term_alone(text: str) -> str:
    """Return the key of the term that words consist of; "" if they say more, or something else.

    >>> term_alone("{Terms.parking_lot}"), term_alone("My {terms.goal.many}")
    ('terms.parking_lot', '')
    """
    found = _TERM.match(text)
    return _small(found[1]) if found else ""


def _told(text: str, words: Mapping[str, Any], file: str, on_the_way: tuple[str, ...]) -> str:
    def stood_for(reference: re.Match[str]) -> str:
        key = _small(reference[1])
        found = language.words_at(words, key)
        if found is None:
            what = Phrase("has no words for {key}", key=quoted(key))
            raise DefinitionError(Message(Where(file=file), what))
        if key in on_the_way:
            what = Phrase("{key} refers to itself", key=quoted(key))
            raise DefinitionError(Message(Where(file=file), what))
        told = _told(found, words, file, (*on_the_way, key))
        return told if key == reference[1] else told[:1].upper() + told[1:]

    return _REFERENCE.sub(stood_for, text)


def _small(key: str) -> str:
    """Return a key without the capital that asks for a capital."""
    return key[0].lower() + key[1:]
