"""The styles of an XLSX by which cells show something else than they hold. The sandbox runs this.

As in `hidden_parts`, no parser reads the XML, so that no entity is ever expanded.
"""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from .cell_marks import AS_IT_IS, OTHERWISE, STRUCK_OUT, UNSEEN
from .hidden_parts import attributes_of, whole
from .number_formats import BUILT_IN, NumberFormat

STYLES = "xl/styles.xml"
_WHITE, _BLACK = "ffffff", "000000"
_HEX = re.compile(r"[0-9a-f]{6}")
_UNSEEN_STEP = 24  # of 255, by which colours differ at most if nobody tells them apart
# Fonts whose letters are signs: “J” is a face, and “ü” a tick.
SYMBOL_FONTS = re.compile(r"wingdings|webdings|symbol\Z|marlett", re.IGNORECASE)

# ECMA-376 part 1: 18.8.10 cellXfs, 18.8.23 fonts, 18.8.21 fills, 18.8.30 numFmt.
_PARTS = {
    name: re.compile(rb"<(?:\w+:)?%b[\s>]" % name)
    for name in (b"cellXfs", b"fonts", b"fills", b"numFmts", b"dxfs")
}
_XF = re.compile(rb"<(?:\w+:)?xf(?=[\s/>])([^<>]*)>")
_FONT = re.compile(rb"<(?:\w+:)?font\s*(?:/>|>(.*?)</(?:\w+:)?font>)", re.DOTALL)
_FILL = re.compile(rb"<(?:\w+:)?fill\s*(?:/>|>(.*?)</(?:\w+:)?fill>)", re.DOTALL)
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt(?=[\s/>])([^<>]*)>")
_STRIKE = re.compile(rb"<(?:\w+:)?strike(?=[\s/>])([^<>]*)>")
_FONT_NAME = re.compile(rb"<(?:\w+:)?(?:name|rFont)(?=[\s/>])([^<>]*)>")
_COLOR = re.compile(rb"<(?:\w+:)?color(?=[\s/>])([^<>]*)>")
_PATTERN = re.compile(rb"<(?:\w+:)?patternFill(?=[\s/>])([^<>]*)>")
_BACKGROUND = re.compile(rb"<(?:\w+:)?bgColor(?=[\s/>])([^<>]*)>")  # of a rule's fill
_RULE = re.compile(rb"<(?:\w+:)?dxf\s*(?:/>|>(.*?)</(?:\w+:)?dxf>)", re.DOTALL)
_FOREGROUND = re.compile(rb"<(?:\w+:)?fgColor(?=[\s/>])([^<>]*)>")
_INDEXED = {"0": _BLACK, "8": _BLACK, "64": _BLACK, "1": _WHITE, "9": _WHITE, "65": _WHITE}
_THEMES = {"0": _WHITE, "1": _BLACK}  # the first light and the first dark colour, as nearly always


@dataclass(frozen=True)
class CellStyle:
    """How a cell is written.

    Attributes:
        number_format: Its number format.
        mark: What its font does to whatever stands in it: nothing, STRUCK_OUT, UNSEEN, OTHERWISE.
    """

    number_format: NumberFormat
    mark: str = AS_IT_IS

    @property
    def is_safe(self) -> bool:
        """Whether every cell with it shows what it holds."""
        return not self.mark and self.number_format.is_safe

    @property
    def is_safe_for_whole(self) -> bool:
        """Whether every cell with it does that holds a text or a number without a fraction."""
        return not self.mark and self.number_format.is_safe_for_whole


def unsafe_styles(archive: zipfile.ZipFile) -> Mapping[int, CellStyle]:
    """Return the styles by which a cell may show something else than it holds, by their numbers."""
    if STYLES not in archive.namelist():
        return {}
    data = archive.read(STYLES)
    formats = dict(_formats(_part(data, b"numFmts")))
    fonts = [_font(font[1] or b"") for font in _FONT.finditer(_part(data, b"fonts"))]
    fills = [_fill(fill[1] or b"") for fill in _FILL.finditer(_part(data, b"fills"))]
    styles: dict[int, CellStyle] = {}
    for number, xf in enumerate(_XF.finditer(_part(data, b"cellXfs"))):
        attributes = attributes_of(xf[1])
        code = whole(attributes, "numFmtId")
        font, fill = whole(attributes, "fontId"), whole(attributes, "fillId")
        mark, color = fonts[font] if font < len(fonts) else (AS_IT_IS, _BLACK)
        if not mark and is_same_color(color, fills[fill] if fill < len(fills) else _WHITE):
            mark = UNSEEN
        style = CellStyle(NumberFormat.of(formats.get(code) or BUILT_IN.get(code, "")), mark)
        if not style.is_safe:
            styles[number] = style
    return styles


