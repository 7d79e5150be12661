"""Write font objects: each face as a Type0 font, and the regular face again as a simple font.

The Type0 font (ISO 32000-1 9.7) has glyph numbers for codes, so it shows every letter of the face.
All text that we write uses it. The simple font has Windows' Latin encoding. A field's `/DA` names
it, because most programs that fill forms can write only eight-bit text: pdfium, pdf.js, poppler,
pdftk and pikepdf all keep æøå right with it. Both share one file of outlines.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from ..text.fonts import Face, face
from .objects import Book, Chunk, Name, Ref, Stream, chunk

WINDOWS = [bytes([code]).decode("cp1252", "ignore") for code in range(32, 256)]
SYMBOLIC, NONSYMBOLIC = 1 << 2, 1 << 5  # flags of a font descriptor (9.8.2)
_MAP_ROWS = 100  # at most, in one block of a CMap (Adobe Technical Note 5014)


def add_type0(book: Book, face: Face) -> tuple[Ref, Ref]:
    """Add the Type0 font of a face; return its reference and that of its outlines.

    A glyph that stands for several characters is read back as the first of them.
    """
    codes: dict[int, str] = {}
    for character, glyph in sorted(face.glyph.items()):
        codes.setdefault(glyph, character)
    outlines = book.add(Stream({"Length1": len(face.data)}, face.data))
    descriptor = book.add(_descriptor(face, outlines, flags=SYMBOLIC))
    descendant = book.add(
        {
            "Type": Name("Font"),
            "Subtype": Name("CIDFontType2"),
            "BaseFont": Name(face.name),
            "CIDSystemInfo": {"Registry": "Adobe", "Ordering": "Identity", "Supplement": 0},
            "CIDToGIDMap": Name("Identity"),
            "DW": 500,
            "W": _widths(face, codes),
            "FontDescriptor": descriptor,
        }
    )
    font = {
        "Type": Name("Font"),
        "Subtype": Name("Type0"),
        "BaseFont": Name(face.name),
        "Encoding": Name("Identity-H"),
        "DescendantFonts": [descendant],
        "ToUnicode": book.add(Stream({}, _to_unicode(codes))),
    }
    return book.add(font), outlines


def add_windows(book: Book, face: Face, outlines: Ref) -> Ref:
    """Add the simple font of a face, in Windows' Latin encoding, on outlines that are there."""
    font = {
        "Type": Name("Font"),
        "Subtype": Name("TrueType"),
        "BaseFont": Name(face.name),
        "Encoding": Name("WinAnsiEncoding"),
        "FirstChar": 32,
        "LastChar": 255,
        "Widths": [_width(face, character) if character else 0 for character in WINDOWS],
        "FontDescriptor": book.add(_descriptor(face, outlines, flags=NONSYMBOLIC)),
    }
    return book.add(font)


@lru_cache(maxsize=8)
def fallback_chunk(first: int) -> tuple[Chunk, int]:
    """Write the fallback face as objects numbered from `first`; return them and the font's number.

    Most files need no letter of it. It is prepared once for each form and added to those that do.
    """
    book = Book()
    font, _ = add_type0(book, face("fallback"))
    book.number_from(first)
    return chunk(book.entries), font.number


def _descriptor(face: Face, outlines: Ref, *, flags: int) -> dict[str, Any]:
    return {
        "Type": Name("FontDescriptor"),
        "FontName": Name(face.name),
        "Flags": flags,
        "FontBBox": [round(1000 * edge) for edge in face.bbox],
        "ItalicAngle": 0,
        "Ascent": round(1000 * face.ascent),
        "Descent": round(1000 * face.descent),
        "CapHeight": round(1000 * face.cap_height),
        "StemV": 80,
        "FontFile2": outlines,
    }


def _width(face: Face, character: str) -> float:
    """The advance of a character in thousandths of an em; 0 if the face lacks it."""
    return round(1000 * face.advance.get(character, 0), 2)


def _widths(face: Face, codes: dict[int, str]) -> list[Any]:
    """The widths of glyphs (9.7.4.3): each run of neighbours as its first number and a list."""
    widths: list[Any] = []
    for glyph, character in sorted(codes.items()):
        if widths and widths[-2] + len(widths[-1]) == glyph:
            widths[-1].append(_width(face, character))
        else:
            widths += [glyph, [_width(face, character)]]
    return widths


def _to_unicode(codes: dict[int, str]) -> bytes:
    """The CMap from glyph numbers to characters (9.10.3): search and copy depend on it."""
    rows = []
    for glyph, character in sorted(codes.items()):
        rows.append(f"<{glyph:04X}> <{character.encode('utf-16-be').hex().upper()}>\n")
    blocks = []
    for start in range(0, len(rows), _MAP_ROWS):
        block = rows[start : start + _MAP_ROWS]
        blocks.append(f"{len(block)} beginbfchar\n{''.join(block)}endbfchar\n")
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{''.join(blocks)}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode()
