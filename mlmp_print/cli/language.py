"""The language of the command line: that of the environment, as gettext has it."""

from __future__ import annotations

import gettext
import os
import sys
from collections.abc import Mapping

from ..model.phrases import ENGLISH, Catalog

_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set counts


def users_catalog() -> Catalog:
    """Return the catalog for the language of the environment, and have click use it too.

    English counts if the environment names no language that there are messages in.

    Raises:
        DefinitionError: The catalog of the language is broken.
    """
    lang = _first_known(_locales(os.environ))
    if lang == ENGLISH.lang:
        gettext.textdomain("messages")  # gettext's own default, which has no catalog
        return ENGLISH
    from ..look.catalogs import DOMAIN, base_language, catalog_folder, load_catalog

    catalog = load_catalog(lang)
    # click asks gettext for its words, and gettext looks at the environment again.
    gettext.bindtextdomain(DOMAIN, str(catalog_folder()))
    gettext.textdomain(DOMAIN)
    first = os.environ.get("LANGUAGE", "").partition(":")[0]
    if base_language(first) != lang:
        os.environ["LANGUAGE"] = lang
    return catalog


def _first_known(locales: list[str]) -> str:
    """The first language of several locales that there are messages in; else English."""
    if not locales:
        return ENGLISH.lang
    from ..look.catalogs import base_language, message_languages

    known = message_languages()
    languages = map(base_language, locales)
    return next((lang for lang in languages if lang in known), ENGLISH.lang)


def _locales(environment: Mapping[str, str]) -> list[str]:
    """The locales that the environment names, the best first.

    `C` and `POSIX` ask for English: nothing after them counts.

    >>> _locales({"LANGUAGE": "nn:da", "LANG": "de_DE.UTF-8"})
    ['nn', 'da']
    >>> _locales({"LANG": "C.UTF-8"})
    []
    """
    value = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    locales = value.split(":") if value else _system_locales()
    for index, locale in enumerate(locales):
        if locale.partition(".")[0] in ("C", "POSIX"):
            return locales[:index]
    return locales


def _system_locales() -> list[str]:
    """The language that Windows is set to; other systems say it in the environment."""
    if sys.platform != "win32":
        return []
    import ctypes
    import locale

    code = ctypes.windll.kernel32.GetUserDefaultUILanguage()
    return [locale.windows_locale[code]] if code in locale.windows_locale else []
