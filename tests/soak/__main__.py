"""The large runs, which take too long for every check. Exit code 1 if a promise is broken.

Prints a Markdown table of what each run promises and what came of it.

    python tests/soak [--rows 10000] [--inputs 2000] [--files 500]

3 GB must be free where temporary files go.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from shown import Shown  # first: it knows where the others find what they need

import damaged  # isort: skip
import kills  # isort: skip
import plans  # isort: skip
import returned  # isort: skip


def killed(folder: Path, times: int) -> Iterator[Shown]:
    """Kill processes that write the same file again and again, and look at the file."""
    folder.mkdir()
    found = kills.kills(folder / "x.pdf", times)
    yield Shown(
        f"`kill -9` during a write, {times} times: the old file or the new",
        f"{found['whole']} whole, {found['broken']} broken",
        not found["broken"],
    )


def main() -> int:
    """Run all of them, and print a line for each promise."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--inputs", type=int, default=2000)
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--kills", type=int, default=200)
    options = parser.parse_args()
    print("| promised | seen | kept |\n| --- | --- | --- |")
    broken = False
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        runs = (
            plans.shown(place, options.rows),
            returned.shown(place, options.files),
            damaged.shown(options.inputs),
            killed(place / "killed", options.kills),
        )
        for run in runs:
            for line in run:
                print(
                    f"| {line.promise} | {line.result} | {'yes' if line.kept else 'NO'} |",
                    flush=True,
                )
                broken |= not line.kept
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
