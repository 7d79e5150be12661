"""The worker: a process that parses what came from elsewhere, so that a file which hangs or crashes the parser stops only it.

`sandbox` starts it and speaks with it over two pipes (`protocol`). It does all there is to do with such a file, so that the limits on time and
memory hold for all of it. It is no sandbox: it may do what its user may.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import signal
import sys
import warnings
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from ..model.errors import EncryptedError, PdfError, UsageError
from .protocol import OUT_OF_MEMORY, PREPARE, receive, send


def _prepare(name: str, memory: int) -> tuple[dict[str, Any], bytes]:
    """Import what a function needs; from then on at most `memory` bytes more may be taken."""
    _function(name)
    try:
        import resource

        size = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    except (ImportError, OSError):  # not on every system: there the time alone is limited
        return {}, b""
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    soft = size + memory if hard == resource.RLIM_INFINITY else min(size + memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    resource.setrlimit(
        resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1])
    )  # answers would stand in it
    return {}, b""


def _function(name: str) -> Callable[..., tuple[dict[str, Any], bytes]]:
    """The function that is called `module:function`. The parent names it, never a file."""
    module, _, function = name.partition(":")
    found: Callable[..., tuple[dict[str, Any], bytes]] = getattr(import_module(module), function)
    return found


def _answer(told: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    function = told.pop("function")
    if function == PREPARE:
        return _prepare(**told)
    try:
        return _function(function)(data, **told)
    except (UsageError, EncryptedError, PdfError) as error:
        name = type(error).__name__
        return {"error": name, "message": str(error), "code": error.code}, b""


def main(patience: float, most: int, first: str) -> None:
    """Answer every message until there are no more. Ends itself when one takes longer than `patience`, should nobody be there to do it.

    `first`: the function that will be asked for, so that it is ready by then.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    source, sink = (os.fdopen(os.dup(number), mode) for number, mode in ((0, "rb"), (1, "wb")))
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(nothing, number)
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    _function(first)
    while True:
        try:
            message = receive(source, most)
        except EOFError:
            return
        faulthandler.dump_traceback_later(patience, exit=True, file=sys.stderr)
        try:
            send(sink, *_answer(*message))
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        faulthandler.cancel_dump_traceback_later()
