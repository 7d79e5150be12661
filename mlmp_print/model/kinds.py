"""The kinds of value. Each class is a value's whole life: its JSON Schema, its check, how a PDF field stores it, how it
is read back, and how it is said in words. To add a kind, add a class and name it in `KINDS`.

A kind never puts a value into an error: answers are private.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any, ClassVar

from ..text import typeset
from . import cells
from .errors import InvalidValue
from .limits import TEXT_LETTERS
from .messages import did_you_mean

Say = Callable[[str], str]  # a key of the language file → its words

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_NO_CHARACTER = re.compile(
    "[\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
_NEWLINE = re.compile(r"\r\n?")
_ANY_NEWLINE = re.compile("\r\n?|[\v\f\x85]")  # \v is Word's line break within a paragraph
_LINE_BREAK = re.compile("[\n\u2028\u2029]")


@dataclass(frozen=True)
class Kind:
    """What every kind can do. A kind without `states` is a text field; with them, a group of buttons."""

    name: ClassVar[str]
    is_picture: ClassVar[bool] = False  # a value is a picture's file, shown in a picture field

    @property
    def one_line(self) -> bool:
        """Whether a value is written on one line, so that a table gives it only one."""
        return False

    @property
    def states(self) -> tuple[str, ...]:
        """The names of the PDF appearance states, ASCII, without `Off`; none for a text field."""
        return ()

    def schema(self) -> dict[str, Any]:
        """JSON Schema (draft 2020-12) of one value. `x-kind` names the kind, so that the schema alone can be read back."""
        raise NotImplementedError

    def check(self, value: Any) -> Any:
        """The value in its one canonical form, or None if it is empty. Raises InvalidValue."""
        raise NotImplementedError

    def store(self, value: Any) -> str:
        """A checked value as the field's `/V`: a text, or the name of a state."""
        raise NotImplementedError

    def load(self, stored: str) -> Any:
        """The value behind a field's `/V`, or None if empty. Raises InvalidValue if it is none of this kind's."""
        raise NotImplementedError

    def from_cell(self, cell: Any, names: Mapping[str, str]) -> Any:
        """A table's cell as a value for `check`. `names`: folded name → state. Raises InvalidValue."""
        return cells.as_text(cell)

    def said(self, state: str, say: Say) -> str:
        """A state in words, for people and for screen readers."""
        return state


def clean_text(value: Any) -> str:
    """A string without what no field may hold; line ends as `\\n`. One rule for every input. Raises InvalidValue."""
    if not isinstance(value, str):
        raise InvalidValue(f"must be a text, not {json_type(value)}", "Put it in quotation marks")
    text = _NEWLINE.sub("\n", value) if "\r" in value else value
    if len(text) > TEXT_LETTERS:
        raise InvalidValue(
            f"is {len(text):,} letters long; at most {TEXT_LETTERS:,} go into one answer",
            "Shorten it, or put the rest in a document of its own",
        )
    if text.isprintable():
        return text
    if found := _SURROGATE.search(text):
        raise InvalidValue(
            f"holds half a character (U+{ord(found[0]):04X}, letter {found.start() + 1})",
            "Export the text again as UTF-8",
        )
    if found := _CONTROL.search(text):
        raise InvalidValue(
            f"holds a control character (U+{ord(found[0]):04X}, letter {found.start() + 1})",
            "Take it out; only line breaks and tabs are allowed",
        )
    return text


def whole(stored: str) -> str:
    """What a file holds, with U+FFFD for each half of a character and each code that is none: no table or spreadsheet can hold these."""
    return _NO_CHARACTER.sub("\ufffd", stored)


@dataclass(frozen=True)
class Text(Kind):
    """Words. `line`: one line only, such as a name."""

    name: ClassVar[str] = "text"
    line: bool = False

    @property
    def one_line(self) -> bool:
        """As the form says."""
        return self.line

    def schema(self) -> dict[str, Any]:
        """A string, of limited length."""
        return {
            "type": "string",
            "maxLength": TEXT_LETTERS,
            "x-kind": self.name,
            **({"x-line": True} if self.line else {}),
        }

    def check(self, value: Any) -> str | None:
        """Every letter must be one that can be drawn: nothing becomes `?` or an empty box."""
        text = clean_text(value)
        if self.line and _LINE_BREAK.search(text):
            raise InvalidValue(
                "has a line break, but is one line on the sheet", "Write it on one line"
            )
        if unknown := typeset.missing(text):
            codes = ", ".join(f"U+{ord(letter):04X}" for letter in unknown[:5]) + (
                " …" if len(unknown) > 5 else ""
            )
            raise InvalidValue(
                f"holds a letter that none of our fonts has ({codes})",
                "Write it with other letters; nothing was written",
            )
        return text or None

    def store(self, value: str) -> str:
        """As it is."""
        return value

    def load(self, stored: str) -> str | None:
        """Line ends as `\\n`, whatever the viewer wrote; as blanks where the sheet has one line. Other control characters were never meant."""
        text = _CONTROL.sub("", _ANY_NEWLINE.sub("\n", stored))
        return (
            " ".join(_LINE_BREAK.sub("\n", text).split("\n")).strip()
            if self.line and _LINE_BREAK.search(text)
            else text
        ) or None


