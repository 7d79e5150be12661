"""Parse foreign files in a process of their own, which is stopped when a file takes too much.

A process for PDFs is kept for the next one: a file then takes about 1 ms longer than in this
process. Where several threads read, each has a process. The sandbox works from any thread, after a
fork, on every system, and without a `__main__` that can be imported again. It is our own, because
pebble, loky and concurrent.futures unpickle what comes from a process that has read a hostile file
(see `protocol`).
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import signal
import sys
import threading
import weakref
from collections import deque
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from ..model.errors import MlmpError
from ..model.limits import PDF_MEMORY, PDF_SECONDS, PDF_WORKER_BYTES, PDF_WORKER_SECONDS
from .elsewhere import LostRunnerError, Runner, chosen_runner
from .error_packets import unpack_error
from .failures import Failure, pdf_error
from .protocol import OUT_OF_MEMORY, PREPARE, Packet, receive, send

if TYPE_CHECKING:
    import subprocess

_PROGRAM = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from mlmp_print.sandbox.worker import main; main(*json.loads(sys.argv[2]))"
)

# How a process ends that is ended from outside, also by a system without memory. No parser does
# this to itself: its faults are other signals. Windows does not tell.
_ENDED = {-getattr(signal, name, 0) for name in ("SIGHUP", "SIGINT", "SIGTERM", "SIGKILL")} - {0}

ErrorMaker = Callable[[Failure, float, int], MlmpError]
_workers: weakref.WeakSet[Worker] = weakref.WeakSet()


class _NoAnswerError(Exception):
    """The worker is lost, and has been ended."""

    def __init__(self, failure: Failure) -> None:
        self.failure = failure


class Worker:
    """The process, seen from outside. It is started when it is first needed.

    As a context manager it ends the process at the end of the block.

    Args:
        seconds: Wall time that one file may take.
        memory: Bytes that one file may take above what the process has at its start (Linux only).
        error: Makes the error for a file that takes more, or breaks the process.
    """

    def __init__(
        self,
        seconds: float = PDF_SECONDS,
        memory: int = PDF_MEMORY,
        error: ErrorMaker = pdf_error,
    ) -> None:
        self.seconds, self.memory, self.error = seconds, memory, error
        self.process: subprocess.Popen[bytes] | None = None
        self.forget()
        _workers.add(self)

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def run(self, function: str, data: bytes, **values: Any) -> Packet:
        """Call `function`, named as `module:function`, with `data` and `values` in the process.

        Returns:
            The JSON object and the bytes that the function returned. They come from a process
            that has read a hostile file: check every part of them.

        Raises:
            MlmpError: What the function raised, or what `error` makes of a lost process. The next
                file gets a new process.
        """
        runner = chosen_runner()
        try:
            with self.lock:
                if runner:
                    head, answer = self._asked(runner, function, data, values)
                else:
                    head, answer = self._exchanged(function, data, values)
                error = self._error_in(head)
        except _NoAnswerError as lost:
            raise self.error(lost.failure, self.seconds, self.memory) from None
        if error:
            raise error
        return head, answer

    def start(self, function: str) -> None:
        """Start the process if there is none, and do not wait for it. It imports `function`."""
        if chosen_runner():
            return
        try:
            with self.lock:
                self._start(function)
        except _NoAnswerError as lost:
            raise self.error(lost.failure, self.seconds, self.memory) from None

    def stop(self) -> None:
        """End the process; the next file starts another."""
        with self.lock:
            self._end()

    def forget(self) -> None:
        """Start afresh after a fork: the process belongs to the parent, and so may the lock."""
        if self.process:
            self.process.returncode = 0  # keeps Popen from waiting for the parent's child
            for pipe in (self.process.stdin, self.process.stdout):
                pipe.raw.close()  # type: ignore[union-attr]
        self.process = None
        self.prepared: set[str] = set()
        self.lock = threading.Lock()

    def _exchanged(self, function: str, data: bytes, values: dict[str, Any]) -> Packet:
        """Have the function called in the process."""
        if not self._prepared(function) and not self._prepared(function):
            raise _NoAnswerError(Failure.START)  # ended from outside twice
        return self._exchange({"function": function, **values}, data, self.seconds)

    def _asked(self, runner: Runner, function: str, data: bytes, values: dict[str, Any]) -> Packet:
        try:
            return runner(function, data, values)
        except LostRunnerError as lost:
            raise _NoAnswerError(lost.failure) from None

    def _start(self, function: str) -> None:
        if self.process and self.process.poll() is not None:
            self._end()
        if self.process:
            return
        has_processes = sys.platform not in ("emscripten", "wasi")
        if not (has_processes and sys.executable) or getattr(sys, "frozen", False):
            raise _NoAnswerError(Failure.IMPOSSIBLE)
        try:
            import subprocess
        except ImportError:  # there are no processes here
            raise _NoAnswerError(Failure.IMPOSSIBLE) from None
        path = [entry for entry in sys.path if isinstance(entry, str)]
        arguments = [2 * self.seconds + PDF_WORKER_SECONDS, PDF_WORKER_BYTES, function]
        self.process = subprocess.Popen(
            # -P: a pypdf.py that lies beside the PDFs is not imported
            [sys.executable, "-P", "-c", _PROGRAM, json.dumps(path), json.dumps(arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # on Windows
            start_new_session=True,  # Ctrl-C on the terminal is for us; we end the worker
        )
        self.prepared = set()

    def _prepared(self, function: str) -> bool:
        """Have the function imported, before its limits are set; False if the process is ended."""
        self._start(function)
        request = {"function": PREPARE, "name": function, "memory": self.memory}
        try:
            if function not in self.prepared:
                self._exchange(request, b"", PDF_WORKER_SECONDS)
        except _NoAnswerError as lost:
            if lost.failure is Failure.ENDED:
                return False
            raise _NoAnswerError(Failure.START) from None
        self.prepared.add(function)
        return True

    def _exchange(self, request: dict[str, Any], data: bytes, seconds: float) -> Packet:
        """Send a packet and wait for the answer, at most `seconds`."""
        process = self.process
        assert process and process.stdin and process.stdout
        late = threading.Event()

        def give_up() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(seconds, give_up)
        timer.daemon = True
        timer.start()
        try:
            send(process.stdin, request, data)
            return receive(process.stdout, PDF_WORKER_BYTES)
        except (EOFError, OSError, ValueError, RecursionError):
            self._end()
            failure = Failure.TIME if late.is_set() else _failure(process.returncode)
            raise _NoAnswerError(failure) from None
        except BaseException:  # Ctrl-C: half a packet is in the pipe
            self._end()
            raise
        finally:
            timer.cancel()
            timer.join()
            if late.is_set():
                self._end()

    def _error_in(self, head: dict[str, Any]) -> MlmpError | None:
        """The error that the function raised, or None. Ends a worker that sends another one."""
        if "error" not in head:
            return None
        try:
            return unpack_error(head)
        except (TypeError, ValueError):
            self._end()
            raise _NoAnswerError(Failure.NONSENSE) from None

    def _end(self) -> None:
        process, self.process = self.process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                pipe.close()  # type: ignore[union-attr]
        process.wait()


def _failure(exit_code: int) -> Failure:
    """Why a worker has ended, of which nobody here has said that it must."""
    if exit_code == OUT_OF_MEMORY:
        return Failure.MEMORY
    return Failure.ENDED if exit_code in _ENDED else Failure.CRASH


class Pool:
    """Workers for PDFs: as many as threads read at the same time, but at most one a processor.

    Each file has a worker of its own while it is read, so that a hostile one costs only itself its
    time or its answers, as with one worker. A thread for which there is none waits.
    """

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Start afresh after a fork: other threads, and the workers they had, are not here."""
        self.idle: deque[Worker] = deque()
        self.free = threading.Semaphore(os.cpu_count() or 1)

    def run(self, function: str, data: bytes, **values: Any) -> Packet:
        """As `Worker.run`, in a worker that nobody uses."""
        with self._worker() as worker:
            return worker.run(function, data, **values)

    def start(self, function: str) -> None:
        """Start the process of a worker if there is none, and do not wait for it."""
        with self._worker() as worker:
            worker.start(function)

    def stop(self) -> None:
        """End the processes that nobody uses; the next file starts another."""
        for worker in list(self.idle):
            worker.stop()

    def shrink(self) -> None:
        """End the processes that nobody uses but one, which the next file then has at once."""
        with contextlib.suppress(IndexError):  # another thread has taken one meanwhile
            while len(self.idle) > 1:
                self.idle.popleft().stop()

    @contextlib.contextmanager
    def _worker(self) -> Iterator[Worker]:
        """A worker that nobody else uses: the one that was used last, whose process is there."""
        with self.free:
            try:
                worker = self.idle.pop()
            except IndexError:
                worker = Worker()
            try:
                yield worker
            finally:
                self.idle.append(worker)


def _forget_all() -> None:
    for worker in list(_workers):
        worker.forget()
    _pool.forget()


_pool = Pool()
atexit.register(_pool.stop)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_all)
run, start, stop, shrink = _pool.run, _pool.start, _pool.stop, _pool.shrink
