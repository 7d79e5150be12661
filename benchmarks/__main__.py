"""Run every benchmark and print the results as Markdown.

They measure whole processes for one sheet, one filled plan, a table of people as files and as a
print job, memory, and reading.

    python benchmarks [--full]

mlmp_print reads back the files of every library. If one does not hold the answers that were filled
in, the run says so and ends with exit code 1. `--full` measures tables of 10,000 and 20,000 people;
7 GB must be free where temporary files go.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version

import batch
import fill
import memory
import printjob
import read
import start

LIBRARIES = ("mlmp-print", "reportlab", "pypdf", "pikepdf", "pymupdf")


def versions() -> str:
    """Name the libraries and the machine of this run."""
    found = []
    for name in LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} not installed")
    if shutil.which("pdftk"):
        words = subprocess.run(
            ["pdftk", "--version"], check=False, capture_output=True, text=True
        ).stdout.split()
        number = next((word for word in words if word[0].isdigit()), "")
        found.append(f"pdftk {number}")
    else:
        found.append("pdftk not installed")
    machine = f"{platform.machine()}, {os.cpu_count()} cores"
    return " · ".join([f"Python {platform.python_version()}", machine, *found])


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--full", action="store_true")
    full = parser.parse_args().full
    good = start.run()
    print()
    good &= fill.run()
    print()
    good &= batch.run(full=full)
    print()
    good &= printjob.run(full=full)
    print()
    good &= memory.run(full=full)
    print()
    good &= read.run(full=full)
    print(f"\n{versions()}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
