"""The questions of a form for one person at a screen: words, kinds, choices, and how much room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..api import Template
from ..look.look import Look
from ..look.picture_data import pixels_in
from ..look.sheet_names import SheetNames
from ..look.wording import Wording
from ..model.form import Form, Listing, Place
from ..pdf.compiled_form import CompiledForm
from ..pdf.slots import TextSlot
from ..text.fonts import face

_WORD = 6.0  # letters, with the space behind it


def questions(form: Form, look: Look, size: str) -> dict[str, Any]:
    """Return the questions of a form in their order, and its lists.

    Args:
        form: The form, with room for as many list entries as there are questions for.
        look: In whose words.
        size: Of the paper; "" leaves out how much room there is, so that nothing is drawn.
    """
    wording = Wording(form, look)
    rooms: dict[str, dict[str, Any]] = {}
    if size:
        compiled = Template(form, look, size).compiled_form()
        rooms = {**_text_rooms(compiled), **_picture_rooms(compiled)}
    return {
        "questions": [_question(place, wording, rooms) for place in form.places()],
        "lists": [_listing(listing, wording) for listing in form.lists.values()],
        "page_count": len(form.panels()),
    }


def _question(
    place: Place, wording: Wording, rooms: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    kind, look = place.kind, wording.look
    states = [
        {
            "value": kind.load(state),
            "words": wording.state_words(place, state),
            "said": wording.answered(place, state),
        }
        for state in kind.states
    ]
    list_key = place.pattern.partition(".")[0] if place.position is not None else ""
    return {
        "path": place.path,
        "pattern": place.pattern,
        "list": list_key,
        "position": place.position,
        "kind": kind.name,
        "label": " ".join(wording.label(place).split()),
        "hint": " ".join(wording.hint(place).split()),
        "question": wording.question(place),
        "heading": wording.column(place),
        "line": kind.one_line,
        "describes": kind.describes,
        "picture": look.question_picture(wording.form.name, place.pattern),
        "states": states,
        "room": rooms.get(place.path),
    }


def _listing(listing: Listing, wording: Wording) -> dict[str, Any]:
    names = SheetNames(wording)
    return {
        "key": listing.key,
        "name": names.question(listing.key),
        "count": listing.count,
        "least": listing.least,
        "most": listing.most,
    }


def _text_rooms(compiled: CompiledForm) -> dict[str, dict[str, Any]]:
    """Path → how much is written in usual type."""
    return {slot.path: _text_room(slot) for slot in compiled.texts}


def _text_room(slot: TextSlot) -> dict[str, Any]:
    frame = slot.frame
    largest = frame.sizes[0]
    lines = len(frame.rules) or max(1, int(frame.height // (largest * 1.2)))
    a_letter = face("regular").width("nderstaeil ", largest) / len("nderstaeil ")
    letters = int(lines * frame.width / a_letter)
    return {"lines": lines, "letters": letters, "words": max(1, int(letters / _WORD))}


def _picture_rooms(compiled: CompiledForm) -> dict[str, dict[str, Any]]:
    """Path → the pixels that a picture needs at most, as wide and as high as its box."""
    rooms = {}
    for slot in compiled.pictures:
        width, height = pixels_in(slot.box)
        rooms[slot.path] = {"width": width, "height": height}
    return rooms
