"""The call `fill`: one person's answers → the sheet, and a file to go on with tomorrow."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

from ..api import Template, templates
from ..api.form_template import CheckedAnswers
from ..model.answers import ANSWERS
from ..model.errors import AnswersError, UsageError
from ..model.limits import JSON_BYTES, PICTURE_BYTES
from ..model.messages import Message, Where
from ..model.phrases import Phrase
from ..pdf.places import pages_of
from ..pdf.preview import draw_pages
from .answer import Answer, Request
from .said import all_said

KEPT_AS = ".json"


def fill(request: Request) -> Answer:
    """Answer `fill`; see `docs/page-calls.md`."""
    if request.get("open"):
        return opened(request.file(request.args["open"]))
    (template,) = templates(request.forms(), **request.drawing())
    answers = request.get("answers", {})
    name = template.form.name
    if request.get("keep"):  # also with faults: somebody goes on tomorrow
        kept = keep(name, template.form.version, template.look.lang, answers, request.files)
        return Answer({"file": f"{name}{KEPT_AS}"}, {f"{name}{KEPT_AS}": kept})
    try:
        checked = template.check(answers, request.pictures())
    except AnswersError as error:
        if request.get("check"):
            return Answer({"faults": all_said(error.messages), "notes": []})
        raise
    if request.get("check"):
        return Answer({"faults": [], "notes": all_said(checked.notes)})
    filled = template.fill_checked(checked, lock=request.get("lock", False))
    value: dict[str, Any] = {"file": f"{name}.pdf", "notes": all_said(filled.notes)}
    files = {f"{name}.pdf": filled.pdf}
    if request.get("dpi"):
        drawn = [*draw_pages(filled.pdf, _dpi(request))]
        value["pages"] = [f"{number}.png" for number in range(1, len(drawn) + 1)]
        value["places"] = _places(template, checked)
        files.update(zip(value["pages"], drawn, strict=True))
    return Answer(value, files)


def _dpi(request: Request) -> int:
    """Return how fine the pages are drawn."""
    dpi = request.args["dpi"]
    if not isinstance(dpi, int) or not 18 <= dpi <= 300:
        raise UsageError(Phrase("A picture has a page from 1, and 18 to 300 dots per inch"))
    return dpi


def _places(template: Template, checked: CheckedAnswers) -> dict[str, int]:
    """Return path → number of the page, for the form with room for the answers."""
    return pages_of(template.compiled_form(checked.counts))


def keep(
    form: str, version: int, language: str, answers: Any, pictures: Mapping[str, bytes]
) -> bytes:
    """Return the file of answers, with the pictures in it.

    >>> kept = keep("wishing-well", 1, "da", {"name": "Åse"}, {})
    >>> opened(kept).value["answers"]
    {'name': 'Åse'}
    """
    content: dict[str, Any] = {
        "form": form,
        "version": version,
        "language": language,
        "answers": answers,
    }
    if pictures:
        content["pictures"] = {
            name: base64.b64encode(data).decode() for name, data in pictures.items()
        }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def opened(data: bytes) -> Answer:
    """Read a file that `keep` wrote, or plain answers as the command line writes them.

    Raises:
        AnswersError: It is neither. Whether the answers fit the form is for `fill` to say.
    """
    content = _content(data)
    if "answers" not in content:
        return Answer({"form": "", "version": None, "language": "", "answers": content})
    if not isinstance(content["answers"], dict):
        raise _no_answers()
    pictures = content.get("pictures", {})
    if not isinstance(pictures, dict):
        raise _no_answers()
    try:
        files = {name: base64.b64decode(text, validate=True) for name, text in pictures.items()}
    except (TypeError, ValueError):
        raise _no_answers() from None
    if any(len(file) > PICTURE_BYTES for file in files.values()):
        raise _no_answers()
    value = {
        "form": _text(content.get("form")),
        "version": content.get("version"),
        "language": _text(content.get("language")),
        "answers": content["answers"],
    }
    return Answer(value, files)


def _content(data: bytes) -> dict[str, Any]:
    if len(data) > JSON_BYTES:
        raise UsageError(Phrase("The file is more than {most} MB", most=JSON_BYTES >> 20))
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise _no_answers() from None
    if not isinstance(content, dict):
        raise _no_answers()
    return content


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _no_answers() -> AnswersError:
    what = Phrase("is no file of answers that was kept here")
    remedy = Phrase("Choose the file whose name ends in .json, or begin with an empty sheet")
    return AnswersError([Message(Where(path=ANSWERS), what, remedy)])
