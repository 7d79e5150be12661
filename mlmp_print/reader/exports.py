"""Open an FDF or XFDF, whichever it is by its contents."""

from __future__ import annotations

from .export import Export
from .fdf import read_fdf
from .formats import XFDF, export_format
from .one_error import check_size, one_error
from .xfdf import read_xfdf


def open_export(data: bytes) -> Export:
    """What the file holds. This process parses it: see `sandbox`.

    Raises:
        PdfError: It is broken, or over a limit.
        EncryptedError: It is encrypted.
    """
    check_size(data)
    with one_error():
        return read_xfdf(data) if export_format(data) == XFDF else read_fdf(data)
