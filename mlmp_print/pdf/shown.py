"""What the pages of a PDF show, against what its fields say: an appearance that is older than its value, a button that shows another one.

The fields are the truth. Nothing here says what stands in either.
"""

from __future__ import annotations

import hmac
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from pypdf import PageObject, apply_configuration
from pypdf.generic import DictionaryObject, StreamObject

from ..limits import JSON_BYTES, PDF_DEPTH
from .archive import FILE_NAME, digest
from .getters import array, data, dictionary, full_name, safe_name, state, text
from .plate import ELLIPSIS, Note

HIDDEN = 2 | 32  # annotation flags Hidden and NoView (12.5.3)
_PLACEHOLDERS = re.compile("[\ufffd\u0000-\u001f]")
_TREE_NODES = 1000
_FONT_ARRAY = 200_000  # a font has a width for each of its glyphs, up to 65,535


def differences(form: DictionaryObject, pages: Iterable[DictionaryObject]) -> Iterator[Note]:
    """A note for each field of which the pages show something else than it holds."""
    chosen: dict[str, tuple[str, set[str]]] = {}
    redrawn = bool(form.get("/NeedAppearances"))  # by every viewer, whatever the file shows
    for page in pages:
        for widget in map(dictionary, array(page.get("/Annots"))):
            name = full_name(widget) if state(widget.get("/Subtype")) == "Widget" else ""
            if not name:
                continue
            field = widget if "/T" in widget else dictionary(widget.get("/Parent"))  # some programs write values into buttons too
            kind, value = state(_inherited(field, "/FT")), _inherited(field, "/V")
            if kind == "Btn":
                on = chosen.setdefault(name, (state(value) or "Off", set()))[1]
                on.update({state(widget.get("/AS")) or "Off"} - {"Off"})
            elif kind == "Tx":
                what = _text_differs(widget, text(value) or "", redrawn)
                if what:
                    yield Note(safe_name(name), what)
    for name, (value, on) in chosen.items():
        if on != {value} - {"Off", ""}:
            yield Note(safe_name(name), "the page shows another choice than the field holds")


def _inherited(field: DictionaryObject, key: str) -> Any:
    node = field
    for _ in range(PDF_DEPTH):
        if key in node or not node:
            return node.get(key)
        node = dictionary(node.get("/Parent"))
    return None


def _text_differs(widget: DictionaryObject, value: str, redrawn: bool) -> str:
    """What is wrong with a text field's appearance, or nothing."""
    flags = widget.get("/F")
    whole = _bare(value)
    if whole and isinstance(flags, int) and flags & HIDDEN:
        return "the field is hidden, so that the page does not show what it holds"
    appearance = dictionary(dictionary(widget.get("/AP")).get("/N"))
    if redrawn and not isinstance(appearance, StreamObject):
        return ""
    found = _words(appearance) if isinstance(appearance, StreamObject) else ""
    if found is None or _PLACEHOLDERS.search(found):  # a font that does not say what its glyphs mean
        return ""
    shown = _bare(found)
    begun, dots, _ = shown.rpartition(ELLIPSIS)  # the rest is on a page of its own
    if shown == whole or (dots and begun and whole.startswith(begun) and len(whole) > len(begun)):
        return ""
    return "the page shows nothing where the field holds a text" if not shown else "the page shows another text than the field holds"


def _words(appearance: StreamObject) -> str | None:
    """The text that an appearance draws, as its fonts' tables say; None if that cannot be found out."""
    try:
        with apply_configuration(array_maximum_element_count=_FONT_ARRAY):
            return PageObject.create_blank_page(width=1, height=1).extract_xform_text(appearance)  # type: ignore[arg-type]
    except MemoryError:
        raise
    except Exception:  # pypdf raises many kinds
        return None


def _bare(words: str) -> str:
    """Without white space and what cannot be seen, composed: what is left must be the same letter for letter."""
    return "".join(letter for letter in unicodedata.normalize("NFC", words) if not letter.isspace() and unicodedata.category(letter) not in ("Cc", "Cf"))


def attached(root: DictionaryObject) -> dict[str, Any] | None:
    """What is attached under the name that a locked copy gives its answers: an object with `answers` and `whole`, which says whether they
    are as their digest says; None if nothing is attached."""
    stack, seen = [dictionary(dictionary(root.get("/Names")).get("/EmbeddedFiles"))], 0
    while stack and seen < _TREE_NODES:
        node, seen = stack.pop(), seen + 1
        stack += map(dictionary, array(node.get("/Kids"))[:_TREE_NODES])
        names = array(node.get("/Names"))
        for name, file in zip(names[::2], names[1::2], strict=False):
            stream = dictionary(dictionary(dictionary(file).get("/EF")).get("/F"))
            if text(name) == FILE_NAME and isinstance(stream, StreamObject):
                return _told(stream)
    return None


def _told(stream: StreamObject) -> dict[str, Any]:
    try:
        told = json.loads(data(stream, JSON_BYTES))
        answers = told["answers"]
        whole = isinstance(answers, dict) and hmac.compare_digest(digest(answers), told["sha256"])
    except (KeyError, TypeError, ValueError, RecursionError):
        return {"answers": {}, "whole": False}
    return {"answers": answers if isinstance(answers, dict) else {}, "whole": whole}
