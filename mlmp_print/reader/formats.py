"""Tell by its first bytes, and not by its name, whether a file is a PDF, FDF or XFDF."""

from __future__ import annotations

import re

FDF, XFDF = "FDF", "XFDF"
ENDINGS = (".pdf", ".fdf", ".xfdf")  # of the files that are looked for in folders

_FIRST = 1024  # bytes in which a header begins, also after what a mail program put before it
_HEADER = re.compile(rb"%(?P<kind>PDF|FDF)-")
# A program may write a long comment, or many namespaces, before the name of the root.
_ROOT = re.compile(rb"<(?:[A-Za-z0-9_.-]{1,100}:)?xfdf[\s/>]")
_DOCTYPE = re.compile(rb"<!DOCTYPE\s+xfdf\b")
_FIRST_OF_XML = 16 * 1024


def is_pdf(data: bytes) -> bool:
    """Tell whether a file begins as a PDF."""
    header = _HEADER.search(data[:_FIRST])
    return not export_format(data) and header is not None and header["kind"] == b"PDF"


def export_format(data: bytes) -> str:
    """Return `FDF` or `XFDF` for a file with the data of a form; "" for a PDF and all else.

    >>> export_format(b"%FDF-1.2 1 0 obj"), export_format(b"<xfdf/>"), export_format(b"%PDF-1.7")
    ('FDF', 'XFDF', '')
    """
    start = data[:_FIRST_OF_XML].replace(b"\0", b"")  # as UTF-16 has them
    start = start.removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe \t\r\n")
    if start.startswith(b"<") and (_ROOT.search(start) or _DOCTYPE.search(start)):
        return XFDF
    header = _HEADER.search(data[:_FIRST])
    return FDF if header and header["kind"] == b"FDF" else ""
