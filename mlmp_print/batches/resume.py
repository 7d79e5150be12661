"""How files get into a batch's folder, so that a batch that was stopped can go on.

Workers write temporary files. This process puts their hashes into the journal, syncs that, and only
then gives them their names. Whatever stops the batch, every file under its name is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from .. import files
from ..model.messages import Message, Where
from ..model.phrases import PhraseTemplate
from ..tables.people import Person
from .journal import Journal, JournalLine, Owner
from .options import BatchOptions
from .plan import Plan
from .work import Item, Result

Notes = tuple[Message, ...]


class OutputFolder:
    """The folder of a batch's files, which the batch alone writes into."""

    def __init__(self, folder: Path, options: BatchOptions, plan: Plan) -> None:
        """Read the folder's journal. Raises OutputError."""
        self.path, self.options, self.plan = folder, options, plan
        self.journal = Journal(folder)

    def kept(self, names: Sequence[str], inputs: Sequence[str]) -> tuple[Notes | None, ...]:
        """Find the files that need not be made again.

        Args:
            names: A person's files.
            inputs: The fingerprint of what each is made from.

        Returns:
            For each file its notes if it is there, whole and from this input, else None.
        """
        if not self.options.resume:
            return (None,) * len(names)
        pairs = zip(names, inputs, strict=True)
        return tuple(self.journal.notes(name, input_) for name, input_ in pairs)

    def edited(self, person: Person, item: Item) -> Iterator[Message]:
        """Find a person's files that are to be made, but are somebody's work.

        This is asked just before files get their names: workers have taken their time, and
        somebody may have saved one meanwhile.
        """
        if self.options.force:
            return
        for name in item.new_names:
            if name and self.journal.changed(name):
                text = PhraseTemplate("{file}: was changed since it was made, and is left as it is")
                what = text.phrase(file=self.path / name)
                yield Message(Where(row=person.row), what, code="edited")

    def save(self, results: Sequence[tuple[Person, Item, Result]]) -> None:
        """Give the new files of a chunk their names.

        The journal and the folder are synced once each: a sync costs more than all the rest.

        Raises:
            OutputError: the system refuses.
        """
        new = [
            (part, self._line(person, item, result, place))
            for person, item, result in results
            for place, part in enumerate(result.parts)
            if part
        ]
        if not new:
            return
        self.journal.add(line for _, line in new)
        for part, line in new:
            try:
                (self.path / part).replace(self.path / line.name)
            except OSError as error:
                raise files.cannot_write(self.path / line.name, error) from None
        files.sync(self.path)

    def _line(self, person: Person, item: Item, result: Result, place: int) -> JournalLine:
        owner = Owner(self.plan.forms[place], self.plan.person_hash(person.id, person.row))
        return JournalLine(
            name=item.names[place],
            owner=owner,
            row=person.row,
            input=result.inputs[place],
            sha256=result.sha256[place],
            notes=result.notes[place],
        )

    def discard(self, result: Result) -> None:
        """Remove the temporary files of somebody who failed after all."""
        for part in filter(None, result.parts):
            (self.path / part).unlink(missing_ok=True)
