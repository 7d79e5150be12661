"""A municipality's own look, from one TOML file: name, logo, life themes, colours, words, usual language and size."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..model.errors import DefinitionError
from ..model.messages import did_you_mean, quoted
from .assets import Logo, ThemeStyle, icons, languages, read_toml, theme_sets, themes
from .colors import COLORS

FEWEST_THEMES, MOST_THEMES = 4, 12
_HEX = re.compile(r"#[0-9A-Fa-f]{6}\Z")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,30}\Z")


@dataclass(frozen=True)
class MunicipalityLook:
    """What a look file says; nothing, for what it leaves out. `words`: language → place in the language file → words."""

    file: str
    name: str = ""
    lang: str = ""
    size: str = ""
    logo: Logo | None = None
    themes: tuple[ThemeStyle, ...] = ()
    theme_names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    colors: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> MunicipalityLook:
        """The look in a file. Raises DefinitionError naming the key and the right keys."""
        table, file = read_toml(path), path.name
        only(table, ("name", "lang", "size", "logo", "themes", "colors", "words"), file)
        colors = table.get("colors", {})
        only(colors, tuple(COLORS), f"{file}: [colors]")
        for name, value in colors.items():
            _hex(value, f"{file}: [colors] {name}")
        styles, names = _themes(table.get("themes", ""), file)
        logo = Logo.read(path.parent / table["logo"], file) if "logo" in table else None
        words = table.get("words", {})
        only(words, languages(), f"{file}: [words]")
        return cls(
            file,
            table.get("name", ""),
            table.get("lang", ""),
            table.get("size", ""),
            logo,
            styles,
            names,
            colors,
            words,
        )

    def say_otherwise(self, words: dict[str, Any], lang: str) -> None:
        """Put the look's words into those of a language. Raises DefinitionError for a place where that has none."""
        for theme, names in self.theme_names.items():
            if lang not in names:
                raise DefinitionError(
                    f"{self.file}: the theme {quoted(theme)} has no name in {lang}"
                )
            words["themes"][theme] = names[lang]
        for key, said in self.words.get(lang, {}).items():
            node, last = _find(words, key)
            if node is None or not isinstance(node.get(last), str) or not isinstance(said, str):
                raise DefinitionError(
                    f"{self.file}: [words.{lang}] has {quoted(key, 80)}, but the language has no words there"
                )
            node[last] = said


def only(table: Any, known: tuple[str, ...], where: str) -> None:
    """Raises DefinitionError for a key that is not one of `known`, naming the nearest."""
    if not isinstance(table, dict):
        raise DefinitionError(f"{where}: must be a table of keys")
    for key in table:
        if key not in known:
            raise DefinitionError(
                f"{where}: has no key {quoted(key)}. {did_you_mean(str(key), known)}"
            )


def _find(words: dict[str, Any], key: str) -> tuple[dict[str, Any] | None, str]:
    """The table that holds a dotted key, and its last part; parts of the language file may hold dots themselves."""
    node: Any = words
    rest = key.split(".")
    while isinstance(node, dict):
        if ".".join(rest) in node:
            return node, ".".join(rest)
        length = next(
            (length for length in range(len(rest) - 1, 0, -1) if ".".join(rest[:length]) in node), 0
        )
        if not length:
            break
        node, rest = node[".".join(rest[:length])], rest[length:]
    return None, rest[-1]


def _hex(value: Any, where: str) -> str:
    if not isinstance(value, str) or not _HEX.match(value):
        raise DefinitionError(f"{where}: must be a colour, as “#1B4F9C”")
    return value


def _themes(given: Any, file: str) -> tuple[tuple[ThemeStyle, ...], dict[str, dict[str, str]]]:
    """The styles, and the names that the file gives its own themes."""
    if given == "":
        return (), {}
    if isinstance(given, str):
        if given not in theme_sets():
            raise DefinitionError(
                f"{file}: there is no set of themes {quoted(given)}. {did_you_mean(given, theme_sets())}"
            )
        return themes(given), {}
    only(given, tuple(given), f"{file}: [themes]")
    if not FEWEST_THEMES <= len(given) <= MOST_THEMES:
        raise DefinitionError(
            f"{file}: has {len(given)} life themes; a wheel takes {FEWEST_THEMES} to {MOST_THEMES}"
        )
    styles = tuple(_theme(key, entry, f"{file}: [themes.{key}]") for key, entry in given.items())
    return styles, {
        key: {lang: str(entry[lang]) for lang in languages() if lang in entry}
        for key, entry in given.items()
    }


def _theme(key: str, entry: Any, where: str) -> ThemeStyle:
    only(entry, ("fill", "gray", "icon", *languages()), where)
    if not _KEY.match(key):
        raise DefinitionError(f"{where}: a key is lower-case letters, digits and _, as self_care")
    for part in ("fill", "gray", "icon"):
        if part not in entry:
            raise DefinitionError(f"{where}: lacks the key {quoted(part)}")
    if entry["icon"] not in icons():
        raise DefinitionError(
            f"{where}: there is no icon {quoted(entry['icon'])}. {did_you_mean(str(entry['icon']), icons())}"
        )
    tone = entry["gray"]
    if isinstance(tone, bool) or not isinstance(tone, int | float) or not 0 <= tone <= 1:
        raise DefinitionError(f"{where}: gray must be a number from 0 (black) to 1 (white)")
    return ThemeStyle(key, _hex(entry["fill"], f"{where} fill"), tone, entry["icon"])
