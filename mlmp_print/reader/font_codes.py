"""What the codes of a font mean, as far as the font says it for certain (ISO 32000-1 9.10)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pypdf._codecs import adobe_glyphs, charset_encoding
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject, StreamObject

from ..model.limits import PDF_VALUE_BYTES
from .objects import array, data, dictionary, resolve, state

_STANDARD = re.compile("Helvetica|Courier|Times|Arial")  # Latin fonts that every viewer has
_OURS = {"AtkinsonHyperlegible-Regular", "AtkinsonHyperlegible-Bold", "NotoSans-Regular"}
_SUBSET = re.compile(r"[A-Z]{6}\+")  # before the name of a font that is not whole (9.6.4)
_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)
_ENTRY = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_MOST = 70_000  # rows of a map: a font has at most 65,536 codes
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


@dataclass(frozen=True)
class FontCodes:
    """The letters of a font's codes. Of a code that is not there, nobody knows what it shows.

    Attributes:
        letters: Code → the letters that it shows.
        width: Bytes of one code.
    """

    letters: Mapping[int, str] = field(default_factory=dict, repr=False)
    width: int = 1

    @classmethod
    def of(cls, font: DictionaryObject) -> FontCodes:
        """Those of a font. A broken one, or one that only its maker can explain, has none."""
        try:
            return cls._of(font)
        except (PyPdfError, ValueError, TypeError, KeyError, OverflowError):
            return cls()

    @classmethod
    def _of(cls, font: DictionaryObject) -> FontCodes:
        kind = state(font.get("/Subtype"))
        if kind == "Type0":
            parts = array(font.get("/DescendantFonts"))
            descendant = dictionary(parts[0]) if parts else DictionaryObject()
            wide = state(font.get("/Encoding")) in ("Identity-H", "Identity-V")
            # Codes are numbers of glyphs: only who has made the font knows which is which.
            if not wide or not _is_ours(descendant):
                return cls(width=2)
            return cls(_to_unicode(font), 2)
        if kind == "Type3" or (_is_embedded(font) and not _is_ours(font)):
            return cls()
        return cls({**_encoded(font), **_to_unicode(font)})

    def shown(self, codes: bytes) -> list[str | None]:
        """The letters of codes, one after the other; None for one that nobody knows."""
        steps = range(0, len(codes), self.width)
        numbers = (int.from_bytes(codes[start : start + self.width], "big") for start in steps)
        return [self.letters.get(number) for number in numbers]


def _is_embedded(font: DictionaryObject) -> bool:
    descriptor = dictionary(font.get("/FontDescriptor"))
    return any(entry in descriptor for entry in _FILES)


def _is_ours(font: DictionaryObject) -> bool:
    return _SUBSET.sub("", state(font.get("/BaseFont")) or "") in _OURS


# Encodings --------------------------------------------------------------------------------------


def _encoded(font: DictionaryObject) -> dict[int, str]:
    """What an encoding says (9.6.6): a named one, and perhaps names of glyphs that differ."""
    encoding = resolve(font.get("/Encoding"))
    name = state(encoding)
    if isinstance(encoding, DictionaryObject):
        name = state(encoding.get("/BaseEncoding"))
    if name is None and _STANDARD.match(state(font.get("/BaseFont")) or ""):
        name = "StandardEncoding"
    letters: dict[int, str] = {}
    if f"/{name}" in charset_encoding and name not in ("Symbol", "ZapfDingbats"):
        for code, letter in enumerate(charset_encoding[f"/{name}"]):
            if letter.isprintable() or letter in "\t\n\r\xa0\xad":
                letters[code] = letter
    if isinstance(encoding, DictionaryObject):
        _differ(letters, array(encoding.get("/Differences")))
    return letters


def _differ(letters: dict[int, str], differences: list[Any]) -> None:
    code = 0
    for part in map(resolve, differences):
        if isinstance(part, int):
            code = part
            continue
        name = state(part) or ""
        meaning = adobe_glyphs.get(f"/{name}") or _uni_name(name)
        if meaning:
            letters[code] = meaning
        else:
            letters.pop(code, None)
        code += 1


def _uni_name(name: str) -> str:
    """The letter behind a glyph's name such as `uni0141` (Adobe Glyph List specification)."""
    found = re.fullmatch("uni([0-9A-F]{4})", name)
    return chr(int(found[1], 16)) if found else ""


# Maps to Unicode --------------------------------------------------------------------------------


def _to_unicode(font: DictionaryObject) -> dict[int, str]:
    """What a font's /ToUnicode says (9.10.3)."""
    stream = resolve(font.get("/ToUnicode"))
    if not isinstance(stream, StreamObject):
        return {}
    letters: dict[int, str] = {}
    for kind, block in _BLOCK.findall(data(stream, PDF_VALUE_BYTES)):
        entries = _entries(block)
        if kind == b"bfchar":
            for code, meaning in zip(entries[::2], entries[1::2], strict=False):
                if isinstance(code, bytes) and isinstance(meaning, bytes):
                    _put(letters, int.from_bytes(code, "big"), meaning, 0)
        else:
            _put_ranges(letters, entries)
    return letters


def _entries(block: bytes) -> list[bytes | list[bytes]]:
    """The strings of a block, and lists of them."""
    entries: list[bytes | list[bytes]] = []
    inner: list[bytes] | None = None
    for digits, opens, closes in _ENTRY.findall(block):
        if opens:
            inner = []
        elif closes and inner is not None:
            entries.append(inner)
            inner = None
        elif not closes:
            found = bytes.fromhex(digits.decode())
            (entries if inner is None else inner).append(found)
    return entries


def _put_ranges(letters: dict[int, str], entries: list[bytes | list[bytes]]) -> None:
    for first, last, meaning in zip(entries[::3], entries[1::3], entries[2::3], strict=False):
        if not isinstance(first, bytes) or not isinstance(last, bytes):
            return
        start, end = int.from_bytes(first, "big"), int.from_bytes(last, "big")
        for offset in range(min(end - start + 1, _MOST - len(letters))):
            if isinstance(meaning, bytes):
                _put(letters, start + offset, meaning, offset)
            elif offset < len(meaning):
                _put(letters, start + offset, meaning[offset], 0)


def _put(letters: dict[int, str], code: int, meaning: bytes, offset: int) -> None:
    if len(letters) >= _MOST:
        return
    text = meaning.decode("utf-16-be")
    if offset:
        text = text[:-1] + chr(ord(text[-1]) + offset)
    if text and text.strip("\x00"):
        letters[code] = text
