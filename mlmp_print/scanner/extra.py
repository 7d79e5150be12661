"""The extra that reading scans takes: whether it is installed."""

from __future__ import annotations

from importlib.util import find_spec

from ..model.errors import UsageError
from ..model.phrases import Phrase

EXTRA = "mlmp-print[scan]"
MODULES = {"numpy": "numpy", "zxingcpp": "zxing-cpp"}  # module → what it is called to install it


def check_installed() -> None:
    """Raise UsageError if a library is missing that only scans take."""
    missing = [name for module, name in MODULES.items() if find_spec(module) is None]
    if missing:
        what = Phrase(
            'To read scans takes {missing}, which is not installed: pip install "{extra}"',
            missing=missing,
            extra=EXTRA,
        )
        raise UsageError(what)
