"""Typed getters: parts of a PDF that is not trusted, each as the type that is asked for or as nothing; never an error for a wrong type."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Any

from pypdf import apply_configuration
from pypdf.errors import LimitReachedError
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    StreamObject,
    TextStringObject,
    decode_pdfdocencoding,
)

from ..model.errors import PdfError
from ..model.limits import (
    PDF_DEPTH,
    PDF_FIELDS,
    PDF_NAME_LETTERS,
    PDF_STREAM_BYTES,
    PDF_VALUE_BYTES,
)
from ..model.paths import PATH
from ..pdf.objects import PIECE

_SHOWN = 120  # letters
# ISO 32000-1 7.9.2.2: ESC, two letters of a language, perhaps two of a country, ESC; in UTF-16 two letters are one unit.
_LETTERS = "[A-Za-z]{2,3}(?:-?[A-Za-z]{2})?"
_PAIRS = "[\u4141-\u5a5a\u6161-\u7a7a]"
_LANGUAGE_ESCAPE = re.compile(f"\x1b(?:{_LETTERS}|{_PAIRS}{{1,2}})\x1b")


def resolve(value: Any) -> Any:
    """What a reference leads to, or the value itself."""
    for _ in range(16):
        if not isinstance(value, IndirectObject):
            return value
        value = value.get_object()
    return None


def dictionary(value: Any) -> DictionaryObject:
    """A dictionary, or an empty one."""
    value = resolve(value)
    return value if isinstance(value, DictionaryObject) else DictionaryObject()


def array(value: Any) -> list[Any]:
    """The members of an array, or none. Raises PdfError for more than any form has fields."""
    value = resolve(value)
    if not isinstance(value, ArrayObject):
        return []
    if len(value) > PDF_FIELDS:
        raise PdfError(f"has a list of {len(value):,} parts; at most {PDF_FIELDS:,} are read")
    return list(value)


def state(value: Any) -> str | None:
    """The name of an appearance state; some programs write it as a string."""
    value = resolve(value)
    if isinstance(value, NameObject):
        return value[1:]
    return (
        str(value).removeprefix("/") if isinstance(value, TextStringObject) else None
    )  # pypdf writes (/2)


Key = tuple[int, int] | int


def key(value: Any) -> Key:
    """What tells one object of a file from the others, as long as the file is open."""
    return (value.idnum, value.generation) if isinstance(value, IndirectObject) else id(value)


def inherited(node: DictionaryObject, entry: str) -> Any:
    """An entry of a field or a page, or of the nearest one above it that has it; or None."""
    for _ in range(PDF_DEPTH):
        if entry in node or not node:
            return node.get(entry)
        node = dictionary(node.get("/Parent"))
    return None


def private(node: DictionaryObject) -> Any:
    """What we wrote into a page, a form XObject or the catalog for ourselves (`objects.private`)."""
    return resolve(dictionary(dictionary(node.get("/PieceInfo")).get(f"/{PIECE}")).get("/Private"))


def data(stream: StreamObject, most: int = PDF_STREAM_BYTES) -> bytes:
    """A stream decoded: at most so many bytes. pypdf raises LimitReachedError for more."""
    with apply_configuration(
        zlib_maximum_output_length=most,
        lzw_maximum_output_length=most,
        run_length_maximum_output_length=most,
        brotli_maximum_output_length=most,
    ):
        return stream.get_data()


def text(value: Any) -> str | None:
    """A text string, or a stream of one, as str. Raises PdfError for a very long one."""
    value = resolve(value)
    if isinstance(value, StreamObject):  # in the same encodings as a string (12.7.4.3)
        try:
            value = decoded(data(value, PDF_VALUE_BYTES))
        except LimitReachedError:
            raise PdfError(
                f"holds a value of more than {PDF_VALUE_BYTES:,} bytes, which is the most that is read"
            ) from None
    elif isinstance(value, ByteStringObject):
        value = decoded(bytes(value))
    if not isinstance(value, str) or isinstance(value, NameObject):
        return None
    if len(value) > PDF_VALUE_BYTES:
        raise PdfError(
            f"holds a value of {len(value):,} letters; at most {PDF_VALUE_BYTES:,} are read"
        )
    return _LANGUAGE_ESCAPE.sub("", str(value)) if "\x1b" in value else str(value)


def decoded(found: bytes) -> str:
    """Bytes as the text they mean: UTF-16 or UTF-8 by their mark, else PDFDocEncoding (7.9.2.2). What is wrong in them is kept as it can be."""
    for mark, encoding in ((codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF16_LE, "utf-16-le")):
        if found.startswith(mark):
            return found[2 : len(found) & ~1].decode(encoding, "surrogatepass")
    if found.startswith(codecs.BOM_UTF8):
        return found[3:].decode("utf-8", "replace")
    return "".join(map(_letter, found))


def _letter(code: int) -> str:
    try:
        return decode_pdfdocencoding(bytes((code,)))
    except UnicodeDecodeError:  # a code that the encoding does not define
        return chr(code)


def pages(root: DictionaryObject) -> Iterator[DictionaryObject]:
    """Every page in order, each part of the page tree visited once. Raises PdfError for more pages than any form has fields."""
    stack = [root.get("/Pages")]
    seen: set[Key] = set()
    while stack:
        item = stack.pop()
        if key(item) in seen:
            continue
        seen.add(key(item))
        if len(seen) > PDF_FIELDS:
            raise PdfError(f"has more than {PDF_FIELDS:,} pages")
        node = dictionary(item)
        if "/Kids" in node:
            stack += reversed(array(node.get("/Kids")))
        elif node:
            yield node


def full_name(widget: DictionaryObject) -> str:
    """The partial names from the top down, with dots between them (12.7.3.2)."""
    parts: list[str] = []
    node = widget
    for _ in range(PDF_DEPTH):
        if partial := text(node.get("/T")):
            parts.append(partial)
        node = dictionary(node.get("/Parent"))
        if not node:
            break
    return ".".join(reversed(parts))[:PDF_NAME_LETTERS]


def safe_name(name: str) -> str:
    """A field's name as it may be shown: as it is if it could be one of ours; any other may be a person's, and is not."""
    return name if PATH.match(name) and len(name) <= _SHOWN else "another field"
