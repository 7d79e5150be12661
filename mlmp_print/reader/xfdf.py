"""Read the fields of an XFDF (ISO 19444-1), and name what else it holds.

Nothing that it leads to is opened, and nothing in it is run.
"""

from __future__ import annotations

from collections.abc import Iterator

from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    TextStringObject,
)

from ..model.errors import PdfError
from ..model.losses import ATTACHMENTS, SIGNATURE
from ..model.phrases import Phrase
from .actions import warnings_of_kinds
from .annotations import ANNOTATION_KINDS, OTHER, add_exported_annotations
from .export import FORMATTED, NAMELESS, UNREAD_PARTS, Export, ExportedValue
from .field_values import NO_VALUE
from .fields import NOTHING_WRITTEN, check_field
from .signatures import signature_words
from .xml_tree import XmlElement, parse_xml

_ABOUT = {"f", "ids"}  # the file that the data is of, and its ids: neither says an answer
_KINDS = {kind.lower(): kind for kind in (*ANNOTATION_KINDS, *NOTHING_WRITTEN)}
_STRAY = Phrase("holds letters that stand in no value; left out")
_EMBEDDED = Phrase("holds other files, which are not read")


def read_xfdf(content: bytes) -> Export:
    """Read an XFDF. Raises PdfError for what is broken, none, or over a limit."""
    root = parse_xml(content)
    if root.name != "xfdf":
        raise PdfError(Phrase("is XML, and no XFDF"))
    export = Export()
    for part in _known(export, root):
        if part.name == "fields":
            _add_fields(export, part)
        elif part.name == "annots":
            annotations = [_annotation(child) for child in part.children]
            add_exported_annotations(export.beside, annotations)
        elif part.name == "Signature":
            export.add_beside("Signature", SIGNATURE, signature_words(""))
        elif part.name in ("embeddedfiles", "EmbeddedFiles"):
            export.add_beside("Attachment", ATTACHMENTS, _EMBEDDED)
        elif part.name not in _ABOUT:
            export.add_file_note(UNREAD_PARTS)
    for warning in warnings_of_kinds({element.name for element in _all(root)}):
        export.add_file_note(warning)
    return export


def _known(export: Export, element: XmlElement) -> list[XmlElement]:
    """The elements within another; letters between them are noted."""
    if element.own_text.strip():
        export.add_left_out(_STRAY)
    return element.children


def _all(root: XmlElement) -> Iterator[XmlElement]:
    stack = [root]
    while stack:
        element = stack.pop()
        yield element
        stack += element.children


# Fields -----------------------------------------------------------------------------------------


def _add_fields(export: Export, fields: XmlElement) -> None:
    """Take every field, also one that has fields within it."""
    stack = [(element, "", 1) for element in reversed(_known(export, fields))]
    while stack:
        element, parent_name, depth = stack.pop()
        if element.name != "field":
            export.add_file_note(UNREAD_PARTS)
            continue
        name = ".".join(filter(None, (parent_name, element.attributes.get("name", ""))))
        check_field(name, depth)
        parts = _known(export, element)
        within = [part for part in parts if part.name not in ("value", "value-richtext")]
        value = _value(export, parts)
        if value.is_given and not name:
            export.add_left_out(NAMELESS)
        elif value.is_given or ("name" in element.attributes and not within):
            export.add(name, value)
        stack += [(part, name, depth + 1) for part in reversed(within)]


def _value(export: Export, parts: list[XmlElement]) -> ExportedValue:
    """What the values in a field say: the plain one, else the formatted one."""
    plain = [part for part in parts if part.name == "value"]
    formatted = [part for part in parts if part.name == "value-richtext"]
    if len(plain) > 1 or len(formatted) > 1 or any(part.children for part in plain):
        return ExportedValue(is_given=True, oddity=NO_VALUE)
    if plain:
        return ExportedValue(plain[0].own_text, is_given=True)
    if formatted:
        export.add_file_note(FORMATTED)
        return ExportedValue(formatted[0].plain_text(), is_given=True)
    return ExportedValue()


# Annotations ------------------------------------------------------------------------------------


def _annotation(element: XmlElement) -> tuple[int, DictionaryObject]:
    """The page (from 0) of an annotation, and what stands of it in a PDF; -1 without a page."""
    page = element.attributes.get("page", "")
    found = DictionaryObject()
    found[NameObject("/Subtype")] = NameObject(f"/{_KINDS.get(element.name.lower(), OTHER)}")
    sides = _numbers(element.attributes.get("rect", ""))
    found[NameObject("/Rect")] = ArrayObject([FloatObject(side) for side in sides])
    words = {part.name: part.plain_text() for part in element.children}
    contents = words.get("contents") or words.get("contents-richtext") or ""
    found[NameObject("/Contents")] = TextStringObject(contents.strip())
    return (int(page) if page.isdecimal() and len(page) < 10 else -1), found


def _numbers(written: str) -> list[float]:
    """The four sides of a rectangle, or none."""
    try:
        sides = [float(side) for side in written[:200].split(",")]
    except ValueError:
        return []
    return sides if len(sides) == 4 else []
