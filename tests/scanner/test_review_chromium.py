"""The review page in a browser: everything by keyboard alone, on a phone and at a desk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from chromium import DESK, PHONE, TABLET, Browser
from processes import wait_until
from review_driver import DOWN
from review_driver import ReviewPage as Page
from review_samples import PALE_ROWS, PHOTO, SCAN, items, pale_page

from mlmp_print.scanner.review import read_corrections, write_review
from mlmp_print.scanner.review_data import ASK, KEEP, SKIP, Correction, ItemKey

ALT = 1
FOCUSED = "document.activeElement.closest('.card')?.id ?? document.activeElement.id"
CHECKED = "[...document.querySelectorAll(':checked:not(option)')].map(each => each.value)"
COUNT = "document.getElementById('count').textContent"
LEAVES = "dispatchEvent(new Event('beforeunload', {cancelable: true}))"
STRAYS = """[...document.querySelectorAll("body *:not(.skip, .skip *, .sprite *)")].filter(each => {
    const box = each.getBoundingClientRect()
    return box.width > 1 && (box.right > innerWidth + 0.5 || box.left < -0.5)
}).map(each => each.tagName + ": " + each.textContent.slice(0, 40))"""
SMALL = """[...document.querySelectorAll(".btn, .tick, .scale label, .typed, select, summary")]
    .filter(each => each.checkVisibility())
    .map(each => [each.className || each.tagName, each.getBoundingClientRect()])
    .filter(([name, box]) => box.height < 43.5 || box.width < 43.5)
    .map(([name, box]) => `${name} ${box.width} × ${box.height}`)"""
# Whether the focus can be seen once the page is drawn: on the element, or on the label that carries
# it. A card out of sight has a guessed height, and what follows it moves when the card is drawn.
SEEN = """(() => {
    const at = document.activeElement, around = at.closest("label") ?? at
    const shown = [at, around].some(each => parseFloat(getComputedStyle(each).outlineWidth) >= 3)
    const box = around.getBoundingClientRect()
    return shown && box.top >= 0 && box.bottom <= innerHeight
})()"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page in a folder whose name is not an easy one."""
    return write_review(tmp_path_factory.mktemp("scans") / "Se #1 æøå 100%", items("da"), lang="da")


@pytest.fixture
def page(browser: Browser, index: Path) -> Iterator[Page]:
    yield Page(browser, index)
    browser.new_tab()


def test_six_doubts_and_two_texts_by_keyboard_alone(page: Page):
    page.enter_first()
    assert page.run(FOCUSED) == "q1" and page.run(CHECKED) == []
    page.keys("2", "Enter")  # a score
    page.keys("3", "Enter")  # the third theme
    page.keys("1", "1", "Enter")  # 1, and half more
    page.keys("-", "Enter")  # nothing is ticked
    page.keys("+", "Enter")  # the citizen knows
    page.keys("2", "Enter")  # the second choice
    assert page.run(FOCUSED) == "q7"
    page.browser.type("At Peter får sit eget liv")
    page.keys("Enter")
    page.browser.type("tage bussen <alene>")
    page.keys("Enter")
    assert page.run(FOCUSED) == "q9"
    assert page.run(COUNT) == "7 af 13 er klar"
    assert page.run(LEAVES) is False
    said = read_corrections(page.save())
    assert page.run(LEAVES) is True
    assert said == (
        Correction(ItemKey(SCAN, 2, "goals.1.score_now"), "2"),
        Correction(ItemKey(SCAN, 2, "goals.1.theme"), "mobility"),
        Correction(ItemKey(SCAN, 2, "goals.2.score_expected"), "1.5"),
        Correction(ItemKey(SCAN, 2, "goals.2.disagrees"), None),
        Correction(ItemKey(SCAN, 2, "goals.3.theme"), ASK),
        Correction(ItemKey(SCAN, 5, "agreement.agreed"), "not_everything"),
        Correction(ItemKey(SCAN, 1, "purpose"), "At Peter får sit eget liv"),
        Correction(ItemKey(SCAN, 2, "goals.1.text"), "tage bussen <alene>"),
    )


