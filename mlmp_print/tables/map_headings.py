"""Headings of a map of columns that differ from the table's only in what nobody sees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..model.cells import seen
from .column_map import ColumnMap


def with_table_headings(column_map: ColumnMap, headers: Sequence[str]) -> ColumnMap:
    """Return the map with each heading as the table has it.

    A heading that the table has as it is, or that looks like two of the table's, stays.

    >>> column_map = ColumnMap(id="Sags nr", columns={"M\\u00a0 1": "goals.1.text"})
    >>> spelled = with_table_headings(column_map, ["Sags\\u00adnr", "Sags  nr", "M 1"])
    >>> spelled.id, dict(spelled.columns)
    ('Sags  nr', {'M 1': 'goals.1.text'})
    """
    spellings: dict[str, list[str]] = {}
    for header in headers:
        spellings.setdefault(seen(header), []).append(header)

    def spelled(header: str) -> str:
        alike = spellings.get(seen(header), ())
        return alike[0] if header not in headers and len(alike) == 1 else header

    return replace(
        column_map,
        id=spelled(column_map.id),
        group_by=spelled(column_map.group_by),
        course=spelled(column_map.course),
        password=spelled(column_map.password),
        name=tuple(map(spelled, column_map.name)),
        columns={spelled(header): path for header, path in column_map.columns.items()},
    )
