"""Write text fields and picture fields (ISO 32000-1 12.7), and prepare their slots.

Every field here has its widget in the same object. Filling writes these objects anew, so they have
their numbers before their slots are made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..draw.drawing import PictureField, TextField
from ..draw.paper import Rect
from ..look.look import Look
from ..text.typeset import PAD, Frame
from .hierarchy import FieldHierarchy
from .like_boxes import like
from .objects import (
    MULTILINE,
    PUSH_BUTTON,
    READ_ONLY,
    Chunk,
    Name,
    Ref,
    body,
    chunk,
    form_xobject,
)
from .operators import RESOURCES, color_operator, numbers
from .slots import PictureSlot, TextSlot
from .structure import LateElement
from .widgets import Widgets


def rect_size(rect: Rect) -> tuple[float, float]:
    """Width and height of a rectangle.

    >>> rect_size((10, 20, 110, 35.5))
    (100, 15.5)
    """
    left, bottom, right, top = rect
    return round(right - left, 3), round(top - bottom, 3)


@dataclass(frozen=True)
class TextObjects:
    """The objects of a text field: the field itself and its appearance."""

    field: TextField
    question: str
    ref: Ref
    appearance: Ref
    font: Ref
    background: tuple[float, ...]
    entries: Mapping[str, Any]  # without the value and the appearance

    @property
    def refs(self) -> tuple[Ref, ...]:
        """The objects, in file order."""
        return self.ref, self.appearance

    def slot(self) -> TextSlot:
        """Prepare the objects up to the value.

        The empty field shows nothing: the writing lines on the page are for a pen.
        """
        slot, beside = self._slot(self.field.rect, self.field.frame), self.field.beside
        if not beside:
            return slot
        moved = self._slot(beside.rect, beside.frame)
        return replace(slot, picture=beside.picture.path, beside=moved)

    def _slot(self, rect: Rect, frame: Frame) -> TextSlot:
        place, size = self.field.place, rect_size(rect)
        resources = {"Font": {RESOURCES["regular"]: self.font}}
        entries = {**self.entries, "Rect": list(rect), "AP": {"N": self.appearance}}
        empty = form_xobject(size, b"/Tx BMC EMC", {}, plain=True)
        filled = body(form_xobject(size, b"", resources).dictionary)
        cover = color_operator(self.background) + b" 0 0 %s re f\n" % numbers(size)
        return TextSlot(
            path=place.path,
            like=like(place, self.field.frame),
            kind=place.kind,
            question=self.question,
            frame=replace(frame, width=frame.width - 2 * PAD),
            corner=rect[:2],
            size=size,
            cover=cover if frame.rules else b"",
            before=b"%d 0 obj\n%s /V " % (self.ref.number, body(entries).removesuffix(b">>")),
            # The dictionaries of fonts, of resources and of the appearance stay open.
            appearance=b"%d 0 obj\n%s" % (self.appearance.number, filled.removesuffix(b">>>>>>")),
            empty=chunk([(self.ref, entries), (self.appearance, empty)]),
        )


def text_objects(
    field: TextField,
    widgets: Widgets,
    hierarchy: FieldHierarchy,
    look: Look,
    font: Ref,
    *,
    locked: bool,
) -> TextObjects:
    """Make the objects of a text field (12.7.4.3), and hang the field into the tree."""
    ref, background = widgets[field], look.color(field.paper)
    parent, name = hierarchy.add(field.place.path, ref)
    flags = READ_ONLY if locked else 0
    if not field.frame.single:
        flags |= MULTILINE
    color = color_operator(look.color("answer")).decode()
    entries = {
        **widgets.entries(field),
        "FT": Name("Tx"),
        "T": name,
        "Parent": parent,
        "Ff": flags,
        "DA": f"/{RESOURCES['windows']} {field.frame.sizes[0]:g} Tf {color}",
        "MK": {"BG": list(background)},
    }
    return TextObjects(field, widgets.label(field), ref, Ref(), font, background, entries)


@dataclass(frozen=True)
class PictureObjects:
    """The objects of a picture field: the field itself, its structure element, its appearance.

    `empty` and `filled` are what a screen reader says without and with a picture.
    """

    field: PictureField
    description_path: str
    ref: Ref
    element: LateElement
    appearance: Ref
    entries: Mapping[str, Any]  # without what a screen reader says
    empty: str
    filled: str

    @property
    def refs(self) -> tuple[Ref, ...]:
        """The objects, in file order."""
        return self.ref, self.element.ref, self.appearance

    def slot(self) -> PictureSlot:
        """Prepare the objects; the empty appearance shows nothing."""
        rect, resting = (self.field.rect_with(pictures=there) for there in (True, False))
        slot = PictureSlot(
            path=self.field.place.path,
            description_path=self.description_path,
            box=self.field.box,
            size=rect_size(rect),
            widget=self._widget(rect),
            element=self.element.before_alt(),
            question=self.filled,
            appearance_number=self.appearance.number,
            empty=Chunk(b"", ()),
        )
        nothing = form_xobject(rect_size(resting), b"", {}, plain=True)
        empty = replace(slot, widget=self._widget(resting))
        return replace(slot, empty=empty.with_words(self.empty, "", nothing))

    def _widget(self, rect: Rect) -> bytes:
        """Write the widget; its dictionary and that of the button's own looks stay open."""
        entries = {**self.entries, "Rect": list(rect), "AP": {"N": {"Off": self.appearance}}}
        opened = body(entries).removesuffix(b">>")
        return b"%d 0 obj\n%s /MK <</TP 1" % (self.ref.number, opened)


def picture_objects(
    field: PictureField,
    widgets: Widgets,
    hierarchy: FieldHierarchy,
    element: LateElement,
    description_path: str,
) -> PictureObjects:
    """Make the objects of a picture field, and hang the field into the tree.

    The field is a push button that cannot be pushed (12.7.4.2.2); the picture is its appearance.
    To let a person choose a picture in a viewer would need JavaScript, which PDF/A forbids.
    """
    ref, appearance = widgets[field], Ref()
    parent, name = hierarchy.add(field.place.path, ref)
    entries = {
        **widgets.entries(field),
        "TU": None,  # it follows the picture
        "Contents": None,
        "FT": Name("Btn"),
        "T": name,
        "Parent": parent,
        "Ff": PUSH_BUTTON | READ_ONLY,
        # A push button needs no states, but PDF/A wants a dictionary of them (ISO 19005-3 6.3.3).
        "AS": Name("Off"),
        "H": Name("N"),
    }
    empty = widgets.picture(field, is_there=False)
    filled = widgets.picture(field, is_there=True)
    return PictureObjects(field, description_path, ref, element, appearance, entries, empty, filled)
