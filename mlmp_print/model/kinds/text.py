"""Words, and what no text may hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from ...text import typeset
from ..errors import InvalidValue
from ..limits import TEXT_LETTERS
from ..phrases import Phrase
from .kind import Kind, json_type

CODES_SHOWN = 5  # of the letters that a message names
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_LAST_OF_PLANES = [chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF)]
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufdd0-\ufdef" + "".join(_LAST_OF_PLANES) + "]")
_NEWLINE = re.compile(r"\r\n?")
_ANY_NEWLINE = re.compile("\r\n?|[\v\f\x85]")  # \v is Word's line break within a paragraph
_LINE_BREAK = re.compile("[\n\u2028\u2029]")


def clean_text(value: Any) -> str:
    """Return a text with line ends as `\\n`: one rule for every input.

    Raises:
        InvalidValue: It is no text, too long, or holds what no field may hold.

    >>> clean_text("one\\r\\ntwo")
    'one\\ntwo'
    """
    if not isinstance(value, str):
        what = Phrase("must be a text, not {type}", type=json_type(value))
        raise InvalidValue(what, Phrase("Put it in quotation marks"))
    text = _NEWLINE.sub("\n", value) if "\r" in value else value
    if len(text) > TEXT_LETTERS:
        raise InvalidValue(
            Phrase(
                "is {letters:,} letters long; at most {most:,} go into one answer",
                letters=len(text),
                most=TEXT_LETTERS,
            ),
            Phrase("Shorten it, or put the rest in a document of its own"),
        )
    if text.isprintable():
        return text
    if half := _SURROGATE.search(text):
        raise InvalidValue(
            Phrase(
                "holds half a character ({code}, letter {number})",
                code=codes(half[0]),
                number=half.start() + 1,
            ),
            Phrase("Export the text again as UTF-8"),
        )
    if control := _CONTROL.search(text):
        raise InvalidValue(
            Phrase(
                "holds a control character ({code}, letter {number})",
                code=codes(control[0]),
                number=control.start() + 1,
            ),
            Phrase("Take it out; only line breaks and tabs are allowed"),
        )
    return text


def codes(letters: Iterable[str]) -> str:
    """Return the code points of letters that a message cannot show themselves.

    >>> codes("\\u202e\\u200b")
    'U+202E, U+200B'
    """
    letters = list(letters)
    more = " …" if len(letters) > CODES_SHOWN else ""
    return ", ".join(f"U+{ord(letter):04X}" for letter in letters[:CODES_SHOWN]) + more


def whole(stored: str) -> str:
    """Return a file's text with U+FFFD for each half character and each code that is none.

    No table and no spreadsheet can hold these.
    """
    return _NO_CHARACTER.sub("\ufffd", stored)


@dataclass(frozen=True)
class Text(Kind):
    """Words. `line`: one line only, such as a name."""

    name: ClassVar[str] = "text"
    is_free_text: ClassVar[bool] = True
    line: bool = False

    @property
    def one_line(self) -> bool:
        """As the form says."""
        return self.line

    def schema(self) -> dict[str, Any]:
        """Describe a string of limited length."""
        schema = {"type": "string", "maxLength": TEXT_LETTERS, "x-kind": self.name}
        return {**schema, "x-line": True} if self.line else schema

    @classmethod
    def from_schema(cls, schema: Mapping[str, Any]) -> Self:
        """Return a text of one line if the schema says so."""
        return cls(line=schema.get("x-line") is True)

    def check(self, value: Any) -> str | None:
        """Return the text, if our fonts have every letter: none becomes `?` or an empty box."""
        text = clean_text(value)
        if self.line and _LINE_BREAK.search(text):
            what = Phrase("has a line break, but is one line on the sheet")
            raise InvalidValue(what, Phrase("Write it on one line"))
        if unknown := typeset.missing(text):
            what = Phrase(
                "holds a letter that none of our fonts has ({codes})", codes=codes(unknown)
            )
            raise InvalidValue(what, Phrase("Write it with other letters; nothing was written"))
        return text or None

    def store(self, value: str) -> str:
        """Return the text itself."""
        return value

    def load(self, stored: str) -> str | None:
        """Return the text with line ends as `\\n`, whatever the viewer wrote.

        Where the sheet has one line, blanks stand for them. Other control characters go: nobody
        typed them.
        """
        text = _CONTROL.sub("", _ANY_NEWLINE.sub("\n", stored))
        if self.line and _LINE_BREAK.search(text):
            text = _LINE_BREAK.sub(" ", text).strip()
        return text or None

    def combine(self, first: str, second: str) -> str:
        """Return both texts: with a comma between them, or below each other if one has lines.

        >>> Text().combine("Mondays", "Fridays")
        'Mondays, Fridays'
        """
        on_one_line = self.line or "\n" not in f"{first}{second}"
        between = ", " if on_one_line else "\n"
        return first if second in first.split(between) else f"{first}{between}{second}"
