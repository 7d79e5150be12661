"""Read a form definition into a `Form`, so that a mistake is reported before anything is drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ..draw.blocks import block_name
from ..look.assets import read_toml
from ..model.form import GROUPS, LAST, ORIENTATIONS, Form, places
from ..model.limits import FORM_NUMBER
from ..model.messages import Message, did_you_mean, quoted
from ..model.only import Only
from ..model.paths import without_positions
from ..model.phrases import Phrase
from ..model.toml_table import TomlTable, raise_first
from .pages import block_place, read_pages
from .questions import read_questions
from .settings import spread
from .words import word_faults

REQUIRED = ("code", "version", "released", "group", "answers", "page")
OPTIONAL = ("marks", "order", "orientation", "set", "words")
LAST_VERSION = 999
_SETTING = re.compile(r"\{([^{}]*)\}")  # in a `from`
_CODE = re.compile(r"[A-Z0-9]{1,8}\Z")


@cache
def define(path: Path, themes: tuple[str, ...], large: bool = False) -> Form:
    """Return the form that the TOML file at `path` defines.

    Anything in the file may be `{ normal = …, large = … }`.

    Args:
        themes: The keys of the look's life themes.
        large: Take the values for large print.

    Raises:
        DefinitionError: With the file, the key and the right keys.
    """
    content = read_toml(path)
    head = TomlTable(content, path.name)
    head.check_keys((*REQUIRED, *OPTIONAL), REQUIRED)
    raise_first(_head_faults(head))
    content = _for_print(content, "large" if large else "normal")
    table = TomlTable(content, path.name)
    options = content.get("set", {})
    raise_first(_option_faults(table.named("set", options)))
    orientation = content.get("orientation", ORIENTATIONS[0])
    table.check_name(Phrase("orientation"), orientation, ORIENTATIONS)
    table.check_name(Phrase("group"), content["group"], GROUPS)
    form = Form(
        name=path.stem,
        code=content["code"],
        version=content["version"],
        released=str(content["released"]),
        questions=read_questions(spread(table.at("answers"), options), themes),
        pages=read_pages(
            table.at("page"), themes, landscape=orientation == "landscape", large=large
        ),
        orientation=orientation,
        group=content["group"],
        order=content.get("order", LAST),
        marks=content.get("marks", True),
        options=tuple((name, tuple(choices)) for name, choices in options.items()),
        words=content.get("words", {}),
    )
    raise_first(_setting_faults(form, path.name))
    raise_first(_due_faults(form, path.name))
    raise_first(_page_faults(form, path.name))
    raise_first(word_faults(form, path.name))
    form = form.whole_pages()
    return replace(form, usual=tuple(form.settings.items()))


def _for_print(node: Any, print_: str) -> Any:
    """Return the definition with every `{ normal = …, large = … }` decided."""
    if isinstance(node, list):
        return [_for_print(item, print_) for item in node]
    if not isinstance(node, dict):
        return node
    if node.keys() == {"normal", "large"}:
        return _for_print(node[print_], print_)
    return {key: _for_print(item, print_) for key, item in node.items()}


def _head_faults(table: TomlTable) -> Iterator[Message]:
    """Yield the faults of the first lines of a definition."""
    content = table.content
    code, version = content["code"], content["version"]
    if not isinstance(code, str) or not _CODE.match(code):
        yield table.at("code").message(
            Phrase(
                "must be one to eight capital letters A–Z and digits in quotation marks,"
                " such as “WEEK”: it goes into the codes that a scan is read by"
            )
        )
    if type(version) is not int or not 1 <= version <= LAST_VERSION:  # nor True
        what = Phrase("must be a whole number from 1 on, without quotation marks")
        yield table.at("version").message(what)
    if type(content["released"]) is not date:  # nor a date with a time
        what = Phrase("must be a date without quotation marks, such as 2026-11-22")
        yield table.at("released").message(what)
    if type(content.get("order", LAST)) is not int:
        yield table.at("order").message(Phrase("must be a whole number"))
    if type(content.get("marks", True)) is not bool:
        what = Phrase("must be true or false, without quotation marks")
        yield table.at("marks").message(what)


def _option_faults(table: TomlTable) -> Iterator[Message]:
    """Yield the faults of a form's options: name → choices."""
    if not isinstance(table.content, dict):
        yield table.message(Phrase("must be a table of settings, such as goals_per_page = [3, 1]"))
        return
    for name, choices in table.content.items():
        types = {type(choice) for choice in choices} if isinstance(choices, list) else set()
        if types not in ({int}, {str}):
            yield table.at(name).message(
                Phrase(
                    "must be a list of numbers or of words, the usual one first,"
                    ' such as [3, 1] or ["discs", "words"]'
                )
            )
        elif types == {int} and not all(0 <= choice <= FORM_NUMBER for choice in choices):
            what = Phrase("must be numbers from 0 to {most:,}", most=FORM_NUMBER)
            yield table.at(name).message(what)


