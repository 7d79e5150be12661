"""How a sheet looks and speaks: language, life themes, colours, icons, and ink (colour or grey); a municipality's own, if it has one."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, TypedDict

from ..model.errors import DefinitionError, UsageError
from ..model.messages import did_you_mean, quoted
from . import assets
from .assets import Logo, Steps, ThemeStyle, data_folder, languages, read_toml
from .colors import COLORS, GRAYS, SHADE, Color, contrast, gray, rgb
from .municipality import MunicipalityLook

INKS = ("color", "gray")
LANG, SIZE, THEME_SET = "da", "a4", "mlmp8"  # where neither the call nor a look says otherwise
LARGE = 14 / 12
GRAY_STEP = 0.08  # at least, between neighbours on the wheel, on a black-and-white printer


@dataclass(frozen=True)
class Look:
    """One language in one ink with one set of life themes. `words` is the language file, with a municipality's own words."""

    lang: str
    ink: str
    themes: tuple[ThemeStyle, ...]
    words: Mapping[str, Any]
    large: bool = False
    name: str = ""  # of the municipality
    size: str = SIZE  # the paper it usually prints on
    logo: Logo | None = None
    colors: Mapping[str, str] = field(default_factory=lambda: COLORS)

    @property
    def tag(self) -> str:
        """The language as PDF's `/Lang` wants it (BCP 47), `da-DK`."""
        return str(self.words["tag"])

    def say(self, key: str) -> str:
        """The words at a dotted key of the language file. Raises DefinitionError if it has none."""
        node: Any = self.words
        for part in key.split("."):
            node = node.get(part) if isinstance(node, Mapping) else None
        if not isinstance(node, str):
            raise DefinitionError(f"languages/{self.lang}.toml: has no words for {quoted(key)}")
        return node

    @property
    def step(self) -> float:
        """What type sizes are multiplied with: large print is one step up, 12 pt to 14."""
        return LARGE if self.large else 1.0

    @property
    def pitch(self) -> float:
        """The distance of writing lines, mm."""
        return 14.0 if self.large else 10.0

    def color(self, name: str) -> Color:
        """A colour of the palette, `theme.KEY`, `shade.KEY` (a theme's that says how much by how far it goes), or `#RRGGBB`, in this look's ink."""
        if name.startswith(("theme.", "shade.")):
            style = next(theme for theme in self.themes if theme.key == name[6:])
            tone = SHADE if name.startswith("shade.") else style.gray
            return (tone,) if self.ink == "gray" else rgb(style.fill)
        if name.startswith("#"):
            return gray(name) if self.ink == "gray" else rgb(name)
        return (GRAYS[name],) if self.ink == "gray" else rgb(self.colors[name])

    def icon(self, name: str) -> Steps:
        """The steps of an icon in a 24 × 24 square (see `Pen.path`)."""
        return assets.icon(name)


def load(lang: str = "", ink: str = "color", large: bool = False, file: Path | None = None) -> Look:
    """The look in a language and an ink, in usual or large print; `file` is a municipality's own (see `ownlook`).

    Without `lang`, the file's own language, else Danish. Raises UsageError for what there is not, and DefinitionError for a
    faulty file: a wrong key, too little contrast, neighbours alike in grey. The same look again is the same object, until its file changes.
    """
    return _load(lang, ink, large, file, stamp(file))


def stamp(file: Path | None) -> tuple[object, ...]:
    """What is another one after a look's file, or the logo that it names, was changed; nothing for the built-in look. Raises DefinitionError."""
    if file is None:
        return ()
    logo = read_toml(file).get("logo")
    files = [file.absolute(), *([file.absolute().parent / logo] if isinstance(logo, str) else [])]
    found: list[object] = []
    for path in files:
        with suppress(OSError, ValueError):
            status = path.stat()
            found.append((path, status.st_mtime_ns, status.st_ino, status.st_size))
    return tuple(found)


@lru_cache(maxsize=64)
def _load(lang: str, ink: str, large: bool, file: Path | None, _stamp: tuple[object, ...]) -> Look:
    own = MunicipalityLook.read(file) if file else MunicipalityLook("the built-in look")
    lang = lang or own.lang or LANG
    if lang not in languages():
        raise UsageError(f"There is no language {quoted(lang)}. {did_you_mean(lang, languages())}")
    if ink not in INKS:
        raise UsageError(f"There is no ink {quoted(ink)}. {did_you_mean(ink, INKS)}")
    words = read_toml(data_folder("assets") / "languages" / f"{lang}.toml")
    own.say_otherwise(words, lang)
    themes = own.themes or assets.themes(THEME_SET)
    look = Look(
        lang,
        ink,
        themes,
        words,
        large,
        own.name,
        own.size or SIZE,
        own.logo,
        {**COLORS, **own.colors},
    )
    check(look, own.file)
    return look


def spoken(file: Path | None = None) -> tuple[str, ...]:
    """The languages that a look speaks, its own first: a municipality's themes need not have names in all of them."""
    own = MunicipalityLook.read(file) if file else MunicipalityLook("the built-in look")
    named = (
        lang for lang in languages() if all(lang in names for names in own.theme_names.values())
    )
    return tuple(sorted(named, key=lambda lang: lang != (own.lang or LANG)))


def check(look: Look, file: str) -> None:
    """Words must stand out from what is behind them (4.5:1), lines from paper (3:1), and neighbours on the wheel in grey.

    Raises DefinitionError naming the colours and the ratio. Whether words fit is seen when a form is drawn.
    """
    pairs = [
        ("ink", "paper", 4.5),
        ("soft", "paper", 4.5),
        ("answer", "paper", 4.5),
        ("line", "paper", 3.0),
        ("ink", "figure", 4.5),
    ]
    pairs += [("ink", f"theme.{theme.key}", 4.5) for theme in look.themes]
    for front, back, least in pairs:
        ratio = contrast(look.color(front), look.color(back))
        if ratio < least:
            raise DefinitionError(
                f"{file}: “{front}” on “{back}” has a contrast of {ratio:.1f}:1; {least:g}:1 is needed"
            )
    for theme, neighbour in zip(look.themes, [*look.themes[1:], look.themes[0]], strict=True):
        if abs(theme.gray - neighbour.gray) < GRAY_STEP:
            raise DefinitionError(
                f"{file}: {quoted(theme.key)} and {quoted(neighbour.key)} are neighbours with grays less than {GRAY_STEP} apart"
            )


class DrawOptions(TypedDict, total=False):
    """How a form is drawn. Each option may be left out.

    Attributes:
        lang: the language, as `da` or `en`. Without it that of the look, else Danish.
        size: the paper, `a4` or `a3`. Without it that of the look, else `a4`.
        ink: `color`, or `gray` for a black-and-white printer; `color` without it.
        large: whether to draw in large print: letters a step larger, writing lines 14 mm apart.
        look: the path of a municipality’s look file (TOML): its name, logo, colours and words.
        settings: of the form, as {"goals": 6, "score": "words"}: room for six goals, scores in
            words.
    """

    lang: str
    size: str
    ink: str
    large: bool
    look: str | Path | None
    settings: Mapping[str, int | str]
