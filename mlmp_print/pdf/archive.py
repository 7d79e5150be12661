"""What a locked copy has beyond an open one: the claim of PDF/A-3a (ISO 19005-3), the colour space it rests on, and the answers as JSON.

An open file must not claim PDF/A: viewers open such files read-only.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from PIL import ImageCms

from ..model.paths import unflatten
from .objects import Book, Chunk, Name, RawBytes, Ref, Stream, chunk

PRODUCER = "mlmp_print"
FILE_NAME = "answers.json"
SRGB = "sRGB IEC61966-2.1"

# XMP knows the properties of PDF/A but not pdfuaid:part: PDF/A wants it described (ISO 19005-3 6.6.2.3.3).
_ARCHIVE = """
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""


def xmp(title: str, tag: str, *, locked: bool) -> bytes:
    """The XMP packet: the title, the claim of PDF/UA-1 (ISO 14289-1 clause 5), and in a locked copy that of PDF/A-3a."""
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{escape(tag)}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{PRODUCER}</pdf:Producer>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>{_ARCHIVE if locked else ""}</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>""".encode()


def catalog_entries(book: Book, description: str, answers: Ref) -> dict[str, Any]:
    """What a locked copy's catalog has beside the usual: its colour space, and the attached file `answers` with its description."""
    intent = {
        "Type": Name("OutputIntent"),
        "S": Name("GTS_PDFA1"),
        "OutputConditionIdentifier": SRGB,
        "Info": SRGB,
        "DestOutputProfile": book.add(Stream({"N": 3}, srgb_profile())),
    }
    attached = book.add(
        {
            "Type": Name("Filespec"),
            "F": FILE_NAME,
            "UF": FILE_NAME,
            "Desc": description,
            "AFRelationship": Name("Data"),
            "EF": {"F": answers, "UF": answers},
        }
    )
    return {
        "OutputIntents": [intent],
        "AF": [attached],
        "Names": {"EmbeddedFiles": {"Names": [FILE_NAME, attached]}},
    }


@cache
def srgb_profile() -> bytes:
    """The ICC profile of sRGB, without the time it was made and the system it was made on (ICC.1:2010, 7.2.8 and 7.2.10)."""
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return (
        made[:24] + bytes.fromhex("07d000010001000000000000") + made[36:40] + bytes(4) + made[44:]
    )


@dataclass(frozen=True)
class Attachment:
    """The slot of the attached answers: the number of its object, and what the file says beside them."""

    number: int
    form: str
    version: int
    language: str

    def chunk(self, values: Mapping[str, Any]) -> Chunk:
        """The attached file for some values (path → value), with the digest of the answers in it."""
        answers = unflatten(values)
        told = {
            "form": self.form,
            "version": self.version,
            "language": self.language,
            "answers": answers,
            "sha256": digest(answers),
        }
        data = (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()
        checked = hashlib.md5(data, usedforsecurity=False).hexdigest()
        entries = {
            "Type": Name("EmbeddedFile"),
            "Subtype": Name("application/json"),
            "Params": {"Size": len(data), "CheckSum": RawBytes(f"<{checked}>".encode())},
        }
        return chunk(
            [(Ref(self.number), Stream(entries, data))]
        )  # compressed: answers may hold what looks like PDF


def digest(answers: Mapping[str, Any]) -> str:
    """SHA-256 of answers as canonical JSON: keys sorted, no white space, UTF-8 (RFC 8785 makes the same bytes of our values)."""
    return hashlib.sha256(
        json.dumps(answers, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    ).hexdigest()
