"""Write PDF objects (ISO 32000-1 7.3): plain Python values become the bytes of a file.

A dict is a dictionary (its keys without the slash), a list or tuple an array, `Name` a name, a str
a text string, `Ref` a reference to an indirect object, `Stream` a stream, `RawBytes` bytes that are
PDF already. Numbers, True, False and None stand for themselves; a dictionary leaves out None.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from ..look.picture_data import PictureData

# The version, and a comment of four bytes above 127 that marks the file as binary (7.5.2).
HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
ROW = b"%010d 00000 n \n"  # one object in the cross-reference table, by its offset (7.5.4)
PIECE = "MLMP"  # our key in a page-piece dictionary

# Flags of form fields and annotations. The standard counts bits from 1; these are their values.
READ_ONLY = 1 << 0  # 12.7.3.1
MULTILINE = 1 << 12  # 12.7.4.3
RADIO = 1 << 15  # 12.7.4.2.1
PUSH_BUTTON = 1 << 16  # 12.7.4.2.1
PRINT = 1 << 2  # an annotation that is printed too (12.5.3)

_IRREGULAR = re.compile(rb"[^!-~]|[#/()<>\[\]{}%]")  # in a name, written as #xx (7.3.5)
# The characters that have the same code in PDFDocEncoding (annex D.2) and Latin-1: it has no
# character at 0xAD, and the euro sign at 0xA0.
_PDFDOC = re.compile(r"[\n\r\t\x20-\x7e\xa1-\xac\xae-\xff]*")
# Latin-1 letters whose bytes are a byte order mark: a reader would take the text for Unicode.
_BYTE_ORDER_MARKS = ("þÿ", "ÿþ", "ï»¿")


class Name(str):
    """A name object, in ASCII and without the slash."""


class RawBytes(bytes):
    """Bytes that are PDF syntax already."""


@dataclass(eq=False)
class Ref:
    """A reference to an indirect object. The object gets its number when the file is laid out."""

    number: int = 0


@dataclass
class Stream:
    """A stream object.

    `plain` leaves the data uncompressed: XMP must stand in the file as it is (ISO 14289-1 7.1), and
    a short content stream would not get shorter.
    """

    dictionary: dict[str, Any]
    data: bytes
    plain: bool = False


# Values -----------------------------------------------------------------------------------------


@lru_cache(maxsize=16384)
def number(value: float) -> bytes:
    """Write a number with at most three decimals; in points, that is a third of a micrometre.

    >>> number(12.5), number(1 / 3), number(-0.0001)
    (b'12.5', b'0.333', b'0')
    """
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return (text if text not in ("-0", "") else "0").encode()


def text_string(text: str) -> bytes:
    r"""Write a text string (7.9.2.2), in PDFDocEncoding if that has all its letters, else UTF-16BE.

    >>> text_string("På (tur)"), text_string("Łódź")
    (b'(P\xe5 \\(tur\\))', b'<FEFF014100F30064017A>')
    """
    if not _PDFDOC.fullmatch(text) or text.startswith(_BYTE_ORDER_MARKS):
        return b"<FEFF" + _hexadecimal(text) + b">"
    return b"(%s)" % _literal(text)


def _hexadecimal(text: str) -> bytes:
    return text.encode("utf-16-be").hex().upper().encode()


def _literal(text: str) -> bytes:
    escaped = text.encode("latin-1").replace(b"\\", rb"\\")
    return escaped.replace(b"(", rb"\(").replace(b")", rb"\)").replace(b"\r", rb"\r")


def text_parts(texts: Sequence[str]) -> tuple[bytes, list[bytes], bytes]:
    r"""Write parts of text strings, all in one encoding, so that strings can be put together.

    Args:
        texts: The parts. No string begins with any but the first.

    Returns:
        What every string begins with, the parts, and what every string ends with.

    >>> text_parts(["På", "(tur)"])
    (b'(', [b'P\xe5', b'\\(tur\\)'], b')')
    >>> text_parts(["Ł", "a"])
    (b'<FEFF', [b'0141', b'0061'], b'>')
    """
    if texts[0].startswith(_BYTE_ORDER_MARKS) or not all(map(_PDFDOC.fullmatch, texts)):
        return b"<FEFF", list(map(_hexadecimal, texts)), b">"
    return b"(", list(map(_literal, texts)), b")"


def body(value: Any) -> bytes:
    """Write a value. The references in it must have their numbers.

    >>> body({"Type": Name("Page"), "Parent": Ref(3), "MediaBox": [0, 0, 595.28, 841.89]})
    b'<</Type /Page /Parent 3 0 R /MediaBox [0 0 595.28 841.89]>>'

    Raises:
        TypeError: PDF has no value of this type.
    """
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
            return _dictionary(value)
        case list() | tuple():
            return b"[" + b" ".join(map(body, value)) + b"]"
        case Stream():
            return _stream(value)
        case _:
            raise TypeError(f"PDF has no value for {type(value).__name__}")


def _name(name: str) -> bytes:
    return b"/" + _IRREGULAR.sub(lambda found: b"#%02X" % found[0][0], name.encode())


def _dictionary(entries: Mapping[str, Any]) -> bytes:
    written = [
        _name(key) + b" " + body(value) for key, value in entries.items() if value is not None
    ]
    return b"<<" + b" ".join(written) + b">>"


def _stream(stream: Stream) -> bytes:
    if stream.plain:
        data = stream.data
        entries = {**stream.dictionary, "Length": len(data)}
    else:
        data = zlib.compress(stream.data, 9)
        entries = {**stream.dictionary, "Filter": Name("FlateDecode"), "Length": len(data)}
    # A reader may take CR LF for one end of line. After data that ends in CR, a lone LF would then
    # make the data shorter than /Length says (ISO 19005-3 6.1.7.1), so a whole CR LF follows.
    end = b"\r\nendstream" if data.endswith(b"\r") else b"\nendstream"
    return body(entries) + b"\nstream\n" + data + end


# Objects that several parts of a file share in kind ----------------------------------------------


def form_xobject(
    size: tuple[float, float],
    content: bytes,
    resources: Mapping[str, Any] | Ref,
    *,
    plain: bool = False,
) -> Stream:
    """Make a form XObject (8.10): a content stream that a page or a field shows as one picture.

    Args:
        size: width and height in pt; its bottom left corner is the origin.
        content: the operators.
        resources: fonts and XObjects that the operators name.
        plain: leave the operators uncompressed.
    """
    dictionary = {
        "Type": Name("XObject"),
        "Subtype": Name("Form"),
        "BBox": [0, 0, *size],
        "Resources": resources,
    }
    return Stream(dictionary, content, plain)


def image_object(picture: PictureData) -> Stream:
    """Make the image XObject of a picture (8.9.5)."""
    dictionary = {
        "Type": Name("XObject"),
        "Subtype": Name("Image"),
        "Width": picture.width,
        "Height": picture.height,
        "ColorSpace": Name("DeviceRGB"),
        "BitsPerComponent": 8,
    }
    if picture.filter == "DCTDecode":
        return Stream({**dictionary, "Filter": Name("DCTDecode")}, picture.data, plain=True)
    return Stream(dictionary, picture.data)


def private(released: str, value: Any) -> dict[str, Any]:
    """Make a page-piece dictionary (14.5), in which a file tells `read` what no viewer shows.

    Viewers that fill and save a form keep it byte for byte. `released` is a PDF date (7.9.4).
    """
    return {PIECE: {"LastModified": released, "Private": value}}


# Whole objects ------------------------------------------------------------------------------------


class Chunk(NamedTuple):
    """Indirect objects one after the other, and the offset of each within `data`."""

    data: bytes
    offsets: tuple[int, ...]


def chunk(objects: Iterable[tuple[Ref, Any]]) -> Chunk:
    r"""Write indirect objects (7.3.10) in their order.

    >>> chunk([(Ref(1), True), (Ref(2), [1.5])])
    Chunk(data=b'1 0 obj\ntrue\nendobj\n2 0 obj\n[1.5]\nendobj\n', offsets=(0, 20))
    """
    parts, offsets, position = [], [], 0
    for ref, value in objects:
        part = b"%d 0 obj\n" % ref.number + body(value) + b"\nendobj\n"
        parts.append(part)
        offsets.append(position)
        position += len(part)
    return Chunk(b"".join(parts), tuple(offsets))


@dataclass
class Book:
    """The objects of a file while it is laid out. Their numbers follow their order."""

    entries: list[tuple[Ref, Any]] = field(default_factory=list)

    def add(self, value: Any, ref: Ref | None = None) -> Ref:
        """Append an object. `ref` is its reference, if other objects hold that already."""
        ref = ref or Ref()
        self.entries.append((ref, value))
        return ref

    def number_from(self, first: int) -> int:
        """Number the objects from `first`; return the next free number."""
        for offset, (ref, _) in enumerate(self.entries):
            ref.number = first + offset
        return first + len(self.entries)