def _page_faults(form: Form, file: str) -> Iterator[Message]:
    """Yield each list, option and question that a page names but the form does not have."""
    patterns = _patterns(form)
    for number, page in enumerate(form.pages, 1):
        here = TomlTable(page, file, Phrase("page {page}", page=number))
        if page.repeat:
            yield from here.name_faults(Phrase("list"), page.repeat, form.lists)
        if page.full:
            yield from here.name_faults(Phrase("list"), page.full, form.lists)
        yield from _per_faults(here, page.per, dict(form.options))
        for position, block in enumerate(page.blocks, 1):
            path = getattr(block, "path", "")
            if path and without_positions(path) not in patterns:
                place = here.named(block_place(here.name, position, block_name(block)))
                yield from place.name_faults(Phrase("question"), path, patterns)


def _setting_faults(form: Form, file: str) -> Iterator[Message]:
    """Yield each setting in an `only` or a `from` that the form does not have.

    That of a `from` must be a number.
    """
    numbers = [name for name, choices in form.options if type(choices[0]) is int]
    known = [f"{name}={choice}" for name, choices in form.options for choice in choices]
    for number, page in enumerate(form.pages, 1):
        here = TomlTable({}, file, Phrase("page {page}", page=number))
        yield from _only_faults(here, page.only, known)
    for place in places(form.questions):
        here = TomlTable({}, file, Phrase("answers.{path}", path=place.pattern))
        yield from _only_faults(here, place.only, known)
        yield from _only_faults(here, place.due.when if place.due else None, known)
        for source in place.sources:
            here = TomlTable(source, file, Phrase("answers.{path}", path=place.pattern))
            if source.count("{") != source.count("}"):
                yield here.message(Phrase("from has a brace too few or too many"))
                continue
            for name in _SETTING.findall(source):
                yield from here.name_faults(Phrase("setting"), name, numbers)


def _only_faults(table: TomlTable, only: Only | None, known: Sequence[str]) -> Iterator[Message]:
    if only:
        yield from table.name_faults(Phrase("setting"), str(only), known)


def _due_faults(form: Form, file: str) -> Iterator[Message]:
    """Yield what is worked out and is no date, or is worked out from what is no given date."""
    found = list(places(form.questions))
    given = [place.path for place in found if place.kind.is_day and not place.due]
    for place in found:
        if not place.due:
            continue
        here = TomlTable({}, file, Phrase("answers.{path}", path=place.pattern))
        if not place.kind.is_day:
            yield here.message(Phrase("due is for a date"))
        yield from here.name_faults(Phrase("date"), place.due.of, given)


def _patterns(form: Form) -> list[str]:
    """Return all that a block may draw: the patterns of questions, groups and lists."""
    patterns = set()
    for place in form.all_places():
        parts = place.pattern.split(".")
        patterns |= {".".join(parts[:depth]) for depth in range(1, len(parts) + 1)}
    return sorted(patterns)


def _per_faults(
    page: TomlTable, per: Any, options: Mapping[str, Sequence[int | str]]
) -> Iterator[Message]:
    """Yield the faults of a page's `per`: a number, or an option of numbers."""
    if isinstance(per, str):
        choices = options.get(per, [""])
        if not all(isinstance(choice, int) and choice > 0 for choice in choices):
            what = Phrase("per: there is no setting of numbers {name}", name=quoted(per))
            yield page.message(what, did_you_mean(per, options))
    elif type(per) is not int or not 0 <= per <= FORM_NUMBER:
        yield page.message(
            Phrase(
                "per must be a number up to {most:,}, or the name of a setting", most=FORM_NUMBER
            )
        )
