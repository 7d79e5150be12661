"""What the pages of a PDF show, against what its fields say: an appearance that is older than its value, a button that shows another one.

The fields are the truth. Nothing here says what stands in either.
"""

from __future__ import annotations

import hmac
import json
import math
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any

from pypdf.generic import DictionaryObject, StreamObject

from ..model.limits import JSON_BYTES
from ..model.messages import Message, note
from ..pdf.answer_style import ELLIPSIS
from ..pdf.archive import FILE_NAME, digest
from . import check_continuation as continued
from .objects import (
    Key,
    array,
    data,
    dictionary,
    full_name,
    inherited,
    key,
    resolve,
    safe_name,
    state,
    text,
)
from .page_text import bare, drawn

_HIDDEN = 2 | 32  # annotation flags Hidden and NoView (12.5.3)
_TREE_NODES = 1000
Box = tuple[float, float, float, float]  # left, bottom, right, top


def differences(
    form: DictionaryObject, pages: Sequence[DictionaryObject], values: Collection[str]
) -> Iterator[Message]:
    """A note for each field of which the pages show something else than it holds. `values`: what all of the file's fields hold."""
    chosen: dict[str, tuple[str, set[str]]] = {}
    texts: list[continued.PageField] = []
    named: set[str] = set()
    redrawn = bool(form.get("/NeedAppearances"))  # by every viewer, whatever the file shows
    for page in pages:
        for widget in map(dictionary, array(page.get("/Annots"))):
            name = full_name(widget) if state(widget.get("/Subtype")) == "Widget" else ""
            if not name:
                continue
            field = (
                widget if "/T" in widget else dictionary(widget.get("/Parent"))
            )  # some programs write values into buttons too
            kind, value = state(inherited(field, "/FT")), inherited(field, "/V")
            if kind == "Btn":
                on = chosen.setdefault(name, (state(value) or "Off", set()))[1]
                on.update({state(widget.get("/AS")) or "Off"} - {"Off"})
            elif kind == "Tx":
                held = bare(text(value) or "")
                what, goes_on = _text_differs(widget, held, redrawn)
                texts.append(
                    continued.PageField(
                        name, bare(text(inherited(field, "/TU")) or ""), held, goes_on
                    )
                )
                if what:
                    named.add(safe_name(name))
                    yield note(safe_name(name), what)
    for name, (value, on) in chosen.items():
        if on != {value} - {"Off", ""}:
            yield note(safe_name(name), "the page shows another choice than the field holds")
    yield from (
        note
        for note in continued.differences(pages, texts, set(map(bare, values)))
        if note.path not in named
    )


def _text_differs(widget: DictionaryObject, whole: str, redrawn: bool) -> tuple[str, bool]:
    """What is wrong with a text field's appearance, or nothing; and whether it shows only the beginning, the rest being on a page of its own."""
    appearance = dictionary(dictionary(widget.get("/AP")).get("/N"))
    if redrawn and not isinstance(appearance, StreamObject):
        return "", False
    found = drawn(appearance) if isinstance(appearance, StreamObject) else ""
    if found is None:  # a font does not say what its glyphs mean
        return "", False
    shown = bare(found)
    begun, dots, _ = shown.rpartition(ELLIPSIS)
    if shown == whole:
        return "", False
    if dots and whole.startswith(begun):  # all of it perhaps, but for blank lines
        return "", True
    return (
        "the page shows nothing where the field holds a text"
        if not shown
        else "the page shows another text than the field holds",
        False,
    )


def hides(
    root: DictionaryObject,
) -> Callable[[DictionaryObject], Callable[[DictionaryObject], str]]:
    """What says, of a page and then of a widget on it, why that cannot be seen; nothing if it can, as far as its place, flags and layer tell."""
    off = _layers_off(root)

    def on_page(page: DictionaryObject) -> Callable[[DictionaryObject], str]:
        paper = _box(inherited(page, "/CropBox")) or _box(inherited(page, "/MediaBox"))
        return lambda widget: _hidden(widget, paper, off)

    return on_page


def _hidden(widget: DictionaryObject, paper: Box | None, off: Collection[Key]) -> str:
    flags, place = resolve(widget.get("/F")), _box(widget.get("/Rect"))
    if isinstance(flags, int) and flags & _HIDDEN:
        return "it is hidden"
    if place is None or _empty(place):
        return "it has no area"
    if paper and _empty(
        (
            max(place[0], paper[0]),
            max(place[1], paper[1]),
            min(place[2], paper[2]),
            min(place[3], paper[3]),
        )
    ):
        return "it lies outside the page"
    return "its layer is switched off" if off and _is_off(widget, off) else ""


def hidden_looks(root: DictionaryObject, widgets: Iterable[DictionaryObject]) -> str:
    """Why the appearance of one of these widgets cannot be seen, though the widget can; nothing if all can."""
    off = _layers_off(root)
    for widget in widgets:
        look = resolve(dictionary(widget.get("/AP")).get("/N"))
        if isinstance(look, DictionaryObject) and not isinstance(look, StreamObject):
            chosen = state(widget.get("/AS")) or "Off"
            look = resolve(look.get(f"/{chosen}")) if chosen != "Off" else None
        if isinstance(look, StreamObject):
            if "/BBox" in look and _empty(_box(look.get("/BBox"))):
                return "what it shows has no area"
            if off and _is_off(look, off):
                return "its layer is switched off"
    return ""


def _box(value: Any) -> Box | None:
    """Left, bottom, right and top of a rectangle; None for what is none."""
    sides = [resolve(side) for side in array(value)]
    if len(sides) != 4 or not all(
        isinstance(side, int | float) and math.isfinite(side) for side in sides
    ):
        return None
    x, y, other_x, other_y = map(float, sides)
    return min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y)


def _empty(box: Box | None) -> bool:
    return box is None or box[2] <= box[0] or box[3] <= box[1]


def _layers_off(root: DictionaryObject) -> set[Key]:
    """The optional content groups that are off when the file is opened (8.11.4)."""
    layers = dictionary(root.get("/OCProperties"))
    usual = dictionary(layers.get("/D"))
    off = array(usual.get("/OFF"))
    if state(usual.get("/BaseState")) == "OFF":
        off += array(layers.get("/OCGs"))
    return {*map(key, off)} - {*map(key, array(usual.get("/ON")))}


def _is_off(shown: DictionaryObject, off: Collection[Key]) -> bool:
    """Whether a part belongs to a group that is off, or to a membership dictionary of which all groups are."""
    layer = shown.get("/OC")
    among = dictionary(layer).get("/OCGs", layer)
    return all(key(group) in off for group in array(among) or [among])


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
