"""How a sheet looks and speaks: language, ink, life themes, colours, logo.

A municipality may have a look of its own (`municipality`); without one, the built-in look counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, TypedDict

from ..model.arguments import check_options
from ..model.errors import UsageError
from ..model.messages import did_you_mean, quoted
from ..model.phrases import Phrase
from ..text.typeset import LARGE_SIZES, SIZES
from . import assets, language, references
from .assets import Logo, Steps, ThemeStyle, languages, read_toml
from .colors import COLORS, GRAYS, SHADE, Color, gray, rgb
from .legibility import check_legible
from .municipality import MunicipalityLook
from .question_pictures import stamps

INKS = ("color", "gray")
LANG, SIZE, THEME_SET = "da", "a4", "mlmp8"  # where neither the call nor a look says otherwise
LARGE = LARGE_SIZES[0] / SIZES[0]  # type of large print relative to usual print
LEAST_LARGE = 14.0  # pt: in large print nothing is smaller but half numbers and the foot


@dataclass(frozen=True)
class Look:
    """One language in one ink with one set of life themes.

    Attributes:
        words: The language file, with the municipality's own words in it.
        large: Large print.
        name: Of the municipality; "" for the built-in look.
        size: The paper that the municipality usually prints on.
        pictures: The municipality's own pictures of questions, by `question` or `form.question`.
    """

    lang: str
    ink: str
    themes: tuple[ThemeStyle, ...]
    words: Mapping[str, Any]
    large: bool = False
    name: str = ""
    size: str = SIZE
    logo: Logo | None = None
    colors: Mapping[str, str] = field(default_factory=lambda: COLORS)
    pictures: Mapping[str, Logo] = field(default_factory=dict)

    @property
    def tag(self) -> str:
        """The language as PDF's `/Lang` wants it (BCP 47), `da-DK`."""
        return str(self.words["tag"])

    def say(self, key: str) -> str:
        """Return the words at a dotted key of the language file.

        Raises:
            DefinitionError: It has none.

        >>> load("en").say("themes.mobility")
        'Mobility'
        """
        return language.say(self.words, self.lang, key)

    def explained_theme(self, key: str) -> str:
        """Return the name of a life theme and what it is, for people who hear it.

        >>> load("en").explained_theme("society")
        'Society (money, housing and post)'
        """
        name = " ".join(self.say(f"themes.{key}").split())
        explained = language.words_at(self.words, f"theme_help.{key}")
        return f"{name} ({explained})" if explained else name

    @property
    def step(self) -> float:
        """The factor for type sizes: large print makes 16 pt of 12."""
        return LARGE if self.large else 1.0

    @property
    def answer_sizes(self) -> tuple[float, ...]:
        """The type sizes of answers (pt), from the usual one to the least that they shrink to."""
        return LARGE_SIZES if self.large else SIZES

    def type_size(self, size: float) -> float:
        """Return a type size (pt) as this look sets it: in large print larger, 14 pt at least."""
        return max(LEAST_LARGE, round(size * LARGE, 2)) if self.large else size

    @property
    def pitch(self) -> float:
        """The distance of writing lines, mm."""
        return 14.0 if self.large else 10.0

    def color(self, name: str) -> Color:
        """Return a colour in this look's ink.

        Args:
            name: One of the palette; `theme.KEY`; `shade.KEY` for areas that say how much by how
                far they go; or `#RRGGBB`.
        """
        if name.startswith(("theme.", "shade.")):
            style = next(theme for theme in self.themes if theme.key == name[6:])
            tone = SHADE if name.startswith("shade.") else style.gray
            return (tone,) if self.ink == "gray" else rgb(style.fill)
        if name.startswith("#"):
            return gray(name) if self.ink == "gray" else rgb(name)
        return (GRAYS[name],) if self.ink == "gray" else rgb(self.colors[name])

    def question_picture(self, form: str, pattern: str) -> str:
        """Return the key of the municipality's own picture of a question; "" without one.

        Args:
            form: The name of the form.
            pattern: The question's path without list positions.
        """
        keys = f"{form}.{pattern}", pattern
        return next((key for key in keys if key in self.pictures), "")

    def icon(self, name: str) -> Steps:
        """Return the path steps of an icon in a 24 × 24 square."""
        return assets.icon(name)


