"""Encrypt copies with AES-256 (ISO 32000-2 7.6, revision 6).

All permissions are granted, so that nothing keeps a screen reader out (ISO 14289-1 7.16). A
password protects a file that is lost on its way. It does not control what its owner does.
"""

from __future__ import annotations

import io
import stringprep
from typing import TYPE_CHECKING

from ..model.errors import PdfError, UsageError, hushed
from ..model.phrases import Phrase
from ..text.unicode import normalized

if TYPE_CHECKING:
    from pypdf.generic import DictionaryObject

ALGORITHM = "AES-256"  # pypdf's name for revision 6; without it pypdf takes RC4
PASSWORD_BYTES = 127  # a reader ignores the rest (ISO 32000-2 7.6.4.3.3)


def encrypt(pdf: bytes, password: str) -> bytes:
    """Encrypt a PDF; only the password opens it.

    Raises:
        UsageError: not every program would take the password, or the PDF is PDF/A.
        PdfError: the PDF is broken or encrypted already.
    """
    # Few sheets are encrypted, and to import pypdf takes longer than to fill a form.
    from pypdf import PdfWriter  # noqa: PLC0415
    from pypdf.errors import PyPdfError  # noqa: PLC0415
    from pypdf.generic import NameObject  # noqa: PLC0415

    password = checked(password)
    try:
        with hushed("pypdf"):
            writer = PdfWriter(clone_from=io.BytesIO(pdf), strict=True)
    except PyPdfError:
        raise PdfError(Phrase("is broken, no PDF, or encrypted already")) from None
    if "/OutputIntents" in writer.root_object:
        raise UsageError(Phrase("A locked copy is PDF/A, which may not be encrypted"))
    writer.pdf_header = "%PDF-1.7"
    writer.root_object[NameObject("/Extensions")] = _extensions()
    try:
        writer.encrypt(password, algorithm=ALGORITHM)
    except ValueError:  # its text may quote the password
        raise UsageError(
            Phrase(
                "The password mixes directions of writing, or has characters that a PDF's password "
                "may not have. Choose another"
            )
        ) from None
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _extensions() -> DictionaryObject:
    """The extensions dictionary (7.12), which allows revision 6 in PDF 1.7."""
    from pypdf.generic import DictionaryObject, NameObject, NumberObject  # noqa: PLC0415

    adobe = {
        NameObject("/BaseVersion"): NameObject("/1.7"),
        NameObject("/ExtensionLevel"): NumberObject(8),
    }
    return DictionaryObject({NameObject("/ADBE"): DictionaryObject(adobe)})


def checked(password: str) -> str:
    """Check that every program makes the same bytes of a password; return it composed (NFC).

    Acrobat and pypdf normalise what a person types (SASLprep, RFC 4013: ½ becomes 1⁄2). pdfium and
    qpdf do not. So only a password that is normal already opens the file in all of them.

    >>> checked("blåbær og 7 æg")
    'blåbær og 7 æg'

    Raises:
        UsageError: programs would take it in different ways, or it is empty or too long.
    """
    password = normalized("NFC", password)
    if not password.strip():
        raise UsageError(Phrase("The password is empty. Choose one"))
    if (
        not password.isprintable()
        or any(map(stringprep.in_table_b1, password))
        or normalized("NFKC", password) != password
    ):
        raise UsageError(
            Phrase(
                "The password has a character that programs take in different ways, such as ½ "
                "or ´. Choose one of plain letters, digits and signs"
            )
        )
    if len(password.encode()) > PASSWORD_BYTES:
        raise UsageError(
            Phrase(
                "The password is longer than the {most} bytes that a PDF can use. "
                "Choose a shorter one",
                most=PASSWORD_BYTES,
            )
        )
    return password
