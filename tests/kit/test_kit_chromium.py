"""The page of the kit in a browser.

It fits a phone and A4 paper; the keyboard reaches every sheet, and every sheet opens.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pypdfium2 as pdfium
import pytest
from chromium import DESK, PHONE, TABLET
from kits import FORMS
from marking import slow_unless
from processes import wait_until

from mlmp_print import files
from mlmp_print.kit import kit
from mlmp_print.look.assets import languages

LANGUAGES = sorted(languages(), key=lambda lang: lang != "da")
MM = 72 / 25.4

# Elements that reach outside of the window.
STRAYS = """[...document.querySelectorAll("body *:not(.skip)")].filter(each => {
    const box = each.getBoundingClientRect()
    return box.width && (box.right > innerWidth + 0.5 || box.left < -0.5)
}).map(each => each.tagName + ": " + each.textContent.slice(0, 40))"""
# Cards and links whose words do not fit in them.
CUT = """[...document.querySelectorAll(".card, .card a, .links a")]
    .filter(each => each.scrollWidth > each.clientWidth + 1)
    .map(each => each.textContent)"""
BROKEN = """[...document.images]
    .filter(each => !each.complete || !each.naturalWidth)
    .map(each => each.src)"""
STRETCHED = """[...document.images].filter(each => {
    const style = getComputedStyle(each), box = each.getBoundingClientRect()
    const edge = side => parseFloat(style["border" + side + "Width"])
    const wide = box.width - edge("Left") - edge("Right")
    const high = box.height - edge("Top") - edge("Bottom")
    return Math.abs(wide / high / (each.naturalWidth / each.naturalHeight) - 1) > 0.03
}).map(each => each.src)"""
# Whether an element can be seen with the mark of the keyboard's focus around it.
SHOWN = """(each => {
    const box = each.getBoundingClientRect(), style = getComputedStyle(each)
    const inside = box.left >= 0 && box.top < innerHeight && box.bottom > 0
    return inside && style.outlineStyle == "solid" && style.outlineWidth == "3px"
})"""


def smallest(selector: str, side: str) -> str:
    """A script for the smallest width or height of the selected elements, in pixels."""
    elements = f"[...document.querySelectorAll({selector!r})]"
    return f"Math.min(...{elements}.map(each => each.getBoundingClientRect().{side}))"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory, contents: dict[str, bytes]) -> str:
    """The page of a kit in a folder whose name is not an easy one, as on a USB stick."""
    folder = tmp_path_factory.mktemp("usb") / "Mit liv #1 æøå 100%"
    files.write_all(folder, contents, force=False)
    return (folder / "index.html").as_uri()


@pytest.mark.parametrize("width", [PHONE, TABLET, DESK])
def test_the_page_fits_its_window_and_shows_every_picture_whole(browser, url, width):
    browser.open(url, width)
    assert browser.run("innerWidth") == width
    assert browser.run("document.documentElement.scrollWidth") == width, "it scrolls sideways"
    assert (
        browser.run(STRAYS)
        == browser.run(CUT)
        == browser.run(BROKEN)
        == browser.run(STRETCHED)
        == []
    )
    assert browser.run("document.querySelectorAll('.card:not(.set)').length") == len(
        LANGUAGES
    ) * len(FORMS)
    assert browser.run(smallest(".links a, .card a, .data a", "height")) >= 24
    assert browser.run(smallest(".first img", "width")) >= 100


def test_words_twice_as_large_still_fit(browser, url):
    browser.open(url, 640)
    browser.run("document.documentElement.style.fontSize = '200%'")
    assert browser.run("document.documentElement.scrollWidth") == 640
    assert browser.run(STRAYS) == browser.run(CUT) == []


def test_the_page_looks_as_meant(browser, url):
    browser.open(url)
    picture = browser.picture().convert("RGB")
    colors = {color for count, color in picture.getcolors(1 << 24) if count > 200}
    for name, fill in {
        "a theme": (0xFF, 0xE5, 0x8A),
        "ink": (0x20, 0x24, 0x2B),
        "paper": (255, 255, 255),
        "tint": (0xF6, 0xF7, 0xF9),
    }.items():
        assert fill in colors, name


def test_the_page_asks_for_nothing_but_its_own_files(browser, url):
    browser.ask("Network.enable")
    browser.open(url)
    asked = {
        event["params"]["request"]["url"]
        for event in browser.events
        if event["method"] == "Network.requestWillBeSent"
    }
    browser.ask("Network.disable")
    assert len(asked) == 1 + 2 * len(LANGUAGES) * len(FORMS) and all(
        each.startswith(url.removesuffix("index.html")) for each in asked
    )


def test_the_tab_key_reaches_every_link_in_reading_order_and_shows_where_it_is(browser, url):
    browser.open(url)
    reached, hidden = [], []
    every = browser.run("[...document.querySelectorAll('a')].map(each => each.href)")
    for _ in every:
        browser.press("Tab", 9)
        reached.append(browser.run("document.activeElement.href"))
        if not browser.run_drawn(f"{SHOWN}(document.activeElement)"):
            hidden.append(reached[-1])
    assert reached == every and hidden == []


def test_the_first_link_skips_to_the_sheets_and_the_languages_are_a_jump_away(browser, url):
    for presses, place in ((1, "da"), (2 + LANGUAGES.index("en"), "en")):
        browser.open(url, height=300)
        for _ in range(presses):
            browser.press("Tab", 9)
        browser.ask(
            "Input.dispatchKeyEvent",
            type="keyDown",
            key="Enter",
            code="Enter",
            windowsVirtualKeyCode=13,
            text="\r",
        )
        wait_until(lambda place=place: browser.run("location.hash") == f"#{place}")
        top = f"document.getElementById('{place}').getBoundingClientRect().top"
        assert browser.run_drawn(f"Math.abs({top})") < 2


@pytest.mark.parametrize("forms", [FORMS[:1], slow_unless(False, FORMS)], ids=len)
def test_every_link_opens(browser, url, forms):
    """In `make check` those of one form, in every language and size, and those of all sets."""
    browser.open(url)
    pages = [
        link
        for link in browser.run(
            "[...new Set([...document.querySelectorAll('a')].map(each => each.href))]"
        )
        if "#" not in link.rsplit("/", 1)[1]
    ]
    assert len(pages) == (3 * len(LANGUAGES) + 1) * len(FORMS) + 2 * len(LANGUAGES)
    for link in pages:
        name = link.rsplit("/", 1)[1]
        if "/sets/" in link or name.startswith(tuple(forms)):
            browser.open(link)


@pytest.mark.parametrize("how", ["click on the picture", "Enter"])
def test_a_sheet_is_opened_by_its_picture(browser, url, how):
    browser.open(url)
    if how == "Enter":
        browser.run("document.querySelector('.first').focus()")
        browser.ask(
            "Input.dispatchKeyEvent",
            type="keyDown",
            key="Enter",
            code="Enter",
            windowsVirtualKeyCode=13,
            text="\r",
        )
    else:
        browser.run("document.querySelector('.first img').scrollIntoView({block: 'center'})")
        middle = "(box => [box.x + box.width / 2, box.y + box.height / 2])"
        x, y = browser.run(
            f"{middle}(document.querySelector('.first img').getBoundingClientRect())"
        )
        for kind in ("mousePressed", "mouseReleased"):
            browser.ask(
                "Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1
            )
    wait_until(lambda: browser.address.endswith(".pdf"))
    assert browser.address == url.replace("index.html", "da/goal-staircase-a4.pdf")


def test_a_course_set_is_one_click_away(browser, url):
    browser.open(url)
    browser.run("document.querySelector('.set a').click()")
    wait_until(lambda: browser.address.endswith(".pdf"))
    assert browser.address == url.replace("index.html", "sets/table-da-a4.pdf")


@pytest.fixture(scope="module")
def varied(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of a kit with variants."""
    folder = tmp_path_factory.mktemp("varied") / "kit"
    files.write_all(
        folder, kit.plan(["visual-plan"], lang="da", variants=True).build(), force=False
    )
    return (folder / "index.html").as_uri()


