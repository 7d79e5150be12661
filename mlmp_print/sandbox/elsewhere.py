"""Parse foreign files without a process of ours, where the system has none, as in a web browser.

A program chooses a runner, in so many words: `run_by`. Without one, a file from elsewhere is read
in a process of its own or not at all. What a runner answers is checked like the answer of a
process.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from .failures import Failure
from .protocol import Packet

# Takes the function (`module:function`), a foreign file and further arguments. It returns what the
# function returned, or raises `LostRunnerError`.
Runner = Callable[[str, bytes, Mapping[str, Any]], Packet]


class LostRunnerError(Exception):
    """The runner was ended over a file, or has none that could read it."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.name)
        self.failure = failure


_chosen: ContextVar[Runner | None] = ContextVar("runner", default=None)


@contextmanager
def run_by(runner: Runner) -> Iterator[None]:
    """Have a runner read the foreign files within the block, in this thread.

    Args:
        runner: It must be able to end what takes too long, as a page ends a Web Worker. Or it is
            `run_here`, in a program that is itself ended then.

    >>> def refuse(function, data, values):
    ...     raise LostRunnerError(Failure.TIME)
    >>> with run_by(refuse):
    ...     mlmp.read(b"%PDF-1.7")
    Traceback (most recent call last):
    mlmp_print.model.errors.PdfError: takes more than 5 seconds to read: this machine is busy...
    """
    token = _chosen.set(runner)
    try:
        yield
    finally:
        _chosen.reset(token)


def chosen_runner() -> Runner | None:
    """Return the runner that was chosen; None where processes read foreign files."""
    return _chosen.get()


def run_here(function: str, data: bytes, values: Mapping[str, Any]) -> Packet:
    """Run a function in this process, which nobody ends but from outside.

    Only a program that is isolated already may choose it: one that reads this one file, and is
    ended by another if that takes too long.
    """
    from .worker import answered

    head, rest = answered(function, data, values)
    return json.loads(json.dumps(head)), rest  # as a pipe would bring it
