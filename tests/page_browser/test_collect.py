"""Collect in Chromium: from fifty returned PDFs to a table, with what is none of them named."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import hostile
import pytest
import python_calamine
import returned
from opened_page import START, Opened, resize, showing, stopping, timeless

import mlmp_print as mlmp

pytestmark = pytest.mark.slow

LONG = START  # ms, on a busy machine
FILES = "[data-key=files]"
CUT = """() => [...document.querySelectorAll(".tab, .ans td")].filter(
    each => each.scrollWidth > each.clientWidth).length"""

SENTENCES = {
    "Mehmet.pdf": "Filen er låst med en adgangskode.",
    "scan_0042.pdf": "Det er et billede af et ark, for eksempel fra en scanner.",
    "foto.jpg": "Det er et billede af et ark, for eksempel fra en scanner.",
    "referat.docx": "Det er en Word-fil.",
    "tom.pdf": "Filen er tom.",
    "ond.pdf": "Det tog mere end 5 sekunder at læse filen",
    "igen.pdf": "Det er den samme fil som svar-01.pdf.",
    "kæmpe.pdf": "Filen er over 64 MB.",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All files."""
    found = tmp_path_factory.mktemp("returned")
    returned.write_fifty(found)
    returned.write_others(found)
    return found


@pytest.fixture
def collect(opened: Opened) -> Opened:
    """The first step, with nothing in it."""
    opened.anew()
    opened.ready()
    opened.go("collect")
    opened.page.get_by_role("heading", name="Saml svar").wait_for()
    return opened


def answers(page: Any) -> None:
    """Wait for the second step."""
    page.get_by_role("heading", level=1, name="Her er svarene").wait_for(timeout=LONG)


def some(folder: Path, *names: str) -> list[Path]:
    return [folder / name for name in names]


def saved(page: Any, button: str) -> bytes:
    with page.expect_download(timeout=LONG) as download:
        page.get_by_role("button", name=button).click()
    return Path(download.value.path()).read_bytes()


def cells(xlsx: bytes) -> list[list[Any]]:
    return python_calamine.load_workbook(io.BytesIO(xlsx)).get_sheet_by_index(0).to_python()


def scores(xlsx: bytes) -> dict[str, Any]:
    """Name → score, of those who have one."""
    heads, *rows = cells(xlsx)
    records = [dict(zip(heads, row, strict=True)) for row in rows]
    return {one["Navn"]: one["Score nu 1"] for one in records if one.get("Score nu 1", "") != ""}


def test_fifty_sheets_and_all_that_is_none_become_a_table(collect: Opened, folder: Path):
    page = collect.page
    fifty = sorted(folder.glob("svar-*.pdf"))
    others = some(folder, "Karen.pdf", "Peter.pdf", *SENTENCES)
    with showing(page, ".calm:has(progress) .acts button"):
        page.set_input_files(FILES, [*fifty, *others])
        answers(page)
    assert page.evaluate("document.activeElement.tagName") == "H1"
    assert page.title().startswith("Her er svarene")
    assert page.locator(".tally .num").all_inner_texts() == ["52", "2", "8"]
    page.get_by_role("button", name="Vis alle 8").click()
    left = page.get_by_role("region", name="Ikke med")
    for name, sentence in SENTENCES.items():
        item = left.locator("li").filter(has_text=name).last
        assert sentence in item.inner_text(), name
    table = cells(saved(page, "Hent tabel (XLSX)"))
    names = table[0].index("Navn")
    assert len(table) == 53
    assert [row[names] for row in table[1:51]] == [f"Person {number}" for number in range(1, 51)]


def test_files_that_hurt_their_reader_stop_no_other(collect: Opened, tmp_path: Path):
    bad = {
        "a.pdf": hostile.deep_arrays(),
        "b.pdf": hostile.deep(),
        "c.pdf": hostile.many_numbers(),
        "d.pdf": hostile.sound()[:3000],
    }
    for name, data in {**bad, "e.pdf": hostile.sound()}.items():
        (tmp_path / name).write_bytes(data)
    page = collect.page
    page.set_input_files("[data-key=folder]", tmp_path)
    answers(page)
    left = page.get_by_role("region", name="Ikke med").locator("li").all_inner_texts()
    assert [text.split("\n")[0] for text in left] == [*bad]
    assert all("." in text.split("\n", 1)[1] for text in left)
    assert page.get_by_role("rowheader", name="Peter").count() == 1


