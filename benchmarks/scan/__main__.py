"""Measure how well marked sheets are read from simulated scans and photos.

    python -m benchmarks.scan --pages 600 --jobs 2

Prints a table by condition, then every value that was wrong without a doubt, with the seed that
makes its page again:

    python -m benchmarks.scan.simulate plan 2 gray200 7 -o out/scans

Ends with exit code 1 if a scan, in faint pencil and in black and white too, gave a wrong value
without a doubt; if a page was taken for another one; or if more than 1.5 % of the questions of
scans were doubted without need, or 3 % of photos that are not blurred by motion.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from . import bench
from .conditions import CONDITIONS
from .plan import jobs
from .sheets import SHEETS

BEGIN, END = "<!-- scan-bench -->", "<!-- /scan-bench -->"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=930)
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--seed", type=int, default=0, help="of the first page; the others follow")
    parser.add_argument("--sheets", nargs="+", choices=SHEETS, default=list(SHEETS))
    parser.add_argument("--conditions", nargs="+", choices=CONDITIONS, default=list(CONDITIONS))
    parser.add_argument("--crops", type=Path, default=Path("out/scan-bench"))
    parser.add_argument("--write", type=Path, help="a Markdown file that gets the table")
    given = parser.parse_args()
    if given.write:
        write(given.write, "")  # before a long run: the file must have the marks
    for old in given.crops.glob("*.png"):
        old.unlink()
    plan = jobs(given.pages, given.sheets, given.conditions, given.seed)
    report, began = bench.Report(), time.monotonic()
    for number, result in enumerate(bench.run(plan, given.crops, given.jobs), 1):
        report.add(result)
        if sys.stderr.isatty():
            print(f"\r{number} of {len(plan)} pages", end="", file=sys.stderr, flush=True)
    table = bench.table(report)
    print(f"{table}\n\n{bench.details(report)}\n{time.monotonic() - began:.0f} s in all")
    if given.write:
        write(given.write, table)
    for failure in report.failures:
        print(failure)
    return 1 if report.failures else 0


def write(path: Path, table: str) -> None:
    """Put the table between its marks in a file, or into a new file.

    Without a table it only checks that the file has these marks.
    """
    text = path.read_text("utf-8") if path.exists() else f"{BEGIN}\n{END}\n"
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"{path} has no {BEGIN} and {END}")
    if table:
        path.write_text(f"{before}{BEGIN}\n{table}\n{END}{after}", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
