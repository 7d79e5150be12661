"""A look into a spreadsheet from a process of its own, before it is opened in this one.

A workbook of a few kilobytes may say that its cells lie a billion rows apart, or unpack to more than there is memory. The library
that reads it then ends the whole process, which no `except` stops. So a process that may be lost opens it first, with limits on its
memory (not on Windows) and time.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from .model.errors import AnswersError, Fault
from .model.limits import TABLE_CELLS, TABLE_MEMORY, TABLE_SECONDS

# Nothing of ours is imported there, so that it starts in no time.
_PROGRAM = """
import contextlib, sys
with contextlib.suppress(ImportError):
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]),) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[3]),) * 2)  # even if the first process is gone by then
import python_calamine
with python_calamine.CalamineWorkbook.from_path(sys.argv[1]) as book:
    sheets = (book.get_sheet_by_index(index) for index in range(len(book.sheet_names)))
    print(next((sheet.height * sheet.width for sheet in sheets if sheet.start is not None), 0))
"""


def look_into(path: Path) -> None:
    """Raises AnswersError for a file that is no spreadsheet, that cannot be opened within the limits, or whose cells span too large an area."""
    where = [entry for entry in sys.path if entry]
    command = [sys.executable, "-P", "-c", _PROGRAM, str(path.absolute()), str(TABLE_MEMORY), str(TABLE_SECONDS)]
    try:
        told = subprocess.run(
            command, capture_output=True, timeout=TABLE_SECONDS, check=False, stdin=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": os.pathsep.join(where)}
        )
    except subprocess.TimeoutExpired:
        raise AnswersError([Fault(str(path), f"takes more than {TABLE_SECONDS} seconds to open", "Save it as CSV")]) from None
    if told.returncode:
        todo = f"Is it broken, has it a password, or does it need more than {TABLE_MEMORY // 2**20:,} MB? Save it as CSV"
        raise AnswersError([Fault(str(path), "is no spreadsheet that can be read", todo)])
    cells = int(told.stdout or 0)
    if cells > TABLE_CELLS:
        what = f"has {cells:,} cells between its first and its last one; at most {TABLE_CELLS:,} are read"
        raise AnswersError([Fault(str(path), what, "Delete what stands far out, or save it as CSV")])
