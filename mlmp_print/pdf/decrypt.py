"""Take the encryption off a PDF where the reader's own library cannot, as in a browser."""

from __future__ import annotations

import io

from ..model.errors import EncryptedError, PdfError
from ..model.phrases import Phrase


def decrypted(data: bytes, password: str | None) -> bytes:
    """Return a PDF without its encryption. pdfium parses it: only in a process that may be lost.

    Args:
        data: An encrypted PDF.
        password: That of its owner or its reader; None for a file that is open for everybody.

    Raises:
        EncryptedError: The password is missing or wrong, or the encryption is not known.
        PdfError: The file is broken.
    """
    import pypdfium2 as pdfium  # heavy: only the process that reads loads it
    from pypdfium2 import raw

    for tried in (password, None):  # one that is open for everybody opens with a wrong one too
        try:
            with pdfium.PdfDocument(data, password=tried) as document:
                out = io.BytesIO()
                document.save(out, flags=raw.FPDF_REMOVE_SECURITY)
                return out.getvalue()
        except pdfium.PdfiumError as error:
            if "password" not in str(error).lower():
                raise PdfError(Phrase("is not a PDF, or broken")) from None
    raise EncryptedError.for_password(password)
