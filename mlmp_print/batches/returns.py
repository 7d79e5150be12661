"""Who has answered: join the sheets that came back with the register of their ids.

Nobody is known by a name. All sheets with one sheet id are one person's; with a register, so are
all sheets whose ids it gives to one id of a person. Of every sheet only a digest is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..model.arguments import mistyped
from ..model.messages import Message, note
from ..model.phrases import Phrase
from ..model.sheet_ids import NO_ID
from ..reader.many import Received, answers_digest
from .sheet_ids import RegisterEntry

Key = tuple[str, ...]


@dataclass(frozen=True)
class MissingSheets:
    """Sheets of one person that have not come back.

    Attributes:
        id: Of the person; "" if the table had none.
        row: Of the person in the table.
        sheet_id: Of the sheets.
        forms: Their forms.
    """

    id: str
    row: str
    sheet_id: str
    forms: tuple[str, ...]


@dataclass(frozen=True)
class RepeatedSheet:
    """A sheet of one person that came back more than once.

    Attributes:
        id: Of the person; "" if it is not known.
        row: Of the person in the table; "" if it is not known.
        sheet_id: Of the first copy.
        form: Of the sheet.
        files: All copies.
        same: Whether all of them hold the same answers. Then nothing is lost whichever one takes;
            else somebody must decide.
    """

    id: str
    row: str
    sheet_id: str
    form: str
    files: tuple[Path, ...]
    same: bool


@dataclass(frozen=True)
class Returned:
    """Where a sheet that came back belongs.

    Attributes:
        key: The same for all sheets of one person, and for nobody else's. A sheet without an id
            has one of its own.
        entry: Its line in the register; None if it is not there.
        copy: 1; of copies of one form with other answers, 2, 3 …
        repeats: The earlier file that holds the same answers to the same sheet, if there is one.
        certain: Whether it is known whose it is, as far as ids tell.
        notes: What there is to say of it.
    """

    key: Key
    entry: RegisterEntry | None = None
    copy: int = 1
    repeats: Path | None = None
    certain: bool = True
    notes: tuple[Message, ...] = ()


@dataclass
class _Copies:
    """The copies of one form that came back of one person: the sheet id and the file of each.

    `first` has the number and the file of the first copy with each digest.
    """

    entry: RegisterEntry | None = None
    sheet_ids: list[str] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    first: dict[bytes, tuple[int, Path]] = field(default_factory=dict)

    def add(self, sheet_id: str, file: Path, digest: bytes) -> tuple[int, Path | None]:
        """Take a copy; return its number, and the earlier file that holds the same answers."""
        self.sheet_ids.append(sheet_id)
        self.files.append(file)
        number, earlier = self.first.setdefault(digest, (len(self.first) + 1, file))
        return number, None if earlier is file else earlier


@dataclass
class _Expected:
    """What the register expects of one person: form → the sheet ids that were given out for it."""

    entry: RegisterEntry
    forms: dict[str, list[str]] = field(default_factory=dict)


class Returns:
    """Who has answered, and who has not.

    Attributes:
        register: What is known of sheet ids; None if there is no register.
        uncertain: How many sheets have no sheet id, or one that is not in the register.
        spare: How many sheets are of spare sets, which are nobody's in the register.

    >>> sheet = mlmp.template("wishing-well").fill({"name": "Peter"}, sheet_id="7F3K9Q2N").pdf
    >>> returns = mlmp.Returns()
    >>> for received in mlmp.read_many([sheet, sheet]):
    ...     returned = returns.add(received)
    >>> [(len(sheet.files), sheet.same) for sheet in returns.twice]
    [(2, True)]
    """

    def __init__(self, register: Mapping[str, RegisterEntry] | None = None) -> None:
        """Begin with nobody.

        Args:
            register: As `read_register` returns it. Without it, only sheet ids tell people apart,
                and nobody is known to be missing.

        Raises:
            UsageError: It is no such mapping.
        """
        if register is not None and not isinstance(register, Mapping):
            raise mistyped("register", register, Phrase("what read_register returns, or None"))
        self.register = register
        self.uncertain = 0
        self.spare = 0
        self._count = 0
        self._copies: dict[tuple[Key, str], _Copies] = {}
        self._expected: dict[Key, _Expected] = {}
        for sheet_id, entry in (register or {}).items():
            if not entry.is_spare:
                expected = self._expected.setdefault(_key(sheet_id, entry), _Expected(entry))
                for form in entry.form_names:
                    expected.forms.setdefault(form, []).append(sheet_id)

    def add(self, received: Received) -> Returned:
        """Take a sheet that came back, and return whose it is.

        Raises:
            UsageError: The argument is no `Received`, or one of a file that could not be read.
        """
        found = received.read if isinstance(received, Received) else None
        if found is None:
            raise mistyped("received", received, Phrase("a Received of a file that was read"))
        self._count += 1
        if found.sheet_id == NO_ID:
            self.uncertain += 1
            what = Phrase("has no sheet id: nobody can tell whose it is")
            return Returned(("", str(self._count)), certain=False, notes=(note("file", what),))
        entry = (self.register or {}).get(found.sheet_id)
        certain = entry is not None or self.register is None
        self.uncertain += not certain
        self.spare += entry is not None and entry.is_spare
        key = _key(found.sheet_id, entry)
        copies = self._copies.setdefault((key, found.form), _Copies(entry=entry))
        number, repeats = copies.add(found.sheet_id, received.file, answers_digest(found))
        notes = tuple(self._notes(found.sheet_id, found.form, entry))
        return Returned(key, entry, number, repeats, certain, notes)

    def _notes(self, sheet_id: str, form: str, entry: RegisterEntry | None) -> Iterator[Message]:
        sheet = Phrase("sheet {id}", id=sheet_id)
        if self.register is None:
            return
        if entry is None:
            yield note(sheet, Phrase("is not in the register: nobody can tell whose it is"))
        elif entry.is_spare:
            what = Phrase(
                "is of a spare set ({set}): its register has nobody for it", set=entry.row
            )
            yield note(sheet, what)
        elif form not in entry.form_names:
            what = Phrase("is of the form {form}, and was given out for others", form=form)
            yield note(sheet, what)

    @property
    def people(self) -> int:
        """How many people the register has."""
        return len(self._expected)

    @property
    def missing(self) -> tuple[MissingSheets, ...]:
        """What has not come back, in the order of the register.

        Somebody with several sheet ids for one form has answered once one of them is back.
        """
        return tuple(
            found for key in self._expected for found in self._lacking(key, answered=False)
        )

    @property
    def replaced(self) -> tuple[MissingSheets, ...]:
        """Sheets that were given out last and are not back, while an earlier one of them is."""
        return tuple(found for key in self._expected for found in self._lacking(key, answered=True))

    def _lacking(self, key: Key, *, answered: bool) -> Iterator[MissingSheets]:
        """Yield the last sheets of a person that are not back, by whether earlier ones are."""
        expected = self._expected[key]
        forms: dict[str, list[str]] = {}  # sheet id → forms
        for form, sheet_ids in expected.forms.items():
            copies = self._copies.get((key, form))
            is_back = copies is not None and sheet_ids[-1] in copies.sheet_ids
            if not is_back and (copies is not None) == answered:
                forms.setdefault(sheet_ids[-1], []).append(form)
        for sheet_id, names in forms.items():
            entry = (self.register or {})[sheet_id]
            yield MissingSheets(entry.id, entry.row, sheet_id, tuple(names))

    @property
    def twice(self) -> tuple[RepeatedSheet, ...]:
        """What came back more than once, in the order of the files."""
        return tuple(
            _repeated(form, copies)
            for (_, form), copies in self._copies.items()
            if len(copies.files) > 1
        )

    @property
    def summary(self) -> Phrase:
        """How many people have answered, in a sentence.

        Spare sets, and sheets that nobody can be told of, are not among them.
        """
        lacking = [self._forms_lacking(key) for key in self._expected]
        missing = sum(every for every, _ in lacking)
        partly = sum(some and not every for every, some in lacking)
        twice = {key for (key, _), copies in self._copies.items() if len(copies.files) > 1}
        counts = {
            "returned": self.people - missing,
            "people": self.people,
            "missing": missing,
            "twice": len(twice & self._expected.keys()),
        }
        if partly:
            return Phrase(
                "{returned} of {people} returned ({partly} of them in part), {missing} missing, "
                "{twice} twice.",
                partly=partly,
                **counts,
            )
        return Phrase(
            "{returned} of {people} returned, {missing} missing, {twice} twice.", **counts
        )

    def _forms_lacking(self, key: Key) -> tuple[bool, bool]:
        """Whether every form of a person is missing, and whether some form is."""
        back = [(key, form) in self._copies for form in self._expected[key].forms]
        return not any(back), not all(back)

    @property
    def copies_agree(self) -> bool:
        """Whether no sheet came back with other answers than another copy of it."""
        return all(len(copies.first) == 1 for copies in self._copies.values())


def _key(sheet_id: str, entry: RegisterEntry | None) -> Key:
    """What tells a person from all others: the id, else batch and row, else the sheet id."""
    if entry is None or entry.is_spare:
        return "sheet", sheet_id
    return ("id", entry.id) if entry.id else ("row", entry.batch, entry.row)


def _repeated(form: str, copies: _Copies) -> RepeatedSheet:
    known = copies.entry
    return RepeatedSheet(
        known.id if known else "",
        known.row if known else "",
        copies.sheet_ids[0],
        form,
        tuple(copies.files),
        same=len(copies.first) == 1,
    )
