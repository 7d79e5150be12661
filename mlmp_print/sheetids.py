"""Sheet ids: what a printed sheet carries instead of a name, and the register that knows whose sheet it is (paper.md)."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .errors import AnswersError, Fault
from .tables import CsvOut, Table

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: without I, L, O and U, which are misread
LETTERS = 7  # and a check character: 34 thousand million ids
_VALUES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def check_character(letters: str) -> str:
    """The check character of ISO/IEC 7064 MOD 37,36: it finds every wrong letter, and nearly all that changed places."""
    product = 36
    for letter in letters:
        total = (product + _VALUES.index(letter)) % 36 or 36
        product = total * 2 % 37
    return _VALUES[(37 - product) % 36]


def is_sheet_id(text: str) -> bool:
    """Whether `text` is a sheet id without a slip of the pen."""
    return len(text) == LETTERS + 1 and set(text) <= set(ALPHABET) and check_character(text[:-1]) == text[-1]


def new_id(taken: Container[str] = (), choose: Callable[[str], str] = secrets.choice) -> str:
    """A random id that is not `taken`, its check character among the letters that nobody misreads."""
    while True:
        letters = "".join(choose(ALPHABET) for _ in range(LETTERS))
        made = letters + check_character(letters)
        if made[-1] in ALPHABET and made not in taken:
            return made


HEADINGS = ("sheet_id", "id", "row", "forms")
SPARE = "spare"  # what stands for the row of a set without a name


@dataclass(frozen=True)
class Entry:
    """One line of a register: a sheet id, the id of the row it belongs to (never a name), that row, and the forms of the set."""

    sheet_id: str
    id: str
    row: str
    forms: str

    @property
    def whose(self) -> tuple[str, str, str]:
        """What it is found again by when a batch goes on."""
        return self.id, self.row, self.forms


@dataclass
class Register:
    """The register of sheet ids in a CSV file. What is in it stays: papers with those ids are about."""

    path: Path
    entries: list[Entry] = field(default_factory=list)

    @classmethod
    def read(cls, path: Path) -> Register:
        """The register, empty if the file is not there. Raises AnswersError for a file that is no register."""
        if not path.exists():
            return cls(path)
        table = Table(path)
        rows = [[str(cell) for cell in row.cells] for row in table.rows() if not row.faults]
        if tuple(table.headers) != HEADINGS or not all(len(cells) == len(HEADINGS) and is_sheet_id(cells[0]) for cells in rows):
            todo = f"Name another file; its headings must be {', '.join(HEADINGS)}"
            raise AnswersError([Fault(str(path), "is not a register of sheet ids", todo)])
        return cls(path, [Entry(*cells) for cells in rows])

    def take(self, wanted: Iterable[tuple[str, str, str]], *, again: bool) -> list[str]:
        """A new id for each (row id, row, forms), written into the file before it is used; with `again`, the last one that it had before."""
        before = {entry.whose: entry.sheet_id for entry in self.entries} if again else {}
        taken = {entry.sheet_id for entry in self.entries}
        given: list[str] = []
        for whose in wanted:
            known = before.get(whose)
            if known is None:
                known = new_id(taken)
                taken.add(known)
                self.entries.append(Entry(known, *whose))
            given.append(known)
        self._write(self.entries)
        return given

    def drop(self, ids: Container[str]) -> None:
        """Take ids out that no sheet was made with; what another batch has added meanwhile stays."""
        self.entries = [entry for entry in Register.read(self.path).entries if entry.sheet_id not in ids]
        self._write(self.entries)

    def _write(self, entries: Sequence[Entry]) -> None:
        out = CsvOut(self.path, HEADINGS)
        for entry in entries:
            out.add([entry.sheet_id, *entry.whose])
        out.close()
