"""What lies in `forms/` and `assets/`, or beside a municipality's look: TOML files, theme sets, icons, logos."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from ..files import beginning
from ..model.errors import DefinitionError, InvalidValue
from ..model.limits import TOML_BYTES
from ..model.messages import quoted
from . import pictures
from .pictures import PictureData

LOGO_BOX = (32.0, 11.0)  # mm

Steps = tuple[tuple[Any, ...], ...]  # see `Pen.path`


def data_folder(name: str) -> Path:
    """`forms` or `assets`: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / "data" / name
    return inside if inside.is_dir() else package.parent / name


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file as a dict. Raises DefinitionError with the file's name and the line."""
    try:
        data = beginning(path, TOML_BYTES + 1)
        if len(data) > TOML_BYTES:
            raise DefinitionError(
                f"{path.name}: is more than {TOML_BYTES:,} bytes; no more are read"
            )
        return tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DefinitionError(f"{path.name}: is not TOML: {error}") from None
    except RecursionError:
        raise DefinitionError(f"{path.name}: is nested too deep") from None
    except ValueError:
        raise DefinitionError(f"{path.name}: holds a number of thousands of digits") from None
    except OSError as error:
        raise DefinitionError(f"{path.name}: cannot be read: {error.strerror}") from None


def languages() -> tuple[str, ...]:
    """The languages there are files for."""
    return tuple(sorted(path.stem for path in (data_folder("assets") / "languages").glob("*.toml")))


def icons() -> tuple[str, ...]:
    """The names of the icons."""
    return tuple(sorted(path.stem for path in (data_folder("assets") / "icons").glob("*.svg")))


@dataclass(frozen=True)
class ThemeStyle:
    """One life theme: key, colour, its grey tone (0 black … 1 white) and icon."""

    key: str
    fill: str
    gray: float
    icon: str


def theme_sets() -> tuple[str, ...]:
    """The names of the built-in sets of life themes."""
    return tuple(sorted(path.stem for path in (data_folder("assets") / "themes").glob("*.toml")))


def themes(name: str) -> tuple[ThemeStyle, ...]:
    """A built-in set."""
    table = read_toml(data_folder("assets") / "themes" / f"{name}.toml")
    return tuple(ThemeStyle(key, **style) for key, style in table.items())


@cache
def icon(name: str) -> Steps:
    """The steps of an icon in a 24 × 24 square."""
    return steps(
        (data_folder("assets") / "icons" / f"{name}.svg").read_bytes(), f"icons/{name}.svg"
    )


def steps(svg: bytes, name: str) -> Steps:
    """An SVG of basic shapes as path steps. Raises DefinitionError for quadratic curves, and for a shape that cannot be followed."""
    from fontTools.pens.recordingPen import DecomposingRecordingPen
    from fontTools.svgLib import SVGPath

    pen = DecomposingRecordingPen({})
    try:
        SVGPath.fromstring(svg).draw(pen)
    except Exception:  # its parser says whatever it stumbles over
        raise DefinitionError(
            f"{name}: has a shape that cannot be drawn. Use M, L, C, A and Z, with numbers between them"
        ) from None
    found: list[tuple[Any, ...]] = []
    for step, points in pen.value:
        numbers = [coordinate for point in points for coordinate in point]
        if step in ("moveTo", "lineTo", "curveTo"):
            found.append((step[0].upper(), *numbers))
        elif step == "closePath":
            found.append(("Z",))
        elif step != "endPath":
            raise DefinitionError(f"{name}: has a {step} curve; use M, L, C, A and Z")
    return tuple(found)


@dataclass(frozen=True)
class Logo:
    """A municipality's mark, `width` × `height` in any unit: a picture, or filled shapes (steps and a colour)."""

    width: float
    height: float
    picture: PictureData | None = None
    shapes: tuple[tuple[Steps, str], ...] = ()

    @classmethod
    def read(cls, path: Path, file: str) -> Logo:
        """From a PNG or JPEG, or an SVG of filled shapes. Raises DefinitionError; `file` is who asks."""
        try:
            if path.suffix.lower() == ".svg":
                return cls._svg(path)
            picture = pictures.load(path.parent, path.name, LOGO_BOX)
        except InvalidValue as reject:
            raise DefinitionError(f"{file}: the logo {quoted(path.name)} {reject.what}") from None
        return cls(picture.width, picture.height, picture)

    @classmethod
    def _svg(cls, path: Path) -> Logo:
        try:
            root = ElementTree.fromstring(path.read_text("utf-8"))
            left, top, width, height = map(float, root.attrib["viewBox"].split())
        except (OSError, ElementTree.ParseError, KeyError, ValueError):
            raise InvalidValue("is not an SVG file with a viewBox") from None
        shapes = []
        for shape in root.iter():
            if shape.tag.split("}")[-1] in ("path", "rect", "circle", "ellipse", "polygon"):
                fill = shape.attrib.get("fill", "#000000")
                if len(fill) != 7 or not fill.startswith("#"):
                    raise InvalidValue(
                        "has a shape that is not filled with a colour such as #0B5C58"
                    )
                mark = ElementTree.tostring(shape, encoding="unicode")
                drawn = steps(
                    f'<svg xmlns="http://www.w3.org/2000/svg">{mark}</svg>'.encode(), path.name
                )
                shapes.append(
                    (
                        tuple(
                            (verb, *(n - (top if i % 2 else left) for i, n in enumerate(numbers)))
                            for verb, *numbers in drawn
                        ),
                        fill,
                    )
                )
        if not shapes:
            raise InvalidValue("has no shapes")
        return cls(width, height, None, tuple(shapes))
