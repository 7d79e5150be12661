"""The worker: the process that parses a foreign file, so that a file can stop only this process.

`sandbox` starts it and talks to it over two pipes (`protocol`). The worker does everything that is
done with the file, so that the limits on time and memory hold for all of it. It is no jail: it may
do what its user may.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import signal
import sys
import warnings
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from .error_packets import ERRORS, pack_error
from .protocol import OUT_OF_MEMORY, PREPARE, Packet, receive, send


def main(patience: float, limit: int, first: str) -> None:
    """Answer every packet until the pipe is closed.

    Args:
        patience: Seconds after which the worker ends itself over one packet. The parent ends it
            sooner, unless the parent is dead.
        limit: The most bytes of a packet.
        first: The function that will be called first; it is imported at once.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C means
    source, sink = _take_pipes()
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)  # a parser's log may quote an answer
    _function(first)
    while True:
        try:
            head, data = receive(source, limit)
        except EOFError:
            return
        faulthandler.dump_traceback_later(patience, exit=True, file=sys.stderr)
        try:
            send(sink, *_answer(head, data))
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        faulthandler.cancel_dump_traceback_later()


def _take_pipes() -> tuple[Any, Any]:
    """The two pipes to the parent. What a parser prints to stdout must not get into them."""
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(nothing, number)
    return source, sink


def _answer(head: dict[str, Any], data: bytes) -> Packet:
    """Call the function that `head` names, with the rest of `head` as its arguments."""
    name = head.pop("function")
    return _prepare(**head) if name == PREPARE else answered(name, data, head)


def answered(name: str, data: bytes, values: Mapping[str, Any]) -> Packet:
    """Call a function with a foreign file and further arguments; an error of ours is packed.

    Args:
        name: The function, `module:function`.
        data: The file.
        values: The further arguments.
    """
    try:
        return _function(name)(data, **values)
    except ERRORS as error:
        return pack_error(error), b""


def _prepare(name: str, memory: int) -> Packet:
    """Import a function; from then on the process may take at most `memory` bytes more."""
    _function(name)
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except (ImportError, OSError):  # Windows, macOS: there only the time is limited
        return {}, b""
    most = pages * resource.getpagesize() + memory
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    _forbid_core_dumps()
    return {}, b""


def _forbid_core_dumps() -> None:
    """A core dump would hold the answers of the file."""
    import resource

    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (0, hard))


def _function(name: str) -> Callable[..., Packet]:
    """The function called `module:function`. The parent names it, never a file."""
    module, _, function = name.partition(":")
    found: Callable[..., Packet] = getattr(import_module(module), function)
    return found
