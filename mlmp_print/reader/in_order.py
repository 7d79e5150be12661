"""Read several files at the same time, and give what came of them in the order of the files.

No worker parses a foreign file itself. A thread of ours, or a process of the caller's executor,
calls `read`, which has the file parsed in a sandbox of its own, with limits on time and memory. So
a hostile file costs only its own answers, and what comes back has been checked before it is passed
on, also before an executor pickles it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from ..model.errors import EncryptedError, MlmpError, PdfError, UsageError
from ..model.limits import PDF_BYTES
from ..model.phrases import Phrase
from ..sandbox import sandbox
from .content import PdfSource
from .sheet import Read, read
from .sources import Source

MANY_FILES = 200  # from so many on, another process is worth starting: 10 ms each
_WINDOW = 32  # files that an executor of the caller's has at a time

_Result = TypeVar("_Result")
Outcome = Read | MlmpError
ContentOf = Callable[[PdfSource], bytes]


@dataclass(frozen=True)
class FileReading:
    """How files are read. It can be pickled, and called with a file's bytes in any process."""

    password: str | None = field(default=None, repr=False)
    check: bool = False
    crops: bool = False

    def __call__(self, data: bytes) -> Outcome:
        """Read a file; return its error where it is the file's own."""
        how = {"check": self.check, "crops": self.crops}
        return _caught(lambda: read(data, password=self.password, **how))


def read_in_order(
    sources: Iterable[Source],
    content: ContentOf,
    reading: FileReading,
    jobs: int = 1,
    executor: Executor | None = None,
) -> Iterator[tuple[Source, Outcome]]:
    """Read files as they are asked for, a few of them ahead.

    Args:
        sources: The files.
        content: Gives a file's bytes. It is called here, in the order of the files.
        reading: How they are read.
        jobs: How many files are read at the same time.
        executor: Workers of the caller's, instead of `jobs`.

    Raises:
        MlmpError: A worker of the executor was ended.
    """
    if executor is None and jobs == 1:
        for source in sources:
            data = _content(source, content)
            yield source, reading(data) if isinstance(data, bytes) else data
        return
    with _threads(jobs) if executor is None else _lent(executor) as (workers, window):
        try:
            yield from _ahead(sources, content, lambda data: workers.submit(reading, data), window)
        except BrokenExecutor:
            what = Phrase(
                "A process of the executor was ended from outside, perhaps for want of memory"
            )
            raise MlmpError(what) from None


def _ahead(
    sources: Iterable[Source],
    content: ContentOf,
    submit: Callable[[bytes], Future[Outcome]],
    window: int,
) -> Iterator[tuple[Source, Outcome]]:
    """Submit files while there are fewer than `window` of them, and no more bytes than of one."""
    pending: deque[tuple[Source, Future[Outcome] | Outcome, int]] = deque()
    try:
        for source in sources:
            data = _content(source, content)
            size = len(data) if isinstance(data, bytes) else 0
            while pending and sum(entry[2] for entry in pending) + size > PDF_BYTES:
                yield _taken(pending)
            pending.append((source, submit(data) if isinstance(data, bytes) else data, size))
            while len(pending) >= window:
                yield _taken(pending)
        while pending:
            yield _taken(pending)
    finally:  # also after Ctrl-C, or when the caller wants no more
        for _, outcome, _ in pending:
            if isinstance(outcome, Future):
                outcome.cancel()


def _taken(
    pending: deque[tuple[Source, Future[Outcome] | Outcome, int]],
) -> tuple[Source, Outcome]:
    source, outcome, _ = pending[0]
    if isinstance(outcome, Future):
        outcome = outcome.result()
    pending.popleft()
    return source, outcome


@contextmanager
def _threads(jobs: int) -> Iterator[tuple[Executor, int]]:
    """As many threads, each of which has a process of the sandbox while it reads.

    After the block they end with the files that they have begun: in 5 s (PDF_SECONDS) at most.
    """
    pool = ThreadPoolExecutor(jobs, "mlmp-read")
    try:
        yield pool, 2 * jobs
    finally:
        pool.shutdown(cancel_futures=True)
        sandbox.shrink()


@contextmanager
def _lent(executor: Executor) -> Iterator[tuple[Executor, int]]:
    """The executor of a caller, who ends it."""
    yield executor, _WINDOW


def _content(source: Source, content: ContentOf) -> bytes | MlmpError:
    """The bytes of a file, or why it is not read."""
    if source.why_not:
        return PdfError(source.why_not)
    return _caught(lambda: content(source.file if source.content is None else source.content))


def _caught(action: Callable[[], _Result]) -> _Result | MlmpError:
    """What an action returns, or an error that is one file's own: the others are read."""
    try:
        return action()
    except (PdfError, EncryptedError, UsageError) as error:
        return error
    except MemoryError:
        return PdfError(Phrase("takes more memory than there is"))