def test_what_wants_an_eye_is_shown_and_put_right_in_the_table_only(collect: Opened, folder: Path):
    page = collect.page
    page.set_input_files(FILES, some(folder, "Karen.pdf", "Peter.pdf"))
    answers(page)
    look = page.get_by_role("region", name="Det skal du se på")
    assert "Karen Holm: to tal er valgt" in look.inner_text()
    assert re.search("både [23] og [23]", look.inner_text())
    crop = look.get_by_role("img", name=re.compile("Der står: kun med Anna!"))
    width = "async image => { await image.decode(); return image.naturalWidth; }"
    assert crop.evaluate(width) > 50
    open_cell = page.locator("td", has_text="ikke valgt endnu")
    assert open_cell.count() == 1
    assert scores(saved(page, "Hent tabel (XLSX)")) == {}
    look.get_by_role("button", name="3", exact=True).click()
    open_cell.wait_for(state="detached", timeout=LONG)
    assert look.get_by_role("button", name="3", exact=True).get_attribute("aria-pressed") == "true"
    assert scores(saved(page, "Hent tabel (XLSX)")) == {"Karen Holm": 3}
    look.get_by_role("button", name="Lad det stå tomt").click()
    assert scores(saved(page, "Hent tabel (XLSX)")) == {}
    look.get_by_role("button", name="Vis hele arket: Peter.pdf").click()
    page.get_by_role("img", name="Side 1").wait_for(timeout=LONG)
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")
    assert page.evaluate("document.activeElement.textContent") == "Vis hele arket"


def test_what_stands_beside_the_fields_and_cannot_be_drawn_is_said_in_words(collect: Opened):
    page = collect.page
    sheet = {
        "name": "a.pdf",
        "mimeType": "application/pdf",
        "buffer": returned.written_beside([0] * 4),
    }
    page.set_input_files(FILES, [sheet])
    answers(page)
    look = page.get_by_role("region", name="Det skal du se på")
    assert "Peter: se her" in look.inner_text()
    assert "Side 1: der er skrevet en tekst uden for felterne" in look.inner_text()
    assert not look.get_by_role("img").count()


def test_a_sheet_that_came_twice_is_named_and_can_be_taken_out(collect: Opened, folder: Path):
    page = collect.page
    again = (folder / "svar-01.pdf").read_bytes() + b"\n"
    files = [
        {"name": name, "mimeType": "application/pdf", "buffer": data}
        for name, data in (("a.pdf", again), ("a.pdf", again + b"\n"))
    ]
    page.set_input_files(FILES, files)
    answers(page)
    look = page.get_by_role("region", name="Det skal du se på")
    assert "Svar: de er de samme som i a.pdf" in look.inner_text()
    assert "a (2).pdf" in look.inner_text()
    look.get_by_role("button", name="Tag arket ud af tabellen").click()
    page.get_by_role("heading", name="Svar fra 1 person").wait_for(timeout=LONG)
    assert page.locator(".tally .num").first.inner_text() == "1"
    look.get_by_role("button", name="Tag arket med igen").click()
    page.get_by_role("heading", name="Svar fra 2 personer").wait_for(timeout=LONG)


