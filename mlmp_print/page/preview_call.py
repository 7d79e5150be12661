"""The call `preview`: a picture of a page, of a sheet that is made here or of a foreign PDF."""

from __future__ import annotations

from typing import Any

from ..api import templates
from ..model.errors import AnswersError, UsageError
from ..model.paths import unflatten
from ..model.phrases import Phrase
from ..pdf import preview as drawing
from ..tables.people import Person
from .answer import Answer, Request
from .batch_call import opened


def preview(request: Request) -> Answer:
    """Answer `preview`; see `docs/page-calls.md`."""
    page, dpi = request.get("page", 1), request.get("dpi", 72)
    if not isinstance(page, int) or not isinstance(dpi, int) or page < 1 or not 18 <= dpi <= 300:
        raise UsageError(Phrase("A picture has a page from 1, and 18 to 300 dots per inch"))
    name = f"{page}.png"
    if request.get("file"):
        data = request.file(request.args["file"])
        picture = drawing.png(data, page, dpi, request.get("password"))
        return Answer(_size(picture, name), {name: picture})
    data, person = _made(request)
    picture = drawing.draw_png(data, page, dpi)  # it is our own
    return Answer({**_size(picture, name), "person": person}, {name: picture})


def _made(request: Request) -> tuple[bytes, str]:
    """Make the sheet: with answers, with those of a row of a table, or empty.

    Returns:
        The PDF, and what the person of a table is called.
    """
    (template,) = templates(request.forms(), **request.drawing())
    if request.get("table"):
        person = _person_in_row(request)
        return template.fill(unflatten(person.answers[0].values)).pdf, person.called
    answers = request.get("answers")
    if answers is None:
        return template.compiled_form().fill({})[0], ""
    return template.fill(answers, request.pictures()).pdf, ""


def _person_in_row(request: Request) -> Person:
    """Return whoever has a row. Raises AnswersError, with what is wrong in it."""
    number = request.get("row", 0)
    for person in opened(request).people():
        if number not in [row.number for row in person.rows]:
            continue
        if person.troubles:
            raise AnswersError(person.troubles)
        return person
    raise UsageError(Phrase("Nobody stands in row {row}", row=number))


def _size(picture: bytes, name: str) -> dict[str, Any]:
    """Return what a picture is called, and its size from its header (PNG 11.2.2)."""
    width, height = int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])
    return {"file": name, "width": width, "height": height}
