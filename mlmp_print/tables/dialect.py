"""How CSV files are encoded and how their cells are separated."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

from ..model.errors import AnswersError
from ..model.messages import Message, Where
from ..model.phrases import Phrase
from .table_file import TableFile

# Excel takes a CSV file for UTF-8 only if it starts with this mark; without one it assumes the
# code page of the country, and “Åse” is garbled.
BYTE_ORDER_MARK = "\ufeff"

# Danish Excel writes and expects “;”, since “,” is its decimal mark.
DELIMITER = ";"
DELIMITERS = (DELIMITER, ",", "\t")

_ENCODINGS_BY_MARK = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",  # what Excel calls “Unicode text”
    codecs.BOM_UTF16_BE: "utf-16",
}
# Windows-1252 is the code page of Danish Excel. It fits almost any bytes, so UTF-8 goes first.
# Guessers are not used: they take Danish letters in Windows-1252 for Central European ones.
_ENCODINGS_WITHOUT_MARK = ("utf-8", "cp1252")

# A first line such as `sep=,` tells Excel the delimiter.
_DECLARATION = re.compile(r"sep=([^\"\0-\x08\n-\x1f])[\r\n]*\Z", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')


def marked_encoding(start: bytes) -> str:
    """Return the encoding that a file's byte order mark stands for, or "" without a mark.

    >>> marked_encoding("Navn".encode("utf-16"))
    'utf-16'
    """
    for mark, encoding in _ENCODINGS_BY_MARK.items():
        if start.startswith(mark):
            return encoding
    return ""


def find_encoding(file: TableFile) -> str:
    """Find an encoding in which the whole file can be read. Raises AnswersError if none fits."""
    with file.open() as start:
        marked = marked_encoding(start.read(len(codecs.BOM_UTF8)))
    for encoding in (marked,) if marked else _ENCODINGS_WITHOUT_MARK:
        with suppress(UnicodeDecodeError), file.open_text(encoding) as text:
            while text.read(2**20):
                pass
            return encoding
    what = Phrase("is neither UTF-8, UTF-16 nor Windows-1252")
    remedy = Phrase("Save the table again as “CSV UTF-8”")
    raise AnswersError([Message(Where(file=file.label), what, remedy)])


def declared_delimiter(line: str) -> str:
    r"""Return the delimiter that a `sep=` line declares, or "" for any other line.

    >>> declared_delimiter("sep=,\n")
    ','
    """
    declaration = _DECLARATION.match(line)
    return declaration[1] if declaration else ""


def find_delimiter(line: str) -> str:
    """Return the delimiter that occurs most often in the line of headings, outside quotation marks.

    >>> find_delimiter('Navn;"Mål, på sigt";Dato')
    ';'
    """
    unquoted = _QUOTED.sub("", line)
    return max(DELIMITERS, key=unquoted.count)
