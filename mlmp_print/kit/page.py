"""The page of the kit: one static HTML file without script, in every language of the kit; it stands beside the files it links to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby, pairwise
from math import cos, pi, sin
from urllib.parse import quote

from ..draw.paper import PAPERS
from ..look.assets import Logo, Steps, data_folder
from ..look.colors import Color
from ..look.look import Look
from ..look.pictures import as_file
from ..look.wording import Wording
from ..model.form import GROUPS, Form

ICONS = {"citizen": "heart", "meeting": "speech", "course": "people", "manager": "briefcase"}
COLORS = ("ink", "soft", "line", "tint", "figure", "answer", "paper")


@dataclass(frozen=True)
class Entry:
    """One form in one language, in the sizes the kit has of it."""

    form: Form
    look: Look
    sizes: tuple[str, ...]

    @property
    def wording(self) -> Wording:
        """The form's words."""
        return Wording(self.form, self.look)

    @property
    def schema_file(self) -> str:
        """The path of the JSON Schema, the same in every language."""
        return f"data/{self.form.name}.schema.json"

    @property
    def example_file(self) -> str:
        """The path of the example answers."""
        return f"data/{self.form.name}.example.{self.look.lang}.json"

    def file(self, size: str) -> str:
        """The path of the PDF."""
        return f"{self.look.lang}/{self.form.name}-{size}.pdf"

    def picture(self, size: str) -> str:
        """The path of the picture of its first page."""
        return f"previews/{self.form.name}-{self.look.lang}-{size}.png"

    def pages(self, size: str) -> int:
        """How many pages the PDF has."""
        return -(-len(self.form.panels()) // len(PAPERS[size, self.form.orientation].lefts))

    def say_pages(self, size: str) -> str:
        """The same in words."""
        count = self.pages(size)
        return (
            self.look.say("kit.page_one")
            if count == 1
            else self.look.say("kit.page_many").format(n=count)
        )

    def say(self, key: str) -> str:
        """Words of the kit about this form."""
        return self.look.say(f"kit.{key}").format(
            sheet=self.wording.sheet, version=self.form.version
        )


class Markup(str):
    """HTML: text that needs no escaping any more."""

    __slots__ = ()


def element(tag: str, *inside: str, **attributes: str) -> Markup:
    """An element; what is inside is escaped unless it is Markup, and so are the attributes. `class_` is the attribute `class`."""
    given = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for name, value in attributes.items()
    )
    if tag in ("img", "meta"):
        return Markup(f"<{tag}{given}>")
    return Markup(
        f"<{tag}{given}>{''.join(part if isinstance(part, Markup) else escape(part, quote=False) for part in inside)}</{tag}>"
    )


def page(entries: Sequence[Entry]) -> str:
    """The whole page. The first entry's language comes first, and its look says the colours."""
    spoken = [list(group) for _, group in groupby(entries, key=lambda entry: entry.look.lang)]
    look = entries[0].look
    style = (data_folder("assets") / "kit" / "style.css").read_text("utf-8")
    colors = "".join(f"--{name}: {css(look.color(name))}; " for name in COLORS)
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", f"{look.say('kit.title')}: {look.say('kit.heading')}"),
        element("style", Markup(f"\n:root {{ {colors}}}\n{style}")),
    )
    skip = element("a", look.say("kit.skip"), href=f"#{look.lang}", class_="skip")
    main = element("main", *(_language(group) for group in spoken))
    return f"<!doctype html>\n{element('html', head, element('body', skip, _header(spoken), main), lang=look.tag)}\n"


def _header(spoken: Sequence[Sequence[Entry]]) -> Markup:
    """The concept's name in every language, the municipality's, and the way to each language."""
    look = spoken[0][0].look
    others = [
        element("p", group[0].look.say("kit.title"), lang=group[0].look.tag, class_="also")
        for group in spoken[1:]
    ]
    name = [element("p", look.name)] if look.name else []
    logo = (
        [
            element(
                "img",
                src=quote(logo_file(look.logo)),
                alt=f"Logo: {look.name}" if look.name else "Logo",
                class_="logo",
            )
        ]
        if look.logo
        else []
    )
    ways = (
        element("li", element("a", each.say("kit.jump"), href=f"#{each.lang}", lang=each.tag))
        for each in (group[0].look for group in spoken)
    )
    nav = (
        [element("nav", element("ul", *ways, class_="links"), aria_label=look.say("kit.languages"))]
        if others
        else []
    )
    return element(
        "header",
        wheel(look),
        element("div", element("h1", look.say("kit.title")), *others, *name),
        *logo,
        *nav,
    )


def _language(entries: Sequence[Entry]) -> Markup:
    """Everything in one language."""
    look = entries[0].look
    heading = look.say("kit.heading") + (f" · {look.say('kit.large')}" if look.large else "")
    groups = [
        (
            key,
            sorted(
                (entry for entry in entries if entry.form.group == key),
                key=lambda entry: entry.form.order,
            ),
        )
        for key in GROUPS
    ]
    groups = [(key, found) for key, found in groups if found]
    ways = (
        element("li", element("a", look.say(f"kit.{key}"), href=f"#{look.lang}-{key}"))
        for key, _ in groups
    )
    return element(
        "section",
        element("h2", heading, id=f"{look.lang}-heading"),
        element("p", look.say("kit.lead"), class_="lead"),
        element("ul", *(element("li", look.say(f"kit.{tip}")) for tip in ("tip_print", "tip_screen")), class_="tips"),
        element("nav", element("ul", *ways, class_="links"), aria_labelledby=f"{look.lang}-heading"),
        *(_group(key, found) for key, found in groups),
        _data(entries),
        id=look.lang, lang=look.tag, class_="language", aria_labelledby=f"{look.lang}-heading",
    )  # fmt: skip


