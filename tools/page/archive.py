"""The archive that the page's worker unpacks: a list of files, and their bytes.

Four bytes with the length of the list, the list as JSON (`[[path, size], …]`), then the files one
after another; all of it compressed with gzip, without a time. A browser unpacks gzip itself.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping


def archive(files: Mapping[str, bytes]) -> bytes:
    """Return the archive of some files; the same files give the same bytes."""
    listed = sorted(files)
    index = json.dumps([[path, len(files[path])] for path in listed], separators=(",", ":"))
    encoded = index.encode()
    data = b"".join([len(encoded).to_bytes(4), encoded, *(files[path] for path in listed)])
    return packed(data)


def packed(data: bytes) -> bytes:
    """Return bytes compressed, without a time."""
    return gzip.compress(data, 9, mtime=0)
