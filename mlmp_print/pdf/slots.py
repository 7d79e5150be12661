"""Slots of a compiled form: the objects that an answer changes, prepared as far as they can be.

Each slot writes its objects for one answer, or gives those of the empty form. Slots are plain data.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from ..model.kinds import Kind
from ..text.typeset import Frame, Setting, fit
from .objects import Chunk, Ref, Stream, chunk, form_xobject, text_string
from .operators import RESOURCES, numbers

if TYPE_CHECKING:
    from ..look.picture_data import PictureData

_FALLBACK = b" /" + RESOURCES["fallback"].encode() + b" %d 0 R"


@dataclass(frozen=True)
class TextSlot:
    """A text field: the field with its widget in one object, and its appearance.

    `like` is the same for boxes that look alike, and so share one type size.
    """

    path: str
    like: str
    kind: Kind
    question: str
    frame: Frame
    corner: tuple[float, float]  # pt: the left and the lower edge on the page
    size: tuple[float, float]  # pt
    cover: bytes  # operators that cover the printed writing lines
    before: bytes  # the field's object up to its value
    appearance: bytes  # the appearance's object up to its second font
    empty: Chunk
    picture: str = ""  # the path of a picture that the field makes way for
    beside: TextSlot | None = None  # the field while that picture is there

    def with_pictures(self, paths: Container[str]) -> TextSlot:
        """Return the field as it lies on a sheet with the pictures at these paths."""
        return self.beside if self.beside and self.picture in paths else self

    def set(self, value: Any, tail: float) -> SetText:
        """Set a checked value in the field's frame; `tail` is the room for a pointer, in ems."""
        stored = self.kind.store(value)
        setting = fit(stored, self.frame, tail)
        return SetText(self, stored, setting, setting.size)

    def chunk(self, stored: str, operators: bytes, fallback: int) -> Chunk:
        """Write the field with a value that `operators` draw.

        `fallback` is the number of the fallback font, or 0 if the operators do not use it.
        """
        second_font = _FALLBACK % fallback if fallback else b""
        field = b"%s%s>>\nendobj\n" % (self.before, text_string(stored))
        appearance = b"%s%s>>>> /Length %d>>\nstream\n%s\nendstream\nendobj\n" % (
            self.appearance,
            second_font,
            len(operators),
            operators,
        )
        return Chunk(field + appearance, (0, len(field)))


class SetText(NamedTuple):
    """A text set in its field; `own_size` is the type size that it could have by itself."""

    slot: TextSlot
    stored: str
    setting: Setting
    own_size: float

    def at(self, sizes: tuple[float, ...], tail: float) -> SetText:
        """Set the text again in other type sizes."""
        frame = replace(self.slot.frame, sizes=sizes)
        return self._replace(setting=fit(self.stored, frame, tail))


@dataclass(frozen=True)
class ChoiceSlot:
    """A choice: its objects for every state, and for none (""). All are written beforehand."""

    path: str
    kind: Kind
    states: Mapping[str, Chunk]

    def chunk(self, values: Mapping[str, Any]) -> Chunk:
        """The objects for the choice's answer among `values`."""
        return self.states[chosen_state(values, self.path, self.kind)]


@dataclass(frozen=True)
class ReactionSlot:
    """Ink that follows choices: an object for each combination of their states that changes it."""

    choices: tuple[tuple[str, Kind], ...]  # path and kind
    states: Mapping[tuple[str, ...], Chunk]

    def chunk(self, values: Mapping[str, Any]) -> Chunk:
        """The object for the choices' answers among `values`."""
        chosen = tuple(chosen_state(values, path, kind) for path, kind in self.choices)
        return self.states.get(chosen) or self.states[("",) * len(chosen)]


def chosen_state(values: Mapping[str, Any], path: str, kind: Kind) -> str:
    """The state of a choice among `values`; "" if nothing is chosen."""
    value = values.get(path)
    return "" if value is None else kind.store(value)


