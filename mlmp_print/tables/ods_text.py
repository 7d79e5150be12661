"""Keep the words of an ODS apart. The sandbox runs this; nothing else does.

calamine passes over line breaks and tabs within a paragraph, so that “gå” and “en tur” on two lines
would be read as “gåen tur”. Here they become letters before calamine reads the file.
"""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import suppress

from .hidden_parts import ODS_CONTENT

# OpenDocument 1.3 part 3: 6.1.5 text:line-break, 6.1.4 text:tab.
_LINE_BREAK = re.compile(rb"<text:line-break\s*(?:/>|>\s*</text:line-break\s*>)")
_TAB = re.compile(rb"<text:tab(?:\s[^<>]*)?(?:/>|>\s*</text:tab\s*>)")


def with_line_breaks(source: str | io.BytesIO) -> str | io.BytesIO:
    """Return a spreadsheet with line breaks and tabs as letters; one that has none as it is."""
    with suppress(zipfile.BadZipFile), zipfile.ZipFile(source) as archive:
        if ODS_CONTENT not in archive.namelist():
            return source
        content = archive.read(ODS_CONTENT)
        if not _LINE_BREAK.search(content) and not _TAB.search(content):
            return source
        lines = _LINE_BREAK.sub(b"&#10;", content)
        return _with_content(archive, _TAB.sub(b"&#9;", lines))
    return source


def _with_content(archive: zipfile.ZipFile, content: bytes) -> io.BytesIO:
    """Return a copy of an ODS in memory with other contents; its pictures are left out."""
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as changed:
        for name in ("mimetype", "META-INF/manifest.xml"):
            if name in archive.namelist():
                changed.writestr(name, archive.read(name))
        changed.writestr(ODS_CONTENT, content)
    return copy
