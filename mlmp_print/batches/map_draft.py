"""Draft a map of columns from a table: what its headings say, and what stands in its rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..model.messages import NOWHERE, Message, Severity, Where, quoted
from ..model.phrases import Phrase
from ..tables.column_doubts import ColumnDoubts, FilledColumns
from ..tables.column_kinds import ColumnKinds
from ..tables.column_map import ColumnMap
from ..tables.map_text import MapText
from ..tables.people import read_people
from ..tables.table import Table
from ..tables.table_match import TableMatch, no_question
from ..tables.table_part import TablePart
from ..tables.telling_cells import TellingCells
from .draft_table import DraftTable
from .file_names import FileNames
from .options import BatchOptions
from .person_map import PersonMap
from .plan import Plan

_DRY = BatchOptions(dry_run=True)  # nothing is made


@dataclass(frozen=True)
class MapDraft:
    """A draft of a map of columns.

    Attributes:
        text: The map.
        doubts: What somebody has to decide first.
        notes: What of the table is not read, or left out.
    """

    text: MapText
    doubts: Sequence[Message]
    notes: Sequence[Message]

    @classmethod
    def of(
        cls, draft: DraftTable, part: TablePart, column_map: ColumnMap | None = None
    ) -> MapDraft:
        """Draft a map.

        Args:
            draft: The table.
            part: Which part of its file is read, as the user says it.
            column_map: What the user says of its columns already.

        Raises:
            AnswersError: The table cannot be read to its end.
        """
        person, table = PersonMap(draft), draft.table
        is_given = column_map is not None
        column_map = column_map or person.column_map()
        repeated_name = "" if is_given or column_map.id else person.repeated_name()
        match = draft.matched(column_map)
        rivals = draft.rivals(column_map)
        plan, kinds, columns = _looked_through(match, draft)
        names = FileNames.of("", 0, several=len(draft.templates) > 1)
        doubts = [
            *_foreign(match, table),
            *_same(rivals),
            *plan.repeats.doubts(match),
            *plan.doubts(match.id_header, names, _DRY),
            *columns.doubts(),
        ]
        text = MapText(
            match,
            replace(column_map, id=match.id_header, part=_needed_part(table, part)),
            kinds.kinds,
            table.file.path.name if table.file.path else table.file.label,
            undecided=columns.undecided,
            rivals=rivals,
            questions=[str(message.at(replace(message.where, file=""))) for message in doubts],
            has_two_rows=0 < table.headings.first < table.headings.last,
            unheaded=table.unheaded,
            repeated_name=repeated_name,
        )
        notes = [*table.notes(), *_repeated_notes(repeated_name)]
        if not columns.undecided:
            notes += match.unmatched.notes(table)
        return cls(text, doubts, notes)


def _looked_through(match: TableMatch, draft: DraftTable) -> tuple[Plan, ColumnKinds, ColumnDoubts]:
    """Go through all rows: who is in them, and what stands in the columns."""
    table = draft.table
    plan = Plan((), b"", match.column_map)
    kinds, filled = ColumnKinds(table.headers), FilledColumns(table.headers)
    cells = TellingCells(match)
    for person in read_people(match, table, unread=True):
        plan.add(person, _DRY)
        cells.add(person.rows)
        for row in person.rows:
            filled.add(row)
            kinds.add(row)
    plan.close()
    table.unchanged()
    return plan, kinds, ColumnDoubts(match, table, filled, cells)


def _foreign(match: TableMatch, table: Table) -> Iterator[Message]:
    if not any(one.questions for one in match.matches):
        yield no_question(table.where, match.matches, records=table.records)


def _needed_part(table: Table, part: TablePart) -> TablePart:
    """Return which part of the file the map names: what is not the first or the only one."""
    row = table.headings.last if table.headings.is_found else 0
    return part.or_else(TablePart(table.chosen_sheet, row))


def _repeated_notes(header: str) -> Iterator[Message]:
    if header:
        what = Phrase("the same name stands in several rows with different entries")
        remedy = Phrase("If that is one person, name a column as group_by in the map")
        yield Message(Where(column=header), what, remedy, Severity.NOTE)


def _same(rivals: Mapping[str, str]) -> Iterator[Message]:
    for header, other in rivals.items():
        what = Phrase(
            "the columns {first} and {second} are the same question",
            first=quoted(other),
            second=quoted(header),
        )
        yield Message(NOWHERE, what, Phrase("Leave one of the two out"))
