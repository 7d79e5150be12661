"""What a batch's workers do for one person after another: check the answers, fill each form, write the files, draw the sheets for the printer."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

from .. import files
from ..api import CheckedAnswers, Filled, Template, encrypt
from ..model.errors import AnswersError, UsageError
from ..model.messages import NOWHERE, Message
from ..pdf.marks import NO_ID
from ..printing.print_job import PrintedSheets

CHUNK = 16  # people sent to a worker at once
GRACE = 2.0  # seconds that a worker which is told to end goes on


@dataclass(frozen=True)
class Job:
    """What is made for everyone: the forms, archive copies or not, sheets for a print job or not. Pictures and outputs lie in these folders."""

    templates: tuple[Template, ...]
    pictures: Path
    folder: Path | None  # None: nothing is written
    lock: bool = False
    printed: bool = False


@dataclass(frozen=True)
class Item:
    """One person. `names`: the file of each form, "" for one that needs not be made. `values`: for each form, path → checked value."""

    names: tuple[str, ...]
    values: tuple[Mapping[str, Any], ...] = field(repr=False)
    sheet_id: str = NO_ID
    password: str = field(default="", repr=False)


@dataclass(frozen=True)
class Result:
    """What came of it: the hash of each file made, the notes on each form, the sheets; or the faults, each with the place of its form."""

    sha256: tuple[str, ...] = ()
    notes: tuple[tuple[Message, ...], ...] = ()
    sheets: tuple[PrintedSheets, ...] = field(default=(), repr=False)
    faults: tuple[tuple[int, Message], ...] = ()


def make(order: Job, tasks: Sequence[Item]) -> list[Result]:
    """Everything for a chunk of people. Of one with a fault in any form nothing is written. Raises OutputError."""
    made = [_one(order, task) for task in tasks]
    if order.folder:
        files.sync(order.folder)
    return made


def _one(order: Job, task: Item) -> Result:
    checked: list[CheckedAnswers] = []
    faults: list[tuple[int, Message]] = []
    for place, (template, values) in enumerate(zip(order.templates, task.values, strict=True)):
        try:
            checked.append(template.check_values(values, order.pictures))
        except AnswersError as error:
            faults += [(place, fault) for fault in error.faults]
    if faults:
        return Result(faults=tuple(faults))
    forms = list(zip(order.templates, checked, task.names, strict=True))
    filled = [
        template.fill_checked(each, lock=order.lock, sheet_id=task.sheet_id) if name else None
        for template, each, name in forms
    ]
    try:
        pdfs = [_file(each, task.password) for each in filled]
    except UsageError as error:
        return Result(faults=((-1, Message(NOWHERE, str(error))),))
    printed = (
        [template.print_checked(each, task.sheet_id) for template, each, _ in forms]
        if order.printed
        else []
    )
    if order.folder:
        for pdf, name in zip(pdfs, task.names, strict=True):
            if name:
                files.write(order.folder / name, pdf, folder_later=True)
    said = [notes for _, notes in printed] or [each.notes if each else () for each in filled]
    return Result(
        tuple(hashlib.sha256(pdf).hexdigest() if pdf else "" for pdf in pdfs),
        tuple(said),
        tuple(sheets for sheets, _ in printed),
    )


def _file(filled: Filled | None, password: str) -> bytes:
    if filled is None:
        return b""
    return encrypt(filled.pdf, password) if password else filled.pdf


# Where the work is done -------------------------------------------------------------------------------------------------------

_orders: dict[str, Job] = {}  # in a worker: the one that it was sent, by its key


def work(key: str, packed: bytes, tasks: Sequence[Item]) -> list[Result]:
    """In a worker of any kind: a chunk of people; `packed` is the order, unless the worker has it already."""
    if key not in _orders:
        _orders.clear()
        _orders[key] = pickle.loads(packed)
    return make(_orders[key], tasks)


def _start(key: str, packed: bytes) -> None:
    """A new process of ours: it gets the order once, leaves Ctrl-C to the first process, and ends when that has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _end_soon)
    _orders[key] = pickle.loads(packed)
    parent = multiprocessing.parent_process()
    if parent:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(parent: int) -> None:
    wait([parent])
    _end()


def _end_soon(*_: object) -> None:
    """Whoever ends all processes at once ends the first one too: that one is let put its work in order."""
    later = threading.Timer(GRACE, _end)
    later.daemon = True
    later.start()


def _end() -> None:
    files.abandon()
    os._exit(1)


class InlineExecutor(Executor):
    """Does the work at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """The finished work."""
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Ctrl-C waits until this is over, and for ever in threads and processes that are started here: they end when they are told to.

    Windows has no such mask."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Processes(ProcessPoolExecutor):
    """Starts its processes as work comes in; Ctrl-C never meets one that is half started, which would show a traceback."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """As every executor."""
        with _no_interrupt():
            return super().submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """As every executor; a second Ctrl-C waits too, for a few chunks at most."""
        with _no_interrupt():
            super().shutdown(wait, cancel_futures=cancel_futures)


@contextmanager
def processes(number: int, key: str, packed: bytes) -> Iterator[Executor]:
    """New processes that have the order."""
    pool = Processes(number, multiprocessing.get_context("spawn"), _start, (key, packed))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)
