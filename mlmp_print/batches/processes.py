"""New processes as workers: they start with the job of a batch, and end with its first process."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.synchronize import Lock
from typing import Any, NoReturn

from .. import files
from .workers import keep_job

GRACE = 2.0  # seconds that a worker goes on when it is told to end


@contextmanager
def processes(number: int, key: str, packed: bytes) -> Iterator[Executor]:
    """Start processes that have the job; end them after the block.

    Each takes the job out of a pipe when it has started. As an argument of its start, the job would
    be written while this process itself holds the other end open: a process that is killed while it
    starts would never read it, and this one would wait for ever.
    """
    spawn = multiprocessing.get_context("spawn")
    source, sink = spawn.Pipe(duplex=False)
    feeder = threading.Thread(target=_feed, args=(sink, packed, number), daemon=True)
    pool = _Processes(number, spawn, _start, (key, source, spawn.Lock()))
    with _no_interrupt():
        feeder.start()
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)
        source.close()  # so that the feeder ends, also if a process was never needed
        feeder.join()
        sink.close()


def _feed(sink: Connection, packed: bytes, number: int) -> None:
    """Write the job for each process that there may be, as they take it."""
    with suppress(OSError):  # nobody takes it any more
        for _ in range(number):
            sink.send_bytes(packed)


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


def _start(key: str, source: Connection, turn: Lock) -> None:
    """Begin a new process: it gets the job once, and ends when the first process has ended.

    Ctrl-C is for the first process.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _end_soon)
    try:
        with turn:
            packed = source.recv_bytes()
    except EOFError:  # the first process has ended
        _end()
    keep_job(key, packed)
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


def _end() -> NoReturn:
    files.abandon()
    os._exit(1)
