"""Sheet ids: what a printed sheet carries instead of a name, and the register that knows whose sheet it is (paper.md)."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Container, Iterable
from contextlib import AbstractContextManager
from dataclasses import astuple, dataclass, field
from pathlib import Path

from .. import files
from ..model.errors import AnswersError
from ..model.messages import Message, Where
from ..tables.table import Table
from ..tables.write import CsvWriter

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
    return (
        len(text) == LETTERS + 1
        and set(text) <= set(ALPHABET)
        and check_character(text[:-1]) == text[-1]
    )


def new_id(taken: Container[str] = (), choose: Callable[[str], str] = secrets.choice) -> str:
    """A random id that is not `taken`, its check character among the letters that nobody misreads."""
    while True:
        letters = "".join(choose(ALPHABET) for _ in range(LETTERS))
        made = letters + check_character(letters)
        if made[-1] in ALPHABET and made not in taken:
            return made


HEADINGS = ("sheet_id", "id", "row", "forms", "batch")
SPARE = "spare"  # what stands for the row of a set without a name


@dataclass(frozen=True)
class RegisterEntry:
    """Whose a sheet id is: the id of the row it belongs to (never a name), that row, the forms of the set, and the digest of the table."""

    id: str
    row: str
    forms: str
    batch: str


@dataclass
class Register:
    """The register of sheet ids in a CSV file. What is in it stays: papers with those ids are about."""

    path: Path
    entries: list[tuple[str, RegisterEntry]] = field(default_factory=list)
    new: set[str] = field(default_factory=set)  # what `take` has added

    def read(self) -> None:
        """What is in the file; nothing if it is not there or empty. Raises AnswersError for a file that is no register, or has a broken line."""
        self.entries = []
        if not self.path.exists() or not self.path.stat().st_size:
            return
        table = Table(self.path)
        if tuple(table.headers) != HEADINGS:
            raise AnswersError(
                [
                    Message(
                        Where(file=str(self.path)),
                        "is not a register of sheet ids",
                        f"Name another file; its headings must be {', '.join(HEADINGS)}",
                    )
                ]
            )
        for row in table.rows():
            cells = [str(cell) for cell in row.cells]
            if len(cells) != len(HEADINGS) or not is_sheet_id(cells[0]):
                raise AnswersError(
                    [
                        Message(
                            Where(file=str(self.path), row=row.number),
                            "is not a line of a register of sheet ids",
                            "Mend it; nothing is lost meanwhile",
                        )
                    ]
                )
            self.entries.append((cells[0], RegisterEntry(*cells[1:])))

    def take(self, wanted: Iterable[RegisterEntry], *, again: bool) -> list[str]:
        """A new id for each, written into the file before it is used; with `again`, the last one that the same row of the same table has had.

        Raises AnswersError and OutputError.
        """
        with _lock(self.path):
            self.read()
            before = {whose: sheet_id for sheet_id, whose in self.entries} if again else {}
            taken = {sheet_id for sheet_id, _ in self.entries}
            given: list[str] = []
            for whose in wanted:
                known = before.get(whose)
                if known is None:
                    known = new_id(taken)
                    taken.add(known)
                    self.new.add(known)
                    self.entries.append((known, whose))
                given.append(known)
            self._write()
        return given

    def drop(self, ids: Container[str]) -> None:
        """Take ids of this batch out that no sheet was made with; what was there before, or another batch has added meanwhile, stays."""
        with _lock(self.path):
            self.read()
            self.entries = [
                (sheet_id, whose)
                for sheet_id, whose in self.entries
                if sheet_id not in self.new or sheet_id not in ids
            ]
            self._write()

    def _write(self) -> None:
        out = CsvWriter(self.path, HEADINGS)
        for sheet_id, whose in self.entries:
            out.add([sheet_id, *astuple(whose)])
        out.close()


def _lock(register: Path) -> AbstractContextManager[None]:
    """Keep other batches from changing the register during a block; wait for them first."""
    return files.lock(register.with_name(f".{register.name}.lock"))
