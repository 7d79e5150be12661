"""The command `batch`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from ...files import is_zip
from ...model.errors import AnswersError
from ...model.limits import SPARE_SETS
from ...model.phrases import Phrase, PhraseTemplate
from ..completion import forms_with_commas
from ..exit_codes import PARTIAL
from ..group import command
from ..input import STDIN, check_password_prompt, new_password
from ..older_options import OlderOptions, older_options
from ..options import (
    chosen_options,
    copies_option,
    duplex_option,
    file_argument,
    folder_or_zip_option,
    force_option,
    form_argument,
    form_names,
    jobs_option,
    look_options,
    number_option,
    option,
    output_file_option,
    path_option,
    usage_error,
)
from ..output import NOTE, STDOUT, ProgressBar, tell, tell_first
from ..table_options import table_options, table_part


@command(
    "mlmp-print batch visual-plan export.csv -o plans",
    "mlmp-print batch mood-board,visual-plan names.csv --print course.pdf --duplex --spare 2",
)
@form_argument(metavar=Phrase("FORM[,FORM...]"), shell_complete=forms_with_commas)
@file_argument("table", metavar=Phrase("TABLE"))
@folder_or_zip_option(
    "-o",
    "--output",
    metavar=Phrase("PATH"),
    help=Phrase("Where to write a PDF for each person and form: a folder, or a file.zip."),
)
@output_file_option(
    "--print",
    "print_job",
    metavar=Phrase("JOB.pdf"),
    help=Phrase("Write one flat PDF for the printer: a list of names, then everyone's sheets."),
)
@duplex_option
@copies_option
@number_option(
    "--spare",
    default=0,
    least=0,
    most=SPARE_SETS,
    help=Phrase("How many sets without a name follow those of each course."),
)
@option(
    "--collate",
    default="person",
    show_default=True,
    type=click.Choice(["person", "form"]),
    help=Phrase("What lies together in the print job."),
)
@output_file_option(
    "--sheet-ids",
    metavar=Phrase("REGISTER.csv"),
    help=Phrase("Give everyone's sheets an id, and write down whose it is."),
)
@table_options
@older_options
@option(
    "--filename",
    metavar=Phrase("TEXT"),
    default="",
    show_default="{id} | {id}-{form}",
    help=Phrase("How to name the files, with {id} (else the row number), {row} and {form}."),
)
@jobs_option(help=Phrase("How many processes work at the same time."))
@option(
    "--lock",
    is_flag=True,
    help=Phrase("Make archive copies: PDF/A-3a, read-only, with the answers attached as JSON."),
)
@option(
    "--encrypt",
    is_flag=True,
    help=Phrase("Encrypt the files (AES-256) with one password, which is asked for twice."),
)
@path_option(
    "--password-file",
    help=Phrase("Encrypt the files with the password on the first line of this one."),
)
@option(
    "--dry-run",
    is_flag=True,
    help=Phrase("Show which column is which question, and every error. Write nothing."),
)
@option(
    "--strict",
    is_flag=True,
    help=Phrase("Make every note an error."),
)
@option(
    "--resume",
    is_flag=True,
    help=Phrase("Make only the files that are missing. A file that somebody has changed stays."),
)
@output_file_option(
    "--report",
    metavar=Phrase("FILE.csv"),
    help=Phrase("Write every error and note: row, column, path, message."),
)
@force_option
@look_options
def batch(
    form: str,
    table: Path,
    output: Path | None,
    columns: Path | None,
    accept: tuple[str, ...],
    encrypt: bool,
    password_file: Path | None,
    **options: Any,
) -> None:
    """Fill a form, or several, for everyone in TABLE (CSV, XLSX, ODS, XLS, JSON, JSONL).

    Rows that cannot be used go into failed-rows.csv. The map may name a column of courses, each of
    which gets a list of its own, and a column of passwords.
    """
    from ...batches.job import Batch
    from ...look.look import DrawOptions
    from ...printing.print_job import PrintLayout
    from ...tables.column_kinds import first_kinds
    from ...tables.match_lines import match_lines, place_lines

    dry_run = options["dry_run"]
    encrypted = encrypt or password_file is not None
    layout = PrintLayout(
        duplex=options.pop("duplex"),
        copies=options.pop("copies"),
        by_form=options.pop("collate") == "form",
        spare=options.pop("spare"),
    )
    _check_files(table, output, options)
    _check_outputs(output, options, encrypted=encrypted, plain=layout == PrintLayout())
    if not dry_run:
        check_password_prompt(encrypt=encrypt, password_file=password_file)
    part, older = table_part(options), OlderOptions.of(options)
    drawing = {name: options.pop(name) for name in DrawOptions.__annotations__}
    if older.changed:
        drawing = chosen_options(drawing)
    job = Batch.of(form_names(form), table, columns, accept=accept, part=part, **drawing)
    job.inputs += (password_file,) if password_file else ()
    password = new_password(password_file) if encrypted and not dry_run else None
    if older.sheets:
        with ProgressBar(PhraseTemplate("Reading, {rate} a second")) as bar:
            job.use_older(older.sheets, older.arguments(options["jobs"], bar))
    if dry_run:
        kinds = first_kinds(job.table.headers, job.table.rows())
        lines = [*place_lines(job.table), *match_lines(job.matching, kinds)]
        click.echo("\n".join(lines))
    with ProgressBar(PhraseTemplate("Filling, {rate} a second")) as bar:
        outcome = job.run(output, laying=layout, password=password, progress=bar, **options)
    tell_first(outcome.notes, outcome.note_count, template=NOTE)
    if outcome.fit_count:
        count = Phrase("{count:,} texts are set smaller to fit", count=outcome.fit_count)
        tell(NOTE.phrase(message=count))
    tell_first(outcome.troubles, outcome.trouble_count)
    tell(outcome.summary(dry_run=dry_run))
    if outcome.failed:
        exit_code = PARTIAL if outcome.people else AnswersError.exit_code
        click.get_current_context().exit(exit_code)


def _check_files(table: Path, output: Path | None, options: Mapping[str, Any]) -> None:
    """Refuse stdin and stdout: a batch needs files."""
    if table == STDIN:
        raise usage_error(Phrase("A table is a file, not stdin: it is read twice."))
    if output == STDOUT:
        raise usage_error(Phrase("-o is not written to stdout: name a folder."))
    written = {"print_job": "--print", "sheet_ids": "--sheet-ids", "report": "--report"}
    for name, flag in written.items():
        if options[name] == STDOUT:
            raise usage_error(
                Phrase("{option} is not written to stdout: name a file.", option=flag)
            )


def _check_outputs(
    output: Path | None, options: Mapping[str, Any], *, encrypted: bool, plain: bool
) -> None:
    """Refuse options that do not go together. `plain`: the print job is laid out as usual."""
    print_job, dry_run = options["print_job"], options["dry_run"]
    if dry_run and options["report"]:
        raise usage_error(
            Phrase("A dry run writes nothing, and shows every error: leave --report out.")
        )
    if not (output or print_job or dry_run):
        raise usage_error(
            Phrase(
                "Name the folder to write into with -o, or the print job with --print, "
                "or look first with --dry-run."
            )
        )
    if options["resume"] and output and is_zip(output):
        raise usage_error(Phrase("--resume goes on in a folder: a zip is written whole."))
    if not print_job and not plain:
        raise usage_error(Phrase("--duplex, --copies, --spare and --collate belong to --print."))
    if encrypted and not output and not dry_run:
        raise usage_error(
            Phrase("A print job is never encrypted: name the folder for encrypted files with -o.")
        )
