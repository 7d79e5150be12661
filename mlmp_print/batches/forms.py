"""Which forms a batch fills: names of forms, or templates that are compiled already."""

from __future__ import annotations

from collections.abc import Sequence

from ..api import Template
from ..look.look import DrawOptions
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


def check_unique(names: Sequence[str]) -> None:
    """Check that no form is named twice. Raises UsageError."""
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        text = PhraseTemplate("The form {form} is asked for twice. Name it once")
        raise UsageError(text.phrase(form=quoted(twice)), code="form-twice")
