"""How many processes work at the same time where nobody says it."""

from __future__ import annotations

import os

MOST_USUAL = 4  # each takes about 100 MB; whoever has room for more names a number


def usual_jobs(count: int, worthwhile: int) -> int:
    """Return how many processes do a piece of work that nobody chose a number for.

    That is one for each processor that this process may use, at most four. Work that is done in
    about two seconds stays with one: it takes up to a second to start another.

    Args:
        count: How many people, files or pages there are.
        worthwhile: From how many of them on it is worth starting processes.

    >>> usual_jobs(1, worthwhile=2)
    1
    >>> usual_jobs(2, worthwhile=2) == min(usable_processors(), MOST_USUAL)
    True
    """
    return min(usable_processors(), MOST_USUAL) if count >= worthwhile else 1


def usable_processors() -> int:
    """Return how many processors this process may use, as far as the system tells."""
    if hasattr(os, "process_cpu_count"):  # from Python 3.13 on
        return os.process_cpu_count() or 1
    if hasattr(os, "sched_getaffinity"):  # Linux
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
