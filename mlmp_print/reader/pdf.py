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
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, NamedTuple

from pypdf import PdfReader, apply_configuration
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError
from pypdf.generic import DictionaryObject, NullObject, StreamObject, encode_pdfdocencoding

from ..look.pictures import PictureData, as_file
from ..model.errors import EncryptedError, InvalidValue, PdfError, hushed
from ..model.kinds import Kind, whole
from ..model.kinds import Picture as PictureKind
from ..model.limits import (
    JSON_BYTES,
    PDF_BYTES,
    PDF_FIELDS,
    PDF_STREAM_BYTES,
    PICTURE_PIXELS,
    TEXT_LETTERS,
)
from ..model.messages import Message, note
from ..model.paths import order, pattern
from ..pdf.compile import PUSH_BUTTON
from . import actions
from . import check as shown
from . import objects as getters
from .fields import FieldTree, PdfField
from .objects import SAFE_PATH
from .objects import array as _array
from .objects import dictionary as _dictionary
from .objects import resolve as _resolve
from .objects import safe_name as _shown
from .objects import state as _state
from .objects import text as _text

_SHEET_ID = re.compile("[0-9A-Z]{1,16}\\Z")
_ADDED = re.compile(r"\A[0-9]{1,4}\.|(?:\+[0-9]{1,4}| \[[0-9]{1,9}\])(?=\.|\Z)")
NOWHERE = "is shown on no page"
SEVERAL = (
    "holds several sheets, it seems, of several people perhaps: split it, and read each sheet alone"
)
NO_NAMES = "has fields that lost their names when a program copied its pages, perhaps from several sheets. Ask for each sheet as it was filled in"


@dataclass
class FoundFields:
    """What a file holds: its description of itself (may be empty), and the value of every field by full name."""

    description: dict[str, Any] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)  # only fields that hold something
    names: set[str] = field(default_factory=set)
    notes: list[Message] = field(default_factory=list)
    pictures: dict[str, tuple[str, bytes]] = field(
        default_factory=dict
    )  # full name → ending and bytes of a file
    sheet_ids: list[str] = field(default_factory=list)  # of its panels, each once
    others: dict[str, list[str]] = field(
        default_factory=dict
    )  # what more fields of the same full name hold
    again: dict[str, bool] = field(
        default_factory=dict
    )  # full names that stand on several pages → whether all of them hold the same
    nameless: int = 0  # widgets that belong to no field
    places: dict[str, str] = field(
        default_factory=dict
    )  # full name → what is odd about where the field stands
    differences: list[Message] = field(
        default_factory=list
    )  # between what the fields say and what the pages show
    attached: dict[str, Any] | None = None  # what a locked copy has attached


def read_raw(data: bytes, password: str | None = None, *, check: bool = False) -> FoundFields:
    """The fields of a PDF. Raises PdfError (not a PDF, broken, over a limit) and EncryptedError.

    `check`: look for `differences` too, and at what is attached. Parses here; for a file that may be made to hang us, see `isolation`.
    """
    if len(data) > PDF_BYTES:
        raise PdfError(f"is more than {PDF_BYTES // 2**20} MB; no more is read")
    if b"%PDF-" not in data[:1024]:
        raise PdfError(f"is not a PDF{_what_it_is(data)}")
    try:
        with (
            hushed("pypdf"),
            apply_configuration(
                array_maximum_element_count=PDF_FIELDS, zlib_maximum_output_length=PDF_STREAM_BYTES
            ),
        ):
            return _read(data, password, check)
    except (PdfError, EncryptedError, MemoryError):
        raise
    except LimitReachedError:
        most = f"at most {PDF_FIELDS:,} entries of a list and {PDF_STREAM_BYTES >> 20} MB of a stream are read"
        raise PdfError(f"holds a part that is larger than any real form has: {most}") from None
    except (FileNotDecryptedError, DependencyError, NotImplementedError):
        raise EncryptedError(
            "is encrypted in a way that cannot be opened. Ask for a copy without encryption"
        ) from None
    except (Exception, RecursionError) as error:
        raise PdfError(
            f"is broken: its parts cannot be followed ({type(error).__name__}). Ask for the file again"
        ) from None


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


