"""Answers to questions that a form has, and that its settings leave out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .form import Form
from .messages import Message, Where
from .phrases import Phrase


def undrawn_faults(form: Form, values: Mapping[str, Any]) -> Iterator[Message]:
    """Yield a fault for each answer whose question the form does not draw as it is set."""
    for path in sorted(form.undrawn.keys() & values.keys()):
        only = form.undrawn[path].only
        assert only
        setting = f"{only[0]}={only[1]}"
        what = Phrase("is not on the sheet as it is drawn")
        remedy = Phrase("Draw it with the setting {setting}", setting=setting)
        yield Message(Where(path=path), what, remedy, code=f"undrawn:{setting}")
