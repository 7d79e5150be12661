"""What a PDF says of itself, as far as that can be: it is not trusted, and goes into messages, tables and spreadsheets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..model.limits import PDF_FORM_LETTERS, PDF_VERSION

_LANGUAGE = re.compile(
    r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}\Z"
)  # BCP 47, as much as we write of it


def sane(told: Mapping[str, Any]) -> dict[str, Any]:
    """What a file says of itself, without a form's name, version or language that none of ours, or of anybody's own, could have.

    They go into messages, tables and spreadsheets, where a number of 400 digits or a name of a thousand letters ends everything.
    """
    name, version, language = (told.get(key) for key in ("form", "version", "language"))
    whole = type(version) is int and 0 <= version <= PDF_VERSION  # True is no number here
    return {
        **told,
        "form": name
        if isinstance(name, str) and 0 < len(name) <= PDF_FORM_LETTERS and name.isprintable()
        else None,
        "version": version if whole else None,
        "language": language if isinstance(language, str) and _LANGUAGE.match(language) else None,
    }