@pytest.mark.parametrize("width", [PHONE, TABLET, DESK])
def test_variants_wait_behind_their_words_and_fit_when_they_are_opened(browser, varied, width):
    browser.open(varied, width)
    shown = "document.querySelector('.variants a').checkVisibility()"
    assert browser.run(shown) is False
    browser.run("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert browser.run(shown) is True
    assert browser.run(smallest(".variants a", "height")) >= 24
    assert browser.run(smallest("summary", "height")) >= 24
    assert browser.run("document.documentElement.scrollWidth") == width
    assert browser.run(STRAYS) == browser.run(CUT) == browser.run(BROKEN) == []


@pytest.mark.slow
def test_on_paper_it_is_a_few_whole_pages_of_a4_with_every_sheet_and_the_names_of_its_files(
    browser, url
):
    browser.open(url)
    data = base64.b64decode(
        browser.ask("Page.printToPDF", preferCSSPageSize=True, printBackground=False)["data"]
    )
    with pikepdf.open(BytesIO(data)) as printed:
        sizes = {
            (round(float(each.mediabox[2]) / MM), round(float(each.mediabox[3]) / MM))
            for each in printed.pages
        }
    with pdfium.PdfDocument(data) as document:
        words = ["".join(each.get_textpage().get_text_range().split()) for each in document]
        used = [box for each in document for box in ink(each)]
    assert sizes == {(210, 297)} and len(LANGUAGES) <= len(words) <= 3 * len(LANGUAGES)
    for form in FORMS:
        for size in ("a4", "a3"):
            for lang in LANGUAGES:
                assert sum(f"{lang}/{form}-{size}.pdf" in page for page in words) == 1, (
                    form,
                    size,
                    lang,
                )
    assert all(left >= 12 * MM and right <= 198 * MM for left, right in used)


def ink(each: pdfium.PdfPage) -> Iterator[tuple[float, float]]:
    """The left and right edges of what is printed on a page."""
    picture = each.render(scale=1).to_pil().convert("L").point(lambda tone: 255 * (tone < 250))
    if found := picture.getbbox():
        yield found[0], found[2]
