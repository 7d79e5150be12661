"""Every screen in every language: rules, readers, narrow windows, large text, colours, keyboard.

`PAGE_TREES=write pytest tests/page_browser/test_screens.py` writes the trees anew; read what git
shows of them before you commit it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
from axe import violations
from opened_page import DESK, DRAWN, PHONE, TABLET, Opened, timeless
from page_screens import SCREENS

TREES = Path(__file__).parent / "trees"
LANGUAGES = ("da", "de", "en")
# What reaches out of the window, and is not cut by a part that scrolls by itself or hides it.
STRAYS = """() => [...document.querySelectorAll("#page *")].filter(each => {
    const box = each.getBoundingClientRect();
    if (!box.width || (box.right <= innerWidth + 0.5 && box.left >= -0.5)) return false;
    for (let one = each; one.id !== "page"; one = one.parentElement) {
        const { overflowX, clipPath, clip } = getComputedStyle(one);
        if (overflowX !== "visible" || clipPath !== "none" || clip !== "auto") return false;
        if (one.matches("svg, .skip")) return false;
    }
    return true;
}).map(each => `${each.tagName}.${each.className}: ${each.textContent.slice(0, 40)}`)"""
# What can be pressed or written in, as a person sees it: a tick or a radio is its whole label.
CONTROLS = """[...(document.querySelector("dialog[open]") ?? document).querySelectorAll(
    "a[href], button, input, select, textarea, summary, [tabindex='0']")].filter(
        each => each.checkVisibility() && !each.closest(".vh, .skip") && each.tabIndex >= 0)"""
SMALL = f"""() => {CONTROLS}.filter(each => {{
    const whole = each.closest("label") ?? each;
    const box = whole.getBoundingClientRect();
    const inText = each.matches("p a, li > a:only-child, footer a, td a");
    return !inText && (box.width < 44 || box.height < 43.5);
}}).map(each => each.outerHTML.slice(0, 120))"""
# Where colours are forced, backgrounds and shadows are gone: an edge or a line must be left.
UNMARKED = f"""() => {CONTROLS}.filter(each => {{
    const edged = (one) => {{
        const style = getComputedStyle(one);
        return ["Top", "Bottom"].some(side => parseFloat(style[`border${{side}}Width`]) >= 1
            && style[`border${{side}}Style`] !== "none");
    }};
    const own = each.matches("[type=radio], [type=checkbox], [type=range], summary, select");
    const lined = getComputedStyle(each).textDecorationLine.includes("underline");
    const near = [each, each.closest("label"), each.parentElement, ...each.children];
    const around = near.filter(Boolean);
    return !own && !lined && !each.matches(".brand") && !around.some(edged);
}}).map(each => each.outerHTML.slice(0, 120))"""
STOPS = f"""() => {{
    const radios = new Set();
    const stops = {CONTROLS}.filter(each => {{
        if (each.type !== "radio") return true;
        const named = [...document.getElementsByName(each.name)];
        const group = named.filter(one => one.type === "radio");
        const first = group.find(one => one.checked) ?? group[0];
        return each === first;
    }});
    window.stops = stops;
    return stops.length;
}}"""
# Which stop has the focus now, and whether a person sees so.
FOCUSED = """() => {
    const at = document.activeElement;
    const around = [at, at.closest("label"), at.labels?.[0]].filter(Boolean);
    const seen = around.some(one => {
        const style = getComputedStyle(one);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    });
    const box = (at.closest("label") ?? at).getBoundingClientRect();
    const inWindow = box.bottom > 0 && box.top < innerHeight;
    return [window.stops.indexOf(at), seen && inWindow, at.outerHTML.slice(0, 120)];
}"""


@pytest.fixture(
    scope="module",
    params=[(screen, language) for screen in SCREENS for language in LANGUAGES],
    ids=lambda param: f"{param[0].name}-{param[1]}",
)
def screen(request: pytest.FixtureRequest, opened: Opened) -> Any:
    """The page at a screen, in a language: its name, and the language."""
    found, language = request.param
    opened.ready()
    opened.anew(language)
    found.come(opened)
    return found.name, language


@pytest.fixture
def page(screen: Any, opened: Opened) -> Any:  # noqa: ARG001 - the screen is shown first
    """The page of Playwright, wide and in its own colours before and after each test."""
    opened.resize(DESK)
    yield opened.page
    opened.page.emulate_media(forced_colors="none")
    opened.resize(DESK)


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_axe_finds_nothing(page: Any, opened: Opened, width: int):
    opened.resize(width)
    assert violations(page) == []


def test_a_screen_reader_hears_what_it_heard_before(page: Any, screen: tuple[str, str]):
    tree = re.sub(r"data:[\w/;,+=-]+", "data:", page.locator("body").aria_snapshot()) + "\n"
    tree = timeless(tree)
    path = TREES / f"{'-'.join(screen)}.yaml"
    if os.environ.get("PAGE_TREES") == "write":
        TREES.mkdir(exist_ok=True)
        path.write_text(tree, "utf-8")
    assert tree == path.read_text("utf-8")


@pytest.mark.parametrize(
    "width", [DESK, TABLET, PHONE, DESK // 2, TABLET // 2], ids=lambda width: f"{width}px"
)  # half as wide is a window at 200 %
def test_nothing_scrolls_sideways(page: Any, opened: Opened, width: int):
    opened.resize(width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(STRAYS) == []


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_what_is_pressed_is_large_enough(page: Any, opened: Opened, width: int):
    opened.resize(width)
    assert page.evaluate(SMALL) == []


def test_forced_colours_leave_an_edge_round_what_is_pressed(page: Any):
    page.emulate_media(forced_colors="active")
    page.evaluate(DRAWN)
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert page.evaluate(UNMARKED) == []


def test_the_tab_key_goes_through_all_of_it_in_order_and_shows_where_it_is(page: Any):
    count = page.evaluate(STOPS)
    page.evaluate(
        "(document.querySelector('dialog[open]') ?? document.querySelector('h1')).focus()"
    )
    page.evaluate("document.querySelector('.skip')?.focus()")
    found = []
    for _ in range(count + 4):
        page.evaluate(DRAWN)
        at, seen, what = page.evaluate(FOCUSED)
        if at >= 0:
            assert seen, f"nobody sees the focus on {what}"
            found.append(at)
        if at == count - 1:
            break
        page.keyboard.press("Tab")
    assert found == list(range(count))


def test_the_screen_has_one_heading_and_says_its_name_in_its_language(
    page: Any, screen: tuple[str, str]
):
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.lang") == screen[1]
    assert page.locator("h1").inner_text().strip() in page.title()
