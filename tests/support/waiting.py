"""A batch that waits before its end for whoever means to stop it, however late they come.

A test looks into a folder until so many files are there, and then sends a signal. On a busy machine
it may look again only when the batch has ended.
"""

from __future__ import annotations

import os
import sys
from typing import Any


def wait_at(count: int, pipe: int) -> None:
    """Have this process wait before it names its PDF of that number, until a pipe is closed."""
    named = 0

    def hook(event: str, args: tuple[Any, ...]) -> None:
        nonlocal named
        if event == "os.rename" and str(args[1]).endswith(".pdf"):
            named += 1
            if named == count:
                os.read(pipe, 1)

    sys.addaudithook(hook)
