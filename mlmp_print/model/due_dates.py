"""Dates that a form works out from another of its dates, if a setting asks for it.

No date is worked out in silence, and none that was given is replaced.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .messages import Message, note, quoted
from .only import Only
from .phrases import Phrase

if TYPE_CHECKING:
    from .form import Form


@dataclass(frozen=True)
class Due:
    """How a date is worked out from another one (see `work_out`).

    Attributes:
        of: The path of the other date.
        days: How many days after it; less than 0 for days before.
        when: The setting that asks for it.
    """

    of: str
    days: int
    when: Only


def work_out(form: Form, values: Mapping[str, Any]) -> tuple[dict[str, Any], list[Message]]:
    """Return path → date of the dates that are not given, and notes on all that are worked out.

    Args:
        values: Path → checked value.
    """
    dates: dict[str, Any] = {}
    notes: list[Message] = []
    for place in form.due_places:
        due = place.due
        if due is None or due.of not in values:
            continue
        day = _day(values[due.of], due.days)
        given = values.get(place.path)
        if day is None:
            what = Phrase("cannot be worked out from {other}", other=quoted(due.of))
            notes.append(note(place.path, what))
        elif given is None:
            dates[place.path] = day
            notes.append(note(place.path, _worked_out(due)))
        elif given != day:
            what = Phrase(
                "stays as it is given; worked out from {other} it would be another day",
                other=quoted(due.of),
            )
            notes.append(note(place.path, what))
    return dates, notes


def _worked_out(due: Due) -> Phrase:
    days, other = abs(due.days), quoted(due.of)
    if due.days < 0:
        return Phrase("was worked out: {days:,} days before {other}", days=days, other=other)
    return Phrase("was worked out: {days:,} days after {other}", days=days, other=other)


def _day(date: str, days: int) -> str | None:
    """Return the ISO date so many days after another; None for a year that there is not.

    >>> _day("2026-05-01", -84)
    '2026-02-06'
    """
    try:
        return (datetime.date.fromisoformat(date) + datetime.timedelta(days=days)).isoformat()
    except OverflowError:
        return None
