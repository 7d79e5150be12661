"""Names for files that come out of a table: safe on every system, and no two alike."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..model.errors import UsageError
from ..model.messages import did_you_mean, quoted
from ..model.phrases import PhraseTemplate
from ..text.unicode import normalized

PARTS = ("id", "row", "form")
LONGEST = 110  # bytes, without number and ending

# Windows keeps these for devices, with any ending (“Naming Files, Paths, and Namespaces”).
_RESERVED = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\Z", re.IGNORECASE
)
_ENDING = re.compile(r"\.pdf\Z", re.IGNORECASE)


def safe_name(text: str) -> str:
    """A text as a file name with letters, digits, `-` and `_` only; perhaps empty.

    It leads into no other folder, is not too long, and is no name that a system keeps for itself.

    >>> safe_name("../../etc/passwd"), safe_name("Åse Ø."), safe_name("CON")
    ('etc-passwd', 'Åse-Ø', 'CON_')
    """
    letters = normalized("NFC", text)
    kept = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in letters)
    kept = re.sub("-{2,}", "-", kept).strip("-")
    kept = kept.encode("utf-8", "ignore")[:LONGEST].decode("utf-8", "ignore").rstrip("-")
    return f"{kept}_" if _RESERVED.match(kept) else kept


def file_key(name: str) -> str:
    """What two names share that some system takes for one, as macOS and Windows do."""
    return unicodedata.normalize("NFKC", name).casefold()


@dataclass
class FileNames:
    """Gives out names after a pattern of `{id}`, `{row}` and `{form}`.

    Of two names that a system could confuse, the second gets `-2`.

    Attributes:
        pattern: The pattern.
        row_digits: With it, a file gets the number of its row for an id, of so many digits.

    >>> names = FileNames("{id}")
    >>> names.take("Åse", 2, "visual-plan"), names.take("åse", 3, "visual-plan")
    ('Åse.pdf', 'åse-2.pdf')
    >>> FileNames("{id}", row_digits=4).take("010190-1234", 17, "visual-plan")
    'row-0017.pdf'
    """

    pattern: str
    row_digits: int = 0
    taken: set[str] = field(default_factory=set)
    numbers: dict[str, int] = field(default_factory=dict)  # the last one given, by key

    @classmethod
    def of(cls, pattern: str, row_digits: int, *, several: bool) -> FileNames:
        """Return names after a pattern, or the usual one; `several` forms have theirs in it.

        Raises:
            UsageError: The pattern is faulty.
        """
        pattern = pattern or ("{id}-{form}" if several else "{id}")
        if several and "{form}" not in pattern:
            text = PhraseTemplate(
                "Several forms need {form} in the file name {pattern}, as in {example}"
            )
            values = {"form": "{form}", "pattern": quoted(pattern), "example": "{id}-{form}"}
            raise UsageError(text.phrase(**values))
        return cls(pattern, row_digits)

    def __post_init__(self) -> None:
        """Raise UsageError for a pattern with something else in it."""
        for name, more in self._parts():
            if name not in PARTS:
                text = PhraseTemplate("A file name has nothing called {name}. {remedy}")
                remedy = did_you_mean(name, PARTS)
                raise UsageError(text.phrase(name=quoted(name), remedy=remedy))
            if more:
                text = PhraseTemplate(
                    "The file name {pattern} has more than a name in a pair of braces. "
                    "Write {braces}"
                )
                braces = f"{{{name}}}"
                raise UsageError(text.phrase(pattern=quoted(self.pattern), braces=braces))

    @property
    def has_ids(self) -> bool:
        """Whether the pattern names files after ids."""
        return "id" in {name for name, _ in self._parts()}

    def _parts(self) -> Iterator[tuple[str, bool]]:
        """The names in braces, and whether more stands beside each."""
        try:
            for _, name, spec, conversion in string.Formatter().parse(self.pattern):
                if name is not None:
                    yield name, bool(spec or conversion)
        except ValueError:
            text = PhraseTemplate(
                "The file name {pattern} has a brace too few or too many. Write it as in {example}"
            )
            values = {"pattern": quoted(self.pattern), "example": "{form}-{id}"}
            raise UsageError(text.phrase(**values)) from None

    def take(self, id_: str, row: int, form: str) -> str:
        """The name of the next file, with `.pdf`."""
        pattern = _ENDING.sub("", self.pattern)
        shown_id = f"row-{row:0{self.row_digits}}" if self.row_digits else id_.strip() or str(row)
        stem = safe_name(pattern.format(id=shown_id, row=row, form=form)) or f"row-{row}"
        name, number = stem, self.numbers.get(file_key(stem), 1)
        while file_key(name) in self.taken:
            number += 1
            name = f"{stem}-{number}"
        if number > 1:
            self.numbers[file_key(stem)] = number
        self.taken.add(file_key(name))
        return f"{name}.pdf"
