"""Read the fields of an FDF (ISO 32000-1 12.7.7), and name what else it holds.

Nothing that it leads to is opened, and nothing in it is run.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pypdf.generic import (
    ByteStringObject,
    DictionaryObject,
    NameObject,
    NullObject,
    NumberObject,
    StreamObject,
)

from ..model.errors import EncryptedError, PdfError
from ..model.limits import PDF_VALUE_BYTES
from ..model.losses import ADDED_PAGES, ANNOTATIONS, ATTACHMENTS, SIGNATURE
from ..model.phrases import Phrase
from .actions import action_warnings
from .annotations import add_exported_annotations
from .export import FORMATTED, NAMELESS, UNREAD_PARTS, Export, ExportedValue
from .fdf_syntax import FdfFile
from .field_values import NO_VALUE
from .fields import check_field
from .objects import Key, array, data, dictionary, key, resolve, text
from .one_error import NOT_DECRYPTED
from .signatures import signature_words, signer_of
from .xml_tree import parse_xml

# What stands in the dictionary of an FDF (table 243) and says nothing of the answers: their file,
# its ids, the encoding, the frame of a browser. The rest is named.
_READ = {"/Fields", "/Annots", "/JavaScript", "/Encoding", "/F", "/ID", "/Target"}
# The encodings of table 243 → those of Python.
_ENCODINGS = {
    "/PDFDocEncoding": "",
    "/Shift-JIS": "cp932",
    "/Shift_JIS": "cp932",
    "/UHC": "cp949",
    "/GBK": "gbk",
    "/BigFive": "cp950",
    "/utf_8": "utf-8",
    "/utf_16": "utf-16-be",
}
_MARKS = (b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf")
_ELSEWHERE = {
    "/Differences": (
        "Differences",
        ANNOTATIONS,
        Phrase(
            "holds changes to the PDF that it was exported from, which are not read: "
            "ask for that PDF"
        ),
    ),
    "/EmbeddedFDFs": (
        "Attachment",
        ATTACHMENTS,
        Phrase("holds other files with data, which are not read"),
    ),
    "/Pages": (
        "Page",
        ADDED_PAGES,
        Phrase("would add pages to the sheet, which are not read: ask for the PDF itself"),
    ),
}


def read_fdf(content: bytes) -> Export:
    """Read an FDF.

    Raises:
        PdfError: It is broken, or over a limit.
        EncryptedError: It is encrypted.
    """
    file = FdfFile(content)
    root = dictionary(file.trailer.get("/Root"))
    fdf = dictionary(root.get("/FDF"))
    if "/Encrypt" in file.trailer or "/EncryptionRevision" in fdf:
        raise EncryptedError(NOT_DECRYPTED)
    if not root or "/FDF" not in root:
        raise PdfError(
            Phrase("is FDF that is broken or cut off: it does not say where its data begins")
        )
    return _FdfReader(fdf).read(signature=dictionary(root.get("/Sig")))


class _FdfReader:
    """Reads one file. Each field is visited once, in a loop: the kids of a field may be a ring."""

    def __init__(self, fdf: DictionaryObject) -> None:
        self.fdf, self.export = fdf, Export()
        encoding = resolve(fdf.get("/Encoding", NameObject("/PDFDocEncoding")))
        if str(encoding) not in _ENCODINGS:
            raise PdfError(Phrase("is FDF in an encoding that is not known here"))
        self.encoding = _ENCODINGS[str(encoding)]
        self.acting: list[DictionaryObject] = []  # what has actions

    def read(self, signature: DictionaryObject) -> Export:
        for name, node in self._fields():
            if not node:
                self.export.add_left_out(NAMELESS)
            else:
                self._add_field(name, node)
        self._add_annotations()
        for warning in action_warnings(self.acting, scripts="/JavaScript" in self.fdf):
            self.export.add_file_note(warning)
        if signature:
            self._add_signature(signature)
        for entry, (kind, code, what) in _ELSEWHERE.items():
            if entry in self.fdf:
                self.export.add_beside(kind, code, what)
        if self.fdf.keys() - _READ - _ELSEWHERE.keys():
            self.export.add_file_note(UNREAD_PARTS)
        return self.export

    # Fields -------------------------------------------------------------------------------------

    def _fields(self) -> Iterator[tuple[str, DictionaryObject]]:
        """Every field with its full name, also those that have kids."""
        stack = [(item, "", 0) for item in reversed(array(self.fdf.get("/Fields")))]
        visited: set[Key] = set()
        while stack:
            item, parent_name, depth = stack.pop()
            if key(item) in visited:
                continue
            visited.add(key(item))
            node = dictionary(item)
            partial = self._text(node.get("/T")) or ""
            name = ".".join(filter(None, (parent_name, partial)))
            check_field(name, depth)
            yield name, node
            stack += [(kid, name, depth + 1) for kid in reversed(array(node.get("/Kids")))]

    def _add_field(self, name: str, node: DictionaryObject) -> None:
        if "/A" in node or "/AA" in node:
            self.acting.append(node)
        signature = dictionary(node.get("/V"))
        if signature and not isinstance(signature, StreamObject):
            self._add_signature(signature)
            return
        value = self._value(node)
        if value.is_given and not name:
            self.export.add_left_out(NAMELESS)
        elif value.is_given or ("/T" in node and "/Kids" not in node):
            self.export.add(name, value)
        if "/AP" in node or "/APRef" in node:
            self.export.add_drawing(name)

    def _value(self, node: DictionaryObject) -> ExportedValue:
        """What `/V` says: a name, a text, or a list of one."""
        values = array(node.get("/V")) or [node.get("/V")]
        value = resolve(values[0])
        if len(values) > 1:
            return ExportedValue(is_given=True, oddity=NO_VALUE)
        if isinstance(value, NullObject | None):
            return self._formatted(node)
        if isinstance(value, NameObject):
            return ExportedValue(value[1:], is_name=True, is_given=True)
        words = self._text(value)
        if words is None:
            return ExportedValue(is_given=True, oddity=NO_VALUE)
        return ExportedValue(words, is_given=True)

    def _formatted(self, node: DictionaryObject) -> ExportedValue:
        """The letters of formatted text, which may stand alone (12.7.3.4)."""
        if "/RV" not in node:
            return ExportedValue()
        try:
            words = parse_xml((self._text(node.get("/RV")) or "").encode("utf-8", "replace"))
        except PdfError:
            return ExportedValue(is_given=True, oddity=NO_VALUE)
        self.export.add_file_note(FORMATTED)
        return ExportedValue(words.plain_text(), is_given=True)

    def _text(self, value: Any) -> str | None:
        """A text string or a stream of one, in the encoding of the file. Raises PdfError."""
        value = resolve(value)
        encoded: bytes | None = None
        if self.encoding and isinstance(value, ByteStringObject):
            encoded = bytes(value)
        elif self.encoding and isinstance(value, StreamObject):
            encoded = data(value, PDF_VALUE_BYTES)
        if encoded is None or encoded.startswith(_MARKS):
            return text(value)
        try:
            return encoded.decode(self.encoding)
        except UnicodeDecodeError:
            raise PdfError(
                Phrase("holds a text that is not in the encoding that the file names")
            ) from None

    # Beside the fields --------------------------------------------------------------------------

    def _add_annotations(self) -> None:
        annotations = [dictionary(item) for item in array(self.fdf.get("/Annots"))]
        self.acting += annotations
        add_exported_annotations(
            self.export.beside, ((_page(annotation), annotation) for annotation in annotations)
        )

    def _add_signature(self, signature: DictionaryObject) -> None:
        signer = signer_of(signature)
        words = signature_words(signer)
        self.export.add_beside("Signature", SIGNATURE, words, text=signer)


def _page(annotation: DictionaryObject) -> int:
    """The page of an annotation, from 0; -1 if it does not say (table 254)."""
    page = resolve(annotation.get("/Page"))
    return int(page) if isinstance(page, NumberObject) else -1
