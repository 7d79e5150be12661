"""Copies of the checkout, which a test may change, and programs that run in them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from processes import PATIENCE
from repository import ROOT

LEFT_OUT = ("__pycache__", "data", "kit")
# The libraries that parse, draw or decode: none is imported before it is needed.
HEAVY = (
    "reportlab", "fontTools", "pypdf", "PIL", "pypdfium2", "segno", "python_calamine", "xlsxwriter",
)  # fmt: skip


def copy(folder: Path) -> Path:
    """Copy code, forms and assets into a folder, as in a fresh checkout; return the folder."""
    for name in ("mlmp_print", "forms", "assets"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns(*LEFT_OUT))
    shutil.copy(ROOT / "hatch_build.py", folder)
    return folder


def python(checkout: Path, program: str, *arguments: object, path: str | Path = "") -> str:
    """Run a program with a checkout's package; return its standard output.

    `path` is a folder whose packages come before all others.
    """
    search = os.pathsep.join(map(str, filter(None, [path, checkout])))
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": search, "PYTHONIOENCODING": "utf-8"},
        check=False,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout
