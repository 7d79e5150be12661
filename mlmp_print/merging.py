"""Changing a filled sheet: new answers laid over its own, path by path.

What the new ones name wins, and what they name as empty (`null`, `""`, `false`) is emptied; what they leave out is kept. A list goes by
positions: `{}` keeps an entry, `null` empties it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from . import answers
from .errors import Fault, Reject
from .kinds import Kind
from .model import Form
from .paths import flatten, pattern


@dataclass(frozen=True)
class Merged:
    """Path → checked value, in the form's order; the paths `kept` from the old sheet; what cannot be done, and what was left out."""

    values: dict[str, Any] = field(repr=False)
    kept: frozenset[str]
    faults: list[Fault]
    left_out: list[Fault]


def merge(form: Form, old: Mapping[str, Any], kinds: Mapping[str, Kind], new: Any) -> Merged:
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
            left_out.append(Fault(path, "is not asked any more, or not for that kind of answer; left out"))
            continue
        try:
            values[path] = asked[path].check(value)
        except Reject as reject:
            faults.append(Fault(path, f"{reject.what}, on the old sheet", "Give it anew, or null to leave it empty"))
    ordered = {path: values[path] for path in asked if values.get(path) is not None}
    return Merged(ordered, frozenset(ordered.keys() - given.keys()), faults, left_out)


def _way_to(path: str) -> Iterator[str]:
    """A path and all that it lies in: `goals`, `goals.1`, `goals.1.text`."""
    parts = path.split(".")
    return (".".join(parts[: depth + 1]) for depth in range(len(parts)))


def _asked(form: Form) -> dict[str, Kind]:
    """Path → kind of every question, with as many entries in the lists as may be."""
    most = {key: listing.most for key, listing in form.lists.items()}
    for key, count in most.items():
        form = form.with_count(key, count)
    return {place.path: place.kind for place in form.places() if (place.position or 0) <= most.get(place.path.partition(".")[0], 0)}
