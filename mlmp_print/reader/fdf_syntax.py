"""Parse FDF into objects of pypdf: the syntax of a PDF, without its table of places (12.7.7).

pypdf finds objects by that table, and takes what it cannot parse for less than it is: an array that
is cut off ends there. Here the file is read once from its first byte to its last, in a loop. What
does not follow the grammar of ISO 32000-1 7.2 and 7.3 is refused.
"""

from __future__ import annotations

import re
from typing import Any

from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    StreamObject,
)

from ..model.errors import PdfError
from ..model.limits import EXPORT_PARTS, PDF_DEPTH
from ..model.phrases import Phrase
from .fields import too_deep
from .lazy_objects import Names
from .xml_tree import too_many_parts

_DEEPEST = 2 * PDF_DEPTH + 16  # each level of fields is a dictionary, and an array of its kids


def _pattern(*parts: bytes) -> re.Pattern[bytes]:
    return re.compile(b"".join(parts), re.DOTALL)


_WHITE = rb"\x00\t\n\f\r "
_SPACE = _pattern(rb"(?:[", _WHITE, rb"]++|%[^\r\n]*+)*+")
_END = rb"(?![^" + _WHITE + rb"()<>\[\]{}/%])"
_BETWEEN = rb"[" + _WHITE + rb"]++"
_OBJECT = _pattern(rb"(\d{1,10}+)", _BETWEEN, rb"(\d{1,5}+)", _BETWEEN, rb"obj", _END)
_REFERENCE = _pattern(rb"(\d{1,10}+)", _BETWEEN, rb"(\d{1,5}+)", _BETWEEN, rb"R", _END)
_NUMBER = _pattern(rb"[+-]?(?:\d{1,18}+(?:\.\d{0,18}+)?+|\.\d{1,18}+)", _END)
_NAME = _pattern(rb"/[^", _WHITE, rb"()<>\[\]{}/%]*+")
_WORD = _pattern(rb"[A-Za-z]{1,16}+", _END)
_HEXADECIMAL = _pattern(rb"<([0-9A-Fa-f", _WHITE, rb"]*+)>")
_PARENTHESIS = _pattern(rb"\\.|[()]")
_ESCAPE = _pattern(rb"\\([0-7]{1,3}|\r\n|.)|\r\n?")
# A table of places, which is not used; a program may write one.
_TABLE = _pattern(rb"(?:", _BETWEEN, rb"\d++", _BETWEEN, rb"\d++(?:", _BETWEEN, rb"[nf])?+)*+")
_STREAM = _pattern(rb"stream(?:\r\n|\n)")
_END_OF_STREAM = _pattern(rb"[\r\n]{0,2}endstream", _END)
_ARRAY: PdfObject = ByteStringObject(b"[")
_WORDS = {b"true": BooleanObject(True), b"false": BooleanObject(False), b"null": NullObject()}
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


