"""Name the questions in messages about a sheet by the words of that sheet."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from ..definitions import load as forms
from ..look import look as looks
from ..look.assets import languages
from ..look.sheet_names import SheetNames
from ..look.wording import Wording
from ..model.messages import Message, quoted


def with_questions(
    messages: Iterable[Message], form: str, language: str | None
) -> tuple[Message, ...]:
    """Return messages about a sheet with its words, if its form is one of ours.

    Args:
        messages: The messages.
        form: The name of the form.
        language: Of the sheet; Danish is taken for one that is not ours.
    """
    messages = tuple(messages)
    names = sheet_names(form, language) if messages else None
    return tuple(names.named(messages)) if names else messages


def question_or_path(path: str, form: str, language: str | None) -> str:
    """Return a question in the words of the sheet, or its path where these are not known."""
    names = sheet_names(form, language)
    question = names.question(path) if names else ""
    return quoted(question) if question else path


def sheet_names(form: str, language: str | None) -> SheetNames | None:
    """Return the words of a sheet in its language; None if its form is none of ours."""
    if form not in forms.names():
        return None
    return _names_of_form(form, language if language in languages() else looks.LANG)


@lru_cache(maxsize=64)
def _names_of_form(form: str, lang: str) -> SheetNames:
    look = looks.load(lang)
    return SheetNames(Wording(forms.load(form, look), look))