def test_a_locked_sheet_is_read_with_its_password(collect: Opened, folder: Path):
    page = collect.page
    page.set_input_files(FILES, some(folder, "svar-01.pdf", "Mehmet.pdf"))
    answers(page)
    page.get_by_role("button", name="Skriv adgangskoden: Mehmet.pdf").click()
    page.keyboard.type("forkert")
    page.keyboard.press("Enter")
    page.get_by_text("Adgangskoden passer ikke.").wait_for(timeout=LONG)
    page.keyboard.type(returned.PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_text("Mehmet.pdf er nu med i tabellen.").wait_for(timeout=LONG)
    assert page.get_by_role("rowheader", name="Mehmet").count() == 1


def test_rows_for_goals_and_a_table_without_persons(collect: Opened):
    page = collect.page
    two = mlmp.fill("visual-plan", {"name": "To", "goals": [{"text": "a"}, {"text": "b"}]}).pdf
    files = [{"name": "to.pdf", "mimeType": "application/pdf", "buffer": two}]
    page.set_input_files(FILES, files)
    answers(page)
    page.get_by_role("radio", name="mål").check()
    page.get_by_role("heading", name="Svar om 2 mål").wait_for(timeout=LONG)
    page.get_by_role("radio", name="fil").check()
    page.get_by_role("heading", name="Svar fra 1 fil").wait_for(timeout=LONG)
    page.get_by_role("checkbox", name="Uden navne og fri tekst").check()
    page.get_by_text("Udeladt: 3 svar i ord").wait_for(timeout=LONG)
    table = saved(page, "Hent som CSV").decode("utf-8-sig")
    assert "To" not in table and "to.pdf" not in table


def test_who_has_not_answered_is_named_from_the_list_of_codes(collect: Opened, tmp_path: Path):
    rows = [{"id": "7001", "name": "Åse"}, {"id": "7002", "name": "Bo"}]
    mlmp.batch("wishing-well", rows, tmp_path / "ark", sheet_ids=tmp_path / "koder.csv")
    back = next(path for path in sorted((tmp_path / "ark").glob("*.pdf")))
    page = collect.page
    page.set_input_files("[data-key=list]", tmp_path / "koder.csv")
    page.get_by_text("Listen er valgt: koder.csv").wait_for()
    page.set_input_files(FILES, back)
    answers(page)
    page.get_by_text("1 har ikke svaret endnu").click()
    assert "7002" in page.get_by_role("region", name="Hent tabel").inner_text()


def test_a_file_too_large_for_a_list_of_codes_is_said_so_and_not_read(
    collect: Opened, folder: Path, tmp_path: Path
):
    page = collect.page
    with (tmp_path / "stor.csv").open("wb") as file:
        file.truncate(200 * 2**20)
    page.set_input_files(FILES, tmp_path / "stor.csv")
    told = page.get_by_role("alert")
    told.get_by_text("stor.csv er over 16 MB. Så stor er en liste med koder ikke.").wait_for()
    page.set_input_files(FILES, [tmp_path / "stor.csv", folder / "svar-01.pdf"])
    answers(page)
    left = page.get_by_role("region", name="Ikke med").locator("li").all_inner_texts()
    assert [text.split("\n")[0] for text in left] == ["stor.csv"]
    assert "for stor til at være en liste med koder" in left[0]
    assert page.locator(".tally small").all_inner_texts() == [
        "De står i tabellen.", "Der er ingen tvivl.", "Se hvorfor herunder.",
    ]  # fmt: skip


def test_saved_tables_are_told_apart_by_their_names(collect: Opened, folder: Path):
    page = collect.page
    page.set_input_files(FILES, some(folder, "svar-01.pdf", "svar-02.pdf"))
    answers(page)
    names = []
    for _ in range(2):
        with page.expect_download(timeout=LONG) as download:
            page.get_by_role("button", name="Hent tabel (XLSX)").click()
        names.append(download.value.suggested_filename)
        page.get_by_text(f"Gemt: {names[-1]}.").wait_for()
    assert {timeless(name) for name in names} == {"Svar fra 2 ark.xlsx"}
    assert names[0] != names[1]
    page.get_by_role("checkbox", name="Uden navne og fri tekst").check()
    page.get_by_text("Udeladt:").wait_for(timeout=LONG)
    with page.expect_download(timeout=LONG) as download:
        page.get_by_role("button", name="Hent tabel (XLSX)").click()
    assert timeless(download.value.suggested_filename) == "Svar uden navne fra 2 ark.xlsx"


def test_a_stop_keeps_what_is_read_and_the_rest_is_read_later(collect: Opened, folder: Path):
    page = collect.page
    files = [folder / "ond.pdf", *sorted(folder.glob("svar-0*.pdf"))]  # the first takes 5 s
    with stopping(page, "^4 af 10$"):  # while the fifth is being read
        page.set_input_files(FILES, files)
    page.get_by_role("heading", level=1, name="Du har stoppet").wait_for()
    assert "4 af 10 filer er læst" in page.locator("main").inner_text()
    page.get_by_role("button", name="Læs de sidste 6").click()
    answers(page)
    assert page.locator(".tally .num").all_inner_texts() == ["9", "0", "1"]


def test_all_of_it_with_the_keyboard_alone(collect: Opened, folder: Path):
    page = collect.page
    assert page.evaluate("document.activeElement.tagName") == "H1"
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Tab")  # here, so that the browser listens for the window by now
        assert page.evaluate("document.activeElement.textContent") == "Vælg filer"
        page.keyboard.press("Enter")
    chooser.value.set_files(some(folder, "Karen.pdf", "svar-02.pdf"))
    answers(page)
    pressed: list[str] = []
    for _ in range(40):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.textContent.trim()")
        pressed.append(name)
        if name == "3":
            page.keyboard.press("Space")
            page.locator("td", has_text="ikke valgt endnu").wait_for(state="detached")
        if name == "Hent tabel (XLSX)":
            break
    assert "3" in pressed and pressed[-1] == "Hent tabel (XLSX)"
    with page.expect_download(timeout=LONG) as download:
        page.keyboard.press("Enter")
    table = cells(Path(download.value.path()).read_bytes())
    assert 3 in table[1]


def test_another_language_keeps_the_answers_and_leaving_asks_first(collect: Opened, folder: Path):
    page = collect.page
    page.set_input_files(FILES, some(folder, "svar-03.pdf"))
    answers(page)
    page.get_by_role("link", name="English", exact=True).click()
    page.get_by_role("heading", level=1, name="Here are the answers").wait_for(timeout=LONG)
    assert page.get_by_role("rowheader", name="Person 3").count() == 1
    page.get_by_role("link", name="Dansk", exact=True).click()
    answers(page)
    page.evaluate("location.hash = 'start'")
    page.get_by_role("button", name="Bliv her").click()
    page.wait_for_function("() => location.hash === '#collect'")
    assert page.get_by_role("rowheader", name="Person 3").count() == 1
    page.evaluate("location.hash = 'start'")
    page.get_by_role("button", name="Gå væk uden at gemme").click()
    page.get_by_role("heading", name="Hvad vil du?").wait_for()
    page.evaluate("location.hash = 'collect'")
    page.get_by_role("heading", level=1, name="Saml svar").wait_for()
    assert page.get_by_role("rowheader").count() == 0


@pytest.mark.parametrize("width", [1280, 640, 390, 320])
def test_nothing_scrolls_sideways(collect: Opened, folder: Path, width: int):
    page = collect.page
    resize(page, width)
    try:
        wide = "document.documentElement.scrollWidth"
        assert page.evaluate(wide) <= width
        page.set_input_files(FILES, some(folder, "Karen.pdf", "Peter.pdf", "foto.jpg"))
        answers(page)
        assert page.evaluate(wide) <= width
    finally:
        resize(page, 1280)


def test_printed_from_the_browser_no_answer_is_cut_off(collect: Opened, folder: Path):
    page = collect.page
    page.set_input_files(FILES, some(folder, "Karen.pdf", "svar-02.pdf"))
    answers(page)
    collect.resize(794)  # A4 at 96 dots an inch
    page.emulate_media(media="print")
    try:
        assert page.evaluate("document.documentElement.scrollWidth") <= 794
        assert page.evaluate(CUT) == 0
        mark = page.locator(".mini").first  # of which browsers print no background by themselves
        assert mark.evaluate("each => getComputedStyle(each).printColorAdjust") == "exact"
        assert not page.get_by_text("Hent tabel (XLSX)").is_visible()
    finally:
        page.emulate_media(media="screen")
        collect.resize(1280)
