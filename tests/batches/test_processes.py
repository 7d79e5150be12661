"""The processes of a batch: one that dies while it starts ends the batch, and hangs nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import BrokenExecutor

import pytest
from processes import PATIENCE, children, needs_proc, wait_until

from mlmp_print.batches import processes

JOB = bytes(2**20)  # more than a pipe holds


def kill_first_process() -> None:
    """Kill a process of the batch as soon as there is one."""
    started = []

    def is_started() -> bool:
        started[:] = [one for one in children(os.getpid()) if "spawn_main" in one.command]
        return bool(started)

    wait_until(is_started)
    os.kill(started[0].number, signal.SIGKILL)


@needs_proc
def test_a_process_that_is_killed_while_it_starts_hangs_nothing() -> None:
    killer = threading.Thread(target=kill_first_process)
    killer.start()
    with processes.processes(2) as pool, pytest.raises(BrokenExecutor):
        pool.give("key", JOB)
        pool.submit(signal.pause).result(PATIENCE)  # not done before the kill, however late it is
    killer.join()
    assert not [one for one in children(os.getpid()) if "spawn_main" in one.command]


@needs_proc
@pytest.mark.parametrize("has_job", [False, True])
def test_processes_that_are_never_needed_leave_nothing_behind(has_job: bool) -> None:
    before = threading.active_count()
    with processes.processes(3) as pool:
        if has_job:
            pool.give("key", JOB)
    assert threading.active_count() == before
    assert not [one for one in children(os.getpid()) if "spawn_main" in one.command]


# A worker that begins one file after another, in several threads, until it is ended. It hands none
# over.
AT_WORK = """
import sys, threading
from contextlib import suppress
from pathlib import Path
from mlmp_print import files
from mlmp_print.batches import processes

begun = threading.Event()

def work(folder):
    while True:
        with suppress(ValueError), files.BatchParts(folder) as parts:
            for number in range(10):
                parts.add(f"{number}.pdf", bytes(100))
                begun.set()
            raise ValueError

for _ in range(8):
    threading.Thread(target=work, args=(Path(sys.argv[1]),), daemon=True).start()
begun.wait()
processes._end()
"""


def test_a_worker_that_is_ended_at_work_leaves_no_temporary_file(tmp_path) -> None:
    for number in range(5):
        folder = tmp_path / str(number)
        folder.mkdir()
        command = [sys.executable, "-c", AT_WORK, folder]
        done = subprocess.run(command, check=False, timeout=PATIENCE)
        assert done.returncode == 1
        assert list(folder.iterdir()) == []
