"""The command `effects`."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ...model.limits import FAULTS_SHOWN
from ...model.losses import BESIDE_ANSWERS, check_codes
from ...model.phrases import Phrase, PhraseTemplate
from ..exit_codes import PARTIAL
from ..group import command
from ..input import STDIN, check_one_stdin, optional_password
from ..options import (
    accept_option,
    file_argument,
    force_option,
    ink_option,
    language_option,
    output_file_option,
    password_option,
    path_option,
    reading_jobs_option,
    usage_error,
)
from ..output import NOTE, STDOUT, Delivery, ProgressBar, json_bytes, tell, tell_first

if TYPE_CHECKING:
    from ...reader.many import Received
    from ...reader.sources import Source
    from ...summary.collecting import Collection
    from ...summary.effects import Effects

_ENDINGS = (".xlsx", ".pdf", ".json")


@command(
    "mlmp-print effects status-sheets -o effects.pdf",
    "mlmp-print effects plans-2027 --before plans-2026 -o effects.xlsx",
)
@file_argument("paths", metavar=Phrase("PDF..."), nargs=-1, required=True)
@output_file_option(
    "-o",
    "--output",
    required=True,
    metavar=Phrase("PATH"),
    help=Phrase("Where to write: .xlsx for people, .json for programs, .pdf for a meeting."),
)
@force_option
@path_option(
    "--before",
    multiple=True,
    help=Phrase(
        "Earlier plans of the same people: files, folders or patterns. Two sheets are a pair by "
        "their sheet id, else by the name of their file. May be given several times."
    ),
)
@password_option
@accept_option
@reading_jobs_option
@language_option(default="", help=Phrase("Language of the counts; without it, that of the sheets."))
@ink_option
@path_option(
    "--look",
    metavar=Phrase("FILE.toml"),
    help=Phrase("The look that the sheets have: the names and colours of its life themes."),
)
def effects(
    paths: tuple[Path, ...],
    output: Path,
    force: bool,
    before: tuple[Path, ...],
    password_file: Path | None,
    accept: tuple[str, ...],
    jobs: int | None,
    lang: str,
    ink: str,
    look: Path | None,
) -> None:
    """Count how it went over many: how many goals moved to less help, stayed, or moved to more.

    From status sheets, or from plans of two years (--before). There is no name, no id and no text
    in the counts. Groups of fewer than five people are counted together with others.
    """
    from ...sandbox import sandbox

    check_one_stdin(*dict.fromkeys(paths), password_file, names=["PDF", "--password-file"])
    if STDIN in before:
        raise usage_error(Phrase("--before takes files and folders, not stdin."))
    ending = ".json" if output == STDOUT else output.suffix.lower()
    if ending not in _ENDINGS:
        raise usage_error(Phrase("End the name after -o in .xlsx, .pdf or .json."))
    sandbox.start("mlmp_print.reader.in_process:read_to_json")
    from ...look import look as looks
    from ...reader.in_order import MANY_FILES
    from ...reader.sources import find
    from ...sandbox.processors import usual_jobs
    from ...summary.effects import summarize
    from ..beside_output import beside_summary

    looks.load(lang, ink, file=look)  # a wrong one is told before thousands of files are read
    later, earlier = find(paths), find(before)
    if _files(later) & _files(earlier):
        raise usage_error(Phrase("The same files are given as those of both years."))
    inputs = [source.on_disk or source.file for source in (*later, *earlier)]
    inputs += [path for path in (password_file, look) if path]
    accepted = check_codes(accept)
    delivery = Delivery(output, inputs=inputs, force=force, binary=ending != ".json")
    jobs = jobs or usual_jobs(len(later) + len(earlier), MANY_FILES)
    reading = {"password": optional_password(password_file), "jobs": jobs}
    sheets = _collect(later, earlier if before else None, reading)
    tell_first(sheets.left_out[:FAULTS_SHOWN], len(sheets.left_out))
    notes = [*map(str, sheets.notes[:FAULTS_SHOWN])]
    tell_first(notes, len(sheets.notes), template=NOTE)
    found = summarize(sheets)
    with delivery:
        delivery.add(_bytes(found, ending, lang, ink, look))
    beside = {note.code for note in sheets.notes if note.code in BESIDE_ANSWERS} - accepted
    if beside:
        tell(beside_summary(beside))
    what = PhraseTemplate("{goals:,} goals of {people:,} people counted.")
    counted = found.counted
    tell(what.phrase(goals=counted.total.goals, people=counted.people))
    click.get_current_context().exit(PARTIAL if sheets.left_out or beside else 0)


def _collect(
    later: Sequence[Source], earlier: Sequence[Source] | None, reading: dict[str, Any]
) -> Collection:
    """Read all sheets and collect their goals."""
    from ...summary.effects import collect

    total = len(later) + len(earlier or ())
    with ProgressBar(PhraseTemplate("Reading, {rate} a second")) as bar, ExitStack() as stack:
        before = None
        if earlier is not None:
            before = _read(stack, earlier, reading, bar, 0, total)
        return collect(_read(stack, later, reading, bar, len(earlier or ()), total), before)


def _read(
    stack: ExitStack,
    sources: Sequence[Source],
    reading: dict[str, Any],
    bar: ProgressBar,
    done: int,
    total: int,
) -> Iterator[Received]:
    """Yield what is read, while the bar shows how much of all that is."""
    from ...reader.many import read_sources
    from ..read_output import pdf_or_stdin

    results = stack.enter_context(closing(read_sources(sources, content=pdf_or_stdin, **reading)))
    for number, received in enumerate(results, done + 1):
        yield received
        bar(number, total)


def _bytes(found: Effects, ending: str, lang: str, ink: str, look: Path | None) -> bytes:
    if ending == ".json":
        return json_bytes(found.to_json())
    today = date.today()
    if ending == ".xlsx":
        return found.xlsx(lang=lang, look=look, day=today)
    return found.pdf(lang=lang, ink=ink, look=look, day=today)


def _files(sources: Sequence[Source]) -> set[str]:
    """The files, under the names that they have wherever a link leads."""
    return {os.path.realpath(source.file) for source in sources if not source.why_not}
