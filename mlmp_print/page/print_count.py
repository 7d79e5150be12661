"""Count a print job before it is made: sets, sides with print on them, and pieces of paper."""

from __future__ import annotations

from typing import Any

from ..batches.name_list import NameList
from ..definitions import load as definitions
from ..look import look as looks
from ..look.look import Look
from ..look.wording import Wording
from ..model.form import Form
from ..printing.course_list import CourseLine, CourseList
from ..tables.table_part import TablePart
from .answer import Request
from .forms_call import page_count


def counted(request: Request, names: Any) -> dict[str, int]:
    """Return what the call `blank` would print, without drawing a sheet.

    Args:
        request: Of the call `blank`.
        names: Who gets a set, as `print_sets` takes it; None for nobody.

    Raises:
        AnswersError: There is something wrong with the names.
    """
    drawing = request.drawing()
    look, settings = looks.of_options(drawing), drawing.get("settings") or {}
    forms = [definitions.of_several(name, look, settings) for name in request.forms()]
    definitions.check_shared(forms, settings)
    people: list[str] = []
    if names is not None:
        accepted = frozenset(request.get("accept", ()))
        part = TablePart(request.get("worksheet", ""), 0, "")
        people = [person.name for person in NameList.read(names, look, part, accepted).people]
    nameless = request.get("sets", 0 if people else 1)
    sets = (len(people) + nameless) * request.get("copies", 1)
    size = drawing.get("size") or look.size
    in_a_set = [page_count(form, size) for form in forms]
    on_lists = _list_pages(look, forms, people, nameless) if people else 0
    papers = [_papers(pages, request.get("duplex", False)) for pages in (*in_a_set, on_lists)]
    return {
        "people": len(people),
        "sets": sets,
        "list_sides": on_lists,
        "sides": sum(in_a_set) * sets + on_lists,
        "papers": sum(papers[:-1]) * sets + papers[-1],
    }


def _papers(pages: int, duplex: bool) -> int:
    """Count the pieces of paper of a form: each begins on one of its own."""
    return -(-pages // 2) if duplex else pages


def _list_pages(look: Look, forms: list[Form], people: list[str], nameless: int) -> int:
    titles = tuple(Wording(form, look).name for form in forms)
    lines = [CourseLine(name) for name in (*people, *[""] * nameless)]
    return len(CourseList(look, "", titles, lines).sheets())
