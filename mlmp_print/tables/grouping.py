"""Group the rows of a table by person."""

from __future__ import annotations

from collections.abc import Iterator

from .row import Row
from .table import Table
from .table_match import TableMatch


def group_rows(match: TableMatch, table: Table) -> Iterator[list[Row]]:
    """Yield the rows of each person; without `group_by` in the column map that is one row.

    A person's rows need not stand together. They are yielded after the last of them, so that only
    the people who are not complete yet are in memory. The table is read twice for that.
    """
    if not match.column_map.group_by:
        for row in table.rows():
            yield [row]
        return
    last_rows = {key: row.number for key, row in _keyed_rows(match, table)}
    waiting: dict[str, list[Row]] = {}
    for key, row in _keyed_rows(match, table):
        if not key:
            yield [row]
            continue
        waiting.setdefault(key, []).append(row)
        # If the table was saved since the first reading, a key may be new, and `Table.unchanged`
        # stops the batch.
        if last_rows.get(key) == row.number:
            yield waiting.pop(key)


def _keyed_rows(match: TableMatch, table: Table) -> Iterator[tuple[str, Row]]:
    """Yield each row with the key of its person.

    A row without a key takes that of the row directly above: so a table looks whose cells were
    merged, or whose keys were written once. It may also be somebody else's row, so neither is
    used: `rows_without_person` makes it an error of that person.
    """
    key, number = "", 0
    for row in table.rows():
        own_key = match.text(row, match.column_map.group_by)
        follows = row.number == number + 1
        key = own_key or (key if follows else "")
        number = row.number
        yield key, row
