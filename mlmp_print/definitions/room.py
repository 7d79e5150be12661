"""How many entries of a list a page has room for, where nobody chose a number."""

from __future__ import annotations

from collections.abc import Container

from ..look.look import Look
from ..look.wording import Wording
from ..model.errors import DefinitionError, blamed
from ..model.form import Form
from ..model.page import Elastic, Page


def with_room(form: Form, look: Look, given: Container[str]) -> Form:
    """Return the form with as many entries on each page as there is room for.

    That is the first choice for an option of a page at which every block says that it has room,
    else the smallest.

    Args:
        given: The names of the options that are chosen. They stay as they are.
    """
    for page in form.drawn_pages:
        option = page.per
        if isinstance(option, str) and option not in given:
            choice = _fitting(form, look, page, option)
            if choice != form.setting(option):
                form = form.with_option(option, choice)
    return form


def _fitting(form: Form, look: Look, page: Page, option: str) -> int:
    choices = [int(choice) for choice in dict(form.options)[option]]
    fitting = (
        choice for choice in choices if _has_room(form.with_option(option, choice), look, page)
    )
    return next(fitting, min(choices))


def _has_room(form: Form, look: Look, page: Page) -> bool:
    """Tell whether the blocks of a page have room for the entries on it.

    What cannot be drawn at all has room: the drawing says what is wrong with it.
    """
    from ..draw.sheet import Sheet  # noqa: PLC0415 - not before a form is needed

    elastic = [block for block in page.blocks if isinstance(block, Elastic)]
    places = {place.path: place for place in form.places()}
    sheet = Sheet(Wording(form, look), places, 1, form.per(page), page.repeat)
    try:
        with blamed(form.name):
            return all(block.has_room(sheet) for block in elastic)
    except DefinitionError:
        return True
