"""Read the names that sets are printed for: from a table, or from a text with a name on each line.

Of a table only the names are used. It is asked about as a batch asks: whoever would get a sheet
with a wrong name on it gets none until somebody has looked.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

from ..definitions import load as forms
from ..files import ReadableFile
from ..look.look import Look
from ..look.sheet_names import every_wording
from ..model.errors import AnswersError, system_reason
from ..model.form import Form
from ..model.messages import NOWHERE, Message, Severity, Weight, Where, quoted
from ..model.phrases import Phrase, PhraseTemplate
from ..tables import doubts
from ..tables.column_map import LEFT_OUT, ColumnMap
from ..tables.damaged_text import LOST_LETTER
from ..tables.doubts import refuse_doubts
from ..tables.encoding import BAD_BYTES, find_encoding
from ..tables.known_columns import KnownColumns
from ..tables.name_columns import NAME, joined_names, name_headers
from ..tables.people import read_people
from ..tables.table import SPREADSHEET_STARTS, Table, TableSource, check_table
from ..tables.table_file import TableFile
from ..tables.table_match import TableMatch
from ..tables.table_part import TablePart
from .matching import WordedForm
from .repeats import Repeats

# The doubts that there may be about names.
CODES = (
    doubts.DAMAGED_TEXT,
    doubts.MARKUP,
    doubts.SAME_ID,
    doubts.SAME_NAME,
    doubts.TOTALS,
    doubts.NO_PERSON,
    doubts.NULL_WORDS,
)
NamesSource = TableSource | Iterable[str]

_TABLES = (".csv", ".tsv", ".xlsx", ".xlsm", ".ods", ".xls", ".json", ".jsonl", ".ndjson")
_JSON = {b"[": "json", b"{": "jsonl"}  # what a file without such a name begins with → its format
_NO_TEXT = (*SPREADSHEET_STARTS, b"%PDF")
_LINE_END = re.compile("\r\n|\r|\n")
_CELLS = re.compile("[;,\t|]")
_NUMBERED = re.compile(r"([0-9]{1,4}\s*[.):]|[-–—*•·▪◦])\s")
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
        table = _open(source, part, known)
        match = _match(table, worded, accepted, ColumnMap().with_columns(table.implied))
        if not match.name_columns:
            label = worded[0][1][0].column(form.places()[0])
            raise AnswersError([_no_names(table, label)])
        others = {header: LEFT_OUT for header in table.headers if header not in match.used}
        match = _match(table, worded, accepted, match.column_map.with_columns(others))
        table.use(match.used, accepted)
        return cls(*_people(table, match))


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


def _people(table: Table, match: TableMatch) -> tuple[tuple[NamedPerson, ...], tuple[Message, ...]]:
    """Everyone in the table, and the notes. Raises AnswersError with all that is wrong."""
    people: list[NamedPerson] = []
    faults: list[Message] = []
    repeats = Repeats()
    for person in read_people(match, table):
        faults += person.troubles
        repeats.add(person)
        people.append(NamedPerson(person.row, str(person.answers[0].values.get(NAME, ""))))
    table.unchanged()
    if faults:
        raise AnswersError(faults)
    if not people:
        raise AnswersError([Message(Where(file=table.where), Phrase("has no name in it"))])
    repeats.close()
    asked = (replace(message, remedy=_REMEDY) for message in repeats.doubts(match))
    refuse_doubts(asked, match.accepted)
    return tuple(people), tuple(_notes(table, match))


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


# Tables and texts -------------------------------------------------------------------------------


def _open(source: Any, part: TablePart, known: KnownColumns) -> Table:
    """Open a source as a table. Raises UsageError and AnswersError."""
    if isinstance(source, str | Path):
        path = Path(source)
        check_table(path, None)
        if path.suffix.lower() in _TABLES:
            return Table(path, part=part, known=known)
        return _of_contents(_contents(path), part, known)
    if callable(getattr(source, "read", None)):
        return _of_contents(TableFile.of_open(source), part, known)
    check_table(source, None)
    rows = list(cast(Iterable[Any], source))
    names = all(isinstance(row, str) for row in rows)
    return Table([{NAME: row} for row in rows] if names else rows, part=part, known=known)


def _contents(path: Path) -> TableFile:
    """Read a file into memory. Raises AnswersError."""
    TableFile.at(path).check_regular()
    try:
        with path.open("rb") as opened:
            return TableFile.of_open(opened)
    except OSError as error:
        what = Phrase("cannot be read: {reason}", reason=system_reason(error))
        raise AnswersError([Message(Where(file=str(path)), what)]) from None


def _of_contents(file: TableFile, part: TablePart, known: KnownColumns) -> Table:
    """Open a file by what it holds.

    A text is a table if one of its first lines has the heading of names. Else each line is a name.
    """
    start = file.contents.removeprefix(codecs.BOM_UTF8).lstrip()[:1]
    table_format = None if file.ending in _TABLES else _JSON.get(start)
    is_table = table_format or file.ending in _TABLES or file.contents.startswith(_NO_TEXT)
    if is_table or start in (b"", b"<"):
        return Table(_again(file), table_format, part=part, known=known)
    with suppress(AnswersError):  # of names that are no row of a table
        table = Table(_again(file), part=part, known=known)
        if _has_names(table, known):
            return table
    part.refuse_in(file.label, row_numbers=False)
    return Table(_of_lines(file), known=known)


def _again(file: TableFile) -> ReadableFile:
    """Open the contents of a file under its own name."""
    opened = io.BytesIO(file.contents)
    opened.name = file.label  # as a file on the disk has one
    return opened


def _has_names(table: Table, known: KnownColumns) -> bool:
    is_name = any(map(known.path, table.headers))
    return is_name or bool(name_headers(table.headers, known.headings[0], ColumnMap()))


def _of_lines(file: TableFile) -> list[dict[str, str]]:
    """A row for each line of a text, with a name on it. Raises AnswersError with all faults."""
    encoding = find_encoding(file)
    with file.open_text(*encoding) as text:
        lines = [line.strip() for line in _LINE_END.split(text.read())]
    faults = [fault for row, line in enumerate(lines, 1) for fault in _line_faults(row, line)]
    if faults:
        raise AnswersError(faults)
    return [{NAME: line.replace(BAD_BYTES, LOST_LETTER)} for line in lines]


def _line_faults(row: int, line: str) -> Iterator[Message]:
    """Yield why a line may hold more than one name, or less."""
    sign = _CELLS.search(line)
    if sign:
        name = Phrase("tab") if sign[0] == "\t" else quoted(sign[0])
        what = Phrase("holds more than a name: there is a {sign} in it", sign=name)
        remedy = Phrase(
            "Write one name on each line. If it is part of the name, or the file is a table, write "
            "its heading on the first line"
        )
        yield Message(Where(row=row), what, remedy)
    elif _NUMBERED.match(line):
        what = Phrase("begins with a number or a sign of a list")
        remedy = Phrase(
            "Write the names alone. If it is part of the name, write the heading of names on the "
            "first line"
        )
        yield Message(Where(row=row), what, remedy)
