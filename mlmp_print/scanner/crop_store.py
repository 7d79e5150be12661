"""Keep the pictures that were cut out of scans, without filling the memory.

They lie in a temporary file that only its owner can read and that, on systems that can do so, has
no name: it is gone when the process ends, however that ends.
"""

from __future__ import annotations

import tempfile
import threading
import weakref
from typing import IO

from .panels import StoredCrop


class CropStore:
    """The pictures of one run. A picture that was stored does not change."""

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None
        self._size = 0
        self._lock = threading.Lock()

    def add(self, picture: bytes) -> StoredCrop | None:
        """Keep a picture; nothing for no bytes."""
        if not picture:
            return None
        with self._lock:
            if self._file is None:
                self._file = tempfile.TemporaryFile()  # noqa: SIM115 - see below
                weakref.finalize(self, self._file.close)
            self._file.seek(self._size)
            self._file.write(picture)
            stored = StoredCrop(self._size, len(picture))
            self._size += len(picture)
            return stored

    def get(self, stored: StoredCrop | None) -> bytes:
        """Return a picture again; no bytes for none."""
        if stored is None or self._file is None:
            return b""
        with self._lock:
            self._file.seek(stored.start)
            return self._file.read(stored.size)
