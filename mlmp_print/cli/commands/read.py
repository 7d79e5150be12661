"""The command `read`."""

from __future__ import annotations

from pathlib import Path

import click

from ...model.phrases import Phrase, PhraseTemplate
from ..group import command
from ..input import check_one_stdin, optional_password
from ..options import (
    accept_option,
    file_argument,
    force_option,
    option,
    output_file_option,
    output_folder_option,
    output_option,
    password_option,
    path_option,
    reading_jobs_option,
    usage_error,
)
from ..output import ProgressBar
from ..row_options import (
    ROWS,
    check_headings,
    check_no_persons,
    headings_option,
    no_persons_option,
    register_entries,
    register_option,
)


@command(
    "mlmp-print read peter.pdf --pictures . -o answers.json",
    "mlmp-print read returned -o answers.csv --report left-out.csv",
)
@file_argument("paths", metavar=Phrase("PDF..."), nargs=-1, required=True)
@output_option
@force_option
@option(
    "--format",
    "layout",
    type=click.Choice(["json", "jsonl", "csv", "xlsx"]),
    help=Phrase("The answers alone, or a line or row for each file.  [default: as -o ends]"),
)
@password_option
@output_folder_option(
    "--pictures",
    metavar=Phrase("DIR"),
    help=Phrase(
        "Write the pictures into this folder, beside the answers or below them, and pictures of "
        "what stands on the sheets beside their fields."
    ),
)
@option(
    "--check",
    is_flag=True,
    help=Phrase(
        "Compare the fields with what the pages show, and with the answers attached to a locked "
        "copy. Exit code 3 if they differ, or if that cannot be told."
    ),
)
@output_file_option(
    "--report",
    metavar=Phrase("FILE.csv"),
    help=Phrase("Write which files were left out and why, and the notes."),
)
@accept_option
@reading_jobs_option
@register_option
@option(
    "--rows",
    type=click.Choice(ROWS),
    default="file",
    help=Phrase(
        "What has a row of its own; each file, if you do not say. The sheets of a person are "
        "known by their sheet id, or by the register."
    ),
)
@headings_option
@no_persons_option
@path_option(
    "--look",
    metavar=Phrase("FILE.toml"),
    help=Phrase("The look that the sheets have: a spreadsheet then has its names of life themes."),
)
def read(
    paths: tuple[Path, ...],
    output: Path | None,
    force: bool,
    layout: str | None,
    password_file: Path | None,
    pictures: Path | None,
    check: bool,
    report: Path | None,
    accept: tuple[str, ...],
    jobs: int | None,
    register: Path | None,
    rows: str,
    headings: str,
    no_persons: bool,
    look: Path | None,
) -> None:
    """Read the answers of filled PDFs: files, whole folders, or patterns such as "back/*.pdf".

    The fields count, whatever the pages show. What stands beside them is named, and in no answer:
    exit code 3 until you accept it. A file that cannot be read does not stop the others.
    """
    from ...sandbox import sandbox

    check_one_stdin(*dict.fromkeys(paths), password_file, names=["PDF", "--password-file"])
    if no_persons:
        check_no_persons(rows, {"--register": register, "--pictures": pictures, "--report": report})
    # It starts while the rest is imported.
    sandbox.start("mlmp_print.reader.in_process:read_to_json")
    from ...reader.in_order import MANY_FILES
    from ...reader.sources import find
    from ...sandbox.processors import usual_jobs
    from ..read_layouts import choose_layout
    from ..read_output import AnswerWriter, Wanted
    from ..read_summary import tell_summary

    sources = find(paths)
    several = len(sources) > 1 or sources[0].file != paths[0]
    inputs = [source.on_disk or source.file for source in sources]
    inputs += [path for path in (password_file, look, register) if path]
    layout = choose_layout(layout, output, several=several, rows=rows)
    in_words = check_headings(headings, layout)
    if look and layout != "xlsx" and not in_words:
        raise usage_error(
            Phrase("--look gives a spreadsheet its words: end the name after -o in .xlsx.")
        )
    password = optional_password(password_file)
    wanted = Wanted(
        layout,
        rows=rows,
        headings=in_words,
        impersonal=no_persons,
        check=check,
        accept=accept,
        look=look,
        register=register_entries(register),
    )
    writer = AnswerWriter(
        wanted,
        output,
        inputs,
        several=several,
        force=force,
        pictures=pictures,
        report=report,
    )
    with ProgressBar(PhraseTemplate("Reading, {rate} a second")) as bar:
        writer.write(sources, password, bar, jobs or usual_jobs(len(sources), MANY_FILES))
    # The user did not count what a folder or a pattern holds.
    tell_summary(writer, counted=any(source.file not in paths for source in sources))
    click.get_current_context().exit(writer.exit_code)
