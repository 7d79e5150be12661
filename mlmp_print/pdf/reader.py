"""Reading typed answers out of a PDF: ours, or a copy that some viewer saved.

The file is not trusted. Every read goes through a typed getter, every object is visited once, walks are loops, and
whatever a library raises becomes one error of ours. The form is recognised by what the file says of itself
(`/PieceInfo`), else by its field names. Limits are in `limits`; `isolation` cuts off what still takes too long, or too much memory.
"""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from pypdf import PdfReader, apply_configuration
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError
from pypdf.generic import DictionaryObject, IndirectObject, NullObject, StreamObject, encode_pdfdocencoding

from ..errors import EncryptedError, PdfError, Reject, hushed
from ..kinds import Kind, whole
from ..kinds import Picture as PictureKind
from ..limits import JSON_BYTES, PDF_BYTES, PDF_DEPTH, PDF_FIELDS, PDF_NAME_LETTERS, PDF_STREAM_BYTES, PICTURE_PIXELS, TEXT_LETTERS
from ..paths import order, pattern
from ..pictures import Picture, as_file
from . import actions, getters, shown
from .compile import PUSH_BUTTON
from .getters import SAFE_PATH
from .getters import array as _array
from .getters import dictionary as _dictionary
from .getters import full_name as _full_name
from .getters import resolve as _resolve
from .getters import safe_name as _shown
from .getters import state as _state
from .getters import text as _text
from .plate import Note

_SHEET_ID = re.compile("[0-9A-Z]{1,16}\\Z")


@dataclass
class Raw:
    """What a file holds: its description of itself (may be empty), and the value of every field by full name."""

    description: dict[str, Any] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)  # only fields that hold something
    names: set[str] = field(default_factory=set)
    notes: list[Note] = field(default_factory=list)
    pictures: dict[str, tuple[str, bytes]] = field(default_factory=dict)  # full name → ending and bytes of a file
    sheet_ids: list[str] = field(default_factory=list)  # of its panels, each once
    others: dict[str, list[str]] = field(default_factory=dict)  # what more fields of the same full name hold
    places: dict[str, str] = field(default_factory=dict)  # full name → what is odd about where the field stands
    differences: list[Note] = field(default_factory=list)  # between what the fields say and what the pages show
    attached: dict[str, Any] | None = None  # what a locked copy has attached


def read_raw(data: bytes, password: str | None = None, *, check: bool = False) -> Raw:
    """The fields of a PDF. Raises PdfError (not a PDF, broken, over a limit) and EncryptedError.

    `check`: look for `differences` too, and at what is attached. Parses here; for a file that may be made to hang us, see `isolation`.
    """
    if len(data) > PDF_BYTES:
        raise PdfError(f"is more than {PDF_BYTES // 2**20} MB; no more is read")
    if b"%PDF-" not in data[:1024]:
        raise PdfError(f"is not a PDF{_what_it_is(data)}")
    try:
        with hushed("pypdf"), apply_configuration(array_maximum_element_count=PDF_FIELDS, zlib_maximum_output_length=PDF_STREAM_BYTES):
            return _read(data, password, check)
    except (PdfError, EncryptedError, MemoryError):
        raise
    except LimitReachedError:
        most = f"at most {PDF_FIELDS:,} entries of a list and {PDF_STREAM_BYTES >> 20} MB of a stream are read"
        raise PdfError(f"holds a part that is larger than any real form has: {most}") from None
    except (FileNotDecryptedError, DependencyError, NotImplementedError):
        raise EncryptedError("is encrypted in a way that cannot be opened. Ask for a copy without encryption") from None
    except (Exception, RecursionError) as error:
        raise PdfError(f"is broken: its parts cannot be followed ({type(error).__name__}). Ask for the file again") from None


