"""Answers of an earlier sheet: carry them over to a new one, or lay new answers over them.

Carry: a question starts from the one that its form names (`from` in the TOML), else from the one of
the same path; both must be of the same kind.

Merge: a new answer wins. An empty one (`null`, `""`, `false`) empties the old answer; what the new
answers leave out is kept. Lists go by position: `{}` keeps an entry and `null` empties it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from . import answers
from .descriptions import beside
from .errors import InvalidValue
from .form import Form, Place
from .kinds import Kind
from .messages import Message, Where, note
from .paths import POSITION, flatten, without_positions
from .phrases import Phrase
from .undrawn import undrawn_notes, unmarked_entries

NUMBER = "number"  # after a list: the position of the entry


@dataclass(frozen=True)
class MergedAnswers:
    """New answers over those of a sheet.

    Attributes:
        values: Path → checked value, in the form's order.
        kept: The paths whose value is from the old sheet.
        faults: What makes the answers unusable.
        left_out: Notes on old answers that the form has no place for.
    """

    values: dict[str, Any] = field(repr=False)
    kept: frozenset[str]
    faults: list[Message]
    left_out: list[Message]


def merge(
    form: Form,
    old: Mapping[str, Any],
    kinds: Mapping[str, Kind],
    new: Any,
    names: answers.NamesAt = answers.no_names,
) -> MergedAnswers:
    """Lay new answers over those of a sheet.

    Args:
        old: The answers of the sheet.
        kinds: Pattern → kind, for the questions of the sheet.
        new: Answers as `fill` takes them.
        names: Gives the names that stand beside keys in a remedy.

    An old answer that cannot be filled in again is a fault: nothing is lost in silence. An old
    answer whose question is gone, or is of another kind now, is left out with a note.
    """
    new_values, faults = answers.examine(form, new, names=names)
    named = flatten(new).keys()
    form_kinds = {place.path: place.kind for place in form.all_places()}
    values, left_out = dict(new_values), []
    for path, value in flatten(old).items():
        if any(prefix in named for prefix in _prefixes(path)):
            continue
        kind = form_kinds.get(path)
        if kind is None or type(kinds.get(without_positions(path))) is not type(kind):
            what = Phrase("is not asked any more, or not for that kind of answer; left out")
            left_out.append(note(path, what))
            continue
        try:
            values[path] = kind.check(value)
        except InvalidValue as reject:
            what = Phrase("{reason}, on the old sheet", reason=reject.what)
            remedy = Phrase("Give it anew, or null to leave it empty")
            faults.append(Message(Where(path=path), what, remedy))
    left_out += _drop_descriptions(values, form_kinds, new_values)
    ordered = {path: values[path] for path in form_kinds if values.get(path) is not None}
    kept = frozenset(ordered.keys() - new_values.keys())
    return MergedAnswers(ordered, kept, faults, left_out)


def _drop_descriptions(
    values: dict[str, Any], kinds: Mapping[str, Kind], new: Mapping[str, Any]
) -> Iterator[Message]:
    """Drop old descriptions of pictures that are gone or replaced; yield a note for each."""
    for path, kind in kinds.items():
        if not kind.describes or path not in values or path in new:
            continue
        picture = beside(path, kind.describes)
        if picture in new or picture not in values:
            del values[path]
            yield note(path, Phrase("describes the picture of the old sheet; left out"))


def _prefixes(path: str) -> Iterator[str]:
    """Yield a path and all that it lies in: `goals`, `goals.1`, `goals.1.text`."""
    parts = path.split(".")
    return (".".join(parts[: depth + 1]) for depth in range(len(parts)))


def carry(
    form: Form, answers: Mapping[str, Any], kinds: Mapping[str, Kind] | None = None
) -> tuple[dict[str, Any], list[Message]]:
    """Return path → value of the form's answers that an older sheet gives, and notes.

    Args:
        answers: Of the older sheet.
        kinds: Pattern → kind, for every question of the older sheet. Without it, every value is
            carried that the form's question takes.

    The notes name what had to be left out.
    """
    values: dict[str, Any] = {}
    carried = [(place, sources_of(form, place)) for place in form.all_places() if place.sources]
    notes = [*_too_long_lists(form, carried, answers), *unmarked_entries(form, answers)]
    undrawn = []
    for place, sources in carried:
        source, value = _older_value(answers, place, sources)
        if value is None:
            notes += _no_chosen_entry(place, sources, answers)
        if value is None or not _same_kind(place, source, kinds):
            continue
        if not form.draws(place):
            undrawn.append(place.path)
            continue
        if place.kind.is_picture:
            what = Phrase("is a picture, which is not carried over: name its file in the answers")
            notes.append(note(place.path, what))
            continue
        if place.kind.describes:
            what = Phrase("describes a picture, which is not carried over")
            notes.append(note(place.path, what))
            continue
        try:
            value = place.kind.check(value)
        except InvalidValue as reject:
            what = Phrase("is not carried over: it {reason}", reason=reject.what)
            notes.append(note(place.path, what))
            continue
        if value is not None:
            values[place.path] = value
    return values, [*notes, *undrawn_notes(form, undrawn)]


def _no_chosen_entry(
    place: Place, sources: Sequence[str], answers: Mapping[str, Any]
) -> Iterator[Message]:
    """Note that an older sheet has nothing where a setting says to look: `goals.3.text`."""
    for source, asked in zip(sources, place.sources, strict=True):
        list_key, _, rest = source.partition(".")
        if source != asked and place.kind.is_free_text and answers.get(list_key):
            what = Phrase(
                "the older sheet has no entry {number} to start from", number=rest.partition(".")[0]
            )
            yield note(place.path, what)


def sources_of(form: Form, place: Place) -> tuple[str, ...]:
    """Return the patterns of the older questions, with the form's settings in them."""
    if not any("{" in source for source in place.sources):
        return place.sources
    return tuple(source.format_map(form.settings) for source in place.sources)


