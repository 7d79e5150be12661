"""Sheets for the printer: what a filled form shows, drawn flat, the page's own art apart from what one person has on it.

No fields and no tags: a print job is for paper. What many sheets share is named here and written once by `printjob`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..draw.drawing import LOGO_NAME, Button, Drawing, Echo, Reaction, marks_name
from ..draw.paper import Rect
from ..look.look import Look
from ..look.pictures import PictureData
from ..pdf.compiled_form import (
    CompiledForm,
    Note,
    notes,
)
from ..pdf.continuation import ContinuationPage
from ..pdf.marks import NO_ID
from ..pdf.objects import Name, Ref, Stream, body, image_object, number
from ..pdf.operators import Runs
from ..pdf.pages import logo_object
from ..pdf.slots import EchoSlot, PictureSlot, SetText, TextSlot

FONTS = 4  # the number that the dictionary of fonts has in every print job

Key = tuple[
    str, int
]  # of what sheets share: ("art", sheet), ("sticker", number), ("marks", panel) or ("logo", 0)


@dataclass(frozen=True)
class FlatSheet:
    """One sheet of paper for one person: its size in pt, what is printed beneath, what is drawn over it, and the resources it names.

    `own` are whole objects (resource name → bytes) that no other sheet has; `shared` are those of the form.
    """

    size: tuple[float, float]
    art: Key | None
    content: bytes = field(repr=False)  # a whole stream; b"" for none
    shared: Mapping[str, Key] = field(default_factory=dict)
    own: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    fallback: bool = False  # whether letters are taken from the fallback face


@dataclass(frozen=True)
class FlatForm:
    """A form compiled for print jobs. Plain data, as `CompiledForm`, whose slots it fills. Points from the bottom left of the paper."""

    plate: CompiledForm
    contents: tuple[bytes, ...] = field(repr=False)
    stickers: tuple[bytes, ...] = field(repr=False)  # whole objects
    logo: Stream | None = field(repr=False)
    buttons: tuple[Button, ...] = field(repr=False)
    sizes: tuple[tuple[float, float], ...] = field(repr=False)  # of the stickers
    texts: Mapping[str, tuple[int, Rect, TextSlot]] = field(repr=False)
    rooms: Mapping[str, tuple[int, Rect, PictureSlot]] = field(repr=False)
    reactions: tuple[Reaction, ...] = field(repr=False)
    echoes: tuple[tuple[Echo, EchoSlot], ...] = field(repr=False)

    @property
    def panels(self) -> int:
        """How many panels the form has without continuations."""
        return len(self.plate.mark_numbers)

    def shared(self, key: Key) -> bytes:
        """The object that sheets share, whole but for its number."""
        kind, index = key
        if kind == "art":
            return body(Stream({}, self.contents[index]))
        if kind == "sticker":
            return self.stickers[index]
        if kind == "marks":
            return self.marks(index, self.panels, NO_ID)
        assert self.logo
        return body(self.logo)

    def marks(self, panel: int, panels: int, sheet_id: str) -> bytes:
        """The marks of a panel as a whole object."""
        stream = self.plate.marks.panel(panel, panels, sheet_id)
        return body(Stream({**stream.dictionary, "Resources": {"Font": Ref(FONTS)}}, stream.data))

    def fill(
        self,
        values: Mapping[str, Any],
        pictures: Mapping[str, PictureData] | None = None,
        sheet_id: str = NO_ID,
    ) -> tuple[list[FlatSheet], tuple[Note, ...]]:
        """The sheets for one person, and the notes that `CompiledForm.fill` gives on the same values."""
        texts = self.plate.set_texts(values)
        flow = self.plate.flow([text for text in texts if not text.setting.whole])
        long = [text.slot.path for text in texts if not text.setting.whole]
        begins = {path: self.panels + begin for path, begin in zip(long, flow.begins, strict=True)}
        panels = self.panels + len(flow.panels)
        drawn = [_FlatContent(self, sheet) for sheet in range(len(self.contents))]
        for text in texts:
            sheet, rect, _ = self.texts[text.slot.path]
            drawn[sheet].text(text, rect, begins.get(text.slot.path))
        for button in self.buttons:
            value = values.get(button.place.path)
            if value is not None and button.place.kind.store(value) == button.state:
                drawn[button.sheet].button(button)
        for path, (sheet, rect, slot) in self.rooms.items():
            if pictures and path in pictures:
                drawn[sheet].picture(slot, rect, pictures[path])
        for each in drawn:
            each.following(values)
        per = len(self.plate.continuation_style.paper.lefts)
        added = [
            _FlatContent(self, len(drawn) + index) for index in range(-(-len(flow.panels) // per))
        ]
        for each, sheet_ in zip(added, self.plate.draw_continuation(flow), strict=True):
            each.continued(sheet_)
        finished = [
            each.finish(self._panels_on(each.sheet, panels), panels, sheet_id)
            for each in [*drawn, *added]
        ]
        return finished, tuple(notes(texts, begins))

    def _panels_on(self, sheet: int, panels: int) -> range:
        """The panels on a sheet. A continuation begins on a sheet of its own."""
        per = len(self.plate.continuation_style.paper.lefts)
        added = sheet - len(self.contents)
        first = 1 + sheet * per if added < 0 else 1 + self.panels + added * per
        return range(first, min(first + per, 1 + (self.panels if added < 0 else panels)))


@dataclass
class _FlatContent:
    """A sheet being drawn for one person."""

    plate: FlatForm
    sheet: int
    parts: list[bytes] = field(default_factory=list)
    shared: dict[str, Key] = field(default_factory=dict)
    own: dict[str, bytes] = field(default_factory=dict)
    runs: Runs = field(default_factory=Runs)

    def text(self, text: SetText, rect: Rect, page: int | None) -> None:
        """A text answer, in its box."""
        slot = text.slot
        box = b" ".join(map(number, slot.size))
        self.parts.append(
            b"q 1 0 0 1 %s %s cm 0 0 %s re W n\n" % (number(rect[0]), number(rect[1]), box)
        )
        self.parts.append(
            self.plate.plate.answer_style.text(self.runs, slot, text.setting, page) + b"Q\n"
        )

    def button(self, button: Button) -> None:
        """A choice, over the disc that the page shows. As viewers do, the sticker is made as large as the field."""
        left, bottom, right, top = button.rect
        wide, high = self.plate.sizes[button.chosen]
        name = f"S{button.chosen}"
        matrix = tuple(map(number, ((right - left) / wide, (top - bottom) / high, left, bottom)))
        self.parts.append(b"q %s 0 0 %s %s %s cm /%s Do Q\n" % (*matrix, name.encode()))
        self.shared[name] = ("sticker", button.chosen)

    def picture(self, slot: PictureSlot, rect: Rect, picture: PictureData) -> None:
        """A picture in its room."""
        name = f"P{len(self.own)}"
        self.parts.append(
            b"q %s cm /%s Do Q\n" % (slot.matrix(picture, rect[0], rect[1]), name.encode())
        )
        self.own[name] = body(image_object(picture))

    def following(self, values: Mapping[str, Any]) -> None:
        """What the page's own art names: ink that follows answers, and the logo."""
        art = self.plate.contents[self.sheet]
        for reaction in self.plate.reactions:
            if b"/%s Do" % reaction.name.encode() in art:
                states = tuple(
                    "" if (value := values.get(place.path)) is None else place.kind.store(value)
                    for place in reaction.places
                )
                chosen = reaction.stickers.get(states, reaction.stickers[("",) * len(states)])
                self.shared[reaction.name] = ("sticker", chosen)
        for echo, slot in self.plate.echoes:
            if b"/%s Do" % echo.name.encode() in art:
                value = values.get(echo.place.path)
                operators = (
                    b""
                    if value is None
                    else self.plate.plate.answer_style.echo(
                        self.runs, slot, echo.place.kind.store(value)
                    )
                )
                self.own[echo.name] = body(_form((slot.frame.width, slot.frame.height), operators))
        if b"/%s Do" % LOGO_NAME.encode() in art:
            self.shared[LOGO_NAME] = ("logo", 0)

    def continued(self, sheet: ContinuationPage) -> None:
        """A continuation page's text."""
        self.parts += sheet.content
        self.runs.seen |= sheet.runs.seen

    def finish(self, on: Sequence[int], panels: int, sheet_id: str) -> FlatSheet:
        """The sheet with the marks of the panels on it."""
        plate = self.plate
        for panel in on:
            if sheet_id == NO_ID and panels == plate.panels:
                self.shared[marks_name(self._slot(panel, on))] = ("marks", panel)
            else:
                self.own[marks_name(self._slot(panel, on))] = plate.marks(panel, panels, sheet_id)
        art: Key | None = ("art", self.sheet) if self.sheet < len(plate.contents) else None
        data = b"".join(self.parts) if art else b"\n".join(self.parts)
        content = body(Stream({}, data)) if data else b""
        return FlatSheet(
            plate.plate.continuation_style.paper.size,
            art,
            content,
            self.shared,
            self.own,
            "fallback" in self.runs.seen,
        )

    def _slot(self, panel: int, on: Sequence[int]) -> int:
        """The number in the resource name of a panel's marks: of the form's own pages its own, of a continuation that on the sheet."""
        return panel if self.sheet < len(self.plate.contents) else 1 + on.index(panel)


