"""A sandbox that waits long: for tests of anything but its limit of 5 s, on a machine that is busy.

A file that is read in half a second here may take ten on such a machine, and its limit is one of
wall time. It would then be said that the file takes too long, and not what is wrong with it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from processes import PATIENCE

from mlmp_print.sandbox import sandbox
from mlmp_print.sandbox.sandbox import Worker


@contextmanager
def patient_sandbox(seconds: float = PATIENCE) -> Iterator[None]:
    """Read what this thread reads in the block in a process that may take so long for each file."""
    before, sandbox._pool.idle = sandbox._pool.idle, deque([Worker(seconds)])
    try:
        yield
    finally:
        sandbox.stop()
        sandbox._pool.idle = before
