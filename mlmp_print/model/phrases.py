"""Phrases: texts whose values stay apart, so that they can be said in another language.

A phrase is built in English where a fault is found. It is translated where a person reads it: on
the command line, in a report, on a page. `language` in `look/catalogs.py` chooses the language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from string import Formatter
from typing import Any

_SWAPPED = str.maketrans(",.", ".,")


@dataclass(frozen=True)
class Catalog:
    """How phrases are said in one language.

    Attributes:
        lang: The code of the language.
        translate: Returns the translation of a template, or None.
        decimal_comma: Whether numbers are written as 1.200,5 instead of 1,200.5.
    """

    lang: str
    translate: Callable[[str], str | None]
    decimal_comma: bool = False

    def format(self, template: str, values: Mapping[str, Any]) -> str:
        """Put values into a template; without values the template is the text, braces and all."""
        return _ValueFormatter(self).vformat(template, (), values) if values else template


class _ValueFormatter(Formatter):
    """Formats the values of a phrase: phrases are translated, numbers are written as people do."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    def format_field(self, value: Any, format_spec: str) -> str:
        """Format one value; several texts are a list with commas."""
        if isinstance(value, Phrase):
            return value.in_language(self.catalog)
        if isinstance(value, list | tuple):
            return ", ".join(self.format_field(item, format_spec) for item in value)
        text: str = format(value, format_spec)
        is_number = isinstance(value, int | float)
        return text.translate(_SWAPPED) if is_number and self.catalog.decimal_comma else text


ENGLISH = Catalog("en", lambda _: None)

_current: ContextVar[Catalog] = ContextVar("catalog", default=ENGLISH)


@contextmanager
def spoken(catalog: Catalog) -> Iterator[None]:
    """Translate with a catalog inside the context.

    >>> with spoken(Catalog("da", {"is not a date": "er ikke en dato"}.get)):
    ...     translated(Phrase("is not a date"))
    'er ikke en dato'
    """
    token = _current.set(catalog)
    try:
        yield
    finally:
        _current.reset(token)


class Phrase(str):
    """A text in English that remembers its template and its values.

    The first argument is a literal, so that `make messages` finds it.

    >>> text = Phrase("has {count:,} entries", count=1200)
    >>> text
    'has 1,200 entries'
    >>> danish = Catalog("da", {"has {count:,} entries": "har {count:,} linjer"}.get, True)
    >>> text.in_language(danish)
    'har 1.200 linjer'

    Values are numbers, names, other phrases, and lists of these.
    """

    __slots__ = ("template", "values")
    template: str
    values: dict[str, Any]

    def __new__(cls, template: str, /, **values: Any) -> Phrase:
        """Without values the template is the text, braces and all."""
        text = super().__new__(cls, ENGLISH.format(template, values))
        text.template, text.values = str(template), values
        return text

    def __reduce__(self) -> tuple[Callable[..., Phrase], tuple[str, dict[str, Any]]]:
        return _restored, (self.template, self.values)

    def in_language(self, catalog: Catalog) -> str:
        """Return the text in the language of a catalog, with its values."""
        if not self.template:  # gettext has the catalog's own header there
            return ""
        return catalog.format(catalog.translate(self.template) or self.template, self.values)


def _restored(template: str, values: dict[str, Any]) -> Phrase:
    return Phrase(template, **values)


class PhraseTemplate(str):
    """The template of a phrase whose values are not known yet, or that is chosen among several.

    The argument is a literal, so that `make messages` finds it.

    >>> PhraseTemplate("{path}: is a folder").phrase(path="plans")
    'plans: is a folder'
    """

    __slots__ = ()

    def phrase(self, **values: Any) -> Phrase:
        """Return the phrase with its values."""
        return Phrase(self, **values)


def translated(text: str) -> str:
    """Return a phrase in the language of the context; any other text as it is."""
    catalog = _current.get()
    if catalog is ENGLISH or not isinstance(text, Phrase):
        return str(text)
    return text.in_language(catalog)
