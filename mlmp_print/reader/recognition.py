"""Which form a sheet is of, and whether it is the version of that form that we have."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from ..definitions import load as forms
from ..definitions.load import schema
from ..look import look as looks
from ..model.errors import PdfError
from ..model.messages import Message, note
from ..model.paths import without_positions
from ..model.phrases import Phrase, PhraseTemplate
from ..model.schema import kinds_in
from .found_fields import FoundFields
from .several_sheets import NO_NAMES, SEVERAL, original_name

_ENOUGH = 0.8  # of the fields, and of the form's places
_OLDER = PhraseTemplate(
    "is an older version than the one here ({version}, not {ours}): "
    "read by the questions that the file itself names"
)
_NEWER = PhraseTemplate(
    "is a newer version than the one here ({version}, not {ours}): "
    "read by the questions that the file itself names"
)


def recognize(found: FoundFields) -> tuple[str, dict[str, Any]]:
    """The form of a file that has lost its description of itself, by the names of its fields.

    Returns:
        The name of the form, and its JSON Schema.

    Raises:
        PdfError: It is none of our forms, or several.
    """
    look = looks.load()
    names = {without_positions(original_name(name)) for name in found.fields}
    for form in forms.names():
        questions = kinds_in(schema(form)).keys()
        # A list with no room yet is asked about, and has no place.
        places = {place.pattern for place in forms.load(form, look).places()}
        are_ours = len(names & questions) >= _ENOUGH * len(names)
        are_there = len(names & places) >= _ENOUGH * len(places)
        if are_ours and are_there:
            return form, schema(form)
    raise PdfError(_why_unknown(found))


def _why_unknown(found: FoundFields) -> Phrase:
    if len(found.sheet_ids) > 1:
        return SEVERAL
    if found.nameless or any(original_name(name) != name for name in found.fields):
        return NO_NAMES
    if found.copies:
        return Phrase(
            "is not one of our forms, or holds several of them: "
            "then split it, and read each sheet alone"
        )
    return Phrase("is not one of our forms. Known: {names}", names=", ".join(forms.names()))


def version_notes(form: str, version: int | None) -> list[Message]:
    """A note if a sheet is of another version of its form than ours."""
    ours = _our_version(form)
    if ours is None or version is None or version == ours:
        return []
    template = _OLDER if version < ours else _NEWER
    return [note(form, template.phrase(version=version, ours=ours))]


@lru_cache(maxsize=64)
def _our_version(form: str) -> int | None:
    """The version of a form of ours; None for one that is not."""
    return forms.load(form, looks.load()).version if form in forms.names() else None
