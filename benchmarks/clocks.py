"""What is measured, and how it is shown."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path


def cpu() -> float:
    """CPU seconds of this process and of the programs that it has run to their end."""
    if os.name != "posix":
        return time.process_time()
    import resource  # noqa: PLC0415 - not on every system

    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def peak_memory() -> int:
    """The most bytes that this process has had in memory, program and libraries included."""
    status = Path("/proc/self/status")
    if status.exists():  # Linux counts what a process had before it became another program in ru_maxrss
        return next(int(line.split()[1]) * 1024 for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    import resource  # noqa: PLC0415 - not on every system

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # macOS: bytes


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; all columns but the first and the last are numbers."""
    rules = ["---", *["---:"] * (len(headings) - 2), "---"]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (headings, rules, *rows))
