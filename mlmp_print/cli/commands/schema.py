"""The command `schema`."""

from __future__ import annotations

from pathlib import Path

from ...model.phrases import Phrase
from ..group import command
from ..options import (
    force_option,
    form_argument,
    language_option,
    option,
    output_option,
    usage_error,
)
from ..output import STDOUT, deliver, json_bytes


@command("mlmp-print schema visual-plan", "mlmp-print schema visual-plan --columns -o table.csv")
@form_argument()
@option("--example", is_flag=True, help=Phrase("Write example answers instead, ready for fill."))
@option(
    "--columns",
    is_flag=True,
    help=Phrase("Write an empty table with the headings instead: CSV, or XLSX if -o ends so."),
)
@output_option
@force_option
@language_option(
    default="da", show_default=True, help=Phrase("Language of titles, examples and headings.")
)
def schema(
    form: str, example: bool, columns: bool, output: Path | None, force: bool, lang: str
) -> None:
    """Print the JSON Schema of a form's answers."""
    from ...definitions import about, load

    if example and columns:
        raise usage_error(Phrase("--example or --columns, not both."))
    if columns:
        _deliver_table([*about.columns(form, lang=lang).values()], output, force=force)
        return
    content = about.example(form, lang=lang) if example else load.schema(form, lang=lang)
    deliver(json_bytes(content), output, force=force, binary=False)


def _deliver_table(headings: list[str], output: Path | None, *, force: bool) -> None:
    """Write a table of headings alone."""
    from ...tables import write as table_writing
    from ..read_layouts import check_spreadsheet_name

    check_spreadsheet_name(output)
    if output and output.suffix.lower() == ".xlsx":
        deliver(table_writing.xlsx_table(headings, ()), output, force=force)
        return
    lines = table_writing.csv_table(headings, (), mark=output not in (None, STDOUT))
    deliver(b"".join(lines), output, force=force, binary=False)
