"""One person, in Chromium: from the choice of a sheet to the file, and on with it tomorrow."""

from __future__ import annotations

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from axe import violations
from opened_page import START, Opened, resize, timeless, turning
from PIL import Image

import mlmp_print as mlmp

pytestmark = pytest.mark.slow

KIND = """() => {
    const has = (one) => document.querySelector(`.card ${one}`);
    return has(".wheel") ? "theme" : has(".scale") ? "score" : has("textarea") ? "text"
        : has("#date-how") ? "date" : has(".picture-answer") ? "picture"
        : document.querySelector(".one-more") ? "more" : has(".ticks") ? "ticks"
        : has("[type=radio]") ? "choice" : has("[type=checkbox]") ? "tick" : "line";
}"""
MARK = ":is(.track, .acts)"  # on every screen of the job but the one that waits for its questions
TOO_WIDE = "() => document.documentElement.scrollWidth > innerWidth"


@pytest.fixture
def person(opened: Opened) -> Any:
    """The first screen of the job, in Danish, with nothing begun."""
    opened.anew()
    opened.ready()
    opened.go("person")
    opened.page.locator("h1", has_text="Hvilket ark vil du udfylde?").wait_for()
    return opened.page


def begin(page: Any, form: str) -> None:
    page.locator(f"a.sheet[href='#person/{form}']").click()
    page.locator(".track").wait_for(timeout=START)


def step(page: Any, button: str = "Næste") -> None:
    """Press a button that leads to another screen, and wait for it."""
    with turning(page, MARK):
        page.get_by_role("button", name=button).click()


def go_to(page: Any, title: str) -> None:
    for _ in range(40):
        if page.locator("h1").inner_text() == title:
            return
        with turning(page, MARK):
            page.locator(".nav .main").click()
    raise AssertionError(f"no screen is called {title}")


def show(page: Any) -> None:
    step(page, "Vis arket")
    page.locator("figure img").first.wait_for(timeout=START)


def saved(page: Any, button: str, tmp_path: Path) -> Path:
    with page.expect_download() as coming:
        page.get_by_role("button", name=button).click()
    path: Path = tmp_path / coming.value.suggested_filename
    coming.value.save_as(path)
    return path


def open_file(page: Any, name: str, data: bytes) -> None:
    page.locator(".open-file input").set_input_files(
        {"name": name, "mimeType": "application/json", "buffer": data}
    )


def test_a_plan_with_the_wheel_clicked_is_saved_and_read_back_by_the_command_line(
    person: Any, tmp_path: Path
):
    begin(person, "visual-plan")
    person.locator("#answer").fill("Peter")
    step(person)
    person.locator("#answer").fill("3.12.2026")
    assert "torsdag den 3. december 2026" in person.locator("#date-said").inner_text()
    go_to(person, "Ved næste opfølgning kan jeg …")
    person.locator("textarea").fill("tage bussen alene til klubben om onsdagen")
    assert "plads til cirka 23 ord mere" in person.locator("#room").inner_text()
    step(person)
    person.locator("g[data-theme=mobility]").click()
    assert person.locator(".themes :checked").count() == 1
    step(person)
    assert "Mål 1: tage bussen alene" in person.locator(".about").first.inner_text()
    person.get_by_role("radio", name="2: noget hjælp").check()
    assert "Jeg har valgt 2: noget hjælp" in person.locator(".chosen").inner_text()
    step(person)
    person.get_by_role("radio", name="½", exact=True).check()
    show(person)
    path = saved(person, "Gem mit ark", tmp_path)
    assert timeless(path.name) == "Den visuelle plan.pdf"
    goal = {"text": "tage bussen alene til klubben om onsdagen", "theme": "mobility"}
    answers = {"name": "Peter", "date": "2026-12-03",
               "goals": [{**goal, "score_now": 2, "score_expected": 0.5}]}  # fmt: skip
    assert path.read_bytes() == mlmp.fill("visual-plan", answers).pdf
    command = [sys.executable, "-m", "mlmp_print", "read", str(path), "-o", "-"]
    read = subprocess.run(command, capture_output=True, check=True).stdout
    assert json.loads(read) == answers
    assert not person.evaluate("page.unsaved()")


