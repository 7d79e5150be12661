"""The ordinary ways to write an object of a PDF, as patterns over its bytes (ISO 32000-1 7.3).

They are narrower than the standard and than pypdf: whatever they match, pypdf reads as the same
object, to its last byte. What they do not match is left to pypdf: comments, deep nesting, deeply
nested parentheses, names and numbers of unusual length, and whatever is broken. Every quantifier is
possessive, so that a match never goes back: its time is linear in the bytes that it looks at.
"""

from __future__ import annotations

import re

_DEEPEST = 2  # levels of arrays and dictionaries in an entry: /AP << /N << /On 1 0 R >> >>

_SPACE = rb"[ \t\r\n]*+"
# What ends a number, a name or a word. pypdf ends a name at a vertical tab, but not at a NUL, and
# takes "12 0 R" for a reference only if no letter follows.
_END = rb"(?=[ \t\r\n/<>\[\]()])"

_KEY = rb"/[A-Za-z0-9_.+:-]{1,127}+"
_NAME = rb"/[^\x00-\x20\x7f()<>\[\]{}/%]{1,127}+" + _END
# pypdf sees a reference, and a number, in the 20 bytes from its start.
_NUMBER_OR_REFERENCE = rb"[0-9][0-9]{0,7}+(?: [0-9]{1,5}+ R|(?:\.[0-9]{0,8}+)?+)" + _END
_SIGNED = rb"[+-][0-9]{1,9}+(?:\.[0-9]{0,8}+)?+" + _END
_FRACTION = rb"\.[0-9]{1,8}+" + _END
_WORDS = [word + _END for word in (b"true", b"false", b"null")]
_HEXADECIMAL = rb"<[0-9A-Fa-f]*+>"
_PLAIN = rb"[^()\\]*+(?:\\.[^()\\]*+)*+"  # part of a string without parentheses of its own
_STRING = rb"\(" + _PLAIN + rb"(?:\(" + _PLAIN + rb"\)" + _PLAIN + rb")*+\)"


def _value(levels: int) -> bytes:
    """A pattern for any value that nests at most so many levels."""
    # The most frequent come first, and each begins with a byte that tells it from the others.
    kinds = [_NAME, _STRING, _NUMBER_OR_REFERENCE, _SIGNED, _FRACTION, _HEXADECIMAL, *_WORDS]
    if levels:
        inner = _value(levels - 1)
        kinds += [_dictionary(inner), _array(inner)]
    return rb"(?>" + rb"|".join(kinds) + rb")"


def _dictionary(value: bytes) -> bytes:
    return rb"<<" + _SPACE + rb"(?:" + _KEY + _SPACE + value + _SPACE + rb")*+>>"


def _array(value: bytes) -> bytes:
    return rb"\[" + _SPACE + rb"(?:" + value + _SPACE + rb")*+\]"


def _pattern(*parts: bytes) -> re.Pattern[bytes]:
    return re.compile(b"".join(parts), re.DOTALL)


_ENTRY, _MEMBER = _value(_DEEPEST), _value(_DEEPEST - 1)
_ANY_SPACE = rb"[\x00\t\n\f\r ]"  # what pypdf skips after the header of an object

HEADER = _pattern(rb"(\d{1,10}+) (\d{1,5}+) obj", _ANY_SPACE, rb"*+(?!", _ANY_SPACE, rb"|\Z)")

# A dictionary or an array that is an object of its own, with what follows it: the end of the object
# (group `end`), the bytes of a stream (group `stream`), or, in an object stream, nothing.
OBJECT = _pattern(
    rb"(?:", _dictionary(_ENTRY), rb"|", _array(_MEMBER), rb")", _SPACE,
    rb"(?:(?P<end>endobj(?=", _ANY_SPACE, rb"))|(?P<stream>stream\r?\n)|\Z)",
)  # fmt: skip
END_OF_STREAM = _pattern(rb"\r?\n?endstream")
NUMBERS_OF_PACKED_OBJECTS = _pattern(rb"(?:\d{1,10}+[ \r\n]++)*+")

# Each entry and each member of what was matched.
ENTRIES = _pattern(rb"(", _KEY, rb")", _SPACE, rb"(", _ENTRY, rb")")
MEMBERS = _pattern(_MEMBER)
