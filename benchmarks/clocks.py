"""Measure time and memory, and show the results."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


def cpu() -> float:
    """CPU seconds of this process and of its child processes that have ended."""
    if os.name != "posix":
        return time.process_time()
    import resource  # noqa: PLC0415 - not on every system

    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


@dataclass(frozen=True)
class Cost:
    """Seconds for one person."""

    wall: float
    cpu: float


def timed(work: Callable[[], object], rows: int) -> Cost:
    """Do some work for so many people; return the cost of one."""
    start, began = time.perf_counter(), cpu()
    work()
    return Cost((time.perf_counter() - start) / rows, (cpu() - began) / rows)


def least(costs: Mapping[str, Sequence[Cost]]) -> dict[str, Cost]:
    """The lowest cost of each name."""
    return {
        name: Cost(min(cost.wall for cost in found), min(cost.cpu for cost in found))
        for name, found in costs.items()
    }


def times(name: str, cost: Cost, ours: Cost) -> list[str]:
    """Cells of a table: the name, then milliseconds of wall and CPU time, each relative to ours."""
    return [
        name,
        f"{cost.wall * 1000:.3g}",
        f"{cost.wall / ours.wall:.2g}",
        f"{cost.cpu * 1000:.3g}",
        f"{cost.cpu / ours.cpu:.2g}",
    ]


def peak_memory() -> int:
    """The most bytes that this process has had in memory."""
    status = Path("/proc/self/status")
    if status.exists():  # on Linux, ru_maxrss also counts the program that started this one
        peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) * 1024
    import resource  # noqa: PLC0415 - not on every system

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # macOS: bytes


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Make a Markdown table; all columns but the first and the last are numbers."""
    rules = ["---", *["---:"] * (len(headings) - 2), "---"]
    lines = (" | ".join(cells) for cells in (headings, rules, *rows))
    return "\n".join(f"| {line} |" for line in lines)