def test_the_whole_job_with_the_keyboard_alone(person: Any, tmp_path: Path):
    press = person.keyboard.press

    def focused() -> str:
        text: str = person.evaluate(
            "(document.activeElement.textContent || document.activeElement.name).trim()"
        )
        return text

    def tab_to(words: str) -> None:
        for _ in range(60):
            if words in focused():
                return
            press("Tab")
        raise AssertionError(f"Tab never comes to {words}")

    assert focused() == "Hvilket ark vil du udfylde?"
    tab_to("Den visuelle plan")
    press("Enter")
    person.locator("#answer").wait_for()
    assert focused() == "Navn"
    press("Tab")
    person.keyboard.type("Åse")
    press("Enter")
    person.locator("#date-how").wait_for()
    assert focused() == "Dato"
    for _ in range(30):
        if focused() == "Hvad handler mit mål om?":
            break
        tab_to("Næste")
        with turning(person, MARK):
            press("Enter")
    press("Tab")  # the list: one stop
    press("Space")
    press("ArrowDown")
    press("ArrowDown")
    assert person.locator(".theme:has(:checked)").inner_text().startswith("Mobilitet")
    assert person.locator(".part.on").get_attribute("data-theme") == "mobility"
    press("Enter")
    person.locator(".scale").wait_for()
    press("Tab")
    press("Space")
    press("ArrowRight")
    assert "Jeg har valgt ½" in person.locator(".chosen-place").inner_text()
    tab_to("Vis arket")
    press("Enter")
    person.locator("figure img").first.wait_for(timeout=START)
    assert focused() == "Her er mit ark"
    tab_to("Gem mit ark")
    with person.expect_download() as coming:
        press("Enter")
    coming.value.save_as(tmp_path / "a.pdf")
    found = mlmp.read(tmp_path / "a.pdf").answers
    assert found == {"name": "Åse", "goals": [{"theme": "mobility", "score_now": 0.5}]}


@pytest.mark.parametrize("language", ["Dansk", "English", "Deutsch"])
def test_every_sheet_goes_from_the_first_question_to_the_whole_sheet(person: Any, language: str):
    person.get_by_role("link", name=language, exact=True).click()
    person.wait_for_function("document.querySelectorAll('a.sheet').length > 10")
    resize(person, 320, 700)
    looked_at: set[str] = set()
    sheets = person.locator("a.sheet").evaluate_all("all => all.map(one => one.hash.slice(8))")
    assert set(sheets) == {form.name for form in mlmp.forms()}
    assert not violations(person)
    for form in sheets:
        with turning(person, MARK):
            person.evaluate("(form) => { location.hash = `#person/${form}`; }", form)
        while not person.url.endswith("/sheet"):
            assert not person.evaluate(TOO_WIDE), person.url
            kind = person.evaluate(KIND)
            if kind not in looked_at:
                assert not violations(person), person.url
                looked_at.add(kind)
            with turning(person, MARK):
                person.locator(".nav .main").click()
        person.locator("figure img").first.wait_for(timeout=START)
        assert not person.evaluate(TOO_WIDE), person.url
    assert len(looked_at) == 10
    assert not violations(person)


def test_a_list_grows_to_its_most_and_an_empty_entry_is_taken_away(person: Any):
    begin(person, "goal-staircase")
    for count in (4, 5, 6):
        go_to(person, "Vil du skrive et delmål mere?")
        assert f"Du har {count - 1} nu" in person.locator(".card").inner_text()
        step(person, "Ja, én til")
        person.locator("h1", has_text=f"{count}. delmål").wait_for(timeout=START)
    go_to(person, "Her er mit ark")  # six is the most: nobody asks again
    person.locator("figure img").wait_for(timeout=START)
    step(person, "Tilbage")
    assert "af 15" in person.locator(".track").inner_text()


def test_one_more_goal_than_the_sheet_has_gets_a_page_and_a_way_back_to_it(person: Any):
    begin(person, "visual-plan")
    for number in (1, 2, 3, 4):
        go_to(person, "Ved næste opfølgning kan jeg …")
        person.locator("textarea").fill(f"mål nummer {number}")
        go_to(person, "Vil du skrive et mål mere?")
        if number < 4:
            step(person, "Ja, én til")
            person.locator("textarea").wait_for(timeout=START)
    step(person, "Ja, én til")
    person.locator("textarea").wait_for(timeout=START)
    show(person)
    assert person.locator("figure").count() == 3
    step(person, "Ret side 3")
    assert "Mål 4" in person.locator(".card").inner_text()
    go_to(person, "Vil du skrive et mål mere?")
    person.get_by_role("button", name="Nej, gå videre").click()
    person.locator("h1", has_text="Her er mit ark").wait_for()
    step(person, "Tilbage")
    assert "Du har 4 nu" in person.locator(".card").inner_text()  # the fifth was empty


