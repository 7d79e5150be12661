"""The page of the kit: one HTML file without script, in every language of the kit.

It links to the files beside it, so that it works by double click from a USB stick or a shared
drive. `assets/kit/page.html` holds the HTML, `assets/kit/style.css` the style.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from urllib.parse import quote

from ..look.look import Look
from ..look.page_drawings import css, icon, wheel
from ..look.page_parts import NO_MARKUP, Markup, join
from ..model.form import GROUPS
from ..prepared.folders import data_folder
from .course_sets import CourseSet
from .entry import Entry, Variant, page_words
from .icons import logo_file
from .markup import render

ICONS = {"citizen": "heart", "meeting": "speech", "course": "people", "manager": "briefcase"}
COLORS = ("ink", "soft", "line", "tint", "figure", "answer", "paper")  # variables of style.css
NO_PAGES: Mapping[str, int] = {}
SETS_KEY, SETS_ICON = "sets", "stairs"


def page(
    entries: Sequence[Entry], sets: Sequence[CourseSet] = (), pages: Mapping[str, int] = NO_PAGES
) -> str:
    """Write the whole page. The first entry gives the first language and the colours.

    Args:
        entries: The sheets, language by language.
        sets: The sets for a course.
        pages: The number of pages of each file of a set.
    """
    look = entries[0].look
    by_language = [list(group) for _, group in groupby(entries, key=lambda entry: entry.look.lang)]
    looks = [group[0].look for group in by_language]
    style = (data_folder("assets") / "kit" / "style.css").read_text("utf-8")
    colors = "".join(f"--{name}: {css(look.color(name))}; " for name in COLORS)
    other_titles = [
        render("other_title", lang=other.tag, title=other.say("kit.title")) for other in looks[1:]
    ]
    return render(
        "page",
        lang=look.tag,
        title=look.say("kit.title"),
        heading=look.say("kit.heading"),
        colors=Markup(colors),
        style=Markup(style),
        first=look.lang,
        skip=look.say("kit.skip"),
        wheel=wheel(look),
        other_titles=join(other_titles),
        municipality=_paragraph(look.name),
        logo=_logo(look),
        languages=_languages(looks),
        sections=join(
            (_language(group, _sets_in(group[0].look, sets, pages)) for group in by_language), "\n"
        ),
    )


def _paragraph(text: str) -> Markup:
    """A paragraph, or nothing where there is no text."""
    return render("paragraph", text=text) if text else NO_MARKUP


def _logo(look: Look) -> Markup:
    """The municipality's logo, if it has one."""
    if not look.logo:
        return NO_MARKUP
    alt = f"Logo: {look.name}" if look.name else "Logo"
    return render("logo", source=quote(logo_file(look.logo)), alt=alt)


def _languages(looks: Sequence[Look]) -> Markup:
    """A link to each language's part of the page; nothing where there is one language only."""
    if len(looks) == 1:
        return NO_MARKUP
    links = [
        render("language_link", target=look.lang, lang=look.tag, text=look.say("kit.jump"))
        for look in looks
    ]
    return render("languages", label=looks[0].say("kit.languages"), links=join(links))


def _language(entries: Sequence[Entry], sets: Markup) -> Markup:
    """Everything in one language: how to print, sets, the sheets by group, files for systems."""
    look = entries[0].look
    heading = look.say("kit.heading")
    if look.large:
        heading += f" · {look.say('kit.large')}"
    groups = _by_group(entries)
    parts = [SETS_KEY, *groups] if sets else [*groups]
    links = [_link(f"#{look.lang}-{key}", look.say(f"kit.{key}")) for key in parts]
    return render(
        "language",
        code=look.lang,
        lang=look.tag,
        heading=heading,
        lead=look.say("kit.lead"),
        tip_print=look.say("kit.tip_print"),
        tip_screen=look.say("kit.tip_screen"),
        links=join(links),
        sets=sets,
        groups=join((_group(key, members) for key, members in groups.items()), "\n"),
        data_heading=look.say("kit.data"),
        data_hint=look.say("kit.data_hint"),
        data_links=join(map(_data_links, entries), "\n"),
    )


