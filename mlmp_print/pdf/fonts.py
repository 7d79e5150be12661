"""Font objects: a face as Type0 font with glyph numbers for codes, and its WinAnsi twin for viewers that type into a field.

The twin shares the outlines. It is what `/DA` names, because most programs that fill forms can only write eight-bit text
(measured: pdfium, pdf.js, poppler, pdftk and pikepdf all keep æøå right with it).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from ..text.fonts import Face, face
from .objects import Book, Chunk, Name, Ref, Stream, chunk

WINDOWS = [bytes([code]).decode("cp1252", "ignore") for code in range(32, 256)]


def _descriptor(face: Face, outlines: Ref, *, symbolic: bool) -> dict[str, Any]:
    return {
        "Type": Name("FontDescriptor"),
        "FontName": Name(face.name),
        "Flags": 4 if symbolic else 32,
        "FontBBox": [round(1000 * edge) for edge in face.bbox],
        "ItalicAngle": 0,
        "Ascent": round(1000 * face.ascent),
        "Descent": round(1000 * face.descent),
        "CapHeight": round(1000 * face.cap_height),
        "StemV": 80,
        "FontFile2": outlines,
    }


def _to_unicode(codes: dict[int, str]) -> bytes:
    """The CMap from glyph numbers to characters (9.10.3), in blocks of at most a hundred."""
    rows = [
        f"<{glyph:04X}> <{character.encode('utf-16-be').hex().upper()}>"
        for glyph, character in sorted(codes.items())
    ]
    blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    listed = "".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{listed}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode()


def add_type0(book: Book, face: Face) -> tuple[Ref, Ref]:
    """The Type0 font of a face; returns it and its outlines. A glyph of several characters stands for the first of them."""
    codes: dict[int, str] = {}
    for character, glyph in sorted(face.glyph.items()):
        codes.setdefault(glyph, character)
    widths: list[Any] = []
    for glyph, character in sorted(codes.items()):
        if widths and widths[-2] + len(widths[-1]) == glyph:
            widths[-1].append(round(1000 * face.advance[character], 2))
        else:
            widths += [glyph, [round(1000 * face.advance[character], 2)]]
    outlines = book.add(Stream({"Length1": len(face.data)}, face.data))
    descriptor = book.add(_descriptor(face, outlines, symbolic=True))
    descendant = book.add(
        {
            "Type": Name("Font"),
            "Subtype": Name("CIDFontType2"),
            "BaseFont": Name(face.name),
            "CIDSystemInfo": {"Registry": "Adobe", "Ordering": "Identity", "Supplement": 0},
            "CIDToGIDMap": Name("Identity"),
            "DW": 500,
            "W": widths,
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
    """The simple font with Windows' Latin encoding on the same outlines."""
    font = {
        "Type": Name("Font"),
        "Subtype": Name("TrueType"),
        "BaseFont": Name(face.name),
        "Encoding": Name("WinAnsiEncoding"),
        "FirstChar": 32,
        "LastChar": 255,
        "Widths": [
            round(1000 * face.advance.get(character, 0), 2) if character else 0
            for character in WINDOWS
        ],
        "FontDescriptor": book.add(_descriptor(face, outlines, symbolic=False)),
    }
    return book.add(font)


@lru_cache(maxsize=8)
def fallback_chunk(first: int) -> tuple[Chunk, int]:
    """The fallback face as whole objects numbered from `first`, and the number of its font: made once, added where needed."""
    book = Book()
    font, _ = add_type0(book, face("fallback"))
    book.number_from(first)
    return chunk(book.entries), font.number
