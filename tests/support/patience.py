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
def patient_sandbox() -> Iterator[None]:
    """Read what is read in the block, by this thread, in a process that may take its time."""
    before, sandbox._pool.idle = sandbox._pool.idle, deque([Worker(PATIENCE)])
    try:
        yield
    finally:
        sandbox.stop()
        sandbox._pool.idle = before
