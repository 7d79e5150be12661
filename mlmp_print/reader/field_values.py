"""What one field of a PDF holds: a text, the state of its buttons, or a picture."""

from __future__ import annotations

from typing import Any, NamedTuple

from pypdf.generic import DictionaryObject, NullObject, StreamObject

from ..look.picture_data import PictureData
from ..look.picture_library import as_file
from ..model.errors import InvalidValue
from ..model.limits import PICTURE_PIXELS
from ..model.messages import NOTHING
from ..model.phrases import Phrase
from ..pdf.objects import PUSH_BUTTON
from .fields import PdfField
from .objects import array, data, dictionary, resolve, state, text

NO_VALUE = Phrase("holds a value that is neither a text nor a state; left out")

PictureFile = tuple[str, bytes]  # the ending of its name, and its bytes


class FieldValue(NamedTuple):
    """What one field holds: a text or state, or a picture; and what is odd about it, or nothing.

    The text of a picture's field is the picture's description.
    """

    text: str = ""
    picture: PictureFile | None = None
    oddity: Phrase = NOTHING
    left_out: bool = False  # the field holds more than this


def field_value(field: PdfField) -> FieldValue:
    """The value of a field; empty with an `oddity` where it cannot be read."""
    node = field.node
    if field.kind == "Btn" and _flags(node) & PUSH_BUTTON:
        return _picture_value(node)
    if field.kind == "Sig":  # see `signatures`
        return FieldValue()
    values = array(node.get("/V")) or [node.get("/V")]  # pdftk writes an array of one
    value = state(values[0]) if field.kind == "Btn" else text(values[0])
    is_missing = isinstance(resolve(values[0]), NullObject | None)
    if len(values) > 1 or (value is None and not is_missing):
        return FieldValue(oddity=NO_VALUE, left_out=True)
    return _chosen(field, value) if field.kind == "Btn" else FieldValue(value or "")


def _flags(node: DictionaryObject) -> int:
    value = resolve(node.get("/Ff"))
    return value if isinstance(value, int) else 0


# Buttons ----------------------------------------------------------------------------------------


def _chosen(field: PdfField, value: str | None) -> FieldValue:
    """The state that a group of buttons is in; no text for Off."""
    buttons = [field.node, *field.widgets]
    shown = [chosen for button in buttons if (chosen := state(button.get("/AS"))) is not None]
    shown_on = next((chosen for chosen in shown if chosen != "Off"), "Off")
    if value is None:
        value = shown_on  # some programs set only what the buttons show
    value = value or "Off"
    states = {"Off"}.union(*map(_states, buttons))
    oddity = NOTHING
    if shown and shown_on != value and value in states:
        oddity = Phrase("has another value than its buttons show; the value is taken")
    # With /Opt, states are numbers, and the list says what they stand for (12.7.4.2.4).
    options = array(field.node.get("/Opt"))
    numbers = {f"{index}" for index in range(len(options))}
    if value in numbers and states == numbers | {"Off"}:
        return FieldValue(text(options[int(value)]) or "", oddity=oddity)
    return FieldValue("" if value == "Off" else value, oddity=oddity)


def _states(button: DictionaryObject) -> list[str]:
    """The states that a button has an appearance for."""
    return [name[1:] for name in dictionary(dictionary(button.get("/AP")).get("/N"))]


# Pictures ---------------------------------------------------------------------------------------


def _picture_value(node: DictionaryObject) -> FieldValue:
    try:
        picture = _picture(node)
        return FieldValue(caption(node), as_file(picture) if picture else None)
    except Exception:  # whatever is wrong with one picture, the other answers are read
        what = Phrase("holds a picture that cannot be read; left out")
        return FieldValue(oddity=what, left_out=True)


def caption(node: DictionaryObject) -> str:
    """The caption of a button (12.5.6.19), which nobody sees beside the picture."""
    return text(dictionary(node.get("/MK")).get("/CA")) or ""


def _picture(node: DictionaryObject) -> PictureData | None:
    """The picture in a button's appearance, as we embed it: one RGB image, JPEG or plain samples.

    Raises InvalidValue and others for anything else.
    """
    image = _image(node)
    if image is None:
        return None
    width, height = (resolve(image.get(key)) for key in ("/Width", "/Height"))
    if not isinstance(image, StreamObject):
        raise InvalidValue(Phrase("is not a picture of ours"))
    if not isinstance(width, int) or not isinstance(height, int):
        raise InvalidValue(Phrase("is not a picture of ours"))
    if min(width, height) < 1 or width * height > PICTURE_PIXELS:
        raise InvalidValue(Phrase("has no size, or too large a one"))
    filters = array(image.get("/Filter")) or [image.get("/Filter")]
    if list(map(state, filters)) == ["DCTDecode"]:
        return PictureData(width, height, "DCTDecode", image._data)
    size = 3 * width * height
    samples = data(image, size)
    if len(samples) != size:
        raise InvalidValue(Phrase("is not a picture of ours"))
    return PictureData(width, height, "FlateDecode", samples)


def _image(node: DictionaryObject) -> Any:
    """The first image XObject of a button's appearance, or None."""
    normal = dictionary(dictionary(node.get("/AP")).get("/N"))
    form = normal if isinstance(normal, StreamObject) else dictionary(normal.get("/Off"))
    xobjects = dictionary(dictionary(form.get("/Resources")).get("/XObject")).values()
    for xobject in map(dictionary, xobjects):
        if state(xobject.get("/Subtype")) == "Image":
            return xobject
    return None