def _read(data: bytes, password: str | None, check: bool) -> FoundFields:
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not any(map(reader.decrypt, _spelled(password or ""))):
        raise EncryptedError.for_password(password)
    root = _dictionary(reader.trailer.get("/Root"))
    raw = FoundFields(description=_description(root))
    form = _dictionary(root.get("/AcroForm"))
    if "/XFA" in form and not _array(form.get("/Fields")):
        raise PdfError(
            "is an XFA form, which only Adobe's own programs can open. Print it to paper from there, or ask for our form"
        )
    walk, pages = FieldTree(), list(getters.pages(root))
    walk.tree(form.get("/Fields"))
    walk.pages(pages, shown.hides(root))
    for page in pages:
        _sheet_ids(raw, page)
    raw.nameless = walk.nameless
    for name, same in walk.found.items():
        _take(raw, name, same)
    raw.again.update(dict.fromkeys(_on_unlike_pages(raw, walk), False))
    if not raw.names:  # else it would read as an empty form
        raise PdfError(_no_fields(raw, form))
    raw.notes += [note("file", what) for what in actions.warnings(root, form, pages)]
    if check:
        raw.differences = list(
            shown.differences(
                form, pages, [*raw.values.values(), *chain.from_iterable(raw.others.values())]
            )
        )
        raw.differences += _unseen(raw, walk, root, {note.path for note in raw.differences})
        raw.attached = shown.attached(root)
    return raw


def _spelled(password: str) -> Iterator[str | bytes]:
    """The password as it may have been made bytes of: up to AES-128 in PDFDocEncoding (7.6.3.3), which pypdf takes to be Latin-1; and none."""
    yield password
    with suppress(UnicodeEncodeError):
        yield encode_pdfdocencoding(password)
    yield ""


def _no_fields(raw: FoundFields, form: DictionaryObject) -> str:
    if raw.nameless:
        return SEVERAL if len(raw.sheet_ids) > 1 else NO_NAMES
    if not form and not raw.description:
        return "has no form fields: it was perhaps printed to PDF or scanned"
    return "has no form fields any more: they were flattened into the page. Ask for the copy that was filled in"


def _unseen(
    raw: FoundFields, walk: FieldTree, root: DictionaryObject, noted: Container[str]
) -> Iterator[Message]:
    """A note for each field that holds something and cannot be seen."""
    for name, same in walk.found.items():
        if (
            name not in raw.values and name not in raw.pictures and name not in raw.others
        ) or _shown(name) in noted:
            continue
        widgets = (
            widget for one in same for there in one.seen.values() for widget in there.values()
        )
        if not all(one.on_page for one in same):
            yield note(
                _shown(name),
                "holds something, and its box is on no page"
                if len(same) == 1
                else "is there twice, and one of them is shown on no page",
            )
        elif why := next((one.hidden for one in same if one.hidden), "") or shown.hidden_looks(
            root, widgets
        ):
            yield note(_shown(name), f"cannot be seen: {why}")


def _sheet_ids(raw: FoundFields, page: DictionaryObject) -> None:
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


