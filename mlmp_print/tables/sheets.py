"""Choose the sheet of a spreadsheet that is read, and name the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..model.errors import AnswersError, UsageError
from ..model.messages import NOWHERE, Message, Severity, Where, did_you_mean, quoted
from ..model.phrases import Phrase, PhraseTemplate
from .heading_rows import Headings, TopRow, find_headings
from .known_columns import KnownColumns
from .table_part import TablePart


@dataclass(frozen=True)
class SheetTop:
    """The top of a sheet with something in it.

    Attributes:
        index: Its place among all sheets, from 0.
        name: Its name.
        visible: Whether the spreadsheet shows it.
        left: The number of empty columns to the left of the first.
        tops: Its first rows.
    """

    index: int
    name: str
    visible: bool
    left: int
    tops: Sequence[TopRow] = field(repr=False)


def choose_sheet(
    label: str, sheets: Sequence[SheetTop], known: KnownColumns | None, part: TablePart
) -> tuple[SheetTop, Headings]:
    """Choose the sheet that is read, and find its headings.

    It is the sheet that the user names, or else the only one whose headings the forms know. A
    hidden sheet is read only if it is named. Without forms it is the first sheet.

    Args:
        label: What errors call the spreadsheet.
        sheets: The sheets with something in them; at least one.
        known: The headings that the forms know.
        part: What the user says.

    Raises:
        UsageError: There is no such sheet.
        AnswersError: No sheet has headings that the forms know, or several have.
    """
    if part.sheet:
        sheet = _named(label, sheets, part.sheet)
        return sheet, find_headings(label, sheet.tops, known, part.heading_row)
    if known is None or len(sheets) == 1:
        sheet = sheets[0]
        return sheet, find_headings(label, sheet.tops, known, part.heading_row)
    fitting = list(_fitting(label, sheets, known, part))
    shown = [entry for entry in fitting if entry[0].visible]
    beside = [*_entry_sheets(sheets, shown[0], known)] if len(shown) == 1 else []
    if len(shown) == 1 and not beside:
        return shown[0]
    shown += [(sheet, shown[0][1]) for sheet in beside]
    raise AnswersError([_question(label, sheets, [sheet for sheet, _ in shown or fitting])])


def _named(label: str, sheets: Sequence[SheetTop], name: str) -> SheetTop:
    for sheet in sheets:
        if sheet.name == name:
            return sheet
    what = Phrase(
        "{file} has no sheet {name} with something in it. {remedy}",
        file=label,
        name=quoted(name),
        remedy=did_you_mean(name, [sheet.name for sheet in sheets]),
    )
    raise UsageError(what)


def _fitting(
    label: str, sheets: Sequence[SheetTop], known: KnownColumns, part: TablePart
) -> Iterator[tuple[SheetTop, Headings]]:
    """Yield the sheets whose headings name at least half as many questions as the best.

    So a list of themes beside the table is no rival, and another department's table is. A sheet
    with nothing below its headings is one only if no other fits.
    """
    found: list[tuple[SheetTop, Headings]] = []
    unclear: list[Message] = []
    for sheet in sheets:
        try:
            headings = find_headings(_place(label, sheet), sheet.tops, known, part.heading_row)
        except AnswersError as error:
            unclear.extend(error.faults)
        else:
            found.append((sheet, headings))
    best = max((headings.count for _, headings in found), default=0)
    if unclear and not best:
        raise AnswersError(unclear)
    fits = [entry for entry in found if best and 2 * entry[1].count >= best]
    filled = [entry for entry in fits if entry[0].tops[-1].number > entry[1].last]
    yield from filled or fits


def _entry_sheets(
    sheets: Sequence[SheetTop], chosen: tuple[SheetTop, Headings], known: KnownColumns
) -> Iterator[SheetTop]:
    """Yield the sheets with goals or the like, beside a chosen one that has none of them.

    A database is exported so: the people on one sheet, and on another their goals.
    """
    if any(map(known.is_entry, chosen[1].headers)):
        return
    for sheet in sheets:
        if sheet.visible and sheet is not chosen[0]:
            rows = ([cell for cell in row.cells if known.is_entry(cell)] for row in sheet.tops)
            if any(len({*cells}) > 1 for cells in rows):
                yield sheet


def _place(label: str, sheet: SheetTop) -> Phrase:
    return Phrase("{file}, sheet {sheet}", file=label, sheet=quoted(sheet.name))


def _question(label: str, sheets: Sequence[SheetTop], fitting: Sequence[SheetTop]) -> Message:
    """Ask which sheet it is."""
    where = Where(file=label)
    names = [quoted(sheet.name) for sheet in fitting or sheets]
    if not fitting:
        what = Phrase("no sheet has headings that are questions of the form: {names}", names=names)
        remedy = Phrase("Say which sheet to read, and which column is which question")
        return Message(where, what, remedy, code="no-question")
    if len(fitting) == 1:
        what = Phrase("only the hidden sheet {names} has headings of the form", names=names)
        remedy = Phrase("Name it if it is the one to read")
        return Message(where, what, remedy, code="sheet")
    what = Phrase("several sheets have headings of the form: {names}", names=names)
    return Message(where, what, Phrase("Say which sheet to read"), code="sheet")


def sheet_notes(
    chosen: SheetTop, sheets: Sequence[SheetTop], rows: Mapping[int, int], part: TablePart
) -> Iterator[Message]:
    """Yield a note for each sheet that is not read.

    Args:
        chosen: The sheet that is read.
        sheets: All sheets with something in them.
        rows: Index → how many rows a sheet has.
        part: What the user says.
    """
    if chosen.index != sheets[0].index and not part.sheet:
        fits = PhraseTemplate("the sheet {name} is read, because its headings fit")
        yield Message(NOWHERE, fits.phrase(name=quoted(chosen.name)), severity=Severity.NOTE)
    for sheet in sheets:
        if sheet.index != chosen.index:
            what = _unread(sheet, rows.get(sheet.index, len(sheet.tops)))
            yield Message(NOWHERE, what, severity=Severity.NOTE)


def _unread(sheet: SheetTop, count: int) -> Phrase:
    one = PhraseTemplate("the sheet {name} has 1 row that is not read")
    several = PhraseTemplate("the sheet {name} has {count:,} rows that are not read")
    if not sheet.visible:
        one = PhraseTemplate("the hidden sheet {name} has 1 row that is not read")
        several = PhraseTemplate("the hidden sheet {name} has {count:,} rows that are not read")
    template = one if count == 1 else several
    return template.phrase(name=quoted(sheet.name), count=count)
