"""The command `scan`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ...model.errors import PdfError
from ...model.phrases import Phrase, PhraseTemplate
from ..group import command
from ..input import STDIN, check_one_stdin, read_input
from ..options import (
    file_argument,
    force_option,
    jobs_option,
    option,
    output_file_option,
    output_folder_option,
    output_option,
    path_option,
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

if TYPE_CHECKING:
    from ...reader.sources import Source
    from ...scanner.review_data import Correction


@command(
    "mlmp-print scan back.pdf -o answers.jsonl --review review  # exit code 3: a doubt is open",
    "mlmp-print scan back.pdf -o answers.xlsx --corrections corrections.json",
)
@file_argument("paths", metavar=Phrase("SCAN..."), nargs=-1, required=True)
@output_option
@force_option
@option(
    "--format",
    "layout",
    type=click.Choice(["json", "jsonl", "csv", "xlsx"]),
    help=Phrase("A record or a row for each sheet.  [default: as -o ends, else jsonl]"),
)
@register_option
@path_option(
    "--look",
    "looks",
    multiple=True,
    metavar=Phrase("FILE.toml"),
    help=Phrase("A look that sheets were drawn in. May be given several times."),
)
@path_option(
    "--form",
    "forms",
    multiple=True,
    metavar=Phrase("FILE.toml"),
    help=Phrase("A form of your own that sheets are of. May be given several times."),
)
@path_option(
    "--blank",
    "blanks",
    multiple=True,
    metavar=Phrase("FILE.pdf"),
    help=Phrase(
        "An empty sheet as it was printed, of an older version of a form. "
        "May be given several times."
    ),
)
@output_folder_option(
    "--pictures",
    metavar=Phrase("DIR"),
    help=Phrase("Write pictures of all that is written by hand into this folder."),
)
@output_folder_option(
    "--review",
    metavar=Phrase("DIR"),
    help=Phrase(
        "Write a page into this folder on which you settle what is in doubt, and type what is "
        "written by hand. It needs no network."
    ),
)
@option(
    "--all-pages",
    is_flag=True,
    help=Phrase(
        "On that page, ask of each page without a sheet id to which sheet it belongs. Pages that "
        "lay in the wrong order are moved so."
    ),
)
@path_option(
    "--corrections",
    metavar=Phrase("FILE"),
    help=Phrase("What was settled on that page: corrections.json, or its table filled in."),
)
@output_file_option(
    "--report",
    metavar=Phrase("FILE.csv"),
    help=Phrase("Write which pages were left out and why, the doubts, and the notes."),
)
@jobs_option(help=Phrase("How many pages are read at the same time."))
@option(
    "--rows",
    type=click.Choice(ROWS),
    default="file",
    help=Phrase("What has a row of its own; each sheet, if you do not say."),
)
@headings_option
@no_persons_option
def scan(
    paths: tuple[Path, ...],
    output: Path | None,
    force: bool,
    layout: str | None,
    register: Path | None,
    looks: tuple[Path, ...],
    forms: tuple[Path, ...],
    blanks: tuple[Path, ...],
    pictures: Path | None,
    review: Path | None,
    all_pages: bool,
    corrections: Path | None,
    report: Path | None,
    jobs: int | None,
    rows: str,
    headings: str,
    no_persons: bool,
) -> None:
    """Read filled sheets of paper from scans and photos: PDF, TIFF, PNG, JPEG, whole folders.

    Scan in grey, with 200 dots an inch. A value that is given is what stands on the paper;
    everything else is a doubt, named and left out: exit code 3 until it is settled. What is written
    by hand is not read, but shown to be typed.
    """
    from ...scanner.extra import check_installed

    check_one_stdin(*dict.fromkeys(paths), names=[Phrase("SCAN")])
    if no_persons:
        others = {"--register": register, "--pictures": pictures, "--report": report}
        check_no_persons(rows, {**others, "--review": review})
    if all_pages and not review:
        raise usage_error(Phrase("--all-pages needs --review DIR."))
    check_installed()
    from ...reader.sources import find
    from ...scanner.blank_sources import BlankSources
    from ...scanner.review import check_folder
    from ...scanner.review_items import review_items
    from ...scanner.scan import Scanning
    from ...scanner.scan_files import PICTURES
    from ..read_layouts import choose_layout
    from ..read_output import Wanted
    from ..read_summary import tell_summary
    from ..scan_output import ScanWriter, write_review

    given = [path for path in (register, corrections) if path]
    sources = [_with_content(source) for source in find(paths, PICTURES)]
    inputs = [*(source.file for source in sources), *looks, *forms, *blanks, *given]
    usual = layout or (None if output and output.suffix else "jsonl")
    chosen = choose_layout(usual, output, several=False, rows=rows)
    wanted = Wanted(
        chosen,
        rows=rows,
        headings=check_headings(headings, chosen),
        impersonal=no_persons,
        look=looks[0] if looks else None,
        register=register_entries(register),
    )
    writer = ScanWriter(
        wanted, output, inputs, several=True, force=force, pictures=pictures, report=report
    )
    if review:
        check_folder(review, force=force)
        writer.reviewed = True
    scanning = Scanning(
        BlankSources.of(looks, forms, blanks),
        crops=bool(pictures or review),
        jobs=jobs,
    )
    with ProgressBar(PhraseTemplate("Reading, {rate} pages a second")) as bar:
        scanning.progress = bar
        scanned = scanning.read(sources, _corrections(corrections))
    writer.write_scanned(scanned)
    if review:
        write_review(review, review_items(scanned, all_pages=all_pages), looks, force=force)
    tell_summary(writer, counted=False)
    writer.tell_scanned()
    click.get_current_context().exit(writer.exit_code)


def _with_content(source: Source) -> Source:
    """The source; stdin with what it holds."""
    from ...reader.sources import Source

    if source.file != STDIN:
        return source
    return Source(source.file, content=read_input(STDIN, PdfError))


def _corrections(path: Path | None) -> Sequence[Correction]:
    """What a person has settled; nothing without a file. Raises AnswersError."""
    if path is None:
        return ()
    from ...scanner.review import read_corrections

    return read_corrections(path)
