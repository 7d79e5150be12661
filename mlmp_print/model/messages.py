"""Messages: a phrase about a place, and a remedy.

A message is built where a fault is found. It is put into words where a person reads it: on the
command line, in a report, on a page. Until then it can be said in any language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import IntEnum

from .phrases import Phrase, PhraseTemplate, translated

NOTHING = PhraseTemplate().phrase()  # no remedy, or no text
NAMES_SHOWN = 100  # of the known names, when none is near
_QUESTION_SHOWN = 100  # letters of a question's words


class Severity(IntEnum):
    """The weight of a message."""

    NOTE = 0  # something was done that the reader should know of
    ERROR = 1  # something was not done


class Weight(IntEnum):
    """How much a note matters to its reader; the heaviest are told first."""

    FIT = 0  # how a text was set; many of them are told as a number
    ANSWER = 1  # about one answer
    TABLE = 2  # about all rows of a table


_WHOLE_FILE = "file"  # stands in the place of a path in a note about a PDF as a whole


@dataclass(frozen=True, order=True)
class Where:
    """A place in an input; what does not apply is empty.

    A question is named as its reader knows it. In a table that is the heading of the column, with
    `question` beside it if the heading is the path. Elsewhere it is `question`, with the path
    beside it if people type the path; and the path alone where the words are not known.

    Attributes:
        file: As the user named it; a phrase for a table without a name.
        row, line: From 1, as a spreadsheet and an editor show them.
        column: The heading of the column.
        column_number: From 1, where no heading can be shown.
        path: Of a question (`goals.1.text`), or of a table in a definition.
        page: From 1.
        question: The question at `path` in the words of the sheet: the heading that its column has
            in a table.
        typed: Whether people type the path, as in JSON.

    >>> print(Where(file="t.csv", row=3, column="Delmål", path="goals.1.text", question="Mål 1"))
    t.csv: row 3, column “Delmål”
    >>> print(Where(row=3, column="goals.1.text", path="goals.1.text", question="Mål 1"))
    row 3, column “goals.1.text”, “Mål 1”
    >>> print(Where(path="goals.1.text", question="Mål 1"))
    “Mål 1”
    >>> print(Where(path="goals.1.text", question="Mål 1", typed=True))
    “Mål 1” (goals.1.text)
    """

    file: str = ""
    row: int = 0
    line: int = 0
    column: str = ""
    column_number: int = 0
    path: str = ""
    page: int = 0
    question: str = ""
    typed: bool = False

    def __str__(self) -> str:
        shown = [translated(part) for part in self._parts() if part]
        return ": ".join(part for part in (translated(self.file), ", ".join(shown)) if part)

    def _parts(self) -> tuple[str, ...]:
        row = Phrase("row {row}", row=self.row) if self.row else ""
        if self.row and self.line:
            row = Phrase("row {row} (line {line})", row=self.row, line=self.line)
        column = Phrase("column {column}", column=quoted(self.column)) if self.column else ""
        number = Phrase("column {number}", number=self.column_number) if self.column_number else ""
        page = Phrase("page {page}", page=self.page) if self.page else ""
        return row, column, number, self._asked(), page

    def _asked(self) -> str:
        if self.column and self.column != self.path:
            return ""
        if not self.question:
            path = Phrase("file") if self.path == _WHOLE_FILE else self.path
            return "" if self.column else path
        question = quoted(self.question, _QUESTION_SHOWN)
        if self.column or not self.typed:
            return question
        return Phrase("{question} ({path})", question=question, path=self.path)


NOWHERE = Where()


@dataclass(frozen=True, order=True)
class Message:
    """A text about a place: `what` is wrong or was done, and the `remedy`. Never an answer's text.

    >>> remedy = Phrase("Write year-month-day")
    >>> print(Message(Where(path="date"), Phrase("is not a date"), remedy))
    date: is not a date. Write year-month-day.
    >>> print(note("date", Phrase("is the same as last year's")))
    date: is the same as last year's
    """

    where: Where
    what: Phrase
    remedy: Phrase = NOTHING
    severity: Severity = Severity.ERROR
    code: str = ""  # a short, stable name of the reason, by which a user interface adds its remedy
    weight: Weight = Weight.ANSWER

    @property
    def path(self) -> str:
        """The path of the question that the message is about."""
        return self.where.path

    @property
    def sentence(self) -> str:
        """`what` and `remedy`, a sentence each; a note without a remedy takes no full stop."""
        parts = [translated(part) for part in (self.what, self.remedy) if part]
        if self.severity is Severity.NOTE and not self.remedy:
            return parts[0] if parts else ""
        return " ".join(part if part.endswith((".", "?")) else f"{part}." for part in parts)

    def at(self, where: Where) -> Message:
        """Return the same message about another place."""
        return replace(self, where=where)

    @property
    def reported(self) -> str:
        """The sentence as a report has it, where notes and errors stand in one column."""
        if self.severity is Severity.NOTE:
            return translated(Phrase("Note: {message}", message=self.sentence))
        return self.sentence

    def __str__(self) -> str:
        where = str(self.where)
        return f"{where}: {self.sentence}" if where else self.sentence


def note(
    path: str, what: Phrase, remedy: Phrase = NOTHING, weight: Weight = Weight.ANSWER
) -> Message:
    """Return a note about the answer at a path."""
    return Message(Where(path=path), what, remedy, Severity.NOTE, weight=weight)


def as_error(message: Message) -> Message:
    """Return a note as an error, where nothing may be left to be noted.

    >>> print(as_error(note("date", Phrase("is the same as last year's"))))
    date: is the same as last year's.
    """
    return replace(message, severity=Severity.ERROR)


def did_you_mean(word: str, known: Iterable[str]) -> Phrase:
    """Return a remedy that names the nearest known word, or all of them when none is near.

    >>> did_you_mean("gaol", ["goal", "name"])
    'Did you mean “goal”?'
    """
    return meant(word, {name: name for name in known})


def meant(word: str, names: Mapping[str, str]) -> Phrase:
    """Return a remedy as `did_you_mean` does, for names that may be spelled in several ways.

    Args:
        word: What somebody wrote.
        names: Spelling → the name to show. A phrase is shown as it is.

    >>> meant("yess", {"yes": "ja", "ja": "ja"})
    'Did you mean “ja”?'
    >>> meant("perhaps", {"yes": "ja", "ja": "ja", "no": "nej"})
    'Known: ja, nej'
    """
    near = get_close_matches(word[:100], names, n=1, cutoff=0.6)
    if near:
        name = names[near[0]]
        shown = name if isinstance(name, Phrase) else quoted(name, 100)
        return Phrase("Did you mean {nearest}?", nearest=shown)
    known = list(dict.fromkeys(names.values()))
    shown_names = [
        name if isinstance(name, Phrase) else shortened(name, 100) for name in known[:NAMES_SHOWN]
    ]
    if len(known) > NAMES_SHOWN:
        return Phrase("Known: {names} …", names=shown_names)
    return Phrase("Known: {names}", names=shown_names)


def quoted(word: object, longest: int = 40) -> Phrase:
    """Return the word in quotation marks, safe for a terminal; a long one is cut.

    >>> quoted("a\\x1bb")
    '“a\\\\u001bb”'
    """
    if isinstance(word, Phrase):  # our own words, which are translated
        return Phrase("“{word}”", word=word)
    return Phrase("“{word}”", word=shortened(word, longest))


def shortened(word: object, longest: int = 40) -> str:
    """Return the word safe for a terminal; a long one is cut.

    >>> shortened("goals.1.text", 6)
    'goals…'
    """
    text = str(word)
    shown = text if len(text) <= longest else text[: longest - 1] + "…"
    return printable(shown)


def printable(text: str) -> str:
    """Return the text with everything escaped that a terminal would obey or not show.

    That is control characters, marks that turn the direction of writing, and halves of letters.
    """
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in text)
