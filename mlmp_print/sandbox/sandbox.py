"""Files from elsewhere are parsed in a process of their own, which is started once, kept, and stopped when a file takes too much.

Works from any thread, after a fork, on every system, and without a `__main__` that can be imported again.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import subprocess
import sys
import threading
from typing import Any

from ..model.errors import EncryptedError, MlmpError, PdfError, UsageError
from ..model.limits import PDF_MEMORY, PDF_SECONDS, PDF_WORKER_BYTES, PDF_WORKER_SECONDS
from .protocol import OUT_OF_MEMORY, PREPARE, receive, send

_PROGRAM = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from mlmp_print.sandbox.worker import main; main(*json.loads(sys.argv[2]))"
_ERRORS = {error.__name__: error for error in (UsageError, EncryptedError, PdfError)}


class Worker:
    """The process, from the outside. `seconds` and `memory` (bytes above what it starts with, where the system can limit that) are for one file."""

    def __init__(self, seconds: float = PDF_SECONDS, memory: int = PDF_MEMORY) -> None:
        self.seconds, self.memory = seconds, memory
        self._forget()
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._forget)

    def _forget(self) -> None:
        """Nothing is running; after a fork, what is running belongs to the other process."""
        theirs: subprocess.Popen[bytes] | None = getattr(self, "process", None)
        if theirs:
            theirs.returncode = 0  # not to be waited for here
            for pipe in (theirs.stdin, theirs.stdout):
                pipe.raw.close()  # type: ignore[union-attr]
        self.process: subprocess.Popen[bytes] | None = None
        self.prepared: set[str] = set()
        self.lock = threading.Lock()

    def run(self, function: str, data: bytes, **given: Any) -> tuple[dict[str, Any], bytes]:
        """Call `function`, named as `module:function`, with `data` and `given` in the process. Returns the JSON object and the bytes that it returned.

        Raises PdfError also if it took too long or too much memory; the next file has a new process.
        """
        with self.lock:
            self._start(function)
            self._prepare(function)
            told, answer = self._exchange({"function": function, **given}, data, self.seconds)
        if "error" in told:
            error = _ERRORS.get(str(told["error"]), PdfError)
            raise error(str(told.get("message")), code=str(told.get("code", "")))
        return told, answer

    def start(self, function: str) -> None:
        """Start the process if there is none, without waiting for it: `function` will be asked for."""
        with self.lock:
            self._start(function)

    def stop(self) -> None:
        """End the process; the next file starts another."""
        with self.lock:
            self._end()

    def _start(self, function: str) -> None:
        if self.process and self.process.poll() is not None:
            self._end()
        if self.process:
            return
        if not sys.executable or getattr(sys, "frozen", False):
            raise MlmpError(
                "A PDF is read in a process of its own, and this program cannot start one; for files of your own there is trusted=True"
            )
        how = [2 * self.seconds + PDF_WORKER_SECONDS, PDF_WORKER_BYTES, function]
        arguments = [
            sys.executable,
            "-P",
            "-c",
            _PROGRAM,
            json.dumps([entry for entry in sys.path if isinstance(entry, str)]),
            json.dumps(how),
        ]
        window = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # on Windows
        self.process = subprocess.Popen(
            arguments,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=window,
            start_new_session=True,  # Ctrl-C on the terminal is for us; we end the worker
        )
        self.prepared = set()

    def _prepare(self, function: str) -> None:
        if function in self.prepared:
            return
        try:
            self._exchange(
                {"function": PREPARE, "name": function, "memory": self.memory},
                b"",
                PDF_WORKER_SECONDS,
            )
        except PdfError:
            raise MlmpError(
                "The process that reads PDFs does not start. Is the installation whole, and is there memory left?"
            ) from None
        self.prepared.add(function)

    def _exchange(
        self, told: dict[str, Any], data: bytes, seconds: float
    ) -> tuple[dict[str, Any], bytes]:
        process = self.process
        assert process and process.stdin and process.stdout
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            send(process.stdin, told, data)
            return receive(process.stdout, PDF_WORKER_BYTES)
        except (EOFError, OSError, ValueError, RecursionError):
            self._end()
            raise PdfError(self._why(late.is_set(), process.returncode)) from None
        except BaseException:  # Ctrl-C: half a message is under way
            self._end()
            raise
        finally:
            timer.cancel()
            timer.join()
            if late.is_set():
                self._end()

    def _why(self, late: bool, code: int) -> str:
        if late:
            why = "this machine is busy, or the file is broken or made to keep programs so"
            return f"takes more than {self.seconds:g} seconds to read: {why}. Read it again alone; if it still does, ask for the file again"
        if code == OUT_OF_MEMORY:
            return f"takes more than {self.memory >> 20} MB of memory to read: it is broken, or made to do so. Ask for the file again"
        return "makes the program that reads it crash: it is broken, or made to do so. Ask for the file again"

    def _end(self) -> None:
        process, self.process = self.process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                pipe.close()  # type: ignore[union-attr]
        process.wait()


_worker = Worker()
atexit.register(_worker.stop)
run, start, stop = _worker.run, _worker.start, _worker.stop