def _group(key: str, entries: Sequence[Entry]) -> Markup:
    """The sheets of one group, in the colour of one of the life themes."""
    look = entries[0].look
    name, accent = (
        f"{look.lang}-{key}",
        css(look.color(f"theme.{look.themes[GROUPS.index(key)].key}")),
    )
    title = element("h3", look.say(f"kit.{key}"), id=f"{name}-heading")
    heading = element(
        "div", plate(look.icon(ICONS[key])), title, element("p", look.say(f"kit.{key}_hint"))
    )
    cards = element("ul", *map(_card, entries), class_="cards")
    return element(
        "section",
        heading,
        cards,
        id=name,
        class_="group",
        aria_labelledby=f"{name}-heading",
        style=f"--accent: {accent}",
    )


def _card(entry: Entry) -> Markup:
    """One sheet: its name, what it is for, and its files, each with its picture."""
    about = [element("p", entry.wording.about)] if entry.wording.about else []
    links = (
        _file(entry, size, "first" if size == entry.sizes[0] else "more") for size in entry.sizes
    )
    return element("li", element("h4", entry.wording.sheet), *about, *links, class_="card")


def _file(entry: Entry, size: str, class_: str) -> Markup:
    paper = size.upper()
    alt = entry.look.say("kit.picture").format(sheet=entry.wording.sheet, size=paper)
    picture = element("img", src=quote(entry.picture(size)), alt=alt)
    words = element(
        "span",
        element("b", paper),
        f" · {entry.say_pages(size)} ",
        element("small", entry.say("file")),
    )
    return element(
        "a",
        picture,
        words,
        href=quote(entry.file(size)),
        class_=f"{class_} stack" if entry.pages(size) > 1 else class_,
    )


def _data(entries: Sequence[Entry]) -> Markup:
    """The files for case systems."""
    look = entries[0].look
    name = f"{look.lang}-data-heading"
    files = (
        [(entry.schema_file, entry.say("schema")) for entry in entries],
        [(entry.example_file, entry.say("example")) for entry in entries],
    )
    links = (
        element("li", element("a", words, href=quote(file)))
        for pair in zip(*files, strict=True)
        for file, words in pair
    )
    heading = element("h3", look.say("kit.data"), id=name)
    return element(
        "section",
        heading,
        element("p", look.say("kit.data_hint")),
        element("ul", *links),
        class_="data",
        aria_labelledby=name,
    )


def css(color: Color) -> str:
    """A colour as CSS has it."""
    return "#" + "".join(
        f"{round(part * 255):02X}" for part in (color * 3 if len(color) == 1 else color)
    )


def plate(steps: Steps) -> Markup:
    """A line icon on a plate of the group's colour; decoration, for its heading says the same."""
    drawing = element(
        "path",
        d=outline(steps),
        fill="none",
        stroke="currentColor",
        stroke_width="1.7",
        stroke_linecap="round",
        stroke_linejoin="round",
    )
    return element("svg", drawing, viewBox="0 0 24 24", class_="plate", aria_hidden="true")


def wheel(look: Look) -> Markup:
    """The wheel of life themes, small and without words; decoration."""
    step, radius = 2 * pi / len(look.themes), 23
    rim = [
        f"{24 + radius * sin(step * i):.2f} {24 - radius * cos(step * i):.2f}"
        for i in range(len(look.themes) + 1)
    ]
    ink = {"stroke": css(look.color("ink")), "stroke_width": "1.2", "stroke_linejoin": "round"}
    parts = [
        element(
            "path",
            d=f"M24 24 L{start} A{radius} {radius} 0 0 1 {end} Z",
            fill=css(look.color(f"theme.{theme.key}")),
            **ink,
        )
        for theme, (start, end) in zip(look.themes, pairwise(rim), strict=True)
    ]
    hub = element("circle", cx="24", cy="24", r="7", fill=css(look.color("paper")), **ink)
    return element("svg", *parts, hub, viewBox="0 0 48 48", class_="wheel", aria_hidden="true")


def outline(steps: Steps) -> str:
    """Path steps as SVG writes them."""
    return " ".join(
        verb + " ".join(f"{number:.2f}".rstrip("0").rstrip(".") for number in numbers)
        for verb, *numbers in steps
    )


def logo_file(logo: Logo) -> str:
    """The path of the municipality's mark in the kit."""
    return f"logo{as_file(logo.picture)[0] if logo.picture else '.svg'}"


def logo_data(logo: Logo) -> bytes:
    """Its file's bytes."""
    if logo.picture:
        return as_file(logo.picture)[1]
    shapes = (element("path", d=outline(steps), fill=fill) for steps, fill in logo.shapes)
    return element(
        "svg",
        *shapes,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {logo.width:g} {logo.height:g}",
    ).encode()
