"""Find the form of an FDF or XFDF, which says nothing of it: by the names of its fields.

A program may export all fields or only those that hold something. So a file that has all fields of
one form is of that form; of others, one form must know more of the names than every other. Where
several know them equally, the answers still count if they mean the same on each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..definitions import load as forms
from ..definitions.load import schema
from ..look import look as looks
from ..model.errors import PdfError
from ..model.kinds import Kind
from ..model.messages import Message, note
from ..model.phrases import Phrase
from ..model.schema import has_place, kinds_in
from .found_fields import FoundFields
from .questions import Questions
from .recognition import drawn_patterns, fits, patterns_of, why_unknown


@dataclass(frozen=True)
class _Candidate:
    """A form that an export may be of."""

    name: str
    schema: Mapping[str, Any]
    kinds: Mapping[str, Kind]
    patterns: frozenset[str]  # those of the file's fields that are questions of the form
    is_whole: bool  # the file has all fields of the form
    is_follow_up: bool  # the form starts from the answers of an older sheet


def recognize_export(found: FoundFields) -> tuple[str, Questions, list[Message]]:
    """The form of an export, its questions, and a note if other forms have these questions too.

    Raises:
        PdfError: It is none of our forms, or may be several, on which its answers differ.
    """
    candidates = _candidates(found)
    if not candidates:
        raise PdfError(why_unknown(found))
    whole = [candidate for candidate in candidates if candidate.is_whole]
    if len(whole) != 1 and not _mean_the_same(candidates):
        names = ", ".join(candidate.name for candidate in candidates)
        raise PdfError(_ambiguous(names), code="ambiguous-form")
    chosen = min(candidates, key=lambda one: (not one.is_whole, one.is_follow_up))
    notes = []
    if len(candidates) > 1:
        others = ", ".join(one.name for one in candidates if one is not chosen)
        what = Phrase(
            "does not say which form it is of, and its fields are on several: it was read as "
            "{form}, and may be {others}",
            form=chosen.name,
            others=others,
        )
        notes.append(note("file", what))
    return chosen.name, asked(chosen.schema), notes


def asked(form_schema: Mapping[str, Any]) -> Questions:
    """The questions of a form by the JSON Schema of its answers."""
    return Questions(kinds_in(form_schema), lambda path: has_place(form_schema, path))


def _candidates(found: FoundFields) -> list[_Candidate]:
    """The forms that know most of the fields."""
    patterns = patterns_of(found.fields)
    possible = [_candidate(form, patterns) for form in forms.names()]
    possible = [one for one in possible if fits(patterns, one.kinds)]
    most = max((len(one.patterns) for one in possible), default=0)
    return [one for one in possible if len(one.patterns) == most]


def _candidate(form: str, patterns: frozenset[str]) -> _Candidate:
    definition = forms.load(form, looks.load())
    form_schema = schema(form)
    kinds = kinds_in(form_schema)
    return _Candidate(
        form,
        form_schema,
        kinds,
        patterns & kinds.keys(),
        is_whole=drawn_patterns(definition) <= patterns,
        is_follow_up=any({*place.sources} - {place.pattern} for place in definition.places()),
    )


def _mean_the_same(candidates: Sequence[_Candidate]) -> bool:
    """Whether the same fields are questions of all forms, and of the same kinds."""
    first = candidates[0]
    return all(
        one.patterns == first.patterns
        and all(_alike(one.kinds[name], first.kinds[name]) for name in first.patterns)
        for one in candidates[1:]
    )


def _alike(one: Kind, other: Kind) -> bool:
    return type(one) is type(other) and one.states == other.states


def _ambiguous(names: str) -> Phrase:
    return Phrase(
        "does not say which form it is of, and may be of several: {names}. Fill a sheet of the "
        "form that it is of with it, and read that",
        names=names,
    )
