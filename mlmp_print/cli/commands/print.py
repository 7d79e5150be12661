"""The command `print`."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

from ...model.limits import FAULTS_SHOWN, SPARE_SETS, TABLE_BYTES
from ...model.phrases import Phrase, PhraseTemplate
from ...tables.doubts import ABOUT_NAMES
from ..completion import forms_with_commas
from ..group import command
from ..input import STDIN
from ..options import (
    Number,
    accepting_option,
    copies_option,
    duplex_option,
    file_argument,
    force_option,
    form_argument,
    form_names,
    look_options,
    option,
    output_option,
    usage_error,
)
from ..output import NOTE, Delivery, ProgressBar, tell, tell_first
from ..table_options import part_options, table_part


@command(
    "mlmp-print print preparation-sheet,visual-plan,goal-staircase --sets 5 --duplex -o five.pdf",
    "mlmp-print print visual-plan names.csv --sets 2 -o plans.pdf",
    name="print",
)
@form_argument(metavar=Phrase("FORM[,FORM...]"), shell_complete=forms_with_commas)
@file_argument("names", metavar=Phrase("[NAMES]"), required=False)
@option(
    "--sets",
    metavar="N",
    type=Number(0, SPARE_SETS),
    help=Phrase(
        "How many sets have no name; with NAMES they follow those that have one.  "
        "[default: 1, with NAMES 0]"
    ),
)
@copies_option
@duplex_option
@output_option
@part_options
@accepting_option(
    ABOUT_NAMES,
    help=Phrase(
        "Say that you have looked at a doubt about the names: {codes}. May be given several times.",
        codes=list(ABOUT_NAMES),
    ),
)
@force_option
@look_options
def print_(
    form: str,
    names: Path | None,
    output: Path | None,
    sets: int | None,
    copies: int,
    duplex: bool,
    accept: tuple[str, ...],
    force: bool,
    **options: Any,
) -> None:
    """Print sets of empty sheets into one flat PDF for the printer.

    NAMES is a text file with a name on each line, or a table (CSV, XLSX, ODS, XLS, JSON, JSONL);
    - is stdin. With it the first page is the list of names, and each set has a name on it.
    """
    from ...batches.print_sets import CourseSets
    from ...definitions.load import names as forms

    part = table_part(options)
    if names is None and (accept or part != type(part)()):
        raise usage_error(Phrase("--sheet, --heading-row, --hidden and --accept belong to NAMES."))
    if names and str(names) in forms() and not names.exists():
        both = f"{form},{names}"
        raise usage_error(Phrase("Write a comma between forms, and no space: {forms}.", forms=both))
    if names is None and sets == 0:
        raise usage_error(Phrase("Without NAMES there is at least one set: leave --sets 0 out."))
    inputs = [path for path in (names, options["look"]) if path]
    delivery = Delivery(output, inputs=inputs, force=force)
    source = _stdin() if names == STDIN else names
    job = CourseSets.of(form_names(form), source, sets=sets, accept=accept, part=part, **options)
    with delivery, ProgressBar(PhraseTemplate("Printing, {rate} a second")) as bar:
        printed = job.print(delivery.add, copies=copies, duplex=duplex, progress=bar)
    notes = sorted(printed.notes, key=lambda note: -note.weight)
    tell_first(notes[:FAULTS_SHOWN], len(notes), template=NOTE)
    what = Phrase("Sets: {sets:,}. Pages: {pages:,}.", sets=printed.sets, pages=printed.pages)
    tell(what)


def _stdin() -> io.BytesIO:
    """What comes in on stdin, no more of it than a table may have."""
    if sys.stdin.isatty():
        raise usage_error(Phrase("Name the file with the names, or pipe them in."))
    contents = io.BytesIO(sys.stdin.buffer.read(TABLE_BYTES + 1))
    contents.name = "stdin"  # what messages call it
    return contents
