"""What a large run shows, and programs whose time and memory are measured."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

# This module is imported before the folder of `repository` is on the path.
ROOT = Path(__file__).parents[2]
FOLDERS = [str(ROOT / folder) for folder in ("benchmarks", "tests/fuzz", "tests/support")]
sys.path += FOLDERS

_WATCHED = """
import atexit, pathlib, sys
sys.path[:0] = {folders!r}
import clocks
atexit.register(lambda: pathlib.Path({note!r}).write_text(str(clocks.peak_memory())))
"""


@dataclass(frozen=True)
class Shown:
    """One line of the table: a promise, the result, and whether it keeps the promise."""

    promise: str
    result: str
    kept: bool


@dataclass(frozen=True)
class Done:
    """A program that has ended."""

    code: int  # its exit code
    out: str
    said: str  # on stderr
    seconds: float  # wall-clock time
    peak: int  # the most bytes that it had in memory


def measured(program: str, *arguments: object) -> Done:
    """Run a Python program with the tests' and benchmarks' modules at hand."""
    with tempfile.TemporaryDirectory() as folder:
        note = Path(folder) / "peak"
        watched = _WATCHED.format(folders=FOLDERS, note=str(note))
        began = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", watched + program, *map(str, arguments)],
            capture_output=True,
            text=True,
            check=False,
        )
        return Done(
            done.returncode,
            done.stdout,
            done.stderr,
            time.perf_counter() - began,
            int(note.read_text()) if note.exists() else 0,
        )


def command(*arguments: object) -> Done:
    """Run `mlmp-print`."""
    return measured("from mlmp_print.cli.commands import run; run()", *arguments)