class FdfFile:
    """The objects of an FDF, and its trailer. pypdf's references ask it for what they lead to."""

    def __init__(self, data: bytes) -> None:
        """Parse a file. Raises PdfError for what is no FDF, is broken or cut off, or too large."""
        self.objects: dict[int, PdfObject] = {}
        self.trailer = DictionaryObject()
        self._data, self._at, self._parts = data, data.index(b"%FDF-"), 0
        self._names = Names()
        while self._skip_space() < len(data):
            self._read_section()

    def get_object(self, reference: IndirectObject) -> PdfObject:
        """What a reference leads to; null if there is nothing."""
        return self.objects.get(reference.idnum, NullObject())

    # Sections -----------------------------------------------------------------------------------

    def _read_section(self) -> None:
        """An object, a trailer or a table. Of objects of one number the last one counts (7.5.6)."""
        match = self._take(_OBJECT)
        if match:
            self.objects[int(match[1])] = self._object()
            return
        word = self._word()
        if word == b"trailer":
            trailer = self._value()
            if not isinstance(trailer, DictionaryObject):
                raise self._broken()
            self.trailer.update(trailer)
        elif word == b"xref":
            self._take(_TABLE)
        elif word == b"startxref":
            self._skip_space()
            if not self._take(_NUMBER):
                raise self._broken()
        else:
            raise self._broken()

    def _object(self) -> PdfObject:
        value = self._value()
        self._skip_space()
        if isinstance(value, DictionaryObject) and self._take(_STREAM):
            value = self._stream(value)
            self._skip_space()
        if self._word() != b"endobj":
            raise self._broken()
        return value

    def _stream(self, dictionary: DictionaryObject) -> StreamObject:
        """The stream whose bytes begin here. Its length may be wrong, or stand further on."""
        start, length = self._at, dictionary.get("/Length")
        size = int(length) if isinstance(length, NumberObject) and length >= 0 else -1
        end = _END_OF_STREAM.match(self._data, start + size) if size >= 0 else None
        if end is None:
            end = _END_OF_STREAM.search(self._data, start)
        if end is None:
            raise self._broken()
        self._at = end.end()
        return StreamObject.initialize_from_dictionary(
            {**dictionary, "__streamdata__": self._data[start : end.start()]}
        )

    # Values -------------------------------------------------------------------------------------

    def _value(self) -> PdfObject:
        """The value that begins here; arrays and dictionaries are filled in a loop."""
        open_parts: list[list[PdfObject]] = []  # with the bracket that opened each as its first
        while True:
            self._count()
            self._skip_space()
            bracket = self._bracket()
            if bracket in (b"<<", b"["):
                if len(open_parts) >= _DEEPEST:
                    raise too_deep()
                open_parts.append([ByteStringObject(bracket)])
                continue
            value = self._closed(open_parts, bracket) if bracket else self._simple()
            if not open_parts:
                return value
            open_parts[-1].append(value)

    def _bracket(self) -> bytes:
        for bracket in (b"<<", b">>", b"[", b"]"):
            if self._data.startswith(bracket, self._at):
                self._at += len(bracket)
                return bracket
        return b""

    def _closed(self, open_parts: list[list[PdfObject]], bracket: bytes) -> PdfObject:
        """The array or dictionary that a bracket closes."""
        if not open_parts:
            raise self._broken()
        opening, *members = open_parts.pop()
        if (opening == _ARRAY) != (bracket == b"]"):
            raise self._broken()
        if bracket == b"]":
            return ArrayObject(members)
        keys, values = members[::2], members[1::2]
        are_pairs = len(keys) == len(values) == len({*map(str, keys)})  # each entry once (7.3.7)
        if not are_pairs or not all(isinstance(key, NameObject) for key in keys):
            raise self._broken()
        return DictionaryObject(zip(keys, values, strict=True))

    def _simple(self) -> PdfObject:
        if match := self._take(_REFERENCE):
            return IndirectObject(int(match[1]), int(match[2]), self)
        if match := self._take(_NUMBER):
            return FloatObject(match[0]) if b"." in match[0] else NumberObject(match[0])
        if match := self._take(_NAME):
            return self._names[match[0]]
        if match := self._take(_HEXADECIMAL):
            digits = match[1].translate(None, b"\0\t\n\f\r ")
            return ByteStringObject(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()))
        if self._data.startswith(b"(", self._at):
            return self._string()
        value = _WORDS.get(self._word())
        if value is None:
            raise self._broken()
        return value

    def _string(self) -> ByteStringObject:
        """The text in parentheses that begins here (7.3.4.2)."""
        start, depth = self._at + 1, 0
        for match in _PARENTHESIS.finditer(self._data, self._at):
            depth += {b"(": 1, b")": -1}.get(match[0], 0)
            if not depth:
                self._at = match.end()
                return ByteStringObject(_ESCAPE.sub(_unescaped, self._data[start : match.start()]))
        raise self._broken()

    # Bytes --------------------------------------------------------------------------------------

    def _take(self, pattern: re.Pattern[bytes]) -> re.Match[bytes] | None:
        match = pattern.match(self._data, self._at)
        if match:
            self._at = match.end()
        return match

    def _skip_space(self) -> int:
        self._take(_SPACE)
        return self._at

    def _word(self) -> bytes:
        self._skip_space()
        match = self._take(_WORD)
        return match[0] if match else b""

    def _count(self) -> None:
        self._parts += 1
        if self._parts > EXPORT_PARTS:
            raise too_many_parts()

    def _broken(self) -> PdfError:
        what = Phrase(
            "is broken or cut off: as FDF it cannot be followed after byte {number:,}. "
            "Ask for the file again",
            number=self._at,
        )
        return PdfError(what)


def _unescaped(match: re.Match[bytes]) -> bytes:
    """The byte that is written so; a line that is broken in the source is not broken in the text.

    A backslash before any other letter counts for nothing.
    """
    escaped: bytes | Any = match[1]
    if escaped is None:  # the end of a line, however it is written
        return b"\n"
    if escaped in (b"\r\n", b"\r", b"\n"):
        return b""
    if escaped[:1].isdigit() and escaped[:1] < b"8":
        return bytes((int(escaped, 8) & 0xFF,))
    return _ESCAPED.get(escaped, escaped)
