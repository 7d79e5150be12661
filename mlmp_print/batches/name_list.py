"""Read the names that sets are printed for: from a table, or from a text with a name on each line.

Of a table only the names are used. It is asked about as a batch asks: whoever would get a sheet
with a wrong name on it gets none until somebody has looked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..definitions import load as forms
from ..look.look import Look
from ..look.sheet_names import every_wording
from ..model.errors import AnswersError
from ..model.form import Form
from ..model.messages import NOWHERE, Message, Severity, Weight, Where, quoted
from ..model.phrases import Phrase, PhraseTemplate
from ..tables.column_map import LEFT_OUT, ColumnMap
from ..tables.doubts import refuse_doubts
from ..tables.known_columns import KnownColumns
from ..tables.name_columns import NAME, joined_names
from ..tables.people import read_people
from ..tables.person_answers import NAMELESS
from ..tables.shown_doubts import ShownDoubts
from ..tables.table import Table
from ..tables.table_match import TableMatch
from ..tables.table_part import TablePart
from .matching import WordedForm
from .name_source import NamesSource, open_names
from .repeats import Repeats

_COLUMNS_SHOWN = 20
_NAMES_OF = "visual-plan"  # the form by whose question a column of names is known
_REMEDY = Phrase("Name everyone once. If it is right, accept it by this code")


@dataclass(frozen=True)
class NamedPerson:
    """Somebody who gets a set: the name, and the row that it stands in."""

    row: int
    name: str = field(repr=False)


@dataclass(frozen=True)
class NameList:
    """Everyone who gets a set, in the order of the list.

    Attributes:
        people: They.
        notes: What there is to say of the list.
    """

    people: tuple[NamedPerson, ...] = ()
    notes: tuple[Message, ...] = ()

    @classmethod
    def read(
        cls, source: NamesSource, look: Look, part: TablePart, accepted: frozenset[str]
    ) -> NameList:
        """Read the names.

        Args:
            source: A table, or a text with a name on each line; or rows, or names.
            look: That of the sheets, in whose language their questions are named first.
            part: Which part of a table's file is read.
            accepted: The codes of the doubts that the user accepts.

        Raises:
            UsageError: It is no such source, or has no such part.
            AnswersError: There is no name in it, or something is wrong with it; with all faults.
        """
        worded = [(form := _names_form(look), every_wording(form, look))]
        known = KnownColumns.of(worded, ColumnMap())
        table, is_bare = open_names(source, part, known, accepted)
        match = _match(table, worded, accepted, ColumnMap().with_columns(table.implied))
        if not match.name_columns:
            label = worded[0][1][0].column(form.places()[0])
            raise AnswersError([_no_names(table, label)])
        others = {header: LEFT_OUT for header in table.headers if header not in match.used}
        match = _match(table, worded, accepted, match.column_map.with_columns(others))
        table.use(match.used, accepted)
        try:
            return cls(*_people(table, match))
        except AnswersError as error:
            if not is_bare:
                raise
            raise AnswersError([*map(_in_row, error.messages)]) from None


def _names_form(look: Look) -> Form:
    """A form that asks for the name only."""
    form = forms.load(_NAMES_OF, look)
    name = next(question for question in form.questions if question.key == NAME)
    return replace(form, questions=(name,), pages=())


def _match(
    table: Table,
    worded: Sequence[WordedForm],
    accepted: frozenset[str],
    column_map: ColumnMap,
) -> TableMatch:
    return TableMatch.of(
        worded,
        table.headers,
        column_map,
        where=table.where,
        records=table.records,
        accepted=accepted,
        may_be_foreign=True,
        heading_row=table.headings.last,
    )


def _in_row(message: Message) -> Message:
    """The message without a column, which a list of names has none of."""
    return message.at(Where(message.where.file, row=message.where.row))


def _without_map(fault: Message) -> Message:
    """A fault with what can be done here, where no map says which column is what."""
    remedy = Phrase("Write the name, or delete the row")
    return replace(fault, remedy=remedy) if fault.code == NAMELESS else fault


def _people(table: Table, match: TableMatch) -> tuple[tuple[NamedPerson, ...], tuple[Message, ...]]:
    """Everyone in the table, and the notes. Raises AnswersError with all that is wrong."""
    people: list[NamedPerson] = []
    faults: list[Message] = []
    repeats, shown = Repeats(), ShownDoubts(match.used)
    for person in read_people(match, table):
        faults += map(_without_map, person.troubles)
        repeats.add(person)
        shown.add(person.rows)
        people.append(NamedPerson(person.row, str(person.answers[0].values.get(NAME, ""))))
    table.unchanged()
    if faults:
        raise AnswersError(faults)
    if not people:
        raise AnswersError([Message(Where(file=table.where), Phrase("has no name in it"))])
    repeats.close()
    asked = (replace(message, remedy=_REMEDY) for message in repeats.doubts(match))
    refuse_doubts([*asked, *shown.doubts()], match.accepted)
    return tuple(people), (*_notes(table, match), *shown.notes())


def _notes(table: Table, match: TableMatch) -> Iterator[Message]:
    yield from table.notes()
    yield from joined_names(match.matches[0].name_headers, match.column_map)
    others = [header for header in match.headers if header and header not in match.used]
    shown = [quoted(match.unmatched.labels.get(header, "")) for header in others[:_COLUMNS_SHOWN]]
    if shown:
        template = PhraseTemplate("only the names are printed; left out: {columns}")
        if len(others) > len(shown):
            template = PhraseTemplate(
                "only the names are printed; left out: {columns} and {more:,} more columns"
            )
        what = template.phrase(columns=shown, more=len(others) - len(shown))
        yield Message(NOWHERE, what, severity=Severity.NOTE, weight=Weight.TABLE)


def _no_names(table: Table, label: str) -> Message:
    what = Phrase("no column is headed as names are")
    remedy = Phrase(
        "Write {heading} above the names, or give a text file with a name on each line",
        heading=quoted(label),
    )
    return Message(Where(file=table.where), what, remedy)
