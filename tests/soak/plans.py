"""A year of plans from one table.

Every file is whole, lawful and equal to its row; memory is flat; the print job is small.
"""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import page
import people
import pikepdf
import pypdfium2 as pdfium
from lint import faults
from shown import Done, Shown, command

import mlmp_print as mlmp
from mlmp_print.model import answers

LOOKED_AT = 200  # one file in so many is looked at closely
FEW = 1000  # people in the small batch, with whose memory the large one is compared
FLAT = 20 << 20  # bytes of memory that the large batch may take more than the small one
JOB_BYTES = 6000  # of a print job, for each person


def wrong(folder: Path, number: int) -> str:
    """The file's name if it is missing or does not read back equal, else nothing."""
    path = folder / f"{number + people.FIRST_ROW}.pdf"
    try:
        found = mlmp.read(path, trusted=True)
    except mlmp.MlmpError:
        return path.name
    return (
        ""
        if found.answers == answers.canonical(people.form(), people.plan(number))
        and not found.notes
        else path.name
    )


def unlawful(path: Path) -> list[str]:
    """The checks that a file fails: PDF/UA-1, our own lint, qpdf."""
    found = (
        []
        if page.validate_pdf_bytes(
            path.read_bytes(), profile=page.ValidationProfile.PDF_UA_1
        ).is_compliant
        else ["PDF/UA-1"]
    )
    with pikepdf.open(io.BytesIO(path.read_bytes())) as document:
        found += faults(document)
    if (
        shutil.which("qpdf")
        and subprocess.run(["qpdf", "--check", path], capture_output=True, check=False).returncode
    ):
        found.append("qpdf")
    return found


def _batch(folder: Path, job: Path, rows: int) -> Done:
    table = people.write_table(folder.with_suffix(".csv"), rows)
    return command(
        "batch",
        people.FORM,
        table,
        "--lang",
        people.LANG,
        "--size",
        people.SIZE,
        "-o",
        folder,
        "--print",
        job,
    )


def shown(place: Path, rows: int) -> Iterator[Shown]:
    """Write plans for `rows` people, and check them."""
    folder, job = place / "plans", place / "job.pdf"
    few, many = _batch(place / "few", place / "few.pdf", min(FEW, rows)), _batch(folder, job, rows)
    made = len(list(folder.glob("*.pdf")))
    result = f"{made:,} files, exit code {many.code}, {many.seconds:.0f} s"
    yield Shown(
        f"{rows:,} plans from one CSV, as files and as a print job",
        result,
        made == rows and not many.code,
    )
    more = many.peak - few.peak
    yield Shown(
        "memory is flat",
        f"{few.peak / 1e6:.0f} MB for {min(FEW, rows):,}, {many.peak / 1e6:.0f} MB for {rows:,}",
        more < FLAT,
    )
    with ProcessPoolExecutor() as pool:
        bad = [name for name in pool.map(partial(wrong, folder), range(rows), chunksize=50) if name]
    yield Shown(
        "every file reads back equal to its row", f"{rows - len(bad):,} of {rows:,}", not bad
    )
    looked_at = [
        folder / f"{number + people.FIRST_ROW}.pdf" for number in range(0, rows, LOOKED_AT)
    ]
    against = [path.name for path in looked_at if unlawful(path)]
    yield Shown(
        "the law: PDF/UA-1, our lint, qpdf",
        f"{len(looked_at) - len(against)} of {len(looked_at)} files, spread over all",
        not against,
    )
    pages, each = len(pdfium.PdfDocument(job)), job.stat().st_size / rows
    sound = (
        not shutil.which("qpdf")
        or subprocess.run(["qpdf", "--check", job], capture_output=True, check=False).returncode
        == 0
    )
    yield Shown(
        "a print job of less than 6 KB a person, sound for qpdf",
        f"{pages:,} pages, {each / 1000:.1f} KB a person",
        each < JOB_BYTES and sound,
    )
