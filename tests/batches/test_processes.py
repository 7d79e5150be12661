"""The processes of a batch: one that dies while it starts ends the batch, and hangs nothing."""

from __future__ import annotations

import os
import signal
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
