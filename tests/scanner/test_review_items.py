"""What a person is asked: in the words of the sheet, also of a form of one's own."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from filled_paper import FilledPaper, scan_bytes
from PIL import Image
from repository import ROOT

import mlmp_print as mlmp
from mlmp_print.cli.commands import main
from mlmp_print.sandbox.elsewhere import run_by, run_here
from mlmp_print.scanner.review_data import ASK, DOUBT, Correction

pytestmark = pytest.mark.usefixtures("read_here")
OWN_FORM = ROOT / "benchmarks" / "scan" / "week-check.toml"


def asked(template, marks, **options):
    pages = FilledPaper(template, marks).pages()
    found = mlmp.scan([scan_bytes(page) for page in pages], crops=True, **options)
    return {item.key.path: item for item in mlmp.review_items(found)}


@pytest.fixture(scope="module")
def own():
    template, marks = mlmp.template(str(OWN_FORM), lang="en"), {"mood": ["1", "2"]}
    with run_by(run_here):
        return asked(template, marks, forms=[OWN_FORM])


def test_a_goal_is_asked_about_by_its_number():
    item = asked(mlmp.template("visual-plan"), {"goals.2.score_now": ["1", "3"]})
    (question,) = [one.question for path, one in item.items() if path == "goals.2.score_now"]
    assert question == "Score nu, mål 2"


def test_life_themes_of_a_look_are_asked_about_by_their_names():
    looks = [ROOT / "assets" / "looks" / "strandby" / "look.toml"]
    plan = mlmp.template("visual-plan", look=looks[0])
    item = asked(plan, {"goals.1.theme": ["home", "body"]}, looks=looks)["goals.1.theme"]
    assert ("home", "Mit hjem") in item.choices


def test_a_form_of_ones_own_is_asked_about_in_its_own_words(own):
    item = own["mood"]
    assert (item.question, item.sheet, item.lang) == (
        "How much help I needed",
        "Week check",
        "en",
    )


def test_a_row_says_where_in_its_picture_it_stands(own):
    left, top, right, bottom = own["mood"].spot
    assert 0 < left < right < 1 and 0 < top < bottom < 1


def in_black_and_white(page: Image.Image) -> Image.Image:
    return page.point(lambda level: 255 * (level > 140))


def test_rows_that_a_scan_may_have_lost_are_asked_about_with_the_picture_of_their_page():
    """Also of a scan in black and white that was saved as JPEG: its marks look like any others."""
    paper = FilledPaper(mlmp.template("visual-plan"), {"goals.1.score_now": ["2"]})
    scans = [scan_bytes(in_black_and_white(page), quality=75) for page in paper.pages()]
    found = mlmp.scan(scans, crops=True)
    asked = [item for item in mlmp.review_items(found) if item.kind == DOUBT]
    unseen = [item for item in asked if item.nothing_seen]
    paths = {item.key.path for item in unseen}
    assert {"goals.1.score_expected", "goals.2.score_now", "goals.3.theme"} <= paths
    assert "goals.1.score_now" not in paths
    assert all(item.page.startswith(b"\x89PNG") and item.guess in (None, False) for item in unseen)
    assert not any(item.page for item in asked if not item.nothing_seen)
    said = [Correction(item.key, None) for item in asked]
    assert not any(sheet.doubts for sheet in mlmp.scan(scans, corrections=said))
    said = [Correction(item.key, ASK) for item in asked]
    again = mlmp.scan(scans, crops=True, corrections=said)
    assert not any(item.nothing_seen for item in mlmp.review_items(again)), "the citizen is asked"


def test_a_record_of_a_form_of_ones_own_is_refused_in_a_sentence(tmp_path):
    record = tmp_path / "own.jsonl"
    record.write_text('{"form": "week-check", "answers": {"slept": "well"}}\n', "utf-8")
    output = tmp_path / "own.pdf"
    command = ["fill", str(OWN_FORM), "--onto", str(record), "-o", str(output)]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 4
    assert "form of one's own is not taken further" in result.stderr


def test_all_pages_are_asked_about_on_a_review_only():
    assert CliRunner().invoke(main, ["scan", "a.pdf", "--all-pages"]).exit_code == 2