def _form(size: tuple[float, float], operators: bytes) -> Stream:
    return Stream(
        {
            "Type": Name("XObject"),
            "Subtype": Name("Form"),
            "BBox": [0, 0, *size],
            "Resources": {"Font": Ref(FONTS)},
        },
        operators,
    )


def compile_flat(drawing: Drawing, plate: CompiledForm, look: Look) -> FlatForm:
    """The flat plate of a drawn form; `plate` is what the same drawing was compiled to."""
    slots = {slot.path: slot for slot in plate.texts}
    rooms = {slot.path: slot for slot in plate.pictures}
    return FlatForm(
        plate=plate,
        contents=tuple(drawing.contents),
        stickers=tuple(
            body(_form((sticker.width, sticker.height), sticker.content))
            for sticker in drawing.stickers
        ),
        logo=logo_object(look),
        buttons=tuple(drawing.buttons),
        sizes=tuple((sticker.width, sticker.height) for sticker in drawing.stickers),
        texts={
            words.place.path: (words.sheet, words.rect, slots[words.place.path])
            for words in drawing.words
        },
        rooms={
            room.place.path: (room.sheet, room.rect, rooms[room.place.path])
            for room in drawing.rooms
        },
        reactions=tuple(drawing.reactions),
        echoes=tuple(zip(drawing.echoes, plate.echoes, strict=True)),
    )
