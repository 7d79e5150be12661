"""A batch's workers: this process, new processes, or any executor of the caller's."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from typing import Any

from .. import files
from .work import Item, Job, Result, make

CHUNK = 16  # people that are sent to a worker at once
GRACE = 2.0  # seconds that a worker goes on when it is told to end


_jobs: dict[str, Job] = {}  # in a worker: the job that it was sent, by its key


def work(key: str, packed: bytes, items: Sequence[Item]) -> list[Result]:
    """Do the work for a chunk of people, in a worker of any kind.

    Args:
        key: A hash of the packed job.
        packed: The pickled job; b"" if the worker has it already.
        items: The people.
    """
    if key not in _jobs:
        _jobs.clear()
        _jobs[key] = pickle.loads(packed)
    return make(_jobs[key], items)


@dataclass(frozen=True)
class Submitter:
    """Submits chunks to an executor, at most `window` at a time.

    Attributes:
        executor: The workers.
        key: A hash of the packed job.
        packed: The pickled job; b"" if the workers have it already.
        window: How many chunks may be under way.
    """

    executor: Executor
    key: str
    packed: bytes = field(repr=False)
    window: int

    def submit(self, items: Sequence[Item]) -> Future[list[Result]]:
        """Submit a chunk of people."""
        return self.executor.submit(work, self.key, self.packed, items)


class InlineExecutor(Executor):
    """Does the work at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do the work, and return the finished future."""
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


@contextmanager
def processes(number: int, key: str, packed: bytes) -> Iterator[Executor]:
    """Start processes that have the job; end them after the block."""
    spawn = multiprocessing.get_context("spawn")
    pool = _Processes(number, spawn, _start, (key, packed))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


class _Processes(ProcessPoolExecutor):
    """Processes that Ctrl-C never meets half started: that would show a traceback."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Submit work; it may start a process."""
        with _no_interrupt():
            return super().submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes. A second Ctrl-C waits too, for a few chunks at most."""
        with _no_interrupt():
            super().shutdown(wait, cancel_futures=cancel_futures)


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Hold Ctrl-C back during a block.

    Threads and processes that are started in it never get it: they end when they are told to.
    Windows has no such mask.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start(key: str, packed: bytes) -> None:
    """Begin a new process: it gets the job once, and ends when the first process has ended.

    Ctrl-C is for the first process.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _end_soon)
    _jobs[key] = pickle.loads(packed)
    parent = multiprocessing.parent_process()
    if parent:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(parent: int) -> None:
    wait([parent])
    _end()


def _end_soon(*_: object) -> None:
    """End a little later.

    Whoever ends all processes at once ends the first one too, which puts its work in order.
    """
    later = threading.Timer(GRACE, _end)
    later.daemon = True
    later.start()


def _end() -> None:
    files.abandon()
    os._exit(1)
