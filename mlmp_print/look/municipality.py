"""A municipality's own look, from one TOML file: name, logo, life themes, colours, words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..model.errors import DefinitionError
from ..model.limits import THEMES_LEAST, THEMES_MOST
from ..model.messages import NOTHING, Message, Where, did_you_mean, quoted
from ..model.paths import KEY
from ..model.phrases import Phrase
from ..model.toml_table import TomlTable
from .assets import Logo, ThemeStyle, icons, languages, read_toml, theme_sets, themes
from .colors import COLORS
from .own_words import OwnWords

_HEX = re.compile(r"#[0-9A-Fa-f]{6}\Z")
_KEYS = ("name", "lang", "size", "logo", "themes", "colors", "words")
_STYLE_KEYS = ("fill", "gray", "icon")


@dataclass(frozen=True)
class MunicipalityLook:
    """The contents of a look file; what the file leaves out is empty.

    Attributes:
        file: What messages call the look.
        theme_names: Theme → language → name, for themes that the file defines itself.
        words: Language → key of the language file → words, or the forms of a term.
    """

    file: str
    name: str = ""
    lang: str = ""
    size: str = ""
    logo: Logo | None = None
    themes: tuple[ThemeStyle, ...] = ()
    theme_names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    colors: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> MunicipalityLook:
        """Read a look file.

        Raises:
            DefinitionError: With the wrong key and the right ones.
        """
        content, file = read_toml(path), path.name
        TomlTable(content, file).check_keys(_KEYS)
        _check_texts(content, file)
        colors = content.get("colors", {})
        TomlTable(colors, file, "[colors]").check_keys(COLORS)
        for name, color in colors.items():
            _check_color(TomlTable(color, file, f"[colors] {name}"))
        words = content.get("words", {})
        TomlTable(words, file, "[words]").check_keys(languages())
        styles, theme_names = _themes(content.get("themes", ""), file)
        return cls(
            file,
            content.get("name", ""),
            content.get("lang", ""),
            content.get("size", ""),
            Logo.read(path.parent / content["logo"], file) if "logo" in content else None,
            styles,
            theme_names,
            colors,
            words,
        )

    def say_otherwise(self, words: dict[str, Any], lang: str) -> None:
        """Replace words of a language with the look's own.

        Raises:
            DefinitionError: A theme has no name in the language; or as `OwnWords.say_otherwise`.
        """
        for theme, names in self.theme_names.items():
            if lang not in names:
                what = Phrase(
                    "the theme {theme} has no name in {lang}", theme=quoted(theme), lang=lang
                )
                raise _wrong(self.file, what)
            words["themes"][theme] = names[lang]
            words["theme_help"][theme] = ""  # until [words] explains it
        OwnWords(self.words.get(lang, {}), lang, self.file).say_otherwise(words)


def _themes(content: Any, file: str) -> tuple[tuple[ThemeStyle, ...], dict[str, dict[str, str]]]:
    """Return the styles of `themes`, and the names that the file gives its own themes."""
    if content == "":
        return (), {}
    if isinstance(content, str):
        if content not in theme_sets():
            what = Phrase("there is no set of themes {name}", name=quoted(content))
            raise _wrong(file, what, did_you_mean(content, theme_sets()))
        return themes(content), {}
    if not isinstance(content, dict):
        raise DefinitionError(
            TomlTable(content, file, "[themes]").message(Phrase("must be a table of keys"))
        )
    if not THEMES_LEAST <= len(content) <= THEMES_MOST:
        what = Phrase(
            "has {count} life themes; a wheel takes {fewest} to {most}",
            count=len(content),
            fewest=THEMES_LEAST,
            most=THEMES_MOST,
        )
        raise _wrong(file, what)
    styles = tuple(
        _theme(key, TomlTable(entry, file, f"[themes.{key}]")) for key, entry in content.items()
    )
    names = {
        key: {lang: str(entry[lang]) for lang in languages() if lang in entry}
        for key, entry in content.items()
    }
    return styles, names


def _theme(key: str, table: TomlTable) -> ThemeStyle:
    table.check_keys((*_STYLE_KEYS, *languages()), required=_STYLE_KEYS)
    if not KEY.match(key):
        what = Phrase("a key is lower-case letters, digits and _, as self_care")
        raise DefinitionError(table.message(what))
    fill, tone, icon = (table.content[name] for name in ("fill", "gray", "icon"))
    if icon not in icons():
        what = Phrase("there is no icon {icon}", icon=quoted(icon))
        raise DefinitionError(table.message(what, did_you_mean(str(icon), icons())))
    if isinstance(tone, bool) or not isinstance(tone, int | float) or not 0 <= tone <= 1:
        what = Phrase("gray must be a number from 0 (black) to 1 (white)")
        raise DefinitionError(table.message(what))
    _check_color(TomlTable(fill, table.file, f"{table.name} fill"))
    return ThemeStyle(key, fill, tone, icon)


def _check_texts(content: Mapping[str, Any], file: str) -> None:
    for key in ("name", "lang", "size", "logo"):
        if not isinstance(content.get(key, ""), str):
            raise _wrong(file, Phrase("{name} must be a text in quotation marks", name=key))


def _check_color(value: TomlTable) -> None:
    if not isinstance(value.content, str) or not _HEX.match(value.content):
        raise DefinitionError(value.message(Phrase("must be a colour, as “#1B4F9C”")))


def _wrong(file: str, what: Phrase, remedy: Phrase = NOTHING) -> DefinitionError:
    return DefinitionError(Message(Where(file=file), what, remedy))
