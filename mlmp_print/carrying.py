"""Carrying over: the answers that a new sheet starts from, taken from an older, filled one.

A question starts from the one that its form names (`from` in the TOML), else from that of the same path; and only if both ask
for the same kind of value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .errors import Fault, Reject
from .kinds import Kind, Picture
from .model import Form, Place


def carry(form: Form, answers: Mapping[str, Any], kinds: Mapping[str, Kind] | None = None) -> tuple[dict[str, Any], list[Fault]]:
    """Path → value of the form's answers that the older sheet's `answers` give, and what had to be left out.

    `kinds`: pattern → kind, for every question of the older sheet; without it a value is taken wherever it is a good one.
    """
    values: dict[str, Any] = {}
    places = list(_places(form))
    notes = list(_crowded(form, places, answers))
    for place in places:
        value = _at(answers, place)
        if value is None or (kinds is not None and type(kinds.get(place.source)) is not type(place.kind)):
            continue
        if isinstance(place.kind, Picture):
            notes.append(Fault(place.path, "is a picture, which is not carried over: name its file in the answers"))
            continue
        try:
            value = place.kind.check(value)
        except Reject as reject:
            notes.append(Fault(place.path, f"is not carried over: it {reject.what}"))
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
            node = node[place.position - 1] if place.position and place.position <= len(node) else None
        node = node.get(part) if isinstance(node, Mapping) else None
    return node


def _crowded(form: Form, places: Sequence[Place], answers: Mapping[str, Any]) -> Iterator[Fault]:
    """A note for each list of the older sheet that is longer than the form's may be."""
    origins = {(place.source.partition(".")[0], place.path.partition(".")[0]) for place in places if place.position}
    for origin, key in sorted(origins):
        entries, most = answers.get(origin), form.lists[key].most
        if isinstance(entries, list | tuple) and len(entries) > most:
            yield Fault(f"{origin}.{most + 1}", f"and what follows is not carried over: the form has room for at most {most}")
