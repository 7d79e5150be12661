"""Which form a sheet is of, and whether it is the version of that form that we have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from ..definitions import load as forms
from ..definitions.load import schema
from ..look import look as looks
from ..look.assets import languages
from ..look.wording import Wording
from ..model.errors import PdfError
from ..model.form import Form
from ..model.kinds import Kind
from ..model.messages import Message, note
from ..model.paths import without_positions
from ..model.phrases import Phrase, PhraseTemplate
from ..model.schema import kinds_in
from ..text.typeset import display
from .footers import Footer
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


class Recognized(NamedTuple):
    """A form of ours: its name and JSON Schema, and whether the file has all of its fields."""

    form: str
    schema: dict[str, Any]
    whole: bool


def recognize(found: FoundFields) -> Recognized:
    """The form of a file that has lost its description of itself, by the names of its fields.

    Of a file with some of a sheet's pages, the footers tell the form.

    Raises:
        PdfError: It is none of our forms, or several.
    """
    look = looks.load()
    patterns = patterns_of(found.fields)
    possible: list[str] = []
    for form in forms.names():
        are_ours = fits(patterns, kinds_in(schema(form)))
        drawn = drawn_patterns(forms.load(form, look))
        are_there = len(patterns & drawn) >= _ENOUGH * len(drawn)
        if are_ours and are_there:
            return Recognized(form, schema(form), whole=True)
        if are_ours:
            possible.append(form)
    form = _by_footers(possible, found.footers)
    if not form:
        raise PdfError(why_unknown(found))
    return Recognized(form, schema(form), whole=False)


def patterns_of(names: Iterable[str]) -> frozenset[str]:
    """The names of fields without positions, as they were before files were put together."""
    return frozenset(without_positions(original_name(name)) for name in names)


def fits(patterns: frozenset[str], kinds: Mapping[str, Kind]) -> bool:
    """Whether enough of the fields are questions of a form."""
    return len(patterns & kinds.keys()) >= _ENOUGH * len(patterns)


def drawn_patterns(form: Form) -> frozenset[str]:
    """The questions with a field on the usual sheet of a form.

    A list with no room yet has none, and the field of a picture holds its description.
    """
    return frozenset(place.pattern for place in form.places() if not place.kind.describes)


def _by_footers(possible: Sequence[str], footers: Sequence[Footer]) -> str:
    """The one form that the footers of a file name, or can be of; "" if there is none."""
    if not footers:
        return ""
    named = [form for form in possible if _is_named(form, footers)]
    (form,) = named if len(named) == 1 else possible if len(possible) == 1 else ("",)
    return form


def _is_named(form: str, footers: Sequence[Footer]) -> bool:
    """Whether every footer has the title and the name of a form, in one of our languages."""
    wordings = [Wording(forms.load(form, look), look) for look in map(looks.load, languages())]
    titles = [(_folded(wording.title), _folded(wording.name)) for wording in wordings]
    words = [_folded(footer.words) for footer in footers]
    return all(any(title in said and name in said for title, name in titles) for said in words)


def _folded(words: str) -> str:
    """Words without spaces, since a footer breaks lines."""
    return "".join(display(words).split())


def why_unknown(found: FoundFields) -> Phrase:
    """Say why the fields of a file are of no form of ours."""
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