_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")
_DANISH = re.compile(r"([0-9]{1,2})[-/. ]{1,2}([0-9]{1,2})[-/. ]{1,2}([0-9]{4}|[0-9]{2})\Z")


@dataclass(frozen=True)
class Date(Kind):
    """A day: ISO in JSON, dd-mm-yyyy on the sheet."""

    name: ClassVar[str] = "date"

    @property
    def one_line(self) -> bool:
        """Always."""
        return True

    def schema(self) -> dict[str, Any]:
        """A string, `YYYY-MM-DD`."""
        return {"type": "string", "format": "date", "x-kind": self.name}

    def check(self, value: Any) -> str | None:
        """Only ISO, and only days that exist."""
        if value == "":
            return None
        found = _ISO.match(value) if isinstance(value, str) else None
        if not found:
            raise InvalidValue("is not a date", "Write year-month-day, as 2026-11-22")
        return _day(int(found[1]), int(found[2]), int(found[3]))

    def from_cell(self, cell: Any, names: Mapping[str, str]) -> str | None:
        """A spreadsheet's own date, or one as people type it."""
        try:
            return self.load(cells.as_date(cell))
        except InvalidValue as reject:
            raise InvalidValue(reject.what, "Write day-month-year, as 22-11-2026") from None

    def store(self, value: str) -> str:
        """dd-mm-yyyy."""
        return "-".join(reversed(value.split("-")))

    def load(self, stored: str) -> str | None:
        """A date as people type it in Denmark: 01-05-2019, 1/5-19, 1.5.2019; ISO too. Two-digit years are 20yy."""
        text = stored.strip()
        if not text:
            return None
        if found := _ISO.match(text):
            return _day(int(found[1]), int(found[2]), int(found[3]))
        if found := _DANISH.match(text):
            year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
            return _day(year, int(found[2]), int(found[1]))
        raise InvalidValue("is not a date we can read", "Kept as it was typed")


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise InvalidValue(
            "is a date that does not exist", "Look at the day and the month"
        ) from None


SCORES = tuple(half / 2 for half in range(9))


@dataclass(frozen=True)
class Score(Kind):
    """How much help is needed, 0 to 4 in halves; 0 is “manages alone”, so low is good."""

    name: ClassVar[str] = "score"

    @property
    def states(self) -> tuple[str, ...]:
        """`0`, `0.5` … `4`: names that every viewer tried keeps (see the tests of viewers)."""
        return tuple(f"{score:g}" for score in SCORES)

    def schema(self) -> dict[str, Any]:
        """A number."""
        return {
            "type": "number",
            "minimum": 0,
            "maximum": 4,
            "multipleOf": 0.5,
            "x-kind": self.name,
        }

    def check(self, value: Any) -> float | int | None:
        """A number on the scale; never rounded. A score in quotation marks is refused, not guessed."""
        if value == "":
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise InvalidValue(
                f"must be a number, not {json_type(value)}",
                "Write it without quotation marks: one of 0, 0.5, 1 … 4",
            )
        if value not in SCORES:  # nor are NaN and infinity
            raise InvalidValue(
                "is not on the scale", "Write one of 0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4"
            )
        return int(value) if value == int(value) else float(value)

    def from_cell(self, cell: Any, names: Mapping[str, str]) -> float | int | str:
        """A number, or one as people write it; “ikke vurderet” is empty."""
        score = cells.as_score(cell)
        return "" if score is None else score

    def store(self, value: float) -> str:
        """The state's name."""
        return f"{value:g}"

    def load(self, stored: str) -> float | int | None:
        """From a state's name."""
        if stored not in self.states:
            raise InvalidValue("is not on the scale", "Left out")
        return self.check(float(stored))

    def said(self, state: str, say: Say) -> str:
        """1½ for `1.5`."""
        whole, _, half = state.partition(".")
        return f"{'' if half and whole == '0' else whole}{'½' if half else ''}"


@dataclass(frozen=True)
class OneOf(Kind):
    """One of a few keys: what themes and choices have in common. `what` is what errors call the keys."""

    what: ClassVar[str]
    keys: tuple[str, ...] = ()

    @property
    def states(self) -> tuple[str, ...]:
        """The keys."""
        return self.keys

    def schema(self) -> dict[str, Any]:
        """One of the keys."""
        return {"type": "string", "enum": list(self.keys), "x-kind": self.name}

    def check(self, value: Any) -> str | None:
        """One of the keys; nothing is guessed."""
        if value == "":
            return None
        if not isinstance(value, str):
            raise InvalidValue(
                f"must be one of the {self.what}, not {json_type(value)}",
                f"Known: {', '.join(self.keys)}",
            )
        if value not in self.keys:
            raise InvalidValue(f"is not one of the {self.what}", did_you_mean(value, self.keys))
        return value

    def from_cell(self, cell: Any, names: Mapping[str, str]) -> str:
        """By key, or by the name that stands on the sheet."""
        return cells.as_one_of(cell, self.keys, names, self.what)

    def store(self, value: str) -> str:
        """The key."""
        return value

    def load(self, stored: str) -> str | None:
        """The key."""
        if stored not in self.keys:
            raise InvalidValue(f"is not one of the {self.what}", "Left out")
        return stored


