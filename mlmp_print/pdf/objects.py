"""PDF values as plain Python values, and their bytes (ISO 32000-1 7.3).

dict → dictionary (keys without the slash), list and tuple → array, `Name` → name, str → text string, `Ref` → reference,
`RawBytes` → bytes as they are, `Stream` → stream; numbers, True, False and None as themselves.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

PIECE = "MLMP"  # our key in /PieceInfo


class Name(str):
    """A name, ASCII."""


class RawBytes(bytes):
    """Bytes that are PDF already."""


@dataclass(eq=False)
class Ref:
    """A reference to an indirect object; its number is given when the file is laid out."""

    number: int = 0


@dataclass
class Stream:
    """A stream. `plain`: stored uncompressed (PDF/UA wants XMP so; short texts are not worth it)."""

    dictionary: dict[str, Any]
    data: bytes
    plain: bool = False


@lru_cache(maxsize=16384)
def number(value: float) -> bytes:
    """A number with at most three decimals: a third of a micrometre."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return (text if text not in ("-0", "") else "0").encode()


# Latin-1 letters that PDFDocEncoding (annex D.2) has at the same codes; 0xA0 and 0xAD are not among them.
_PDFDOC = re.compile(r"[\n\r\t\x20-\x7e\xa1-\xac\xae-\xff]*")
_LOOKS_LIKE_A_MARK = ("þÿ", "ÿþ", "ï»¿")  # the bytes of a byte order mark


def text_string(text: str) -> bytes:
    """A text string (7.9.2.2): a literal in PDFDocEncoding where that has all the letters, else UTF-16BE in hex."""
    if not _PDFDOC.fullmatch(text) or text.startswith(_LOOKS_LIKE_A_MARK):
        return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">"
    return b"(%s)" % text.encode("latin-1").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(
        b")", rb"\)"
    ).replace(b"\r", rb"\r")


_IRREGULAR = re.compile(rb"[^!-~]|[#/()<>\[\]{}%]")


def _name(name: str) -> bytes:
    """A name (7.3.5), irregular characters as #xx."""
    return b"/" + _IRREGULAR.sub(lambda found: b"#%02X" % found[0][0], name.encode())


def body(value: Any) -> bytes:
    """The bytes of a value. References must have their numbers. Raises TypeError for what PDF has no value for."""
    match value:
        case RawBytes():
            return bytes(value)
        case Name():
            return _name(value)
        case str():
            return text_string(value)
        case bool():
            return b"true" if value else b"false"
        case int() | float():
            return number(value)
        case Ref():
            return b"%d 0 R" % value.number
        case Mapping():
            return (
                b"<<"
                + b" ".join(
                    _name(key) + b" " + body(item)
                    for key, item in value.items()
                    if item is not None
                )
                + b">>"
            )
        case list() | tuple():
            return b"[" + b" ".join(map(body, value)) + b"]"
        case Stream():
            data = value.data if value.plain else zlib.compress(value.data, 9)
            dictionary = (
                {**value.dictionary, "Length": len(data)}
                if value.plain
                else {**value.dictionary, "Filter": Name("FlateDecode"), "Length": len(data)}
            )
            # Data that ends in CR would take it for half of the end of line that LF alone is (ISO 19005-3 6.1.7.1: Length must match).
            return (
                body(dictionary)
                + b"\nstream\n"
                + data
                + (b"\r\nendstream" if data.endswith(b"\r") else b"\nendstream")
            )
        case _:
            raise TypeError(f"PDF has no value for {type(value).__name__}")


ROW = b"%010d 00000 n \n"  # an object in use, by where it begins, in the cross-reference table (7.5.4)


def private(released: str, what: Any) -> dict[str, Any]:
    """A page-piece dictionary (14.5): what `read` is to find again, which viewers keep and do not show."""
    return {PIECE: {"LastModified": released, "Private": what}}


class Chunk(NamedTuple):
    """Whole objects one after the other, and where each begins within them."""

    data: bytes
    offsets: tuple[int, ...]


def chunk(objects: Iterable[tuple[Ref, Any]]) -> Chunk:
    """Objects as bytes, in the order given."""
    parts, offsets, position = [], [], 0
    for ref, value in objects:
        part = b"%d 0 obj\n" % ref.number + body(value) + b"\nendobj\n"
        parts.append(part)
        offsets.append(position)
        position += len(part)
    return Chunk(b"".join(parts), tuple(offsets))


@dataclass
class Book:
    """The objects of a file being laid out, in order; numbers follow the order."""

    entries: list[tuple[Ref, Any]] = field(default_factory=list)

    def add(self, value: Any, ref: Ref | None = None) -> Ref:
        """Take an object in; `ref` is the reference handed out for it before."""
        ref = ref or Ref()
        self.entries.append((ref, value))
        return ref

    def number_from(self, first: int) -> int:
        """Give the numbers, from `first`; returns the next free one."""
        for offset, (ref, _) in enumerate(self.entries):
            ref.number = first + offset
        return first + len(self.entries)