def test_an_earlier_file_goes_on_where_one_stopped(page: Page):
    page.enter_first()
    page.keys("2", "Enter", "-")
    file = page.save()
    page.open()
    assert page.run(COUNT) == "0 af 13 er klar"
    page.open_file(file)
    assert page.run(COUNT) == "2 af 13 er klar" and page.run(LEAVES) is True
    page.run("document.getElementById('next-open').click()")
    assert page.run(FOCUSED) == "q3"
    assert read_corrections(page.save()) == (
        Correction(ItemKey(SCAN, 2, "goals.1.score_now"), "2"),
        Correction(ItemKey(SCAN, 2, "goals.1.theme"), None),
    )


def test_what_belongs_to_another_scan_is_told_and_left_out(page: Page, tmp_path: Path):
    def said(scan: str, path: str, value: str) -> dict[str, object]:
        return {"scan": scan, "page": 2, "path": path, "value": value}

    file = tmp_path / "corrections.json"
    wrong = [said("cc" * 32, "goals.1.theme", "mobility"), said(SCAN, "goals.1.theme", "moon")]
    right = said(SCAN, "goals.1.score_now", "4")
    file.write_text(json.dumps({"mlmp_corrections": 1, "corrections": [*wrong, right]}))
    page.open_file(file)
    loaded = page.run("document.getElementById('loaded').textContent")
    assert loaded == "Svar fra din fil: 1. Ikke taget med, fordi de ikke hører til her: 2."
    assert page.run(CHECKED) == ["4"]
    file.write_text("[1]")
    page.open_file(file)
    assert "corrections.json" in str(page.run("document.getElementById('loaded').textContent"))
    assert page.run(CHECKED) == ["4"]


def test_a_date_is_checked_gently_and_does_not_count_before_it_is_right(page: Page):
    page.run("document.querySelector('#q10 .typed').focus()")
    wrong = "document.querySelector('#q10 .err').checkVisibility()"
    page.browser.type("31-11-2026")
    assert page.run(wrong) is False  # not while somebody types
    page.keys("Tab")
    assert page.run(wrong) is True and page.run(COUNT) == "0 af 13 er klar"
    assert page.run(LEAVES) is False
    page.run("document.querySelector('#q10 .typed').select()")
    page.browser.type("3/12-76")
    page.keys("Tab")
    assert page.run(wrong) is True, "of which century?"
    page.run("document.querySelector('#q10 .typed').select()")
    page.browser.type("3/12-26")
    assert page.run(wrong) is False and page.run(COUNT) == "1 af 13 er klar"
    (said,) = read_corrections(page.save())
    assert said.value == "3/12-26"


def test_another_answer_takes_the_place_of_a_text_and_can_be_taken_back(page: Page):
    box = "document.querySelector('#q8 .typed')"
    page.run(f"{box}.focus()")
    page.browser.type("vaske tøj")
    page.run("document.querySelector('#q8 [data-how=nothing]').focus()")
    page.keys("-")
    assert page.run(f"{box}.value") == ""
    (said,) = read_corrections(page.save())
    assert said.value is None
    page.run("document.querySelector('#q8 .undo').click()")
    assert page.run(f"{box}.value") == "vaske tøj" and page.run(CHECKED) == []
    assert read_corrections(page.save())[0].value == "vaske tøj"


def test_the_signs_for_nothing_and_for_asking_can_be_typed_too(page: Page):
    page.run("document.querySelector('#q8 .typed').focus()")
    page.browser.type("-")
    page.keys("Enter")
    page.browser.type("+")
    page.keys("Enter")
    page.browser.type("?")
    assert [one.value for one in read_corrections(page.save())] == [None, ASK, ASK]
    assert page.run("document.querySelectorAll('.asked').length") == 2


