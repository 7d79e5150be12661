"""Functions for the sandbox's worker to run in a test."""

from __future__ import annotations

import os
import threading
from typing import Any


def answer(data: bytes, head: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Answer what the test says, as a worker may that a hostile file has taken over."""
    return head, data


def end(data: bytes, how: int) -> tuple[dict[str, Any], bytes]:
    """End the process by a signal over a file, as a parser that crashes does."""
    os.kill(os.getpid(), how)
    return {"length": len(data)}, b""


def read_page_or_break(data: bytes, page: int, **values: Any) -> tuple[dict[str, Any], bytes]:
    """Read a page of a scan, but break over every second page as a hostile one may.

    The second ends the process, the fourth never ends, the sixth takes all memory, and the eighth
    has the process say nonsense.
    """
    from mlmp_print.scanner.in_process import read_page

    if page == 2:
        os.abort()
    if page == 4:
        threading.Event().wait()
    if page == 6:
        _ = bytearray(2**40)
    if page == 8:
        return {"panels": "none"}, b""
    return read_page(data, page=page, **values)
