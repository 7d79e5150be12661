"""Collect the goals of everyone from their sheets: which sheets count, and whose they are.

A sheet is known by its sheet id, and one without by its file. Names are compared only to refuse a
pair of sheets that are of two people; they are in nothing that is returned.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from ..model.answers import ANSWERS
from ..model.errors import EncryptedError, MlmpError, PdfError
from ..model.losses import BESIDE_ANSWERS
from ..model.messages import Message, Severity, Where
from ..model.phrases import Phrase, PhraseTemplate
from ..model.sheet_ids import NO_ID
from ..reader.many import Received
from ..reader.sheet import Read
from ..reader.sources import is_line
from .goal_moves import (
    GoalMove,
    list_of_moves,
    list_of_scores,
    moves_between,
    moves_on,
)


@dataclass
class Collection:
    """The goals of everyone, as their sheets are read.

    Attributes:
        people: The goals of each person.
        themes, goal_types: The keys that the sheets offer, in their order.
        languages: Of the sheets, each once.
        left_out: Which sheets were not counted, and why.
        notes: What else there is to say of sheets that may matter to the counts.
    """

    people: list[tuple[GoalMove, ...]] = field(default_factory=list)
    themes: dict[str, None] = field(default_factory=dict)
    goal_types: dict[str, None] = field(default_factory=dict)
    languages: dict[str, None] = field(default_factory=dict)
    left_out: list[Message] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    errors: list[MlmpError] = field(default_factory=list)
    in_pairs: bool = False
    useless: Counter[str] = field(default_factory=Counter)  # form → sheets of no use

    def add_sheets(self, sheets: Iterable[Received]) -> None:
        """Count the goals of sheets that hold both scores."""
        found = self._usable(sheets, needs_then=True)
        self.people += [moves_on(received.read) for received in found if received.read]
        self._tell_useless()

    def add_pairs(self, earlier: Iterable[Received], later: Iterable[Received]) -> None:
        """Count the goals of people who have two sheets: by sheet id, else by file name."""
        self.in_pairs = True
        olds = _ByKey.of(self._usable(earlier, needs_then=False))
        news = self._usable(later, needs_then=False)
        names = Counter(received.file.name for received in news)
        single = 0
        for received in news:
            old = olds.take(received, unique=names[received.file.name] == 1)
            if old is None:
                single += 1
            elif not _same_name(old, received):
                what = Phrase("and {file} are of people with two names", file=str(old.file))
                self._leave_out(received, what)
            elif old.read and received.read:
                self.people.append(moves_between(old.read, received.read))
        self._tell_single(
            PhraseTemplate("Sheets without an earlier one of the same id or name: {count:,}"),
            single,
        )
        self._tell_single(
            PhraseTemplate("Earlier sheets without a later one of the same id or name: {count:,}"),
            len(olds.left),
        )
        self._tell_useless()

    def check(self) -> None:
        """Check that there is anything to count.

        Raises:
            PdfError, EncryptedError: No sheet could be used.
        """
        if self.people:
            return
        encrypted = [isinstance(error, EncryptedError) for error in self.errors]
        if encrypted and all(encrypted) and not self.useless:
            raise EncryptedError(Phrase("All PDFs are encrypted"), code="needs-password")
        if self.in_pairs:
            raise PdfError(Phrase("No two sheets of one person hold goals with a score now"))
        raise PdfError(
            Phrase("No sheet holds goals with a score then and a score now"), code="no-scores-then"
        )

    def _tell_useless(self) -> None:
        for form, count in self.useless.items():
            what = PhraseTemplate("Sheets of the form {form}, which has no such scores: {count:,}")
            self.notes.append(_note(what.phrase(count=count, form=form)))

    def _usable(self, sheets: Iterable[Received], *, needs_then: bool) -> list[Received]:
        """Keep the sheets with the scores that are needed, each person's once."""
        found: dict[tuple[str, str], Received] = {}
        refused: set[tuple[str, str]] = set()
        for received in sheets:
            sheet = received.read
            if sheet is None:
                self._fail(received)
                continue
            if not (list_of_moves if needs_then else list_of_scores)(sheet.kinds):
                self.useless[sheet.form] += 1
                continue
            self._learn(received, sheet)
            kept = _without_bulk(received, sheet)
            person = _person(received, sheet)
            first = found.setdefault(person, kept)
            if first is not kept and first.read and first.read.answers != sheet.answers:
                refused.add(person)
                for one in (first, received):
                    self._leave_out(one, _TWICE)
        return [received for person, received in found.items() if person not in refused]

    def _learn(self, received: Received, sheet: Read) -> None:
        for key, known in (("theme", self.themes), ("goal_type", self.goal_types)):
            for path, kind in sheet.kinds.items():
                if path.rpartition(".")[2] == key and "." in path:
                    known.update(dict.fromkeys(kind.states))
        if sheet.language:
            self.languages[sheet.language] = None
        self.notes += _notes_that_matter(received, sheet)

    def _fail(self, received: Received) -> None:
        if received.error:
            self.errors.append(received.error)
            where = Where(file=str(received.file))
            self.left_out += [replace(what, where=where) for what in received.error.messages]

    def _leave_out(self, received: Received, what: Phrase) -> None:
        message = Message(Where(file=str(received.file)), what)
        if message not in self.left_out:
            self.left_out.append(message)

    def _tell_single(self, template: PhraseTemplate, count: int) -> None:
        if count:
            self.left_out.append(Message(Where(), template.phrase(count=count)))


