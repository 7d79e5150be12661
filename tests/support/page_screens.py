"""The screens of the page, and how to come to each: the tests and the pictures go through them.

A screen joins by a line in `SCREENS`. Its function gets the page at the first screen, in any of the
languages, at any width, and with Python ready; it presses what a person would press.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import NamedTuple

from opened_page import START, Opened, turning
from repository import EXAMPLES

import mlmp_print as mlmp

PLAN = json.loads((EXAMPLES / "peter.json").read_text("utf-8"))


class Screen(NamedTuple):
    """A state of the page.

    Attributes:
        name: Of its files: the tree, and the picture in docs/page.md.
        come: Brings the page there.
        on_phone: Whether docs/page.md shows it in a narrow window too.
    """

    name: str
    come: Callable[[Opened], None]
    on_phone: bool = False


def shown(address: str, mark: str = "h1") -> Callable[[Opened], None]:
    """Return what shows a screen by its address, and waits until `mark` is there."""

    def come(opened: Opened) -> None:
        opened.go(address, mark)

    return come


def leaving(opened: Opened) -> None:
    """The question before work is lost."""
    opened.page.evaluate("page.unsaved = () => true")
    opened.page.evaluate("location.hash = '#about'")
    opened.page.locator("dialog[open]").wait_for()


LONG = START  # ms for an answer of Python on a busy machine
SET = ("preparation-sheet", "visual-plan", "goal-staircase")
TABLE = (
    "Borgers navn;Plandato;Score om et år;Mål 1;Nuværende score 1\n"
    "Peter;3-12-2026;1;vaske tøj;2\n"
    "Amina;1-5-2026;2;gå;5\n"
    "Jonas;2-11-2026;2;gå;3\n"
).encode()


DAMAGED = (
    "Borgers navn;Mål 1;Nuværende score 1\nBjÃ¸rn;gÃ¥ hver dag;2\nAmina;gå;1\nI alt;;3\n"
).encode()
MANY = "Borgers navn;Mål 1\n" + "".join(f"Person {at};gå\n" for at in range(1001))


def print_chosen(opened: Opened) -> None:
    """Three sheets are chosen, and their pages counted."""
    shown("print", ".panel")(opened)
    for form in SET:
        opened.page.locator(f".sheet input[value={form}]").check()
    opened.page.locator(".total b").wait_for(timeout=LONG)


def print_done(opened: Opened) -> None:
    """The PDF is ready."""
    print_chosen(opened)
    opened.page.locator(".panel .btn.main").click()
    opened.page.locator("h1", has_text=opened.say("print.ready")).wait_for(timeout=LONG)


def fill_columns(opened: Opened) -> None:
    """A table with a column that nobody knows."""
    shown("fill")(opened)
    table = {"name": "borgere.csv", "mimeType": "text/csv", "buffer": TABLE}
    opened.page.locator("input[type=file]").first.set_input_files(table)
    opened.page.locator(".ask select").first.wait_for(timeout=LONG)
    opened.page.locator(".paper img").wait_for(timeout=LONG)


def fill_mend(opened: Opened) -> None:
    """A row that wants to be put right."""
    fill_columns(opened)
    while count := opened.page.locator(".ask select").count():
        opened.page.locator(".ask select").first.select_option("leave")
        fewer = "count => document.querySelectorAll('.ask select').length < count"
        opened.page.wait_for_function(fewer, arg=count)
        opened.page.locator(".remember").wait_for(timeout=LONG)  # progress may come in between
    opened.page.locator(".btn.main").last.click()
    opened.page.locator(".fix").first.wait_for(timeout=LONG)


def fill_rows(opened: Opened, table: bytes, mark: str) -> None:
    """The last step for a table of which all columns are known."""
    shown("fill")(opened)
    file = {"name": "borgere.csv", "mimeType": "text/csv", "buffer": table}
    opened.page.locator("input[type=file]").first.set_input_files(file)
    opened.page.locator(".remember").wait_for(timeout=LONG)
    opened.page.locator(".btn.main").last.click()
    opened.page.locator(mark).first.wait_for(timeout=LONG)


def fill_damaged(opened: Opened) -> None:
    """Letters that another program has damaged, and a row that is nobody's."""
    fill_rows(opened, DAMAGED, ".fix")


