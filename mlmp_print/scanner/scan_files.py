"""The files with scans: which there are, and what tells them from others."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field, replace
from pathlib import Path

from .. import files
from ..model.errors import PdfError, system_reason
from ..model.limits import PDF_WORKER_BYTES, SCAN_BYTES
from ..model.phrases import Phrase
from ..reader.content import pdf_bytes
from ..reader.sources import LookedFor, Source
from .panels import ScanFile

CROP_MARK = "mlmp_print crop"  # in each picture that is cut out of a scan
_AT_ONCE = 2**20  # bytes
_CROP_HEAD = 128  # bytes: the mark stands behind the first chunk (ISO/IEC 15948, 5.6)
_HEAD = 64 * 2**10  # bytes of one message to the sandbox that are not the file's


def is_crop(path: Path) -> bool:
    """Whether a file is a picture that was cut out of a scan, as they lie in folders of ours."""
    try:
        with files.open_regular(path) as file:
            return CROP_MARK.encode() in file.read(_CROP_HEAD)
    except OSError:
        return False  # said where it is opened


PICTURES = LookedFor(
    (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff"),
    Phrase("holds no PDF, JPEG, PNG or TIFF"),
    is_crop,
)


@dataclass(frozen=True)
class OpenedScan:
    """A file with scans, as the sandbox opens it: by its path, or by its bytes.

    Attributes:
        scan: What it is called, and its digest.
        path: Where it lies; None for what a program has in memory.
        content: Its bytes; None for a file under its path.
    """

    scan: ScanFile
    path: Path | None = None
    content: bytes | None = field(default=None, repr=False)

    def of_one_page(self) -> OpenedScan:
        """The same, of a file that turned out to have one page."""
        return replace(self, scan=replace(self.scan, single=True))


def open_scan(source: Source) -> OpenedScan:
    """Look at a file without parsing it: how long it is, and its digest.

    Raises:
        MlmpError: It cannot be read, is empty or too long.
    """
    if source.why_not:
        raise PdfError(source.why_not)
    if source.content is None:
        path = Path(os.path.realpath(source.file))
        return OpenedScan(ScanFile(source.file, _digest(path)), path)
    data = pdf_bytes(source.content)
    _check_size(len(data), PDF_WORKER_BYTES - _HEAD)
    return OpenedScan(ScanFile(source.file, hashlib.sha256(data).hexdigest()), content=data)


def _digest(path: Path) -> str:
    try:
        with files.open_regular(path) as file:
            _check_size(path.stat().st_size, SCAN_BYTES)
            found = hashlib.sha256()
            while part := file.read(_AT_ONCE):
                found.update(part)
            return found.hexdigest()
    except OSError as error:
        what = Phrase("cannot be read: {reason}", reason=system_reason(error))
        raise PdfError(what) from None


def _check_size(size: int, most: int) -> None:
    if not size:
        raise PdfError(Phrase("is empty"))
    if size > most:
        raise PdfError(
            Phrase("is {size:,} bytes long; at most {limit:,} are read", size=size, limit=most)
        )
