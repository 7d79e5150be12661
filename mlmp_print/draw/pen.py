"""The pen: draws with ReportLab, in millimetres from the top left, and tags what it draws.

This is the only module that draws with ReportLab (`codes` borrows its QR encoder). It uses two of ReportLab's own lists that have no public name:
`Canvas._code`, to write the marked-content operators that ReportLab has no call for (ISO 32000-1 14.6), and the font
map of its document, to name our fonts.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from pypdf import PdfReader
from reportlab import rl_config
from reportlab.lib.rl_accel import escapePDF
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName
from reportlab.pdfgen.canvas import Canvas

from ..look.assets import Logo
from ..look.look import Look
from ..model.form import Place
from ..text import fonts
from ..text.typeset import SIZES, Frame
from .drawing import (
    LOGO_NAME,
    Appearance,
    Button,
    Drawing,
    Echo,
    Element,
    PictureField,
    Reaction,
    TextField,
    marks_name,
)
from .geometry import MM, Box
from .paper import Paper, Rect

FONT_NAMES = {"regular": "Atk", "bold": "AtkB"}  # resource names in every content stream

Draw = Callable[["Pen", Box], None]


class _Font:
    """A face of ours as ReportLab wants a multi-byte font: codes are glyph numbers (Identity-H). The real font objects
    are written by `pdf`; ReportLab's file is only read for its content streams."""

    _multiByte, _dynamicFont = 1, 0

    def __init__(self, key: str) -> None:
        self.ours = fonts.face(key)
        self.face = SimpleNamespace(builtIn=True)  # asked for by Canvas
        self.fontName = self.name = FONT_NAMES[key]
        self.encName = "Identity-H"
        self.substitutionFonts: list[Any] = []

    def stringWidth(self, text: str, size: float, encoding: str = "") -> float:
        return self.ours.width(text, size)

    def formatForPdf(self, text: str) -> str:
        return str(
            escapePDF(b"".join(self.ours.glyph[letter].to_bytes(2, "big") for letter in text))
        )

    def addObjects(self, document: Any) -> None:
        reference = document.Reference(
            PDFDictionary({"Type": PDFName("Font"), "BaseFont": PDFName(self.name)}), self.name
        )
        document.idToObject["BasicFonts"].dict[self.name] = reference
        document.fontMapping[self.name] = "/" + self.name


@lru_cache(maxsize=1)
def _register_fonts() -> None:
    for key in FONT_NAMES:
        pdfmetrics.registerFont(_Font(key))


