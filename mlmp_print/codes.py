"""What a sheet says to a scanner: the text of its codes, and the QR matrix (paper.md; ISO/IEC 18004)."""

from __future__ import annotations

from functools import lru_cache

from reportlab.graphics.barcode.qrencoder import QRAlphaNum, QRCode, QRErrorCorrectLevel

QR_VERSION, QR_LETTERS = 2, 38  # 25 modules; what it holds at level M of the alphanumeric set
NO_ID = "0"  # the sheet id of a blank, and of every sheet that no register knows
MASK = 2  # of the codes with a sheet id: any mask can be read, and trying all eight takes nine times as long


def sheet_code(form: str, version: int, variant: str, panel: int, panels: int, sheet_id: str = NO_ID) -> str:
    """`MLMP1:VPLAN1.DAA4:2/3:0`: scheme, form with version, variant (language, size, and what else changes where things
    lie), page of pages, and the sheet's id.

    A blank has the id 0. Never a name or a CPR number.
    """
    return f"MLMP1:{form}{version}.{variant}:{panel}/{panels}:{sheet_id}".upper()


@lru_cache(maxsize=256)  # codes with a sheet id come once
def matrix(text: str) -> tuple[tuple[bool, ...], ...]:
    """The QR code of `text`, row by row from the top, True for a dark module.

    Version 2 unless the text is longer than that holds (a hundred pages and more).
    """
    code = QRCode(QR_VERSION if len(text) <= QR_LETTERS else None, QRErrorCorrectLevel.M)
    code.addData(QRAlphaNum(text))
    if text.endswith(f":{NO_ID}"):
        code.make()
    else:
        code.makeImpl(False, MASK)
    modules = range(code.getModuleCount())
    return tuple(tuple(bool(code.isDark(row, column)) for column in modules) for row in modules)
