"""Batch: filled PDFs for each person in a table, and a print job for all. A bad row is named and never stops the rest; a batch that was
stopped can go on.

Rows stream through a window of a few chunks, so that memory is flat. Workers fill and write; this process reads the table, keeps the
journal and writes the print job, in the order of the table, so that the result is the same whatever the number of workers.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..look.look import DrawOptions
from .job import Batch, Forms
from .outcome import Outcome


def batch(
    form: Forms,
    table: str | Path,
    folder: str | Path | None = None,
    *,
    columns: str | Path | None = None,
    **options: Any,
) -> Outcome:
    """Fill a form, or several, for everyone in a table. `options`: those of `Batch.run` and `Asked`, and how the forms are wanted (`DrawOptions`)."""
    wanted: dict[str, Any] = {
        name: options.pop(name) for name in DrawOptions.__annotations__ if name in options
    }
    return Batch.of(form, table, columns, **wanted).run(folder, **options)
