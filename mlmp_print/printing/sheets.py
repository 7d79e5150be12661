"""Draw filled forms flat, for a printer: no fields and no tags, since a print job is for paper.

What is printed on a page for everyone, its art, stays apart from what one person has on it. Objects
that many sheets share have a key here; the print job writes each of them once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..draw.drawing import Button, Drawing, Echo, Reaction, marks_name
from ..draw.paper import Rect
from ..look.look import Look
from ..model.messages import Message
from ..model.sheet_ids import NO_ID
from ..pdf.compiled_form import CompiledForm, notes
from ..pdf.continuation import ContinuationPage
from ..pdf.objects import Ref, Stream, body, form_xobject, image_object
from ..pdf.operators import Runs, numbers
from ..pdf.pages import image_objects, shows
from ..pdf.slots import EchoSlot, PictureSlot, SetText, chosen_state

if TYPE_CHECKING:
    from ..look.picture_data import PictureData

FONTS = 4  # the number that the dictionary of fonts has in every print job

# An object that sheets share: its kind (art, appearance, marks or image), and which of that kind.
Key = tuple[str, int]


@dataclass(frozen=True)
class FlatSheet:
    """One sheet of paper for one person.

    Attributes:
        size: width and height in pt.
        art: the content that everyone has, below the person's own.
        content: the person's own content as a whole stream; b"" for none.
        shared: objects of the form, by the names that the contents use.
        own: whole objects that no other sheet has, by name.
        fallback: whether letters come from the fallback face.
    """

    size: tuple[float, float]
    art: Key | None
    content: bytes = field(repr=False)
    shared: Mapping[str, Key] = field(default_factory=dict)
    own: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    fallback: bool = False


@dataclass(frozen=True)
class FlatForm:
    """A form compiled for print jobs. It is plain data, as the compiled form whose slots it fills.

    Rectangles are in pt from the bottom left of the paper.
    """

    compiled: CompiledForm
    contents: tuple[bytes, ...] = field(repr=False)  # of each sheet
    appearances: tuple[bytes, ...] = field(repr=False)  # whole objects
    sizes: tuple[tuple[float, float], ...] = field(repr=False)  # of the appearances, in pt
    images: Mapping[str, Stream] = field(repr=False)  # of the look, by name
    buttons: tuple[Button, ...] = field(repr=False)
    texts: Mapping[str, int] = field(repr=False)  # path → sheet
    pictures: Mapping[str, tuple[int, Rect]] = field(repr=False)  # path → sheet and rectangle
    reactions: tuple[Reaction, ...] = field(repr=False)
    echoes: tuple[tuple[Echo, EchoSlot], ...] = field(repr=False)

    @property
    def panels(self) -> int:
        """The number of panels without continuation pages."""
        return len(self.compiled.mark_numbers)

    def shared(self, key: Key) -> bytes:
        """Write an object that sheets share, without its number."""
        kind, index = key
        if kind == "art":
            return body(Stream({}, self.contents[index]))
        if kind == "appearance":
            return self.appearances[index]
        if kind == "marks":
            return self.marks(index, self.panels, NO_ID)
        return body(list(self.images.values())[index])

    def marks(self, panel: int, panels: int, sheet_id: str) -> bytes:
        """Write the marks of a panel as an object without its number."""
        stream = self.compiled.marks.panel(panel, panels, sheet_id)
        fonts = {"Font": Ref(FONTS)}
        return body(Stream({**stream.dictionary, "Resources": fonts}, stream.data))

    def fill(
        self,
        values: Mapping[str, Any],
        pictures: Mapping[str, PictureData] | None = None,
        sheet_id: str = NO_ID,
    ) -> tuple[list[FlatSheet], tuple[Message, ...]]:
        """Draw one person's sheets. Arguments and notes are those of `CompiledForm.fill`."""
        compiled = self.compiled
        texts = compiled.set_texts(values, pictures or {})
        long = [text for text in texts if not text.setting.whole]
        flow = compiled.flow(long)
        begins = compiled.begins(long, flow)

        own = [_SheetContent(self, sheet) for sheet in range(len(self.contents))]
        for text in texts:
            sheet = self.texts[text.slot.path]
            own[sheet].text(text, begins.get(text.slot.path))
        for button in self.buttons:
            place = button.place
            if chosen_state(values, place.path, place.kind) == button.state:
                own[button.page_index].button(button)
        for slot in compiled.pictures:
            if pictures and slot.path in pictures:
                sheet, rect = self.pictures[slot.path]
                own[sheet].picture(slot, rect, pictures[slot.path])
        for content in own:
            content.following(values)

        added = []
        for sheet, page in enumerate(compiled.draw_continuation(flow), len(own)):
            content = _SheetContent(self, sheet)
            content.continuation(page)
            added.append(content)
        panels = self.panels + len(flow.panels)
        sheets = [content.finish(panels, sheet_id) for content in (*own, *added)]
        return sheets, tuple(notes(texts, begins))


