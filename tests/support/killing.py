"""Batches that are killed by SIGKILL: nothing in them can notice.

Run by the tests of batches, in a process of its own that has everything loaded. Each batch is a
fork of it, which makes its start cheap, so that there can be many; and so this is no part of the
tests' own process, which may have threads.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import processes
from waiting import wait_at

from mlmp_print.batches.job import Batch

LATE = 0.004  # seconds, at most, between the file that is waited for and the signal
SOON = 0.4  # the same, from the start of a batch
MORE = 8  # files that a batch names after those that are waited for, before it waits for its kill
CHANGES = ("open", "os.rename", "os.remove")  # events of Python's audit hooks that change a folder
TABLES = 2
HAND = b"\n% written by hand"


def started(work: Callable[[], object]) -> int:
    """Do something in a new process, and return its number."""
    pid = os.fork()
    if pid == 0:
        os.setsid()  # so that it can be killed with its workers
        try:
            work()
        finally:
            os._exit(0)
    return pid


def killed(pid: int, out: Path, files: int, late: float, kill: Callable[[int], None]) -> bool:
    """Kill a process a moment after so many PDFs are in a folder; False if it ended before."""
    until = time.monotonic() + processes.PATIENCE
    while time.monotonic() < until and len(list(out.glob("*.pdf"))) < files:
        if os.waitpid(pid, os.WNOHANG) != (0, 0):
            return False
        time.sleep(0.0005)
    moment = time.perf_counter() + late
    while time.perf_counter() < moment:
        pass
    with suppress(ProcessLookupError):  # it has ended meanwhile
        kill(pid)
    os.waitpid(pid, 0)
    return True


# A batch that goes on after every kill --------------------------------------------------------


def different(out: Path, clean: Path) -> list[str]:
    """The PDFs in one folder that are not those of the other."""
    return [
        path.name
        for path in out.glob("*.pdf")
        if path.read_bytes() != (clean / path.name).read_bytes()
    ]


def repeat(table: str, clean: str, out: str, rows: str, kills: str) -> dict[str, list[Any]]:
    """Kill a batch again and again, each time a little further on.

    Returns how many files there were after each kill, and the names of those that were not whole.
    """
    batch, random = Batch.of("visual-plan", table), Random(20)
    batch.run(Path(out).with_name("warm"))  # so that what is loaded when first needed is loaded
    folder = Path(out)
    step = (int(rows) - MORE) / (int(kills) + 3)  # so that the last kill is well before the end
    there, broken = [], []
    never, _open = os.pipe()
    for number in range(int(kills)):
        files = round(step * (number + random.random()))
        late = random.uniform(0, LATE)
        more = max(files - len(list(folder.glob("*.pdf"))), 0) + MORE

        def go_on(more: int = more) -> None:
            wait_at(more, never)
            batch.run(folder, resume=True, report=folder.with_suffix(".csv"))

        pid = started(go_on)
        if not killed(pid, folder, files, late, lambda pid: os.kill(pid, signal.SIGKILL)):
            sys.exit("a batch ended before it was killed")
        there.append(len(list(folder.glob("*.pdf"))))
        broken += different(folder, Path(clean))
    return {"there": there, "broken": broken}


# Files that are written into after a kill -----------------------------------------------------


def edit(out: Path, edits: dict[str, bytes], random: Random) -> None:
    """Write into about half of the files that nobody has written into yet."""
    for path in sorted(out.glob("*.pdf")):
        if path.name not in edits and random.random() < 0.5:
            path.write_bytes(path.read_bytes() + HAND)
            edits[path.name] = path.read_bytes()


def lost(out: Path, edits: dict[str, bytes]) -> list[str]:
    """The files that do not hold any more what somebody wrote."""
    return [
        name
        for name, data in edits.items()
        if not (out / name).exists() or (out / name).read_bytes() != data
    ]


def stale(out: Path, clean: Path, edits: dict[str, bytes]) -> list[str]:
    """The other files that are not those of a batch which never stopped, and what is left over."""
    names = {path.name for path in out.iterdir()} | {path.name for path in clean.glob("*.pdf")}
    return [
        name
        for name in sorted(names - edits.keys())
        if name.endswith((".pdf", ".part", ".lock"))
        and not (
            (out / name).exists()
            and (clean / name).exists()
            and (out / name).read_bytes() == (clean / name).read_bytes()
        )
    ]


def kill_parent(pid: int) -> None:
    """Kill the first process of a batch only."""
    os.kill(pid, signal.SIGKILL)


def kill_workers(pid: int) -> None:
    """Kill its workers only."""
    for worker in processes.workers(pid):
        with suppress(ProcessLookupError):
            os.kill(worker.number, signal.SIGKILL)


def kill_all(pid: int) -> None:
    """Kill all of them at once."""
    os.killpg(pid, signal.SIGKILL)


def edits(tables: str, folder: str, executor: str, kills: str) -> dict[str, list[str]]:
    """Kill batches at random moments, write into what they left, and go on with another table.

    `executor`: a number of processes, or the address of a cluster. The tables have the same people
    with other answers: every file that nobody has written into is to be made again each time.
    """
    batches = [
        Batch.of("visual-plan", f"{tables}{number}.csv", f"{tables}.toml")
        for number in range(TABLES)
    ]
    clean = [Path(folder) / f"clean-{number}" for number in range(TABLES)]
    for batch, made in zip(batches, clean, strict=True):
        batch.run(made)
    rows, out, random = len(list(clean[0].glob("*.pdf"))), Path(folder) / "out", Random(executor)
    by_hand: dict[str, bytes] = {}
    gone: list[str] = []

    def run(number: int) -> None:
        if ":" in executor:
            import distributed

            with distributed.Client(executor) as client:
                batches[number].run(out, resume=True, executor=client.get_executor())
        else:
            batches[number].run(out, resume=True, jobs=int(executor))

    for number in range(int(kills)):
        pid = started(lambda number=number: run(number % TABLES))
        # Python waits for ever for a worker that is killed while it starts; all have started when
        # the first file is there, which can be seen in an empty folder only.
        if number == 0:
            files, late = random.randrange(1, rows // 2), random.uniform(0, LATE)
            kill = kill_workers if executor == "2" else kill_parent
        else:
            files, late = 0, random.uniform(0, SOON)
            kill = kill_all if number % 2 else kill_parent
        killed(pid, out, files, late, kill)
        gone += lost(out, by_hand)
        edit(out, by_hand, random)
    last = int(kills) % TABLES
    batches[last].run(out, resume=True)
    return {
        "lost": [*gone, *lost(out, by_hand)],
        "stale": stale(out, clean[last], by_hand),
        "edits": sorted(by_hand),
    }


# A kill before every single change of the folder ----------------------------------------------


def killed_before_change(number: int, out: Path, work: Callable[[], object]) -> None:
    """Do something, and kill this process just before it changes a folder for the nth time."""
    count = 0

    def hook(event: str, args: tuple[Any, ...]) -> None:
        nonlocal count
        if event not in CHANGES or not str(args[0]).startswith(str(out)):
            return
        if event == "open" and not args[2] & (os.O_WRONLY | os.O_RDWR):
            return
        count += 1
        if count == number:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    work()


def steps(tables: str, folder: str) -> dict[str, Any]:
    """Kill a batch before each change that it makes to a folder which has an older batch in it."""
    old, new = (
        Batch.of("visual-plan", f"{tables}{number}.csv", f"{tables}.toml") for number in range(2)
    )
    before, clean = Path(folder) / "before", Path(folder) / "clean"
    old.run(before)
    new.run(clean)
    random, number, signalled = Random(8), 0, True
    found: dict[str, Any] = {"lost": [], "stale": [], "failed": []}
    while signalled:
        number += 1
        out = Path(folder) / f"out-{number}"
        shutil.copytree(before, out)
        pid = started(
            lambda number=number, out=out: killed_before_change(
                number, out, lambda: new.run(out, resume=True)
            )
        )
        signalled = os.WIFSIGNALED(os.waitpid(pid, 0)[1])
        by_hand: dict[str, bytes] = {}
        edit(out, by_hand, random)
        outcome = new.run(out, resume=True)
        found["lost"] += [f"{number}: {name}" for name in lost(out, by_hand)]
        found["stale"] += [f"{number}: {name}" for name in stale(out, clean, by_hand)]
        if outcome.failed != len(by_hand):
            found["failed"].append(number)
        shutil.rmtree(out)
    return {**found, "steps": number - 1}


if __name__ == "__main__":
    programs: dict[str, Callable[..., object]] = {"repeat": repeat, "edits": edits, "steps": steps}
    print(json.dumps(programs[sys.argv[1]](*sys.argv[2:])))
