"""Fill in Chromium: from a table to sheets, with what is mended on the screen."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from typing import Any

import pytest
import xlsxwriter
from opened_page import MOMENT, START, Opened, stopping, timeless
from repository import ROOT

import mlmp_print as mlmp
from mlmp_print.tables.write import Worksheet, xlsx_workbook

pytestmark = pytest.mark.slow

LONG = START  # ms on a busy machine
FAULTS = (
    "Borgers navn;Plandato;Score om et år;Mål 1;Nuværende score 1;CPR-nr.;Hobby\n"
    "Peter;3-12-2026;1;vaske tøj;2;0101011234;x\n"
    "Amina;1-5-2026;2;gå;5;0101011235;y\n"
    "Jonas;31-11-2026;2;gå;3;0101011236;y\n"
).encode()


def wide(count: int) -> bytes:
    """A table of cases with so many rows, each with its own case number."""
    text = (ROOT / "examples" / "case-export-wide.csv").read_text("utf-8-sig")
    headings, *cases = csv.reader(io.StringIO(text), delimiter=";")
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(headings)
    for number in range(count):
        writer.writerow([str(10_000 + number), *cases[number % len(cases)][1:]])
    return out.getvalue().encode()


def heading(opened: Opened, text: str) -> None:
    opened.page.locator("h1", has_text=text).wait_for(timeout=LONG)


def drop(opened: Opened, *files: tuple[str, bytes]) -> None:
    chosen = [
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
        for name, data in files
    ]
    opened.page.locator("input[type=file]").set_input_files(chosen)


@pytest.fixture
def fill(opened: Opened) -> Opened:
    """The job, in Danish, as somebody finds it."""
    opened.anew()
    opened.ready()
    opened.go("fill")
    heading(opened, "Udfyld mange ark")
    return opened


def saved(opened: Opened, press: Any) -> tuple[str, bytes]:
    with opened.page.expect_download(timeout=LONG) as download:
        press()
    name = download.value.suggested_filename
    assert re.search(MOMENT, name), "two files of one kind would be called the same"
    return timeless(name), download.value.path().read_bytes()


def decide_all(opened: Opened, answers: dict[str, str]) -> None:
    """Answer the menus of the columns that nobody knows."""
    asked = opened.page.locator(".ask select")
    while count := asked.count():
        column = asked.first.get_attribute("data-column")
        asked.first.select_option(answers.get(column, "leave"))
        opened.page.wait_for_function(
            "count => document.querySelectorAll('.ask select').length < count", arg=count
        )
        heading(opened, "Passer kolonnerne?")  # on a busy machine progress is shown in between


def test_two_hundred_plans_are_those_of_the_command_line(fill: Opened, tmp_path):
    page, table = fill.page, wide(200)
    drop(fill, ("sager.csv", table))
    heading(fill, "Passer kolonnerne?")
    assert "200 rækker" in page.locator(".lead").inner_text()
    page.locator(".paper img").wait_for(timeout=LONG)
    assert "Åse Ødegård" in page.locator(".panel").inner_text()
    page.get_by_role("button", name="Videre").click()
    heading(fill, "200 ark er klar")
    page.get_by_text("En fil til hver person").click()
    name, data = saved(fill, page.get_by_role("button", name="Lav 200 ark").click)
    heading(fill, "200 ark er lavet")
    (tmp_path / "sager.csv").write_bytes(table)
    with mlmp.language("da"):
        mlmp.batch("visual-plan", tmp_path / "sager.csv", tmp_path / "ark.zip")
    assert (name, data) == ("Den visuelle plan.zip", (tmp_path / "ark.zip").read_bytes())


def test_a_stop_keeps_what_is_done_and_the_rest_can_be_made(fill: Opened):
    page = fill.page
    drop(fill, ("sager.csv", wide(60)))
    heading(fill, "Passer kolonnerne?")
    page.get_by_role("button", name="Videre").click()
    heading(fill, "60 ark er klar")
    page.get_by_text("En fil til hver person").click()
    page.evaluate(  # stops with the fourth sheet, however fast or busy the machine is
        """() => { const { fill } = page.kept, { make } = fill; fill.make = function () {
            delete this.make;
            const made = make.call(this), { work } = this, { tell } = work;
            work.tell = (done, total) => {
                tell.call(work, done, total);
                if (done === 4) work.stop(); };
            return made; }; }"""
    )
    page.get_by_role("button", name="Lav 60 ark").click()
    heading(fill, "Du har stoppet")
    done = page.evaluate("page.kept.fill.making.count")
    assert 4 <= done < 60 and f"{done} af 60 ark er færdige" in page.locator("main").inner_text()
    name, data = saved(fill, page.get_by_role("button", name=f"Lav de sidste {60 - done}").click)
    assert name == "Den visuelle plan.zip"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert sorted(archive.namelist()) == [f"{10_000 + number}.pdf" for number in range(60)]


def test_faults_are_mended_in_the_page_and_the_rest_is_a_table(fill: Opened):
    page = fill.page
    drop(fill, ("borgere.csv", FAULTS))
    heading(fill, "Passer kolonnerne?")
    page.get_by_role("button", name="Videre").click()
    assert "Vælg først" in page.locator(".told").inner_text()
    assert page.evaluate("document.activeElement.dataset.column") == "Score om et år"
    decide_all(fill, {"Score om et år": "goals.1.score_expected"})
    page.get_by_role("button", name="Videre").click()
    heading(fill, "2 rækker skal rettes")
    amina = page.locator(".fix[data-row='3']")
    assert "Række 3 i din tabel" in amina.inner_text() and "Score nu 1" in amina.inner_text()
    assert amina.locator("input").input_value() == "5"
    amina.locator("input").fill("7")
    amina.get_by_role("button", name="Gem rettelsen").click()
    page.get_by_text("Amina skal stadig rettes.").wait_for(timeout=LONG)
    amina.locator("input").fill("2,5")
    amina.get_by_role("button", name="Gem rettelsen").click()
    heading(fill, "1 række skal rettes")
    name, data = saved(fill, page.get_by_role("button", name="Lav 2 ark").click)
    assert name == "Den visuelle plan.pdf" and data.startswith(b"%PDF")
    heading(fill, "2 ark er lavet")
    name, rest = saved(fill, page.get_by_role("button", name="Hent rækken, der skal rettes").click)
    assert name == "Den visuelle plan – skal rettes.csv"
    assert "Gemt: Den visuelle plan – skal rettes" in page.locator("main").inner_text()
    assert "Jonas" in rest.decode("utf-8-sig") and "Amina" not in rest.decode("utf-8-sig")
    page.get_by_role("button", name="Ret resten her").click()
    page.get_by_role("button", name="Lad ”Dato” stå tomt på arket").click()
    heading(fill, "3 ark er klar")


# The next call about the table waits until a screen shows how far it is, as on a slow machine.
SLOW = """() => { const { fill } = page.kept, { callTable } = fill;
    fill.callTable = async function (...given) {
        delete this.callTable;
        await new Promise((go) => new MutationObserver((_, observer) => {
            if (!document.querySelector(".calm")) return;
            observer.disconnect();
            go(); }).observe(document.body, { childList: true, subtree: true }));
        return callTable.apply(this, given); }; }"""


def test_what_became_of_a_row_is_said_however_long_it_took(fill: Opened):
    page = fill.page
    drop(fill, ("to.csv", "Navn;Mål 1;Score nu 1\nBo;gå;9\nEva;løbe;8\n".encode()))
    heading(fill, "Passer kolonnerne?")
    page.get_by_role("button", name="Videre").click()
    heading(fill, "2 rækker skal rettes")
    bo = page.locator(".fix[data-row='2']")
    bo.locator("input").fill("7")
    page.evaluate(SLOW)
    bo.get_by_role("button", name="Gem rettelsen").click()
    page.get_by_text("Bo skal stadig rettes.").wait_for()
    bo.locator("input").fill("2")
    page.evaluate(SLOW)
    bo.get_by_role("button", name="Gem rettelsen").click()
    page.get_by_text("Bo er klar.").wait_for()
    heading(fill, "1 række skal rettes")


DAMAGED = ("Navn;Mål 1;Score nu 1\nBjÃ¸rn;gÃ¥ hver dag;2\nBo;gå;9\nI alt;;3\n").encode()


def test_nothing_is_said_to_be_ready_before_the_rows_were_looked_at(fill: Opened):
    drop(fill, ("borgere.csv", DAMAGED))
    heading(fill, "Passer kolonnerne?")
    lead = fill.page.locator(".lead").inner_text()
    assert "klar" not in lead and "Så ser vi på rækkerne." in lead


def test_damaged_letters_are_said_in_plain_words_with_one_cure_for_a_row(fill: Opened):
    page = fill.page
    drop(fill, ("borgere.csv", DAMAGED))
    heading(fill, "Passer kolonnerne?")
    page.get_by_role("button", name="Videre").click()
    heading(fill, "3 rækker skal rettes")
    said = page.locator("main").inner_text()
    assert "UTF-8" not in said and "damaged-text" not in said and "kode" not in said
    bjorn = page.locator(".fix[data-row='2']")
    assert bjorn.inner_text().count("Nogle bogstaver er blevet til andre tegn.") == 2
    assert bjorn.inner_text().count("Hent tabellen igen") == 1
    box, field = bjorn.locator(".cell").first.bounding_box(), bjorn.locator("input").first
    assert field.bounding_box()["width"] == box["width"] > 400  # a goal is a long text
    bjorn.get_by_role("button", name="Behold tegnene, som de står, i alle rækker").click()
    heading(fill, "2 rækker skal rettes")
    total = page.locator(".fix[data-row='4']")
    assert total.get_by_role("button", name="stå tomt").count() == 0  # no cure for sums
    total.get_by_role("button", name="Lav intet ark af rækken").click()
    heading(fill, "1 række skal rettes")
    page.get_by_role("button", name="Lad ”Score nu 1” stå tomt på arket").click()
    heading(fill, "2 ark er klar")


def test_one_of_two_wrong_fields_is_left_empty_and_the_other_is_kept(fill: Opened):
    page = fill.page
    drop(fill, ("to.csv", "Navn;Dato;Mål 1;Score nu 1\nBo;31-11-2026;gå;9\n".encode()))
    heading(fill, "Passer kolonnerne?")
    page.get_by_role("button", name="Videre").click()
    heading(fill, "1 række skal rettes")
    page.get_by_label("Score nu 1").fill("3")
    page.get_by_role("button", name="Lad ”Dato” stå tomt på arket").click()
    heading(fill, "1 ark er klar")
    assert page.evaluate("[...page.kept.fill.mends.values()].map((one) => one.value)") == ["", "3"]


def test_many_files_are_announced_and_it_is_shown_which_are_fetched(fill: Opened):
    page = fill.page
    drop(fill, ("mange.csv", wide(1001)))
    heading(fill, "Passer kolonnerne?")
    page.get_by_role("button", name="Videre").click()
    heading(fill, "1.001 ark er klar")
    assert "i 3 filer. Du henter en fil ad gangen." in page.locator(".panel").inner_text()
    page.get_by_text("En fil til hver person").click()
    assert "i 2 filer. Du henter en fil ad gangen." in page.locator(".panel").inner_text()
    page.get_by_role("button", name="Lav 1.001 ark").click()
    heading(fill, "1.001 ark er lavet")
    name, _ = saved(fill, page.get_by_role("button", name="Hent del 2 af 2").click)
    assert name == "Den visuelle plan del 2 af 2.zip"
    assert page.locator(".parts button").all_inner_texts() == [
        "Hent del 1 af 2", "Del 2 af 2 er hentet",
    ]  # fmt: skip
    page.get_by_text("Du har hentet 1 af 2 filer.").wait_for()
    page.get_by_role("button", name="Begynd med en ny tabel").click()
    page.get_by_role("button", name="Bliv her").click()  # one file would be lost
    saved(fill, page.get_by_role("button", name="Hent del 1 af 2").click)
    page.get_by_text("Du har hentet alle 2 filer.").wait_for()
    page.get_by_role("button", name="Begynd med en ny tabel").click()
    heading(fill, "Udfyld mange ark")


def test_an_empty_table_is_saved_and_the_file_is_named_without_a_warning(fill: Opened):
    page = fill.page
    name, table = saved(fill, page.get_by_role("button", name="Hent en tom tabel").click)
    assert name == "Den visuelle plan – tom tabel.csv" and b"Navn" in table
    note = page.locator("#fill-note .note.done")
    note.wait_for(timeout=LONG)
    assert timeless(note.inner_text().strip()) == "Gemt: Den visuelle plan – tom tabel.csv"


def test_columns_are_saved_and_a_saved_map_that_fits_skips_the_question(fill: Opened):
    page = fill.page
    drop(fill, ("borgere.csv", FAULTS))
    heading(fill, "Passer kolonnerne?")
    decide_all(fill, {"Score om et år": "goals.1.score_expected"})
    page.get_by_role("button", name="Skift kolonne til Mål 1").click()
    page.get_by_label("Kolonne til Mål 1").select_option("")
    page.locator(".row[data-path='goals.1.text']").wait_for(state="detached", timeout=LONG)
    page.get_by_role("button", name="Brug Mål 1").click()
    decide_all(fill, {"Mål 1": "goals.1.text"})
    name, kept = saved(fill, page.get_by_role("button", name="Gem kolonnerne").click)
    assert name == "Den visuelle plan – kolonner.toml" and b"Peter" not in kept
    page.get_by_role("link", name="Tabel og ark").click()
    drop(fill, ("borgere.csv", FAULTS), ("kolonner.toml", kept))
    heading(fill, "2 rækker skal rettes")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("brev.docx", b"PK\x03\x04", "er fra Word"),
        ("foto.png", b"\x89PNG\r\n\x1a\n", "er et billede"),
        ("foto.csv", b"\xff\xd8\xff\xe0JFIF", "er et billede"),
        ("tom.csv", b"", "er tom"),
        ("odelagt.xlsx", b"PK\x03\x04zz", "kan ikke læses"),
        ("side.pdf", b"%PDF-1.7\n", "er en PDF"),
    ],
)
def test_what_is_no_table_is_one_sentence_and_the_work_is_kept(fill: Opened, name, data, said):
    page = fill.page
    drop(fill, ("borgere.csv", FAULTS))
    heading(fill, "Passer kolonnerne?")
    decide_all(fill, {"Score om et år": "goals.1.score_expected"})
    page.get_by_role("link", name="Tabel og ark").click()
    drop(fill, (name, data))
    told = page.locator("#fill-note [role=alert]")
    told.wait_for(timeout=LONG)
    assert said in told.inner_text()
    assert "borgere.csv" in page.locator(".have").inner_text()
    page.get_by_role("button", name="Videre").click()
    heading(fill, "Passer kolonnerne?")
    assert page.locator(".row[data-path='goals.1.score_expected']").count() == 1


def test_a_workbook_with_two_tables_asks_which_one(fill: Opened):
    page = fill.page
    sheets = [Worksheet(name, ["Navn", "Mål 1"], [["Bo", "gå"]]) for name in ("Nord", "Syd")]
    drop(fill, ("borgere.xlsx", xlsx_workbook(sheets)))
    menu = page.get_by_label("Hvilket ark i filen er din tabel?")
    menu.wait_for(timeout=LONG)
    menu.select_option("Syd")
    page.get_by_role("button", name="Videre").click()
    heading(fill, "Passer kolonnerne?")
    page.get_by_role("button", name="Videre").click()
    heading(fill, "1 ark er klar")


def test_a_huge_file_is_not_even_read(fill: Opened, tmp_path):
    with (tmp_path / "stor.csv").open("wb") as file:
        file.truncate(300 * 2**20)
    fill.page.locator("input[type=file]").set_input_files(tmp_path / "stor.csv")
    told = fill.page.locator("#fill-note [role=alert]")
    told.wait_for(timeout=LONG)
    assert "stor.csv fylder mere end 64 MB" in told.inner_text()


def test_a_workbook_with_a_password_leads_out_of_it(fill: Opened):
    drop(fill, ("laast.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)))
    heading(fill, "Filen er låst med en adgangskode")
    assert "Intet er gået tabt" in fill.page.locator("main").inner_text()
    fill.page.get_by_role("button", name="Tilbage").click()
    heading(fill, "Udfyld mange ark")


def test_a_doubt_is_accepted_in_words(fill: Opened):
    page = fill.page
    drop(fill, ("to.csv", "Navn;Mål 1\nBo;gå\nBo;løbe\n".encode()))
    heading(fill, "Passer kolonnerne?")
    assert "same-name" not in page.locator("main").inner_text()
    page.get_by_role("button", name="Videre").click()
    assert "i tvivl" in page.locator(".told").inner_text()
    page.get_by_text("Hver række er sin egen person").click()
    page.get_by_role("button", name="Videre").click()
    heading(fill, "2 ark er klar")


def test_cells_that_show_something_else_are_named_and_accepted_at_once(fill: Opened, tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "t.xlsx")
    sheet, percent = book.add_worksheet(), book.add_format({"num_format": "0%"})
    sheet.write_row(0, 0, ["Navn", "Mål 1", "Score nu 1", "Score forventet 1"])
    sheet.write_row(1, 0, ["Bo", "gå"])
    sheet.write_row(1, 2, [1, 0.5], percent)
    book.close()
    drop(fill, ("t.xlsx", (tmp_path / "t.xlsx").read_bytes()))
    heading(fill, "Passer kolonnerne?")
    doubt = fill.page.locator(".doubts li")
    assert doubt.count() == 1 and "shown-otherwise" not in doubt.inner_text()
    assert "Score nu 1:" in doubt.inner_text() and "Score forventet 1:" in doubt.inner_text()
    doubt.get_by_text("Ja, det er rigtigt").click()
    fill.page.get_by_role("button", name="Videre").click()
    heading(fill, "1 ark er klar")


def test_what_is_typed_in_one_card_stays_when_another_one_is_answered(fill: Opened):
    page = fill.page
    drop(fill, ("borgere.csv", DAMAGED))
    heading(fill, "Passer kolonnerne?")
    page.get_by_role("button", name="Videre").click()
    heading(fill, "rækker skal rettes")
    score = page.locator(".fix[data-row='3'] input")
    score.fill("2,5")
    page.get_by_role("button", name="Behold tegnene, som de står, i alle rækker").click()
    heading(fill, "2 rækker skal rettes")
    assert score.input_value() == "2,5"
    score.press("Enter")
    heading(fill, "1 række skal rettes")


def test_cells_are_pasted_and_everything_is_done_with_the_keyboard(fill: Opened):
    page, keyboard = fill.page, fill.page.keyboard

    def tab_to(selector: str) -> None:
        for _ in range(80):
            if page.evaluate("s => document.activeElement.matches(s)", selector):
                return
            keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {selector}")

    tab_to("summary")
    keyboard.press("Enter")
    tab_to("#paste-cells")
    keyboard.insert_text("Navn\tMål 1\tScore nu 1\nÅse\tcykle\t9\n")
    tab_to("details .btn")
    keyboard.press("Enter")
    heading(fill, "Passer kolonnerne?")
    assert page.evaluate("document.activeElement.tagName") == "H1"
    tab_to(".acts .main")
    keyboard.press("Enter")
    heading(fill, "1 række skal rettes")
    tab_to(".fix input")
    keyboard.press("Control+a")
    keyboard.insert_text("1,5")
    keyboard.press("Enter")
    heading(fill, "1 ark er klar")
    tab_to(".panel .main")
    name, data = saved(fill, lambda: keyboard.press("Enter"))
    assert name == "Den visuelle plan.pdf" and data.startswith(b"%PDF")
    heading(fill, "1 ark er lavet")


def test_work_that_is_not_saved_is_asked_about_and_another_language_keeps_it(fill: Opened):
    page = fill.page
    drop(fill, ("borgere.csv", FAULTS))
    heading(fill, "Passer kolonnerne?")
    decide_all(fill, {"Score om et år": "goals.1.score_expected"})
    page.get_by_role("link", name="Deutsch").click()
    heading(fill, "Passen die Spalten?")
    page.locator(".row[data-path='goals.1.score_expected']").wait_for()  # the columns are read anew
    page.get_by_role("link", name="Dansk").click()
    heading(fill, "Passer kolonnerne?")
    page.locator("a.brand").click()
    page.get_by_role("button", name="Bliv her").click()
    heading(fill, "Passer kolonnerne?")


def test_no_table_of_twenty_thousand_rows_stops_the_page(fill: Opened):
    page = fill.page
    drop(fill, ("mange.csv", wide(20_000)))
    heading(fill, "Passer kolonnerne?")
    assert "20.000 rækker" in page.locator(".lead").inner_text()
    with stopping(page, r" af 20\.000$"):
        page.get_by_role("button", name="Videre").click()
    heading(fill, "Passer kolonnerne?")
