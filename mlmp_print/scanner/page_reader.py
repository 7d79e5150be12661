"""Have pages read in the sandbox, several at a time, in the order of the scans.

A process of the sandbox opens a file once for many of its pages, and is kept for the next file. A
page over which it is lost is refused by name, and the others are read.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import chain
from queue import LifoQueue
from typing import Any

from ..model.errors import MlmpError, PdfError
from ..model.limits import SCAN_LOSSES, SCAN_MEMORY, SCAN_PAGES, SCAN_SECONDS
from ..model.phrases import Phrase
from ..sandbox.failures import STOPPED, Failure
from ..sandbox.processors import usual_jobs
from ..sandbox.protocol import Packet
from ..sandbox.sandbox import Worker
from .blank_sources import BlankSources
from .failures import scan_error
from .packing import Keep, unpack_page
from .panels import RefusedScan, ScannedPage, ScanPlace
from .scan_files import OpenedScan

# What the sandbox runs. This process never imports it.
COUNT = f"{__package__}.in_process:count_pages"
READ = f"{__package__}.in_process:read_page"
CHECK = f"{__package__}.in_process:check_blanks"

MANY_PAGES = 24  # from so many on, another process is worth starting: it takes as long as five
_AHEAD = 2  # pages that wait for each process
_GIVEN_UP = Phrase(
    "is left out: too many pages of this file have broken the program that reads them"
)


@dataclass(frozen=True)
class PageTask:
    """A page to be read.

    Attributes:
        opened: The file.
        place: The page in it.
        losses: The pages of the file that have broken a process; shared by all of its pages.
    """

    opened: OpenedScan
    place: ScanPlace
    losses: list[int] = field(default_factory=list)


class PageReader:
    """One process of the sandbox that reads pages, seen from outside.

    Args:
        sources: Where blanks are looked for.
        keep: Takes the crops.
        crops: Whether crops are cut out at all.
    """

    def __init__(self, sources: BlankSources, keep: Keep, *, crops: bool) -> None:
        self._worker = Worker(SCAN_SECONDS, SCAN_MEMORY, scan_error)
        self._keep = keep
        self._how = {"sources": sources.packed(), "crops": crops}

    def __enter__(self) -> PageReader:
        self._worker.start(READ)
        return self

    def __exit__(self, *_: object) -> None:
        self._worker.stop()

    def check(self) -> None:
        """Check the empty sheets that a user names. Raises PdfError, EncryptedError."""
        self._worker.run(CHECK, b"", sources=self._how["sources"])

    def count(self, opened: OpenedScan) -> int:
        """Return how many pages a file has.

        Raises:
            MlmpError: It is no scan, or broken, or has more pages than are read.
        """
        head, _ = self._run(COUNT, opened)
        count = head.get("pages")
        if type(count) is not int or count < 0:
            raise self._nonsense()
        if not count:
            raise PdfError(Phrase("has no pages"))
        if count > SCAN_PAGES:
            what = Phrase(
                "has more than {limit:,} pages; no more are read. Split it", limit=SCAN_PAGES
            )
            raise PdfError(what)
        return count

    def read(self, task: PageTask) -> ScannedPage:
        """Return what is on a page. Raises MlmpError only if no page can be read at all."""
        if len(task.losses) >= SCAN_LOSSES:
            return _refused(task, _GIVEN_UP)
        try:
            head, data = self._run(READ, task.opened, page=task.place.page, **self._how)
            try:
                return unpack_page(head, data, task.place, self._keep)
            except (TypeError, ValueError):
                raise self._nonsense() from None
        except MlmpError as error:
            if error.code == STOPPED:
                task.losses.append(task.place.page)
            elif type(error) is MlmpError:
                raise
            return _refused(task, error.messages[0].what)

    def _run(self, function: str, opened: OpenedScan, **values: Any) -> Packet:
        """Call a function over a file; its bytes are sent only to a process that lacks them."""
        values |= {"path": str(opened.path or ""), "digest": opened.scan.digest}
        head, data = self._worker.run(function, b"", **values)
        if head.get("wants") is True and opened.content is not None:
            head, data = self._worker.run(function, opened.content, **values)
        return head, data

    def _nonsense(self) -> MlmpError:
        self._worker.stop()
        return scan_error(Failure.NONSENSE, SCAN_SECONDS, SCAN_MEMORY)


def _refused(task: PageTask, why: Phrase) -> ScannedPage:
    return ScannedPage(task.place, refused=(RefusedScan(task.place, why),))


@contextmanager
def page_readers(
    make: Callable[[], PageReader], jobs: int | None, many: int = MANY_PAGES
) -> Iterator[PageReaders]:
    """Start processes that read pages; they end after the block.

    Args:
        make: Makes one of them.
        jobs: How many; None for one, and the usual number as soon as there are `many` pages.
        many: From how many pages on the usual number is worth starting.
    """
    with ExitStack() as stack:
        readers = PageReaders(lambda: stack.enter_context(make()), many if jobs is None else None)
        readers.start(jobs or 1)
        yield readers


class PageReaders:
    """Several processes that read pages at the same time.

    Args:
        begin: Starts one of them.
        many: From how many pages on the usual number is started; None if there are enough.
    """

    def __init__(self, begin: Callable[[], PageReader], many: int | None) -> None:
        self._begin, self._many = begin, many
        self._readers: list[PageReader] = []
        self._idle: LifoQueue[PageReader] = LifoQueue()

    def start(self, jobs: int) -> None:
        """Start processes until there are so many. Raises MlmpError if none starts."""
        while len(self._readers) < jobs:
            reader = self._begin()
            self._readers.append(reader)
            self._idle.put(reader)

    def expect(self, pages: int) -> None:
        """Hear that there are so many pages, or more. Raises as `start` does."""
        if self._many is not None:
            self.start(usual_jobs(pages, self._many))

    def check(self) -> None:
        """As `PageReader.check`."""
        with self._reader() as reader:
            reader.check()

    def count(self, opened: OpenedScan) -> int:
        """As `PageReader.count`."""
        with self._reader() as reader:
            return reader.count(opened)

    def read(self, tasks: Iterable[PageTask]) -> Iterator[ScannedPage]:
        """Read pages, a few ahead, and yield them in order."""
        tasks = iter(tasks)
        for task in tasks:
            if len(self._readers) > 1:
                yield from self._read_ahead(chain([task], tasks))
                return
            yield self._readers[0].read(task)

    def _read_ahead(self, tasks: Iterable[PageTask]) -> Iterator[ScannedPage]:
        pool = ThreadPoolExecutor(len(self._readers), "mlmp-scan")
        waiting: deque[Future[ScannedPage]] = deque()
        try:
            for task in tasks:
                waiting.append(pool.submit(self._read, task))
                while len(waiting) >= _AHEAD * len(self._readers):
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:  # also after Ctrl-C, or when the caller wants no more
            pool.shutdown(cancel_futures=True)

    def _read(self, task: PageTask) -> ScannedPage:
        with self._reader() as reader:
            return reader.read(task)

    @contextmanager
    def _reader(self) -> Iterator[PageReader]:
        """A process that nobody else uses; waits until there is one."""
        reader = self._idle.get()
        try:
            yield reader
        finally:
            self._idle.put(reader)
