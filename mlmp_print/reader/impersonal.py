"""The answers of a sheet without what tells of a person: no words, no pictures, no days.

That is no promise that nobody can be recognised: among few sheets, one with rare scores can be.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..model.arguments import mistyped
from ..model.errors import InvalidValue
from ..model.kinds import Kind
from ..model.paths import PATH, flatten, unflatten, without_positions
from ..model.phrases import Phrase
from .sheet import Read


@dataclass
class LeftOut:
    """Counts what was left out of sheets.

    Attributes:
        words: Answers in words, and what was filled in and could not be understood.
        pictures: Pictures.
        beside: Sheets on which something stands beside the fields.
        days: Dates of which only the year is told.
    """

    words: int = 0
    pictures: int = 0
    beside: int = 0
    days: int = 0


def impersonal(sheet: Read, left_out: LeftOut | None = None) -> Read:
    """Return a sheet with its choices, scores, ticks and years only.

    The kind of each question decides, and an answer without a kind is left out. The form, its
    version and the language stay, and how the sheet was drawn. Its id, its notes and what stands
    beside its fields do not. That is no promise that nobody can be recognised.

    Args:
        sheet: What was read.
        left_out: Counts what is left out, over several sheets.

    Raises:
        UsageError: An argument is of a wrong type.

    >>> answers = {"name": "Peter", "date": "2027-05-01", "goals": [{"text": "x", "score_now": 2}]}
    >>> sheet = mlmp.read(mlmp.fill("visual-plan", answers).pdf, trusted=True)
    >>> mlmp.impersonal(sheet).answers
    {'date': 2027, 'goals': [{'score_now': 2}]}
    """
    if not isinstance(sheet, Read):
        raise mistyped("sheet", sheet, Phrase("what read returns"))
    if left_out is not None and not isinstance(left_out, LeftOut):
        raise mistyped("left_out", left_out, Phrase("a LeftOut, or None"))
    left_out = left_out or LeftOut()
    values = {}
    for path, value in flatten(sheet.answers).items():
        kind = sheet.kinds.get(without_positions(path))
        # A forged file may call a question by a name; ours are of small letters and digits.
        told = _told(kind, value) if PATH.match(path) else None
        if told is not None:
            values[path] = told
            left_out.days += told != value
        elif kind and kind.is_picture:
            left_out.pictures += 1
        else:
            left_out.words += 1
    left_out.beside += bool(sheet.beside)
    told_answers = unflatten(values)
    return Read(
        sheet.form,
        sheet.version,
        sheet.language,
        told_answers,
        kinds=sheet.kinds,
        drawn=sheet.drawn,
    )


def _told(kind: Kind | None, value: Any) -> Any:
    """What may be told of a value; None for nothing."""
    try:
        return kind.impersonal(value) if kind else None
    except InvalidValue:
        return None