_OTHERS = {
    b"<!doctype": "a web page",
    b"<html": "a web page",
    b"<?xml": "XML",
    b"pk\x03\x04": "a ZIP or Office file",
    b"{": "JSON",
    b"%fdf": "FDF",
    b"\xff\xd8\xff": "a JPEG picture",
    b"\x89png": "a PNG picture",
    b"\xd0\xcf\x11\xe0": "an old Office file",
}


def _what_it_is(data: bytes) -> str:
    start = data[:512].lstrip().lower()
    if not start:
        return ": it is empty"
    return next((f": it is {name}" for mark, name in _OTHERS.items() if start.startswith(mark)), "")


def _read(data: bytes, password: str | None, check: bool) -> Raw:
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not any(map(reader.decrypt, _spelled(password or ""))):
        raise EncryptedError("is encrypted: the password is wrong" if password else "is encrypted: it needs a password (--password-file)")
    root = _dictionary(reader.trailer.get("/Root"))
    raw = Raw(description=_description(root))
    form = _dictionary(root.get("/AcroForm"))
    if "/XFA" in form and not _array(form.get("/Fields")):
        raise PdfError("is an XFA form, which only Adobe's own programs can open. Print it to paper from there, or ask for our form")
    if not form and not raw.description:
        raise PdfError("has no form fields: it was perhaps printed to PDF or scanned")
    walk = _Walk(raw)
    walk.fields(form.get("/Fields"))
    pages = list(getters.pages(root))
    for page in pages:
        walk.widgets(page.get("/Annots"))
        _sheet_ids(raw, page)
    raw.notes += [Note("file", what) for what in actions.warnings(root, form, pages)]
    if check:
        raw.differences = list(shown.differences(form, pages, [*raw.values.values(), *chain.from_iterable(raw.others.values())]))
        raw.attached = shown.attached(root)
    if not raw.names:  # else it would read as an empty form
        raise PdfError("has no form fields any more: they were flattened into the page. Ask for the copy that was filled in")
    return raw


def _spelled(password: str) -> Iterator[str | bytes]:
    """The password as it may have been made bytes of: up to AES-128 in PDFDocEncoding (7.6.3.3), which pypdf takes to be Latin-1; and none."""
    yield password
    with suppress(UnicodeEncodeError):
        yield encode_pdfdocencoding(password)
    yield ""


def _sheet_ids(raw: Raw, page: DictionaryObject) -> None:
    """The ids that the marks of a page carry, as `Marks.panel` writes them."""
    for item in _dictionary(_dictionary(page.get("/Resources")).get("/XObject")).values():
        found = _text(getters.private(_dictionary(item))) or ""
        if _SHEET_ID.match(found) and found not in raw.sheet_ids:
            raw.sheet_ids.append(found)


def _description(root: DictionaryObject) -> dict[str, Any]:
    private = getters.private(root)
    if not isinstance(private, StreamObject):
        return {}
    try:
        told = json.loads(getters.data(private, JSON_BYTES))
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


