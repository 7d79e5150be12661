"""Answers of an earlier sheet: carry them over to a new one, or lay new answers over them.

Carry: a question starts from the one that its form names (`from` in the TOML), else from that of the same path, and only if both ask for
the same kind of value. Merge: what the new answers name wins, what they name as empty (`null`, `""`, `false`) is emptied, and what they leave
out is kept; a list goes by positions, where `{}` keeps an entry and `null` empties it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from . import answers
from .errors import InvalidValue
from .form import Form, Place
from .kinds import Kind, Picture
from .messages import Message, Where, note
from .paths import flatten, pattern


@dataclass(frozen=True)
class MergedAnswers:
    """Path → checked value, in the form's order; the paths `kept` from the old sheet; what cannot be done, and what was left out."""

    values: dict[str, Any] = field(repr=False)
    kept: frozenset[str]
    faults: list[Message]
    left_out: list[Message]


def merge(form: Form, old: Mapping[str, Any], kinds: Mapping[str, Kind], new: Any) -> MergedAnswers:
    """The answers of a sheet (`old`, and what kind of value each was, by its pattern) with new ones over them.

    An old answer that would be kept but cannot be filled in again is a fault, for nothing is lost unsaid; one whose question the form
    has no more, or asks for another kind of value now, is left out.
    """
    given, faults = answers.examine(form, new)
    named = flatten(new).keys()
    asked = _asked(form)
    values, left_out = dict(given), []
    for path, value in flatten(old).items():
        if any(above in named for above in _way_to(path)):
            continue
        if path not in asked or type(kinds.get(pattern(path)[0])) is not type(asked[path]):
            left_out.append(
                note(path, "is not asked any more, or not for that kind of answer; left out")
            )
            continue
        try:
            values[path] = asked[path].check(value)
        except InvalidValue as reject:
            faults.append(
                Message(
                    Where(path=path),
                    f"{reject.what}, on the old sheet",
                    "Give it anew, or null to leave it empty",
                )
            )
    ordered = {path: values[path] for path in asked if values.get(path) is not None}
    return MergedAnswers(ordered, frozenset(ordered.keys() - given.keys()), faults, left_out)


def _way_to(path: str) -> Iterator[str]:
    """A path and all that it lies in: `goals`, `goals.1`, `goals.1.text`."""
    parts = path.split(".")
    return (".".join(parts[: depth + 1]) for depth in range(len(parts)))


def _asked(form: Form) -> dict[str, Kind]:
    """Path → kind of every question, with as many entries in the lists as may be."""
    most = {key: listing.most for key, listing in form.lists.items()}
    for key, count in most.items():
        form = form.with_count(key, count)
    return {
        place.path: place.kind
        for place in form.places()
        if (place.position or 0) <= most.get(place.path.partition(".")[0], 0)
    }


def carry(
    form: Form, answers: Mapping[str, Any], kinds: Mapping[str, Kind] | None = None
) -> tuple[dict[str, Any], list[Message]]:
    """Path → value of the form's answers that the older sheet's `answers` give, and what had to be left out.

    `kinds`: pattern → kind, for every question of the older sheet; without it a value is taken wherever it is a good one.
    """
    values: dict[str, Any] = {}
    places = list(_places(form))
    notes = list(_crowded(form, places, answers))
    for place in places:
        value = _at(answers, place)
        if value is None or (
            kinds is not None and type(kinds.get(place.source)) is not type(place.kind)
        ):
            continue
        if isinstance(place.kind, Picture):
            notes.append(
                note(
                    place.path,
                    "is a picture, which is not carried over: name its file in the answers",
                )
            )
            continue
        try:
            value = place.kind.check(value)
        except InvalidValue as reject:
            notes.append(note(place.path, f"is not carried over: it {reject.what}"))
            continue
        if value is not None:
            values[place.path] = value
    return values, notes


def _places(form: Form) -> Iterator[Place]:
    """Every question that starts from another, with as many entries in the lists as may be."""
    most = {key: listing.most for key, listing in form.lists.items()}
    for key, count in most.items():
        form = form.with_count(key, count)
    for place in form.places():
        if place.source and (place.position or 0) <= most.get(place.path.partition(".")[0], 0):
            yield place


def _at(answers: Any, place: Place) -> Any:
    """What the older sheet holds where a question starts from: of a list, in the same position."""
    node = answers
    for part in place.source.split("."):
        if isinstance(node, Sequence) and not isinstance(node, str):
            node = (
                node[place.position - 1] if place.position and place.position <= len(node) else None
            )
        node = node.get(part) if isinstance(node, Mapping) else None
    return node


def _crowded(form: Form, places: Sequence[Place], answers: Mapping[str, Any]) -> Iterator[Message]:
    """A note for each list of the older sheet that is longer than the form's may be."""
    origins = {
        (place.source.partition(".")[0], place.path.partition(".")[0])
        for place in places
        if place.position
    }
    for origin, key in sorted(origins):
        entries, most = answers.get(origin), form.lists[key].most
        if isinstance(entries, list | tuple) and len(entries) > most:
            yield note(
                f"{origin}.{most + 1}",
                f"and what follows is not carried over: the form has room for at most {most}",
            )