@dataclass(frozen=True)
class Theme(OneOf):
    """One of the life themes of the look, by its key."""

    name: ClassVar[str] = "theme"
    what: ClassVar[str] = "life themes"

    def said(self, state: str, say: Say) -> str:
        """The theme's name."""
        return say(f"themes.{state}")


@dataclass(frozen=True)
class Choice(OneOf):
    """One of a few answers that the form names by keys; the words for them stand with the question, or under [choices] of the language."""

    name: ClassVar[str] = "choice"
    what: ClassVar[str] = "answers to choose from"

    def said(self, state: str, say: Say) -> str:
        """The words of the language; a question's own words come before them (`look.Wording.said`)."""
        return say(f"choices.{state}")


@dataclass(frozen=True)
class Tick(Kind):
    """Yes, or left empty. `false` is the same as empty."""

    name: ClassVar[str] = "tick"

    @property
    def states(self) -> tuple[str, ...]:
        """`Yes`."""
        return ("Yes",)

    def schema(self) -> dict[str, Any]:
        """A boolean."""
        return {"type": "boolean", "x-kind": self.name}

    def check(self, value: Any) -> bool | None:
        """True, or None."""
        if value == "":
            return None
        if not isinstance(value, bool):
            raise InvalidValue(
                f"must be true or false, not {json_type(value)}",
                "Write true or false, without quotation marks",
            )
        return value or None

    def from_cell(self, cell: Any, names: Mapping[str, str]) -> bool:
        """Ja, nej, x, 1, 0, true, false, and what German and English say for them."""
        return cells.as_tick(cell)

    def store(self, value: bool) -> str:
        """`Yes`."""
        return "Yes"

    def load(self, stored: str) -> bool | None:
        """Any state but Off is a tick: viewers rename it."""
        return True

    def said(self, state: str, say: Say) -> str:
        """A tick needs no words of its own: its question says it."""
        return ""


@dataclass(frozen=True)
class Picture(Kind):
    """A picture, by the name of a file inside the answers' folder. The file itself is read when a form is filled."""

    name: ClassVar[str] = "picture"
    is_picture: ClassVar[bool] = True

    def schema(self) -> dict[str, Any]:
        """A string: a relative file name."""
        return {"type": "string", "maxLength": 1000, "x-kind": self.name}

    def check(self, value: Any) -> str | None:
        """A name that stays inside the folder."""
        if value == "":
            return None
        if not isinstance(value, str):
            raise InvalidValue(
                f"must be a picture's file name, not {json_type(value)}",
                "Put it in quotation marks",
            )
        if not value.isprintable() or len(value) > 1000:
            raise InvalidValue(
                "is not a file's name", "Give the name of a picture beside the answers"
            )
        path = PurePosixPath(value)
        if "://" in value or value.startswith("data:"):
            raise InvalidValue(
                "is an address, not a file's name",
                "Put the picture beside the answers and give its name",
            )
        if path.is_absolute() or ".." in path.parts or "\\" in value or ":" in value:
            raise InvalidValue(
                "leads out of the answers' folder",
                "Put the picture beside the answers and give its name",
            )
        return value

    def store(self, value: str) -> str:
        """Nothing: the picture itself is the field's appearance."""
        return ""

    def load(self, stored: str) -> str | None:
        """Nothing; the reader takes the picture out of the appearance."""
        return None


KINDS: Mapping[str, type[Kind]] = {
    kind.name: kind for kind in (Text, Date, Score, Theme, Choice, Tick, Picture)
}


def kind_of(schema: Mapping[str, Any]) -> Kind:
    """The kind that wrote `schema`; Text for one that this version does not know, so that nothing is lost on reading."""
    name = schema.get("x-kind")
    if name in (Theme.name, Choice.name) and isinstance(schema.get("enum"), list):
        keys = tuple(key for key in schema["enum"] if isinstance(key, str))
        return Theme(keys) if name == Theme.name else Choice(keys)
    if name == Text.name:
        return Text(line=schema.get("x-line") is True)
    found = KINDS.get(name) if isinstance(name, str) else None
    return found() if found and found not in (Theme, Choice) else Text()


def json_type(value: Any) -> str:
    """What a JSON value is, in words."""
    names = (
        (type(None), "null"),
        (bool, "true or false"),
        (int | float, "a number"),
        (str, "a text"),
        (list, "a list"),
        (dict, "an object"),
    )
    return next((name for kind, name in names if isinstance(value, kind)), type(value).__name__)
