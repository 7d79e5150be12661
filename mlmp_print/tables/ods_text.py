"""Keep the words of an ODS apart. The sandbox runs this; nothing else does.

calamine passes over line breaks and tabs within a paragraph, so that “gå” and “en tur” on two lines
would be read as “gåen tur”. Here they become letters before calamine reads the file.
"""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import suppress

from .hidden_parts import ODS_CONTENT, UNZIPPABLE

# OpenDocument 1.3 part 3: 6.1.5 text:line-break, 6.1.4 text:tab.
_LINE_BREAK = re.compile(rb"<text:line-break\s*(?:/>|>\s*</text:line-break\s*>)")
_TAB = re.compile(rb"<text:tab(?:\s[^<>]*)?(?:/>|>\s*</text:tab\s*>)")


def with_line_breaks(source: str | io.BytesIO) -> str | io.BytesIO:
    """Return a spreadsheet with line breaks and tabs as letters; one that has none as it is."""
    with suppress(*UNZIPPABLE), zipfile.ZipFile(source) as archive:
        content = archive.read(ODS_CONTENT) if ODS_CONTENT in archive.namelist() else b""
        if _LINE_BREAK.search(content) or _TAB.search(content):
            lines = _LINE_BREAK.sub(b"&#10;", content)
            return _with_content(archive, _TAB.sub(b"&#9;", lines))
    if isinstance(source, io.BytesIO):
        source.seek(0)  # where it stood before its parts were looked for
    return source


def _with_content(archive: zipfile.ZipFile, content: bytes) -> io.BytesIO:
    """Return a copy of an ODS in memory with other contents; its pictures are left out."""
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as changed:
        for name in ("mimetype", "META-INF/manifest.xml"):
            if name in archive.namelist():
                changed.writestr(name, archive.read(name))
        changed.writestr(ODS_CONTENT, content)
    copy.seek(0)
    return copy
