"""How the workers of a batch read people's answers, which costs half as much as to fill them in.

The first process lists the people, and sends their cells. Some batches must know the answers before
the work is given out: there the first process reads them, and sends those.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..model.messages import Message
from ..model.sheet_ids import NO_ID
from ..tables.people import Person, read_answers
from ..tables.person_answers import PersonAnswers
from ..tables.table_match import TableMatch
from .fingerprints import InputFingerprints
from .options import BatchOptions

if TYPE_CHECKING:
    from .job import Batch


@dataclass(frozen=True)
class Reading:
    """What a worker reads people's answers with.

    Attributes:
        match: The table's columns, matched with the forms.
        fingerprints: Of what files are made from; None if no file goes into a folder.
    """

    match: TableMatch
    fingerprints: InputFingerprints | None

    @classmethod
    def of(
        cls, batch: Batch, options: BatchOptions, fingerprints: InputFingerprints
    ) -> Reading | None:
        """What the workers of a batch read with; None where the first process reads.

        It does so where older sheets start the answers, where sheet ids are for people without a
        fault, and where files are there already that may be made from the same answers. It does so
        too for rows of a program: their numbers and dates may be of classes that only it knows.
        """
        matching = batch.matching
        given = batch.table.records and batch.table.file.path is None
        if given or batch.older or matching.started or options.resume or options.sheet_ids:
            return None
        # The headings by which other tables would be matched are the most of it.
        matches = tuple(match.without_headings() for match in matching.matches)
        return cls(
            replace(matching, matches=matches), fingerprints if options.output_folder else None
        )

    def read(self, person: Person) -> tuple[Sequence[PersonAnswers], Sequence[Message]]:
        """Return somebody's answers to each form, and everything that is wrong with the rows."""
        return read_answers(self.match, person)

    def inputs(self, answers: Sequence[PersonAnswers], password: str) -> tuple[str, ...]:
        """Return the fingerprint of what each file is made from; none without a folder."""
        if self.fingerprints is None:
            return ()
        return self.fingerprints.of(answers, NO_ID, password)
