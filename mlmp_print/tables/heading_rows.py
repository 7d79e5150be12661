"""Find the row with the headings of a table, or the two rows whose headings belong together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ..model.cells import fold
from ..model.errors import AnswersError
from ..model.limits import TABLE_COLUMNS
from ..model.messages import NOWHERE, Message, Severity, Where, quoted
from ..model.phrases import Phrase, PhraseTemplate
from .header_checks import check_width
from .known_columns import KnownColumns, implied_paths
from .row_below import holds_answers, seems_headings
from .row_numbers import row_numbers

WHY = "mlmp-print: why not"  # the column with the reasons, which the list of failed rows adds

_FEWEST = 2  # questions that a row below the first must name: one word may be somebody's answer


@dataclass(frozen=True)
class TopRow:
    """A row near the top of a table with something in it.

    Attributes:
        number: As the spreadsheet shows it.
        cells: As texts.
        merged: First and last column, from 0, of each group of cells in it that are one.
    """

    number: int
    cells: Sequence[str] = field(repr=False)
    merged: Sequence[tuple[int, int]] = ()


@dataclass(frozen=True)
class Headings:
    """The headings of a table, and where they stand.

    Attributes:
        headers: The headings of all columns.
        first, last: The numbers of their first and last row; the last is 0 for keys of JSON.
        count: How many questions they name.
        above: The numbers of the rows above them that have something in them.
        implied: Heading that was joined of two → path of the question that it is.
    """

    headers: tuple[str, ...]
    first: int = 0
    last: int = 0
    count: int = 0
    above: tuple[int, ...] = ()
    implied: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_found(self) -> bool:
        """Whether they were looked for: they do not stand in the first filled row alone."""
        return bool(self.above) or self.first < self.last

    def notes(self) -> Iterator[Message]:
        """Yield what is said of headings that do not stand in the first row alone."""
        rows = row_numbers(self.above)
        if self.first < self.last:
            joined = PhraseTemplate("the headings of rows {first} and {last} are read as one")
            what = joined.phrase(first=self.first, last=self.last)
            yield Message(NOWHERE, what, severity=Severity.NOTE)
        if len(self.above) == 1:
            one = PhraseTemplate("row {rows} above the headings in row {row} is not read")
            what = one.phrase(rows=rows, row=self.first)
            yield Message(NOWHERE, what, severity=Severity.NOTE)
        elif self.above:
            several = PhraseTemplate("rows {rows} above the headings in row {row} are not read")
            what = several.phrase(rows=rows, row=self.first)
            yield Message(NOWHERE, what, severity=Severity.NOTE)


def find_headings(
    label: str, rows: Sequence[TopRow], known: KnownColumns | None, heading_row: int = 0
) -> Headings:
    """Find the headings among the first rows.

    They stand in the row that names most questions, or in two rows that name more together. A row
    below the first must name two: one word may be somebody's answer.

    Args:
        label: What errors call the table.
        rows: The first rows with something in them.
        known: The headings that the forms know; without them the first row is it.
        heading_row: The number of the row with the headings, or of the lower one of two; 0 if it
            is to be found.

    Raises:
        AnswersError: It cannot be told which row it is, or there is nothing in the row given.
    """
    if heading_row:
        rows = _rows_to(label, rows, heading_row)
    if not rows:
        return Headings(())
    if rows[0].cells[0] == WHY:  # a list of ours, whose headings stand in its first row
        rows, heading_row = rows[:1], 0
    if known is None:
        return _single(rows[-1] if heading_row else rows[0], rows, None)
    # Of a row with more cells than a table may have no more are looked at: that would take long.
    shortened = [replace(row, cells=row.cells[: TABLE_COLUMNS + 1]) for row in rows]
    best = _best(label, shortened, known, heading_row)
    for row in rows:
        if row.number <= best.last:
            check_width(label, row.cells)
    _check_groups_above(label, rows, best, known)
    _check_groups_beside(label, rows, best, known)
    return best


def _best(label: str, rows: Sequence[TopRow], known: KnownColumns, heading_row: int) -> Headings:
    """Return the headings that name most questions. Raises AnswersError as `find_headings` does."""
    singles = [_single(row, rows, known) for row in rows]
    doubles = list(_doubles(rows, known))
    if heading_row:
        choices = [singles[-1], *(found for found in doubles if found.last == heading_row)]
        return max(choices, key=_count)
    first, *lower = singles
    candidates = [first, *(found for found in (*lower, *doubles) if found.count >= _FEWEST)]
    best = max(candidates, key=_count)
    for other in _rivals(best, singles):
        raise AnswersError([_unclear(label, best, other)])
    return best


def _check_groups_above(
    label: str, rows: Sequence[TopRow], best: Headings, known: KnownColumns
) -> None:
    """Check that no row above the headings names goals or the like, which would be lost.

    Raises:
        AnswersError: “Mål 1” stands above “Tekst”, say, and it cannot be told how far it goes.
    """
    for row in rows:
        for column, cell in enumerate(row.cells):
            below = best.headers[column] if column < len(best.headers) else ""
            if row.number in best.above and known.is_entry(cell) and not known.path(below):
                raise _wide_group(label, cell, row.number, best.last)


def _check_groups_beside(
    label: str, rows: Sequence[TopRow], best: Headings, known: KnownColumns
) -> None:
    """Check that the row below the headings does not go on with them.

    Raises:
        AnswersError: Beside “Mål 1” stands nothing, and below both more headings seem to stand.
    """
    below = next((row for row in rows if row.number == best.last + 1), None)
    if below is None or best.first < best.last or not seems_headings(below.cells, known):
        return
    for column, (header, beside) in enumerate(pairwise(best.headers)):
        is_wide = known.is_entry(header) and not beside
        if is_wide and _cell(below, column) and _cell(below, column + 1):
            raise _wide_group(label, header, best.last, below.number)


def _wide_group(label: str, heading: str, row: int, below: int) -> AnswersError:
    what = Phrase(
        "{heading} in row {row} may belong to several columns of row {below}",
        heading=quoted(heading),
        row=row,
        below=below,
    )
    remedy = Phrase(
        "Write it in front of each heading that it belongs to (“Mål 1 tekst”), and empty its cell"
    )
    return AnswersError([Message(Where(file=label), what, remedy)])


def _count(headings: Headings) -> int:
    return headings.count


def _rows_to(label: str, rows: Sequence[TopRow], number: int) -> list[TopRow]:
    """Return the rows down to one that must be among them. Raises AnswersError."""
    upper = [row for row in rows if row.number <= number]
    if upper and upper[-1].number == number:
        return upper
    what = Phrase("nothing stands in row {row}, where the headings should be", row=number)
    remedy = Phrase("Give the number that the spreadsheet shows beside the headings")
    raise AnswersError([Message(Where(file=label), what, remedy, code="heading-row")])


def _single(row: TopRow, rows: Sequence[TopRow], known: KnownColumns | None) -> Headings:
    above = tuple(other.number for other in rows if other.number < row.number)
    headers = tuple(row.cells)
    if known is None:
        return Headings(headers, row.number, row.number, 0, above)
    first = row.number
    upper = next((other for other in rows if other.number == row.number - 1), None)
    if upper and known.names_groups(upper.cells):
        headers = tuple(_with_foreign_names(upper, row, known))
        if headers != tuple(row.cells):  # the row above is read too
            first, above = upper.number, above[:-1]
    ours = headers[0] == WHY
    paths = {
        header: known.split_path(header, ours=ours)
        for header in headers
        if not known.uses(header) and header not in known.column_map.columns
    }
    implied = {header: path for header, path in paths.items() if path}
    count = known.count([implied.get(header, header) for header in row.cells])
    return Headings(headers, first, row.number, count, above, implied)


def _with_foreign_names(upper: TopRow, row: TopRow, known: KnownColumns) -> Iterator[str]:
    """Yield the headings; a name under “Kontaktperson” with that before it, since it is hers."""
    for (group, _), header in zip(_grouped(upper, row), row.cells, strict=False):
        foreign = known.is_name_of_other(group, header)
        yield f"{group} {header}" if foreign else header


def _doubles(rows: Sequence[TopRow], known: KnownColumns) -> Iterator[Headings]:
    """Yield each two rows that name more questions together than either does alone."""
    for upper, lower in pairwise(rows):
        if upper.number + 1 != lower.number:
            continue
        columns = list(_grouped(upper, lower))
        joined = tuple(f"{group} {header}".strip() for group, header in columns)
        implied = implied_paths(known, columns, joined)
        count = known.count([implied.get(header, header) for header in joined])
        if count <= max(known.count(upper.cells), known.count(lower.cells)):
            continue
        if holds_answers(columns, joined, implied, known):
            continue
        above = tuple(row.number for row in rows if row.number < upper.number)
        yield Headings(joined, upper.number, lower.number, count, above, implied)


def _grouped(upper: TopRow, lower: TopRow) -> Iterator[tuple[str, str]]:
    """Yield the group and the heading of each column.

    In a spreadsheet merged cells say how far a group goes. In CSV, and where none are merged, it
    goes as far as there is nothing to the right. A heading with nothing below it is no group.
    """
    merged = {column: first for first, last in upper.merged for column in range(first, last + 1)}
    group = ""
    for column in range(max(len(upper.cells), len(lower.cells))):
        above, below = _cell(upper, column), _cell(lower, column)
        if above or (merged and column not in merged):
            group = above
        if above and not below:
            group = ""
            yield above, ""
        else:
            yield (group if below else ""), below


def _cell(row: TopRow, column: int) -> str:
    return row.cells[column] if column < len(row.cells) else ""


def _rivals(best: Headings, singles: Sequence[Headings]) -> Iterator[Headings]:
    """Yield the other rows that may be the headings.

    Above the best that is a row that names half as many questions, since what stands between would
    be lost; below it, one that names as many. The same headings once more are no rival.
    """
    if not best.count:
        return
    same = [fold(header) for header in best.headers]
    for other in singles:
        is_above = other.first < best.first and 2 * other.count >= best.count
        is_below = other.first > best.last and other.count >= max(best.count, _FEWEST)
        if (is_above or is_below) and [fold(header) for header in other.headers] != same:
            yield other


def _unclear(label: str, best: Headings, other: Headings) -> Message:
    first, second = sorted((best.last, other.last))
    what = Phrase(
        "the headings may stand in row {first} or in row {second}", first=first, second=second
    )
    remedy = Phrase("Say which row it is")
    return Message(Where(file=label), what, remedy, code="heading-row")
