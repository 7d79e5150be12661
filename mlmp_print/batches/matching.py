"""Open a table, and match its columns with the questions of the forms that are to be filled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ..api import Template
from ..definitions.load import load
from ..look.sheet_names import SheetNames, every_wording
from ..look.wording import Wording
from ..model.form import Form
from ..tables.column_map import ColumnMap
from ..tables.known_columns import KnownColumns
from ..tables.started_sheets import check_start, older_form
from ..tables.table import Table, TableSource
from ..tables.table_match import TableMatch
from ..tables.table_part import TablePart

WordedForm = tuple[Form, Sequence[Wording]]  # a form, and its words in every language


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
    worded = with_wordings(templates, look_file)
    known = KnownColumns.of(worded, column_map)
    table = Table(source, table_format, part=part.or_else(column_map.part), known=known)
    matching = match_table(templates, table, column_map, look_file, accepted)
    table.use(matching.used, accepted)
    return table, matching


def with_wordings(templates: Sequence[Template], look_file: Path | None) -> list[WordedForm]:
    """Return the forms of templates, each with its words in every language.

    Args:
        templates: The forms.
        look_file: The look in which they are drawn.
    """
    return [(one.form, every_wording(one.form, one.look, look_file)) for one in templates]


def match_table(
    templates: Sequence[Template],
    table: Table,
    column_map: ColumnMap,
    look_file: Path | None,
    accepted: frozenset[str] = frozenset(),
    *,
    may_be_foreign: bool = False,
) -> TableMatch:
    """Match the columns of a table that is open, also of one whose sheets start the new ones.

    Args:
        templates: The forms.
        table: The table.
        column_map: What the user says of the columns.
        look_file: The look in which the forms are drawn.
        accepted: The codes of the doubts that are accepted.
        may_be_foreign: Whether no column needs to be a question.

    Raises as `open_and_match` does.
    """
    look, forms = templates[0].look, [template.form for template in templates]
    worded = with_wordings(templates, look_file)
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
        may_be_foreign=may_be_foreign,
        heading_row=table.headings.last,
    )
    if older:
        started = tuple(SheetNames(Wording(form, look)) for form in forms)
        matching = replace(matching, started=started)
    return matching