@dataclass
class _Walk:
    """Walks the field tree once, then the pages for widgets that no tree holds."""

    raw: Raw
    seen: set[Any] = field(default_factory=set)
    looked_at: int = 0

    def first_time(self, value: Any) -> bool:
        key = (value.idnum, value.generation) if isinstance(value, IndirectObject) else id(value)
        if key in self.seen:
            return False
        self.seen.add(key)
        if len(self.seen) > PDF_FIELDS:
            raise PdfError(f"has more than {PDF_FIELDS:,} fields")
        return True

    def fields(self, roots: Any) -> None:
        """Every field below `roots`. Type and value are inherited (12.7.3.1)."""
        stack = [(item, "", "", 0) for item in reversed(_array(roots))]
        while stack:
            item, above, kind, depth = stack.pop()
            if not self.first_time(item):
                continue
            if depth > PDF_DEPTH:
                raise PdfError(f"has fields nested more than {PDF_DEPTH} deep")
            node = _dictionary(item)
            partial = _text(node.get("/T"))
            name = above if partial is None else f"{above}.{partial}" if above else partial
            if len(name) > PDF_NAME_LETTERS:
                raise PdfError(f"has a field name of more than {PDF_NAME_LETTERS:,} letters")
            kind = _state(node.get("/FT")) or kind
            kids = _array(node.get("/Kids"))
            self.looked_at += len(kids)
            if self.looked_at > 10 * PDF_FIELDS:  # many fields may share a list
                raise PdfError(f"has more than {PDF_FIELDS:,} fields")
            deeper = [kid for kid in kids if "/T" in _dictionary(kid)]
            if deeper:
                stack += [(kid, name, kind, depth + 1) for kid in reversed(deeper)]
            elif name:
                for kid in kids:
                    self.first_time(kid)
                widgets = [_dictionary(kid) for kid in kids]
                self.take(name, kind, node, widgets)
                if all(_state(place.get("/Subtype")) != "Widget" for place in (node, *widgets)):
                    self.raw.places.setdefault(name, "is shown on no page")

    def widgets(self, annotations: Any) -> None:
        """Fields that stand on a page but not in the form's list of them."""
        for item in _array(annotations):
            if self.first_time(item):
                widget = _dictionary(item)
                if _state(widget.get("/Subtype")) == "Widget" and (name := _full_name(widget)) and name not in self.raw.names:
                    self.take(name, _state(widget.get("/FT")) or "", widget, [])
                    self.raw.places.setdefault(name, "stands on a page, but not in the file's list of fields")

    def take(self, name: str, kind: str, node: DictionaryObject, widgets: list[DictionaryObject]) -> None:
        """The value of one field."""
        if name in self.raw.names:
            self.raw.places.setdefault(name, "")
            if other := _text(node.get("/V")) or _state(node.get("/V")):
                self.raw.others.setdefault(name, []).append(other)
            self.raw.notes.append(Note(_shown(name), "is there twice in the file; the first is used"))
            return
        self.raw.names.add(name)
        if kind == "Btn" and _flags(node) & PUSH_BUTTON:
            try:
                picture = _picture(node)
                self.raw.pictures.update({name: as_file(picture)} if picture else {})
            except Exception:  # whatever is wrong with one picture, the other answers are read
                self.raw.notes.append(Note(_shown(name), "holds a picture that cannot be read; left out"))
            return
        held = _array(node.get("/V")) or [node.get("/V")]  # pdftk puts a value into an array of one
        value = _state(held[0]) if kind == "Btn" else _text(held[0])
        if len(held) > 1 or (value is None and not isinstance(_resolve(held[0]), NullObject | None)):
            self.raw.notes.append(Note(_shown(name), "holds a value that is neither a text nor a state; left out"))
            return
        if kind == "Btn":
            value, odd = _chosen(node, value, [node, *widgets])
            self.raw.notes += [Note(_shown(name), odd)] if odd else []
        if value:
            self.raw.values[name] = value


def _chosen(node: DictionaryObject, value: str | None, widgets: list[DictionaryObject]) -> tuple[str | None, str]:
    """The state that a group of buttons is in, None if that is Off; and what is odd about it, or nothing."""
    visible = [state for widget in widgets if (state := _state(widget.get("/AS"))) is not None]
    on = next((state for state in visible if state != "Off"), "Off")
    value = on if value is None else value or "Off"  # some programs set only what the buttons show
    states = {"Off"}.union(key[1:] for widget in widgets for key in _dictionary(_dictionary(widget.get("/AP")).get("/N")))
    odd = "has another value than its buttons show; the value is taken" if visible and on != value and value in states else ""
    options = _array(node.get("/Opt"))
    numbered = {f"{index}" for index in range(len(options))}
    if value in numbered and states == numbered | {"Off"}:  # then the list says what they stand for (12.7.4.2.4)
        return _text(options[int(value)]), odd
    return (None if value == "Off" else value), odd


