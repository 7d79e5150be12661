"""The typeface of the page: Atkinson Hyperlegible, cut to Latin, with an open zero, as WOFF."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from importlib import metadata

from fontTools.ttLib import TTFont

from mlmp_print.text import fonts

LATIN = {
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *range(0x2010, 0x2027),
    *(0x20AC, 0x2122, 0x2190, 0x2192, 0x2212, 0x25CB),
}


@cache
def woff(key: str) -> bytes:
    """Return the face `regular` or `bold`; the same bytes for the same font."""
    face = fonts.made(key).cut({chr(code) for code in LATIN})
    font = TTFont(io.BytesIO(face.data), recalcTimestamp=False)
    font.flavor = "woff"
    out = io.BytesIO()
    font.save(out, reorderTables=False)
    return out.getvalue()


def licences() -> Iterator[list[str]]:
    """Yield name, version and licence of each typeface."""
    for package, name in (
        ("fontpkg-atkinson-hyperlegible", "Atkinson Hyperlegible"),
        ("fontpkg-noto-sans", "Noto Sans"),
    ):
        found = metadata.distribution(package)
        yield [name, found.version, found.read_text("licenses/LICENSE") or ""]
