"""What a PDF says of itself in `/PieceInfo`: its form, version, language, schema, how it was drawn.

Viewers keep this entry and do not show it. It is not trusted: what it says goes into messages,
tables and spreadsheets.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..draw.paper import SIZES
from ..look import assets
from ..look import look as looks
from ..look.look import DrawOptions
from ..model.limits import PDF_FORM_LETTERS, PDF_VERSION
from ..pdf.catalog import MARKS_KEY, SETTINGS_KEY

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}\Z")  # the part of BCP 47 we write


class SheetOptions(DrawOptions, total=False):
    """How a sheet was drawn, as options for `template`; of a municipality's look only its name."""

    look_name: str


def checked(description: Mapping[str, Any]) -> dict[str, Any]:
    """The description, with None for a form name, version or language that no form could have.

    A version of 400 digits or a name of a thousand letters would spoil the table that it goes into.

    >>> checked({"form": "a\\nb", "version": 10**400, "language": "da"})
    {'form': None, 'version': None, 'language': 'da'}
    """
    name, version, language = (description.get(key) for key in ("form", "version", "language"))
    return {
        **description,
        "form": name if _is_form_name(name) else None,
        "version": version if _is_version(version) else None,
        "language": language if isinstance(language, str) and _LANGUAGE.match(language) else None,
    }


def _is_form_name(name: Any) -> bool:
    return isinstance(name, str) and 0 < len(name) <= PDF_FORM_LETTERS and name.isprintable()


def _is_version(version: Any) -> bool:
    return type(version) is int and 0 <= version <= PDF_VERSION  # True is an int too


def settings_in(description: Mapping[str, Any]) -> dict[str, Any] | None:
    """The settings that a file says its form was drawn with, unchecked; None if it says none.

    A list's key among them has the number of entries that the sheet has room for.
    """
    settings = description.get(SETTINGS_KEY)
    return settings if isinstance(settings, dict) else None


def sheet_options(description: Mapping[str, Any]) -> SheetOptions:
    """How a file says that it was drawn, as far as that makes sense."""
    options = SheetOptions()
    if description.get("language") in assets.languages():
        options["lang"] = description["language"]
    if description.get("size") in SIZES:
        options["size"] = description["size"]
    if description.get("ink") in looks.INKS:
        options["ink"] = description["ink"]
    if description.get("large") is True:
        options["large"] = True
    if description.get(MARKS_KEY) is False:
        options["marks"] = False
    if isinstance(description.get("look"), str):
        options["look_name"] = description["look"]
    settings = settings_in(description)
    if settings is not None:
        options["settings"] = {
            key: value for key, value in settings.items() if isinstance(value, int | str)
        }
    return options
