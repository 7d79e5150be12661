"""Check the values that a definition gives a block or a kind against the class's annotations."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from math import isfinite
from typing import Any

from ..look.assets import icons
from ..look.colors import COLORS
from ..model.limits import FORM_NUMBER
from ..model.messages import Message
from ..model.phrases import Phrase, PhraseTemplate
from ..model.toml_table import TomlTable

TAGS = ("H1", "H2", "H3", "H4")

# Annotation → type in TOML, and what a message calls it.
_TYPES = {
    "str": (str, PhraseTemplate("{name} must be a text in quotation marks")),
    "int": (int, PhraseTemplate("{name} must be a whole number")),
    "bool": (bool, PhraseTemplate("{name} must be true or false")),
    "Mapping": (dict, PhraseTemplate("{name} must be a table")),
    "tuple": (list, PhraseTemplate("{name} must be a list in [ ]")),
}


def required_fields(cls: type) -> list[str]:
    """Return the fields of a dataclass that have no default."""
    return [field.name for field in dataclasses.fields(cls) if field.default is dataclasses.MISSING]


def value_faults(table: TomlTable, cls: type, themes: Sequence[str]) -> Iterator[Message]:
    """Yield the faults of a table's values that a dataclass is built from.

    Args:
        cls: The class; its annotations are texts.
        themes: The keys of the look's life themes.
    """
    for field in dataclasses.fields(cls):
        if field.name in table.content:
            value = table.content[field.name]
            annotation = str(field.type).partition("[")[0]
            faults = list(_type_faults(table, field.name, value, annotation))
            yield from faults or table.name_faults(
                field.name, value, _known(field.name, themes) or [value]
            )


def _type_faults(table: TomlTable, name: str, value: Any, annotation: str) -> Iterator[Message]:
    # `type(value) is`, since True is an int for isinstance.
    if annotation == "float" and (type(value) not in (int, float) or not isfinite(value)):
        yield table.message(Phrase("{name} must be a number", name=name))
    elif annotation in _TYPES and type(value) is not _TYPES[annotation][0]:
        yield table.message(_TYPES[annotation][1].phrase(name=name))
    elif annotation in ("int", "float") and abs(value) > FORM_NUMBER:
        what = Phrase("{name} must be at most {most:,}", name=name, most=FORM_NUMBER)
        yield table.message(what)


def _known(name: str, themes: Sequence[str]) -> list[str]:
    """Return the names that a field may have; none for a field of any text."""
    if name == "icon":
        return ["", *icons()]
    if name == "tag":
        return list(TAGS)
    if name == "color":
        return [*COLORS, *(f"theme.{theme}" for theme in themes)]
    return []


def box_faults(table: TomlTable, sides: Any, *, landscape: bool) -> Iterator[Message]:
    """Yield the faults of a block's box."""
    numbers = isinstance(sides, list) and all(
        type(side) in (int, float) and isfinite(side) for side in sides
    )
    if not numbers or len(sides) != 4:
        yield table.message(Phrase("box must be [x, y, width, height] in mm"))
        return
    wide, high = (297, 210) if landscape else (210, 297)  # A4, mm
    x, y, w, h = sides
    if w <= 0 or h <= 0 or x < 0 or y < 0 or x + w > wide or y + h > high:
        what = Phrase(
            "box [x, y, width, height] must lie on the page, which is {wide} × {high} mm",
            wide=wide,
            high=high,
        )
        yield table.message(what)
