"""Every benchmark in one run, as Markdown: what a filled plan costs, a table of people as files and as a print job, and memory.

    python benchmarks [--full]

Each way's files are read back by this kit; where an answer in one is not the one asked for, the run says so and ends with exit
code 1. `--full`: tables of 10,000 and 20,000 people, for which 3 GB must be free where temporary files go.
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

LIBRARIES = ("mlmp-print", "reportlab", "pypdf", "pikepdf", "pymupdf")


def versions() -> str:
    """What was compared, and where."""
    found = []
    for name in LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} not installed")
    if shutil.which("pdftk"):
        told = subprocess.run(
            ["pdftk", "--version"], check=False, capture_output=True, text=True
        ).stdout.split()
        found.append(f"pdftk {next((word for word in told if word[0].isdigit()), '')}")
    else:
        found.append("pdftk not installed")
    return f"Python {platform.python_version()} · {platform.machine()}, {os.cpu_count()} cores · {' · '.join(found)}"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--full", action="store_true")
    full = parser.parse_args().full
    good = fill.run()
    print()
    good &= batch.run(full=full)
    print()
    good &= printjob.run(full=full)
    print()
    good &= memory.run(full=full)
    print(f"\n{versions()}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
