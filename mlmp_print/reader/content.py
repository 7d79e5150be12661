"""The bytes of a PDF: in a file, in an open file, or as a program has them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .. import files
from ..files import ReadableFile
from ..model.arguments import check_path, mistyped
from ..model.errors import PdfError, UsageError, system_reason
from ..model.limits import PDF_BYTES
from ..model.phrases import Phrase, PhraseTemplate

PdfSource = str | Path | bytes | ReadableFile


def check_source(source: Any, argument: str) -> None:
    """Check that a PDF can be asked for, without reading anything. Raises UsageError."""
    if isinstance(source, str | Path):
        check_path(argument, source)
    elif not isinstance(source, bytes) and not callable(getattr(source, "read", None)):
        expected = Phrase("a path (str or Path), bytes, or an open binary file")
        raise mistyped(argument, source, expected)
    elif files.is_text(source):
        text = PhraseTemplate(
            "The argument {argument} is a file that was opened as text. Open it as binary"
        )
        raise UsageError(text.phrase(argument=argument))


def pdf_bytes(source: PdfSource, argument: str = "source") -> bytes:
    """Return the bytes of a PDF; of one that is too long, or endless, only enough to tell.

    Args:
        source: A path, the bytes, or an open binary file, which is read from where it stands.
        argument: What the caller calls it.

    Raises:
        UsageError: It is none of these, or a closed file.
        PdfError: It cannot be read.

    >>> import io
    >>> pdf_bytes(io.BytesIO(b"%PDF-1.7"))
    b'%PDF-1.7'
    """
    check_source(source, argument)
    if isinstance(source, bytes):
        return source
    try:
        if isinstance(source, str | Path):
            return files.beginning(Path(source), PDF_BYTES + 1)
        return files.read_open(source, PDF_BYTES + 1, argument)
    except OSError as error:
        what = Phrase("cannot be read: {reason}", reason=system_reason(error))
        raise PdfError(what) from error.__cause__