@dataclass(frozen=True)
class EchoSlot:
    """Ink that repeats a text answer on one line."""

    path: str
    kind: Kind
    frame: Frame
    number: int  # of the form XObject
    empty: Chunk

    @property
    def size(self) -> tuple[float, float]:
        """Width and height, in pt."""
        return self.frame.width, self.frame.height

    def chunk(self, operators: bytes, fonts: Mapping[str, Ref]) -> Chunk:
        """Write the form XObject with the operators that draw a text."""
        shown = form_xobject(self.size, operators, {"Font": fonts}, plain=True)
        return chunk([(Ref(self.number), shown)])


@dataclass(frozen=True)
class SpokenSlot:
    """One sentence about the answers to choices, as `drawing.SpokenLine` says it.

    All words are written beforehand as parts of one text string.
    """

    start: bytes  # what the sentence is about
    parts: tuple[tuple[str, Mapping[Any, bytes]], ...]  # path, words by answer; None is no answer
    nothing: bytes
    leads: bool

    def said(self, values: Mapping[str, Any]) -> list[bytes]:
        """The words for the answers among `values`."""
        if self.leads and self.parts[0][0] not in values:
            return []
        return [said for path, words in self.parts if (said := words.get(values.get(path)))]


@dataclass(frozen=True)
class FigureSlot:
    """The structure element of a figure that shows answers: its alternative text says them."""

    before: bytes  # the element's object, and the words that its text begins with
    lines: tuple[SpokenSlot, ...]
    comma: bytes  # between answers
    period: bytes  # after a sentence
    after: bytes  # the end of the text and of the object
    empty: Chunk

    def chunk(self, values: Mapping[str, Any]) -> Chunk:
        """Write the element for the answers among `values`."""
        all_said = [line.said(values) for line in self.lines]
        if not any(all_said):
            return self.empty
        text = b""
        for line, said in zip(self.lines, all_said, strict=True):
            if words := self.comma.join(said) or line.nothing:
                text += line.start + words + self.period
        return Chunk(self.before + text + self.after, (0,))


def _element(before: bytes, alt: str) -> Chunk:
    return Chunk(b"%s%s>>\nendobj\n" % (before, text_string(alt)), (0,))


@dataclass(frozen=True)
class PictureSlot:
    """A picture field: its widget, its structure element, and its appearance.

    The widget is a button, and its caption is the picture's description (12.5.6.19, `/CA`): a
    viewer does not show it, since a button may show its picture only (`/TP 1`). Its name says
    whether a picture is there, and what it shows.
    """

    path: str
    description_path: str
    box: tuple[float, float]  # mm, for the resolution
    size: tuple[float, float]  # pt
    widget: bytes  # its object up to its caption and name
    element: bytes  # its object up to its text
    question: str  # with the words that there is a picture
    appearance_number: int
    empty: Chunk

    def chunk(self, picture: PictureData, image: int, description: str) -> Chunk:
        """Write the field with a picture; `image` is the number of its image object."""
        content = b"q %s cm /Im Do Q" % self.matrix(picture)
        resources = {"XObject": {"Im": Ref(image)}}
        shown = form_xobject(self.size, content, resources, plain=True)
        said = f"{self.question}. {' '.join(description.split())}" if description else self.question
        return self.with_words(said, description, shown)

    def with_words(self, said: str, description: str, shown: Stream) -> Chunk:
        """Write the field with what a screen reader says of it, and its appearance."""
        name = text_string(said)
        caption = b" /CA " + text_string(description) if description else b""
        widget = b"%s%s>> /TU %s /Contents %s>>\nendobj\n" % (self.widget, caption, name, name)
        element = _element(self.element, said)
        appearance = chunk([(Ref(self.appearance_number), shown)])
        start = len(widget)
        end = start + len(element.data)
        return Chunk(widget + element.data + appearance.data, (0, start, end))

    def matrix(self, picture: PictureData, x: float = 0, y: float = 0) -> bytes:
        """Write the matrix that draws a picture in the field whose bottom left corner is (x, y).

        The picture is as large as the field allows, in its middle, and not stretched.
        """
        width, height = self.size
        scale = min(width / picture.width, height / picture.height)
        w, h = picture.width * scale, picture.height * scale
        left, bottom = x + (width - w) / 2, y + (height - h) / 2
        return b"%s 0 0 %s" % (numbers((w,)), numbers((h, left, bottom)))
