"""Load a form by its name or its file, in a look and with settings; its example and its columns are folded from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from ..look import look as looks
from ..look.assets import data_folder
from ..look.look import Look
from ..look.wording import Wording
from ..model.errors import UsageError
from ..model.form import Form
from ..model.messages import did_you_mean, quoted
from ..model.paths import unflatten
from ..model.schema import json_schema
from .definition import define


def names() -> tuple[str, ...]:
    """The names of the forms there are."""
    return tuple(sorted(path.stem for path in data_folder("forms").glob("*.toml")))


def load(name: str, look: Look, settings: Mapping[str, int | str] | None = None) -> Form:
    """The form `name`, or the one defined in the file `name` if that ends in `.toml`, with the look's life themes.

    `settings`: how many entries a list has room for ({"goals": 6}), and the form's options ({"score": "words"}).
    Raises UsageError for an unknown name or setting, DefinitionError for a faulty definition.
    """
    path = Path(name) if name.endswith(".toml") else data_folder("forms") / f"{name}.toml"
    if path.suffix != ".toml" or (not name.endswith(".toml") and name not in names()):
        raise UsageError(f"There is no form {quoted(name)}. {did_you_mean(name, names())}")
    read = (
        define if path.parent == data_folder("forms") else define.__wrapped__
    )  # a file of one's own may change between two calls
    form = read(path, tuple(theme.key for theme in look.themes), look.large)
    for key, value in sorted(
        (settings or {}).items(), key=lambda item: item[0] in form.lists
    ):  # options first: they change pages
        form = _set(form, key, value)
    return form


def of_several(name: str, look: Look, settings: Mapping[str, int | str]) -> Form:
    """The form, one of several that share settings: it takes those that it has. Raises as `load` does."""
    known = load(name, look).settings
    return load(name, look, {key: value for key, value in settings.items() if key in known})


def check_shared(forms: Iterable[Form], settings: Mapping[str, int | str]) -> None:
    """Raises UsageError for a setting that none of the forms has."""
    known = list(dict.fromkeys(key for form in forms for key in form.settings))
    for key in settings:
        if key not in known:
            raise UsageError(
                f"None of the forms has a setting {quoted(key)}. {did_you_mean(key, known)}"
            )


def still_set(form: Form, settings: Mapping[str, int | str]) -> dict[str, int | str]:
    """Those of an older sheet's settings that the form takes."""
    found = {}
    for key, value in settings.items():
        with suppress(UsageError):
            _set(form, key, value)
            found[key] = value
    return found


def _set(form: Form, key: str, value: int | str) -> Form:
    options = dict(form.options)
    if key in options:
        if value not in options[key]:
            raise UsageError(f"{key} must be one of {', '.join(map(str, options[key]))}")
        return form.with_option(key, value)
    if key not in form.lists:
        known = [*form.lists, *options]
        raise UsageError(
            f"The form {form.name} has nothing to set called {quoted(key)}. {did_you_mean(key, known) if known else 'It has no settings'}"
        )
    listing = form.lists[key]
    if not isinstance(value, int) or not listing.least <= value <= listing.most:
        raise UsageError(f"{key} must be a number from {listing.least} to {listing.most}")
    return form.with_count(key, value)


def example(form: Form, wording: Wording) -> dict[str, Any]:
    """Example answers in the form's language."""
    values = ((place.path, wording.example(place)) for place in form.places())
    return unflatten({path: value for path, value in values if value not in (None, "", False)})


def columns(form: Form, wording: Wording) -> dict[str, str]:
    """Path → the column heading people know, for every question as often as the form has room for it."""
    return {place.path: wording.column(place) for place in form.places()}


def schema(form: str, *, lang: str = "") -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a form's answers. Raises UsageError."""
    look = looks.load(lang)
    found = load(form, look)
    return json_schema(found, Wording(found, look).full_title)
