"""Find the annotations on the pages of a sheet that are no fields: text, ink, stamps, notes."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pypdf.generic import DictionaryObject, StreamObject

from ..model.errors import PdfError
from ..model.limits import PDF_FIELDS
from ..model.losses import ANNOTATIONS, ATTACHMENTS
from ..model.messages import Where
from ..model.phrases import Phrase, PhraseTemplate
from .attachment import file_name
from .beside import (
    MARKINGS,
    NOWHERE_ON_PAGE,
    PLAYED,
    SHAPES,
    Beside,
    BesideFields,
    Box,
    beside_note,
)
from .fields import NOTHING_WRITTEN
from .objects import array, dictionary, full_name, inherited, resolve, safe_name, state, text
from .visibility import box

_MM = 25.4 / 72
_NEAR = 40 / _MM  # pt from a field, in which something stands beside it
_FAR = 10_000  # mm: no paper is so large
_PLACED = 100  # are put in relation to fields
_WIDGETS = 1_000  # of one page that they are compared with
_TAG = re.compile(r"<[^<>]*>")

_NOTE = PhraseTemplate("a note was stuck on the page here, {place}: it is in no answer")
_MARKING = PhraseTemplate("words were marked on the page here, {place}: that is in no answer")
_SHAPE = PhraseTemplate("a line or a shape was drawn here, {place}: it is in no answer")
_FILE = PhraseTemplate("a file was attached to the page here, {place}: it is not read")
_PLAYED = PhraseTemplate("a film or a sound was put on the page here, {place}: it is not read")
_OTHER = PhraseTemplate("something was put on the page here, {place}: it is in no answer")
# The types of ISO 32000-1 12.5.6; of another one, its name is not repeated.
ANNOTATION_KINDS = {
    "FreeText": PhraseTemplate(
        "a text was written here and not in a field, {place}: it is in no answer"
    ),
    "Text": _NOTE,
    "Ink": PhraseTemplate("something was drawn by hand here, {place}: it is in no answer"),
    "Stamp": PhraseTemplate("a stamp or a picture was put here, {place}: it is in no answer"),
    **dict.fromkeys(MARKINGS, _MARKING),
    **dict.fromkeys(SHAPES, _SHAPE),
    "FileAttachment": _FILE,
    **dict.fromkeys(PLAYED, _PLAYED),
}
OTHER = "Other"
_PLACE = PhraseTemplate("{left} mm from the left and {top} mm from the top")
_PLACE_FROM_BELOW = PhraseTemplate("{left} mm from the left and {bottom} mm from the bottom")
_NO_PLACE = Phrase("without a place")


def add_annotations(
    collected: BesideFields,
    annotations: Mapping[int, Sequence[DictionaryObject]],
    pages: Sequence[DictionaryObject],
) -> None:
    """Collect the annotations (12.5.6) on each page (from 0)."""
    for index, on_page in annotations.items():
        if collected.is_full:
            collected.left_out += len(on_page)
            continue
        paper = paper_box(pages[index])
        fields = list(_field_boxes(pages[index]))
        for annotation in on_page:
            if collected.is_full:
                collected.left_out += 1
                continue
            _add(collected, annotation, index + 1, paper, fields)


def add_exported_annotations(
    collected: BesideFields, annotations: Iterable[tuple[int, DictionaryObject]]
) -> None:
    """Collect annotations that were exported without their pages.

    Args:
        collected: Takes them.
        annotations: Each with the page (from 0) that it says it is on.
    """
    for index, annotation in annotations:
        if state(annotation.get("/Subtype")) in NOTHING_WRITTEN:
            continue
        page = index + 1 if 0 <= index < PDF_FIELDS else 0
        _add(collected, annotation, page, NOWHERE_ON_PAGE, [])


def _add(
    collected: BesideFields,
    annotation: DictionaryObject,
    page: int,
    paper: Box,
    fields: Sequence[tuple[Box, DictionaryObject]],
) -> None:
    """Collect one annotation on a page (from 1)."""
    place = box(annotation.get("/Rect")) or NOWHERE_ON_PAGE
    kind = state(annotation.get("/Subtype")) or ""
    near = _nearest(place, fields) if len(collected.found) < _PLACED else ""
    where = Where(path=near, page=page)
    what = ANNOTATION_KINDS.get(kind, _OTHER).phrase(place=_place(place, paper))
    code = ATTACHMENTS if ANNOTATION_KINDS.get(kind) is _FILE else ANNOTATIONS
    shown = Beside(page, place, kind if kind in ANNOTATION_KINDS else OTHER, _words(annotation))
    collected.add(shown, beside_note(where, what, code))


def paper_box(page: DictionaryObject) -> Box:
    """The part of a page that is shown."""
    found = box(inherited(page, "/CropBox")) or box(inherited(page, "/MediaBox"))
    return found or NOWHERE_ON_PAGE


def _place(place: Box, paper: Box) -> Phrase:
    left, top = (place[0] - paper[0]) * _MM, (paper[3] - place[3]) * _MM
    if place == NOWHERE_ON_PAGE or max(abs(left), abs(top)) > _FAR:
        return _NO_PLACE
    if paper == NOWHERE_ON_PAGE:  # nobody knows how high it is
        return _PLACE_FROM_BELOW.phrase(left=round(left), bottom=round(place[1] * _MM))
    return _PLACE.phrase(left=round(left), top=round(top))


def _words(annotation: DictionaryObject) -> str:
    """The words of an annotation: its plain text, else the rich one without its tags (12.7.3.4).

    A file that nobody describes has its name.
    """
    for entry in ("/Contents", "/RC"):
        value = resolve(annotation.get(entry))
        if isinstance(value, StreamObject):  # which is not worth unpacking for a note
            continue
        try:
            words = text(value) or ""
        except PdfError:  # too long
            continue
        if entry == "/RC":
            words = html.unescape(_TAG.sub(" ", words)).strip()
        if words.strip():
            return words
    return file_name(annotation.get("/FS"))


# The nearest field ------------------------------------------------------------------------------


def _field_boxes(page: DictionaryObject) -> Iterator[tuple[Box, DictionaryObject]]:
    widgets = map(dictionary, array(page.get("/Annots"))[:_WIDGETS])
    for widget in widgets:
        place = box(widget.get("/Rect"))
        if place and state(widget.get("/Subtype")) == "Widget":
            yield place, widget


def _nearest(place: Box, fields: Sequence[tuple[Box, DictionaryObject]]) -> str:
    """The path of the field that a thing stands on or beside; "" if none is near."""
    if place == NOWHERE_ON_PAGE or not fields:
        return ""
    nearest, widget = min(fields, key=lambda field: _distances(place, field[0]))
    away, _ = _distances(place, nearest)
    return safe_name(full_name(widget)) if away <= _NEAR else ""


def _distances(one: Box, other: Box) -> tuple[float, float]:
    """How far two boxes are from each other, and their middles."""
    across = max(one[0] - other[2], other[0] - one[2], 0.0)
    up = max(one[1] - other[3], other[1] - one[3], 0.0)
    middles = ((one[side] + one[side + 2] - other[side] - other[side + 2]) / 2 for side in (0, 1))
    return math.hypot(across, up), math.hypot(*middles)
