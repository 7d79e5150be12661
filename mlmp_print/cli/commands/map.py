"""The command `map`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ...model.limits import FAULTS_SHOWN
from ...model.phrases import Phrase
from ..completion import forms_with_commas
from ..exit_codes import PARTIAL
from ..group import command
from ..input import STDIN
from ..options import (
    file_argument,
    force_option,
    form_argument,
    form_names,
    language_option,
    look_file_option,
    output_option,
    settings_option,
    usage_error,
)
from ..output import NOTE, STDOUT, Delivery, tell, tell_first
from ..table_options import part_options, table_part


@command(
    "mlmp-print map visual-plan export.csv -o columns.toml",
    "mlmp-print map mood-board,visual-plan names.csv -o names.toml",
    name="map",
)
@form_argument(metavar=Phrase("FORM[,FORM...]"), shell_complete=forms_with_commas)
@file_argument("table", metavar=Phrase("TABLE"))
@output_option
@force_option
@part_options
@language_option(
    default="",
    show_default="da",
    help=Phrase("Language of the sheet, whose headings stand in the map."),
)
@settings_option
@look_file_option
def draft(
    form: str, table: Path, output: Path | None, force: bool, lang: str, **options: Any
) -> None:
    """Draft a map of columns for TABLE: which column is which question of a form.

    The draft shows what kind of values each column has, and no value. What it cannot tell stands in
    it as a comment (exit code 3). Look through it, and give it to batch with --columns.
    """
    from ...batches.drafted_map import draft_map

    if table == STDIN:
        raise usage_error(Phrase("A table is a file, not stdin: it is read twice."))
    part = table_part(options)
    hidden_rows: Any = part.hidden or None  # one of the two words, as the option knows
    inputs = [path for path in (table, options["look"]) if path]
    delivery = Delivery(output, inputs=inputs, force=force, binary=False)
    drafted = draft_map(
        form_names(form),
        table,
        worksheet=part.sheet or None,
        heading_row=part.heading_row or None,
        hidden=hidden_rows,
        lang=lang,
        **options,
    )
    with delivery:
        delivery.add(drafted.toml.encode())
    tell_first([str(note) for note in drafted.notes], len(drafted.notes), template=NOTE)
    tell_first([str(doubt) for doubt in drafted.doubts[:FAULTS_SHOWN]], len(drafted.doubts))
    if drafted.doubts:
        tell(Phrase("This is to be decided in the map before a batch is run with it."))
        click.get_current_context().exit(PARTIAL)
    if output not in (None, STDOUT):
        tell(Phrase("Look through the map, and try it with batch --columns … --dry-run."))
