"""Names for files that come out of a table: safe on every system, and no two alike."""

from __future__ import annotations

import re
import string
import unicodedata
from dataclasses import dataclass, field

from ..model.errors import UsageError
from ..model.messages import did_you_mean, quoted
from ..text.unicode import normalized

PARTS = ("id", "row", "form")
LONGEST = 110  # bytes, without number and ending

_RESERVED = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\Z", re.IGNORECASE
)


def safe(text: str) -> str:
    """Letters, digits, `-` and `_` only, not too long, no name that a system keeps for itself; perhaps empty."""
    kept = "".join(
        letter if letter.isalnum() or letter in "-_" else "-" for letter in normalized("NFC", text)
    )
    kept = re.sub("-{2,}", "-", kept).strip("-")
    kept = kept.encode("utf-8", "ignore")[:LONGEST].decode("utf-8", "ignore").rstrip("-")
    return f"{kept}_" if _RESERVED.match(kept) else kept


@dataclass
class Names:
    """Gives out names after a pattern of `{id}`, `{row}` and `{form}`; of two that a system could confuse, the second gets `-2`."""

    pattern: str
    taken: set[str] = field(default_factory=set)
    next: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raises UsageError for a pattern with something else in it."""
        try:
            parts = [
                (name, how, conversion)
                for _, name, how, conversion in string.Formatter().parse(self.pattern)
                if name is not None
            ]
        except ValueError:
            raise UsageError(
                f"The file name {quoted(self.pattern)} has a brace too few or too many. Write it as in {{form}}-{{id}}"
            ) from None
        for name, how, conversion in parts:
            if name not in PARTS:
                raise UsageError(
                    f"A file name has nothing called {quoted(name)}. {did_you_mean(name, PARTS)}"
                )
            if how or conversion:
                raise UsageError(
                    f"The file name {quoted(self.pattern)} has more than a name in a pair of braces. Write {{{name}}}"
                )

    def take(self, id_: str, row: int, form: str) -> str:
        """The next name, with `.pdf`."""
        wanted = re.sub(r"\.pdf\Z", "", self.pattern, flags=re.IGNORECASE).format(
            id=id_.strip() or row, row=row, form=form
        )
        stem = safe(wanted) or f"row-{row}"
        key = unicodedata.normalize("NFKC", stem).casefold()
        name, number = stem, self.next.get(key, 1)
        while unicodedata.normalize("NFKC", name).casefold() in self.taken:
            number += 1
            name = f"{stem}-{number}"
        if number > 1:
            self.next[key] = number
        self.taken.add(unicodedata.normalize("NFKC", name).casefold())
        return f"{name}.pdf"
