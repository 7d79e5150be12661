"""What a batch says of one person's files, at its place in the table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..model.messages import Message, Where
from ..model.phrases import Phrase
from ..tables.people import Person
from .work import NO_FORM, Item, Result


def file_faults(person: Person, result: Result, password_column: str) -> Iterator[Message]:
    """Yield what a worker found wrong, in the rows and in the answers.

    Args:
        person: The person.
        result: What the worker did.
        password_column: The heading of the column with the passwords, or "".
    """
    yield from result.troubles
    for place, fault in result.faults:
        where = Where(row=person.row, column=password_column)
        yield fault.at(where if place == NO_FORM else _where(person, place, fault.path, result))


def file_notes(
    person: Person, item: Item, result: Result, forms: Sequence[str]
) -> Iterator[Message]:
    """Yield the notes on a person's files; where there are several forms, with the form."""
    for place, form in enumerate(forms):
        started = person.answers[place].notes if person.answers else ()
        made = result.notes[place] if result.notes else ()
        kept = item.kept_notes(place)
        for note in (*started, *(made if kept is None else kept)):
            what = note.what
            if len(forms) > 1:
                what = Phrase("{form}: {note}", form=form, note=what)
            yield replace(note, what=what, where=_where(person, place, note.path, result))


def _where(person: Person, place: int, path: str, result: Result) -> Where:
    """The cell that an answer comes from. Who read the answers knows it."""
    if person.answers:
        return person.answers[place].where(path)
    return result.places[place, path]
