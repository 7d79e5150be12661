"""A batch that is killed again and again, each time a little further on, by a process that has everything loaded. Run by the tests of batches.

Every batch is a process of its own, and what stops it is SIGKILL: nothing in it can notice. Forking makes its start cheap, so that there can
be many; so this is no part of the tests' own process, which may have threads.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path
from random import Random

from mlmp_print.batches.job import Batch

LATE = 0.004  # seconds, at most, from the file that is waited for to the signal: about what two files take


def halves(out: Path, clean: Path) -> list[str]:
    """The PDFs in one folder that are not those of the other."""
    return [
        path.name
        for path in out.glob("*.pdf")
        if path.read_bytes() != (clean / path.name).read_bytes()
    ]


def started(batch: Batch, out: Path) -> int:
    """A batch in a new process; its number."""
    pid = os.fork()
    if pid == 0:
        try:
            batch.run(out, resume=True, report=out.with_suffix(".csv"))
        finally:
            os._exit(0)
    return pid


def killed(pid: int, out: Path, files: int, late: float) -> bool:
    """Kill the process a moment after so many files are there; False if it ended before."""
    until = time.monotonic() + 30
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
    """Print how many files there were after each kill, and the names of those that were not whole."""
    batch, random = Batch.of("visual-plan", table), Random(20)
    batch.run(Path(out).with_name("warm"))  # so that what is loaded when first needed is there
    folder, step = (
        Path(out),
        int(rows) / (int(kills) + 3),
    )  # so that the last one is well before the end
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