class Pen:
    """Draws on a ReportLab canvas, and keeps what it drew. `draw.draw` is how to use it."""

    def __init__(self, look: Look, paper: Paper) -> None:
        _register_fonts()
        rl_config.useA85 = 0
        self.look, self.paper = look, paper
        self.canvas = Canvas(
            io.BytesIO(),
            invariant=1,
            pageCompression=0,
            initialFontName=FONT_NAMES["regular"],
            pdfVersion=(1, 7),
        )
        self.sheet, self.panel, self.marked = -1, 0, 0
        self.left = self.top = (
            0.0  # mm: what lies at the left and top of what is being drawn (not 0 for a sticker)
        )
        self.height = paper.panel[1]  # mm: of the panel, or of the sticker
        self.origin = (0.0, 0.0)  # pt: where the panel lies on the sheet
        self.open: str | None = None  # the marked content being written
        self.on_sticker = False
        self.root = Element("Document", 0)
        self.branch = [self.root]
        self.words_fields: list[TextField] = []
        self.buttons: list[Button] = []
        self.rooms: list[PictureField] = []
        self.reactions: list[Reaction] = []
        self.echoes: list[Echo] = []
        self.queue: list[tuple[Box, Draw]] = []
        self.bold_letters: set[str] = set()

    # Places -----------------------------------------------------------------------------------------------------------

    def _x(self, x: float) -> float:
        return round((self.left + x) * MM, 3)

    def _y(self, y: float) -> float:
        return round((self.height - self.top - y) * MM, 3)

    def _rect(self, box: Box) -> Rect:
        """The box on the panel, pt."""
        return self._x(box.x), self._y(box.bottom), self._x(box.right), self._y(box.y)

    def _on_sheet(self, box: Box) -> Rect:
        """The box on the sheet of paper, pt."""
        (left, bottom), scale = self.origin, self.paper.scale
        x1, y1, x2, y2 = (edge * scale for edge in self._rect(box))
        return (
            round(left + x1, 3),
            round(bottom + y1, 3),
            round(left + x2, 3),
            round(bottom + y2, 3),
        )

    # Sheets and panels ------------------------------------------------------------------------------------------------

    def start_panel(self, number: int) -> None:
        """Go to the next panel, on a new sheet when the paper is full, and set its marks."""
        self.end_panel()
        if (number - 1) % len(self.paper.lefts) == 0:
            self.end_sheet()
            self.sheet, self.marked = self.sheet + 1, 0
            self.canvas.setPageSize((self.paper.width * MM, self.paper.height * MM))
        self.panel, self.origin = number, self.paper.origin(number)
        self.canvas.saveState()
        scale = self.paper.scale
        self.canvas.transform(scale, 0, 0, scale, *self.origin)
        self._write(f"/Artifact <</Type /Pagination>> BDC /{marks_name(number)} Do EMC")
        if self.look.logo:
            self._draw_logo(self.look.logo)

    def _draw_logo(self, logo: Logo) -> None:
        """A Figure on the first panel, decoration on the others."""
        box = self.paper.logo_box(logo)
        scale = box.w / logo.width
        with (
            self.tagged("Figure", Alt=self.look.name or "Logo")
            if self.panel == 1
            else self.artifact()
        ):
            if logo.picture:
                left, bottom, x2, y2 = self._rect(box)
                self._write(
                    f"q {x2 - left:g} 0 0 {y2 - bottom:g} {left:g} {bottom:g} cm /{LOGO_NAME} Do Q"
                )
            for steps, fill in logo.shapes:
                placed = [
                    (
                        verb,
                        *((box.y if i % 2 else box.x) + n * scale for i, n in enumerate(numbers)),
                    )
                    for verb, *numbers in steps
                ]
                self.path(placed, fill=fill)

    def end_panel(self) -> None:
        """Finish the panel being drawn, if any."""
        self._close()
        if self.panel:
            self.canvas.restoreState()

    def end_sheet(self) -> None:
        """Finish the sheet being drawn, if any."""
        if self.sheet >= 0:
            self.canvas.showPage()

    # Tags -------------------------------------------------------------------------------------------------------------

    def _write(self, operators: str) -> None:
        self.canvas._code.append(operators)

    def _close(self) -> None:
        if self.open is not None:
            self._write("EMC")
            self.open = None

    def _decoration(self) -> None:
        """Before ink that nobody tagged: an artifact, which may go on until the next tag."""
        if self.open is None and not self.on_sticker:
            self._write("/Artifact <</Type /Layout>> BDC")
            self.open = "Artifact"

    def _add(self, element: Element) -> Element:
        self.branch[-1].kids.append(element)
        return element

    @contextmanager
    def section(self, tag: str) -> Iterator[None]:
        """The elements and fields within belong together."""
        self.branch.append(self._add(Element(tag, self.sheet)))
        yield
        self.branch.pop()

    @contextmanager
    def tagged(self, tag: str, **attributes: str) -> Iterator[None]:
        """The ink within is one structure element's."""
        self._close()
        element = self._add(Element(tag, self.sheet, attributes))
        if tag == "Figure":
            element.box = self._on_sheet(Box(0, 0, *self.paper.panel))
        element.kids.append(self.marked)
        self._write(f"/{tag} <</MCID {self.marked}>> BDC")
        self.marked, self.open = self.marked + 1, tag
        yield
        self._close()

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """The ink within is decoration."""
        self._close()
        self._decoration()
        yield
        self._close()

    # Pen --------------------------------------------------------------------------------------------------------------

    def _fill(self, color: str) -> None:
        value = self.look.color(color)
        self.canvas.setFillGray(*value) if len(value) == 1 else self.canvas.setFillColorRGB(*value)

    def _stroke(self, color: str, width: float) -> None:
        value = self.look.color(color)
        self.canvas.setStrokeGray(*value) if len(value) == 1 else self.canvas.setStrokeColorRGB(
            *value
        )
        self.canvas.setLineWidth(width)

    def _style(self, fill: str | None, stroke: str | None, width: float) -> dict[str, int]:
        self._decoration()
        self.canvas.setLineCap(1)
        self.canvas.setLineJoin(1)
        if fill:
            self._fill(fill)
        if stroke:
            self._stroke(stroke, width)
        return {"fill": int(fill is not None), "stroke": int(stroke is not None)}

    def text(
        self,
        x: float,
        baseline: float,
        words: str,
        size: float,
        *,
        bold: bool = False,
        color: str = "ink",
        align: str = "left",
    ) -> None:
        """One line of words."""
        if self.open is None and not self.on_sticker:
            raise AssertionError("words outside of a tag: use tagged() or artifact()")
        key = "bold" if bold else "regular"
        if bold:
            self.bold_letters |= set(words)
        self._fill(color)
        self.canvas.setFont(FONT_NAMES[key], size)
        wide = fonts.face(key).width(words, size)
        shift = {"left": 0.0, "center": wide / 2, "right": wide}[align]
        self.canvas.drawString(round(self._x(x) - shift, 3), self._y(baseline), words)

    def line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        *,
        color: str = "line",
        width: float = 0.7,
        dash: tuple[float, float] | None = None,
    ) -> None:
        """A line."""
        self._style(None, color, width)
        if dash:
            self.canvas.setLineCap(0)
            self.canvas.setDash([round(length * MM, 3) for length in dash])
        self.canvas.line(self._x(x1), self._y(y1), self._x(x2), self._y(y2))
        if dash:
            self.canvas.setDash()

    def rect(
        self,
        box: Box,
        *,
        radius: float = 0,
        fill: str | None = None,
        stroke: str | None = None,
        width: float = 1.0,
    ) -> None:
        """A rectangle."""
        style = self._style(fill, stroke, width)
        left, bottom, right, top = self._rect(box)
        if radius:
            self.canvas.roundRect(left, bottom, right - left, top - bottom, radius * MM, **style)
        else:
            self.canvas.rect(left, bottom, right - left, top - bottom, **style)

    def circle(
        self,
        x: float,
        y: float,
        r: float,
        *,
        fill: str | None = None,
        stroke: str | None = None,
        width: float = 1.0,
    ) -> None:
        """A circle."""
        self.canvas.circle(self._x(x), self._y(y), r * MM, **self._style(fill, stroke, width))

    def path(
        self,
        steps: Sequence[tuple[Any, ...]],
        *,
        fill: str | None = None,
        stroke: str | None = None,
        width: float = 1.0,
    ) -> None:
        """A path."""
        style = self._style(fill, stroke, width)
        path = self.canvas.beginPath()
        verbs = {"M": path.moveTo, "L": path.lineTo, "C": path.curveTo, "Z": path.close}
        for verb, *numbers in steps:
            verbs[verb](
                *(
                    self._y(number) if index % 2 else self._x(number)
                    for index, number in enumerate(numbers)
                )
            )
        self.canvas.drawPath(path, **style)

    def icon(self, name: str, box: Box, *, color: str = "ink", width: float = 1.2) -> None:
        """A line icon, scaled into the box."""
        unit = min(box.w, box.h) / 24

        def scaled(step: tuple[Any, ...]) -> tuple[Any, ...]:
            return step[0], *(
                (box.y if index % 2 else box.x) + number * unit
                for index, number in enumerate(step[1:])
            )

        self.path([scaled(step) for step in self.look.icon(name)], stroke=color, width=width)

    # Fields -----------------------------------------------------------------------------------------------------------

    def words(
        self,
        place: Place,
        box: Box,
        *,
        rules: Sequence[float] = (),
        single: bool = False,
        paper: str = "paper",
    ) -> None:
        """A text field."""
        unit = MM * self.paper.scale
        frame = Frame(
            width=round(box.w * unit, 3),
            height=round(box.h * unit, 3),
            rules=tuple(round((rule - box.y) * unit, 3) for rule in rules),
            single=single,
            sizes=tuple(round(size * self.paper.scale * self.look.step, 2) for size in SIZES),
        )
        field = TextField(place, self.sheet, self.panel, self._on_sheet(box), frame, paper)
        self.words_fields.append(field)
        self._widget(field)

    def button(self, place: Place, state: str, box: Box, chosen: Draw) -> None:
        """A button for one state."""
        field = Button(place, state, self.sheet, self._on_sheet(box), self._sticker(box, chosen))
        self.buttons.append(field)
        self._widget(field)

    def picture(self, place: Place, box: Box) -> None:
        """Room for a picture."""
        scale = self.paper.scale
        field = PictureField(place, self.sheet, self._on_sheet(box), (box.w * scale, box.h * scale))
        self.rooms.append(field)
        self._widget(field)

    def _widget(self, field: TextField | Button | PictureField) -> None:
        """A field is read where it is placed: one Form element a widget (PDF/UA-1 7.18.4)."""
        self._add(Element("Form", self.sheet, kids=[field]))

    def reacts(
        self, places: Sequence[Place], box: Box, drawings: Mapping[tuple[str, ...], Draw]
    ) -> None:
        """Pen that follows answers."""
        stickers = {states: self._sticker(box, drawing) for states, drawing in drawings.items()}
        reaction = Reaction(f"R{len(self.reactions) + 1}", tuple(places), stickers)
        self.reactions.append(reaction)
        self._show(reaction.name, box)

    def echo(self, place: Place, box: Box, size: float) -> None:
        """Pen that repeats an answer."""
        wide, high = round(box.w * MM, 3), round(box.h * MM, 3)
        echo = Echo(
            f"E{len(self.echoes) + 1}",
            place,
            Frame(wide, high, rules=(high,), single=True, sizes=(size,)),
        )
        self.echoes.append(echo)
        self._show(echo.name, box)

    def _show(self, name: str, box: Box) -> None:
        """An object of its own, in the box; a part of the Figure that is being drawn, if one is."""
        left, bottom, _, _ = self._rect(box)
        if self.open in (None, "Artifact"):
            self._decoration()
        self._write(f"q 1 0 0 1 {left:g} {bottom:g} cm /{name} Do Q")

    def _sticker(self, box: Box, drawing: Draw) -> int:
        self.queue.append((box, drawing))
        return len(self.queue) - 1

    # The end ----------------------------------------------------------------------------------------------------------

    def finish(self) -> Drawing:
        """Draw the stickers, each on a page of its own, and take the content streams out of ReportLab's file."""
        self.end_panel()
        self.end_sheet()
        self.on_sticker = True
        for box, drawing in self.queue:
            self.left, self.top, self.height = -box.x, -box.y, box.h
            self.canvas.setPageSize((box.w * MM, box.h * MM))
            drawing(self, box)
            self.canvas.showPage()
        pages = PdfReader(io.BytesIO(self.canvas.getpdfdata())).pages
        contents = [
            stream.get_data() if (stream := page.get_contents()) is not None else b""
            for page in pages
        ]
        sheets = self.sheet + 1
        stickers = [
            Appearance(round(box.w * MM, 3), round(box.h * MM, 3), content)
            for (box, _), content in zip(self.queue, contents[sheets:], strict=True)
        ]
        panels = self.panel
        return Drawing(
            self.paper,
            panels,
            contents[:sheets],
            self.root,
            self.words_fields,
            self.buttons,
            self.rooms,
            self.reactions,
            self.echoes,
            stickers,
            self.bold_letters,
        )
