"""New processes as workers: they start with the job of a batch, and end with its first process."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.synchronize import Lock
from typing import Any, NoReturn

from .. import files
from .workers import keep_job

GRACE = 2.0  # seconds that a worker goes on when it is told to end


@contextmanager
def processes(number: int) -> Iterator[Processes]:
    """Start processes, which take half a second; end them after the block at the latest.

    So they start while the first process looks at the table. Then it gives them their job.
    """
    pool = Processes(number)
    try:
        pool.start()
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


class Processes(ProcessPoolExecutor):
    """Processes that are given one job, and then work for it.

    Each takes the job out of a pipe when it has started. As an argument of its start, the job would
    be written while this process itself holds the other end open: a process that is killed while it
    starts would never read it, and this one would wait for ever.

    Ctrl-C never meets them half started: that would show a traceback.

    Attributes:
        number: How many processes there may be.
    """

    def __init__(self, number: int) -> None:
        spawn = multiprocessing.get_context("spawn")
        self.number = number
        self._source, self._sink = spawn.Pipe(duplex=False)
        self._feeder: threading.Thread | None = None
        super().__init__(number, spawn, _start, (self._source, spawn.Lock()))

    def start(self) -> None:
        """Start as many processes as can run at the same time."""
        with suppress(BrokenExecutor):  # one was ended already: the first chunk says so
            for _ in range(min(self.number, os.cpu_count() or 1)):
                self.submit(_nothing)

    def give(self, key: str, packed: bytes) -> None:
        """Give the processes their job: a hash of it, and the pickled job."""
        self._feeder = threading.Thread(target=self._feed, args=(key, packed), daemon=True)
        with _no_interrupt():
            self._feeder.start()

    def _feed(self, key: str, packed: bytes) -> None:
        """Write the job for each process that there may be, as they take it."""
        with suppress(OSError):  # nobody takes it any more
            for _ in range(self.number):
                self._sink.send((key, packed))

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Submit work; it may start a process.

        Raises:
            BrokenExecutor: A process was ended from outside.
            OSError: The system starts no process.
        """
        with _no_interrupt():
            try:
                return super().submit(fn, *args, **kwargs)
            except OSError as error:
                if error.errno is not None:
                    raise
                # Not the system's: the pool has closed its pipes, since a process has just ended.
                raise BrokenExecutor from error

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes. A second Ctrl-C waits too, for a few chunks at most."""
        if not self._feeder:
            self._sink.close()  # they wait for a job, and end when they see that there is none
        with _no_interrupt():
            super().shutdown(wait, cancel_futures=cancel_futures)
        self._source.close()  # so that the feeder ends, also if a process was never needed
        if self._feeder:
            self._feeder.join()
        self._sink.close()


def _nothing() -> None:
    """What a process is started for before there is work."""


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


def _start(source: Connection, turn: Lock) -> None:
    """Begin a new process: it gets the job once, and ends when the first process has ended.

    Ctrl-C is for the first process.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _end_soon)
    try:
        with turn:
            key, packed = source.recv()
    except EOFError:  # the first process has ended, or has no job
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
    files.abandon_for_good()
    os._exit(1)