def _take(raw: FoundFields, name: str, same: list[PdfField]) -> None:
    """What the fields of one name hold: the first of those that can be seen on a page is the one, else of those on a page.

    Where a program has copied widgets without the fields that they belong to, what is left of a name may be another question's.
    """
    contents = {id(one): _held(one) for one in same}
    again = _again(same, contents)
    if again is not None:
        raw.again[name] = again
    if raw.nameless:
        raw.nameless += sum(not one.listed for one in same)
        same = [one for one in same if one.listed]
    if not same:
        return
    raw.names.add(name)
    best = max(same, key=lambda one: (bool(one.seen), one.on_page))
    first = contents[id(best)]
    if not best.on_page:
        raw.places[name] = NOWHERE
    elif not best.listed:
        raw.places[name] = "stands on a page, but not in the file's list of fields"
    raw.notes += [note(_shown(name), first.odd)] if first.odd else []
    raw.values.update({name: first.value} if first.value else {})
    raw.pictures.update({name: first.picture} if first.picture else {})
    others = [value for one in same if one is not best and (value := contents[id(one)].value)]
    if len(same) == 1 or (again and {*others} <= {first.value}):
        return
    used = "first" if best is same[0] else "one that can be seen on a page"
    raw.notes.append(note(_shown(name), f"is there twice in the file; the {used} is used"))
    raw.others.update({name: others} if others else {})


def _again(same: list[PdfField], contents: Mapping[int, FieldValue]) -> bool | None:
    """Whether fields of one name hold the same, where they can be seen on several pages: a page belongs to one sheet. Else None."""
    seen = [one for one in same if one.seen]
    if any(one.seen.keys().isdisjoint(seen[0].seen) for one in seen[1:]):
        return len({contents[id(one)] for one in seen}) == 1
    for one in seen:
        looks = {frozenset(widgets): _look(widgets.values()) for widgets in one.seen.values()}
        if len(looks) > 1:
            return len(set(looks.values())) == 1
    return None


def _on_unlike_pages(raw: FoundFields, walk: FieldTree) -> list[str]:
    """The names that hold the same on several pages which do not have the same questions: they are no copies of one another."""
    names = [name for name, same in raw.again.items() if same]
    asked: dict[int, set[str]] = {}
    for name, same in walk.found.items() if names else ():
        for number in {number for one in same for number in one.seen}:
            asked.setdefault(number, set()).add(name)
    alike = {number: frozenset(there) for number, there in asked.items()}
    return [
        name
        for name in names
        if len({alike[number] for one in walk.found[name] for number in one.seen}) > 1
    ]


def _look(widgets: Iterable[DictionaryObject]) -> tuple[object, ...]:
    """How widgets look: two sheets whose fields a program has made one may still show what each held."""
    drawn = (
        (_state(widget.get("/AS")), _resolve(_dictionary(widget.get("/AP")).get("/N")))
        for widget in widgets
    )
    return tuple(
        (chosen, look._data if isinstance(look, StreamObject) else None) for chosen, look in drawn
    )


class FieldValue(NamedTuple):
    """What one field holds: a text or state, or a picture's ending and file; and what is odd about it, or nothing."""

    value: str = ""
    picture: tuple[str, bytes] | None = None
    odd: str = ""


def _held(field: PdfField) -> FieldValue:
    node = field.node
    if field.kind == "Btn" and _flags(node) & PUSH_BUTTON:
        try:
            picture = _picture(node)
            return FieldValue(picture=as_file(picture) if picture else None)
        except Exception:  # whatever is wrong with one picture, the other answers are read
            return FieldValue(odd="holds a picture that cannot be read; left out")
    held = _array(node.get("/V")) or [node.get("/V")]  # pdftk puts a value into an array of one
    value = _state(held[0]) if field.kind == "Btn" else _text(held[0])
    if len(held) > 1 or (value is None and not isinstance(_resolve(held[0]), NullObject | None)):
        return FieldValue(odd="holds a value that is neither a text nor a state; left out")
    if field.kind != "Btn":
        return FieldValue(value or "")
    value, odd = _chosen(node, value, [node, *field.widgets])
    return FieldValue(value or "", odd=odd)


