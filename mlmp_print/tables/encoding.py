"""How the letters of a CSV file are written as bytes."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from typing import NamedTuple

from ..model.errors import AnswersError
from ..model.messages import Message, Where
from ..model.phrases import Phrase
from .table_file import TableFile

# Excel takes a CSV file for UTF-8 only if it starts with this mark; without one it assumes the
# code page of the country, and “Åse” is garbled.
BYTE_ORDER_MARK = "\ufeff"

# Stands where bytes are no letter. It is half of a character, which no encoding can write.
BAD_BYTES = "\udcff"
MARKING = "mlmp-print-mark-bad-bytes"
codecs.register_error(MARKING, lambda error: (BAD_BYTES, error.end))  # type: ignore[attr-defined]

_UTF8, _UTF16 = "utf-8", "utf-16"
_ENCODINGS_BY_MARK = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: _UTF16,  # what Excel calls “Unicode text”
    codecs.BOM_UTF16_BE: _UTF16,
}
# Windows-1252 is the code page of Danish Excel. It fits almost any bytes, so UTF-8 goes first.
# Guessers are not used: they take Danish letters in Windows-1252 for Central European ones.
_WINDOWS = "cp1252"
_PIECE = 2**20
_LETTERS = re.compile(f"[^\0-\x7f{BAD_BYTES}]")
_SHIFTED_LINE = "\u0a00"  # a line end whose two bytes were taken apart; no letter has this number


class Encoding(NamedTuple):
    """How a file is decoded.

    Attributes:
        name: Of the encoding.
        errors: What is done with bytes that are no letter: nothing, or `MARKING`.
    """

    name: str
    errors: str = "strict"


def marked_encoding(start: bytes) -> str:
    """Return the encoding that a file's byte order mark stands for, or "" without a mark.

    >>> marked_encoding("Navn".encode("utf-16"))
    'utf-16'
    """
    for mark, encoding in _ENCODINGS_BY_MARK.items():
        if start.startswith(mark):
            return encoding
    return ""


def find_encoding(file: TableFile) -> Encoding:
    """Find the encoding of a file.

    A byte order mark says it. Else it is UTF-8 where that fits. Where it does not, it is UTF-8 with
    bad bytes if at least as many letters of several bytes are whole as there are bad bytes: text in
    another encoding has next to no such letters. Else it is Windows-1252.

    Raises:
        AnswersError: None fits.
    """
    with file.open() as start:
        marked = marked_encoding(start.read(len(codecs.BOM_UTF8)))
    name = marked or _UTF8
    if _fits(file, Encoding(name)):
        return Encoding(name)
    if marked == _UTF16:
        return _damaged_utf16(file)
    letters, bad = _count(file, Encoding(name, MARKING))
    if marked or letters >= bad:
        return Encoding(name, MARKING)
    if _fits(file, Encoding(_WINDOWS)):
        return Encoding(_WINDOWS)
    raise _unknown(file)


def _fits(file: TableFile, encoding: Encoding) -> bool:
    with suppress(UnicodeError), file.open_text(*encoding) as text:
        while text.read(_PIECE):
            pass
        return True
    return False


def _count(file: TableFile, encoding: Encoding) -> tuple[int, int]:
    """Count the letters beyond ASCII in a file, and its bad bytes."""
    letters = bad = 0
    with file.open_text(*encoding) as text:
        while piece := text.read(_PIECE):
            letters += len(_LETTERS.findall(piece))
            bad += piece.count(BAD_BYTES)
    return letters, bad


def _damaged_utf16(file: TableFile) -> Encoding:
    """Return how UTF-16 with a bad byte is read.

    A byte that is missing in the middle takes all letters behind it apart. Then no line is whole.

    Raises:
        AnswersError: There is such a byte.
    """
    encoding = Encoding(_UTF16, MARKING)
    with file.open_text(*encoding) as text:
        while piece := text.read(_PIECE):
            if _SHIFTED_LINE in piece:
                raise _unknown(file)
    return encoding


def _unknown(file: TableFile) -> AnswersError:
    what = Phrase("is neither UTF-8, UTF-16 nor Windows-1252")
    remedy = Phrase("Save the table again as “CSV UTF-8”")
    return AnswersError([Message(Where(file=file.label), what, remedy)])
