"""The styles of an ODS by which cells cannot be read, or are struck out. The sandbox runs this.

As in `hidden_parts`, no parser reads the XML. What a number format makes of a value needs no style:
the cell has it beside the value (see `ods_shown`).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from typing import NamedTuple

from .cell_marks import AS_IT_IS, OTHERWISE, STRUCK_OUT, UNSEEN
from .cell_styles import SYMBOL_FONTS, is_same_color
from .hidden_parts import ODS_CONTENT, attributes_of

_NAMED = "styles.xml"
_MOST = 2**22  # bytes of a part in which styles are looked for; they stand before the cells
_DEEPEST = 16  # styles above each other

# OpenDocument 1.3 part 3: 16.4 style:style, 16.29.28 style:text-properties, 17.18
# style:table-cell-properties, 20.367 style:text-line-through-style and 20.369 its type.
_STYLE = re.compile(
    rb"<\w+:style(?=[\s/>])([^<>]*?)(?:/>|>(.*?)</\w+:style>)|<\w+:(?:body|master-styles)[\s>]",
    re.DOTALL,
)
_PROPERTIES = re.compile(rb"<\w+:(?:text|table-cell)-properties(?=[\s/>])([^<>]*)>")
_CELLS, _TEXTS = "table-cell", "text"  # families
_THROUGH = ("style:text-line-through-style", "style:text-line-through-type")
_NO_COLOR = ("transparent", "")


class OdsStyles(NamedTuple):
    """The names of styles that matter, each with what it does to a cell.

    Attributes:
        cells: Styles of cells.
        texts: Styles of parts of a text.
    """

    cells: Mapping[str, str]
    texts: Mapping[str, str]

    @classmethod
    def of(cls, archive: zipfile.ZipFile) -> OdsStyles:
        """Read the styles."""
        found: dict[tuple[str, str], tuple[str, dict[str, str]]] = {}
        for part in (_NAMED, ODS_CONTENT):
            if part in archive.namelist():
                with archive.open(part) as opened:
                    _add_styles(opened.read(_MOST), found)
        marks: dict[str, dict[str, str]] = {_CELLS: {}, _TEXTS: {}}
        for family, name in found:
            mark = _mark(_inherited(found, family, name))
            if mark:
                marks[family][name] = mark
        return cls(marks[_CELLS], marks[_TEXTS])


def _add_styles(data: bytes, found: dict[tuple[str, str], tuple[str, dict[str, str]]]) -> None:
    """Add the styles of a part: family and name → the style above, and the properties."""
    for style in _STYLE.finditer(data):
        if style[1] is None:  # here the cells begin
            break
        attributes = attributes_of(style[1])
        family = attributes.get("style:family", "")
        if family not in (_CELLS, _TEXTS):
            continue
        properties: dict[str, str] = {}
        for tag in _PROPERTIES.finditer(style[2] or b""):
            properties.update(attributes_of(tag[1]))
        above = attributes.get("style:parent-style-name", "")
        found[family, attributes.get("style:name", "")] = (above, properties)


def _inherited(
    found: Mapping[tuple[str, str], tuple[str, dict[str, str]]], family: str, name: str
) -> dict[str, str]:
    """The properties of a style with those of the styles above it."""
    chain: list[dict[str, str]] = []
    while (family, name) in found and len(chain) < _DEEPEST:
        name, properties = found[family, name]
        chain.append(properties)
    return {key: value for properties in reversed(chain) for key, value in properties.items()}


def _mark(properties: Mapping[str, str]) -> str:
    if any(properties.get(key, "none") != "none" for key in _THROUGH):
        return STRUCK_OUT
    color = properties.get("fo:color", "")
    if properties.get("style:use-window-font-color") != "true" and color:
        behind = properties.get("fo:background-color", "")
        if is_same_color(
            color.lower()[1:], "ffffff" if behind in _NO_COLOR else behind.lower()[1:]
        ):
            return UNSEEN
    font = properties.get("style:font-name") or properties.get("fo:font-family", "")
    return OTHERWISE if SYMBOL_FONTS.match(font.strip("'")) else AS_IT_IS
