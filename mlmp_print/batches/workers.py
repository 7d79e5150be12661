"""What a batch's workers do for one person after another, and where the workers are.

A worker checks the answers, fills each form, writes the files under temporary names, and draws the
sheets for the printer. Workers are this process, new processes, or any executor of the caller's.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.synchronize import Lock
from pathlib import Path
from typing import Any, NoReturn

from .. import files
from ..api import CheckedAnswers, Filled, Template, encrypt
from ..model.errors import AnswersError, UsageError
from ..model.messages import Message
from ..pdf.marks import NO_ID
from ..printing.print_job import PrintedSheets

CHUNK = 16  # people that are sent to a worker at once
GRACE = 2.0  # seconds that a worker goes on when it is told to end
NO_FORM = -1  # the place of a fault that is not in a form’s answers

Notes = tuple[Message, ...]


# The work ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Job:
    """What is made for everyone.

    Attributes:
        templates: The forms.
        pictures: The folder of the pictures that answers name; None if it is not known.
        folder: Where the files go; none if no files are written.
        returned: Whether the files come back, instead of going into a folder.
        lock: Whether they are archive copies.
        printed: Whether sheets are drawn for a print job.
    """

    templates: tuple[Template, ...]
    pictures: Path | None
    folder: Path | None
    returned: bool = False
    lock: bool = False
    printed: bool = False


@dataclass(frozen=True)
class Item:
    """The work for one person. All tuples have an entry for each form.

    Attributes:
        names: The names of the files; "" where none is wanted.
        values: Path → checked value.
        sheet_id: What the sheets carry instead of a name.
        password: What the files are encrypted with; "" for none.
        inputs: The fingerprint of what each file is made from.
        kept: The notes on a file that is there already and stays, else None.
    """

    names: tuple[str, ...]
    values: tuple[Mapping[str, Any], ...] = field(repr=False)
    sheet_id: str = NO_ID
    password: str = field(default="", repr=False)
    inputs: tuple[str, ...] = ()
    kept: tuple[Notes | None, ...] = ()

    @property
    def new_names(self) -> tuple[str, ...]:
        """The names of the files that are to be made; "" for others."""
        return tuple(
            name if self.kept_notes(place) is None else "" for place, name in enumerate(self.names)
        )

    def kept_notes(self, place: int) -> Notes | None:
        """The notes on a file that stays, else None."""
        return self.kept[place] if self.kept else None


@dataclass(frozen=True)
class Result:
    """What a worker did for one person. Tuples have an entry for each form.

    Attributes:
        pdfs: The files, if they come back; b"" for one that was not to be made.
        parts: The temporary names of the files; "" for one that was not to be made.
        sha256: The hashes of the files.
        notes: What there is to say of each.
        sheets: The sheets for the printer.
        faults: What is wrong, each with the place of its form; then there is nothing else.
    """

    pdfs: tuple[bytes, ...] = field(default=(), repr=False)
    parts: tuple[str, ...] = ()
    sha256: tuple[str, ...] = ()
    notes: tuple[Notes, ...] = ()
    sheets: tuple[PrintedSheets, ...] = field(default=(), repr=False)
    faults: tuple[tuple[int, Message], ...] = ()


def make(job: Job, items: Sequence[Item]) -> list[Result]:
    """Do the work for a chunk of people.

    If one form fails for a person, none of that person's files is written.

    Raises:
        OutputError: a file cannot be written.
    """
    return [_make(job, item) for item in items]


def _make(job: Job, item: Item) -> Result:
    checked, faults = _check(job, item)
    if faults:
        return Result(faults=tuple(faults))
    filled = [
        template.fill_checked(answers, lock=job.lock, sheet_id=item.sheet_id) if name else None
        for template, answers, name in zip(job.templates, checked, item.new_names, strict=True)
    ]
    try:
        pdfs = [_pdf(form, item.password) for form in filled]
    except UsageError as error:
        return Result(faults=tuple((NO_FORM, message) for message in error.messages))
    notes = [form.notes if form else () for form in filled]
    sheets = []
    if job.printed:
        forms = zip(job.templates, checked, strict=True)
        printed = [template.print_checked(answers, item.sheet_id) for template, answers in forms]
        sheets, notes = [sheet for sheet, _ in printed], [note for _, note in printed]
    return Result(
        pdfs=tuple(pdfs) if job.returned else (),
        parts=_write(job, item, pdfs),
        sha256=tuple(hashlib.sha256(pdf).hexdigest() if pdf else "" for pdf in pdfs),
        notes=tuple(notes),
        sheets=tuple(sheets),
    )


def _check(job: Job, item: Item) -> tuple[list[CheckedAnswers], list[tuple[int, Message]]]:
    """The checked answers to each form, and the faults of all."""
    checked: list[CheckedAnswers] = []
    faults: list[tuple[int, Message]] = []
    for place, (template, values) in enumerate(zip(job.templates, item.values, strict=True)):
        try:
            checked.append(template.check_values(values, job.pictures))
        except AnswersError as error:
            faults += [(place, fault) for fault in error.messages]
    return checked, faults


def _pdf(filled: Filled | None, password: str) -> bytes:
    if filled is None:
        return b""
    return encrypt(filled.pdf, password) if password else filled.pdf


def _write(job: Job, item: Item, pdfs: Sequence[bytes]) -> tuple[str, ...]:
    """Write the files under temporary names, and return those."""
    if not job.folder:
        return ()
    named = zip(item.new_names, pdfs, strict=True)
    return tuple(files.write_part(job.folder / name, pdf) if name else "" for name, pdf in named)


# The workers ------------------------------------------------------------------------------------

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


def _end() -> NoReturn:
    files.abandon()
    os._exit(1)
