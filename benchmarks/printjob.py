"""What does a print job cost? One flat PDF for everyone in a table, beside a file for each of them, and beside only writing the same bytes."""

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
ROUNDS = 3  # taken in turns; the best one counts
SAMPLE = 20  # people whose words are looked for on their pages


def missing(pdf: Path, rows: int, pages: int) -> list[str]:
    """What is wrong with a print job: another number of pages than was told, or people whose first page lacks their name or purpose."""
    reader = pypdf.PdfReader(io.BytesIO(pdf.read_bytes()))
    faults = [] if len(reader.pages) == pages else [f"{len(reader.pages)} pages, not {pages}"]
    each = pages // rows
    lists = pages - each * rows  # they come first
    for number in range(0, rows, max(1, rows // SAMPLE)):
        plan, text = (
            people.plan(number),
            " ".join(reader.pages[lists + number * each].extract_text().split()),
        )
        faults += [
            f"row {number + people.FIRST_ROW}: {key}"
            for key in ("name", "purpose")
            if plan[key].split()[0] not in text
        ]
    return faults


def run(*, full: bool) -> bool:
    """Print the table; False if the print job is not what it should be."""
    rows = FULL_ROWS if full else ROWS
    template = mlmp.template(people.FORM, lang=people.LANG, size=people.SIZE)
    costs: dict[str, list[Cost]] = {
        name: []
        for name in (
            "print job",
            "only writing its bytes: temporary file, fsync, rename",
            "a file for each person",
        )
    }
    with tempfile.TemporaryDirectory() as place:
        table, job = people.write_table(Path(place) / "people.csv", rows), Path(place) / "job.pdf"
        for _ in range(1 if full else ROUNDS):
            told = []
            found = [
                timed(
                    lambda told=told: told.append(
                        mlmp.batch(template, table, print_job=job, force=True)
                    ),
                    rows,
                )
            ]
            data = job.read_bytes()
            found.append(timed(lambda data=data: files.write(job, data), rows))
            with tempfile.TemporaryDirectory(dir=place) as folder:
                found.append(timed(lambda folder=folder: mlmp.batch(template, table, folder), rows))
            for costs_, cost in zip(costs.values(), found, strict=True):
                costs_.append(cost)
        pages, size = told[0].pages, job.stat().st_size
        faults = missing(job, rows, pages)
    best = least(costs)
    ours = next(iter(best.values()))
    lines = [
        [*clocks.times(name, cost, ours), verdict]
        for (name, cost), verdict in zip(
            best.items(), ("no" if faults else "yes", "", ""), strict=True
        )
    ]
    print(
        f"### {rows:,} people, from CSV to one print job\n\n{pages:,} pages, {size / rows / 1000:.1f} kB for each person.\n"
    )
    print(clocks.table(["", "ms wall", "×", "ms CPU", "×", "right"], lines))
    if faults:
        print(f"\nprint job: {', '.join(faults)}")
    return not faults