def test_a_picture_from_a_file_is_turned_upright_and_says_nothing_of_where_it_was_taken(
    person: Any, tmp_path: Path
):
    photo = Image.new("RGB", (80, 40), "navy")
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it to see it
    exif[0x010F] = "SECRET CAMERA"
    data = BytesIO()
    photo.save(data, "JPEG", exif=exif)
    begin(person, "preparation-sheet")
    go_to(person, "Et billede af noget, jeg kan")
    given = {"name": "Peter på ferie.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}
    person.locator(".picture-answer input").set_input_files(given)
    person.locator("#description").fill("En mørkeblå båd")
    show(person)
    kept = json.loads(saved(person, "Gem mine svar til en anden dag", tmp_path).read_text("utf-8"))
    assert kept["answers"]["can"] == {"picture": "can-picture.jpg", "alt": "En mørkeblå båd"}
    path = saved(person, "Gem mit ark", tmp_path)
    read = mlmp.read(path)
    assert read.answers["can"]["alt"] == "En mørkeblå båd"
    (picture,) = read.pictures.values()
    made = Image.open(BytesIO(picture))
    assert made.size == (40, 80) and not made.getexif()
    assert b"SECRET" not in path.read_bytes()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 a document", b"<svg"])
def test_a_picture_that_is_none_is_one_sentence(person: Any, data: bytes):
    begin(person, "profile")
    go_to(person, "Mit foto")
    person.locator(".picture-answer input").set_input_files(
        {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": data}
    )
    person.locator("[role=alert]", has_text="Det er ikke et billede").wait_for()


def test_answers_are_saved_and_somebody_goes_on_tomorrow(person: Any, tmp_path: Path):
    begin(person, "visual-plan")
    person.locator("#answer").fill("Åse")
    path = saved(person, "Gem mine svar til en anden dag", tmp_path)
    assert timeless(path.name) == "Den visuelle plan – svar.json"
    told = person.locator(".said-now .note.done", has_text=path.name)
    told.wait_for()  # a plain word that it is done: no sign of a warning
    assert not person.evaluate("page.unsaved()")
    person.evaluate("location.hash = '#start'")
    person.locator("a.job").first.wait_for()
    person.evaluate("location.hash = '#person'")
    person.locator("a.sheet").first.wait_for()
    assert "Du er i gang" not in person.locator("main").inner_text()  # another may sit here now
    open_file(person, path.name, path.read_bytes())
    person.locator("h1", has_text="Dato").wait_for(timeout=START)  # the first without an answer
    show(person)
    again = saved(person, "Gem mine svar til en anden dag", tmp_path)
    assert json.loads(again.read_text("utf-8"))["answers"] == {"name": "Åse"}


def test_of_a_file_of_another_version_what_fits_is_kept_in_one_sentence(
    person: Any, tmp_path: Path
):
    answers = {"name": "Åse", "hobby": "cykle", "date": "i maj",
               "goals": [{"text": "gå", "theme": "space", "score_now": 7}]}  # fmt: skip
    content = {"form": "visual-plan", "version": 99, "language": "da", "answers": answers}
    open_file(person, "a.json", json.dumps(content).encode())
    person.locator(".note", has_text="4 svar er ikke kommet med").wait_for(timeout=START)
    show(person)
    kept = saved(person, "Gem mine svar til en anden dag", tmp_path)
    found = json.loads(kept.read_text("utf-8"))["answers"]
    assert found == {"name": "Åse", "goals": [{"text": "gå"}]}


def test_plain_answers_of_the_command_line_go_into_the_sheet_that_is_chosen(person: Any):
    open_file(person, "plan.json", json.dumps({"name": "Bo", "date": "2026-05-01"}).encode())
    person.locator(".note", has_text="Vælg det ark").wait_for(timeout=START)
    person.locator("a.sheet[href='#person/wishing-well']").click()
    person.locator("h1", has_text="Jeg drømmer om").wait_for(timeout=START)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Det er ikke en fil med svar"),
        (b"%PDF-1.7", "Det er ikke en fil med svar"),
        (b'{"form": "no-such", "answers": {}}', "et ark, som siden ikke har"),
        (b" " * (17 << 20), "MB"),
    ],
)
def test_a_file_without_answers_is_one_sentence_and_the_page_lives_on(
    person: Any, data: bytes, words: str
):
    open_file(person, "a.json", data)
    person.locator("[role=alert]", has_text=words).wait_for(timeout=START)
    begin(person, "wishing-well")


