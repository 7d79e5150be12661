"""The QR codes in a picture of a page."""

from __future__ import annotations

import zxingcpp
from PIL import Image


def qr_codes(picture: Image.Image) -> list[zxingcpp.Barcode]:
    """What an independent reader finds.

    Only QR codes are asked for: where it may find any sort of barcode, it now and then takes the
    lines of a sheet for one.
    """
    return zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