def _same_kind(place: Place, source: str, kinds: Mapping[str, Kind] | None) -> bool:
    pattern = without_positions(source)
    if kinds is None or (pattern not in kinds and pattern.endswith(f".{NUMBER}")):
        return True
    return type(kinds.get(pattern)) is type(place.kind)


def _older_value(answers: Any, place: Place, sources: Sequence[str]) -> tuple[str, Any]:
    """Return the first older question that has an answer, and that answer."""
    for source in sources:
        value = _value_at(answers, source, place.position or 0)
        if value is not None:
            return source, value
    return "", None


def _value_at(answers: Any, source: str, position: int) -> Any:
    """Return an older answer; in a list that of a position, unless the source names another.

    What is called `number`, and is no question, is the position of an entry that is not empty.
    """
    node = answers
    for part in source.split("."):
        if isinstance(node, Sequence) and not isinstance(node, str):
            named = POSITION.match(part)
            wanted = int(part) if named else position
            node = node[wanted - 1] if 0 < wanted <= len(node) else None
            if named:
                continue
        if part == NUMBER and isinstance(node, Mapping) and NUMBER not in node:
            return str(position) if node else None
        node = node.get(part) if isinstance(node, Mapping) else None
    return node


def _too_long_lists(
    form: Form, carried: Sequence[tuple[Place, Sequence[str]]], answers: Mapping[str, Any]
) -> Iterator[Message]:
    """Yield a note for each list of the older sheet that is longer than the form allows."""
    sources = {
        (source.partition(".")[0], place.path.partition(".")[0])
        for place, sources in carried
        if place.position
        for source in sources
    }
    for source, key in sorted(sources):
        entries, most = answers.get(source), form.lists[key].most
        if isinstance(entries, list | tuple) and len(entries) > most:
            what = Phrase(
                "and what follows is not carried over: the form has room for at most {most}",
                most=most,
            )
            yield note(f"{source}.{most + 1}", what)