def test_a_date_that_does_not_exist_is_said_and_kept_for_mending(person: Any):
    begin(person, "wishing-well")
    step(person)
    for written, words in [("31-11-2026", "November har 30 dage"), ("1-13-26", "12 måneder"),
                           ("i maj", "ikke læse som en dato"), ("3/12-76", "ikke læ")]:  # fmt: skip
        person.locator("#answer").fill(written)
        person.get_by_role("button", name="Næste").click()
        person.locator("[role=alert]", has_text=words).wait_for()
        assert person.evaluate("document.activeElement.id") == "answer"
    person.locator("#answer").fill("29-2-2028")
    step(person)


def test_more_than_the_lines_hold_goes_to_an_extra_page_and_too_much_can_be_mended(person: Any):
    begin(person, "visual-plan")
    go_to(person, "Hvad skal planen hjælpe mig med?")
    person.locator("textarea").fill("Jeg vil gerne bo selv. " * 60)
    assert person.locator("#room").inner_text() == "Linjerne er fulde"
    show(person)
    assert person.locator("figure").count() == 3
    assert person.get_by_role("button", name="Ret side").count() == 2
    step(person, "Tilbage")
    person.locator("textarea").fill("a" * 200_000)
    step(person, "Vis arket")
    person.locator("h1", has_text="Nogle svar skal rettes").wait_for(timeout=START)
    assert not violations(person)
    step(person, "Ret svaret")
    assert person.locator("h1").inner_text() == "Hvad skal planen hjælpe mig med?"


def test_leaving_asks_first_and_whoever_stays_has_lost_nothing(person: Any):
    begin(person, "wishing-well")
    person.locator("#answer").fill("Åse")
    person.locator("a.brand").click()
    person.get_by_role("button", name="Bliv her").click()
    assert person.locator("#answer").input_value() == "Åse"
    person.get_by_role("button", name="Tilbage").click()  # inside of the job nobody is asked
    person.locator("a.sheet").first.wait_for()
    assert "Du er i gang med: Ønskebrønd" in person.locator("main").inner_text()
    person.get_by_role("link", name="Skriv videre").click()
    person.locator("#answer").wait_for()
    assert person.locator("#answer").input_value() == "Åse"
    person.locator("a.brand").click()
    person.get_by_role("button", name="Gå væk uden at gemme").click()
    person.locator("a.job").first.wait_for()


def test_another_language_goes_on_at_the_same_question_with_the_same_answers(person: Any):
    begin(person, "visual-plan")
    go_to(person, "Ved næste opfølgning kan jeg …")
    person.locator("textarea").fill("cykle")
    person.get_by_role("link", name="Deutsch", exact=True).click()
    person.locator("h1", has_text="Beim nächsten Folgetreffen").wait_for(timeout=START)
    assert person.locator("textarea").input_value() == "cykle"


def test_large_print_and_larger_letters(person: Any):
    person.get_by_role("checkbox", name="Større bogstaver").check()
    person.get_by_role("checkbox", name="Ark med stor skrift").check()
    size = "getComputedStyle(document.documentElement).fontSize"
    assert person.evaluate(size) == "20px"
    begin(person, "visual-plan")
    assert person.evaluate(size) == "20px"
    show(person)
    assert person.locator("figure").count() == 6
    assert person.get_by_role("button", name="Ret side").count() >= 5
    resize(person, 320, 700)
    assert not person.evaluate(TOO_WIDE)
    person.evaluate("location.hash = '#start'")
    person.locator("a.job").first.wait_for()
    assert person.evaluate(size) == "16px"


def test_the_example_shows_a_sheet_that_somebody_has_filled_in(person: Any):
    person.evaluate("location.hash = '#person/example'")
    person.locator("figure img").first.wait_for(timeout=START)
    assert "Peter er en person, vi har fundet på" in person.locator("main").inner_text()
    assert not person.evaluate("page.unsaved()")


def test_a_picture_of_a_mood_board_comes_from_pasting_and_the_board_grows(person: Any):
    begin(person, "mood-board")
    go_to(person, "Vil du sætte et billede ind?")
    step(person, "Ja, det vil jeg")
    person.locator(".picture-answer").wait_for(timeout=START)
    person.evaluate(
        """async () => {
            const canvas = new OffscreenCanvas(9, 9);
            canvas.getContext("2d").fillRect(0, 0, 9, 9);
            const data = new DataTransfer();
            data.items.add(new File([await canvas.convertToBlob()], "a.png"));
            const pasted = new ClipboardEvent("paste", { clipboardData: data });
            document.querySelector(".picture-answer .drop").dispatchEvent(pasted);
        }"""
    )
    person.locator(".picture-answer img").wait_for()
    go_to(person, "Vil du sætte et billede mere ind?")
    show(person)
    assert person.locator("figure").count() == 1
