"""Processes: wait for what they do, and list them as /proc shows them.

/proc needs no other program, and does not cut command lines to a terminal's width as `ps` does.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from mlmp_print.sandbox.processors import usable_processors

PROC = Path("/proc")
needs_proc = pytest.mark.skipif(
    not (PROC / "self" / "stat").exists(),
    reason="the processes of others can only be seen in /proc",
)


needs_two_processors = pytest.mark.skipif(
    usable_processors() < 2,
    reason="a command takes no more processes than there are processors",
)

PATIENCE = 300  # seconds until a test that waits in vain fails; no measure of speed


def wait_until(
    condition: Callable[[], object], process: subprocess.Popen[Any] | None = None
) -> None:
    """Wait until the condition holds, or the process has ended. Fails after `PATIENCE` seconds."""
    until = time.monotonic() + PATIENCE
    while not condition():
        if process is not None and process.poll() is not None:
            return
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.005)


def wait_for_files(process: subprocess.Popen[Any], folder: Path, count: int) -> None:
    """Wait until a batch has put that many PDFs into its folder, or has ended."""
    wait_until(lambda: len([*folder.glob("*.pdf")]) >= count, process)


@dataclass(frozen=True)
class Process:
    """A process."""

    number: int
    parent: int  # its parent's number
    session: int  # the number of the process that began its session
    command: str  # the program and its arguments
    worked: int  # CPU time in hundredths of a second


def seen() -> list[Process]:
    """The processes that run now, without those that have ended and wait for their parent."""
    processes = []
    for folder in PROC.glob("[0-9]*"):
        try:
            line = (folder / "stat").read_text("utf-8", "replace")
            stat = line.rpartition(")")[2].split()  # proc(5): the fields from the third on
            command = (folder / "cmdline").read_text("utf-8", "replace").replace("\0", " ")
        except (FileNotFoundError, ProcessLookupError):
            continue
        if stat[0] != "Z":
            parent, session, worked = (int(stat[field]) for field in (1, 3, 11))
            processes.append(Process(int(folder.name), parent, session, command, worked))
    return processes


def cpu_seconds(number: int) -> float:
    """The CPU time that a process has taken, in seconds; 0 where there is no /proc."""
    return sum(process.worked for process in seen() if process.number == number) / 100


def in_session(session: int) -> list[Process]:
    """The processes of a session that began with `start_new_session`, its first one too."""
    return [process for process in seen() if process.session == session]


def children(parent: int) -> list[Process]:
    """The processes that a process has started, in whatever session."""
    return [process for process in seen() if process.parent == parent]


def workers(session: int) -> list[Process]:
    """The worker processes that a batch in this session has started."""
    return [process for process in in_session(session) if "spawn_main" in process.command]
