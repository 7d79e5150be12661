"""The forms of a batch: their names, or templates that are compiled already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..api import Template
from ..look.look import DrawOptions
from ..model.arguments import mistyped
from ..model.errors import UsageError
from ..model.messages import quoted
from ..model.phrases import Phrase, PhraseTemplate

Forms = str | Template | Sequence[str] | Sequence[Template]  # one or several


def names_and_templates(
    form: Forms, drawing: DrawOptions
) -> tuple[list[str], tuple[Template, ...]]:
    """The forms that are named, and those that are compiled already: there are only the one sort.

    Raises:
        UsageError: There are both or none, or compiled ones shall be drawn otherwise.
    """
    forms = [form] if isinstance(form, str | Template) else list(form)
    names = [name for name in forms if isinstance(name, str)]
    own = tuple(template for template in forms if isinstance(template, Template))
    if not forms:
        raise UsageError(Phrase("Name a form"))
    if names and own:
        raise UsageError(Phrase("Give either names of forms or templates, not both"))
    if own and drawing.keys() - {"look"}:
        text = PhraseTemplate(
            "A template is drawn as it was compiled: leave the argument {argument} out"
        )
        raise UsageError(text.phrase(argument=min(drawing.keys() - {"look"})))
    return names, own


def check_forms(form: Any) -> None:
    """Raise UsageError for what is no form."""
    forms = form if isinstance(form, Sequence) and not isinstance(form, str | bytes) else [form]
    for one in forms:
        if not isinstance(one, str | Template):
            expected = Phrase("the name of a form, a template, or a list of either")
            raise mistyped("form", one, expected)


def check_unique(names: Sequence[str]) -> None:
    """Raise UsageError if a form is named twice."""
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        text = PhraseTemplate("The form {form} is asked for twice. Name it once")
        raise UsageError(text.phrase(form=quoted(twice)), code="form-twice")
