"""Which widgets of a PDF can be seen, as far as their place, flags and layers tell."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable
from typing import Any

from pypdf.generic import DictionaryObject, StreamObject

from ..model.messages import NOTHING
from ..model.phrases import Phrase
from .beside import NOWHERE_ON_PAGE, Box
from .fields import PdfField, WhyHidden
from .objects import Key, array, dictionary, inherited, key, resolve, state

_NUMBER = (int, float)  # a tuple: to make a union for each number takes longer than to compare it
_HIDDEN = 2 | 32  # annotation flags Hidden and NoView (12.5.3)
_LAYER_OFF = Phrase("its layer is switched off")


def why_hidden(root: DictionaryObject) -> Callable[[DictionaryObject], WhyHidden]:
    """A function of a page, which gives one of its widgets: why it cannot be seen, or nothing."""
    layers_off = _layers_off(root)

    def on_page(page: DictionaryObject) -> WhyHidden:
        paper = box(inherited(page, "/CropBox")) or box(inherited(page, "/MediaBox"))
        return lambda widget: _why_hidden(widget, paper, layers_off)

    return on_page


def why_appearance_hidden(root: DictionaryObject, widgets: Iterable[DictionaryObject]) -> Phrase:
    """Why the appearance of one of these visible widgets cannot be seen; or nothing."""
    layers_off = _layers_off(root)
    for widget in widgets:
        appearance = _current_appearance(widget)
        if not isinstance(appearance, StreamObject):
            continue
        if "/BBox" in appearance and _is_empty(box(appearance.get("/BBox"))):
            return Phrase("what it shows has no area")
        if layers_off and _is_off(appearance, layers_off):
            return _LAYER_OFF
    return NOTHING


def _current_appearance(widget: DictionaryObject) -> Any:
    """The normal appearance, of a button that of its state; a button that is off has none here."""
    normal = resolve(dictionary(widget.get("/AP")).get("/N"))
    if isinstance(normal, DictionaryObject) and not isinstance(normal, StreamObject):
        chosen = state(widget.get("/AS")) or "Off"
        return resolve(normal.get(f"/{chosen}")) if chosen != "Off" else None
    return normal


def _why_hidden(widget: DictionaryObject, paper: Box | None, layers_off: Collection[Key]) -> Phrase:
    flags, place = resolve(widget.get("/F")), box(widget.get("/Rect"))
    if isinstance(flags, int) and flags & _HIDDEN:
        return Phrase("it is hidden")
    if place is None or _is_empty(place):
        return Phrase("it has no area")
    if paper and _is_empty(_overlap(place, paper)):
        return Phrase("it lies outside the page")
    return _LAYER_OFF if layers_off and _is_off(widget, layers_off) else NOTHING


def first_place(field: PdfField) -> tuple[int, Box]:
    """The page of a field, from 1, and its box in pt; zeros if it cannot be seen."""
    for page, widgets in field.visible.items():
        for widget in widgets.values():
            return page + 1, box(widget.get("/Rect")) or NOWHERE_ON_PAGE
    return 0, NOWHERE_ON_PAGE


def _overlap(one: Box, other: Box) -> Box:
    return (
        max(one[0], other[0]),
        max(one[1], other[1]),
        min(one[2], other[2]),
        min(one[3], other[3]),
    )


def box(value: Any) -> Box | None:
    """The sides of a rectangle, in order; None for what is none."""
    sides = [resolve(side) for side in array(value)]
    if len(sides) != 4 or not all(map(_is_length, sides)):
        return None
    x, y, other_x, other_y = map(float, sides)
    return min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y)


def _is_length(value: Any) -> bool:
    return isinstance(value, _NUMBER) and math.isfinite(value)


def _is_empty(box: Box | None) -> bool:
    return box is None or box[2] <= box[0] or box[3] <= box[1]


def _layers_off(root: DictionaryObject) -> set[Key]:
    """The optional content groups that are off when the file is opened (8.11.4)."""
    layers = dictionary(root.get("/OCProperties"))
    default = dictionary(layers.get("/D"))
    off = array(default.get("/OFF"))
    if state(default.get("/BaseState")) == "OFF":
        off += array(layers.get("/OCGs"))
    return {*map(key, off)} - {*map(key, array(default.get("/ON")))}


def _is_off(item: DictionaryObject, layers_off: Collection[Key]) -> bool:
    """Whether `item` is in a group that is off, or in a membership dictionary of such alone."""
    layer = item.get("/OC")
    groups = dictionary(layer).get("/OCGs", layer)
    return all(key(group) in layers_off for group in array(groups) or [groups])
