"""Digests of page content, by which `read` sees what was drawn on a page after we made it."""

from __future__ import annotations

import hashlib

WHITE_SPACE = b"\x00\t\n\x0c\r "  # ISO 32000-1 7.2.2; programs add some at the ends of a stream
_LETTERS = 32  # of the digest: 128 bits tell two pages apart by accident


def content_digest(content: bytes) -> str:
    """The digest of a page's decoded content.

    >>> content_digest(b"q Q") == content_digest(b"q Q\\n")
    True
    """
    return hashlib.sha256(content.strip(WHITE_SPACE)).hexdigest()[:_LETTERS]