def fill_made(opened: Opened) -> None:
    """So many sheets that they come in two files, of which one is fetched."""
    fill_rows(opened, MANY.encode(), ".panel [name=output]")
    opened.page.locator("label", has=opened.page.locator("[name=output]")).last.click()
    opened.page.locator(".panel .btn.main").click()
    opened.page.locator(".parts").wait_for(timeout=LONG)
    with opened.page.expect_download(timeout=LONG):
        opened.page.locator(".parts button").first.click()


def collect_answers(opened: Opened) -> None:
    """Two sheets that came back, and a file that is none."""
    shown("collect")(opened)
    pdfs = {name: mlmp.fill("visual-plan", PLAN | {"name": name}).pdf for name in ("Peter", "Åse")}
    files = [
        {"name": f"{name}.pdf", "mimeType": "application/pdf", "buffer": data}
        for name, data in {**pdfs, "referat": b"PK\x03\x04"}.items()
    ]
    opened.page.locator("[data-key=files]").set_input_files(files)
    opened.page.locator(".tally").wait_for(timeout=LONG)


def question(mark: str) -> Callable[[Opened], None]:
    """Return what goes on in the plan of one person until a question has a part."""

    def come(opened: Opened) -> None:
        shown("person/visual-plan", ".track")(opened)
        for _ in range(40):
            if opened.page.locator(mark).count() or opened.page.url.endswith("/sheet"):
                return
            with turning(opened.page, ".track"):
                opened.page.locator(".nav .main").click()

    return come


def person_ticks(opened: Opened) -> None:
    """Ticks that belong together, asked at once: the goals that a participant works with."""
    opened.go("person/plan-agreement", ".track")
    ticks = opened.page.locator(".card .choices [type=checkbox]")
    for _ in range(40):
        if ticks.count() > 1:
            return
        with turning(opened.page, ".track"):
            opened.page.locator(".nav .main").click()


def person_kept(opened: Opened) -> None:
    """The answers are saved for another day."""
    question("textarea")(opened)
    opened.page.locator("textarea").first.fill("Peter")
    with opened.page.expect_download(timeout=LONG):
        opened.page.get_by_role("button", name=opened.say("person.keep")).click()
    opened.page.locator(".said-now .note").wait_for(timeout=LONG)


def person_sheet(opened: Opened) -> None:
    """The sheet of one person, as it will be."""
    question("figure")(opened)
    opened.page.locator("figure img").first.wait_for(timeout=LONG)


SCREENS = [
    Screen("start", shown("start", "a.job"), on_phone=True),
    Screen("about", shown("about", "details")),
    Screen("leave", leaving),
    Screen("print", shown("print", ".panel")),
    Screen("print-chosen", print_chosen, on_phone=True),
    Screen("print-done", print_done),
    Screen("course", shown("course", ".btn.main")),
    Screen("fill", shown("fill")),
    Screen("fill-columns", fill_columns),
    Screen("fill-mend", fill_mend, on_phone=True),
    Screen("fill-damaged", fill_damaged, on_phone=True),
    Screen("fill-made", fill_made),
    Screen("collect", shown("collect", ".btn.main")),
    Screen("collect-answers", collect_answers),
    Screen("person", shown("person", "a.sheet")),
    Screen("person-text", question("textarea")),
    Screen("person-theme", question(".card .wheel"), on_phone=True),
    Screen("person-score", question(".card .scale"), on_phone=True),
    Screen("person-ticks", person_ticks),
    Screen("person-kept", person_kept),
    Screen("person-sheet", person_sheet),
]
