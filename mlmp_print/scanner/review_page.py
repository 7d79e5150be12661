"""The review page: one static HTML file with the script and the style that settle what is open.

Its policy allows only this script and this style, by their hashes, and pictures that lie beside the
page. What stands on it comes from looks, forms and names of files, which are anybody's: every value
is escaped (`look/page_parts.py`).
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..look.look import Look
from ..look.page_drawings import css, wheel
from ..look.page_parts import Markup, PageParts, join
from ..prepared.folders import data_folder
from .page_questions import PageQuestion, page_questions
from .review_card import REFUSED, SECTIONS, ReviewCard
from .review_cards import card_markup, page_question_markup

_PARTS = PageParts("review/page.html")
_COLORS = ("ink", "soft", "line", "tint", "figure", "answer", "paper")
_NAMED = {"purple": "lilac", "yellow": "sun", "green": "leaf", "blue": "sky"}
_MORE = {"wash": "#EAF0FA", "deep": "#143D7A"}  # answer ink, very thin and pressed down
_SECTIONS = (*SECTIONS.values(), REFUSED)  # in the order of the page; none is empty
_KEYS = ("digits", "minus", "plus", "enter", "lines", "arrows", "save")
# What the script says.
_SCRIPT_WORDS = (
    "asked", "count", "date_unread", "date_wrong", "left", "loaded", "not_ours", "open",
    "saved_all", "saved_open", "settled", "waiting",
)  # fmt: skip


def review_page(cards: Sequence[ReviewCard], look: Look, folder: str) -> str:
    """Return the page.

    Args:
        cards: What is to be settled, in the order of the page.
        look: Its language and colours.
        folder: The name of the folder that is to be deleted in the end.
    """

    def say(key: str) -> str:
        return look.say(f"review.{key}")

    script, style = _asset("script.js"), _colors(look) + _asset("style.css")
    return _PARTS.render(
        "page",
        lang=look.tag,
        title=look.say("page.title"),
        wheel=wheel(look),
        script=Markup(script),
        script_hash=_digest(script),
        style=Markup(style),
        style_hash=_digest(style),
        words=_data({key: say(key) for key in _SCRIPT_WORDS}),
        given=_data([*_given(cards)]),
        key_list=join(_key_list(look)),
        sections=join(_sections(cards, look), "\n") or _PARTS.render("empty", text=say("nothing")),
        total=f"{len(cards)}",
        count=say("count").format(settled=0, total=len(cards)),
        delete=say("delete").format(folder=folder),
        **{key: say(key) for key in _PAGE_WORDS},
    )


_PAGE_WORDS = (
    "heading", "lead", "safe", "foot", "skip", "no_script", "open_hint", "open_file", "keys",
    "progress", "next_open", "save", "end", "done",
)  # fmt: skip


def _asset(name: str) -> str:
    return (data_folder("assets") / "review" / name).read_text("utf-8")


def _digest(text: str) -> str:
    """The hash by which a policy knows a script or a style (CSP Level 3, 2.3.1)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _colors(look: Look) -> str:
    """The variables of the style, and a class for each life theme: no element has a style."""
    named = {name: name for name in _COLORS} | _NAMED
    variables = {name: css(look.color(color)) for name, color in named.items()} | _MORE
    rules = [":root {" + " ".join(f"--{name}: {color};" for name, color in variables.items()) + "}"]
    for theme in look.themes:
        rules.append(
            f".theme-{theme.key} {{ background: {css(look.color(f'theme.{theme.key}'))} }}"
        )
    return "\n".join(rules) + "\n"


def _data(value: Any) -> Markup:
    """Data for the script: no letter in it can end the element or begin another one."""
    text = json.dumps(value, ensure_ascii=True)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def _given(cards: Iterable[ReviewCard]) -> Iterator[dict[str, Any]]:
    """What was settled before, as `corrections.json` has it."""
    for item in (card.item for card in cards if card.item.is_settled):
        scan, page, path = item.key
        yield {"scan": scan, "page": page, "path": path, "value": item.settled}


def _key_list(look: Look) -> Iterator[Markup]:
    for key in _KEYS:
        name = look.say(f"review.key_{key}")
        yield _PARTS.render("key", key=name, does=look.say(f"review.key_{key}_does"))


def _sections(cards: Sequence[ReviewCard], look: Look) -> Iterator[Markup]:
    questions = {question.first.number: question for question in page_questions(cards)}
    for key in _SECTIONS:
        members = [card for card in cards if card.section == key]
        if members:
            yield _PARTS.render(
                "section",
                style=key,
                id=f"section-{key}",
                heading=look.say(f"review.{key}"),
                hint=look.say(f"review.{key}_hint"),
                cards=join(_cards(members, questions), "\n"),
            )


def _cards(
    members: Iterable[ReviewCard], questions: Mapping[int, PageQuestion]
) -> Iterator[Markup]:
    """The cards of a section; a question about a whole page stands before its rows."""
    for card in members:
        if card.number in questions:
            yield page_question_markup(questions[card.number])
        yield card_markup(card)