def test_a_page_is_moved_to_another_sheet_and_a_picture_is_kept(page: Page):
    page.run("document.querySelector('#q12 select').focus()")
    page.keys("ArrowDown", "ArrowDown")
    page.run("document.querySelector('#q11 input').focus()")
    page.keys("1")
    page.run("document.querySelector('#q13 input').focus()")
    page.keys("1")
    said = {one.key: one.value for one in read_corrections(page.save())}
    assert said[ItemKey(PHOTO, 1, "")] == "9R4M2W7X" and KEEP in said.values()
    assert said[ItemKey(SCAN, 9, "")] == SKIP


def test_arrows_move_within_a_question_and_with_alt_between_questions(page: Page):
    page.enter_first()
    page.keys("2", "ArrowRight")
    assert page.run(CHECKED) == ["2.5"]
    page.browser.press("ArrowDown", DOWN, ALT)
    assert page.run(FOCUSED) == "q2" and page.run(CHECKED) == ["2.5"]


def test_the_end_says_what_to_delete(page: Page):
    done = "document.getElementById('done').checkVisibility()"
    assert page.run(done) is False
    page.run(
        "document.querySelectorAll('.card').forEach(card => "
        "[...card.querySelectorAll('.other input:not([value=move])')].at(-1).click())"
    )
    assert page.run(done) is True
    assert "Se #1 æøå 100%" in str(page.run("document.querySelector('.end').textContent"))
    page.run("document.querySelector('#q13 input').focus()")
    page.keys("Enter")
    assert page.run("document.activeElement.id") == "save"


def test_what_was_settled_before_is_there_again(browser: Browser, tmp_path: Path):
    score, theme, *rest = items("da")
    text = next(item for item in rest if item.key.path == "purpose")
    before = [
        replace(score, settled="3", is_settled=True),
        replace(theme, settled=None, is_settled=True),
        replace(text, settled="</script><b>bo selv", is_settled=True),
    ]
    page = Page(browser, write_review(tmp_path / "review", before, lang="en"))
    assert page.run(COUNT) == "3 of 3 done" and page.run(LEAVES) is True
    assert [one.value for one in read_corrections(page.save())] == [
        "3",
        None,
        "</script><b>bo selv",
    ]


def test_several_answers_exclude_that_there_is_none(browser: Browser, tmp_path: Path):
    theme = replace(items("da")[1], several=True)
    page = Page(browser, write_review(tmp_path / "review", [theme], lang="da"))
    page.enter_first()
    page.keys("1", "3", "4", "4")
    assert read_corrections(page.save())[0].value == ("practical_tasks", "mobility")
    page.keys("-")
    assert read_corrections(page.save())[0].value is None
    page.keys("2")
    assert read_corrections(page.save())[0].value == ("self_care",)


