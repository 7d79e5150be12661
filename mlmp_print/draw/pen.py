"""Draw a panel of a form: a block may ask the pen for ink, for tags, and for fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field

from ..look.look import Look
from ..model.form import Place
from ..text.typeset import Frame
from .canvas import Canvas
from .drawing import (
    BesidePicture,
    Button,
    Echo,
    Element,
    PictureField,
    Reaction,
    SpokenAnswers,
    TextField,
    question_picture_name,
)
from .geometry import MM, Box, Spot
from .ink import Ink, Painter, Painters
from .paper import Panel, Rect
from .tags import Tagger


@dataclass(eq=False)
class FormFields:
    """The fields drawn so far, and the appearances still to be drawn, each with its box."""

    texts: list[TextField] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)
    pictures: list[PictureField] = field(default_factory=list)
    reactions: list[Reaction] = field(default_factory=list)
    echoes: list[Echo] = field(default_factory=list)
    appearances: list[tuple[Box, Painter]] = field(default_factory=list)

    def add_appearance(self, box: Box, painter: Painter) -> int:
        """Queue an appearance, and return its number."""
        self.appearances.append((box, painter))
        return len(self.appearances) - 1


class Pen(Ink):
    """Draws one panel with ink, and adds what only a panel has: tags and fields."""

    def __init__(
        self, look: Look, canvas: Canvas, panel: Panel, tags: Tagger, fields: FormFields
    ) -> None:
        super().__init__(look, canvas, panel.box)
        self._panel = panel
        self._tags = tags
        self._fields = fields

    # Tags -----------------------------------------------------------------------------------------

    def section(self, tag: str) -> AbstractContextManager[None]:
        """Context manager: the elements and fields inside it become children of one element."""
        return self._tags.section(tag)

    def tagged(
        self, tag: str, spoken: SpokenAnswers | None = None, **attributes: str
    ) -> AbstractContextManager[None]:
        """Context manager: the ink inside it is the content of one structure element.

        `attributes`: `Alt` for a Figure, `ActualText`, for a TH its `Scope`, and for a TD its
        `ColSpan`. The box of a Figure is the whole panel. `spoken`: what a Figure shows of answers.
        """
        box = self._on_page(self._panel.box) if tag == "Figure" else None
        return self._tags.tagged(tag, attributes, box, spoken)

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """Context manager: the ink inside it is decoration, which a screen reader passes over."""
        with self._tags.artifact():
            yield

    def _tag_text(self) -> None:
        if not self._tags.is_open:
            raise AssertionError("words outside of a tag: use tagged() or artifact()")

    def _shown(self, words: str) -> str:
        """End tagged words with a space.

        Else the last word of a line and the first of the next are one word to whoever reads the
        tagged text (ISO 32000-1 14.8.2.5).
        """
        return f"{words} " if self._tags.is_read else words

    def _tag_shape(self) -> None:
        self._tags.decorate()

    # Fields ---------------------------------------------------------------------------------------

    def text_field(
        self,
        place: Place,
        box: Box,
        *,
        rules: Sequence[float] = (),
        single: bool = False,
        paper: str = "paper",
        beside: tuple[Place, Box] | None = None,
    ) -> None:
        """Place a text field.

        Args:
            place: The question.
            box: Where the field lies, mm.
            rules: The y of each writing line in it, mm; without them text is set freely.
            single: Whether the answer stands on one line, or on two if it is too wide for one.
            paper: The colour behind the field.
            beside: The question of a picture, and where the field lies while it has one.
        """
        frame = self._frame(box, rules, single=single)
        moved = None
        if beside:
            picture, narrow = beside
            moved = BesidePicture(picture, self._on_page(narrow), self._frame(narrow, ()))
        panel, rect = self._panel, self._on_page(box)
        text = TextField(place, panel.page_index, panel.number, box, rect, frame, paper, moved)
        self._fields.texts.append(text)
        self._add_widget(text)

    def _frame(self, box: Box, rules: Sequence[float], *, single: bool = False) -> Frame:
        scale = self._panel.scale
        unit = MM * scale
        return Frame(
            width=round(box.w * unit, 3),
            height=round(box.h * unit, 3),
            rules=tuple(round((rule - box.y) * unit, 3) for rule in rules),
            single=single,
            two=single,
            sizes=tuple(round(size * scale, 2) for size in self._look.answer_sizes),
            lang=self._look.lang,
        )

    def button(
        self,
        place: Place,
        state: str,
        box: Box,
        chosen: Painter,
        spot: Spot,
        *,
        meaning: str = "",
    ) -> None:
        """Place the button of one state.

        Args:
            place: The question.
            state: The name of the state.
            box: Where the button lies, mm.
            chosen: Paints the button when it is on.
            spot: Where a person marks the state on paper; the box may cover words too.
            meaning: The words beside it that explain the state, as those at an end of a scale.
        """
        number = self._fields.add_appearance(box, chosen)
        panel, rect = self._panel, self._on_page(box)
        button = Button(place, state, panel.page_index, panel.number, spot, rect, number, meaning)
        self._fields.buttons.append(button)
        self._add_widget(button)

    def picture_field(self, place: Place, box: Box, *, resting: Box | None = None) -> None:
        """Place a picture field; `resting` is where it lies while it has no picture."""
        panel, rect = self._panel, self._on_page(box)
        size = box.w * panel.scale, box.h * panel.scale
        rest = self._on_page(resting) if resting else None
        picture = PictureField(place, panel.page_index, panel.number, box, rect, size, rest)
        self._fields.pictures.append(picture)
        self._add_widget(picture)

    def draw_image(self, name: str, box: Box) -> None:
        """Draw a named picture so that it fills the box."""
        left, bottom, right, top = self._rect(box)
        self._canvas.draw_object(name, left, bottom, right - left, top - bottom)

    def draw_question_picture(self, key: str, box: Box) -> None:
        """Draw the look's own picture of a question as decoration, as large as the box allows."""
        picture = self._look.pictures[key]
        unit = min(box.w / picture.width, box.h / picture.height)
        wide, high = picture.width * unit, picture.height * unit
        x, y = box.center
        fitted = Box(x - wide / 2, y - high / 2, wide, high)
        with self.artifact():
            if picture.picture:
                number = list(self._look.pictures).index(key)
                self.draw_image(question_picture_name(number), fitted)
            for steps, fill in picture.shapes:
                self.scaled_path(steps, fitted, unit, fill=fill)

    def _add_widget(self, widget: TextField | Button | PictureField) -> None:
        """Add a Form element of its own for every widget (ISO 14289-1 7.18.4).

        A screen reader reads a field where the block placed it.
        """
        self._tags.add(Element("Form", self._panel.page_index, kids=[widget]))

    def reaction(self, places: Sequence[Place], box: Box, painters: Painters) -> None:
        """Place ink that follows answers: `painters` has one for the states of all `places`."""
        appearances = {
            states: self._fields.add_appearance(box, painter)
            for states, painter in painters.items()
        }
        name = f"R{len(self._fields.reactions) + 1}"
        self._fields.reactions.append(Reaction(name, tuple(places), appearances))
        self._draw_object(name, box)

    def echo(self, place: Place, box: Box, size: float) -> None:
        """Place ink that repeats a text answer on one line, `size` in pt."""
        wide = round(box.w * MM, 3)
        high = round(box.h * MM, 3)
        frame = Frame(wide, high, rules=(high,), single=True, sizes=(size,))
        name = f"E{len(self._fields.echoes) + 1}"
        self._fields.echoes.append(Echo(name, place, frame))
        self._draw_object(name, box)

    def _draw_object(self, name: str, box: Box) -> None:
        """Draw a named object in the box: content of the open Figure, else decoration."""
        self._tags.decorate()
        left, bottom, _, _ = self._rect(box)
        self._canvas.draw_object(name, left, bottom)

    def _on_page(self, box: Box) -> Rect:
        """The box on its page of the PDF, pt."""
        return self._panel.on_page(self._rect(box))
