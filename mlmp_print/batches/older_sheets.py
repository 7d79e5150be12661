"""The older sheets that a batch starts from, or changes, found by whose they are.

A sheet belongs to the person whose sheet id it has, or whom a register names for that id, or whose
file name it has. Its contents stay packed in memory until the person's row comes.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ..api import Template
from ..model import losses
from ..model.cells import fold
from ..model.errors import AnswersError, EncryptedError
from ..model.form import Form
from ..model.messages import NOWHERE, Message, Severity, Where, quoted
from ..model.paths import flatten
from ..model.phrases import Phrase, PhraseTemplate
from ..model.sheet_ids import NO_ID
from ..reader.content import PdfSource
from ..reader.in_order import MANY_FILES
from ..reader.many import Received, each_source, read_sources
from ..reader.sheet import Read
from ..reader.sources import is_line
from ..sandbox.processors import usual_jobs
from ..tables.doubts import NO_OLDER_SHEET, OTHER_NAME, doubt, refuse_doubts
from ..tables.people import Person
from ..tables.person_answers import NAMELESS, PersonAnswers
from .file_names import file_key, safe_name
from .journal import Journal
from .older_arguments import OlderArguments
from .older_entries import entry_doubts
from .packed_sheet import Kinds, PackedSheet
from .plan import person_digest
from .register import read_register

NAME = "name"  # the question whose answer says whose a sheet is, where a form has it

FILES_SHOWN = 10  # names in one message


@dataclass
class OlderSheets:
    """All older sheets of a batch. `add` them, `claim` them for everyone, then ask for them.

    Attributes:
        changed: Whether they are changed; else new sheets start from them.
        accepted: The codes of what is accepted.
        owners: Sheet id → the id of the person, from a register.
        files: The files that were found, and so are never written over.
        notes: What there is to say of files that were not read.
    """

    changed: bool
    accepted: frozenset[str]
    owners: Mapping[str, str] = field(default_factory=dict, repr=False)
    files: list[Path] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    _sheets: list[PackedSheet] = field(default_factory=list, repr=False)
    _by_sheet_id: dict[str, list[int]] = field(default_factory=dict, repr=False)
    _by_owner: dict[str, list[int]] = field(default_factory=dict, repr=False)
    _by_file: dict[str, list[int]] = field(default_factory=dict, repr=False)
    _kinds: dict[bytes, Kinds] = field(default_factory=dict, repr=False)
    _forms: dict[str, None] = field(default_factory=dict, repr=False)
    _makers: dict[int, str] = field(default_factory=dict, repr=False)  # sheet → digest of a person
    _journals: dict[Path, Journal] = field(default_factory=dict, repr=False)
    _claims: dict[int, set[int]] = field(default_factory=dict, repr=False)  # sheet → rows

    @classmethod
    def read(
        cls,
        sheets: Iterable[PdfSource],
        accepted: frozenset[str],
        arguments: OlderArguments,
    ) -> OlderSheets:
        """Read the sheets. Raises AnswersError: the register is none, or no sheet can be read."""
        register = arguments.register
        owners = _owners(register) if register else {}
        sources = each_source(sheets)
        files = list(dict.fromkeys(filter(None, (source.on_disk for source in sources))))
        files += [register] if register else []
        older = cls(arguments.changed, accepted, owners, files)
        results = read_sources(
            sources,
            password=arguments.password,
            jobs=arguments.jobs or usual_jobs(len(sources), MANY_FILES),
            executor=arguments.executor,
        )
        with closing(results):  # on Ctrl-C the workers end first
            for number, received in enumerate(results, 1):
                older.add(received)
                if arguments.progress:
                    arguments.progress(number, len(sources))
        if not older._sheets:
            nothing = Message(NOWHERE, Phrase("None of the older sheets can be read"))
            raise AnswersError([nothing, *older.notes])
        return older

    def add(self, received: Received) -> None:
        """Add a sheet, or the note why it is not read."""
        where = Where(file=str(received.file))
        if received.read is None:
            self.notes += self._unread(where, received)
            return
        sheet = received.read
        number = len(self._sheets)
        kinds = self._kinds.setdefault(pickle.dumps(sorted(sheet.kinds.items())), sheet.kinds)
        self._sheets.append(PackedSheet.of(received.file, sheet, kinds))
        self._forms.setdefault(sheet.form)
        owner = self.owners.get(sheet.sheet_id)
        if sheet.sheet_id != NO_ID:
            self._by_sheet_id.setdefault(sheet.sheet_id, []).append(number)
        if owner is not None:
            self._by_owner.setdefault(owner, []).append(number)
        elif not is_line(
            received.file
        ):  # whose file name says one thing and whose register another is the register's
            self._by_file.setdefault(file_key(received.file.stem), []).append(number)
            self._makers[number] = self._made_for(received.file)

    def _made_for(self, file: Path) -> str:
        """Whom the journal beside a file says it was made for; "" if it says nothing.

        A name can be the number of a row, or that of an id that a system confuses with another.
        """
        folder = file.parent
        if folder not in self._journals:
            self._journals[folder] = Journal(folder)
        owner = self._journals[folder].owner(file.name)
        return owner.person if owner else ""

    def _unread(self, where: Where, received: Received) -> Iterator[Message]:
        code = "needs-password:sheets" if isinstance(received.error, EncryptedError) else ""
        for message in received.error.messages if received.error else ():
            text = replace(message, code=code or message.code)
            yield replace(text.at(where), severity=Severity.NOTE)

    def claim(self, person: Person) -> None:
        """Note who wants which sheets, so that nobody gets those of somebody else."""
        for number in self._numbers(person):
            self._claims.setdefault(number, set()).add(person.row)

    def table_notes(self) -> Iterator[Message]:
        """Notes on the sheets that were not read, and on those that are nobody's in the table."""
        yield from self.notes
        unclaimed = [
            str(sheet.file)
            for number, sheet in enumerate(self._sheets)
            if number not in self._claims
        ]
        if not unclaimed:
            return
        what = PhraseTemplate("{count:,} of {all:,} older sheets belong to nobody in the table")
        files = PhraseTemplate("{what}: {files}")
        if len(unclaimed) > FILES_SHOWN:
            files = PhraseTemplate("{what}. The first ones: {files}")
        values = {
            "what": what.phrase(count=len(unclaimed), all=len(self._sheets)),
            "files": unclaimed[:FILES_SHOWN],
        }
        yield Message(NOWHERE, files.phrase(**values), severity=Severity.NOTE)

    def _numbers(self, person: Person) -> list[int]:
        """The sheets of a person, by the surest sign that there is."""
        if person.sheet_id and person.sheet_id in self._by_sheet_id:
            return self._by_sheet_id[person.sheet_id]
        if person.id and person.id in self._by_owner:
            return self._by_owner[person.id]
        if not person.id:
            return []
        names = [person.id]
        for form in self._forms:
            names += [f"{person.id}-{form}", f"{form}-{person.id}"]
        numbers: dict[int, None] = {}
        for name in names:
            numbers.update(dict.fromkeys(self._by_file.get(file_key(safe_name(name)), ())))
        own = ("", person_digest(person.id))
        return [number for number in numbers if self._makers[number] in own]

    def find(self, person: Person, form: str) -> PackedSheet | None:
        """The sheet that a person's sheet of a form starts from, or that is changed.

        Raises:
            AnswersError: There is none, or it cannot be told which one.
        """
        where = Where(row=person.row)
        sheets = self._distinct(self._numbers(person), form)
        if not sheets:
            if NO_OLDER_SHEET in self.accepted and not self.changed:
                return None
            raise AnswersError([self._missing(person, form)])
        if len(sheets) > 1:
            raise AnswersError([_several(where, sheets)])
        (number, sheet) = sheets[0]
        if len(self._claims.get(number, ())) > 1:
            what = PhraseTemplate("has the older sheet {file}, which is that of another row too")
            remedy = Phrase("Give the column of sheet ids, or ids that are not alike")
            raise AnswersError([Message(where, what.phrase(file=sheet.file), remedy)])
        return sheet

    def changed_by(self, person: Person, forms: Sequence[str]) -> tuple[PackedSheet, ...]:
        """The sheets of a person that are changed, one for each form; none if none are."""
        if not self.changed:
            return ()
        found = (self.find(person, form) for form in forms)
        return tuple(sheet for sheet in found if sheet)

    def _distinct(self, numbers: Iterable[int], form: str) -> list[tuple[int, PackedSheet]]:
        """The sheets, without copies that hold the same; those that change are of the form."""
        found: dict[bytes, tuple[int, PackedSheet]] = {}
        for number in numbers:
            sheet = self._sheets[number]
            if not self.changed or sheet.form == form:
                found.setdefault(sheet.digest, (number, sheet))
        return list(found.values())

    def _missing(self, person: Person, form: str) -> Message:
        where = Where(row=person.row)
        if not self.changed:
            return doubt(NO_OLDER_SHEET, where, Phrase("has no older sheet to start from"))
        what = PhraseTemplate("has no older sheet of the form {form}")
        return Message(where, what.phrase(form=quoted(form)))

    def start(self, person: Person, templates: Sequence[Template]) -> None:
        """Start a person's answers from their older sheets; new answers replace older ones.

        What is not carried over becomes a note of the answers, and what is wrong a trouble of the
        person.
        """
        for answers, template in zip(person.answers, templates, strict=True):
            try:
                answers.notes += tuple(self._start(person, answers, template))
            except AnswersError as error:
                person.troubles += [_in_row(message, person.row) for message in error.messages]
        person.troubles = list(dict.fromkeys(person.troubles))  # forms may say the same

    def _start(
        self, person: Person, answers: PersonAnswers, template: Template
    ) -> Iterator[Message]:
        """Start the answers to one form. Raises AnswersError."""
        found = self.find(person, template.form.name)
        if found is None:
            self._check_entries(template.form, {}, answers)
            return
        older = found.read()
        self._check_name(found, older, answers)
        if older.answers.get(NAME):  # the row need not say it again
            person.troubles = [one for one in person.troubles if one.code != NAMELESS]
        for message in older.notes:
            what = Phrase("{file}: {note}", file=str(found.file), note=str(message))
            yield Message(Where(row=person.row), what, severity=Severity.NOTE)
        if self.changed:
            self._check_entries(template.form, flatten(older.answers), answers)
            return
        carried = template.carry(older, accept=self.accepted & frozenset(losses.CODES))
        new, values = answers.values, flatten(carried.answers)
        self._check_entries(template.form, values, answers)
        answers.values = {**values, **new}
        for message in carried.notes:
            if message.path not in new:
                yield message

    def _check_entries(self, form: Form, older: Mapping[str, Any], answers: PersonAnswers) -> None:
        """Check that scores are about the same goals. Raises AnswersError."""
        doubts = entry_doubts(form, older, answers, changed=self.changed)
        refuse_doubts(doubts, self.accepted)

    def _check_name(self, found: PackedSheet, older: Read, answers: PersonAnswers) -> None:
        """Check that the sheet is not somebody else's. Raises AnswersError; it shows no name."""
        new, old = answers.values.get(NAME), older.answers.get(NAME)
        if not new or not old or fold(str(new)) == fold(str(old)) or OTHER_NAME in self.accepted:
            return
        what = PhraseTemplate("is another name than on the older sheet {file}")
        where = answers.where(NAME)
        raise AnswersError([doubt(OTHER_NAME, where, what.phrase(file=str(found.file)))])


def _owners(register: Path) -> dict[str, str]:
    """Sheet id → the id of the person, for everyone in a register who has one."""
    entries = read_register(register)
    return {sheet_id: entry.id for sheet_id, entry in entries.items() if entry.id}


def _several(where: Where, sheets: Sequence[tuple[int, PackedSheet]]) -> Message:
    files = [str(sheet.file) for _, sheet in sheets[:FILES_SHOWN]]
    what = PhraseTemplate("has {count} older sheets that differ: {files}")
    remedy = Phrase("Leave only one of them among the sheets that are named")
    return Message(where, what.phrase(count=len(sheets), files=files), remedy)


def _in_row(message: Message, row: int) -> Message:
    """A message about an older sheet at the row of the person, unless it stands there already."""
    return message if message.where.row else message.at(replace(message.where, row=row))
