"""The public function `draft_map`: the first map of columns for a table."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Unpack

from ..api import templates
from ..look.look import DrawOptions
from ..model.arguments import check_arguments, check_options
from ..model.errors import AnswersError
from ..model.limits import TOML_BYTES
from ..model.messages import Message, Where
from ..model.phrases import Phrase
from ..tables.table import TableSource, check_table
from ..tables.table_part import TablePart
from .draft_table import DraftTable
from .forms import Forms, check_forms, check_unique, names_and_templates
from .map_draft import MapDraft


@dataclass(frozen=True)
class DraftedMap:
    """A draft of a map of columns.

    Attributes:
        toml: The map, as the contents of a file for `batch(…, columns=…)`.
        doubts: What somebody has to decide first. The columns that it is about stand in the draft
            as comments, so that a batch with the map asks the same.
        notes: What of the table is not read, or left out.
    """

    toml: str = field(repr=False)
    doubts: tuple[Message, ...] = ()
    notes: tuple[Message, ...] = ()


def draft_map(
    form: Forms,
    table: TableSource,
    *,
    table_format: Literal["csv", "json", "jsonl"] | None = None,
    worksheet: str | None = None,
    heading_row: int | None = None,
    hidden: Literal["fill", "skip"] | None = None,
    **options: Unpack[DrawOptions],
) -> DraftedMap:
    """Draft a map of columns for a table: which column is which question.

    The draft has a line for each column, and says of what kind its first values are, but no value.
    A column whose heading is not known is left out, never guessed at, with a known heading like it
    in a comment. Comments are in the language of `language`, headings in that of the sheet.

    Args:
        form: Names of forms, paths of `.toml` definitions, or templates.
        table: A table, as for `batch`.
        table_format: The format of a file whose name does not end so.
        worksheet: The name of the sheet of a spreadsheet, where several fit.
        heading_row: The number of the row with the headings, or of the lower one of two.
        hidden: What happens to rows that a spreadsheet hides.
        options: The fields of `DrawOptions`: `lang` is the language of the headings.

    Returns:
        The draft, and what somebody has to decide about it.

    Raises:
        UsageError: Arguments are of a wrong type, or a form or look cannot be used.
        DefinitionError: A form's definition is wrong.
        AnswersError: The table cannot be read, or it cannot be told which sheet or which row with
            headings is meant.

    >>> rows = [{"Sagsnr": 7001, "Navn": "Åse", "Indsatsmål 1": "bage", "Formåll": "bo"}]
    >>> drafted = draft_map("visual-plan", rows)
    >>> for line in drafted.toml.splitlines()[-5:]:
    ...     print(line)
    [columns]
    # “Sagsnr”: id; whole numbers
    "Navn" = "Navn" # short text
    "Indsatsmål 1" = "Mål 1" # short text
    "Formåll" = "" # short text; no question; nearest: “Formål”
    >>> drafted.doubts
    ()
    """
    check_forms(form)
    check_options(options, DrawOptions)
    check_table(table, table_format)
    check_arguments(worksheet=worksheet, heading_row=heading_row, hidden=hidden)
    names, own = names_and_templates(form, options)
    compiled = own or templates(names, **options)
    check_unique([template.form.name for template in compiled])
    look_path = options.get("look")
    look_file = Path(look_path) if look_path else None
    part = TablePart(worksheet or "", heading_row or 0, hidden or "")
    draft = DraftTable.of(compiled, table, table_format, look_file=look_file, part=part)
    drafted = MapDraft.of(draft, part)
    toml = drafted.text.toml()
    if len(toml.encode()) > TOML_BYTES:
        what = Phrase("the map would be more than {most:,} bytes", most=TOML_BYTES)
        raise AnswersError([Message(Where(file=draft.table.where), what)])
    return DraftedMap(toml, tuple(drafted.doubts), tuple(drafted.notes))
