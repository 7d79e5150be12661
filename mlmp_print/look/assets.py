"""Files of `forms/` and `assets/`, or beside a municipality's look: TOML, themes, icons, logos."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from ..files import beginning
from ..model.errors import DefinitionError, InvalidValue, system_reason
from ..model.limits import TOML_BYTES
from ..model.messages import Message, Where, quoted
from ..model.phrases import Phrase, PhraseTemplate
from ..prepared.folders import data_folder

if TYPE_CHECKING:
    from .picture_data import PictureData

LOGO_BOX = (32.0, 11.0)  # mm
# How `tomllib` says where, and that a key or a table is there twice.
_TOML_PLACE = re.compile(r"line (\d+), column (\d+)")
_GIVEN_BEFORE = ("Cannot", "Duplicate")
_SHAPES = ("path", "rect", "circle", "ellipse", "polygon")

Steps = tuple[tuple[Any, ...], ...]  # ("M", x, y), ("L", x, y), ("C", x1, y1, x2, y2, x, y), ("Z",)


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file.

    Raises:
        DefinitionError: It cannot be read, or is no TOML; with the file's name and the line.
    """
    try:
        data = beginning(path, TOML_BYTES + 1)
        if len(data) > TOML_BYTES:
            what = Phrase("is more than {most:,} bytes; no more are read", most=TOML_BYTES)
            raise DefinitionError(Message(Where(file=path.name), what))
        return tomllib.loads(data.decode("utf-8"))
    except tomllib.TOMLDecodeError as error:
        what = _toml_fault(str(error))
    except UnicodeDecodeError as error:
        what = Phrase("is not TOML: byte {number} is not UTF-8", number=error.start + 1)
    except RecursionError:
        what = Phrase("is nested too deep")
    except ValueError:  # Python converts no more than 4,300 digits
        what = Phrase("holds a number of thousands of digits")
    except OSError as error:
        what = Phrase("cannot be read: {reason}", reason=system_reason(error))
    raise DefinitionError(Message(Where(file=path.name), what)) from None


def _toml_fault(text: str) -> Phrase:
    """Say what is wrong with a file that is no TOML; `tomllib` says it in English only.

    >>> _toml_fault("Invalid value (at line 3, column 7)")
    'is not TOML: it goes wrong at line 3, column 7'
    >>> _toml_fault("Cannot overwrite a value (at line 3, column 7)")
    'is not TOML: line 3 repeats a key or a table'
    """
    place = _TOML_PLACE.search(text)
    if not place:
        return Phrase("is not TOML: it ends too early")
    line, column = map(int, place.groups())
    twice = PhraseTemplate("is not TOML: line {line} repeats a key or a table")
    wrong = PhraseTemplate("is not TOML: it goes wrong at line {line}, column {column}")
    if text.startswith(_GIVEN_BEFORE):
        return twice.phrase(line=line)
    return wrong.phrase(line=line, column=column)


def languages() -> tuple[str, ...]:
    """Return the codes of the languages, one for each file in `assets/languages/`.

    >>> "da" in languages()
    True
    """
    return _names("languages", "toml")


def icons() -> tuple[str, ...]:
    """Return the names of the icons."""
    return _names("icons", "svg")


@dataclass(frozen=True)
class ThemeStyle:
    """One life theme.

    Attributes:
        fill: The colour.
        gray: Its tone in grey, 0 black … 1 white.
        ffb: The code of the theme that it belongs to in KL's Fælles Faglige Begreber; "" for none.
    """

    key: str
    fill: str
    gray: float
    icon: str
    ffb: str = ""


def theme_sets() -> tuple[str, ...]:
    """Return the names of the built-in sets of life themes."""
    return _names("themes", "toml")


def themes(name: str) -> tuple[ThemeStyle, ...]:
    """Return the life themes of a built-in set, clockwise round the wheel from the top."""
    table = read_toml(data_folder("assets") / "themes" / f"{name}.toml")
    return tuple(ThemeStyle(key, **style) for key, style in table.items())


@cache
def icon(name: str) -> Steps:
    """Return the path steps of an icon in a 24 × 24 square."""
    path = data_folder("assets") / "icons" / f"{name}.svg"
    return steps(path.read_bytes(), f"icons/{name}.svg")


def _names(folder: str, ending: str) -> tuple[str, ...]:
    paths = (data_folder("assets") / folder).glob(f"*.{ending}")
    return tuple(sorted(path.stem for path in paths))


