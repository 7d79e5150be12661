"""A batch's workers: this process, new ones (`processes`), or any executor of the caller's."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..sandbox.processors import usual_jobs
from .work import Item, Job, Result, make

if TYPE_CHECKING:
    from .processes import Processes

FEWEST, MOST = 16, 128  # people that are sent to a worker at once
MANY_SHEETS = 2000  # from so many on, processes are worth starting: 1 ms each

_jobs: dict[str, Job] = {}  # in a worker: the job that it was sent, by its key


def chunk_size(before: int, *, bytes_back: bool) -> int:
    """How many people are sent to a worker at once.

    Each chunk costs two syncs by the first process, so that chunks grow; and small ones at the
    start give every worker some of a small table. What comes back as bytes is held in memory.

    Args:
        before: How many people were sent before.
        bytes_back: Whether files or sheets come back, not only names of files.

    >>> [chunk_size(before, bytes_back=False) for before in (0, 500, 20_000)]
    [16, 31, 128]
    """
    return FEWEST if bytes_back else max(FEWEST, min(MOST, before // FEWEST))


def keep_job(key: str, packed: bytes) -> None:
    """Have a job ready in this worker, which is sent with no chunk then."""
    _jobs[key] = pickle.loads(packed)


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
        ends_with_batch: Whether the workers serve no other batch, and end with this one.
    """

    executor: Executor
    key: str
    packed: bytes = field(repr=False)
    window: int
    ends_with_batch: bool = False

    def submit(self, items: Sequence[Item]) -> Future[list[Result]]:
        """Submit a chunk of people."""
        return self.executor.submit(work, self.key, self.packed, items)

    def cancel(self, futures: Sequence[Future[list[Result]]]) -> None:
        """Cancel the chunks that no worker has begun.

        Processes of ours cancel them themselves, and finish the others first. When one of them
        ends, `ProcessPoolExecutor` fails every chunk that it knows; of one that was cancelled
        behind its back it makes an `InvalidStateError`, whose traceback its thread would print.
        """
        if self.ends_with_batch:
            self.executor.shutdown(cancel_futures=True)
            return
        for future in futures:
            future.cancel()


class InlineExecutor(Executor):
    """Does the work at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do the work, and return the finished future."""
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


class Workers:
    """The workers of a batch: an executor of the caller's, processes of ours, or this process.

    Processes take half a second to start, so that they do while the table is looked at: at once
    where their number is given, else as soon as the table turns out to be long.

    Args:
        jobs: How many processes; None for the usual number.
        executor: The caller's, instead.
        stack: The processes end when it is closed.
        work: How much work a person is, in sheets.
        many: From how many sheets on it is worth starting the usual number.
    """

    def __init__(
        self,
        jobs: int | None,
        executor: Executor | None,
        stack: ExitStack,
        work: int = 1,
        *,
        many: int = MANY_SHEETS,
    ) -> None:
        self._executor, self._stack = executor, stack
        self._work, self._many = work, many
        self._is_chosen = executor is not None or jobs is not None
        self.processes: Processes | None = None
        if jobs is not None:
            self._start(jobs)

    def expect(self, people: int) -> None:
        """Hear that there are so many people in the table, or more."""
        sheets = people * self._work
        if self._is_chosen or sheets < self._many:
            return
        self._is_chosen = True
        # Nobody asked for processes: where the system has none to give, this one does the work.
        with suppress(ImportError, NotImplementedError, OSError):
            self._start(usual_jobs(sheets, self._many))

    def _start(self, jobs: int) -> None:
        """Start processes, if there is no executor."""
        if self._executor is not None or jobs == 1:
            return
        from .processes import processes  # some systems have none

        self.processes = self._stack.enter_context(processes(jobs))

    def submitter(self, job: Job) -> Submitter:
        """The way to the workers; processes end when the stack is closed down to here."""
        packed = pickle.dumps(job)
        key = hashlib.sha256(packed).hexdigest()
        if self._executor is not None:
            return Submitter(self._executor, key, packed, window=32)
        if self.processes is None:
            return Submitter(InlineExecutor(), key, packed, window=4)
        self.processes.give(key, packed)
        self._stack.callback(self.processes.shutdown, cancel_futures=True)
        window = 2 * self.processes.number + 2
        # They have the job already.
        return Submitter(self.processes, key, b"", window, ends_with_batch=True)
