"""Write what makes a locked copy PDF/A-3a (ISO 19005-3) as well as PDF/UA-1.

That is the claim in its metadata, the colour space of its colours, and the answers as an attached
file. An open file must not claim PDF/A: viewers open such files read-only.
"""

from __future__ import annotations

import hashlib
import html
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..model.paths import unflatten
from ..prepared.folders import data_folder
from .objects import Book, Chunk, Name, RawBytes, Ref, Stream, chunk

PRODUCER = "mlmp_print"
FILE_NAME = "answers.json"
SRGB = "sRGB IEC61966-2.1"

# The claim, and a description of pdfuaid:part, which is not among the properties that PDF/A knows
# (ISO 19005-3 6.6.2.3.3).
_ARCHIVE = (
    """
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
</rdf:Description>
"""
    '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" '
    'xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" '
    'xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    """
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
)

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_PROPERTIES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" '
    'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"'
)


def xmp(title: str, tag: str, *, locked: bool) -> bytes:
    """Write the XMP packet: title, language, and the claims of what the file conforms to.

    Args:
        title: of the document.
        tag: the language (BCP 47).
        locked: claim PDF/A-3a beside PDF/UA-1 (ISO 14289-1 clause 5).
    """
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{_RDF}">
<rdf:Description rdf:about="" {_PROPERTIES}>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{_escaped(title)}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{_escaped(tag)}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{PRODUCER}</pdf:Producer>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>{_ARCHIVE if locked else ""}</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>""".encode()


def _escaped(text: str) -> str:
    """Text as the content of an XML element (XML 1.0 2.4)."""
    return html.escape(text, quote=False)


def catalog_entries(book: Book, description: str, answers: Ref) -> dict[str, Any]:
    """Make the catalog entries of a locked copy: its colour space, and its attached file.

    Args:
        book: takes the objects that the entries refer to.
        description: what a viewer says of the attached file.
        answers: the attached file, which filling writes.
    """
    intent = {
        "Type": Name("OutputIntent"),
        "S": Name("GTS_PDFA1"),
        "OutputConditionIdentifier": SRGB,
        "Info": SRGB,
        "DestOutputProfile": book.add(Stream({"N": 3}, srgb_profile())),
    }
    specification = {
        "Type": Name("Filespec"),
        "F": FILE_NAME,
        "UF": FILE_NAME,
        "Desc": description,
        "AFRelationship": Name("Data"),
        "EF": {"F": answers, "UF": answers},
    }
    attached = book.add(specification)
    return {
        "OutputIntents": [intent],
        "AF": [attached],  # ISO 19005-3 6.8
        "Names": {"EmbeddedFiles": {"Names": [FILE_NAME, attached]}},  # or no viewer lists it
    }


@cache
def srgb_profile() -> bytes:
    """Return the ICC profile of sRGB, without time and system (ICC.1:2010 7.2.8 and 7.2.10).

    It lies among the assets: LittleCMS made it, and another version may make other bytes.
    """
    return (data_folder("assets") / "color" / "srgb.icc").read_bytes()


@dataclass(frozen=True)
class Attachment:
    """The slot of the attached answers: the number of its object, and the form they belong to."""

    number: int
    form: str
    version: int
    language: str

    def chunk(self, values: Mapping[str, Any]) -> Chunk:
        """Write the attached file for values by path, with a digest of the answers in it.

        Viewers change fields and leave the attachment as it is; `read` sees that by the digest. The
        stream is compressed, since answers may hold what looks like PDF.
        """
        answers = unflatten(values)
        content = {
            "form": self.form,
            "version": self.version,
            "language": self.language,
            "answers": answers,
            "sha256": digest(answers),
        }
        data = (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
        checksum = hashlib.md5(data, usedforsecurity=False).hexdigest()
        entries = {
            "Type": Name("EmbeddedFile"),
            "Subtype": Name("application/json"),
            "Params": {"Size": len(data), "CheckSum": RawBytes(f"<{checksum}>".encode())},
        }
        return chunk([(Ref(self.number), Stream(entries, data))])


def digest(answers: Mapping[str, Any]) -> str:
    """The SHA-256 of answers as canonical JSON: keys sorted, no white space, UTF-8.

    For our values these are the bytes of RFC 8785.

    >>> digest({"b": 1, "a": "æ"}) == digest({"a": "æ", "b": 1})
    True
    """
    canonical = json.dumps(answers, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
