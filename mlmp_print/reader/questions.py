"""Turn what the fields of a file hold into the values of a form's answers."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..look.language import cell_words
from ..model.descriptions import beside, description_keys
from ..model.errors import InvalidValue
from ..model.kinds import Kind, whole
from ..model.limits import TEXT_LETTERS
from ..model.losses import left_out
from ..model.messages import Message, note
from ..model.paths import PATH, order, without_positions
from ..model.phrases import Phrase
from .description import settings_in
from .found_fields import ON_NO_PAGE, FoundField, FoundFields
from .lost_letters import LOST_LETTERS, has_lost_letters
from .objects import safe_name


@dataclass(frozen=True)
class Questions:
    """What a form asks: path pattern → kind, and whether a path is the place of one answer."""

    kinds: Mapping[str, Kind]
    is_place: Callable[[str], bool]
    _known: dict[str, bool] = dataclasses.field(default_factory=dict, repr=False)

    def __contains__(self, name: object) -> bool:
        """Whether a field's name is the path of one of the questions."""
        if not isinstance(name, str):
            return False
        if name not in self._known:  # each name is asked for several times
            self._known[name] = (
                bool(PATH.match(name))
                and self.is_place(name)
                and without_positions(name) in self.kinds
                and not self.kind(name).describes  # the picture's field holds it
            )
        return self._known[name]

    @cached_property
    def _descriptions(self) -> dict[str, str]:
        return description_keys(self.kinds)

    def description(self, path: str) -> str:
        """The path of the description of the picture at a path; "" if the form asks for none."""
        key = self._descriptions.get(without_positions(path))
        return beside(path, key) if key else ""

    def kind(self, path: str) -> Kind:
        """The kind of the question at a path."""
        return self.kinds[without_positions(path)]


def load_values(found: FoundFields, questions: Questions) -> tuple[dict[str, Any], list[Message]]:
    """The values of the fields that the form knows, and notes on them.

    A text that its kind cannot read is kept as it was typed, unless it is longer than an answer
    may be. The value of a picture is the ending and the bytes of its file.

    Returns:
        Path → value in the order of the form, and the notes.
    """
    values: dict[str, Any] = {}
    notes: list[Message] = []
    for name in _known_names(found, questions):
        field, kind = found.fields[name], questions.kind(name)
        if kind.is_picture:
            described, oddity = _described_picture(field, name, questions)
            values |= described
            notes += [oddity] if oddity else []
        elif field.picture:
            notes.append(
                left_out(name, Phrase("holds a picture, and the question asks for none; left out"))
            )
        elif field.text:
            value, oddity = _load(kind, name, field.text)
            notes += [oddity] if oddity else []
            if has_lost_letters(field.text):
                notes.append(note(name, LOST_LETTERS))
            if value is not None:
                values[name] = value
    notes += [
        note(name, field.place_oddity)
        for name, field in found.fields.items()
        if name in values and field.place_oddity
    ]
    return values, notes


def _described_picture(
    field: FoundField, name: str, questions: Questions
) -> tuple[dict[str, Any], Message | None]:
    """The picture of a field and its description, by path; and a note on them, or None."""
    values: dict[str, Any] = {name: field.picture} if field.picture else {}
    path = questions.description(name)
    if not path or not field.text:
        return values, None
    if not field.picture:
        return values, left_out(path, Phrase("describes a picture that is not there; left out"))
    value, oddity = _load(questions.kind(path), path, field.text)
    return values | ({path: value} if value else {}), oddity


def _known_names(found: FoundFields, questions: Questions) -> list[str]:
    """The names of the fields that the form knows, in the order of the form.

    A schema from elsewhere may give two names one rank. These go by their letters, so that the
    order of a file's fields never shows in its answers.
    """
    rank = order(questions.kinds)
    known = (name for name in found.fields if name in questions)
    return sorted(known, key=lambda name: (rank(name), name))


def load_others(found: FoundFields, questions: Questions) -> dict[str, tuple[Any, ...]]:
    """Path → the values of further fields of that question, which do not count."""
    others: dict[str, tuple[Any, ...]] = {}
    for name, field in found.fields.items():
        if field.others and name in questions:
            loaded = [_load(questions.kind(name), name, text)[0] for text in field.others]
            values = tuple(value for value in loaded if value is not None)
            if values:
                others[name] = values
    return others


def missing_fields(found: FoundFields, questions: Questions) -> Iterator[Message]:
    """A note for each part of the form of which some fields are not in the file any more.

    Nobody would miss their answers otherwise.
    """
    settings = settings_in(found.description)
    if settings is None:
        return
    shown = (name for name, field in found.fields.items() if field.place_oddity != ON_NO_PAGE)
    counts = Counter(without_positions(name) for name in shown)
    incomplete: dict[str, None] = {}
    for bare, kind in questions.kinds.items():
        if kind.describes:  # it has no field of its own
            continue
        key = bare.partition(".")[0]
        drawn: Any = 1
        if not questions.is_place(bare):  # but of a list, which has this room on the sheet
            drawn = settings.get(key)
        if isinstance(drawn, int) and counts[bare] < drawn:
            incomplete[key] = None
    for key in incomplete:
        yield note(
            safe_name(key),
            Phrase("has fewer fields than this form gave it: a page was perhaps taken out"),
        )


def _load(kind: Kind, path: str, text: str) -> tuple[Any, Message | None]:
    """The value that a field's text means, or None; and a note on it, or None."""
    if len(text) > TEXT_LETTERS:
        return None, left_out(
            path,
            Phrase(
                "is {count:,} letters long; at most {limit:,} are one answer: left out",
                count=len(text),
                limit=TEXT_LETTERS,
            ),
        )
    valid = whole(text)
    oddity = None
    if valid != text:
        oddity = note(path, Phrase("contains invalid characters; each was replaced with U+FFFD"))
    try:
        return kind.load_typed(valid, cell_words), oddity
    except InvalidValue as invalid:
        if kind.states:
            return None, left_out(path, invalid.what, invalid.remedy)
        return valid, note(path, invalid.what, invalid.remedy)