@pytest.fixture
def pale(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """A page of which a scan in black and white may have lost marks."""
    yield Page(browser, write_review(tmp_path / "review", pale_page(), lang="da"))
    browser.new_tab()


SHOWN = "[...document.querySelectorAll('.card')].filter(each => !each.hidden).map(each => each.id)"


def test_rows_in_which_nothing_is_seen_are_settled_at_once(pale: Page):
    assert pale.run(SHOWN) == ["q1-rows", "q7", "q8"]
    pale.enter_first()
    assert pale.run(FOCUSED) == "q1-rows" and pale.run(COUNT) == "0 af 8 er klar"
    pale.keys("-", "Enter")
    assert pale.run(FOCUSED) == "q7" and pale.run(COUNT) == "6 af 8 er klar"
    assert read_corrections(pale.save()) == tuple(
        Correction(ItemKey(SCAN, 2, path), None) for path in PALE_ROWS
    )
    pale.run("document.querySelector('#q1-rows .undo').click()")
    assert pale.run(COUNT) == "0 af 8 er klar" and pale.run(CHECKED) == []


def test_enter_alone_settles_no_row_that_nobody_has_looked_at(pale: Page):
    pale.enter_first()
    pale.keys("Enter", "Enter", "Enter")
    assert read_corrections(pale.save()) == ()


def test_a_citizen_is_asked_about_all_rows_of_a_page(pale: Page):
    pale.enter_first()
    pale.keys("+")
    assert {one.value for one in read_corrections(pale.save())} == {ASK}
    assert pale.run("document.querySelectorAll('.asked').length") == 7


def test_each_row_of_a_page_is_shown_and_what_was_chosen_there_stays(pale: Page):
    pale.enter_first()
    pale.keys("1", "Enter")
    assert pale.run(FOCUSED) == "q1"
    pale.keys("3", "Enter")
    assert pale.run(FOCUSED) == "q2"
    pale.run("document.querySelector('#q1-rows input').focus()")
    pale.keys("-")
    assert len(pale.run(SHOWN)) == 9, "one row has an answer of its own"
    said = {one.key.path: one.value for one in read_corrections(pale.save())}
    assert said == {**dict.fromkeys(PALE_ROWS), "goals.1.theme": "mobility"}


def test_an_earlier_file_opens_the_rows_that_it_says_something_of(pale: Page):
    pale.enter_first()
    pale.keys("1", "Enter", "3")
    one = pale.save()
    pale.open()
    assert len(pale.run(SHOWN)) == 3
    pale.open_file(one)
    assert len(pale.run(SHOWN)) == 9 and pale.run(CHECKED) == ["each", "mobility"]
    pale.keys("Enter")
    pale.open()
    pale.enter_first()
    pale.keys("-")
    every = pale.save()
    pale.open()
    pale.open_file(every)
    assert len(pale.run(SHOWN)) == 3 and pale.run(COUNT) == "6 af 8 er klar"


@pytest.mark.parametrize("width", [PHONE, TABLET, DESK])
def test_a_question_for_a_whole_page_fits_its_window(pale: Page, width: int):
    pale.open(width)
    assert pale.run("document.documentElement.scrollWidth") == width
    assert pale.browser.run_drawn(STRAYS) == [] and pale.run(SMALL) == []


@pytest.mark.parametrize("width", [PHONE, TABLET, DESK])
def test_the_page_fits_its_window(page: Page, width: int):
    page.open(width)
    page.run("document.querySelectorAll('details').forEach(each => each.open = true)")
    page.run("document.querySelectorAll('.card').forEach(each => each.classList.add('settled'))")
    assert page.run("document.documentElement.scrollWidth") == width, "it scrolls sideways"
    assert page.browser.run_drawn(STRAYS) == [] and page.run(SMALL) == []


def test_words_twice_as_large_still_fit(page: Page):
    page.open(640)
    page.run("document.documentElement.style.fontSize = '200%'")
    assert page.run("document.documentElement.scrollWidth") == 640
    assert page.run(STRAYS) == []


def test_every_stop_of_the_tab_key_is_seen(page: Page):
    page.open(TABLET)
    page.run("document.querySelector('.skip').focus()")
    hidden, stops = [], 0
    page.keys("Tab")
    while page.run("document.activeElement !== document.body") and stops < 100:
        stops += 1
        if not page.browser.run_drawn(SEEN):
            hidden.append(page.run("document.activeElement.outerHTML.slice(0, 90)"))
        page.keys("Tab")
    assert hidden == [] and stops > 30


def test_the_page_asks_for_nothing_but_its_crops(page: Page):
    page.browser.ask("Network.enable")
    page.open()
    page.run("document.querySelectorAll('img').forEach(each => each.loading = 'eager')")
    every = "[...document.images].every(each => each.complete && each.naturalWidth)"
    wait_until(lambda: page.run(every) is True)
    asked = {
        event["params"]["request"]["url"]
        for event in page.browser.events
        if event["method"] == "Network.requestWillBeSent"
    }
    page.browser.ask("Network.disable")
    above = page.url.removesuffix("index.html")
    assert len(asked) == 14 and all(each.startswith(above) for each in asked)


@pytest.mark.slow
def test_the_policy_stops_what_is_foreign(page: Page):
    page.run(
        "(() => { const one = document.createElement('script');"
        "one.textContent = 'window.foreign = 1'; document.body.append(one) })()"
    )
    assert page.run("window.foreign") is None
    assert page.run("fetch('data:text/plain,1').then(() => 'sent', () => 'stopped')") == "stopped"
