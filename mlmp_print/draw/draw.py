"""Draw a form: every block of every page, on the paper asked for."""

from __future__ import annotations

from ..look.look import Look
from ..look.wording import Wording
from ..model.errors import blamed
from ..model.form import Form
from .blocks import block_name
from .drawing import Drawing
from .paper import PAPERS
from .pen import Pen
from .sheet import Sheet


def draw(form: Form, look: Look, size: str = "a4") -> Drawing:
    """Draw the form, all its panels, on paper of a size of `drawing.PAPERS`. Raises DefinitionError for what cannot be drawn."""
    pen = Pen(look, PAPERS[size, form.orientation])
    logo = pen.paper.logo_box(look.logo) if look.logo else None
    wording = Wording(form, look)
    places = {place.path: place for place in form.places()}
    for number, (page, first) in enumerate(form.panels(), 1):
        pen.start_panel(number)
        with pen.section("Sect"):
            for block in page.blocks_for(first):
                with blamed(
                    f"{form.name}.toml: page {form.pages.index(page) + 1}, {block_name(block)} {getattr(block, 'path', '')}"
                ):
                    block.draw(
                        pen, Sheet(wording, places, first, form.per(page), page.repeat, logo)
                    )
    with blamed(f"{form.name}.toml"):
        return pen.finish().proven(form)
