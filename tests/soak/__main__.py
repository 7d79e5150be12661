"""The large runs, too long for every check: what each promises and what came of it, as a Markdown table. Exit code 1 if a promise is broken.

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
    """A file written again and again by processes that are killed."""
    folder.mkdir()
    found = kills.kills(folder / "x.pdf", times)
    yield Shown(
        f"`kill -9` during a write, {times} times: the old file or the new",
        f"{found['whole']} whole, {found['broken']} broken",
        not found["broken"],
    )


def main() -> int:
    """All of them."""
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument("--rows", type=int, default=10_000)
    asked.add_argument("--inputs", type=int, default=2000)
    asked.add_argument("--files", type=int, default=500)
    asked.add_argument("--kills", type=int, default=200)
    given = asked.parse_args()
    print("| promised | seen | kept |\n| --- | --- | --- |")
    broken = False
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        runs = (
            plans.shown(place, given.rows),
            returned.shown(place, given.files),
            damaged.shown(given.inputs),
            killed(place / "killed", given.kills),
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
