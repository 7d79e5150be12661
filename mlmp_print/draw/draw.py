"""Draw a form: every block of every panel, on paper of one size."""

from __future__ import annotations

from ..look.assets import Logo
from ..look.look import Look
from ..look.wording import Wording
from ..model.errors import blamed
from ..model.form import Form
from ..model.phrases import Phrase
from .blocks import block_name
from .canvas import Canvas
from .checks import check_drawing
from .drawing import LOGO_NAME, Appearance, Drawing, marks_name
from .geometry import MM
from .ink import Ink
from .paper import PAPERS
from .pen import FormFields, Pen
from .sheet import Sheet
from .tags import Tagger


def draw(form: Form, look: Look, size: str = "a4") -> Drawing:
    """Draw all panels of a form on paper of one size.

    Raises:
        DefinitionError: A block cannot be drawn, or the drawing breaks a rule of `checks`.

    >>> from mlmp_print.definitions.load import load
    >>> from mlmp_print.look.look import load as load_look
    >>> look = load_look("da")
    >>> drawing = draw(load("mood-board", look), look, "a3")
    >>> len(drawing.contents), drawing.paper.name
    (1, 'a3')
    """
    drawing = _FormDrawer(form, look, size).draw()
    check_drawing(drawing, form)
    return drawing


class _FormDrawer:
    """Draws the panels in order, then the appearances, each on a page of its own."""

    def __init__(self, form: Form, look: Look, size: str) -> None:
        self.form = form
        self.look = look
        self.paper = PAPERS[size, form.orientation]
        self.canvas = Canvas()
        self.tags = Tagger(self.canvas)
        self.fields = FormFields()
        self.wording = Wording(form, look)
        self.places = {place.path: place for place in form.places()}

    def draw(self) -> Drawing:
        panels = len(self.form.panels())
        for number in range(1, panels + 1):
            self.draw_panel(number)
        self.canvas.end_page()
        pages = len(self.canvas.pages)
        self.draw_appearances()
        return Drawing(
            paper=self.paper,
            panels=panels,
            contents=self.canvas.pages[:pages],
            root=self.tags.root,
            texts=self.fields.texts,
            buttons=self.fields.buttons,
            pictures=self.fields.pictures,
            reactions=self.fields.reactions,
            echoes=self.fields.echoes,
            appearances=self.appearances(self.canvas.pages[pages:]),
            bold_letters=self.canvas.bold_letters,
        )

    def draw_panel(self, number: int) -> None:
        """Marks, logo and blocks of one panel, on a new page when the paper is full."""
        panel = self.paper.panel_at(number)
        if panel.starts_page:
            if number > 1:
                self.canvas.end_page()
            self.tags.start_page()
        self.canvas.enter(panel.scale, *panel.origin)
        self.canvas.draw_pagination(marks_name(number))
        pen = Pen(self.look, self.canvas, panel, self.tags, self.fields)
        if self.look.logo:
            self.draw_logo(pen, self.look.logo, number)
        with self.tags.section("Sect"):
            self.draw_blocks(pen, number)
        self.tags.close()
        self.canvas.leave()

    def draw_blocks(self, pen: Pen, number: int) -> None:
        page, first = self.form.panels()[number - 1]
        per = self.form.per(page)
        logo = self.paper.logo_box(self.look.logo) if self.look.logo else None
        sheet = Sheet(self.wording, self.places, first, per, page.repeat, logo)
        file, on_page = f"{self.form.name}.toml", self.form.pages.index(page) + 1
        for block in page.blocks_for(first):
            name = f"{block_name(block)} {getattr(block, 'path', '')}".strip()
            where = Phrase("{file}: page {page}, {block}", file=file, page=on_page, block=name)
            with blamed(where):
                block.draw(pen, sheet)

    def draw_logo(self, pen: Pen, logo: Logo, number: int) -> None:
        """Draw the logo: a Figure on the first panel, decoration on the others."""
        box = self.paper.logo_box(logo)
        alt = self.look.name or "Logo"
        with pen.tagged("Figure", Alt=alt) if number == 1 else pen.artifact():
            if logo.picture:
                pen.draw_image(LOGO_NAME, box)
            for steps, fill in logo.shapes:
                pen.scaled_path(steps, box, box.w / logo.width, fill=fill)

    def draw_appearances(self) -> None:
        for box, painter in self.fields.appearances:
            with blamed(f"{self.form.name}.toml"):
                painter(Ink(self.look, self.canvas, box), box)
            self.canvas.end_page()

    def appearances(self, contents: list[bytes]) -> list[Appearance]:
        """The queued appearances, each with the content stream of its page."""
        drawn = []
        for (box, _), content in zip(self.fields.appearances, contents, strict=True):
            drawn.append(Appearance(round(box.w * MM, 3), round(box.h * MM, 3), content))
        return drawn