def unsafe_rules(archive: zipfile.ZipFile) -> frozenset[int]:
    """Return the formats of rules that strike out, hide or say something else, by their numbers."""
    data = archive.read(STYLES) if STYLES in archive.namelist() else b""
    return frozenset(
        number
        for number, rule in enumerate(_RULE.finditer(_part(data, b"dxfs")))
        if rule[1] and _is_unsafe_rule(rule[1])
    )


def _is_unsafe_rule(rule: bytes) -> bool:
    font, fill = _FONT.search(rule), _FILL.search(rule)
    mark, color = _font(font[1] or b"") if font else (AS_IT_IS, _BLACK)
    behind = _BACKGROUND.search(fill[1] or b"") if fill else None
    formats = (NumberFormat.of(code) for _, code in _formats(rule))
    return (
        bool(mark)
        or is_same_color(color, _color(behind[1], _WHITE) if behind else _WHITE)
        or not all(number_format.is_safe_for_whole for number_format in formats)
    )


def font_mark(font: bytes) -> str:
    """Return what a font of a cell, or of a part of its text, does to it."""
    for strike in _STRIKE.finditer(font):
        if attributes_of(strike[1]).get("val") not in ("0", "false"):
            return STRUCK_OUT
    for name in _FONT_NAME.finditer(font):
        if SYMBOL_FONTS.match(attributes_of(name[1]).get("val", "")):
            return OTHERWISE
    return AS_IT_IS


def is_same_color(one: str, other: str) -> bool:
    """Return whether nobody sees a text of one colour on the other.

    Args:
        one: Six hexadecimal digits, or as the file writes it.
        other: As well.

    >>> is_same_color("f2f2f2", "ffffff"), is_same_color("d9d9d9", "ffffff")
    (True, False)
    """
    if one == other:
        return bool(one)
    if not (_HEX.fullmatch(one) and _HEX.fullmatch(other)):
        return False
    pairs = zip(bytes.fromhex(one), bytes.fromhex(other), strict=True)
    return max(abs(first - second) for first, second in pairs) <= _UNSEEN_STEP


def _part(data: bytes, name: bytes) -> bytes:
    begin = _PARTS[name].search(data)
    end = data.find(name + b">", begin.end()) if begin else -1
    return data[begin.end() : end] if begin and end >= 0 else b""


def _formats(part: bytes) -> Iterator[tuple[int, str]]:
    for found in _FORMAT.finditer(part):
        attributes = attributes_of(found[1])
        yield whole(attributes, "numFmtId"), html.unescape(attributes.get("formatCode", ""))


def _font(font: bytes) -> tuple[str, str]:
    found = _COLOR.search(font)
    return font_mark(font), _color(found[1], _BLACK) if found else _BLACK


def _fill(fill: bytes) -> str:
    """The colour behind a cell; "" for a pattern of two."""
    pattern = _PATTERN.search(fill)
    kind = attributes_of(pattern[1]).get("patternType", "none") if pattern else "none"
    if kind == "none":
        return _WHITE if pattern else ""
    found = _FOREGROUND.search(fill)
    return _color(found[1], _BLACK) if found and kind == "solid" else ""


def _color(tag: bytes, automatic: str) -> str:
    """A colour as six hexadecimal digits, or as the file writes it, to compare it by."""
    attributes = attributes_of(tag)
    if rgb := attributes.get("rgb"):
        return rgb[-6:].lower()
    tint = attributes.get("tint", "")
    for key, known in (("theme", _THEMES), ("indexed", _INDEXED)):
        if (number := attributes.get(key)) is not None:
            plain = known.get(number)
            return _tinted(plain, tint) if plain else f"{key} {number} {tint}"
    return automatic


def _tinted(color: str, tint: str) -> str:
    """White or black made darker or lighter by a tint from -1 to 1 (18.8.3 bgColor)."""
    share = 0.0
    with suppress(ValueError):
        share = max(-1.0, min(1.0, float(tint or 0)))
    white = 1 + share if color == _WHITE and share < 0 else float(color == _WHITE)
    light = share if color == _BLACK and share > 0 else white
    return f"{round(255 * light):02x}" * 3
