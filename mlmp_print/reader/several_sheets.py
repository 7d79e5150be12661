"""Refuse a file that several sheets were put together in: its answers may be of several people."""

from __future__ import annotations

import re

from ..model.paths import pattern
from ..model.phrases import Phrase
from .description import settings_in
from .found_fields import FoundFields
from .questions import Questions

SEVERAL = Phrase(
    "holds several sheets, it seems, of several people perhaps: split it, and read each sheet alone"
)
NO_NAMES = Phrase(
    "has fields that lost their names when a program copied its pages, perhaps from several "
    "sheets. Ask for each sheet as it was filled in"
)
# What programs add to a name that stands in several of the files: pdftk a number before it, qpdf
# one after its first part, PyMuPDF one in brackets after it.
_ADDED = re.compile(r"\A[0-9]{1,4}\.|(?:\+[0-9]{1,4}| \[[0-9]{1,9}\])(?=\.|\Z)")


def original_name(name: str) -> str:
    """What a field was called before a program put several files together.

    >>> [original_name(name) for name in ("goals+1.2.text", "1.goals.2.text", "name [486]")]
    ['goals.2.text', 'goals.2.text', 'name']
    """
    return _ADDED.sub("", name)


def has_several_sheets(found: FoundFields, questions: Questions) -> bool:
    """Whether a file seems to be put together from several sheets with different answers.

    One sheet that is there several times is none. Where programs put files together, fields of
    one name either stand beside each other, or get new names.
    """
    if len(found.sheet_ids) > 1:
        return True
    copies = {name: agree for name, agree in found.copies.items() if name in questions}
    if not all(copies.values()):
        return True
    unknown = {name for name in found.fields if name not in questions}
    renamed = {name for name in unknown if _is_renamed(name, questions)}
    if any(found.text(name) != found.text(original_name(name)) for name in renamed):
        return True
    if not copies and not renamed:
        return False
    return _has_too_many_entries(found) or any(
        not found.fields[name].is_empty for name in unknown - renamed
    )


def has_copies(found: FoundFields, questions: Questions) -> bool:
    """Whether a page or a sheet of a file is there several times."""
    return any(
        original_name(name) in questions
        for name in found.fields
        if name in found.copies or original_name(name) != name
    )


def _is_renamed(name: str, questions: Questions) -> bool:
    return original_name(name) != name and original_name(name) in questions


def _has_too_many_entries(found: FoundFields) -> bool:
    """Whether a list has more entries than the sheet that the file describes has room for."""
    settings = settings_in(found.description)
    if settings is None:
        return False
    for name in found.fields:
        most = settings.get(name.partition(".")[0])
        if isinstance(most, int) and (pattern(name)[1] or 0) > most:
            return True
    return False
