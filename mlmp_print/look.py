"""How a sheet looks and speaks: language, life themes, colours, icons, and ink (colour or grey); a municipality's own, if it has one."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from . import assets
from .assets import Logo, Steps, ThemeStyle, data_folder, languages, read_toml
from .model.errors import AskedWrong, DefinitionError, did_you_mean, quoted
from .model.form import Form, Place
from .ownlook import OwnLook
from .palette import COLORS, GRAYS, SHADE, Color, contrast, gray, rgb

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

    Without `lang`, the file's own language, else Danish. Raises AskedWrong for what there is not, and DefinitionError for a
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
    own = OwnLook.read(file) if file else OwnLook("the built-in look")
    lang = lang or own.lang or LANG
    if lang not in languages():
        raise AskedWrong(f"There is no language {quoted(lang)}. {did_you_mean(lang, languages())}")
    if ink not in INKS:
        raise AskedWrong(f"There is no ink {quoted(ink)}. {did_you_mean(ink, INKS)}")
    words = read_toml(data_folder("assets") / "languages" / f"{lang}.toml")
    own.say_otherwise(words, lang)
    themes = own.themes or assets.themes(THEME_SET)
    look = Look(lang, ink, themes, words, large, own.name, own.size or SIZE, own.logo, {**COLORS, **own.colors})
    check(look, own.file)
    return look


def spoken(file: Path | None = None) -> tuple[str, ...]:
    """The languages that a look speaks, its own first: a municipality's themes need not have names in all of them."""
    own = OwnLook.read(file) if file else OwnLook("the built-in look")
    named = (lang for lang in languages() if all(lang in names for names in own.theme_names.values()))
    return tuple(sorted(named, key=lambda lang: lang != (own.lang or LANG)))


def check(look: Look, file: str) -> None:
    """Words must stand out from what is behind them (4.5:1), lines from paper (3:1), and neighbours on the wheel in grey.

    Raises DefinitionError naming the colours and the ratio. Whether words fit is seen when a form is drawn.
    """
    pairs = [("ink", "paper", 4.5), ("soft", "paper", 4.5), ("answer", "paper", 4.5), ("line", "paper", 3.0), ("ink", "figure", 4.5)]
    pairs += [("ink", f"theme.{theme.key}", 4.5) for theme in look.themes]
    for front, back, least in pairs:
        ratio = contrast(look.color(front), look.color(back))
        if ratio < least:
            raise DefinitionError(f"{file}: “{front}” on “{back}” has a contrast of {ratio:.1f}:1; {least:g}:1 is needed")
    for theme, neighbour in zip(look.themes, [*look.themes[1:], look.themes[0]], strict=True):
        if abs(theme.gray - neighbour.gray) < GRAY_STEP:
            raise DefinitionError(f"{file}: {quoted(theme.key)} and {quoted(neighbour.key)} are neighbours with grays less than {GRAY_STEP} apart")


@dataclass(frozen=True)
class Wording:
    """The words of one form in one language."""

    form: Form
    look: Look

    def _table(self) -> tuple[str, Mapping[str, Any]]:
        """Where the form's words stand, and the words: its own file if it brings them, else the language's."""
        if self.form.words:
            return f"{self.form.name}.toml: [words.{self.look.lang}", self.form.words.get(self.look.lang, {})
        return f"languages/{self.look.lang}.toml: [forms.{self.form.name}", self.look.words.get("forms", {}).get(self.form.name, {})

    def _ask(self, pattern: str) -> dict[str, Any]:
        where, table = self._table()
        if pattern not in table.get("ask", {}):
            raise DefinitionError(f"{where}.ask] has no {quoted(pattern)}")
        return dict(table["ask"][pattern])

    def _say(self, part: str, key: str) -> str:
        where, table = self._table()
        table = table.get(part, {}) if part else table
        if not isinstance(table.get(key), str):
            raise DefinitionError(f"{where}{'.' if part else ''}{part}] has no {quoted(key)}")
        return str(table[key])

    @property
    def title(self) -> str:
        """The form's heading."""
        return self._say("", "title")

    @property
    def sheet(self) -> str:
        """The form's own name, as staff call it."""
        return self._say("", "sheet")

    @property
    def full_title(self) -> str:
        """Heading and name of the form: the title of its files and of its JSON Schema."""
        return f"{self.title} · {self.sheet}"

    @property
    def about(self) -> str:
        """What the form is for, in one sentence; may be nothing."""
        return str(self._table()[1].get("about", ""))

    @property
    def spoken(self) -> bool:
        """Whether the form has words in this language; one that brings its own may lack them."""
        return not self.form.words or self.look.lang in self.form.words

    def word(self, key: str) -> str:
        """Words that a block of the form prints."""
        return self.title if key == "title" else self._say("words", key)

    def label(self, place: Place) -> str:
        """What is printed beside the field."""
        return str(self._ask(place.pattern)["label"]).format(n=place.position)

    def hint(self, place: Place) -> str:
        """The smaller words under or beside the label; may be nothing."""
        return str(self._ask(place.pattern).get("hint", ""))

    def question(self, place: Place) -> str:
        """The whole question, understood without the sheet: a screen reader says it (`/TU`, ISO 32000-1 12.7.3.1)."""
        ask, label = self._ask(place.pattern), self.label(place)
        if "question" in ask:
            return str(ask["question"]).format(n=place.position)
        if place.position is not None:
            return f"{label}, {self._ask(place.pattern.split('.')[0])['item'].format(n=place.position)}"
        return _then(label, " ".join(ask["hint"].split())) if "hint" in ask else label

    def said(self, place: Place, state: str) -> str:
        """A state of a choice in words: the question's own (`choices` in its table), else those of its kind."""
        own = self._ask(place.pattern).get("choices", {})
        return str(own[state]) if state in own else place.kind.said(state, self.look.say)

    def answered(self, place: Place, state: str) -> str:
        """The question with one answer to it: “Score nu, mål 2: 1½”."""
        said = self.said(place, state)
        return _then(self.question(place), said.replace("\n", " ")) if said else self.question(place)

    def column(self, place: Place, number: str | None = None) -> str:
        """The heading of the question's column in a table: “Score nu 1”. The words may give one as `column`; `number` stands for the position."""
        ask = self._ask(place.pattern)
        return _numbered(str(ask.get("column", ask["label"])), place, number)

    def aliases(self, place: Place, number: str | None = None) -> list[str]:
        """Other headings that the column is known by: those under [aliases] of the language, with `|` between."""
        return [_numbered(text, place, number) for text in self._known_by(place.pattern)]

    def other_names(self, place: Place, state: str) -> list[str]:
        """Other names that a state of a choice is known by in a table: those under [aliases], at the question's and the state's."""
        return self._known_by(f"{place.pattern}.{state}")

    def _known_by(self, key: str) -> list[str]:
        found = self.look.words.get("aliases", {}).get(key, "")
        return [text.strip() for text in found.split("|") if text.strip()]

    def example(self, place: Place) -> Any:
        """An example answer, or None."""
        given = place.example or self._ask(place.pattern).get("example", ())
        series = (given,) if isinstance(given, str) else tuple(given)
        position = (place.position or 1) - 1
        return series[position] if position < len(series) else None


def _then(words: str, more: str) -> str:
    """Words and what comes after them, behind a colon unless they end with a mark of their own."""
    return f"{words}{' ' if words.endswith(('?', '!', '…', ':')) else ': '}{more}"


def _numbered(text: str, place: Place, number: str | None) -> str:
    number = str(place.position or "") if number is None else number
    return text.format(n=number).strip() if place.position is None or "{n}" in text else f"{text} {number}".strip()
