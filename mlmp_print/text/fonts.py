"""The typefaces: Atkinson Hyperlegible for everything, Noto Sans for the letters it lacks.

Font files come from their packages, never from this repository; a test holds their checksums. A
PDF has all outlines of the faces that people type in, since a viewer must be able to set any
letter. Of the bold face it has those in use.

Atkinson Hyperlegible bars its zero. In a date it looks like Ø, and in a score disc like “forbidden”
at the good end of the scale, so that its bar is taken out. No letter can be mistaken for it: O is
wider, and the codes of sheets have no O. The font's licence (SIL Open Font License 1.1) allows it,
and reserves no name.
"""

from __future__ import annotations

import codecs
import hashlib
import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ..prepared import packing, store
from .lengths import total_length

SOURCES = {
    "regular": ("fontpkg_atkinson_hyperlegible", "AtkinsonHyperlegible-Regular.ttf"),
    "bold": ("fontpkg_atkinson_hyperlegible", "AtkinsonHyperlegible-Bold.ttf"),
    "fallback": ("fontpkg_noto_sans", "NotoSans[wdth,wght].ttf"),
}

# The letters of Noto Sans that we take: Latin with its extensions (Vietnamese, İ), Greek, Cyrillic,
# punctuation, currency.
FALLBACK_BLOCKS = (
    (0x20, 0x24F),
    (0x2B0, 0x52F),
    (0x1E00, 0x1FFF),
    (0x2000, 0x206F),
    (0x2070, 0x209F),
    (0x20A0, 0x20CF),
    (0x2100, 0x218F),
)

BARRED = 3  # contours of a zero with a bar: the outline, and a counter on each side
Point = tuple[int, int]

_UNUSED_TABLES = [
    "DSIG",
    "GPOS",
    "GSUB",
    "GDEF",
    "fvar",
    "gvar",
    "avar",
    "HVAR",
    "MVAR",
    "STAT",
    "meta",
    "MATH",
]


def font_file(name: str) -> bytes:
    """Return the font file behind one of `SOURCES`, as its package ships it."""
    package, filename = SOURCES[name]
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError(f"No module named {package!r}", name=package)
    return Path(found.submodule_search_locations[0], "files", filename).read_bytes()


