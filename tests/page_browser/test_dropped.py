"""What somebody may drop on the page, as a file manager drops it, and a Python without memory.

Each is one sentence; what was begun is there still, and the next thing works.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from opened_page import START, Opened

import mlmp_print as mlmp

pytestmark = pytest.mark.slow

TABLE = b"Navn;M\xc3\xa5l 1\nBo;g\xc3\xa5\nEva;l\xc3\xb8be\n"
LARGE = 200 * 2**20  # bytes
TWO_LARGE_FILES = """async () => {
    const work = page.kept.fill;
    const big = () => new Uint8Array(300 * 2 ** 20);
    const files = { a: big(), b: big() };
    await work.long("fill.packing", () => work.call("batch", { pack: true }, files));
}"""


@pytest.fixture(scope="module")
def things(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A folder with a sheet in it, a file of 200 MB, a picture and a letter."""
    top = tmp_path_factory.mktemp("dropped")
    folder = top / "mappe"
    folder.mkdir()
    (folder / "Peter.pdf").write_bytes(mlmp.fill("visual-plan", {"name": "Peter"}).pdf)
    large, picture, letter = top / "stor.csv", top / "foto.png", top / "brev.docx"
    with large.open("wb") as file:
        file.truncate(LARGE)
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(90))
    letter.write_bytes(b"PK\x03\x04" + bytes(90))
    return {"folder": folder, "large": large, "picture": picture, "letter": letter}


def drop(opened: Opened, *paths: Path) -> None:
    """Drop files and folders on the field of the screen, as the system does."""
    field = opened.page.locator(".drop").first
    field.scroll_into_view_if_needed()
    box = field.bounding_box()
    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + 12}
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    session = opened.page.context.new_cdp_session(opened.page)
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": kind, **at, "data": data})
    session.detach()


def begun(opened: Opened, address: str, mark: str) -> Any:
    opened.anew()
    opened.ready()
    opened.go(address, mark)
    return opened.page


def alert(page: Any) -> str:
    said = page.locator("main [role=alert]:not(:empty)")
    said.wait_for(timeout=START)
    assert said.count() == 1
    return str(said.inner_text())


@pytest.mark.parametrize(
    ("thing", "words"),
    [("folder", "mappe"), ("large", "mere end 64 MB"), ("picture", "et billede"),
     ("letter", "fra Word")],
)  # fmt: skip
def test_what_is_no_table_is_said_and_a_table_can_follow(opened, things, thing, words):
    page = begun(opened, "fill", ".drop")
    drop(opened, things[thing])
    assert words in alert(page)
    page.locator("input[type=file]").set_input_files(
        {"name": "t.csv", "mimeType": "text/csv", "buffer": TABLE}
    )
    page.locator("h1", has_text="Passer kolonnerne?").wait_for(timeout=START)


def test_a_folder_is_collected_and_the_rest_is_named_with_the_reason(opened, things):
    page = begun(opened, "collect", ".drop")
    drop(opened, *things.values())
    page.locator("h1", has_text="Her er svarene").wait_for(timeout=START)
    assert page.locator("table.ans tbody th").all_inner_texts() == ["Peter"]
    text = page.locator("main").inner_text()
    assert "for stor til at være en liste med koder" in text  # a CSV can be nothing else here
    assert "foto.png\n\nDet er et billede" in text and "brev.docx\n\nDet er en Word-fil" in text


@pytest.mark.parametrize("thing", ["folder", "large", "picture", "letter"])
def test_what_are_no_answers_is_said_and_answers_can_follow(opened, things, thing, tmp_path):
    page = begun(opened, "person", ".drop")
    drop(opened, things[thing])
    assert "Det er ikke en fil med svar" in alert(page)
    older = {"form": "wishing-well", "version": 99, "language": "da", "answers": {"name": "Bo"}}
    path = tmp_path / "svar.json"
    path.write_text(json.dumps(older), "utf-8")
    drop(opened, path)
    page.locator(".track").wait_for(timeout=START)
    assert page.evaluate("page.kept.person.work.values.name") == "Bo"


@pytest.mark.parametrize(
    ("thing", "words"), [("folder", "ikke et billede"), ("large", "for stort")]
)
def test_what_is_no_picture_is_said_and_the_question_is_there_still(opened, things, thing, words):
    page = begun(opened, "person/profile/photo.picture", ".picture-answer")
    drop(opened, things[thing])
    assert words in alert(page)
    assert page.locator(".picture-answer .drop").count() == 1


def test_python_without_memory_is_said_and_the_work_goes_on_where_it_was(opened):
    page = begun(opened, "fill", ".drop")
    page.locator("input[type=file]").set_input_files(
        {"name": "t.csv", "mimeType": "text/csv", "buffer": TABLE}
    )
    page.locator("h1", has_text="Passer kolonnerne?").wait_for(timeout=START)
    page.get_by_role("button", name="Videre").click()
    page.locator("h1", has_text="2 ark er klar").wait_for(timeout=START)
    page.evaluate(TWO_LARGE_FILES)  # more than the 512 MB that Python may take
    page.locator("h1", has_text="Der er ikke hukommelse nok").wait_for(timeout=START)
    assert "Intet er gået tabt" in page.locator("main").inner_text()
    page.get_by_role("button", name="Prøv igen").click()
    page.locator("h1", has_text="2 ark er klar").wait_for(timeout=START)
    with page.expect_download(timeout=START) as coming:
        page.get_by_role("button", name="Lav 2 ark").click()
    assert coming.value.suggested_filename.startswith("Den visuelle plan ")