def _flags(node: DictionaryObject) -> int:
    value = _resolve(node.get("/Ff"))
    return value if isinstance(value, int) else 0


def _picture(node: DictionaryObject) -> Picture | None:
    """The picture in a button's appearance, as we embed it: one RGB image, a JPEG or plain samples. Raises Reject for another."""
    normal = _dictionary(_dictionary(node.get("/AP")).get("/N"))
    form = normal if isinstance(normal, StreamObject) else _dictionary(normal.get("/Off"))
    drawn = map(_dictionary, _dictionary(_dictionary(form.get("/Resources")).get("/XObject")).values())
    image: Any = next((item for item in drawn if _state(item.get("/Subtype")) == "Image"), None)
    if image is None:
        return None
    width, height = (_resolve(image.get(key)) for key in ("/Width", "/Height"))
    if not isinstance(image, StreamObject) or not isinstance(width, int) or not isinstance(height, int):
        raise Reject("is not a picture of ours")
    if min(width, height) < 1 or width * height > PICTURE_PIXELS:
        raise Reject("has no size, or too large a one")
    filters = [_state(item) for item in _array(image.get("/Filter"))] or [_state(image.get("/Filter"))]
    if filters == ["DCTDecode"]:
        return Picture(width, height, "DCTDecode", image._data)
    samples = getters.data(image, 3 * width * height)
    if len(samples) != 3 * width * height:
        raise Reject("is not a picture of ours")
    return Picture(width, height, "FlateDecode", samples)


def _gone(raw: Raw, kinds: Mapping[str, Kind], is_place: Callable[[str], bool]) -> Iterator[Note]:
    """A note for each part of the form of which some fields are not in the file any more: their answers would be missed by nobody."""
    room = raw.description.get("set")
    if not isinstance(room, dict):
        return
    found = Counter(pattern(name)[0] for name in raw.names)
    short: dict[str, None] = {}
    for bare in kinds:
        key = bare.partition(".")[0]
        drawn = 1 if is_place(bare) else room.get(key)  # or in a list, with room for so many
        if isinstance(drawn, int) and found[bare] < drawn:
            short[key] = None
    for key in short:
        yield Note(_shown(key), "has fewer fields than this form gave it: a page was perhaps taken out")


def load_values(raw: Raw, kinds: Mapping[str, Kind], is_place: Callable[[str], bool]) -> tuple[dict[str, Any], list[Note]]:
    """Path → value for the fields that the form knows, in the form's order, and notes on the rest.

    A text that its kind cannot read is kept as it was typed, unless it is longer than an answer may be. The value of a picture's room is
    the ending and the bytes of its file.
    """
    values: dict[str, Any] = {}
    notes = [*raw.notes, *_gone(raw, kinds, is_place)]
    known: list[str] = []
    for name in [*raw.values, *raw.pictures]:
        if SAFE_PATH.match(name) and is_place(name) and pattern(name)[0] in kinds:
            known.append(name)
        else:
            notes.append(Note(_shown(name), "is no question of this form; left out"))
    for name in sorted(sorted(known), key=order(kinds)):
        kind = kinds[pattern(name)[0]]
        if name in raw.pictures:
            values.update({name: raw.pictures[name]} if isinstance(kind, PictureKind) else {})
            continue
        if len(raw.values[name]) > TEXT_LETTERS:
            notes.append(Note(name, f"is {len(raw.values[name]):,} letters long; at most {TEXT_LETTERS:,} are one answer: left out"))
            continue
        stored = whole(raw.values[name])
        if stored != raw.values[name]:
            notes.append(Note(name, "holds halves of characters, or codes that are none: each is U+FFFD now"))
        try:
            value = kind.load(stored)
        except Reject as reject:
            notes.append(Note(name, f"{reject.what} ({reject.todo.lower()})"))
            value = None if kind.states else stored
        if value is not None:
            values[name] = value
    notes += [Note(name, odd) for name, odd in raw.places.items() if odd and name in values]
    return values, notes