def steps(svg: bytes, name: str) -> Steps:
    """Return an SVG of basic shapes as path steps.

    Args:
        name: What messages call the file.

    Raises:
        DefinitionError: It has quadratic curves, or a shape that cannot be followed.

    >>> steps(b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0L2 1"/></svg>', "a.svg")
    (('M', 0.0, 0.0), ('L', 2.0, 1.0))
    """
    from fontTools.pens.recordingPen import DecomposingRecordingPen
    from fontTools.svgLib import SVGPath

    pen = DecomposingRecordingPen({})
    try:
        SVGPath.fromstring(svg).draw(pen)
    except Exception:  # fontTools raises whatever it stumbles over
        raise DefinitionError(
            Message(
                Where(file=name),
                Phrase("has a shape that cannot be drawn"),
                Phrase("Use M, L, C, A and Z, with numbers between them"),
            )
        ) from None
    path: list[tuple[Any, ...]] = []
    for step, points in pen.value:
        numbers = [coordinate for point in points for coordinate in point]
        if step in ("moveTo", "lineTo", "curveTo"):
            path.append((step[0].upper(), *numbers))
        elif step == "closePath":
            path.append(("Z",))
        elif step != "endPath":
            what = Phrase("has a {step} curve; use M, L, C, A and Z", step=step)
            raise DefinitionError(Message(Where(file=name), what))
    return tuple(path)


@dataclass(frozen=True)
class Logo:
    """A municipality's mark, or its picture of a question: a picture, or filled shapes.

    A shape is steps and a colour.

    `width` × `height` in any unit; the pen scales it.
    """

    width: float
    height: float
    picture: PictureData | None = None
    shapes: tuple[tuple[Steps, str], ...] = ()

    @classmethod
    def read(cls, path: Path, file: str) -> Logo:
        """Read a PNG or JPEG, or an SVG of filled shapes.

        Args:
            file: The name of the look file, for messages.

        Raises:
            DefinitionError: It is none of these.
        """
        try:
            return cls.of_file(path, LOGO_BOX)
        except InvalidValue as reject:
            what = Phrase("the logo {name} {reason}", name=quoted(path.name), reason=reject.what)
            remedy = Phrase("Give a logo as PNG, JPEG, WebP, GIF or SVG")
            raise DefinitionError(Message(Where(file=file), what, remedy)) from None

    @classmethod
    def of_file(cls, path: Path, box: tuple[float, float]) -> Logo:
        """Read a picture, or an SVG of filled shapes.

        Args:
            box: Width and height in print, mm.

        Raises:
            InvalidValue: It is none of these, or is not there.
        """
        if path.suffix.lower() == ".svg":
            return cls._svg(path)
        from . import picture_sources

        picture = picture_sources.load(path.parent, path.name, box)
        return cls(picture.width, picture.height, picture)

    @classmethod
    def _svg(cls, path: Path) -> Logo:
        try:
            root = ElementTree.fromstring(path.read_text("utf-8"))
            left, top, width, height = map(float, root.attrib["viewBox"].split())
        except (OSError, ElementTree.ParseError, KeyError, ValueError):
            raise InvalidValue(Phrase("is not an SVG file with a viewBox")) from None
        shapes = tuple(
            (_moved(_shape_steps(shape, path.name), left, top), _fill(shape))
            for shape in root.iter()
            if shape.tag.split("}")[-1] in _SHAPES
        )
        if not shapes:
            raise InvalidValue(Phrase("has no shapes"))
        return cls(width, height, None, shapes)


def _fill(shape: ElementTree.Element) -> str:
    fill = shape.attrib.get("fill", "#000000")
    if len(fill) != 7 or not fill.startswith("#"):
        raise InvalidValue(Phrase("has a shape that is not filled with a colour such as #0B5C58"))
    return fill


def _shape_steps(shape: ElementTree.Element, name: str) -> Steps:
    mark = ElementTree.tostring(shape, encoding="unicode")
    return steps(f'<svg xmlns="http://www.w3.org/2000/svg">{mark}</svg>'.encode(), name)


def _moved(path: Steps, left: float, top: float) -> Steps:
    """Return the steps with the upper left corner of the view box at 0, 0."""
    return tuple(
        (verb, *(n - (top if index % 2 else left) for index, n in enumerate(numbers)))
        for verb, *numbers in path
    )