def _chosen(
    node: DictionaryObject, value: str | None, widgets: list[DictionaryObject]
) -> tuple[str | None, str]:
    """The state that a group of buttons is in, None if that is Off; and what is odd about it, or nothing."""
    visible = [state for widget in widgets if (state := _state(widget.get("/AS"))) is not None]
    on = next((state for state in visible if state != "Off"), "Off")
    value = on if value is None else value or "Off"  # some programs set only what the buttons show
    states = {"Off"}.union(
        key[1:]
        for widget in widgets
        for key in _dictionary(_dictionary(widget.get("/AP")).get("/N"))
    )
    odd = (
        "has another value than its buttons show; the value is taken"
        if visible and on != value and value in states
        else ""
    )
    options = _array(node.get("/Opt"))
    numbered = {f"{index}" for index in range(len(options))}
    if value in numbered and states == numbered | {
        "Off"
    }:  # then the list says what they stand for (12.7.4.2.4)
        return _text(options[int(value)]), odd
    return (None if value == "Off" else value), odd


def _flags(node: DictionaryObject) -> int:
    value = _resolve(node.get("/Ff"))
    return value if isinstance(value, int) else 0


def _picture(node: DictionaryObject) -> PictureData | None:
    """The picture in a button's appearance, as we embed it: one RGB image, a JPEG or plain samples. Raises InvalidValue for another."""
    normal = _dictionary(_dictionary(node.get("/AP")).get("/N"))
    form = normal if isinstance(normal, StreamObject) else _dictionary(normal.get("/Off"))
    drawn = map(
        _dictionary, _dictionary(_dictionary(form.get("/Resources")).get("/XObject")).values()
    )
    image: Any = next((item for item in drawn if _state(item.get("/Subtype")) == "Image"), None)
    if image is None:
        return None
    width, height = (_resolve(image.get(key)) for key in ("/Width", "/Height"))
    if (
        not isinstance(image, StreamObject)
        or not isinstance(width, int)
        or not isinstance(height, int)
    ):
        raise InvalidValue("is not a picture of ours")
    if min(width, height) < 1 or width * height > PICTURE_PIXELS:
        raise InvalidValue("has no size, or too large a one")
    filters = [_state(item) for item in _array(image.get("/Filter"))] or [
        _state(image.get("/Filter"))
    ]
    if filters == ["DCTDecode"]:
        return PictureData(width, height, "DCTDecode", image._data)
    samples = getters.data(image, 3 * width * height)
    if len(samples) != 3 * width * height:
        raise InvalidValue("is not a picture of ours")
    return PictureData(width, height, "FlateDecode", samples)


def _gone(raw: FoundFields, asked: Questions) -> Iterator[Message]:
    """A note for each part of the form of which some fields are not in the file any more: their answers would be missed by nobody."""
    room = raw.description.get("set")
    if not isinstance(room, dict):
        return
    found = Counter(pattern(name)[0] for name in raw.names if raw.places.get(name) != NOWHERE)
    short: dict[str, None] = {}
    for bare in asked.kinds:
        key = bare.partition(".")[0]
        drawn = 1 if asked.is_place(bare) else room.get(key)  # or in a list, with room for so many
        if isinstance(drawn, int) and found[bare] < drawn:
            short[key] = None
    for key in short:
        yield note(
            _shown(key), "has fewer fields than this form gave it: a page was perhaps taken out"
        )


@dataclass(frozen=True)
class Questions:
    """What a form asks: path pattern → kind, and whether a path is one answer's place."""

    kinds: Mapping[str, Kind]
    is_place: Callable[[str], bool]

    def __contains__(self, name: object) -> bool:
        """Whether a field's name is the path of one of the questions."""
        return (
            isinstance(name, str)
            and bool(SAFE_PATH.match(name))
            and self.is_place(name)
            and pattern(name)[0] in self.kinds
        )


