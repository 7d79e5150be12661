"""Open a PDF, and find what its fields hold: ours, or a copy that some viewer saved.

The file is not trusted. Every part is read through a typed getter (`objects`), every object is
visited once, in loops, and whatever a library raises becomes one error of ours. What still takes
too long, or too much memory, is cut off by the sandbox in which this runs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib.util import find_spec
from itertools import chain
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError
from pypdf.generic import DictionaryObject, StreamObject, encode_pdfdocencoding

from ..model.arguments import SHEET_ID
from ..model.errors import EncryptedError, PdfError
from ..model.limits import JSON_BYTES
from ..model.messages import NOTHING, Message, note
from ..model.phrases import Phrase
from ..pdf.decrypt import decrypted
from . import actions, objects
from .attachment import attached_answers
from .check import differences
from .fields import FieldTree
from .found_fields import FoundFields
from .lazy_reader import LazyReader
from .objects import array, dictionary, safe_name
from .one_error import check_size, one_error
from .several_sheets import NO_NAMES, SEVERAL
from .surroundings import look_beside
from .verdicts import UNTOLD, not_checked, untold
from .visibility import why_appearance_hidden, why_hidden

_NOT_COMPARED = Phrase("was not checked: its pages cannot be followed")
_OTHER_FILES = {
    b"<!doctype": Phrase("a web page"),
    b"<html": Phrase("a web page"),
    b"<?xml": Phrase("XML"),
    b"pk\x03\x04": Phrase("a ZIP or Office file"),
    b"{": Phrase("JSON"),
    b"\xff\xd8\xff": Phrase("a JPEG picture"),
    b"\x89png": Phrase("a PNG picture"),
    b"\xd0\xcf\x11\xe0": Phrase("an old Office file"),
}


def _has_ciphers() -> bool:
    """Whether pypdf can take AES off a file. It does not know it by itself."""
    try:
        return find_spec("cryptography") is not None
    except ImportError:
        return False


def find_fields(data: bytes, password: str | None = None, *, check: bool = False) -> FoundFields:
    """Find what the fields of a PDF hold. This process parses it: see `sandbox`.

    Args:
        data: The file.
        password: For an encrypted file.
        check: Compare the pages with the fields too, and look for attached answers.

    Raises:
        PdfError: It is not a PDF, is broken, has no fields, or is over a limit.
        EncryptedError: It needs a password, or another one.
    """
    _check_start(data)
    with one_error():
        return _find(_open(data, password), check)


# Opening ----------------------------------------------------------------------------------------


def _check_start(data: bytes) -> None:
    """Raises PdfError for a file that is too large, or no PDF."""
    check_size(data)
    if b"%PDF-" in data[:1024]:
        return
    start = data[:512].lstrip().lower()
    if not start:
        raise PdfError(Phrase("is not a PDF: it is empty"))
    for mark, name in _OTHER_FILES.items():
        if start.startswith(mark):
            raise PdfError(Phrase("is not a PDF: it is {name}", name=name))
    raise PdfError(Phrase("is not a PDF"))


def _open(data: bytes, password: str | None) -> PdfReader:
    """Raises EncryptedError where the password does not open the file."""
    try:
        reader = LazyReader(data)
    except DependencyError:  # it tries the empty password at once
        return LazyReader(decrypted(data, password))
    if not reader.is_encrypted:
        return reader
    if not _has_ciphers():
        return LazyReader(decrypted(data, password))
    if not any(map(reader.decrypt, _encodings(password or ""))):
        raise EncryptedError.for_password(password)
    return reader


def _encodings(password: str) -> Iterator[str | bytes]:
    """The password in each encoding that it may have been given in, then the empty one.

    Up to AES-128 it is in PDFDocEncoding (7.6.3.3), which pypdf takes to be Latin-1.
    """
    yield password
    with suppress(UnicodeEncodeError):
        yield encode_pdfdocencoding(password)
    yield ""  # a file may be encrypted and still open for everybody


# Finding ----------------------------------------------------------------------------------------


def _find(reader: PdfReader, check: bool) -> FoundFields:
    root = dictionary(reader.trailer.get("/Root"))
    form = dictionary(root.get("/AcroForm"))
    description = _description(root)
    if "/XFA" in form and not array(form.get("/Fields")):
        raise PdfError(
            Phrase(
                "is an XFA form, which only Adobe's own programs can open. "
                "Print it to paper from there, or ask for our form"
            )
        )
    tree, pages = FieldTree(), list(objects.pages(root))
    tree.add_listed(form.get("/Fields"))
    tree.add_pages(pages, why_hidden(root))
    found = FoundFields(description, _sheet_ids(pages))
    found.add_tree(tree)
    if not found.fields:
        raise _without_fields(found, form)  # else it would read as an empty sheet
    found.notes += [note("file", warning) for warning in actions.warnings(root, form, pages)]
    look_beside(found, tree, root, pages)
    if check:
        _check(found, tree, root, pages)
    return found


def _description(root: DictionaryObject) -> dict[str, Any]:
    """What the catalog says of the file; empty if nothing, or nothing that can be read."""
    stream = objects.private(root)
    if not isinstance(stream, StreamObject):
        return {}
    try:
        description = json.loads(objects.data(stream, JSON_BYTES))
    except (ValueError, RecursionError):
        return {}
    return description if isinstance(description, dict) else {}


def _sheet_ids(pages: Sequence[DictionaryObject]) -> list[str]:
    """The ids that the marks of the pages carry, each once, as `Marks.panel` writes them."""
    ids: dict[str, None] = {}
    for page in pages:
        for xobject in dictionary(dictionary(page.get("/Resources")).get("/XObject")).values():
            sheet_id = objects.text(objects.private(dictionary(xobject))) or ""
            if SHEET_ID.match(sheet_id):
                ids[sheet_id] = None
    return list(ids)


def _without_fields(found: FoundFields, form: DictionaryObject) -> PdfError:
    if found.nameless:
        return PdfError(SEVERAL if len(found.sheet_ids) > 1 else NO_NAMES)
    if not form and not found.description:
        what = Phrase("has no form fields: it was perhaps printed to PDF or scanned")
        return PdfError(what, code="no-fields")
    return PdfError(
        Phrase(
            "has no form fields any more: they were flattened into the page. "
            "Ask for the copy that was filled in"
        ),
        code="flattened",
    )


# Comparing --------------------------------------------------------------------------------------


def _check(
    found: FoundFields, tree: FieldTree, root: DictionaryObject, pages: Sequence[DictionaryObject]
) -> None:
    """Compare the pages with the fields. Whatever happens there costs no answers."""
    try:
        _compare(found, tree, root, pages)
    except TimeoutError:
        found.untold.append(not_checked())
    except Exception:  # pypdf raises errors of many classes, and a MemoryError leaves the answers
        found.untold.append(untold("file", _NOT_COMPARED))


def _compare(
    found: FoundFields, tree: FieldTree, root: DictionaryObject, pages: Sequence[DictionaryObject]
) -> None:
    """Note where the pages show something else than the fields hold, and what is attached."""
    form = dictionary(root.get("/AcroForm"))
    texts = [field.text for field in found.fields.values() if field.text]
    others = chain.from_iterable(field.others for field in found.fields.values())
    for message in differences(form, pages, [*texts, *others]):
        (found.untold if message.code == UNTOLD else found.differences).append(message)
    noted = {difference.path for difference in found.differences}
    for name, field in found.fields.items():
        if (field.is_empty and not field.others) or safe_name(name) in noted:
            continue
        found.differences += _unseen(name, tree, root)
    found.attached = attached_answers(root)


def _unseen(name: str, tree: FieldTree, root: DictionaryObject) -> Iterator[Message]:
    """A note if a field, or one of several of its name, cannot be seen."""
    fields = tree.fields[name]
    if not all(field.on_page for field in fields):
        if len(fields) == 1:
            yield note(safe_name(name), Phrase("holds something, and its box is on no page"))
        else:
            what = Phrase("is there twice, and one of them is shown on no page")
            yield note(safe_name(name), what)
        return
    widgets = (
        widget
        for field in fields
        for on_page in field.visible.values()
        for widget in on_page.values()
    )
    reasons = (field.why_hidden for field in fields if field.why_hidden)
    reason = next(reasons, NOTHING) or why_appearance_hidden(root, widgets)
    if reason:
        what = Phrase("cannot be seen: {reason}", reason=reason)
        yield note(safe_name(name), what)
