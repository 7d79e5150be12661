"""Kill a batch with SIGKILL again and again, each time a little further on.

The tests of batches run this as a program. It forks each batch from a process that has everything
loaded, so that a start is cheap; it is not the tests' own process, which may have threads.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path
from random import Random

from processes import PATIENCE

from mlmp_print.batches.job import Batch

LATE = 0.004  # seconds at most between a file's end and the signal: about the time of two files


def halves(out: Path, clean: Path) -> list[str]:
    """The names of PDFs that differ from those of a clean run."""
    return [
        path.name
        for path in out.glob("*.pdf")
        if path.read_bytes() != (clean / path.name).read_bytes()
    ]


def started(batch: Batch, out: Path) -> int:
    """Start a batch in a new process, and return the process's number."""
    pid = os.fork()
    if pid == 0:
        try:
            batch.run(out, resume=True, report=out.with_suffix(".csv"))
        finally:
            os._exit(0)
    return pid


def killed(pid: int, out: Path, files: int, late: float) -> bool:
    """Kill the process a moment after it has written `files` files; False if it ended before."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and len(list(out.glob("*.pdf"))) < files:
        if os.waitpid(pid, os.WNOHANG) != (0, 0):
            return False
        time.sleep(0.0005)
    moment = time.perf_counter() + late
    while time.perf_counter() < moment:
        pass
    os.kill(pid, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(pid, 0)[1])


def main(table: str, clean: str, out: str, rows: str, kills: str) -> None:
    """Print the number of files after each kill, and the names of files that were not whole."""
    batch, random = Batch.of("visual-plan", table), Random(20)
    batch.run(Path(out).with_name("warm"))  # loads everything that is loaded when first needed
    folder = Path(out)
    step = int(rows) / (int(kills) + 3)  # rows between kills: the last one is well before the end
    there, broken = [], []
    for number in range(int(kills)):
        pid = started(batch, folder)
        if not killed(
            pid, folder, round(step * (number + random.random())), random.uniform(0, LATE)
        ):
            sys.exit("a batch ended before it was killed")
        there.append(len(list(folder.glob("*.pdf"))))
        broken += halves(folder, Path(clean))
    print(json.dumps({"there": there, "broken": broken}))


if __name__ == "__main__":
    main(*sys.argv[1:])
