"""Load a form by its name or its file, in a look and with settings; its example, its columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Unpack

from ..look import look as looks
from ..look.look import DrawOptions, Look
from ..look.wording import Wording
from ..model.arguments import check_arguments
from ..model.errors import UsageError
from ..model.form import Form
from ..model.messages import did_you_mean, quoted
from ..model.paths import unflatten
from ..model.phrases import Phrase
from ..model.schema import json_schema
from ..prepared.folders import data_folder
from .room import with_room

ENDING = ".toml"


def names() -> tuple[str, ...]:
    """Return the names of our forms.

    >>> "visual-plan" in names()
    True
    """
    return tuple(sorted(path.stem for path in data_folder("forms").glob(f"*{ENDING}")))


def load(name: str, look: Look, settings: Mapping[str, int | str] | None = None) -> Form:
    """Load a form with the look's life themes.

    Args:
        name: Of one of our forms, or of a file that ends in `.toml`.
        settings: The room in lists, {"goals": 6}, and the form's options, {"score": "words"}.

    Raises:
        UsageError: There is no such form or setting.
        DefinitionError: The definition is wrong.

    >>> load("visual-plan", looks.load(), {"goals": 6}).lists["goals"].count
    6
    """
    form = declared(name, look)
    given = dict(settings or {})
    counts = {key: given.pop(key) for key in form.lists if key in given}
    for key, value in given.items():
        form = _with_setting(form, key, value)
    form = with_room(form, look, given)
    # Counts last: options change the pages that they are rounded up to.
    for key, value in counts.items():
        form = _with_setting(form, key, value)
    return form


def declared(name: str, look: Look) -> Form:
    """Return a form as its definition declares it, where nothing was measured.

    Raises:
        UsageError: There is no such form.
        DefinitionError: The definition is wrong.

    >>> declared("visual-plan", looks.load()).setting("goals_per_page")
    3
    """
    from .definition import define  # noqa: PLC0415 - it imports every block

    own_file = name.endswith(ENDING)
    if not own_file and name not in names():
        raise UsageError(
            Phrase(
                "There is no form {name}. {remedy}",
                name=quoted(name),
                remedy=did_you_mean(name, names()),
            )
        )
    folder = data_folder("forms")
    path = Path(name) if own_file else folder / f"{name}{ENDING}"
    # A file of one's own may change between two calls, so its form is not cached.
    read = define if path.parent == folder else define.__wrapped__
    return read(path, tuple(theme.key for theme in look.themes), look.large)


def of_several(name: str, look: Look, settings: Mapping[str, int | str]) -> Form:
    """Load one of several forms that share settings: it takes those that it has.

    Raises:
        UsageError, DefinitionError: As `load` does.
    """
    known = declared(name, look).settings
    return load(name, look, {key: value for key, value in settings.items() if key in known})


def check_shared(forms: Iterable[Form], settings: Mapping[str, int | str]) -> None:
    """Check that each setting is one of at least one form.

    Raises:
        UsageError: None of the forms has it.
    """
    known = list(dict.fromkeys(key for form in forms for key in form.settings))
    for key in settings:
        if key not in known:
            raise UsageError(
                Phrase(
                    "None of the forms has a setting {key}. {remedy}",
                    key=quoted(key),
                    remedy=did_you_mean(key, known),
                )
            )


def still_set(form: Form, settings: Mapping[str, int | str]) -> dict[str, int | str]:
    """Return the settings of an older sheet that the form takes."""
    taken = {}
    for key, value in settings.items():
        with suppress(UsageError):
            _with_setting(form, key, value)
            taken[key] = value
    return taken


def _with_setting(form: Form, key: str, value: int | str) -> Form:
    options = dict(form.options)
    if key in options:
        if value not in options[key]:
            choices = ", ".join(map(str, options[key]))
            raise UsageError(Phrase("{key} must be one of {choices}", key=key, choices=choices))
        return form.with_option(key, value)
    if key not in form.lists:
        known = [*form.lists, *options]
        raise UsageError(
            Phrase(
                "The form {form} has nothing to set called {key}. {remedy}",
                form=form.name,
                key=quoted(key),
                remedy=did_you_mean(key, known) if known else Phrase("It has no settings"),
            )
        )
    listing = form.lists[key]
    if not isinstance(value, int) or not listing.least <= value <= listing.most:
        raise UsageError(
            Phrase(
                "{key} must be a number from {least} to {most}",
                key=key,
                least=listing.least,
                most=listing.most,
            )
        )
    return form.with_count(key, value)


def example(form: Form, wording: Wording) -> dict[str, Any]:
    """Return example answers in the form's language."""
    values = {place.path: wording.example(place) for place in form.places()}
    return unflatten(
        {path: value for path, value in values.items() if value not in (None, "", False)}
    )


def columns(form: Form, wording: Wording) -> dict[str, str]:
    """Return path → heading of the column, for every question that the form has room for."""
    return {place.path: wording.column(place) for place in form.places()}


def schema(form: str, **options: Unpack[DrawOptions]) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a form's answers.

    Args:
        form: The name of one of our forms, or of a file that ends in `.toml`.
        options: How the form would be drawn; the language is that of the title.

    Raises:
        UsageError: There is no such form or language.
        DefinitionError: The definition of the form, or the look file, has a mistake.

    >>> schema("goal-staircase", lang="en")["properties"]["name"]["type"]
    'string'
    """
    check_arguments(form=form)
    look = looks.of_options(options)
    loaded = load(form, look, options.get("settings"))
    return json_schema(loaded, Wording(loaded, look).full_title)
