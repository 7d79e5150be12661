"""Print and the course set, in Chromium: what is chosen, counted, made; a municipality's look."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from axe import violations
from opened_page import START, Opened, resize, stopping, turning
from repository import ROOT

import mlmp_print as mlmp

pytestmark = pytest.mark.slow

SET = ["preparation-sheet", "visual-plan", "goal-staircase"]
NAMES = ["Åse Ærø", "Şule Ğüneş", "Łukasz Żółć", "Nguyễn Thị Hồng", "Zoë O’Brien"]
LOOK = ROOT / "assets" / "looks" / "strandby"
TOO_WIDE = "() => document.documentElement.scrollWidth > innerWidth"
MAKE = "Lav PDF til printeren"
WAIT = START  # ms for one answer on a busy machine
READY = "Din PDF er klar"


@pytest.fixture
def page(opened: Opened) -> Any:
    """The first screen, in Danish, with nothing chosen."""
    opened.anew()
    opened.ready()
    return opened.page


def choose(page: Any, *forms: str) -> None:
    with turning(page, ".panel"):
        page.evaluate("location.hash = '#print'")
    for form in forms:
        page.locator(f".sheet input[value={form}]").check()


def made(page: Any, tmp_path: Path) -> bytes:
    """What is saved of the PDF that is ready."""
    page.locator("h1", has_text=READY).wait_for(timeout=WAIT)
    with page.expect_download() as coming:
        page.get_by_role("button", name="Gem").click()
    page.get_by_text(f"{coming.value.suggested_filename} er gemt").wait_for()
    coming.value.save_as(tmp_path / "ark.pdf")
    return (tmp_path / "ark.pdf").read_bytes()


def printed(names: list[str] | None = None, **options: Any) -> bytes:
    """What the command line makes of the same."""
    out = io.BytesIO()
    forms = options.pop("forms", SET)
    mlmp.print_sets(forms, out, names, duplex=options.pop("duplex", True), **options)
    return out.getvalue()


def total(page: Any) -> str:
    page.locator(".total b").wait_for(timeout=WAIT)
    return str(page.locator(".total").inner_text())


def test_the_course_set_of_five_takes_three_clicks(page, tmp_path):
    page.get_by_role("link", name="Print ark").click()
    page.get_by_role("link", name="Kursussæt").click()
    page.get_by_role("button", name=MAKE).click()
    data = made(page, tmp_path)
    assert data == printed(sets=5)
    assert "Kursussæt 20" in page.locator(".where").inner_text()
    said = page.locator("main").inner_text()
    assert "20 sider på 15 stykker papir. 10 bagsider er tomme" in said
    assert len(pypdfium2.PdfDocument(data)) == 30 and "Derfor har PDF’en 30 sider." in said
    assert page.evaluate("document.activeElement.textContent") != ""


def test_all_sheets_are_there_in_their_groups_and_the_sum_follows(page):
    choose(page, *SET)
    assert page.locator(".sheet").count() == 20
    assert page.locator(".group h2").all_inner_texts() == [
        "Til dig", "Til mødet", "Til kurset", "Til ledere",
    ]  # fmt: skip
    assert "5 sæt med 3 ark" in total(page) and "20 sider på 15 stykker papir." in total(page)
    assert "10 bagsider er tomme, fordi hvert ark begynder på et nyt stykke papir." in total(page)
    page.get_by_role("button", name="Flere").first.click()
    assert "6 sæt" in total(page)
    page.get_by_role("button", name="Fjern Måltrappen").click()
    assert "6 sæt med 2 ark" in total(page)
    assert page.evaluate("document.activeElement.ariaLabel") == "Fjern Den visuelle plan"
    assert not page.locator(".sheet input[value=goal-staircase]").is_checked()


def test_names_with_odd_letters_are_printed_as_the_command_line_prints_them(page, tmp_path):
    choose(page, *SET)
    page.get_by_text("Med navne").click()
    page.locator("#names").fill("\n".join(NAMES))
    assert "21 sider på 16 stykker papir." in total(page)
    page.get_by_role("button", name=MAKE).click()
    data = made(page, tmp_path)
    assert data == printed(NAMES)
    assert len(pypdfium2.PdfDocument(data)) == 2 * 16
    page.get_by_role("link", name="Lav om på valget").click()
    page.locator("#names").wait_for()
    assert page.locator("#names").input_value().split("\n") == NAMES


def test_language_size_large_gray_and_settings_hold_in_the_pdf(page, tmp_path):
    choose(page, "goal-staircase", "visual-plan")
    page.locator(".panel summary").first.click()
    page.get_by_label("Sprog på arkene").select_option("en")
    for choice in ("A3", "Stor skrift", "Sort-hvid", "Print på begge sider"):
        page.locator(".panel label", has_text=choice).click()
    page.locator(".panel summary").nth(1).click()
    goals = page.get_by_role("group", name="Plads til så mange mål")
    goals.get_by_role("button", name="Flere").click()
    page.get_by_label("Tallene 0–4 står som").select_option("words")
    page.locator("label", has_text="Plads til hvem der hjælper").click()
    holds = page.locator(".panel summary").all_inner_texts()
    assert holds == [
        "Sprog: engelsk. Udseende: standard", "Indhold på arkene: 3 ting er lavet om",
    ]  # fmt: skip
    said = total(page)
    page.get_by_role("button", name=MAKE).click()
    data = made(page, tmp_path)
    settings = {"goals": 4, "score": "words", "helpers": "yes"}
    assert data == printed(
        forms=["goal-staircase", "visual-plan"], sets=5, duplex=False, lang="en", size="a3",
        large=True, ink="gray", settings=settings,
    )  # fmt: skip
    count = len(pypdfium2.PdfDocument(data))
    assert f"{count} sider på {count} stykker papir." in said


def test_pressing_too_early_says_what_is_missing_and_goes_there(page):
    choose(page)
    page.get_by_role("button", name=MAKE).click()
    assert "Vælg først et ark" in page.get_by_role("alert").inner_text()
    assert page.evaluate("document.activeElement.value") == "preparation-sheet"
    page.keyboard.press("Space")
    page.get_by_text("Med navne").click()
    page.get_by_role("button", name=MAKE).click()
    assert page.evaluate("document.activeElement.id") == "names"


def test_the_keyboard_alone_makes_the_pdf(page, tmp_path):
    page.get_by_role("link", name="Print ark").focus()
    page.keyboard.press("Enter")
    page.locator(".panel").wait_for()
    tab_to(page, "document.activeElement.value === 'mood-board'")
    page.keyboard.press("Space")
    tab_to(page, "document.activeElement.name === 'who'")
    tab_to(page, "document.activeElement.className.includes('btn main')")
    page.keyboard.press("Enter")
    page.locator("h1", has_text=READY).wait_for(timeout=WAIT)
    assert page.evaluate("document.activeElement.tagName") == "H1"
    assert made(page, tmp_path) == printed(forms=["mood-board"], sets=5)


def tab_to(page: Any, reached: str) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(reached):
            return
    raise AssertionError(f"Tab does not reach {reached}")


def test_many_sets_show_how_far_they_are_and_a_stop_loses_nothing(page, opened):
    choose(page, *SET)
    page.get_by_text("Med navne").click()
    page.locator("#names").evaluate(
        """area => {
            area.value = Array.from({ length: 4000 }, (_, at) => `Navn nummer ${at}`).join("\\n");
            area.dispatchEvent(new Event("input"));
        }"""
    )
    with stopping(page, r"^\d+ af \d+"):
        page.get_by_role("button", name=MAKE).click()
    page.locator("#print-trouble", has_text="Du har stoppet").wait_for()
    assert page.locator("#names").input_value().count("\n") == 3999
    opened.ready()
    assert "4.000 sæt med 3 ark" in total(page)


def test_names_that_are_in_doubt_are_asked_about_and_printed_all_the_same(page, tmp_path):
    choose(page, "wishing-well")
    page.get_by_text("Med navne").click()
    page.locator("#names").fill("Bo\nBo")
    page.get_by_role("button", name=MAKE).click()
    page.locator("#print-trouble .note").first.wait_for(timeout=WAIT)
    page.get_by_role("button", name="Print alligevel").click()
    assert made(page, tmp_path) == printed(
        ["Bo", "Bo"], forms=["wishing-well"], accept=["same-name"]
    )


def test_names_that_cannot_be_printed_are_one_sentence_with_the_row(page):
    choose(page, "wishing-well")
    page.get_by_text("Med navne").click()
    page.locator("#names").fill("Bo\n张伟")
    page.locator(".total .note").wait_for(timeout=WAIT)
    page.get_by_role("button", name=MAKE).click()
    page.locator("#print-trouble .note").wait_for(timeout=WAIT)
    assert page.locator("#print-trouble").inner_text().startswith("række 2: ")
    assert page.locator("#names").input_value() == "Bo\n张伟"


def test_a_look_is_opened_in_the_page_and_every_job_has_it(page, tmp_path):
    choose(page, "visual-plan")
    page.locator(".panel summary").first.click()
    files = [str(LOOK / name) for name in ("look.toml", "logo.svg")]
    page.locator("input[type=file]").set_input_files(files)
    page.get_by_text("Arkene får udseendet fra Strandby").wait_for(timeout=WAIT)
    assert "Strandby" in page.locator(".panel summary").first.inner_text()
    page.get_by_role("button", name=MAKE).click()
    data = made(page, tmp_path)
    assert data == printed(forms=["visual-plan"], sets=5, lang="da", look=LOOK / "look.toml")
    assert page.evaluate("page.look.name") == "look.toml"
    choose(page)
    page.locator(".panel summary").first.click()
    page.get_by_label("Standard", exact=True).check()
    assert page.evaluate("page.look") is None


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [("look.toml", "name = ", "look.toml"), ("look.toml", 'lang = "xx"', "xx"),
     ("logo.svg", "<svg/>", ".toml"), ("look.toml", 'logo = "logo.svg"', "logo.svg")],
)  # fmt: skip
def test_a_look_that_is_wrong_is_one_sentence_and_changes_nothing(page, name, text, said):
    choose(page, "visual-plan")
    page.locator(".panel summary").first.click()
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/plain", "buffer": text.encode()}
    )
    note = page.locator(".look-choice .note")
    note.wait_for(timeout=WAIT)
    assert said in note.inner_text()
    assert page.evaluate("page.look") is None and "3" not in total(page)[:1]


@pytest.mark.parametrize("address", ["start", "print", "course", "about"])
@pytest.mark.parametrize("width", [1280, 320])
def test_a_screen_fits_and_axe_finds_nothing(page, opened, address, width):
    resize(page, width, 800)
    if address == "print":
        choose(page, *SET)
        page.get_by_text("Med navne").click()
        for fold in page.locator(".panel summary").all():
            fold.click()
    opened.go(address)
    for language in ("English", "Deutsch", "Dansk"):
        page.get_by_role("link", name=language, exact=True).click()
        page.wait_for_function(
            "name => document.querySelector('.pills [aria-current]').textContent === name",
            arg=language,
        )
        assert not page.evaluate(TOO_WIDE), language
    assert violations(page) == []


def test_about_says_what_is_safe_what_is_missing_and_all_licences(page):
    with turning(page):
        page.get_by_role("link", name="Om siden og licenser").click()
    text = page.locator("main").inner_text()
    assert "adgangskode" in text and "scannede" in text and "sender intet" in text
    names = page.locator("summary").all_inner_texts()
    assert {"Python 3.14", "mlmp_print"} <= set(names)
    assert {"Pyodide", "pypdfium2", "reportlab", "Atkinson", "Noto"} <= {
        name.split()[0] for name in names
    }
    for licence in page.locator(".licence").all():
        assert len(licence.text_content() or "") > 20
