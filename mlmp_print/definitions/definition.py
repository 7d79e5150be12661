"""Reads a form definition into a `Form`; a wrong key names the right ones."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from ..draw.blocks import BLOCKS, block_name
from ..draw.geometry import Box
from ..look.assets import read_toml
from ..model.errors import DefinitionError
from ..model.form import (
    GROUPS,
    LAST,
    ORIENTATIONS,
    Block,
    Field,
    Form,
    Group,
    Listing,
    Page,
    Question,
    places,
)
from ..model.kinds import KINDS, Choice, Kind, Theme
from ..model.limits import FORM_NUMBER
from ..model.messages import did_you_mean, quoted
from ..model.paths import join
from . import checks

_KEY = re.compile(r"[a-z][a-z0-9_]*\Z")


@cache
def define(path: Path, themes: tuple[str, ...], large: bool = False) -> Form:
    """The form defined in the TOML file at `path`. Raises DefinitionError naming file, key and the right keys.

    Anything may be given as `{ normal = …, large = … }`; `large` says which.
    """
    reader = DefinitionReader(path.name, themes)
    table = read_toml(path)
    reader.keys(
        table,
        "",
        required=("code", "version", "released", "group", "answers", "page"),
        allowed=("order", "orientation", "set", "words"),
    )
    reader.prove(checks.head(table))
    table = _for_print(table, "large" if large else "normal")
    reader.prove(checks.settings(table.get("set", {})))
    orientation = reader.one_of(
        ORIENTATIONS, table.get("orientation", ORIENTATIONS[0]), "", "orientation"
    )
    group = reader.one_of(GROUPS, table["group"], "", "group")
    form = Form(
        name=path.stem,
        code=table["code"],
        version=table["version"],
        released=str(table["released"]),
        questions=reader.questions(table["answers"], "answers"),
        pages=reader.pages(table["page"], landscape=orientation == "landscape"),
        orientation=orientation,
        group=group,
        order=table.get("order", LAST),
        options=tuple((name, tuple(choices)) for name, choices in table.get("set", {}).items()),
        words=table.get("words", {}),
    )
    reader.aims(form)
    reader.prove(checks.words(form.words, _asked(form.questions), list(form.lists)))
    return form.whole_pages()


def _for_print(node: Any, print_: str) -> Any:
    """The definition with every `{ normal = …, large = … }` decided."""
    if isinstance(node, dict):
        return (
            _for_print(node[print_], print_)
            if node.keys() == {"normal", "large"}
            else {key: _for_print(item, print_) for key, item in node.items()}
        )
    return [_for_print(item, print_) for item in node] if isinstance(node, list) else node


@dataclasses.dataclass(frozen=True)
class DefinitionReader:
    """Reads one definition; every complaint names the file and where in it."""

    file: str
    themes: tuple[str, ...]

    def wrong(self, where: str, what: str) -> DefinitionError:
        return DefinitionError(f"{self.file}: {where + ': ' if where else ''}{what}")

    def prove(self, faults: checks.Faults) -> None:
        """Raises DefinitionError with the first fault, if there is one."""
        for where, what in faults:
            raise self.wrong(where, what)

    def keys(
        self, table: Any, where: str, required: Sequence[str] = (), allowed: Sequence[str] = ()
    ) -> None:
        if not isinstance(table, dict):
            raise self.wrong(where, "must be a table of keys")
        for key in table:
            if key not in (*required, *allowed):
                raise self.wrong(
                    where, f"has no key {quoted(key)}. {did_you_mean(key, [*required, *allowed])}"
                )
        for key in required:
            if key not in table:
                raise self.wrong(where, f"lacks the key {quoted(key)}")

    def one_of(self, known: Sequence[str], given: Any, where: str, what: str) -> str:
        if given not in known:
            raise self.wrong(
                where, f"there is no {what} {quoted(given)}. {did_you_mean(str(given), known)}"
            )
        return str(given)

    def questions(self, table: Any, where: str) -> tuple[Question, ...]:
        if not isinstance(table, dict):
            raise self.wrong(where, "must be a table of questions")
        for key in table:
            if fault := checks.key(key):
                raise self.wrong(where, fault)
        return tuple(self.question(key, entry, f"{where}.{key}") for key, entry in table.items())

    def question(self, key: str, entry: Any, where: str) -> Question:
        if not isinstance(entry, dict):
            raise self.wrong(where, 'must be a table, such as { kind = "text" }')
        if "kind" in entry:
            return self.field(key, entry, where)
        if "list" not in entry:
            return Group(key, self.questions(entry, where))
        self.keys(entry["list"], f"{where}.list", required=("count", "most"), allowed=("least",))
        members = self.questions(
            {name: member for name, member in entry.items() if name != "list"}, where
        )
        room = {"least": 1, **entry["list"]}
        if (
            not all(type(number) is int for number in room.values())
            or not 0 <= room["least"] <= room["count"] <= room["most"]
        ):
            raise self.wrong(
                f"{where}.list",
                "least, count and most must be numbers, each at least as large as the one before",
            )
        if room["most"] > FORM_NUMBER:
            raise self.wrong(f"{where}.list", f"most must be at most {FORM_NUMBER:,}")
        return Listing(key, members, **room)

    def field(self, key: str, entry: dict[str, Any], where: str) -> Field:
        name = self.one_of(list(KINDS), entry["kind"], where, "kind")
        given = {
            option: value
            for option, value in entry.items()
            if option not in ("kind", "example", "from")
        }
        options = [
            option.name for option in dataclasses.fields(KINDS[name]) if KINDS[name] is not Theme
        ]
        self.keys(
            given,
            where,
            required=["keys"] if KINDS[name] is Choice else [],
            allowed=[*options, "kind", "example", "from"],
        )
        if KINDS[name] is Choice:
            given["keys"] = self.choice_keys(given["keys"], where)
        elif given:
            self.values(given, KINDS[name], where)
        kind: Kind = Theme(self.themes) if KINDS[name] is Theme else KINDS[name](**given)
        example = entry.get("example", [])
        series = tuple(example) if isinstance(example, list) else (example,)
        if isinstance(kind, Theme):  # a look may have other themes than the example names
            series = tuple(
                each if each in kind.keys else kind.keys[at % len(kind.keys)]
                for at, each in enumerate(series)
            )
        source = entry.get("from")
        if not isinstance(source, str | None):
            raise self.wrong(
                where,
                'from must be the path of a question of the older sheet, such as "goals.score_now", or "" for none',
            )
        return Field(key, kind, series, source)

    def choice_keys(self, keys: Any, where: str) -> tuple[str, ...]:
        """The keys of a choice; they are also the names of its buttons' states in the file."""
        good = (
            isinstance(keys, list)
            and len(keys) > 1
            and all(isinstance(key, str) and _KEY.match(key) for key in keys)
            and len({*keys}) == len(keys)
        )
        if not good:
            raise self.wrong(
                where,
                'keys must be two or more different names of small letters, digits and _, such as ["yes", "not_yet"]',
            )
        return tuple(keys)

    def values(self, given: Mapping[str, Any], made: type, where: str) -> None:
        """Every value must be what the class it is for wants."""
        for part in dataclasses.fields(made):
            if part.name in given and (
                fault := checks.value(part.name, given[part.name], str(part.type), self.themes)
            ):
                raise self.wrong(where, fault)

    def pages(self, tables: Any, *, landscape: bool) -> tuple[Page, ...]:
        if not isinstance(tables, list):
            raise self.wrong("page", "must be [[page]] tables")
        return tuple(
            self.page(table, f"page {number}", landscape) for number, table in enumerate(tables, 1)
        )

    def page(self, table: Any, where: str, landscape: bool) -> Page:
        self.keys(table, where, required=("block",), allowed=("repeat", "per"))
        if not isinstance(table["block"], list):
            raise self.wrong(where, "block must be [[page.block]] tables")
        blocks = tuple(
            self.block(block, f"{where}, block {number}", landscape)
            for number, block in enumerate(table["block"], 1)
        )
        once = frozenset(number for number, block in enumerate(table["block"]) if block.get("once"))
        moved = (
            (number, {**block, "box": block["box_again"]})
            for number, block in enumerate(table["block"])
            if "box_again" in block
        )
        again = {
            number: self.block(block, f"{where}, block {number + 1}, box_again", landscape)
            for number, block in moved
        }
        return Page(
            blocks, repeat=table.get("repeat", ""), per=table.get("per", 0), once=once, again=again
        )

    def aims(self, form: Form) -> None:
        """What pages and blocks point at must be asked."""
        asked = {place.path for place in places(tuple(_one_each(form.questions)))}
        paths = sorted(
            {
                ".".join(path.split(".")[:depth])
                for path in asked
                for depth in range(1, path.count(".") + 2)
            }
        )
        for number, page in enumerate(form.pages, 1):
            if page.repeat:
                self.one_of(list(form.lists), page.repeat, f"page {number}", "list")
            if fault := checks.per(page.per, dict(form.options)):
                raise self.wrong(f"page {number}", fault)
            for position, block in enumerate(page.blocks, 1):
                if (path := getattr(block, "path", "")) and path not in paths:
                    where = f"page {number}, block {position} ({block_name(block)})"
                    raise self.wrong(
                        where,
                        f"there is no question {quoted(path)}. {did_you_mean(str(path), paths)}",
                    )

    def block(self, table: Any, where: str, landscape: bool) -> Block:
        self.keys(
            table,
            where,
            required=("block",),
            allowed=list(table) if isinstance(table, dict) else (),
        )
        name = self.one_of(list(BLOCKS), table["block"], where, "block")
        parts = dataclasses.fields(BLOCKS[name])
        required = [part.name for part in parts if part.default is dataclasses.MISSING]
        self.keys(
            table,
            f"{where} ({name})",
            required=["block", *required],
            allowed=[*(part.name for part in parts), "once", "box_again"],
        )
        given = {
            key: value for key, value in table.items() if key not in ("block", "once", "box_again")
        }
        if fault := checks.box(given["box"], landscape):
            raise self.wrong(f"{where} ({name})", fault)
        self.values(given, BLOCKS[name], f"{where} ({name})")
        try:
            block: Block = BLOCKS[name](**{**given, "box": Box(*map(float, given["box"]))})
        except ValueError as error:
            raise self.wrong(f"{where} ({name})", str(error)) from None
        return block


def _asked(
    questions: Sequence[Question], prefix: str = "", *, listed: bool = False
) -> dict[str, tuple[Kind, bool]]:
    """Every question by its path without positions: its kind, and whether it stands in a list."""
    found: dict[str, tuple[Kind, bool]] = {}
    for question in questions:
        path = join(prefix, question.key)
        if isinstance(question, Field):
            found[path] = question.kind, listed
        else:
            found |= _asked(question.members, path, listed=listed or isinstance(question, Listing))
    return found


def _one_each(questions: Sequence[Question]) -> Iterator[Question]:
    """The questions with one entry in every list."""
    for question in questions:
        yield dataclasses.replace(question, count=1) if isinstance(question, Listing) else question
