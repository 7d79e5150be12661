"""Encrypted copies: AES-256 (ISO 32000-2 7.6, revision 6), all permissions given, so that nothing keeps a screen reader out (PDF/UA 7.16).

A password protects a file that is lost on its way; it is no control over what somebody does who has it.
"""

from __future__ import annotations

import io
import stringprep

from pypdf import PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject, NameObject, NumberObject

from ..model.errors import PdfError, UsageError
from ..text.unicode import normalized

ALGORITHM = "AES-256"  # pypdf's name for revision 6
PASSWORD_BYTES = 127  # the rest would be ignored (7.6.4.3.3)


def encrypt(pdf: bytes, password: str) -> bytes:
    """The PDF encrypted with AES-256, to be opened with the password. Raises UsageError for a password that not every program would take."""
    password = checked(password)
    try:
        writer = PdfWriter(clone_from=io.BytesIO(pdf), strict=True)
    except PyPdfError:
        raise PdfError("is broken, no PDF, or encrypted already") from None
    if "/OutputIntents" in writer.root_object:
        raise UsageError("A locked copy is PDF/A, which may not be encrypted")
    writer.pdf_header = "%PDF-1.7"
    level = DictionaryObject(
        {
            NameObject("/BaseVersion"): NameObject("/1.7"),
            NameObject("/ExtensionLevel"): NumberObject(8),
        }
    )  # revision 6, in PDF 1.7
    writer.root_object[NameObject("/Extensions")] = DictionaryObject({NameObject("/ADBE"): level})
    try:
        writer.encrypt(password, algorithm=ALGORITHM)
    except ValueError:  # its text may quote the password
        raise UsageError(
            "The password mixes directions of writing, or has characters that a PDF's password may not have. Choose another"
        ) from None
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def checked(password: str) -> str:
    """The password as every program makes the same bytes of it. Raises UsageError for one that not every program would take.

    Acrobat and pypdf normalise what is typed (SASLprep, RFC 4013: ½ becomes 1⁄2), pdfium and qpdf do not; so it must be normal already.
    """
    password = normalized("NFC", password)
    if not password.strip():
        raise UsageError("The password is empty. Choose one")
    if (
        not password.isprintable()
        or any(map(stringprep.in_table_b1, password))
        or normalized("NFKC", password) != password
    ):
        raise UsageError(
            "The password has a character that programs take in different ways, such as ½ or ´. Choose one of plain letters, digits and signs"
        )
    if len(password.encode()) > PASSWORD_BYTES:
        raise UsageError(
            f"The password is longer than the {PASSWORD_BYTES} bytes that a PDF can use. Choose a shorter one"
        )
    return password
