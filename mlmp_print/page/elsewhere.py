"""What the page runs in its second worker: one function over one foreign file.

The page ends that worker, so it is isolated. It runs only the functions that read foreign files,
and what it answers is checked where it arrives.
"""

from __future__ import annotations

import json
from importlib import import_module
from typing import Any

from ..model.limits import PDF_SECONDS, TABLE_SECONDS
from ..pdf import crops, preview
from ..reader import sheet
from ..sandbox.elsewhere import run_here
from ..tables import spreadsheet

FUNCTIONS = frozenset(
    {
        sheet.READ,
        preview.DRAW,
        crops.DRAW,
        spreadsheet.OUTLINE,
        spreadsheet.READ,
    }
)


def seconds(function: str) -> float:
    """Return how long a function may take over one file.

    >>> seconds("mlmp_print.reader.in_process:read_to_json")
    5
    """
    is_table = function in (spreadsheet.OUTLINE, spreadsheet.READ)
    return TABLE_SECONDS if is_table else PDF_SECONDS


def prepare(function: str, values: str) -> None:
    """Load what a function needs, before its time is counted, as the sandbox does.

    pdfium alone takes seconds on a busy machine: a good file would be taken for a hostile one.

    Args:
        function: `module:function`.
        values: JSON, the arguments beside the file.

    Raises:
        ValueError: The function is none of these.
    """
    if function not in FUNCTIONS:
        raise ValueError(function)
    import_module(function.partition(":")[0])
    given: dict[str, Any] = json.loads(values)
    if function in (preview.DRAW, crops.DRAW) or given.get("password"):
        preview.load()  # pdfium draws, and takes encryption off


def run(function: str, data: bytes, values: str) -> tuple[str, bytes]:
    """Run one of `FUNCTIONS`.

    Args:
        function: `module:function`.
        data: The foreign file.
        values: JSON, the further arguments.

    Returns:
        JSON and bytes, as the function answers; an error of ours is packed as JSON.

    Raises:
        ValueError: The function is none of these.
    """
    if function not in FUNCTIONS:
        raise ValueError(function)
    head, rest = run_here(function, data, json.loads(values))
    return json.dumps(head), rest
