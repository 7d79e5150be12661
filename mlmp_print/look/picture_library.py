"""What makes pictures ready for a PDF: Pillow, or without it what a browser has made ready.

Pillow is among what the package requires. Only a web page lacks it, where nobody builds it.
"""

from __future__ import annotations

try:
    from .pictures import as_file, grayed, normal
except ImportError:  # there is no Pillow
    from .ready_pictures import as_file, grayed, normal

__all__ = ["as_file", "grayed", "normal"]
