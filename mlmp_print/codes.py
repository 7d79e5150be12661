"""What a sheet says to a scanner: the text of its codes, and the QR matrix (paper.md; ISO/IEC 18004)."""

from __future__ import annotations

from functools import lru_cache

from reportlab.graphics.barcode.qrencoder import QRAlphaNum, QRCode, QRErrorCorrectLevel

QR_VERSION = 2  # 25 modules; at level M it holds 38 characters of the alphanumeric set
MODULES = 25


def sheet_code(form: str, version: int, lang: str, size: str, panel: int, panels: int, sheet_id: str = "0") -> str:
    """`MLMP1:VPLAN1.DA.A4:2/3:0`: scheme, form with version, language and size, page of pages, and the sheet's id.

    A blank has the id 0. Never a name or a CPR number.
    """
    return f"MLMP1:{form}{version}.{lang}.{size}:{panel}/{panels}:{sheet_id}".upper()


@lru_cache(maxsize=4096)
def matrix(text: str) -> tuple[tuple[bool, ...], ...]:
    """The QR code of `text`, row by row from the top, True for a dark module. Raises ValueError if it does not fit."""
    code = QRCode(QR_VERSION, QRErrorCorrectLevel.M)
    code.addData(QRAlphaNum(text))
    code.make()
    return tuple(tuple(bool(code.isDark(row, column)) for column in range(MODULES)) for row in range(MODULES))
