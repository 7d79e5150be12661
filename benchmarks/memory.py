"""Measure the memory of a batch: the peak of a fresh process, program and libraries included."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import clocks
import people

ROWS, FULL_ROWS = (1, 1000), (1, 1000, 10_000, 20_000)


def peak(rows: int) -> int:
    """The most bytes that a process takes to fill so many plans."""
    with tempfile.TemporaryDirectory() as folder:
        table = people.write_table(Path(folder) / "people.csv", rows)
        done = subprocess.run(
            [sys.executable, __file__, table, Path(folder) / "out"],
            check=True,
            capture_output=True,
            text=True,
        )
    return int(done.stdout)


def run(*, full: bool) -> bool:
    """Print the table."""
    peaks = {rows: peak(rows) for rows in (FULL_ROWS if full else ROWS)}
    print("### Memory of a batch\n\nPeak of a fresh process that makes a file for each person.\n")
    lines = [
        [f"{rows:,}", f"{found / 1e6:.1f}", f"{(found - peaks[1]) / 1e6:.1f} MB"]
        for rows, found in peaks.items()
    ]
    print(clocks.table(["people", "MB", "more than for one"], lines))
    return True


def main(table: str, folder: str) -> None:
    """Run the batch in the process that is measured, and print its peak."""
    import mlmp_print as mlmp  # noqa: PLC0415 - only in the measured process

    outcome = mlmp.batch(
        people.FORM,
        table,
        folder,
        lang=people.LANG,
        size=people.SIZE,
        accept=people.ACCEPTED,
    )
    if outcome.failed or outcome.written != len(list(Path(folder).glob("*.pdf"))):
        sys.exit(f"{outcome.failed} people failed")
    print(clocks.peak_memory())


if __name__ == "__main__":
    main(*sys.argv[1:])
