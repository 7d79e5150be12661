"""The part of a compiled form that never changes, and the whole file made of it.

A filled file has a single revision: every object that an answer changes is written anew after the
others, and one cross-reference table closes the file. So nothing of an older answer can stay in it,
as it does after an incremental update (ISO 32000-1 7.5.6).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from .objects import HEADER, ROW, Book, Chunk, Ref, chunk

_ROW_LENGTH = len(ROW % 0)
_TRAILER = (
    b"trailer\n<</Size %d /Root %d 0 R /Info %d 0 R /ID [<%s> <%s>]>>\nstartxref\n%d\n%%%%EOF\n"
)


@dataclass(frozen=True)
class StaticPart:
    """Header and static objects, numbered from 1, with their cross-reference rows. Plain data."""

    data: bytes = field(repr=False)
    rows: bytes = field(repr=False)
    root: int
    info: int
    identity: bytes  # of the form: the first half of /ID

    @classmethod
    def of(cls, book: Book, root: Ref, info: Ref) -> StaticPart:
        """Write the objects of a book."""
        static = chunk(book.entries)
        rows = b"".join(ROW % (len(HEADER) + offset) for offset in static.offsets)
        identity = hashlib.md5(static.data, usedforsecurity=False).hexdigest().encode()
        return cls(HEADER + static.data, rows, root.number, info.number, identity)

    def file(self, late: Sequence[Chunk], identity_source: bytes) -> bytes:
        """Write a whole file: static part, late objects, cross-reference table (7.5.4), trailer.

        Args:
            late: the objects that an answer changes, in the order of their numbers.
            identity_source: the second half of /ID (14.4) is a digest of it; if it is empty, of the
                late objects.
        """
        position, offsets = len(self.data), []
        for data, within in late:
            for offset in within:
                offsets.append(position + offset)
            position += len(data)
        late_data = [data for data, _ in late]
        identity_source = identity_source or b"".join(late_data)
        identity = hashlib.sha256(identity_source).hexdigest()[:32].encode()
        size = 1 + len(self.rows) // _ROW_LENGTH + len(offsets)
        numbers = size, self.root, self.info, self.identity, identity, position
        return b"".join(
            [
                self.data,
                *late_data,
                b"xref\n0 %d\n0000000000 65535 f \n" % size,
                self.rows,
                ROW * len(offsets) % tuple(offsets),
                _TRAILER % numbers,
            ]
        )

    def sha256(self, pdf: bytes) -> str:
        """Return the SHA-256 hash of a file, in hexadecimal.

        The files of a form begin alike, and that is most of a file: it is hashed only once.
        """
        if not pdf.startswith(self.data):  # such as an encrypted file, or one with more pages
            return hashlib.sha256(pdf).hexdigest()
        digest = _hash_of(self.data).copy()
        digest.update(memoryview(pdf)[len(self.data) :])
        hexadecimal: str = digest.hexdigest()
        return hexadecimal


@lru_cache(maxsize=16)
def _hash_of(start: bytes) -> Any:
    return hashlib.sha256(start)