class _SheetContent:
    """The content of one sheet while it is drawn for one person."""

    def __init__(self, form: FlatForm, sheet: int) -> None:
        self._form, self._sheet = form, sheet
        self._is_own = sheet < len(form.contents)  # and no continuation page
        self._parts: list[bytes] = []
        self._shared: dict[str, Key] = {}
        self._own: dict[str, bytes] = {}
        self._runs = Runs()

    def text(self, text: SetText, page: int | None) -> None:
        """Draw a text answer in its box; `page` is where a long one goes on."""
        slot, style = text.slot, self._form.compiled.answer_style
        clip = b"q 1 0 0 1 %s cm 0 0 %s re W n\n" % (numbers(slot.corner), numbers(slot.size))
        self._parts.append(clip)
        self._parts.append(style.text(self._runs, slot, text.setting, page) + b"Q\n")

    def button(self, button: Button) -> None:
        """Draw a chosen button over the page's own, as large as the field: viewers do so too."""
        left, bottom, right, top = button.rect
        width, height = self._form.sizes[button.chosen]
        name = f"S{button.chosen}"
        scale_x, scale_y = (right - left) / width, (top - bottom) / height
        matrix = numbers((scale_x, 0, 0, scale_y, left, bottom))
        self._parts.append(b"q %s cm /%s Do Q\n" % (matrix, name.encode()))
        self._shared[name] = ("appearance", button.chosen)

    def picture(self, slot: PictureSlot, rect: Rect, picture: PictureData) -> None:
        """Draw a picture in its field."""
        name = f"P{len(self._own)}"
        matrix = slot.matrix(picture, rect[0], rect[1])
        self._parts.append(b"q %s cm /%s Do Q\n" % (matrix, name.encode()))
        self._own[name] = body(image_object(picture))

    def following(self, values: Mapping[str, Any]) -> None:
        """Add what the page's art names: ink that follows answers, and the look's images."""
        for reaction in self._form.reactions:
            if self._names(reaction.name):
                self._shared[reaction.name] = ("appearance", _appearance(reaction, values))
        for echo, slot in self._form.echoes:
            if self._names(echo.name):
                self._own[echo.name] = self._echo(slot, values)
        for number, name in enumerate(self._form.images):
            if self._names(name):
                self._shared[name] = ("image", number)

    def continuation(self, page: ContinuationPage) -> None:
        """Draw the text of a continuation page."""
        self._parts += page.content
        self._runs.seen |= page.runs.seen

    def finish(self, panels: int, sheet_id: str) -> FlatSheet:
        """Add the marks of this sheet's panels, and make the sheet."""
        form = self._form
        for slot, panel in enumerate(self._panels(panels), 1):
            # The form's own pages name marks by panel, continuation pages by place on the sheet.
            name = marks_name(panel if self._is_own else slot)
            if sheet_id == NO_ID and panels == form.panels:
                self._shared[name] = ("marks", panel)
            else:
                self._own[name] = form.marks(panel, panels, sheet_id)
        between = b"" if self._is_own else b"\n"
        data = between.join(self._parts)
        return FlatSheet(
            size=form.compiled.continuation_style.paper.size,
            art=("art", self._sheet) if self._is_own else None,
            content=body(Stream({}, data)) if data else b"",
            shared=self._shared,
            own=self._own,
            fallback="fallback" in self._runs.seen,
        )

    def _names(self, resource: str) -> bool:
        """Whether the page's art shows a resource."""
        return shows(self._form.contents[self._sheet], resource)

    def _echo(self, slot: EchoSlot, values: Mapping[str, Any]) -> bytes:
        """Write the object that repeats a text; without one it is empty."""
        value, operators = values.get(slot.path), b""
        if value is not None:
            style = self._form.compiled.answer_style
            operators = style.echo(self._runs, slot, slot.kind.store(value))
        return body(form_xobject(slot.size, operators, {"Font": Ref(FONTS)}))

    def _panels(self, panels: int) -> range:
        """The panels on this sheet. Continuation pages begin on a sheet of their own."""
        on_a_sheet, own = len(self._form.compiled.continuation_style.paper.lefts), self._form.panels
        if self._is_own:
            first, last = 1 + self._sheet * on_a_sheet, own
        else:
            first = 1 + own + (self._sheet - len(self._form.contents)) * on_a_sheet
            last = panels
        return range(first, min(first + on_a_sheet, 1 + last))


def _appearance(reaction: Reaction, values: Mapping[str, Any]) -> int:
    """The number of the appearance that a reaction shows for some values."""
    states = tuple(chosen_state(values, place.path, place.kind) for place in reaction.places)
    nothing_chosen = ("",) * len(states)
    return reaction.appearances.get(states, reaction.appearances[nothing_chosen])


def compile_flat(drawing: Drawing, compiled: CompiledForm, look: Look) -> FlatForm:
    """Compile a drawn form for print jobs; `compiled` is what the same drawing was compiled to."""
    sizes = tuple((item.width, item.height) for item in drawing.appearances)
    fonts = {"Font": Ref(FONTS)}
    appearances = [
        body(form_xobject(size, item.content, fonts))
        for size, item in zip(sizes, drawing.appearances, strict=True)
    ]
    return FlatForm(
        compiled=compiled,
        contents=tuple(drawing.contents),
        appearances=tuple(appearances),
        sizes=sizes,
        images=image_objects(drawing, look),
        buttons=tuple(drawing.buttons),
        texts={item.place.path: item.page_index for item in drawing.texts},
        pictures={item.place.path: (item.page_index, item.rect) for item in drawing.pictures},
        reactions=tuple(drawing.reactions),
        echoes=tuple(zip(drawing.echoes, compiled.echoes, strict=True)),
    )