@dataclass(frozen=True, eq=False)
class Face:
    """One typeface, measured. Measures are in ems: multiply them by the size in pt.

    Attributes:
        name: PostScript name.
        data: A TrueType file.
        advance: Character → how far the next one stands from it.
        glyph: Character → number of its glyph.
        bbox: Left, bottom, right and top of all glyphs laid over each other.
    """

    key: str
    name: str
    data: bytes = field(repr=False)
    advance: dict[str, float] = field(repr=False)
    glyph: dict[str, int] = field(repr=False)
    ascent: float
    descent: float
    cap_height: float
    bbox: tuple[float, float, float, float]

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the TrueType file."""
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def hex_code(self) -> dict[str, str]:
        """Character → its Identity-H code (ISO 32000-1 9.7.5.2), four hex digits."""
        return {character: f"{glyph:04X}" for character, glyph in self.glyph.items()}

    @cached_property
    def _codes(self) -> dict[int, Any]:
        return {ord(character): code.encode() for character, code in self.hex_code.items()}

    def encode(self, text: str) -> bytes:
        """Return the codes of `text`, one after the other.

        Raises:
            UnicodeEncodeError: The face lacks a character.
        """
        return codecs.charmap_encode(text, "strict", self._codes)[0]

    def width(self, text: str, size: float) -> float:
        """Return the width of `text` in pt.

        Raises:
            KeyError: The face lacks a character.
        """
        return total_length(map(self.advance.__getitem__, text)) * size

    def cut(self, characters: set[str]) -> Face:
        """Return the face with the outlines of `characters` only; glyph numbers do not change."""
        codes = {ord(character) for character in characters} | {ord(" ")}
        return _measured(self.key, _subset(self.data, codes, retain_gids=True))


def _subset(data: bytes, codes: set[int] | None, *, retain_gids: bool) -> bytes:
    """Return a font with the characters `codes`, or all; the same bytes for the same input.

    Args:
        retain_gids: Keep the numbers of glyphs.
    """
    from fontTools import subset
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    _open_zero(font)
    for tag in set(_UNUSED_TABLES) & set(font.keys()):
        del font[tag]
    options = subset.Options(
        recalc_timestamp=False,
        notdef_outline=True,
        layout_features=[],
        hinting=False,
        retain_gids=retain_gids,
        name_IDs=["*"],
        drop_tables=[],
    )
    cutter = subset.Subsetter(options)
    known = set(font.getBestCmap())
    cutter.populate(unicodes=known if codes is None else known & codes)
    cutter.subset(font)
    file = io.BytesIO()
    font.save(file)
    return file.getvalue()


def _open_zero(font: Any) -> None:
    """Take the bar out of a zero that has one: its two counters become one.

    The new counter has the shape of the outline, and reaches as far as the two did. Nothing else
    changes, and the advance stays.
    """
    zero = font["glyf"]["zero"]
    if zero.numberOfContours != BARRED:
        return
    outline = zero.endPtsOfContours[0] + 1
    outer, inner = zero.coordinates[:outline], zero.coordinates[outline:]
    counter = _laid_over(outer, inner)
    counter.reverse()  # a counter runs the other way round
    flags = zero.flags[:outline]
    zero.coordinates = type(zero.coordinates)([*outer, *counter])
    zero.flags = flags + flags[::-1]
    zero.endPtsOfContours = [outline - 1, 2 * outline - 1]
    zero.numberOfContours = 2


def _laid_over(points: Sequence[Point], others: Sequence[Point]) -> list[Point]:
    """Return `points` stretched so that they reach as far as `others`."""
    lefts, bottoms = (min(axis) for axis in zip(*points, strict=True))
    rights, tops = (max(axis) for axis in zip(*points, strict=True))
    left, bottom = (min(axis) for axis in zip(*others, strict=True))
    right, top = (max(axis) for axis in zip(*others, strict=True))
    across, upwards = (right - left) / (rights - lefts), (top - bottom) / (tops - bottoms)
    return [
        (round(left + (x - lefts) * across), round(bottom + (y - bottoms) * upwards))
        for x, y in points
    ]


def _measured(key: str, data: bytes) -> Face:
    from fontTools.ttLib import TTFont

    font: Any = TTFont(io.BytesIO(data), recalcTimestamp=False)
    em = font["head"].unitsPerEm
    cmap, number, head = font.getBestCmap(), font.getReverseGlyphMap(), font["head"]
    return Face(
        key=key,
        name=font["name"].getDebugName(6),
        data=data,
        advance={chr(code): font["hmtx"][glyph][0] / em for code, glyph in cmap.items()},
        glyph={chr(code): number[glyph] for code, glyph in cmap.items()},
        ascent=font["hhea"].ascent / em,
        descent=font["hhea"].descent / em,
        cap_height=(getattr(font["OS/2"], "sCapHeight", 0) or 700 * em / 1000) / em,
        bbox=(head.xMin / em, head.yMin / em, head.xMax / em, head.yMax / em),
    )


@cache
def face(key: str) -> Face:
    """Return the face `regular`, `bold` or `fallback`.

    It is loaded once a process, and only where a text needs it. Cutting takes up to a third of a
    second, so what is `prepared` comes first.

    >>> round(face("regular").width("Mit liv", 12), 1)
    31.9
    """
    return _prepared(key) or made(key)


def made(key: str) -> Face:
    """Return a face cut and measured anew."""
    codes = None
    if key == "fallback":
        codes = {code for first, last in FALLBACK_BLOCKS for code in range(first, last + 1)}
    return _measured(key, _subset(font_file(key), codes, retain_gids=False))


# Prepared faces -----------------------------------------------------------------------------------

_CLASSES = packing.classes(Face)


def entry_name(key: str) -> str:
    """Return what a face is called among what is prepared."""
    return f"face {key}"


def packed(face: Face) -> list[bytes]:
    """Pack a face, compressed as forms hold it, and with the SHA-256 of its font file."""
    small = replace(face, data=zlib.compress(face.data, 9))
    return packing.pack((_source(face.key), small), _CLASSES)


def _prepared(key: str) -> Face | None:
    """Return a face as it was prepared, if that was from the font file that is there today."""
    pieces = store.entry(entry_name(key))
    if pieces is None:
        return None
    try:
        source, face = packing.unpack(pieces, _CLASSES)
        if _is_source(source, key) and face.key == key:
            whole: Face = replace(face, data=zlib.decompress(face.data))
            return whole
    except packing.DAMAGED:
        pass
    return None


def _is_source(sha256: str, key: str) -> bool:
    """Whether a face was made from the font file of today. Where there is none, nothing is newer.

    The page brings no fonts but those that are prepared.
    """
    try:
        return sha256 == _source(key)
    except ModuleNotFoundError:
        return True


def _source(key: str) -> str:
    return hashlib.sha256(font_file(key)).hexdigest()
