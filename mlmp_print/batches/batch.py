"""The public function `batch`: filled PDFs for everyone in a table, and a print job for all."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path
from typing import Unpack

from ..look.look import DrawOptions
from .job import Batch, Forms
from .options import BatchArguments
from .report import Outcome


class BatchKeywords(BatchArguments, DrawOptions, total=False):
    """The keyword arguments of `batch` that say what is made, and how the forms are drawn."""


def batch(
    form: Forms,
    table: str | Path,
    folder: str | Path | None = None,
    *,
    columns: str | Path | None = None,
    jobs: int = 1,
    executor: Executor | None = None,
    progress: Callable[[int, int], None] | None = None,
    **options: Unpack[BatchKeywords],
) -> Outcome:
    """Fill a form, or several, for everyone in a table.

    Args:
        form: Names of forms, paths of `.toml` definitions, or templates.
        table: CSV, XLSX, ODS, XLS, JSON or JSONL.
        folder: Where to write a PDF for each person and form; none without it.
        columns: A map (TOML) of columns that are not headed as the questions are.
        jobs: How many processes work at the same time.
        executor: Any executor of `concurrent.futures`, instead of `jobs` processes.
        progress: Called with how many of how many people are done.
        options: The fields of `BatchArguments` and of `DrawOptions`.

    Raises:
        UsageError: Arguments do not go together, or a form, look or map cannot be used.
        DefinitionError: A form's definition is wrong.
        AnswersError: The table cannot be read, or has nobody in it.
        OutputError: A file exists already, or cannot be written.

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
    row 3, column “goals.1.score_now”: is not on the scale. Write one of 0, \
0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4.
    """
    drawing: DrawOptions = {}
    arguments: BatchArguments = {}
    for name, value in options.items():
        chosen = drawing if name in DrawOptions.__annotations__ else arguments
        chosen[name] = value  # type: ignore[literal-required]
    job = Batch.of(form, table, columns, **drawing)
    return job.run(folder, jobs=jobs, executor=executor, progress=progress, **arguments)
