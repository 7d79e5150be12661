"""A table for which a map is drafted: its columns are matched by one map after another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..api import Template
from ..tables.column_map import LEFT_OUT, ColumnMap
from ..tables.form_match import same_questions
from ..tables.known_columns import KnownColumns
from ..tables.table import Table, TableSource
from ..tables.table_match import TableMatch
from ..tables.table_part import TablePart
from .matching import match_table, with_wordings


@dataclass
class DraftTable:
    """A table whose columns are matched by one map after another.

    Attributes:
        templates: The forms.
        table: The table.
        look_file: The look in which the forms are drawn.
    """

    templates: Sequence[Template]
    table: Table
    look_file: Path | None
    _depends: bool = field(init=False)  # whether headings mean other things if rows are entries

    def __post_init__(self) -> None:
        self._depends = bool(self.table.implied)

    @classmethod
    def of(
        cls,
        templates: Sequence[Template],
        source: TableSource,
        table_format: str | None,
        part: TablePart,
        look_file: Path | None,
    ) -> DraftTable:
        """Open a table, whether it has a row for each person or for each entry of a list.

        Raises as `Table` does.
        """
        known = KnownColumns.of_either(with_wordings(templates, look_file))
        table = Table(source, table_format, part=part, known=known)
        return cls(templates, table, look_file)

    def matched(self, column_map: ColumnMap) -> TableMatch:
        """Match the columns by a map, and without those that are the same question as another.

        Raises as `match_table` does.
        """
        if self._depends:
            worded = with_wordings(self.templates, self.look_file)
            part = TablePart(self.table.chosen_sheet, self.table.headings.last)
            self.table.find_headings(part, KnownColumns.of(worded, column_map))
        left_out = dict.fromkeys(self.rivals(column_map), LEFT_OUT)
        without = replace(column_map, columns={**column_map.columns, **left_out})
        return match_table(self.templates, self.table, without, self.look_file, may_be_foreign=True)

    def rivals(self, column_map: ColumnMap) -> dict[str, str]:
        """Return each column that is the same question as an earlier one → that one."""
        known = KnownColumns.of(with_wordings(self.templates, self.look_file), column_map)
        headers = [header for header in self.table.headers if header.strip()]
        with_implied = column_map.with_columns(self.table.implied)
        rivals: dict[str, str] = {}
        for headings in known.headings:
            rivals.update(same_questions(headings, headers, with_implied))
        return rivals
