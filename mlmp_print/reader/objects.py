"""Typed getters for a PDF that is not trusted.

Each returns a part as the type that its caller needs, or as nothing; a wrong type is never an
error. ISO 32000-1 allows a reference wherever it allows a value, so each resolves its argument.
"""

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
from ..model.phrases import Phrase
from ..pdf.objects import PIECE

_REFERENCES = 16  # that lead to one another; a hostile file may have a ring of them
_SHOWN = 120  # letters of a name
# ISO 32000-1 7.9.2.2: ESC, two letters of a language, perhaps two of a country, ESC. In UTF-16 two
# letters that were written as bytes are one unit.
_LETTERS = "[A-Za-z]{2,3}(?:-?[A-Za-z]{2})?"
_PAIRS = "[\u4141-\u5a5a\u6161-\u7a7a]"
_LANGUAGE_ESCAPE = re.compile(f"\x1b(?:{_LETTERS}|{_PAIRS}{{1,2}})\x1b")

Key = tuple[int, int] | int


def resolve(value: Any) -> Any:
    """The object that a reference leads to, or the value itself."""
    if not isinstance(value, IndirectObject):  # most are none
        return value
    for _ in range(1, _REFERENCES):
        value = value.get_object()
        if not isinstance(value, IndirectObject):
            return value
    return None


def dictionary(value: Any) -> DictionaryObject:
    """A dictionary, or an empty one."""
    value = resolve(value)
    return value if isinstance(value, DictionaryObject) else DictionaryObject()


def array(value: Any) -> list[Any]:
    """The members of an array, or none. Raises PdfError for more than a form has fields."""
    value = resolve(value)
    if not isinstance(value, ArrayObject):
        return []
    if len(value) > PDF_FIELDS:
        raise PdfError(
            Phrase(
                "has a list of {count:,} parts; at most {limit:,} are read",
                count=len(value),
                limit=PDF_FIELDS,
            )
        )
    return list(value)


def state(value: Any) -> str | None:
    """A name without its slash, such as an appearance state; pypdf writes states as `(/2)`."""
    value = resolve(value)
    if isinstance(value, NameObject):
        return value[1:]
    return str(value).removeprefix("/") if isinstance(value, TextStringObject) else None


def key(value: Any) -> Key:
    """What tells an object of the file from the others, as long as the file is open."""
    return (value.idnum, value.generation) if isinstance(value, IndirectObject) else id(value)


def inherited(node: DictionaryObject, entry: str) -> Any:
    """An entry of a field or a page, or of the nearest ancestor that has it; or None."""
    for _ in range(PDF_DEPTH):
        if entry in node or not node:
            return node.get(entry)
        node = dictionary(node.get("/Parent"))
    return None


def private(node: DictionaryObject) -> Any:
    """What we wrote into a page, a form XObject or the catalog for ourselves (14.5)."""
    pieces = dictionary(dictionary(node.get("/PieceInfo")).get(f"/{PIECE}"))
    return resolve(pieces.get("/Private"))


def data(stream: StreamObject, limit: int = PDF_STREAM_BYTES) -> bytes:
    """A stream decoded. pypdf raises LimitReachedError for more than `limit` bytes."""
    with apply_configuration(
        zlib_maximum_output_length=limit,
        lzw_maximum_output_length=limit,
        run_length_maximum_output_length=limit,
        brotli_maximum_output_length=limit,
    ):
        return stream.get_data()


def text(value: Any) -> str | None:
    """A text string, or a stream of one (12.7.4.3). Raises PdfError for a very long one."""
    value = resolve(value)
    if isinstance(value, StreamObject):
        value = _text_of_stream(value)
    elif isinstance(value, ByteStringObject):
        value = decoded(bytes(value))
    if not isinstance(value, str) or isinstance(value, NameObject):
        return None
    check_length(value)
    return _LANGUAGE_ESCAPE.sub("", str(value)) if "\x1b" in value else str(value)


def check_length(value: str) -> None:
    """Raises PdfError for a very long text."""
    if len(value) > PDF_VALUE_BYTES:
        raise PdfError(
            Phrase(
                "holds a value of {count:,} letters; at most {limit:,} are read",
                count=len(value),
                limit=PDF_VALUE_BYTES,
            )
        )


def _text_of_stream(stream: StreamObject) -> str:
    try:
        return decoded(data(stream, PDF_VALUE_BYTES))
    except LimitReachedError:
        raise PdfError(
            Phrase(
                "holds a value of more than {limit:,} bytes, which is the most that is read",
                limit=PDF_VALUE_BYTES,
            )
        ) from None


def decoded(found: bytes) -> str:
    """Bytes as text: UTF-16 or UTF-8 by their mark, else PDFDocEncoding (7.9.2.2).

    Wrong bytes are kept as well as they can be.

    >>> decoded(b"\\xfe\\xff\\x00\\xe6"), decoded(b"\\xa0 5")
    ('æ', '€ 5')
    """
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
    """Every page in order; each node of the page tree is visited once, since rings are possible.

    Raises PdfError for more pages than a form has fields.
    """
    stack = [root.get("/Pages")]
    visited: set[Key] = set()
    while stack:
        item = stack.pop()
        if key(item) in visited:
            continue
        visited.add(key(item))
        if len(visited) > PDF_FIELDS:
            raise PdfError(Phrase("has more than {limit:,} pages", limit=PDF_FIELDS))
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
    """A field's name for a message. A name that none of ours could be may name a person.

    >>> safe_name("goals.1.text"), safe_name("Hanne Hansen")
    ('goals.1.text', 'another field')
    """
    return name if PATH.match(name) and len(name) <= _SHOWN else "another field"
