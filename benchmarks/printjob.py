"""Measure a print job: one flat PDF for everyone in a table, against a file for each of them."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import clocks
import people
import pypdf
from clocks import Cost, least, timed

import mlmp_print as mlmp
from mlmp_print import files

ROWS, FULL_ROWS = 1000, 10_000
ROUNDS = 3  # taken in turns; the lowest counts
SAMPLE = 20  # people whose words are looked for on their pages

JOB = "print job"
WRITING = "only writing its bytes: temporary file, fsync, rename"
FILES = "a file for each person"


def run(*, full: bool) -> bool:
    """Print the table; return whether the print job is right."""
    rows = FULL_ROWS if full else ROWS
    template = mlmp.template(people.FORM, lang=people.LANG, size=people.SIZE)
    costs: dict[str, list[Cost]] = {JOB: [], WRITING: [], FILES: []}
    with tempfile.TemporaryDirectory() as folder:
        table = people.write_table(Path(folder) / "people.csv", rows)
        job = Path(folder) / "job.pdf"
        for _ in range(1 if full else ROUNDS):
            cost, pages = measure_job(template, table, job, rows)
            costs[JOB].append(cost)
            costs[WRITING].append(measure_writing(job, rows))
            costs[FILES].append(measure_files(template, table, Path(folder), rows))
        size = job.stat().st_size
        faults = missing(job, rows, pages)
    best = least(costs)
    lines = []
    for name, cost in best.items():
        right = "no" if faults else "yes"
        lines.append([*clocks.times(name, cost, best[JOB]), right if name == JOB else ""])
    print(f"### {rows:,} people, from CSV to one print job\n")
    print(f"{pages:,} pages, {size / rows / 1000:.1f} kB for each person.\n")
    print(clocks.table(["", "ms wall", "×", "ms CPU", "×", "right"], lines))
    if faults:
        print(f"\nprint job: {', '.join(faults)}")
    return not faults


def measure_job(template: mlmp.Template, table: Path, job: Path, rows: int) -> tuple[Cost, int]:
    """Write a print job; return its cost for one person, and its number of pages."""
    pages = []

    def write() -> None:
        pages.append(
            mlmp.batch(template, table, print_job=job, force=True, accept=people.ACCEPTED).pages
        )

    return timed(write, rows), pages[0]


def measure_writing(job: Path, rows: int) -> Cost:
    """Write the bytes of a print job and nothing else."""
    data = job.read_bytes()
    return timed(lambda: files.write(job, data), rows)


def measure_files(template: mlmp.Template, table: Path, place: Path, rows: int) -> Cost:
    """Write a file for each person."""
    with tempfile.TemporaryDirectory(dir=place) as folder:
        return timed(lambda: mlmp.batch(template, table, folder, accept=people.ACCEPTED), rows)


def missing(job: Path, rows: int, pages: int) -> list[str]:
    """Find what is wrong: a number of pages, or people without their words on their first page."""
    reader = pypdf.PdfReader(io.BytesIO(job.read_bytes()))
    faults = [] if len(reader.pages) == pages else [f"{len(reader.pages)} pages, not {pages}"]
    set_pages = pages // rows
    list_pages = pages - set_pages * rows  # they come first
    for number in range(0, rows, max(1, rows // SAMPLE)):
        page = reader.pages[list_pages + number * set_pages]
        text, plan = page.extract_text(), people.plan(number)
        for key in ("name", "purpose"):
            if plan[key].split()[0] not in text:
                faults.append(f"row {number + people.FIRST_ROW}: {key}")
    return faults
