"""Pages without a sheet id lay in the wrong order: a person puts them to the right sheets."""

from __future__ import annotations

import pytest
from filled_paper import FilledPaper, scan_pdf
from marking import slow_unless

import mlmp_print as mlmp
from mlmp_print.model.sheet_ids import check_character
from mlmp_print.sandbox.elsewhere import run_by, run_here
from mlmp_print.scanner.review_data import ALONE, KEEP, PAGE, Correction, ItemKey

pytestmark = pytest.mark.usefixtures("read_here")
NUMBERED = "7F3K9Q2" + check_character("7F3K9Q2")
NOW = "goals.1.score_now"


@pytest.fixture(scope="module")
def swapped(tmp_path_factory):
    """Two plans of two pages without ids, whose second pages were swapped, and one with an id."""
    plan = mlmp.template("visual-plan")
    first, second = (FilledPaper(plan, {NOW: [state]}).pages() for state in ("1", "3"))
    (numbered, _) = FilledPaper(plan, sheet_id=NUMBERED).pages()
    heap = [first[0], second[1], second[0], first[1], numbered]
    return scan_pdf(tmp_path_factory.mktemp("scans") / "back.pdf", heap)


@pytest.fixture(scope="module")
def scanned(swapped):
    with run_by(run_here):
        return mlmp.scan([swapped])


def scores(found):
    """The pages of each sheet and its score."""
    return [
        (sorted(place.page for place in sheet.panels.pages), sheet.read.answers) for sheet in found
    ]


def said(scanned, **values):
    digest = scanned.scans[0].digest
    return [
        Correction(ItemKey(digest, int(page[1:]), ""), value.format(scan=digest))
        for page, value in values.items()
    ]


def answer(score):
    return {"goals": [{"score_now": score}]}


def test_pages_are_asked_about_only_if_somebody_wants_that(scanned):
    assert [item for item in mlmp.review_items(scanned) if item.kind == PAGE] == []
    items = [item for item in mlmp.review_items(scanned, all_pages=True) if item.kind == PAGE]
    assert [item.key.page for item in items] == [1, 2, 3, 4]
    digest = scanned.scans[0].digest
    offered = [[choice.value for choice in item.choices] for item in items]
    assert offered[0] == [KEEP, ALONE, f"{digest}#3", NUMBERED]
    assert offered[3] == [KEEP, ALONE, f"{digest}#1", NUMBERED]
    assert any("back.pdf#3" in choice.words for choice in items[0].choices)


def test_two_pages_change_places(swapped, scanned):
    assert scores(scanned) == [([1, 2], answer(3)), ([3, 4], answer(1)), ([5], {})]
    corrections = said(scanned, p2="{scan}#3", p4="{scan}#1", p1=KEEP)
    moved = mlmp.scan([swapped], corrections=corrections)
    assert scores(moved) == [([1, 4], answer(1)), ([2, 3], answer(3)), ([5], {})]
    items = [item for item in mlmp.review_items(moved) if item.kind == PAGE]
    assert [(item.key.page, item.is_settled) for item in items] == [(4, True), (2, True)]
    assert all(item.settled in [choice.value for choice in item.choices] for item in items)


@pytest.mark.slow
def test_a_page_goes_to_a_sheet_with_an_id_or_to_one_of_its_own(swapped, scanned):
    moved = mlmp.scan([swapped], corrections=said(scanned, p4=NUMBERED, p2=ALONE))
    assert scores(moved) == [([1], {}), ([2], answer(3)), ([3], {}), ([4, 5], answer(1))]
    assert [sheet.read.sheet_id for sheet in moved][-1] == NUMBERED
    assert [sheet.missing for sheet in moved] == [(2,), (1,), (2,), ()]


WRONG_SHEETS = ("{scan}#2", "{scan}#99", "somewhere", "?", "skip")


@pytest.mark.parametrize("where", [slow_unless(one == "{scan}#2", one) for one in WRONG_SHEETS])
def test_a_sheet_that_there_is_not_is_a_fault(swapped, scanned, where):
    with pytest.raises(mlmp.AnswersError) as caught:
        mlmp.scan([swapped], corrections=said(scanned, p4=where))
    assert len(caught.value.messages) == 1


@pytest.mark.slow
def test_a_page_put_to_a_sheet_that_has_it_is_there_twice(swapped, scanned):
    moved = mlmp.scan([swapped], corrections=said(scanned, p4="{scan}#1"))
    first = next(iter(moved))
    assert [doubt.path for doubt in first.doubts] == ["", NOW]