_TWICE = Phrase("is one of two sheets with the same sheet id and other answers. Leave one out")


def _note(what: Phrase) -> Message:
    return Message(Where(), what, severity=Severity.NOTE)


def _notes_that_matter(received: Received, sheet: Read) -> Iterator[Message]:
    """Yield the notes on a sheet that may matter to the counts.

    A file without a sheet id that holds the same answers as another may be a copy of it.
    """
    where = Where(file=str(received.file))
    for message in received.notes:
        if message.code in BESIDE_ANSWERS:
            yield replace(message, where=where)
        elif message.where.path == ANSWERS and sheet.answers:
            yield replace(message, where=replace(where, path=ANSWERS))


def _person(received: Received, sheet: Read) -> tuple[str, str]:
    """Whose sheet it is: known by the sheet id, else by the file."""
    return (sheet.sheet_id, "") if sheet.sheet_id != NO_ID else ("", str(received.file))


def _without_bulk(received: Received, sheet: Read) -> Received:
    """The sheet without its pictures: all sheets are held until the last is read."""
    return replace(received, read=replace(sheet, pictures={}, beside=(), notes=()), notes=())


@dataclass
class _ByKey:
    """Earlier sheets, by sheet id and by file name. Each is taken once."""

    left: dict[int, Received]
    by_id: dict[str, int]
    by_name: dict[str, list[int]]

    @classmethod
    def of(cls, sheets: Iterable[Received]) -> _ByKey:
        """Put sheets in order."""
        found = cls({}, {}, {})
        for number, received in enumerate(sheets):
            found.left[number] = received
            found.by_name.setdefault(received.file.name, []).append(number)
            if received.read and received.read.sheet_id != NO_ID:
                found.by_id[received.read.sheet_id] = number
        return found

    def take(self, received: Received, *, unique: bool) -> Received | None:
        """Return the earlier sheet of the same id, else of the same file name if that is unique."""
        number = self.by_id.get(received.read.sheet_id) if received.read else None
        if number is None and unique and not is_line(received.file):
            named = self.by_name.get(received.file.name, [])
            number = named[0] if len(named) == 1 else None
        return None if number is None else self.left.pop(number, None)


def _same_name(one: Received, other: Received) -> bool:
    """Whether the names on two sheets do not speak against their being of one person."""
    names = [
        " ".join(str(received.read.answers.get("name", "")).split()).casefold()
        for received in (one, other)
        if received.read
    ]
    return not all(names) or names[0] == names[1]
