"""Open a table, and match its columns with the questions of the forms that are to be filled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ..api import Template
from ..definitions.load import load
from ..look.sheet_names import SheetNames, every_wording
from ..look.wording import Wording
from ..tables.column_map import ColumnMap
from ..tables.known_columns import KnownColumns
from ..tables.started_sheets import check_start, older_form
from ..tables.table import Table, TableSource
from ..tables.table_match import TableMatch
from ..tables.table_part import TablePart


def open_and_match(
    templates: Sequence[Template],
    source: TableSource,
    table_format: str | None,
    column_map: ColumnMap,
    part: TablePart,
    look_file: Path | None,
    accepted: frozenset[str],
) -> tuple[Table, TableMatch]:
    """Open a table and match its columns.

    Args:
        templates: The forms.
        source: The table.
        table_format: Of a table whose name does not end so.
        column_map: What the user says of the columns.
        part: Which part of the table's file is read.
        look_file: The look in which the forms are drawn.
        accepted: The codes of the doubts that are accepted.

    Raises:
        AnswersError: The table cannot be read, or none of its columns is a question.
        UsageError: The map does not fit the table and the forms.
    """
    look, forms = templates[0].look, [template.form for template in templates]
    worded = [(one.form, every_wording(one.form, one.look, look_file)) for one in templates]
    known = KnownColumns.of(worded, column_map)
    table = Table(source, table_format, part=part.or_else(column_map.part), known=known)
    older = older_form(table, column_map, forms)
    if older:
        older_one = load(older, look)
        check_start(older_one, forms, table.where)
        worded = [(older_one, every_wording(older_one, look, look_file))]
    matching = TableMatch.of(
        worded,
        table.headers,
        column_map.with_columns(table.implied),
        where=table.where,
        records=table.records,
        accepted=accepted,
    )
    if older:
        started = tuple(SheetNames(Wording(form, look)) for form in forms)
        matching = replace(matching, started=started)
    table.use(matching.used, accepted)
    return table, matching