def _sets_in(look: Look, sets: Sequence[CourseSet], pages: Mapping[str, int]) -> Markup:
    """The sets in one language; nothing where there are none."""
    by_key: dict[str, list[CourseSet]] = {}
    for one in sets:
        if one.look.lang == look.lang:
            by_key.setdefault(one.key, []).append(one)
    if not by_key:
        return NO_MARKUP
    theme = look.themes[len(GROUPS) % len(look.themes)]
    return render(
        "sets",
        id=f"{look.lang}-{SETS_KEY}",
        accent=css(look.color(f"theme.{theme.key}")),
        plate=icon(look.icon(SETS_ICON), "plate"),
        heading=look.say(f"kit.{SETS_KEY}"),
        hint=look.say("kit.sets_hint"),
        sets=join((_set(prints, pages) for prints in by_key.values()), "\n"),
    )


def _set(prints: Sequence[CourseSet], pages: Mapping[str, int]) -> Markup:
    """One set: its sheets, and its PDFs in usual and in large print."""
    first, look = prints[0], prints[0].look
    name = look.say(f"kit.set_{first.key}")
    pictures = [
        render("set_picture", picture=quote(entry.picture_file(first.sizes[0])))
        for entry in first.entries
    ]
    links = [
        render(
            "set_link",
            target=quote(one.file(size)),
            name=name,
            print=look.say("kit.large" if one.large else "kit.usual"),
            paper=size.upper(),
            pages=page_words(look, pages[one.file(size)]),
            kind=look.say(f"kit.set_{one.key}_file"),
        )
        for one in prints
        for size in one.sizes
    ]
    sheets = " · ".join(entry.wording.name for entry in first.entries)
    return render("set", name=name, sheets=sheets, pictures=join(pictures), links=join(links, "\n"))


def _by_group(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    """The entries by group, in the order in which the page shows them; no group is empty."""
    in_order = sorted(entries, key=lambda entry: entry.form.order)
    groups = {key: [entry for entry in in_order if entry.form.group == key] for key in GROUPS}
    return {key: members for key, members in groups.items() if members}


def _group(key: str, entries: Sequence[Entry]) -> Markup:
    """The sheets of one group, in the colour of one of the life themes."""
    look = entries[0].look
    theme = look.themes[GROUPS.index(key)]
    return render(
        "group",
        id=f"{look.lang}-{key}",
        accent=css(look.color(f"theme.{theme.key}")),
        plate=icon(look.icon(ICONS[key]), "plate"),
        heading=look.say(f"kit.{key}"),
        hint=look.say(f"kit.{key}_hint"),
        cards=join(map(_card, entries), "\n"),
    )


def _card(entry: Entry) -> Markup:
    """One sheet: its name, what it is for, and its PDFs. The first size has the large picture."""
    first, *others = entry.sizes
    files = [_file(entry, first, "first"), *(_file(entry, size, "more") for size in others)]
    about = _paragraph(entry.wording.about)
    return render(
        "card",
        sheet=entry.wording.name,
        about=about,
        files=join(files, "\n"),
        variants=_variants(entry),
    )


def _variants(entry: Entry) -> Markup:
    """The links to a sheet's variants, which wait behind a line of words."""
    if not entry.variants:
        return NO_MARKUP
    name = entry.wording.name
    rows = [
        render(
            "variant",
            name=entry.look.say(f"kit.variant_{variant.key}"),
            links=join(_variant_link(entry, variant, size) for size in entry.sizes),
        )
        for variant in entry.variants
    ]
    summary = entry.look.say("kit.variants")
    return render("variants", summary=summary, sheet=name, rows=join(rows, "\n"))


def _variant_link(entry: Entry, variant: Variant, size: str) -> Markup:
    return render(
        "variant_link",
        target=quote(entry.pdf_file(size, variant)),
        sheet=entry.wording.name,
        name=entry.look.say(f"kit.variant_{variant.key}"),
        paper=size.upper(),
        kind=entry.say("file"),
    )


def _file(entry: Entry, size: str, style: str) -> Markup:
    """A link to one PDF, with a picture of its first page; several pages look like a stack."""
    paper = size.upper()
    alt = entry.look.say("kit.picture").format(sheet=entry.wording.name, size=paper)
    return render(
        "file",
        target=quote(entry.pdf_file(size)),
        style=f"{style} stack" if entry.page_count(size) > 1 else style,
        picture=quote(entry.picture_file(size)),
        alt=alt,
        paper=paper,
        pages=entry.page_words(size),
        kind=entry.say("file"),
    )


def _data_links(entry: Entry) -> Markup:
    """The links to a form's JSON Schema and example, for people who write case systems."""
    schema = _link(quote(entry.schema_file), entry.say("schema"))
    example = _link(quote(entry.example_file), entry.say("example"))
    return join((schema, example), "\n")


def _link(target: str, text: str) -> Markup:
    return render("link", target=target, text=text)
