"""The public function `batch`: filled PDFs for everyone in a table, and a print job for all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor
from pathlib import Path
from typing import Any, Literal, Unpack

from ..look.look import DrawOptions
from ..model.arguments import check_arguments, check_options, mistyped
from ..model.errors import UsageError
from ..model.phrases import Phrase
from ..printing.print_job import PrintLayout
from ..reader.content import PdfSource, check_source
from ..reader.many import check_sources
from ..tables.table import TableSource, check_table
from ..tables.table_part import TablePart
from .forms import Forms, check_forms
from .job import Batch
from .older_arguments import OlderArguments
from .options import BatchArguments
from .recipients import Output, check_output
from .report import Outcome


class BatchKeywords(BatchArguments, DrawOptions, total=False):
    """The keyword arguments of `batch` that say what is made, and how the forms are drawn."""


def batch(
    form: Forms,
    table: TableSource,
    output: Output | None = None,
    *,
    table_format: Literal["csv", "json", "jsonl"] | None = None,
    columns: str | Path | None = None,
    pictures: str | Path | None = None,
    accept: Iterable[str] = (),
    worksheet: str | None = None,
    heading_row: int | None = None,
    hidden: Literal["fill", "skip"] | None = None,
    start_from: Iterable[PdfSource] | None = None,
    onto: Iterable[PdfSource] | None = None,
    register: str | Path | None = None,
    older_password: str | None = None,
    jobs: int = 1,
    executor: Executor | None = None,
    progress: Callable[[int, int], None] | None = None,
    **options: Unpack[BatchKeywords],
) -> Outcome:
    """Fill a form, or several, for everyone in a table.

    Args:
        form: Names of forms, paths of `.toml` definitions, or templates.
        table: A path or an open file: CSV, XLSX, ODS, XLS, JSON or JSONL. Or rows: any iterable of
            mappings, as a list of dictionaries or a cursor of `sqlite3` whose `row_factory` is
            `sqlite3.Row`. Rows and the contents of an open file are kept in memory.
        output: Where a PDF for each person and form goes; nowhere without it. A path is a folder,
            or a zip if it ends in `.zip`; an open binary file gets a zip; a function is called
            with name and bytes of each PDF, in the order of the table.
        table_format: The format of a file whose name does not end so. A spreadsheet is known by
            its contents.
        columns: A map (TOML) of columns that are not headed as the questions are.
        pictures: The folder of the pictures that the table names; without it, the table's own.
        accept: The codes of the doubts about the table that are accepted: a refusal names its own.
        worksheet: The name of the sheet of a spreadsheet. Without it, and without one in the map,
            it is the only one whose headings fit.
        heading_row: The number of the row with the headings, or of the lower one of two. Without it
            they are looked for in the first 20 rows.
        hidden: Whether rows that a spreadsheet hides are filled all the same, which is usual, or
            skipped. A note names them.
        start_from: The older sheets that people's sheets start from, as `carry` does it: files,
            folders, patterns, bytes or open files. A sheet is a person's by its sheet id (a
            column `sheet_id`), by the register, or by a file name that is the person's id.
        onto: The sheets that are changed, as `change` does it: answers that the table does not
            have stay.
        register: Says whose the sheet ids of the older sheets are.
        older_password: Of the older sheets that are encrypted.
        jobs: How many processes work at the same time, at most 64. They are new ones, so that a
            script needs its `if __name__ == "__main__":`.
        executor: Any executor of `concurrent.futures`, instead of `jobs` processes.
        progress: Called with how many of how many people are done.
        options: The fields of `BatchArguments` and of `DrawOptions`.

    Returns:
        What was done. Rows that failed are in `failed-rows.csv`, in the folder or the zip. With a
        function, the outcome's `troubles` are all there is of them.

    Raises:
        UsageError: Arguments are of a wrong type or do not go together, or a form, look or map
            cannot be used.
        DefinitionError: A form's definition is wrong.
        AnswersError: The table cannot be read, or has nobody in it. If the program that gives the
            rows failed, its error is the cause.
        OutputError: A file exists already, or cannot be written. A zip is not there then, and an
            open file is as it was if it can be shortened. If the function failed, its error is
            the cause.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     table = Path(folder) / "people.csv"
    ...     _ = table.write_text("name;goals.1.score_now\\nÅse;2\\nBo;9\\n", "utf-8")
    ...     outcome = batch("visual-plan", table, Path(folder) / "plans", lang="en")
    ...     sorted(path.name for path in Path(folder, "plans").glob("[!.]*"))
    ['2.pdf', 'failed-rows.csv']
    >>> outcome.written, outcome.failed
    (1, 1)
    >>> print(outcome.troubles[0])
    row 3, column “goals.1.score_now”, “Current score 1”: is not on the scale. Write one of 0, \
½, 1, 1½, 2, 2½, 3, 3½, 4.

    Rows in memory, and a function that takes the files:

    >>> files = {}
    >>> outcome = batch("wishing-well", [{"id": 7, "name": "Åse"}], files.__setitem__)
    >>> list(files), files["7.pdf"][:5]
    (['7.pdf'], b'%PDF-')
    """
    _check(form, options)
    check_table(table, table_format)
    check_output(output)
    check_arguments(
        columns=columns, pictures=pictures, jobs=jobs, executor=executor, progress=progress
    )
    check_arguments(worksheet=worksheet, heading_row=heading_row, hidden=hidden)
    drawing: DrawOptions = {}
    arguments: BatchArguments = {}
    for name, value in options.items():
        chosen = drawing if name in DrawOptions.__annotations__ else arguments
        chosen[name] = value  # type: ignore[literal-required]
    check_arguments(register=register, older_password=older_password)
    job = Batch.of(
        form,
        table,
        columns,
        table_format=table_format,
        pictures=pictures,
        accept=accept,
        part=TablePart(worksheet or "", heading_row or 0, hidden or ""),
        **drawing,
    )
    older = _older_sheets(start_from, onto)
    if older is not None:
        how = OlderArguments(
            changed=onto is not None,
            register=Path(register) if register else None,
            password=older_password,
            jobs=jobs,
            executor=executor,
        )
        job.use_older(older, how)
    elif register or older_password is not None:
        what = Phrase("A register and a password of older sheets need older sheets: name them")
        raise UsageError(what)
    return job.run(output, jobs=jobs, executor=executor, progress=progress, **arguments)


def _older_sheets(
    start_from: Iterable[PdfSource] | None, onto: Iterable[PdfSource] | None
) -> Iterable[PdfSource] | None:
    """The older sheets; None without any. Raises UsageError for both sorts, and for no list."""
    if start_from is not None and onto is not None:
        what = Phrase("Sheets are either started from older ones, or changed: give one of them")
        raise UsageError(what)
    argument, sheets = ("onto", onto) if start_from is None else ("start_from", start_from)
    if sheets is None:
        return None
    check_sources(argument, sheets)
    listed = list(sheets)
    for sheet in listed:
        check_source(sheet, argument)
    return listed


def _check(form: Any, options: Mapping[str, Any]) -> None:
    """Raise UsageError for what is no form, and for wrong keyword arguments."""
    check_forms(form)
    check_options(options, BatchKeywords)
    laying = options.get("laying", PrintLayout())
    if not isinstance(laying, PrintLayout):
        raise mistyped("laying", laying, Phrase("a PrintLayout"))
