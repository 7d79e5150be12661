"""Answers to questions that a form has, and that its settings leave out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .form import Form, Place
from .messages import Message, Severity, Where
from .phrases import Phrase


def needed_settings(undrawn: Iterable[Place]) -> Mapping[str, str]:
    """Return setting → the choice with which all of some questions are drawn, as it is given.

    Of “mål 4” and “mål 5” that is the setting of the latter, `goals=5`.

    Args:
        undrawn: Questions that a setting leaves out.
    """
    needed: dict[str, str] = {}
    for place in sorted(undrawn, key=lambda place: place.each):
        if place.only:
            needed[place.only.setting] = str(place.only)
    return needed


def undrawn_faults(form: Form, values: Mapping[str, Any]) -> Iterator[Message]:
    """Yield a fault for each answer whose question the form does not draw as it is set."""
    for path, setting in _settings_for(form, form.undrawn.keys() & values.keys()):
        what = Phrase("is not on the sheet as it is drawn")
        yield Message(Where(path=path), what, draw_with(setting), code=f"undrawn:{setting}")


def undrawn_notes(form: Form, paths: Iterable[str]) -> Iterator[Message]:
    """Yield a note for each answer of an older sheet whose question is not drawn."""
    for path, setting in _settings_for(form, paths):
        what = Phrase("is not on the new sheet; left out")
        code = f"undrawn:{setting}"
        yield Message(Where(path=path), what, draw_with(setting), Severity.NOTE, code)


def unmarked_entries(form: Form, older: Mapping[str, Any]) -> Iterator[Message]:
    """Yield a note for each list of an older sheet that is longer than the form has questions for.

    The form asks as many questions alike as its setting of the list's name says: whether somebody
    works on goal 1, on goal 2 …

    Args:
        older: The answers of the older sheet.
    """
    alike = [place for place in form.all_places() if place.each and place.only]
    for name in dict.fromkeys(place.only.setting for place in alike if place.only):
        count, drawn = _filled(older.get(name)), int(form.setting(name))
        series = [place for place in alike if place.only and place.only.setting == name]
        beyond = [place for place in series if drawn < place.each <= count]
        for setting in needed_settings(beyond).values():
            what = Phrase(
                "has {count} entries on the older sheet, and the new one has ticks for {drawn}",
                count=count,
                drawn=drawn,
            )
            code = f"undrawn:{setting}"
            yield Message(Where(path=name), what, draw_with(setting), Severity.NOTE, code)


def draw_with(setting: str) -> Phrase:
    """Return the remedy that names a setting, `goals=5`."""
    return Phrase("Draw it with the setting {setting}", setting=setting)


def _settings_for(form: Form, paths: Iterable[str]) -> list[tuple[str, str]]:
    """Return each path with the setting that draws its question, and all of the others too."""
    undrawn = {path: form.undrawn[path] for path in sorted(paths)}
    needed = needed_settings(undrawn.values())
    return [(path, needed[place.only.setting]) for path, place in undrawn.items() if place.only]


def _filled(entries: Any) -> int:
    """Return the position of the last entry of a list in which something stands."""
    if not isinstance(entries, list | tuple):
        return 0
    return max((number for number, entry in enumerate(entries, 1) if entry), default=0)
