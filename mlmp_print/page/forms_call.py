"""The call `forms`: which sheets there are, and what one of them asks, with all of its words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..definitions import load as definitions
from ..draw.paper import PAPERS, SIZES
from ..kit.course_sets import EVERYONE, SETS
from ..look import look as looks
from ..look.assets import languages
from ..look.look import INKS, Look
from ..look.wording import Wording
from ..model.form import GROUPS, Form
from .answer import Answer, Request
from .questions import questions
from .screen_words import themes

SCORE_CARD = "score-card"  # the form whose cards show what each number means


def forms(request: Request) -> Answer:
    """Answer `forms`; see `docs/page-calls.md`."""
    drawing = request.drawing()
    look = looks.of_options(drawing)
    if request.get("form"):
        form = definitions.load(request.args["form"], look, drawing.get("settings"))
        size = "" if request.get("words_only") else drawing.get("size") or look.size
        value = {**about_form(form, look), **questions(form, look, size)}
        value.update(version=form.version, themes=themes(look), score=score_words(look))
        if request.get("example"):
            value["example"] = definitions.example(form, Wording(form, look))
        return Answer(value)
    names = definitions.names()
    listed = [about_form(definitions.declared(name, look), look) for name in names]
    listed.sort(key=lambda about: (GROUPS.index(about["group"]), about["order"]))
    value = {
        "forms": listed,
        "sets": [{"key": key, "forms": list(SETS[key]), "duplex": key == EVERYONE} for key in SETS],
        "languages": [language(code) for code in languages()],
        "sizes": list(SIZES),
        "inks": list(INKS),
        "look": {"name": look.name, "lang": look.lang, "size": look.size},
        "themes": themes(look),
    }
    return Answer(value)


def about_form(form: Form, look: Look) -> dict[str, Any]:
    """Return what a screen says of a form before it is chosen."""
    wording = Wording(form, look)
    places = form.all_places()
    return {
        "name": form.name,
        "title": wording.title,
        "sheet": wording.name,
        "about": wording.about,
        "group": form.group,
        "order": form.order,
        "orientation": form.orientation,
        "pages": {
            f"{size}{'-large' if large else ''}": pages(form.name, look, size, large=large)
            for size in SIZES
            for large in (False, True)
        },
        "settings": form.settings,
        "options": {name: list(choices) for name, choices in form.options},
        "ranges": {key: [listing.least, listing.most] for key, listing in form.lists.items()},
        "asks": bool(form.places()),
        "pictures": any(place.kind.is_picture for place in places),
        "name_asked": any(place.path == "name" for place in places),
    }


def pages(name: str, look: Look, size: str, *, large: bool) -> int:
    """Count the pages of a form as it is usually set."""
    return page_count(definitions.load(name, replace(look, large=large)), size)


def page_count(form: Form, size: str) -> int:
    """Count the pages of a form with its settings on a paper."""
    panels_per_page = len(PAPERS[size, form.orientation].lefts)
    return -(-len(form.panels()) // panels_per_page)


def language(code: str) -> dict[str, str]:
    """Return a language of the sheets, and what it is called in itself."""
    return {"code": code, "name": looks.load(code).say("name")}


def score_words(look: Look) -> list[dict[str, Any]]:
    """Return the whole numbers of the scale with their words, and what the score card says."""
    card = Wording(definitions.declared(SCORE_CARD, look), look)
    return [
        {
            "value": number,
            "words": look.say(f"score.word_{number}"),
            "example": " ".join(card.word(f"example_{number}").split()),
            "picture": card.word(f"picture_{number}"),
        }
        for number in range(5)
    ]
