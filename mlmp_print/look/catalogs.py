"""Catalogs of messages: what the library says, in other languages than English.

They stand in `assets/messages/LANG/LC_MESSAGES/`, as gettext has it. `make messages` collects the
phrases of the code into the `.po` files, where a person translates them, and compiles these.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from gettext import GNUTranslations
from pathlib import Path

from ..model.errors import DefinitionError, UsageError
from ..model.messages import Message, Where, did_you_mean, quoted
from ..model.phrases import ENGLISH, Catalog, Phrase, spoken
from ..prepared.folders import data_folder

DOMAIN = "mlmp_print"

# A translator writes this number as people do. So a catalog says how numbers are written in it.
_NUMBER = Phrase("1,234.5")
_DECIMAL_COMMA = "1.234,5"


def message_languages() -> tuple[str, ...]:
    """Return the codes of the languages that messages are said in.

    >>> message_languages()
    ('da', 'de', 'en')
    """
    return tuple(sorted([ENGLISH.lang, *(path.parts[-3] for path in _catalog_files())]))


def _catalog_files() -> Iterator[Path]:
    return catalog_folder().glob(f"*/LC_MESSAGES/{DOMAIN}.mo")


def catalog_folder() -> Path:
    """Return the folder with a folder for each language."""
    return data_folder("assets") / "messages"


@contextmanager
def language(lang: str) -> Iterator[None]:
    """Put messages into a language, inside the context. Without it they are in English.

    The language counts where a message becomes a text: `str(error)`, a report that is written.
    It counts for this thread, or this task of asyncio.

    Args:
        lang: The code of a language: `da`, `de` or `en`; a locale such as `da_DK.UTF-8` too.

    Raises:
        UsageError: There are no messages in this language.

    >>> with mlmp.language("da"):
    ...     try:
    ...         mlmp.template("wishing-wall")
    ...     except mlmp.UsageError as error:
    ...         print(error)
    Der findes ikke noget skema, der hedder “wishing-wall”. Mente du “wishing-well”?
    """
    with spoken(load_catalog(lang)):
        yield


def load_catalog(lang: str) -> Catalog:
    """Load the catalog of a language.

    Raises:
        UsageError: There is none.
        DefinitionError: Its file is broken.
    """
    code = base_language(lang) if isinstance(lang, str) else ""
    if code == ENGLISH.lang:
        return ENGLISH
    if code not in message_languages():
        what = Phrase(
            "There are no messages in the language {lang}. {remedy}",
            lang=quoted(lang),
            remedy=did_you_mean(str(lang), message_languages()),
        )
        raise UsageError(what)
    return _read_catalog(code)


def base_language(locale: str) -> str:
    """Return the language of a locale, or "" for a text that is none.

    >>> base_language("da_DK.UTF-8"), base_language("C"), base_language("../da")
    ('da', '', '')
    """
    match = re.fullmatch(r"([a-z]{2,3})(?:[_-]\w+)?(?:\.[\w-]+)?(?:@\w+)?", locale)
    return match[1] if match else ""


@cache
def _read_catalog(code: str) -> Catalog:
    path = catalog_folder() / code / "LC_MESSAGES" / f"{DOMAIN}.mo"
    try:
        with path.open("rb") as file:
            translations = GNUTranslations(file)
        translate = translations.gettext
        return Catalog(code, translate, translate(_NUMBER) == _DECIMAL_COMMA)
    except (OSError, ValueError, LookupError, struct.error, SyntaxError):
        what = Phrase("is a broken catalog of messages")
        remedy = Phrase("Install the program again")
        raise DefinitionError(Message(Where(file=str(path.name)), what, remedy)) from None
