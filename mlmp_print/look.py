"""How a sheet looks and speaks: language, life themes, colours, icons, and ink (colour or grey). Plain data from `assets/`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .errors import AskedWrong, DefinitionError, did_you_mean, quoted
from .model import Form, Place

INKS = ("color", "gray")
THEME_SET = "mlmp8"
LARGE = 14 / 12

# DESIGN §7. `choice` is the outline of what can be chosen; `paper` is what covers writing lines under typed text.
COLORS = {
    "ink": "#20242B",
    "soft": "#5B6470",
    "line": "#8A93A0",
    "tint": "#F6F7F9",
    "figure": "#C9CDD3",
    "answer": "#1B4F9C",
    "paper": "#FFFFFF",
    "parking": "#A5D3F3",
    "well": "#CFB8EA",
}
# On a black-and-white printer: nothing small lighter than 60 % black (paper.md), answers as dark as ink.
GRAYS = {"ink": 0.12, "soft": 0.36, "line": 0.55, "tint": 0.97, "figure": 0.80, "answer": 0.10, "paper": 1.0, "parking": 0.85, "well": 0.88}

Color = tuple[float, ...]  # one component: DeviceGray; three: DeviceRGB; 0 … 1


def data_folder(name: str) -> Path:
    """`forms` or `assets`: inside the installed package, or beside it in a checkout."""
    inside = Path(__file__).parent / "data" / name
    return inside if inside.is_dir() else Path(__file__).parent.parent / name


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file as a dict. Raises DefinitionError with the file's name and the line."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DefinitionError(f"{path.name}: is not TOML: {error}") from None
    except OSError as error:
        raise DefinitionError(f"{path.name}: cannot be read: {error.strerror}") from None


@dataclass(frozen=True)
class ThemeStyle:
    """One life theme: key, colour, its grey tone (0 black … 1 white) and icon."""

    key: str
    fill: str
    gray: float
    icon: str


@dataclass(frozen=True)
class Look:
    """One language in one ink with one set of life themes. `words` is the language file."""

    lang: str
    ink: str
    themes: tuple[ThemeStyle, ...]
    words: Mapping[str, Any]
    large: bool = False

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
        """A colour of the palette, `theme.KEY`, or `#RRGGBB`, in this look's ink."""
        if name.startswith("theme."):
            style = next(theme for theme in self.themes if theme.key == name[6:])
            return (style.gray,) if self.ink == "gray" else _rgb(style.fill)
        return (GRAYS[name],) if self.ink == "gray" else _rgb(COLORS[name])

    def icon(self, name: str) -> tuple[tuple[Any, ...], ...]:
        """The steps of an icon in a 24 × 24 square (see `Pen.path`)."""
        return _icon(data_folder("assets") / "icons" / f"{name}.svg")


def _rgb(color: str) -> Color:
    return tuple(int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))


@cache
def _icon(path: Path) -> tuple[tuple[Any, ...], ...]:
    """An SVG file of basic shapes as path steps."""
    from fontTools.pens.recordingPen import DecomposingRecordingPen
    from fontTools.svgLib import SVGPath

    pen = DecomposingRecordingPen({})
    SVGPath.fromstring(path.read_bytes()).draw(pen)
    steps: list[tuple[Any, ...]] = []
    for step, points in pen.value:
        numbers = [coordinate for point in points for coordinate in point]
        if step in ("moveTo", "lineTo", "curveTo"):
            steps.append((step[0].upper(), *numbers))
        elif step == "closePath":
            steps.append(("Z",))
        elif step != "endPath":
            raise DefinitionError(f"icons/{path.name}: has a {step} curve; use M, L, C, A and Z")
    return tuple(steps)


def languages() -> tuple[str, ...]:
    """The languages there are files for."""
    return tuple(sorted(path.stem for path in (data_folder("assets") / "languages").glob("*.toml")))


@cache
def load(lang: str = "da", ink: str = "color", large: bool = False) -> Look:
    """The look in a language and an ink, in usual or large print. Raises AskedWrong for one that is not there."""
    if lang not in languages():
        raise AskedWrong(f"There is no language {quoted(lang)}. {did_you_mean(lang, languages())}")
    if ink not in INKS:
        raise AskedWrong(f"There is no ink {quoted(ink)}. {did_you_mean(ink, INKS)}")
    words = read_toml(data_folder("assets") / "languages" / f"{lang}.toml")
    themes = read_toml(data_folder("assets") / "themes" / f"{THEME_SET}.toml")
    return Look(lang, ink, tuple(ThemeStyle(key, **style) for key, style in themes.items()), words, large)


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
        return f"{label}: {' '.join(ask['hint'].split())}" if "hint" in ask else label

    def answered(self, place: Place, state: str) -> str:
        """The question with one answer to it: “Score nu, mål 2: 1½”."""
        said = place.kind.said(state, self.look.say)
        return f"{self.question(place)}: {said.replace(chr(10), ' ')}" if said else self.question(place)

    def column(self, place: Place) -> str:
        """The heading of the question's column in a table: “Score nu 1”."""
        label = str(self._ask(place.pattern)["label"])
        return label.format(n=place.position) if place.position is None or "{n}" in label else f"{label} {place.position}"

    def example(self, place: Place) -> Any:
        """An example answer, or None."""
        given = place.example or self._ask(place.pattern).get("example", ())
        series = (given,) if isinstance(given, str) else tuple(given)
        position = (place.position or 1) - 1
        return series[position] if position < len(series) else None