def load(lang: str = "", ink: str = "color", large: bool = False, file: Path | None = None) -> Look:
    """Load the look in a language and an ink, in usual or large print.

    Args:
        lang: Without it, the file's own language, else Danish.
        file: A municipality's look.

    Until its file changes, the same look is the same object.

    Raises:
        UsageError: There is no such language or ink.
        DefinitionError: The file is wrong: a key, too little contrast, neighbours alike in grey.

    >>> load("de").tag
    'de-DE'
    """
    return _load(lang, ink, large, file, stamp(file))


def stamp(file: Path | None) -> tuple[object, ...]:
    """Return a fingerprint of the look file and its pictures; it changes when one of them does.

    Args:
        file: None for the built-in look, which does not change.

    Raises:
        DefinitionError: The file is no TOML.
    """
    if file is None:
        return ()
    content = read_toml(file)
    logo = content.get("logo")
    files = [file.absolute()]
    if isinstance(logo, str):
        files.append(file.absolute().parent / logo)
    fingerprint: list[object] = []
    with suppress(OSError, ValueError):
        fingerprint += stamps(content.get("pictures"), file.absolute())
    for path in files:
        with suppress(OSError, ValueError):
            status = path.stat()
            fingerprint.append((path, status.st_mtime_ns, status.st_ino, status.st_size))
    return tuple(fingerprint)


@lru_cache(maxsize=64)
def _load(lang: str, ink: str, large: bool, file: Path | None, _stamp: tuple[object, ...]) -> Look:
    own = MunicipalityLook.read(file) if file else MunicipalityLook("the built-in look")
    lang = lang or own.lang or LANG
    if lang not in languages():
        raise UsageError(
            Phrase(
                "There is no language {lang}. {remedy}",
                lang=quoted(lang),
                remedy=did_you_mean(lang, languages()),
            )
        )
    if ink not in INKS:
        raise UsageError(
            Phrase(
                "There is no ink {ink}. {remedy}", ink=quoted(ink), remedy=did_you_mean(ink, INKS)
            )
        )
    words = language.language_words(lang)
    own.say_otherwise(words, lang)
    words = references.resolved(words, words, language.file_name(lang))
    look = Look(
        lang,
        ink,
        own.themes or assets.themes(THEME_SET),
        words,
        large,
        own.name,
        own.size or SIZE,
        own.logo,
        {**COLORS, **own.colors},
        own.pictures,
    )
    check_legible(look.color, look.themes, own.file)
    return look


def of_options(options: DrawOptions) -> Look:
    """Load the look that the arguments of a caller ask for. Raises as `load` does.

    Raises:
        UsageError: Also for an argument of a wrong type, or that there is not.

    >>> of_options({"lang": "en", "large": True}).step > 1
    True
    """
    check_options(options, DrawOptions)
    file = options.get("look")
    return load(
        options.get("lang", ""),
        options.get("ink", "color"),
        options.get("large", False),
        Path(file) if file else None,
    )


def spoken(file: Path | None = None) -> tuple[str, ...]:
    """Return the languages that a look speaks, its own first.

    A municipality's life themes need not have names in all of our languages.
    """
    own = MunicipalityLook.read(file) if file else MunicipalityLook("the built-in look")
    first = own.lang or LANG
    named = [
        lang for lang in languages() if all(lang in names for names in own.theme_names.values())
    ]
    return tuple(sorted(named, key=lambda lang: lang != first))


class DrawOptions(TypedDict, total=False):
    """How a form is drawn. Each option may be left out.

    Attributes:
        lang: the language, as `da` or `en`. Without it that of the look, else Danish.
        size: the paper, `a4` or `a3`. Without it that of the look, else `a4`.
        ink: `color`, or `gray` for a black-and-white printer; `color` without it.
        large: whether to draw in large print: letters a step larger, writing lines 14 mm apart.
        marks: whether to draw the marks that a scan is read by: corner squares and codes. Without
            it, or with None, as the form’s definition says.
        look: the path of a municipality’s look file (TOML): its name, logo, colours and words.
        settings: of the form, as {"goals": 6, "score": "words"}: room for six goals, scores in
            words.
    """

    lang: str
    size: str
    ink: str
    large: bool
    marks: bool | None
    look: str | Path | None
    settings: Mapping[str, int | str]
