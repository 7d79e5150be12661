"""The extra that reading scans takes: whether it is installed."""

from __future__ import annotations

import sys
from importlib.util import find_spec

from ..model.errors import UsageError
from ..model.phrases import Phrase

EXTRA = "mlmp-print[scan]"
MODULES = {"numpy": "numpy", "zxingcpp": "zxing-cpp"}  # module → what it is called to install it


def check_installed() -> None:
    """Raise UsageError if a library is missing that only scans take."""
    missing = [name for module, name in MODULES.items() if not _is_there(module)]
    if missing:
        what = Phrase(
            'To read scans takes {missing}, which is not installed: pip install "{extra}"',
            missing=missing,
            extra=EXTRA,
        )
        raise UsageError(what)


def _is_there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ValueError:  # it was imported, and has no place of its own
        return sys.modules.get(module) is not None