def several_sheets(raw: FoundFields, asked: Questions) -> bool:
    """Whether a file seems to be put together from several sheets, so that what it holds may be of several people.

    It is not if one sheet is there several times with the same answers. Where programs put files together, fields of the same name
    either stand beside each other, or get new names (`as_before`).
    """
    if len(raw.sheet_ids) > 1:
        return True
    again = {name: same for name, same in raw.again.items() if name in asked}
    strange = {name: as_before(name) for name in raw.names if name not in asked}
    renamed = {
        name: before for name, before in strange.items() if before != name and before in asked
    }
    if not all(again.values()) or any(
        raw.values.get(name) != raw.values.get(before) for name, before in renamed.items()
    ):
        return True
    left = strange.keys() - renamed.keys()
    return bool(again or renamed) and (
        _beyond_room(raw) or not left.isdisjoint(raw.values.keys() | raw.pictures.keys())
    )


def _beyond_room(raw: FoundFields) -> bool:
    """Whether there are more entries of a list than the sheet that the file describes has room for."""
    room = raw.description.get("set")
    most = (
        {key: count for key, count in room.items() if isinstance(count, int)}
        if isinstance(room, dict)
        else {}
    )
    return any(
        (pattern(name)[1] or 0) > most[key]
        for name in raw.names
        if (key := name.partition(".")[0]) in most
    )


def as_before(name: str) -> str:
    """What a field was called before pages of several files were put together: qpdf makes `goals+1.2.text` of `goals.2.text`, pdftk
    `1.goals.2.text`, PyMuPDF `name [486]` of `name`."""
    return _ADDED.sub("", name)


def load_values(raw: FoundFields, asked: Questions) -> tuple[dict[str, Any], list[Message]]:
    """Path → value for the fields that the form knows, in the form's order, and notes on the rest.

    A text that its kind cannot read is kept as it was typed, unless it is longer than an answer may be. The value of a picture's room is
    the ending and the bytes of its file.
    """
    values: dict[str, Any] = {}
    notes = [*raw.notes, *_gone(raw, asked)]
    known: list[str] = []
    for name in [*raw.values, *raw.pictures]:
        if name in asked:
            known.append(name)
        elif as_before(name) not in asked:
            notes.append(note(_shown(name), "is no question of this form; left out"))
    for name in sorted(sorted(known), key=order(asked.kinds)):
        kind = asked.kinds[pattern(name)[0]]
        if name in raw.pictures:
            values.update({name: raw.pictures[name]} if isinstance(kind, PictureKind) else {})
            continue
        value, what = _loaded(kind, raw.values[name])
        notes += [note(name, what)] if what else []
        if value is not None:
            values[name] = value
    notes += [note(name, odd) for name, odd in raw.places.items() if name in values]
    if any(
        as_before(name) in asked
        for name in raw.names
        if name in raw.again or as_before(name) != name
    ):
        notes.append(note("file", "holds a page or a sheet several times, with the same answers"))
    if raw.nameless:
        notes.append(
            note("file", f"has {raw.nameless:,} boxes that belong to no field any more; left out")
        )
    return values, notes


def load_others(raw: FoundFields, asked: Questions) -> dict[str, tuple[Any, ...]]:
    """Path → what further fields of a question hold, each value loaded as its kind does."""
    others: dict[str, tuple[Any, ...]] = {}
    for name, texts in raw.others.items():
        if name in asked:
            found = (_loaded(asked.kinds[pattern(name)[0]], text)[0] for text in texts)
            others[name] = tuple(value for value in found if value is not None)
    return {name: values for name, values in others.items() if values}


def _loaded(kind: Kind, text: str) -> tuple[Any, str]:
    """The value that a field's text means, None if there is none; and what is to be said of it, or nothing."""
    if len(text) > TEXT_LETTERS:
        return (
            None,
            f"is {len(text):,} letters long; at most {TEXT_LETTERS:,} are one answer: left out",
        )
    stored = whole(text)
    what = (
        ""
        if stored == text
        else "holds halves of characters, or codes that are none: each is U+FFFD now"
    )
    try:
        return kind.load(stored), what
    except InvalidValue as reject:
        return (None if kind.states else stored), f"{reject.what} ({reject.remedy.lower()})"
